"""Text and Markdown: encodings, page marks, noise, tables, wrapped or not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.read.text import decode, is_reflowed, read_text
from schemas.errors import Unreadable
from schemas.text import Document

RAW = Path(__file__).parents[3] / "raw_docs"
SAMPLE = "第一条　为促进科技创新，制定本办法。\n给予不超过100万元奖励（含500万元）。\n"


def document(text: str, encoding: str = "utf-8") -> Document:
    return read_text(text.encode(encoding), Path("x.txt"), "")


def lines(text: str) -> list[str]:
    return [line.text for page in document(text).pages for line in page.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"]
)
def test_encodings(encoding: str) -> None:
    assert [line.text for line in document(SAMPLE, encoding).pages[0].lines][:2] == SAMPLE.split("\n")[:2]


@pytest.mark.parametrize(
    ("text", "page", "last"),
    [
        ("# Page 102:\n（一）北京\n\n# Page 103:\n营商环境\n", 103, "营商环境"),
        ("第7页：\n正文\n", 7, "正文"),
        ("甲\n\f乙\n\f\f丁\n", 4, "丁"),  # an empty sheet counts
        ("第 35 期 (总第 767 期)\n# Page of honour\n", 1, "# Page of honour"),  # not page marks
    ],
)
def test_page_marks(text: str, page: int, last: str) -> None:
    final = document(text).pages[-1]
    assert final.number == page
    assert [line.text for line in final.lines if line.text][-1] == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[bookmark: OLE_LINK9][bookmark: OLE_LINK5]第二条 本办法", "第二条 本办法"),
        ("创投基金<sup>①</sup>、并购基金<sup>③</sup>", "创投基金①、并购基金③"),
        ("甲<!-- INFO\nEND -->乙", "甲乙"),
        ("甲<!-- 未完", "甲<!-- 未完"),
        ("《[网络安全法](/rule/法.md)》和<http://www.beijing.gov.cn>", "《网络安全法》和http://www.beijing.gov.cn"),
        ("[2025](第2号)", "2025"),
        ("甲<br>乙", "甲"),
        ("100<X<=500且a<b", "100<X<=500且a<b"),
        ("西行规发[2025]4号", "西行规发[2025]4号"),
    ],
)
def test_noise(text: str, expected: str) -> None:
    assert lines(text)[0] == expected


def test_markdown_marks_stay_for_the_layout() -> None:
    assert lines("# 标题\n\n- （一）甲  \n**附则**\n") == ["# 标题", "", "- （一）甲  ", "**附则**", ""]


def test_markdown_wrapping_goes() -> None:
    text = '---\ntitle: "办法"\n---\n\n> [!abstract]+ 元数据\n>\n> ```yaml\n> 编号: 令第37号\n> ```\n\n'
    text += "> [!rule]+ 某办法\n>\n> 第一条 甲。\n> {: align=center }\n"
    read = document(text)
    assert [line.text for line in read.pages[0].lines if line.text] == ["## 某办法", "第一条 甲。"]
    assert read.meta == (("编号", "令第37号"), ("title", "办法"))


def test_several_metadata_blocks_speak_for_no_file() -> None:
    block = "```yaml\n编号: 令第37号\n```\n\n正文。\n"
    assert document("# 甲\n" + block + block).meta == ()


def test_metadata_as_a_table_and_references() -> None:
    text = "# 甲\n\n> [!summary inline end]+ 元数据\n>\n> | 编号 | 令第37号 |\n> | --- | --- |\n"
    text += "> | 链接 | [维基文库][] |\n\n"
    read = document(text + "[维基文库]: https://example.org/\n\n见[官网][1]。[^2]\n[^2]: 注 https://example.org/\n")
    assert [line.text for line in read.pages[0].lines if line.text] == ["# 甲", "见官网。"]
    assert dict(read.meta)["编号"] == "令第37号"
    assert not read.pages[0].tables


def test_pipe_tables() -> None:
    page = document("表\n\n| 轮次 | 金额 |\n|:---|---:|\n| 一 | 1<br>2 |\n| 二 |\n\n后文").pages[0]
    assert page.tables[0].rows == (("轮次", "金额"), ("一", "1\u20282"), ("二", ""))
    assert page.tables[0].at == 2
    assert [line.text for line in page.lines] == ["表", "", "", "后文"]


@pytest.mark.parametrize(
    ("name", "reflowed"), [("145张", False), ("公报", True), ("经开区", True), ("昌平区", True), ("西城区", True)]
)
def test_the_five_documents(name: str, reflowed: bool) -> None:
    path = next(path for path in RAW.glob("*.txt") if name in path.name)
    read = read_text(path.read_bytes(), path, "")
    assert read.reflowed is reflowed
    assert not read.notes
    text = "\n".join(line.text for line in read.pages[0].lines)
    assert "[bookmark" not in text and "<sup>" not in text


def test_wrapped_or_not() -> None:
    wrapped = ["为贯彻落实党中央、国务院关于进一步优化营商环境的决策部署，根据", "市委市政府工作要求，现就有关事项通知"]
    assert not is_reflowed(wrapped * 9)
    assert is_reflowed(["为贯彻落实党中央、国务院决策部署，制定本办法。"] * 9)
    assert is_reflowed(["一、总则", "二、附则"])


@pytest.mark.parametrize(
    ("data", "code"),
    [(bytes(range(256)) * 50, "binary"), (b"\x00\x01\x02\x03" * 400, "binary"), ("\ufeff \n".encode(), "empty")],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_text(data, Path("x.txt"), "")
    assert error.value.code == code
    assert "\n" not in str(error.value)


def test_a_few_broken_bytes_are_noted() -> None:
    data = bytearray((SAMPLE * 40).encode())
    data[100] = 0xFF
    text, notes = decode(bytes(data))
    assert notes[0].code == "encoding"
    assert text.count("\ufffd") >= 1


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_text(data, Path("x"), "")
    except Unreadable as error:
        assert error.code in {"binary", "empty"}


MARKS = ["<!--", "-->", "[", "](", "```yaml", "\n", "> ", "---", "| a |", "\f", "# Page 3:", "甲"]


@given(st.lists(st.sampled_from(MARKS)))
def test_any_marks_are_read(parts: list[str]) -> None:
    try:
        read_text("".join(parts).encode(), Path("x"), "")
    except Unreadable as error:
        assert error.code == "empty"
