"""Lines without coordinates become paragraphs: one row per trap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.layout import tidy
from schemas.text import Document, Line, Page, Table, Text


def read(lines: str, reflowed: bool, media_type: str = "text/plain") -> Text:
    page = Page(1, tuple(Line(line) for line in lines.split("\n")))
    return tidy(Document("x", "0", media_type, (page,), reflowed))


REFLOWED = [
    # a page break cuts a paragraph: an empty line, then the sentence goes on
    ("（五）支持成果转化,给予落地主\n\n体不超过500万元奖励。", "（五）支持成果转化,给予落地主体不超过500万元奖励。"),
    # a page mark stands in the cut
    ("参加“创客中国”中小企业,\n\n**—** 4 **—** \n\n创新创业大赛。", "参加“创客中国”中小企业,创新创业大赛。"),
    # the next page begins with a word that no sentence begins with（京科发〔2022〕8号 第二十七条）
    ("第二十七条 采取公开征集、定向组织\n\n等方式。", "第二十七条采取公开征集、定向组织等方式。"),
    # a heading is not cut though it has no stop
    ("#### 第一条 支持企业形成战略科技力量\n\n聚焦需求。", "第一条支持企业形成战略科技力量|聚焦需求。"),
    ("(二)支持条件\n\n由各区遴选推荐的企业,应符合以下条件:", "(二)支持条件|由各区遴选推荐的企业,应符合以下条件:"),
    # a title, then its text
    (
        "经济技术开发区关于进一步激发创新活力的若干意见\n\n为深入贯彻精神,制定本意见。",
        "经济技术开发区关于进一步激发创新活力的若干意见|为深入贯彻精神,制定本意见。",
    ),
    # title lines with no empty line between are one title
    (
        "北京市科学技术委员会  \n关于印发《支持资金  \n管理办法  \n(试行)》的通知\n\n京科发〔2022〕6号",
        "北京市科学技术委员会关于印发《支持资金管理办法(试行)》的通知|京科发〔2022〕6号",
    ),
    # signature and date stay apart
    (
        "北京市昌平区人民政府办公室    \n2025年9月5日        \n（此件主动公开）\n昌平区支持办法",
        "北京市昌平区人民政府办公室|2025年9月5日|（此件主动公开）|昌平区支持办法",
    ),
    # Markdown signs: headings, bold, bullets, quotes, escapes
    ("## **(一)** 支持内容\n\n- (一)企业\\*获得支持的。\n\n> 引文。", "(一)支持内容|(一)企业*获得支持的。|引文。"),
    # white space beside Chinese characters goes, between Latin words it stays
    (
        "给予 500 万元、300 万元。\n\nA B 与 LPR 的 30 % 。\n\n申 请 单 位。",
        "给予500万元、300万元。|A B与LPR的30%。|申请单位。",
    ),
    # a contents entry ends with its page
    (
        "目 录\n\n- 关于甲的  \n通知 ..... (6)\n- 关于乙的  \n通知 ..... (17)",
        "目录|关于甲的通知..... (6)|关于乙的通知..... (17)",
    ),
]


@pytest.mark.parametrize(("lines", "paragraphs"), REFLOWED)
def test_reflowed_text(lines: str, paragraphs: str) -> None:
    assert "|".join(paragraph.text for paragraph in read(lines, True).paragraphs) == paragraphs


WRAPPED = [
    # full lines go on, a short one with a stop ends
    ("（一）聚焦高频涉企政务服务事项全面梳理\n涉企政务服务事项提升便利化水平加快建设\n完成改革。\n（二）深化改革。", 2),
    # a bare number takes its text from the next line
    ("第一条\n为了规范投资项目的管理提高效率制定办法\n第二条\n本办法适用于本市行政区域内的投资项目管理", 2),
    # a bracket that is open goes on over a colon（牵头单位：⏎省审改办）
    ("依托平台构建统一的电子营业执照使用的服务\n体系。（牵头单位：\n省审改办；责任单位：\n各级部门）\n（四）其他。", 2),
    # 一、 inside a word begins nothing
    ("打造线上线下全面融合政务服务体系标准统\n一、服务同质的大厅。\n二、推动数字化转型。", 2),
    # a number right before a year
    ("22.支持物流业制造业深度融合创新发展的奖励\n责任落实。\n23.2023年以后取得许可的旅行社给予奖励。", 2),
    # a title is complete where its text begins, the same word in running text is not（目录清单⏎管理）
    ("辽宁省进一步稳经济若干政策举措\n为全面贯彻党的精神，深入贯彻重要讲话精神全\n面落实。", 2),
    ("行政机关应当将公共资源项目纳入目录清单\n管理，目录内的项目纳入统一的公共资源交易平\n台。", 1),
    # notes and titles end
    ("（此件主动公开）\n优化环境的十条措施\n为全面贯彻党的精神落实省委部署优化环境\n制定措施。", 3),
]


@pytest.mark.parametrize(("lines", "count"), WRAPPED)
def test_wrapped_lines(lines: str, count: int) -> None:
    found = read(lines, False)
    assert len(found.paragraphs) == count, [paragraph.text for paragraph in found.paragraphs]


def test_a_blank_at_the_end_of_a_line_ends_a_paragraph() -> None:
    full = "改造项目需产权清晰有明确产业定位及准入标准建立运营管理机制并且\n\n"
    short = "满足条件。 \n\n"
    found = read((full + full + short) * 12, False)
    assert len(found.paragraphs) == 12
    assert all(paragraph.text.endswith("满足条件。") for paragraph in found.paragraphs)


def test_page_numbers_in_a_guide_book(seed: Callable[[str], Text]) -> None:
    found = seed("导引")
    (place,) = (p for p in found.paragraphs if "单个企业年度贴息金额最高不超过1000万元" in p.text)
    assert place.text.startswith("方向7重点投资项目贷款贴息。")
    assert found.text[place.breaks[-1][0] :].startswith("最高不超过")
    assert place.breaks[-1][1] == 65
    assert "13699120158" in found.text
    assert [p.page for p in found.paragraphs] == sorted(p.page for p in found.paragraphs)


def test_page_breaks_inside_a_paragraph(seed: Callable[[str], Text]) -> None:
    found = seed("西城")
    (cut,) = (paragraph for paragraph in found.paragraphs if paragraph.breaks)
    assert cut.text.startswith("(四)支持科技创新机构参加")
    assert [(found.text[at : at + 4], page) for at, page in cut.breaks] == [("创新创业", 5)]


def test_tables_stand_where_they_stood() -> None:
    page = Page(1, (Line("一、标准"), Line("二、其他")), (Table(1, (("档次", "金额"), ("一", "100万元"))),))
    found = tidy(Document("x", "0", "text/html", (page,), True))
    assert [(p.kind, p.text) for p in found.paragraphs] == [
        ("text", "一、标准"),
        ("table", "档次 | 金额\n一 | 100万元"),
        ("text", "二、其他"),
    ]


def test_word_paragraphs_are_not_joined_but_over_a_page_number() -> None:
    lines = "现货市场运行衔接的机制，电力\n- 1 -\n市场试运行。\n支持甲，给予奖励\n支持乙，给予补贴"
    found = read(lines, True, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    assert [p.text for p in found.paragraphs] == [
        "现货市场运行衔接的机制，电力市场试运行。",
        "支持甲，给予奖励",
        "支持乙，给予补贴",
    ]
