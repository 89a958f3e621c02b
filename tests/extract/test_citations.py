"""What a policy rests on, replaces, changes and names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.repeals import score
from extract.citations import Citations, citations
from extract.fold import fold
from extract.mentions import Region, in_region
from extract.metadata import metadata
from extract.outline import outline
from extract.repeals import repeals
from extract.split import split
from schemas.text import Text

SAMPLE = Path(__file__).parent / "repeals_sample.json"


def named(text: str) -> list[tuple[str, str | None]]:
    return [(m.title, m.number) for m in in_region(text, fold(text), Region(0, len(text), "", False))]


def repealed(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    place = Region(0, len(text), "", False)
    found = repeals(folded, [place], list(in_region(text, folded, place)))
    return [(r.mention.title or r.mention.number or "", r.scope) for r in found]


MENTIONS = [
    # with and without number, side by side
    ("根据《甲条例》《乙方案（2024-2027年）》", [("甲条例", None), ("乙方案（2024-2027年）", None)]),
    (
        "《甲意见》(国发〔2020〕7号)和《乙规划》（中示区组发〔2021〕1号，简称乙规划）",
        [("甲意见", "国发〔2020〕7号"), ("乙规划", "中示区组发〔2021〕1号")],
    ),
    # nested, in three ways
    ("《关于印发〈甲办法〉的通知》（京科发〔2021〕13号）", [("关于印发〈甲办法〉的通知", "京科发〔2021〕13号")]),
    ("《某区关于印发<甲规定>的通知》（西行规发[2021]1号）", [("某区关于印发<甲规定>的通知", "西行规发〔2021〕1号")]),
    ("《〈甲措施〉实施办法(试行)》(中科园发〔2019〕25号)", [("〈甲措施〉实施办法（试行）", "中科园发〔2019〕25号")]),
    # marks that do not match: 京科发〔2022〕8号 第三十八条
    ("《关于印发〈甲办法》的通知》(中科园发〔2019〕20号)", [("关于印发〈甲办法〉的通知", "中科园发〔2019〕20号")]),
    ("《甲办法〉、《乙办法》", [("甲办法", None), ("乙办法", None)]),
    # order numbers behind and before the title
    ("《电力市场监管办法》（原国家电力监管委员会令第11号）", [("电力市场监管办法", "国家电力监管委员会令第11号")]),
    ("原国家工商行政管理总局令第71号公布的《公示暂行规定》", [("公示暂行规定", "国家工商行政管理总局令第71号")]),
    # （试行） outside the marks
    ("《甲办法》（试行）（大财企〔2014〕1号）", [("甲办法（试行）", "大财企〔2014〕1号")]),
    # a declared short name is no mention
    ("《甲办法》（以下简称《办法》）", [("甲办法", None)]),
    # never closed
    ("《甲办法和乙办法", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_mentions(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(text) == expected


REPEALS = [
    (
        "本办法自印发之日起施行。原《甲办法》（京科发〔2021〕13号）、《乙细则》同时废止。",
        [("甲办法", "full"), ("乙细则", "full")],
    ),
    # the instrument of a change is not repealed
    ("2006年通过、根据2010年《关于修改部分法规的决定》修正的《甲条例》同时废止。", [("甲条例", "full")]),
    # but a decision that is itself listed is
    (
        "《甲条例》以及2000年批准的《关于修改〈甲条例〉的决定》同时废止。",
        [("甲条例", "full"), ("关于修改〈甲条例〉的决定", "full")],
    ),
    # parts of a document
    ("1997年发布的《反倾销和反补贴条例》中关于反补贴的规定同时废止。", [("反倾销和反补贴条例", "partial")]),
    ("《甲办法》第三条、第五条第二款同时废止。", [("甲办法", "partial")]),
    # a basis in the same sentence
    ("根据《甲法》的规定，《乙办法》同时废止。", [("乙办法", "full")]),
    # other verbs
    ("《甲解释》（法发〔1995〕9号）自本解释公布之日起不再执行。", [("甲解释", "full")]),
    ("本通知印发后，《甲通知》停止执行。", [("甲通知", "full")]),
    # ahead of the names
    ("四、废止《甲条例》（2007年通过）", [("甲条例", "full")]),
    ("决定废止《甲办法》《乙办法》。", [("甲办法", "full"), ("乙办法", "full")]),
    ("下列文件同时废止：《甲办法》（京发〔2010〕1号）、《乙办法》。", [("甲办法", "full"), ("乙办法", "full")]),
    # by number alone
    ("原京科发〔2010〕5号文件同时废止。", [("京科发〔2010〕5号", "full")]),
    # where a document is named, it falls as far as it differs
    ("《甲解释》（法释〔1998〕20号）与本解释不一致的，以本解释为准。", [("甲解释", "partial")]),
    # nothing is repealed
    ("市科委原有关文件与本办法不一致的，以本办法为准。", []),
    ("规章的修改和废止，依照《立法法》的规定执行。", []),
    ("实施《机构改革方案》需要制定、修改、废止地方性法规的，应当提出议案。", []),
    ("依照《产品质量法》关于销售失效、变质的产品的处罚规定处罚。", []),
    ("《采矿许可证》有效期满，《采矿许可证》自行废止。", []),
    ("评价结果作为政策修订、完善或废止的重要依据。", []),
]


@pytest.mark.parametrize(("text", "expected"), REPEALS)
def test_repeals(text: str, expected: list[tuple[str, str]]) -> None:
    assert repealed(text) == expected


def test_repeal_names_provisions_and_day() -> None:
    text = "《甲办法》第三条、第五条第二款自2026年1月1日起废止。"
    folded, place = fold(text), Region(0, len(text), "", False)
    (repeal,) = repeals(folded, [place], list(in_region(text, folded, place)))
    assert repeal.provisions == ("第三条", "第五条第二款")
    assert repeal.on is not None and repeal.on.isoformat() == "2026-01-01"


def test_sample_of_statutes() -> None:
    """100 clauses of statutes drawn with a fixed seed and read by hand."""
    hits, found, expected, _ = score(json.loads(SAMPLE.read_text(encoding="utf-8")))
    assert expected >= 100
    assert hits >= 0.97 * found and hits >= 0.97 * expected


@given(st.text(alphabet="《》〈〉<>()（）〔〕原同时废止失效根据本办法条例第1号2020、，。；\n", max_size=80))
def test_any_text(text: str) -> None:
    folded = fold(text)
    place = Region(0, len(text), "", False)
    found = list(in_region(text, folded, place))
    assert all(0 <= m.start < m.after <= m.end <= len(text) for m in found)
    assert all(0 <= r.start <= r.end <= len(text) for r in repeals(folded, [place], found))


DOCUMENT = """某区支持科技创新若干措施

