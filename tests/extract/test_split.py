"""Files that hold several policies, and files that hold one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clip import Span, clip
from extract.layout import tidy
from extract.read import read
from extract.read.text import read_text
from extract.split import split
from schemas.text import Text

CORPUS = Path(__file__).parents[3] / "shared/corpus"
PROVINCES = CORPUS / "businesspolicy/data/split/city"
TextOf = Callable[[str], Text]


def _firsts(text: Text) -> list[str]:
    return [part.paragraphs[0].text for part in split(text)]


COMPILED = """
# Page 12:
（一）北京
1. 北京市商务局关于印发《展会扶持
办法》的通知（2023 年5 月12 日）
各有关单位：
现将《展会扶持办法》印发给你们。
1.认真组织。（2023年5月至11月）
2.按时报送。

# Page 13:
2. 北京市某区优化营商环境工作方案（2023 年4 月25 日）
京某发〔2023〕15 号
为优化营商环境，制定本方案。
三、华东
（二）天津
1.
天津市政务服务办关于印发责任清单的通知（2023 年1
月6 日）
各区人民政府：
现将《责任清单》印发给你们，请结合实际认真组织实施，抓好落实。
"""


def test_a_compilation_is_cut_at_its_numbered_headings(text_of: TextOf) -> None:
    parts = split(text_of(COMPILED))
    assert [part.paragraphs[0].text for part in parts] == [
        "北京市商务局关于印发《展会扶持办法》的通知",  # hard-wrapped in the title
        "北京市某区优化营商环境工作方案",
        "天津市政务服务办关于印发责任清单的通知",  # number and title on two lines, date wrapped
    ]
    assert [part.paragraphs[0].page for part in parts] == [12, 13, 13]
    assert parts[0].paragraphs[-1].text.endswith("按时报送。")  # items that count up are not headings
    assert "天津" not in "".join(paragraph.text for paragraph in parts[1].paragraphs)  # nor is the section's name text
    assert dict(parts[0].context)["printed_date"] == "2023年5月12日"


def test_its_table_of_contents_is_passed_over(text_of: TextOf) -> None:
    contents = (
        "目录\n1. 北京市商务局关于印发《展会扶持办法》的通知（2023年5月12日）..........12\n"
        "2. 北京市某区优化营商环境工作方案（2023年4月25日）............13\n"
    )
    assert _firsts(text_of(contents + COMPILED)) == _firsts(text_of(COMPILED))


NOTICES = """
甲市商务局关于印发会展扶持办法的通知
甲商规〔2023〕1号
各有关单位：
{body}
甲市商务局
2023年1月2日
甲市财政局文件
甲财规〔2023〕7号
甲市财政局关于调整补贴标准的通知
各区财政局：
{body}
甲市财政局
2023年2月3日
"""
BODY = "为促进会展业发展，按照有关要求，现将有关事项通知如下，请遵照执行，执行中的问题请及时反映。" * 8


def test_notices_in_a_row_are_told_by_their_numbers(text_of: TextOf) -> None:
    assert _firsts(text_of(NOTICES.format(body=BODY))) == ["甲市商务局关于印发会展扶持办法的通知", "甲市财政局文件"]


STATUTE = "{title}\n（2023年1月2日发布）\n第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 自发布之日起施行。\n"


def test_statutes_in_a_row_are_told_by_their_titles(text_of: TextOf) -> None:
    titles = ["甲市会展扶持办法", "甲市展会资金管理规定", "甲市展馆管理细则（试行）"]
    assert _firsts(text_of("\n".join(STATUTE.format(title=title) for title in titles))) == titles


@pytest.mark.parametrize(
    "lines",
    [
        # two versions of one statute
        STATUTE.format(title="甲市会展扶持办法") + "\n2016年旧版本\n" + STATUTE.format(title="甲市会展扶持办法"),
        # whose signature is it?
        STATUTE.format(title="甲市会展扶持办法") + "局长 甲\n2016年2月3日\n" + STATUTE.format(title="甲市展馆细则"),
        # a notice and the two statutes that it sends out
        "甲市关于印发两个办法的通知\n各有关单位：\n现予印发，请遵照执行。\n附件1\n"
        + STATUTE.format(title="甲市会展扶持办法")
        + "附件2\n"
        + STATUTE.format(title="甲市展会资金管理规定"),
        "甲市关于印发扶持办法的通知\n甲商规〔2023〕1号\n各有关单位：\n请执行。\n附件1\n扶持办法\n第一条 给予补助。",
        # a list of numbers is no row of notices
        "甲市关于废止文件的通知\n甲政发〔2023〕9号\n下列文件废止：\n甲政发〔2019〕1号\n甲政发〔2019〕2号\n甲政发〔2019〕3号",
        # nor is a list of titles and dates a compilation
        "甲市关于废止文件的决定\n下列文件废止：\n1.甲市关于印发会展办法的通知（2019年1月2日）\n"
        "2.甲市关于印发展馆办法的通知（2019年3月4日）\n3.甲市关于印发外贸办法的通知（2020年5月6日）",
        # items with dates are no headings
        "实施方案\n1.准备阶段（2023年3月1日）\n2.实施阶段（2023年5月1日）\n3.总结阶段（2023年9月1日）",
        "一句话。",
    ],
)
def test_one_policy_stays_one(text_of: TextOf, lines: str) -> None:
    text = text_of(lines)
    (part,) = split(text)
    assert (part.kind, part.paragraphs) == ("policy", text.paragraphs)


@pytest.mark.parametrize("word", ["西城区", "昌平区", "经开区"])
def test_the_short_documents_are_one_policy_each(seed: Callable[[str], Text], word: str) -> None:
    assert [part.kind for part in split(seed(word))] == ["policy"]


@pytest.mark.skipif(
    not PROVINCES.exists(),
    reason="the corpus of further documents, which is not part of this repository, is not at ../shared/corpus",
)
@pytest.mark.parametrize(("province", "count"), [("北京", 8), ("天津", 1), ("上海", 25), ("贵州", 3), ("福建", 15)])
def test_the_provinces_compilations(province: str, count: int) -> None:
    parts = split(tidy(read(PROVINCES / f"{province}.txt")))
    assert len(parts) == count
    for part in parts:
        assert part.paragraphs[0].kind == "heading"
        assert sum(len(paragraph.text) for paragraph in part.paragraphs) > 30


_LINES = st.lists(
    st.sampled_from(
        ["1. 甲市关于印发办法的通知（2023年5月2日）", "甲发〔2023〕1号", "目录", "服务内容", "依据文件 《甲》"]
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_any_order_of_headings_splits_without_loss_of_order(lines: list[str]) -> None:
    text = tidy(read_text("\n".join(lines).encode(), Path("x.txt"), "0" * 64))
    parts = split(text)
    assert parts
    places = [paragraph.start for part in parts for paragraph in part.paragraphs]
    assert all(a < b for a, b in pairwise(places))


@given(st.integers(0, 60), st.integers(0, 60))
def test_clip_cuts_to_the_span(start: int, length: int) -> None:
    text = tidy(read_text("甲乙丙丁戊己庚。\n子丑寅卯辰巳午。\n天地玄黄宇宙洪荒。".encode(), Path("x.txt"), "0" * 64))
    for paragraph in clip(text, Span(start, start + length)):
        assert start <= paragraph.start < paragraph.end <= start + length
        assert text.text[paragraph.start : paragraph.end] == paragraph.text == paragraph.text.strip()
