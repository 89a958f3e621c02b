"""Document numbers in every printed form."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.doc_numbers import normalise, numbers, split
from extract.fold import fold

FORMS = [
    ("西行规发[2025]4号", "西行规发〔2025〕4号"),  # half-width brackets
    ("国科发火【2016】32号", "国科发火〔2016〕32号"),  # lens brackets
    ("国发（2013）35号", "国发〔2013〕35号"),  # round brackets
    ("湘监能市场„2025‟57号", "湘监能市场〔2025〕57号"),  # quotation marks that a converter made of 〔〕
    ("〔2022〕京经信发 45号", "京经信发〔2022〕45号"),  # year first: card 38 of the guide book
    ("深坪府办规〔2023〕 1 号", "深坪府办规〔2023〕1号"),  # blanks
    ("京政办发〔2021〕第045号", "京政办发〔2021〕45号"),  # 第 and leading zero
    ("京发改（规划）〔2022〕3号", "京发改(规划)〔2022〕3号"),  # brackets inside the code
    ("中华人民共和国国务院令 第732号", "国务院令第732号"),  # an order, blank before 第
    ("广州市人民政府令（第179号）", "广州市人民政府令第179号"),  # an order in brackets
    ("商务部令2014年第3号", "商务部令2014年第3号"),
    ("国家发展改革委2024年第20号令", "国家发展改革委令2024年第20号"),  # 令 at the end
    ("市人民政府第17号令", "市人民政府令第17号"),
    ("财政部公告2019年第76号", "财政部公告2019年第76号"),
    ("原国家电力监管委员会令第11号", "国家电力监管委员会令第11号"),  # 原 is no part of the name
    ("根据国发〔2020〕7号文件", "国发〔2020〕7号"),  # words before the code
    ("工业和信息化部令第二十号", "工业和信息化部令第20号"),  # Chinese numerals
    ("2014年11月24日 中华人民共和国国务院令第656号公布", "国务院令第656号"),  # the history line of a statute
]


@pytest.mark.parametrize(("printed", "normal"), FORMS)
def test_printed_forms(printed: str, normal: str) -> None:
    assert normalise(printed) == normal


def test_several_numbers() -> None:
    assert split("京科发〔2022〕5号/京财教〔2022〕9号") == ("京科发〔2022〕5号", "京财教〔2022〕9号")


@pytest.mark.parametrize("text", ["市政府第15届130次常务会议", "北京市海淀区中关村大街1号", "第3号公告栏", "二号线"])
def test_no_number(text: str) -> None:
    assert normalise(text) is None


@given(st.text(alphabet="京科发国〔〕[]()（）【】2022年第令公告号 0123456789、，。", max_size=60))
def test_any_text(text: str) -> None:
    folded = fold(text)
    found = list(numbers(folded))
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.sampled_from(["京科发", "国办发", "深府办规"]), st.integers(1949, 2030), st.integers(1, 9999))
def test_normal_form_stays(code: str, year: int, number: int) -> None:
    assert normalise(f"{code}〔{year}〕{number}号") == f"{code}〔{year}〕{number}号"
