"""Numbering words shuffled into documents: nothing crashes, nothing is lost, every span lies in the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout import tidy
from extract.outline import outline, outline_fields
from schemas.text import Document, Line, Outline, Page, Part, Text

LABELS = (
    *("第一编 总则", "第一章 总则", "第二章", "第一节 一般规定", "第一条 ", "第二条", "第十条之一", "第三条规定的"),
    *("第九十九条", "一、", "二、总体要求", "十一、", "（一）", "(二)", "（十）", "1.", "2．", "3、", "1.1", "2.10 "),
    *("2022年", "1.5元", "（1）", "(2)", "1)", "①", "②", "附则", "附件", "附件1", "附件：1.申请表", "名词解释"),
    *("目录", "将第三条修改为：“第三条", "”"),
)
WORDS = (
    *("企业", "给予不超过100万元奖励", "，", "。", "；", "：", "下列条件："),
    *("“", "”", "（", "）", "《", "》", "的", " ", "kW"),
)
LINES = (
    *("", "各有关单位：", "北京市人民政府", "2025年9月5日", "抄送：区委办。", "（此件公开发布）", "特此通知。"),
    *("北京市人民政府办公室 2025年1月1日印发", "— 4 —", "65", "# 标题", "**(一)** 支持内容", "| a | b |", "----"),
    "关于印发《办法》的通知",
)
labels = st.sampled_from(("", *LABELS))
words = st.lists(st.sampled_from((*WORDS, *LABELS)), max_size=9)
sentence = st.builds(lambda label, rest: label + "".join(rest), labels, words)
lines = st.lists(st.one_of(sentence, st.sampled_from(LINES), st.text(max_size=12)), max_size=40)


def read(texts: list[str], reflowed: bool) -> Text:
    page = Page(1, tuple(Line(part) for text in texts for part in text.splitlines() or [""]))
    return tidy(Document("x.txt", "0", "text/plain", (page,), reflowed))


def covered(found: Outline) -> list[tuple[int, int]]:
    spans = [(paragraph.start, paragraph.end) for paragraph in (*found.head, *found.tail)]
    return sorted([*spans, *(span for unit in found.units for span in unit.spans)])


@settings(max_examples=250, deadline=None)
@given(lines, st.booleans())
def test_every_character_is_in_one_place(texts: list[str], reflowed: bool) -> None:
    text = read(texts, reflowed)
    found = outline(Part("policy", text.paragraphs, 1), text)
    spans = covered(found)
    assert all(start < end <= len(text.text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert sum(end - start for start, end in spans) == sum(len(paragraph.text) for paragraph in text.paragraphs)


@settings(max_examples=150, deadline=None)
@given(lines, st.booleans())
def test_the_tree_is_a_tree(texts: list[str], reflowed: bool) -> None:
    text = read(texts, reflowed)
    units = outline(Part("policy", text.paragraphs, 1), text).units
    assert all(unit.parent is None or unit.parent < index for index, unit in enumerate(units))
    assert all(unit.spans and unit.path.endswith(unit.label) for unit in units)


@settings(max_examples=150, deadline=None)
@given(lines, st.booleans())
def test_tidied_text_keeps_its_promises(texts: list[str], reflowed: bool) -> None:
    text = read(texts, reflowed)
    assert text.text == "\n".join(paragraph.text for paragraph in text.paragraphs)
    for paragraph in text.paragraphs:
        assert text.text[paragraph.start : paragraph.end] == paragraph.text == paragraph.text.strip()
        assert paragraph.text
        assert all(paragraph.start < at < paragraph.end for at, _ in paragraph.breaks)


@settings(max_examples=100, deadline=None)
@given(lines)
def test_fields_of_a_card_keep_all_their_text(texts: list[str]) -> None:
    text = read(texts, True)
    half = len(text.paragraphs) // 2
    spans = [(paragraph.start, paragraph.end) for paragraph in text.paragraphs]
    fields = [("服务内容", spans[:half]), ("条件要求", spans[half:])]
    found = outline_fields(Part("guide_card", text.paragraphs, 1), text, fields)
    spans = sorted(span for unit in found.units for span in unit.spans)
    assert sum(end - start for start, end in spans) == sum(len(paragraph.text) for paragraph in text.paragraphs)
    assert all(unit.path.split("/")[0] in ("服务内容", "条件要求") for unit in found.units)