某区发〔2025〕3号

为落实《国家创新驱动发展战略纲要》和《某市科技条例》（以下简称《条例》）及《政府工作报告》，制定本措施。

第一条 按照《条例》第五条，对获得《高新技术企业证书》的企业给予30万元奖励。

第二条 违反规定的，按照《财政违法行为处罚处分条例》（国务院令第427号）处理，并按《甲目录》公布。

第三条 《某区旧办法》（某区发〔2020〕1号）进行了修订；将原《某区园区规定》第三条修改为：园区由管委会管理。

第四条 本措施自印发之日起施行，《某区老措施》同时废止。《某区支持科技创新若干措施》由区科委解释。
"""


@pytest.fixture
def found(text_of: Callable[[str], Text]) -> Citations:
    text = text_of(DOCUMENT)
    part = next(part for part in split(text) if part.kind == "policy")
    tree = outline(part, text)
    return citations(tree, metadata(part, tree, text))


def test_basis(found: Citations) -> None:
    # a report is no document; a short name stands for what it was declared for
    assert [c.title for c in found.based_on] == ["国家创新驱动发展战略纲要", "某市科技条例"]


def test_supersession(found: Citations) -> None:
    assert [(s.title, s.path) for s in found.supersedes] == [("某区老措施", "第四条")]


def test_amendments(found: Citations) -> None:
    assert [(a.title, a.provisions) for a in found.amends] == [("某区旧办法", ()), ("某区园区规定", ("第三条",))]


def test_mere_mentions(found: Citations) -> None:
    # once each, neither the document itself nor what is replaced
    assert [c.title for c in found.cites] == ["财政违法行为处罚处分条例", "甲目录", "某区旧办法", "某区园区规定"]
    assert found.cites[0].doc_number == "国务院令第427号"
    assert found.cites[0].path == "第二条"


def test_standards_are_no_documents(text_of: Callable[[str], Text]) -> None:
    text = text_of(
        "某市办法\n\n第一条 依据国家标准《卓越绩效评价准则》（GB/T 19580）评审，推动实施《商品交易市场"
        "知识产权保护规范》国家标准，\n落实《市场监管行政处罚程序规定》。\n\n第二条 本办法由市局解释。\n"
    )
    tree = outline(next(part for part in split(text) if part.kind == "policy"), text)
    assert [c.title for c in citations(tree, metadata(tree.part, tree, text)).cites] == ["市场监管行政处罚程序规定"]


def test_lines_broken_behind_titles(text_of: Callable[[str], Text]) -> None:
    # compilations set titles on lines of their own: 河北, 云南, 四川
    text = text_of(
        "某厅关于印发《某方案》的通知\n\n某厅字〔2023〕4号\n\n各处室：\n\n现将《某方案》印发给你们，请抓好贯彻落实。\n\n某厅\n\n"
        "2023年1月12日\n\n某方案\n\n为认真落实国务院办公厅《关于复制推广营商环境创新试点改革举措的通知》\n\n（国办发〔2022〕35号）和"
        "《某条例》要求，制定本方案。\n\n一、总体要求\n\n坚持对标对表。\n"
    )
    tree = outline(next(part for part in split(text) if part.kind == "policy"), text)
    found = citations(tree, metadata(tree.part, tree, text))
    assert [c.doc_number or c.title for c in found.based_on] == ["国办发〔2022〕35号", "某条例"]
    assert tree.units[0].path == "前言" and len(tree.units[0].spans) == 2


def test_own_annexes_and_short_names(text_of: Callable[[str], Text]) -> None:
    text = text_of(
        "某市办法\n\n第一条 市残联制定《某市器具适配目录》（以下简称《适配目录》，见附件）。\n\n第二条 补贴不超过《适"
        "配目录》规定的上限，并按《某市清单》和《某市指导清单》执行。\n\n某市残联\n\n"
        "2025年1月2日\n\n附件：1.某市器具适配目录.doc\n\n2.《某市指导清单》（略）\n"
    )
    tree = outline(next(part for part in split(text) if part.kind == "policy"), text)
    assert [c.title for c in citations(tree, metadata(tree.part, tree, text)).cites] == ["某市清单"]


def test_list_in_items_below(text_of: Callable[[str], Text]) -> None:
    text = text_of(
        "某市办法\n\n第一条 为规范管理，制定本办法。\n\n第二条 本办法自印发之日起施行。下列文件同时废止：\n\n"
        "（一）《甲办法》（某发〔2010〕1号）；\n\n（二）《乙办法》（某发〔2011〕2号）。\n\n第三条 《丙办法"
        "》继续有效。\n"
    )
    part = next(part for part in split(text) if part.kind == "policy")
    tree = outline(part, text)
    gone = citations(tree, metadata(part, tree, text)).supersedes
    assert [s.doc_number for s in gone] == ["某发〔2010〕1号", "某发〔2011〕2号"]
