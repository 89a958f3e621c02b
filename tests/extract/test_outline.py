"""The tree of provisions: one row per trap."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.fold import fold
from extract.outline import outline, outline_fields
from extract.split import split
from schemas.text import Outline, Part, Text

GOLD = Path(__file__).parents[1] / "gold"
Reader = Callable[[str], Text]


def read(text: Text) -> Outline:
    return outline(Part("policy", text.paragraphs, 1), text)


def spread(text_of: Reader, lines: str) -> Outline:
    """The outline of these lines with an empty line after each."""
    return read(text_of("\n\n".join(lines.split("\n"))))


def own_text(found: Outline, path: str) -> str:
    (unit,) = (unit for unit in found.units if unit.path == path)
    return "|".join(found.text[start:end] for start, end in unit.spans)


PATHS = [
    # chapters stand for themselves, articles count through the whole document
    ("第一章 总则\n第一条 为了促进发展，制定本办法。\n第二章 支持\n第二条 给予奖励。", "第一章 第一条 第二章 第二条"),
    # sections carry their chapter
    (
        "第一章 总则\n第一节 目的\n第一条 甲。\n第二节 范围\n第二条 乙。",
        "第一章 第一章/第一节 第一条 第一章/第二节 第二条",
    ),
    # parts let chapters count from one again; articles go on
    (
        "第一编 总则\n第一章 一般\n第一条 甲。\n第二编 分则\n第一章 特别\n第二条 乙。",
        "第一编 第一编/第一章 第一条 第二编 第二编/第一章 第二条",
    ),
    # articles that count from one in every chapter take the chapter into their path (大连市鼓励制造业…办法)
    (
        "第一章 甲类\n第一条 甲。\n第二条 乙。\n第二章 乙类\n第一条 丙。\n第二条 丁。",
        "第一章 第一章/第一条 第一章/第二条 第二章 第二章/第一条 第二章/第二条",
    ),
    # 之 articles
    ("第一条 甲。\n第一条之一 乙。\n第二条 丙。", "第一条 第一条之一 第二条"),
    # the four usual levels; half-width brackets and full-width stops
    (
        "一、总体要求\n(一)目标\n1．甲。\n（1）乙。\n①丙。\n二、措施\n（一）丁。",
        "一 一/（一） 一/（一）/1 一/（一）/1/（1） 一/（一）/1/（1）/① 二 二/（一）",
    ),
    # （五） goes on under 三 where 二 ended with （四）
    ("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n（四）己。", "一 一/（一） 一/（二） 二 二/（三） 二/（四）"),
    # 附则 without a number holds items and follows articles
    ("第一条 甲\n（一）乙。\n附则\n（一）丙。\n（二）丁。", "第一条 第一条/（一） 附则 附则/（一） 附则/（二）"),
    # items inside one paragraph
    (
        "第一条 应当符合下列条件：（一）依法注册；（二）信用良好；（三）无违法记录。",
        "第一条 第一条/（一） 第一条/（二） 第一条/（三）",
    ),
    # items that go on inside the paragraph of the first
    ("一、条件\n1.依法注册；2.信用良好；3.无违法记录。", "一 一/1 一/2 一/3"),
    # one mark in a sentence is no list
    ("第一条 按照前款（一）的规定，给予奖励。", "第一条"),
    # 第一、二年 and 一、二等奖 are no labels
    ("第一条 分年拨付。\n第一、二年给予100万元。\n一、二等奖分别给予10万元。", "第一条"),
    # 一、一年 is a label
    ("一、一年至少认证一次\n甲。\n二、认证方式\n乙。", "一 二"),
    # names of attached files
    ("一、甲。\n附件：\n附件1.docx\n附件2.xlsx", "一"),
    # years, prices and ordinals at the start of a line
    ("一、标准\n2022年以前的项目不再支持。\n1.5元/平方米/天的标准执行。\n3家企业获得支持。", "一"),
    # a year right after the mark is part of the text（23.2023年4月1日）
    ("一、甲\n1.2023年起施行。\n2.2024年起施行。", "一 一/1 一/2"),
    # and so is an age (广州 居家养老: 1.80周岁及以上的)
    ("一、对象\n1.80周岁及以上的。\n2.60周岁及以上且失能的。", "一 一/1 一/2"),
    # footnotes under a text that marks them, and lists with the same numbers
    ("一、甲\n（一）划定“两线”①，接待观众②。\n①“两线”是指丙。\n②为2019年数据。\n（二）乙。", "一 一/（一） 一/（二）"),
    ("一、甲\n（一）材料：\n①乙；\n②丙。", "一 一/（一） 一/（一）/① 一/（一）/②"),
    # the numbers of a box inside a list（专栏: 04智能控制装备）
    ("一、甲\n1.乙。\n01智能装备\n丙。\n02物流装备\n丁。\n2.戊。", "一 一/1 一/2"),
    # a number after the mark, kept apart by a blank（1. 3年内）
    ("一、甲\n1. 3年内首次纳入。\n2. 获得认可。", "一 一/1 一/2"),
    # a paragraph that names an article
    (
        "第一条 甲。\n第二条 乙。\n第一条规定的企业，不再支持。\n第三条所称企业，是指丙。\n第三条 丁。",
        "第一条 第二条 第三条",
    ),
    # 第十二条项目 is an article, 第十二条项下 a reference; 款 and 项 tell
    ("第一条 甲。\n第二条项目公示\n公示期为五日。\n第一条第二款规定的除外。", "第一条 第二条"),
    # articles quoted by an amendment
    (
        "一、将第三条修改为：“第三条 甲。\n第四条 乙。”\n二、删去第五条。\n三、将第六条改为第五条。",
        "一 二 三",
    ),
    # a glossary under 附件 with its title on the next line
    ("第一条 甲。\n附件：名词解释\n名词解释\n1.创投基金：是指甲。\n2.交易费用：是指乙。", "第一条 附件 附件/1 附件/2"),
    # annexes are named before the signature and come after it
    (
        "一、甲。\n附件：1.申请表\n2.承诺书\n北京市人民政府\n2025年9月5日\n附件1\n申请表\n一、填表说明\n附件2\n承诺书\n1.真实。",
        "一 附件1 附件1/一 附件2 附件2/1",
    ),
    # annexes with their titles on the line（交通警察道路执勤执法工作规范）
    (
        "第一条 甲。\n附件：1.酒后驾驶规程\n2.超速规程\n附件1：酒后驾驶规程\n一、乙。\n附件2：超速规程\n一、丙。",
        "第一条 附件1 附件1/一 附件2 附件2/一",
    ),
    # one annex, named and then given
    ("一、甲。\n附件：任务清单\n二、乙。\n附件\n任务清单\n1.丙。", "一 二 附件 附件/1"),
    # names of annexes at the end are no annexes
    ("一、甲。\n二、乙。\n附件：1.申请表\n2.承诺书", "一 二"),
    ("第一条 甲。\n附件：\n一、申请报告编制大纲（略）\n二、验收报告编制大纲（略）", "第一条"),  # 大连市工程实验室办法
    ("一、甲。\n附件：（略）\n1：证照清单2：事项清单", "一"),  # 新乡
    ("一、甲。\n附件：（略）1.\n调查指引文本\n2.实施计划指引文本", "一"),  # 广东
    # 附件三所列 begins a sentence
    ("第一条 甲。\n附件三所列法律的决定", "第一条"),
    # the body comes again as the annex of its notice: it is the body
    ("各有关单位：\n现印发给你们。\n附件\n支持办法\n第一条 甲。\n第二条 乙。", "第一条 第二条"),
    # a table of contents
    (
        "支持办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
        "第一章 第一条 第二章 第二条",
    ),
    # a table of contents without its word (临沂市优化营商环境条例)
    (
        "条例\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
        "第一章 第一条 第二章 第二条",
    ),
    # dotted numbers hang below their whole number (湖南省电力市场注册实施细则)
    (
        "3.基本条件\n3.1通用条件\n甲。\n3.2发电企业\n（1）乙；\n4.注册\n4.1总体\n4.1.1丙。",
        "3 3/3.1 3/3.2 3/3.2/（1） 4 4/4.1 4/4.1/4.1.1",
    ),
    # a second list in one article
    (
        "第一条 有下列情形的：\n（一）甲；\n（二）乙。\n有下列情形的除外：\n（一）丙；\n（二）丁。",
        "第一条 第一条/（一） 第一条/（二） 第一条/（一） 第一条/（二）",
    ),
    # 一、 over articles works like a chapter
    (
        "一、总则\n第一条 甲。\n第二条 乙。\n二、支持\n第三条 丙。\n三、附则\n第四条 丁。",
        "一 第一条 第二条 二 第三条 三 第四条",
    ),
    # a small full stop（安徽省 皖政〔2023〕13号）
    ("一、财税支持\n1﹒减税。\n2﹒降费。\n二、金融支持\n3﹒放贷。", "一 一/1 一/2 二 二/3"),
    # the first item behind the colon of its article（电力市场监管办法, 汕尾市…补助项目, 内江市…问答）
    (
        "第七条 下列情况实施监管：（一）安全的情况；\n（二）进入的情况。\n第八条 乙。",
        "第七条 第七条/（一） 第七条/（二） 第八条",
    ),
    # an article behind the stop of the one before（市场监管行业标准制定管理实施细则）, and one that is only named
    (
        "第八条 甲：\n（一）乙；\n（二）丙的情况。第九条 除本办法第七条外，有下列情况：\n（一）丁。\n第十条 戊。",
        "第八条 第八条/（一） 第八条/（二） 第九条 第九条/（一） 第十条",
    ),
    ("第八条 按本办法办理。第九条的规定除外。\n第九条 甲。\n第十条 乙。", "第八条 第九条 第十条"),
    # unnumbered headings over lists that begin anew（广东省高校毕业生就业创业扶持政策清单）; none over one list alone
    (
        "面向单位的扶持政策\n一、社保补贴\n二、扩岗补助\n面向毕业生的扶持政策\n一、求职补贴\n二、创业补贴",
        "面向单位的扶持政策 面向单位的扶持政策/一 面向单位的扶持政策/二 "
        "面向毕业生的扶持政策 面向毕业生的扶持政策/一 面向毕业生的扶持政策/二",
    ),
    ("扶持政策\n一、社保补贴\n二、扩岗补助", "一 二"),
    # names in a list of annexes are no items, with the annexes below or without（江西省…工作方案, …实施细则）
    (
        "关于印发方案的通知\n附件：1.某省工作方案\n2.任务台账\n3.评分细则\n附件1\n某省工作方案\n一、总体要求\n1.甲。\n2.乙。",
        "一 一/1 一/2",
    ),
    ("第六十条 由总局解释。\n附件（略）：1.\n管理范围\n2.建议书\n3.汇总表", "第六十条"),
    # telephone numbers that look like labels far beyond the list (119、120等紧急热线)
    ("一、甲\n1.乙。\n119、120等紧急热线联动。\n2.丙。", "一 一/1 一/2"),
    # a date under a heading is no signature
    ("一、发放时间\n2025年7月19日至2025年11月15日\n二、对象\n市民。", "一 二"),
]


@pytest.mark.parametrize(("lines", "paths"), PATHS)
def test_paths(text_of: Reader, lines: str, paths: str) -> None:
    found = spread(text_of, lines)
    assert [unit.path for unit in found.units if unit.level != "preamble"] == paths.split()


WRONG = [
    ("第一条 甲。\n第三条 乙。", "第一条 第三条", "numbering_gap"),
    ("第一条 甲。\n第二条 乙。\n第二条 丙。", "第一条 第二条 第二条", "numbering_repeat"),
    ("第一条 甲。\n第三条 乙。\n第二条 丙。", "第一条 第三条 第二条", "numbering_disorder"),
    ("一、甲\n（一）乙。\n（三）丙。", "一 一/（一） 一/（三）", "numbering_gap"),
    ("一、甲\n（二）乙。", "一 一/（二）", "numbering_start"),
]


@pytest.mark.parametrize(("lines", "paths", "code"), WRONG)
def test_wrong_numbers_are_kept_and_reported(text_of: Reader, lines: str, paths: str, code: str) -> None:
    found = spread(text_of, lines)
    assert [unit.path for unit in found.units] == paths.split()
    assert code in {note.code for note in found.notes}


OWN = [
    # a paragraph without a label belongs to the item above it
    ("一、甲\n（一）支持内容\n支持企业。\n（二）支持条件\n依法注册。", "一/（一）", "（一）支持内容|支持企业。"),
    # text below a list that the article's colon opened is the article's
    (
        "第一条 有下列情形的：\n（一）甲；\n（二）乙。\n前款规定不适用于丙。\n第二条 丁。",
        "第一条",
        "第一条有下列情形的：|前款规定不适用于丙。",
    ),
    # the same where the list has no colon above it but a text（京科发〔2022〕9号 第五条）
    (
        "第五条 支持甲。\n（三）支持方式\n给予分档支持，用于开拓。\n1.甲，给予奖励。\n2.乙，给予补贴。\n"
        "对于丙，一企一策。",
        "第五条/（三）",
        "（三）支持方式|给予分档支持，用于开拓。|对于丙，一企一策。",
    ),
    # under a heading alone it is the last item's
    (
        "四、要素\n（一）甲，给予奖励。\n（二）乙，给予补贴。\n（责任单位：丙局）",
        "四/（二）",
        "（二）乙，给予补贴。|（责任单位：丙局）",
    ),
    # or under a colon where the item before closes with its own（铜川 任务分工）
    (
        "（一）甲。具体举措：\n1.乙。（丙局负责）\n2.丁。\n（戊局负责）\n（二）己。",
        "（一）/2",
        "2.丁。|（戊局负责）",
    ),
    ("（一）甲。具体举措：\n1.乙。\n2.丁。\n（戊局负责）\n（二）己。", "（一）", "（一）甲。具体举措：|（戊局负责）"),
    # the same where the list's items are headings with text below or behind them, though a colon opened the list
    (
        "第八条 资助：\n1.机构资助。\n为转让提供服务的，给予资助。\n2.平台资助。\n鼓励建设中心。\n建成后给予资助。",
        "第八条/2",
        "2.平台资助。|鼓励建设中心。|建成后给予资助。",
    ),
    (
        "第九条 保护：\n（一）维权资助。鼓励维权，给予资助。\n（二）体系建设资助。\n对中心给予资助。",
        "第九条/（二）",
        "（二）体系建设资助。|对中心给予资助。",
    ),
    # text between two items belongs to the first
    ("第一条 有下列情形的：\n（一）甲。\n说明如下。\n（二）乙。", "第一条/（一）", "（一）甲。|说明如下。"),
    # a quoted article is text of the item that quotes it
    ("一、将第三条修改为：“第三条 甲。\n第四条 乙。”\n二、丙。", "一", "一、将第三条修改为：“第三条甲。|第四条乙。”"),
]


@pytest.mark.parametrize(("lines", "path", "text"), OWN)
def test_text_without_a_label(text_of: Reader, lines: str, path: str, text: str) -> None:
    assert own_text(spread(text_of, lines), path) == text


HEADINGS = [
    ("第一条 支持企业发展\n（一）给予奖励。", "第一条", "支持企业发展"),
    (
        "1.支持高成长性企业发展。\n支持小微企业开展关键技术创新。\n2.支持开展前沿研究。\n支持研究。",
        "1",
        "支持高成长性企业发展",
    ),
    ("第一章 总则\n第一条 甲。", "第一章", "总则"),
    ("第一条【目的】\n为促进发展，制定本办法。", "第一条", "目的"),
    ("第一条 本办法自印发之日起施行。", "第一条", ""),
    # an annex's title stands below its label
    ("第一条 甲。\n附件1\n申请表\n一、填表说明", "附件1", "申请表"),
    # a sentence that introduces a list is no heading, a word before a colon is
    ("第一条 申请人应当符合下列条件：\n（一）甲；\n（二）乙。", "第一条", ""),
    ("1.支持标准：\n（1）甲。\n（2）乙。", "1", "支持标准"),
]


@pytest.mark.parametrize(("lines", "path", "heading"), HEADINGS)
def test_headings(text_of: Reader, lines: str, path: str, heading: str) -> None:
    found = spread(text_of, lines)
    assert next(unit.heading for unit in found.units if unit.path == path) == heading


def test_head_preamble_and_tail(text_of: Reader) -> None:
    found = read(
        text_of(
            "关于印发《支持办法》的通知\n\n京发〔2025〕4号\n\n各有关单位：\n\n现将办法印发给你们，请遵照执行。\n\n北京市人民政府\n\n"
            "2025年1月2日\n\n（此件公开发布）\n\n支持办法\n\n为促进发展，制定本办法。\n\n"
            "第一条 给予奖励。\n\n抄送：区委办。\n\n"
            "区人大办，区政协办。\n\n北京市人民政府办公室 2025年1月2日印发"
        )
    )
    assert [paragraph.text for paragraph in found.head][-2:] == ["（此件公开发布）", "支持办法"]
    assert own_text(found, "前言") == "为促进发展，制定本办法。"
    assert [paragraph.text[:3] for paragraph in found.tail] == ["抄送：", "区人大", "北京市"]


def test_a_salutation_is_no_preamble(text_of: Reader) -> None:
    lines = "关于做好工作的通知\n各镇人民政府、街道办事处：\n为了做好工作，现通知如下：\n一、高度重视。\n二、认真落实。"
    found = spread(text_of, lines)
    assert own_text(found, "前言") == "为了做好工作，现通知如下："


def test_fields_of_a_card(text_of: Reader) -> None:
    text = text_of("1.支持方式\n\n（1）给予补助。\n\n（2）给予贴息。\n\n依法注册的企业。\n\n其他说明。")
    spans = [(paragraph.start, paragraph.end) for paragraph in text.paragraphs]
    fields = [("服务内容", spans[:3]), ("条件要求", spans[3:])]
    found = outline_fields(Part("guide_card", text.paragraphs, 1), text, fields)
    paths = "服务内容 服务内容/1 服务内容/1/（1） 服务内容/1/（2） 条件要求"
    assert [unit.path for unit in found.units] == paths.split()
    assert own_text(found, "条件要求") == "依法注册的企业。|其他说明。"
    assert found.units[2].parent == 1


@pytest.mark.parametrize("word", ["西城区", "经开区", "昌平区", "公报"])
@pytest.mark.parametrize("width", [28, 40])
def test_hard_wrapped_lines_give_the_same_tree(seed: Reader, text_of: Reader, word: str, width: int) -> None:
    for part in [part for part in split(seed(word)) if part.kind == "policy"]:
        lines = [line for paragraph in part.paragraphs for line in wrapped("　　" + paragraph.text, width)]
        units = outline(part, seed(word)).units
        assert [unit.path for unit in read(text_of("\n".join(lines))).units] == [unit.path for unit in units]


def wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


GOLDS = sorted([*GOLD.glob("0*.json"), *(GOLD / "own").glob("*.structure.json")])
STRUCTURES = [path for path in GOLDS if '"structure"' in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", STRUCTURES, ids=lambda path: path.name)
def test_structure_of_the_seeds(seed: Reader, path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = seed({"000": "西城区", "001": "公报", "002": "经开区", "003": "昌平区"}[gold["source"][:3]])
    number = fold(gold["doc_number"])
    parts = [part for part in split(text) if part.kind == "policy"]
    (part,) = (part for part in parts if any(number in fold(p.text) for p in part.paragraphs[:6]))
    found = outline(part, text)
    assert [unit.path for unit in found.units if unit.path != "前言"] == [p for p in gold["structure"] if p != "前言"]
