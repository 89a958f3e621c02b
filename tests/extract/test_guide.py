"""Guide books: cards cut out by their labels, however the table was mangled, and their fields read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.score import norm, score
from extract.assemble import records
from extract.guide import cards, values
from extract.layout import tidy
from extract.read import read
from schemas.records import GuideCard
from schemas.text import Document, Line, Page, Table, Text

GOLD = Path(__file__).parents[1] / "gold"
PDF = Path(__file__).parents[3] / "shared/corpus/beijing-guide/北京市产业政策导引.pdf"
TextOf = Callable[[str], Text]


@pytest.fixture(scope="module")
def book(seed: Callable[[str], Text]) -> list[GuideCard]:
    return [record for record in records(seed("产业政策导引")) if isinstance(record, GuideCard)]


def test_parts_of_the_book(book: list[GuideCard]) -> None:
    assert [card.ordinal for card in book] == list(range(1, 146))
    parts = [(card.part, card.subpart and card.subpart[3:]) for card in book]
    assert [(part, parts.count(part)) for part in dict.fromkeys(parts)] == [
        (("综合篇", None), 22),
        (("两业融合篇", None), 3),
        (("先进制造业篇", None), 16),
        (("现代服务业篇", "金融服务业"), 13),
        (("现代服务业篇", "科技服务业"), 28),
        (("现代服务业篇", "文化和旅游服务业"), 24),
        (("现代服务业篇", "商务服务业"), 25),
        (("现代服务业篇", "生活服务业"), 5),
        (("现代基础设施篇", None), 5),
        (("现代农业篇", None), 4),
    ]
    assert {card.guide for card in book} == {"北京市产业政策导引（市级版）"}


@pytest.mark.parametrize("name", ["004-cards.json", "own/004-cards.json"])
def test_fields_agree_with_what_was_read_by_eye(book: list[GuideCard], name: str) -> None:
    gold = json.loads((GOLD / name).read_text(encoding="utf-8"))
    board = score([card.model_dump() for card in book], [gold])
    assert not board.misses
    for want in gold:
        card = book[want["ordinal"] - 1]
        assert re.sub(r"\s", "", card.content).startswith(want["content_starts"])
        assert ((card.conditions is not None), (card.process is not None)) == (
            want["has_conditions"],
            want["has_process"],
        )
        assert (card.subpart, norm(card.policy_title)) == (want["subpart"], norm(want["policy_title"]))


def test_errors_of_the_source_are_reported(book: list[GuideCard]) -> None:
    codes = {(card.ordinal, issue.code) for card in book for issue in card.issues}
    assert codes >= {
        (26, "several_dates"),
        (38, "doc_number_order"),  # 〔2022〕京经信发 45号
        (71, "repeated_card"),  # the text of card 67 again
        (91, "date_not_padded"),  # 2023-9-27
        (121, "separator"),  # ； before a phone number
        (133, "bodies_run_together"),
    }
    assert book[37].doc_numbers == ("京经信发〔2022〕45号",)


def test_every_place_holds_what_was_read(book: list[GuideCard], seed: Callable[[str], Text]) -> None:
    text = seed("产业政策导引").text
    for card in book:
        assert all(text.startswith(provision.text[:4], provision.start) for provision in card.provisions)
        for found in (*card.quantities, *card.criteria, *card.limits):
            assert set(norm(text[found.start : found.end])) & set(norm(found.text))


@pytest.mark.skipif(
    not PDF.exists(),
    reason="the corpus of further documents, which is not part of this repository, is not at ../shared/corpus",
)
def test_the_printed_book_gives_the_same_cards(book: list[GuideCard]) -> None:
    printed = records(tidy(read(PDF)))
    assert len(printed) == len(book)
    differ = [
        (card.ordinal, name)
        for card, other in zip(book, printed, strict=True)
        for name in sorted(set(GuideCard.model_fields) - ANNOTATED)
        if _plain(getattr(card, name)) != _plain(getattr(other, name))
    ]
    # the text form prints the target of a link into card 92's conditions
    assert differ == [(92, "conditions")]


ANNOTATED = {"provisions", "quantities", "criteria", "limits", "issues", "source"}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return (norm(value.agency), value.phones) if hasattr(value, "phones") else norm(value)


# Another office's book: its own names for the fields, colons, a label that never occurs alone on a line, no parts.
OTHER_BOOK = """
深圳市惠企政策指南
{cards}
"""
OTHER_CARD = """
{n}. 支持企业技术改造第{n}类
政策依据：《深圳市技术改造项目扶持计划操作规程》
发布机构：深圳市工业和信息化局、深圳市财政局
文号：深工信规〔2023〕{n}号
发布时间：2023年{n}月5日
支持对象：在深圳市注册的
工业企业
支持内容
1.按照项目投资额的20%给予资助，最高不超过{n}00万元。
2.支持方式为事后资助。
申报条件
（1）上年度研发费用超过500万元。
（2）支持内容符合产业导向。
联系方式：深圳市工业和信息化局：88100{n}00；投诉电话：8810{n}001
"""


def test_another_citys_book_with_its_own_labels(text_of: TextOf) -> None:
    text = text_of(OTHER_BOOK.format(cards="".join(OTHER_CARD.format(n=n) for n in range(1, 5))))
    found = [record for record in records(text) if isinstance(record, GuideCard)]
    assert [(card.number, card.title) for card in found] == [(n, f"支持企业技术改造第{n}类") for n in range(1, 5)]
    card = found[1]
    assert card.guide == "深圳市惠企政策指南"
    assert card.issuers == ("深圳市工业和信息化局", "深圳市财政局")
    assert card.doc_numbers == ("深工信规〔2023〕2号",)
    assert card.published_on == "2023-02-05"
    assert card.audience == "在深圳市注册的工业企业"
    assert [contact.phones for contact in card.contacts] == [("88100200", "88102001")]
    paths = [provision.path for provision in card.provisions]
    assert paths[-3:] == ["申报条件", "申报条件/（1）", "申报条件/（2）"]
    assert "支持内容/1" in paths


def test_a_book_of_tables() -> None:
    rows = (
        ("政策依据", "《深圳市技术改造项目扶持计划操作规程》"),
        ("发布机构", "深圳市工业和信息化局"),
        ("发布时间", "2023年5月6日"),
        ("政策类型", "资金支持", "支持\n对象", "在深圳市注册的\n工业企业"),
        ("支持内容", "1.按照投资额的20%给予资助，最高不超过100万元。\n2.支持方式为事后资助。"),
        ("联系方式", "深圳市工业和信息化局：88100100"),
    )
    lines = tuple(Line(f"{n}. 支持企业技术改造第{n}类") for n in range(1, 5))
    page = Page(1, lines, tuple(Table(n, rows) for n in range(1, 5)))
    found = [record for record in records(tidy(Document("x", "0" * 64, "text/html", (page,), True)))]
    assert [record.type for record in found] == ["guide_card"] * 4
    card = found[-1]
    assert isinstance(card, GuideCard)
    assert (card.title, card.published_on) == ("支持企业技术改造第4类", "2023-05-06")
    assert card.audience == "在深圳市注册的工业企业"
    assert [provision.path for provision in card.provisions] == ["支持对象", "支持内容", "支持内容/1", "支持内容/2"]
    assert [(found.path, found.value) for found in card.quantities] == [("支持内容/1", 0.2), ("支持内容/1", 1e6)]


@pytest.mark.parametrize(
    ("lines", "tool", "audience"),
    [
        ("工具分类 资金支持 服务对象 全市范围", "资金支持", "全市范围"),
        ("工具分类 资金支持 服务对象\n经认定的\n组织", "资金支持", "经认定的组织"),
        ("工具分类\n资金\n支持\n服务\n对象\n中小企业", "资金支持", "中小企业"),  # cut by narrow cells
        ("工具分类 资金支持\n服务\n对象\n中小企业", "资金支持", "中小企业"),
        ("工具分类\n资金支\n持、政策\n支持\n服务对象\n中小企业", "资金支持、政策支持", "中小企业"),
        ("工 具 分 类 资金支持 服 务 对 象 中小企业", "资金支持", "中小企业"),  # letter-spaced
        ("", "", None),  # both labels missing
    ],
)
def test_labels_cut_by_narrow_cells(text_of: TextOf, lines: str, tool: str, audience: str | None) -> None:
    card = "{n}. 某政策\n依据文件\n《办法》\n发文机构 甲市商务局\n发文字号 /\n发布日期 2023-01-02\n"
    card += "{lines}\n服务内容\n给予补助。"
    full = "工具分类 资金支持 服务对象 全市范围"
    book = "\n".join(card.format(n=n, lines=lines if n == 3 else full) for n in range(1, 8))
    found = [record for record in records(text_of(book)) if isinstance(record, GuideCard)]
    assert len(found) == 7
    assert ("、".join(found[2].tool_class), found[2].audience) == (tool, audience)


def test_label_words_in_prose_cut_nothing(text_of: TextOf) -> None:
    card = (
        "{n}. 某政策\n依据文件 《办法》\n发文机构 甲市商务局\n发文字号 /\n发布日期 2023-01-02\n服务内容\n"
        "加强服务体系建设，丰富\n服务内容、提升质量，收住\n服务对象维度的补贴\n条件要求\n在本市注册。\n"
    )
    preface = "前言\n标明了政策依据、\n服务内容、条件要求、联系部门。\n"
    found = cards(text_of(preface + "".join(card.format(n=n) for n in range(1, 5))))
    assert [[field.key for field in card.fields][-2:] for card in found] == [["content", "conditions"]] * 4


def test_a_policy_is_no_guide_book(seed: Callable[[str], Text]) -> None:
    assert cards(seed("西城区")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市商务局：55579313", [("北京市商务局", ("55579313",))]),
        ("北京外汇管理部：68559840、88655618", [("北京外汇管理部", ("68559840", "88655618"))]),
        # words that say what a phone is for are no bodies
        (
            "甲局：55521000；政策咨询：15611351687；流程咨询：\n13699120158",
            [("甲局", ("55521000", "15611351687", "13699120158"))],
        ),
        ("甲局：12333、北京市财政局：55593998", [("甲局", ("12333",)), ("北京市财政局", ("55593998",))]),
        # as many bodies as phones: one each
        (
            "北京市财政局、北京市商务局：55593900、55526456",
            [("北京市财政局", ("55593900",)), ("北京市商务局", ("55526456",))],
        ),
        # one body with two plates is one body
        (
            "北京市科学技术委员会、中关村科技园区管理委员会：55578097",
            [("北京市科学技术委员会、中关村科技园区管理委员会", ("55578097",))],
        ),
        ("北京市商务局推进处（总部经济发展处）：55579300", [("北京市商务局推进处（总部经济发展处）", ("55579300",))]),
        ("0755-88101234-801", [("", ("0755-88101234-801",))]),
        ("北京市商务局", [("北京市商务局", ())]),
        ("", []),
        ("/", []),
    ],
)
def test_contacts(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found, _ = values.contacts(text)
    assert [(contact.agency, contact.phones) for contact in found] == expected


@pytest.mark.parametrize(
    ("text", "day", "codes"),
    [
        ("2023-09-26", "2023-09-26", []),
        ("2023-9-27", "2023-09-27", ["date_not_padded"]),
        ("2017-12-28/2019-08-15", "2017-12-28", ["several_dates"]),
        ("2023年9月5日", "2023-09-05", []),
        ("2023-13-01", None, ["date_unreadable"]),
        ("/", None, []),
        ("近期", None, ["date_unreadable"]),
    ],
)
def test_published(text: str, day: str | None, codes: list[str]) -> None:
    found = values.published(text)
    assert (found.day, [note.code for note in found.notes]) == (day, codes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《关于甲的通知》", ("关于甲的通知",)),
        ("《甲》、《乙》《丙", ("甲", "乙", "丙")),  # the last one's mark is missing
        ("《关于印发〈甲〉的通知》", ("关于印发〈甲〉的通知",)),
        ("《关于印发《甲》的通知》", ("关于印发《甲》的通知",)),
        ("市政府专题会议精神", ("市政府专题会议精神",)),
        ("/", ()),
    ],
)
def test_titles(text: str, expected: tuple[str, ...]) -> None:
    assert values.titles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京商财务字〔2022〕16号/京商财务字〔2022〕22号", ("京商财务字〔2022〕16号", "京商财务字〔2022〕22号")),
        ("京经信发[2022] 68 号", ("京经信发〔2022〕68号",)),  # 经 is no preposition here
        ("财政部公告 2019年第 76号", ("财政部公告2019年第76号",)),
        ("/", ()),
        ("", ()),
    ],
)
def test_doc_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert values.doc_numbers(text)[0] == expected
