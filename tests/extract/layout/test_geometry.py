"""Lines with coordinates become paragraphs: margins, indents, furniture, footnotes, tables over pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import tidy
from extract.layout.cells import cell_paragraphs
from extract.layout.draft import Draft
from extract.layout.misread import righted
from schemas.text import Document, Line, Note, Page, Table, Text

EM, LEFT, RIGHT, PITCH = 16.0, 80.0, 528.0, 28.0
FULL = "支持企业加大研发投入建设国家级创新平台并给予配套资金支持"
"""28 characters: a full line."""


def line(text: str, at: float, y: float, size: float = EM) -> Line:
    """A line that begins `at` ems from the left edge; ASCII is half as wide."""
    x0 = LEFT + at * EM
    wide = sum(0.5 if c.isascii() else 1.0 for c in text) * size
    return Line(text, x0, y, x0 + wide, y + size, size)


def page(*rows: tuple[float, str] | tuple[float, str, float], number: int = 1, foot: str = "") -> Page:
    """A page of (ems from the left edge, text[, size]) rows, one under another from y = 100."""
    made = [line(row[1], row[0], 100 + i * PITCH, *row[2:]) for i, row in enumerate(rows)]
    if foot:
        made.append(line(foot, 12, 780, 14))
    return Page(number, tuple(made), width=595, height=842)


def text(*pages: Page) -> Text:
    return tidy(Document("made.pdf", "0" * 64, "application/pdf", pages, reflowed=False))


def bare(result: Text) -> list[str]:
    return [paragraph.text for paragraph in result.paragraphs]


BODY = [(2.0, FULL[:26]), (0.0, FULL), (0.0, FULL), (0.0, FULL[:10] + "。")]
WHOLE = FULL[:26] + FULL * 2 + FULL[:10] + "。"

JOINED = [
    # first-line indent begins a paragraph
    ([*BODY, *BODY], [WHOLE, WHOLE]),
    # a short line ends one even where the next is not set in
    ([*BODY, (0.0, FULL), (0.0, FULL[:5] + "。")], [WHOLE, FULL + FULL[:5] + "。"]),
    # a full line that ends in a full stop goes on where the next line is not set in (two sentences of one paragraph)
    ([(2.0, FULL[:25] + "。"), (0.0, FULL), (0.0, FULL[:4] + "。")], [FULL[:25] + "。" + FULL + FULL[:4] + "。"]),
    # 第三条 at the left edge in mid-sentence is a reference, not an article
    (
        [(2.0, FULL[:26]), (0.0, "第三条规定的" + FULL[:22]), (0.0, "条件。"), *BODY],
        [FULL[:26] + "第三条规定的" + FULL[:22] + "条件。", WHOLE],
    ),
    # a line left room for no Latin word of this length: it is full
    (
        [(2.0, FULL[:22]), (0.0, "https://www.beijing.gov.cn/zhengce/"), *BODY],
        [FULL[:22] + "https://www.beijing.gov.cn/zhengce/", WHOLE],
    ),
    # a comma ends no paragraph, however short its line (line breaks of a web page)
    ([(2.0, FULL[:12] + "，"), (0.0, FULL[:9] + "。"), *BODY], [FULL[:12] + "，" + FULL[:9] + "。", WHOLE]),
    # hanging items: the second line stands under the text of the first, not under its mark
    (
        [*BODY, (2.0, "a）" + FULL[:24]), (3.5, FULL[:24]), (3.5, FULL[:6] + "；"), (2.0, "b）" + FULL[:5] + "。")],
        [WHOLE, "a）" + FULL[:24] * 2 + FULL[:6] + "；", "b）" + FULL[:5] + "。"],
    ),
    # centred chapter heading between paragraphs, letter-spaced
    ([*BODY, (11.0, "第二章 总 则"), *BODY], [WHOLE, "第二章总则", WHOLE]),
    # signature and date, set to the right, each its own paragraph
    (
        [*BODY, (16.0, "昌平区人民政府"), (17.0, "2025年9月5日"), (2.0, "（此件公开发布）")],
        [WHOLE, "昌平区人民政府", "2025年9月5日", "（此件公开发布）"],
    ),
    # a title over two lines is one
    (
        [(3.0, "昌平区高新技术企业培育", 22.0), (7.0, "发展支持办法", 22.0), *BODY],
        ["昌平区高新技术企业培育发展支持办法", WHOLE],
    ),
    # joint issuers of a red head are not one
    (
        [(4.0, "济 南 市 商 务 局", 28.0), (4.0, "济 南 市 财 政 局", 28.0), *BODY],
        ["济南市商务局", "济南市财政局", WHOLE],
    ),
    # a document number under the head, and the title under it
    (
        [(10.0, "济商务字〔2025〕6号"), (3.0, "关于印发实施细则的通知", 22.0), *BODY],
        ["济商务字〔2025〕6号", "关于印发实施细则的通知", WHOLE],
    ),
    # contents: every entry its own paragraph, one that is too long for its line put together
    (
        [*BODY, (0.0, "一、综合篇" + "." * 40 + "1"), (0.0, "二、" + FULL[:26]), (0.0, FULL[:6] + "." * 30 + "12")],
        [WHOLE, "一、综合篇" + "." * 40 + "1", "二、" + FULL[:26] + FULL[:6] + "." * 30 + "12"],
    ),
]


@pytest.mark.parametrize(("rows", "paragraphs"), JOINED)
def test_lines_become_paragraphs(rows: list[tuple[float, str]], paragraphs: list[str]) -> None:
    assert bare(text(page(*rows))) == paragraphs


def test_a_paragraph_runs_over_the_page_and_its_number() -> None:
    result = text(page(*BODY[:2], number=1, foot="— 4 —"), page(*BODY[2:], *BODY, number=2, foot="— 5 —"))
    assert bare(result) == [WHOLE, WHOLE]
    first, second = result.paragraphs
    assert (first.page, second.page) == (4, 5)
    assert first.breaks == ((len(FULL[:26] + FULL), 5),)


NUMBERS = ["— 4 —", "65", "- 7 -", "第 3 页 共 9 页", "1/8", "一12一", "·3·"]


@pytest.mark.parametrize("mark", NUMBERS)
def test_page_numbers_go(mark: str) -> None:
    assert bare(text(page(*BODY, foot=mark))) == [WHOLE]


def test_a_number_alone_in_the_text_stays() -> None:
    # a bare number in the middle of the page is no page number
    assert bare(text(page(*BODY, (2.0, "12"), *BODY))) == [WHOLE, "12", WHOLE]


def test_running_heads_and_browser_prints_go() -> None:
    head = line("MH/T 3039—2025", 0, 40, 10)
    url = line("https://www.sz.gov.cn/cn/xxgk/zfxxgj/gqdt/content/post_1.html", 0, 800, 8)
    pages = [page(*BODY, number=n) for n in (1, 2, 3)]
    dressed = [replace(p, lines=(head, *p.lines, url._replace(text=f"{url.text} {p.number}/3"))) for p in pages]
    assert bare(text(*dressed)) == [WHOLE] * 3


def test_footnotes_come_after_the_paragraph_they_interrupt() -> None:
    first = page(*BODY[:2])
    note = [line("1 委员会技术文件是指围绕国家标准急需制定的文件。", 0, 700, 9), line("2 指南。", 0, 712, 9)]
    result = text(replace(first, lines=(*first.lines, *note)), page(*BODY[2:], *BODY, number=2))
    assert bare(result) == [WHOLE, "1委员会技术文件是指围绕国家标准急需制定的文件。", "2指南。", WHOLE]
    assert [paragraph.kind for paragraph in result.paragraphs] == ["text", "footnote", "footnote", "text"]


def test_a_table_runs_over_pages_and_repeats_its_head() -> None:
    head = ("区", "金额")
    first = replace(page(*BODY), tables=(Table(4, (head, ("昌平区", "30万元"))),))
    second = replace(page((2.0, FULL[:9] + "。"), number=2), tables=(Table(0, (head, ("西城区", "50万元"))),))
    result = text(first, second)
    assert [paragraph.rows for paragraph in result.paragraphs if paragraph.rows] == [
        (head, ("昌平区", "30万元"), ("西城区", "50万元"))
    ]


def test_the_caption_of_a_continued_table_does_not_part_it() -> None:
    first = replace(page(*BODY), tables=(Table(4, (("区", "金额"), ("昌平区", "30万元"))),))
    second = replace(page((10.0, "表1 奖励金额（续）"), number=2), tables=(Table(1, (("西城区", "50万元"),)),))
    assert [len(paragraph.rows) for paragraph in text(first, second).paragraphs] == [0, 3]


def test_a_form_of_labels_and_prose_is_text() -> None:
    content = f"\u3000\u3000{FULL[:26]}\n{FULL[:9]}。\n\u3000\u3000第二段。"
    rows = (("依据文件", "《若干措施》"), ("服务内容", content))
    more = replace(page(number=2), tables=(Table(0, (("", "接着上页的字。"), ("联络方式", "55590088"))),))
    result = text(replace(page(*BODY), tables=(Table(4, rows),)), more)
    assert bare(result) == [
        WHOLE,
        "依据文件《若干措施》",
        "服务内容",
        FULL[:26] + FULL[:9] + "。",
        "第二段。接着上页的字。",
        "联络方式55590088",
    ]
    assert result.paragraphs[4].breaks and result.paragraphs[5].page == 2


CELLS = [
    ("一行", ["一行"]),
    ("一行\n接着", ["一行接着"]),
    ("一段。\n\u3000\u3000又一段", ["一段。", "又一段"]),
    # a list item after a full stop begins a paragraph though it is not set in
    ("（一）甲；\n（二）乙。", ["（一）甲；", "（二）乙。"]),
    # but not in mid-sentence
    ("按照本办法\n（二）的规定", ["按照本办法（二）的规定"]),
]


@pytest.mark.parametrize(("cell", "paragraphs"), CELLS)
def test_cells(cell: str, paragraphs: list[str]) -> None:
    assert [paragraph.text for paragraph in cell_paragraphs(cell)] == paragraphs


RIGHTED = [
    (["一、总体要求", "二强化原始创新布局"], ["一、总体要求", "二、强化原始创新布局"]),
    # the number before is not the one before: left alone
    (["一、总体要求", "三强化原始创新布局"], ["一、总体要求", "三强化原始创新布局"]),
    # no numbered heading before it: 一 is a word's own
    (["一站式服务指南"], ["一站式服务指南"]),
    (["有效期2024一2027年"], ["有效期2024—2027年"]),
]


@pytest.mark.parametrize(("got", "want"), RIGHTED)
def test_misreadings_are_put_right_and_noted(got: list[str], want: list[str]) -> None:
    notes: list[Note] = []
    assert [draft.text for draft in righted([Draft(text, 1, confidence=0.99) for text in got], notes)] == want
    assert len(notes) == sum(a != b for a, b in zip(got, want, strict=True))


def test_an_unsure_seal_is_left_out_with_a_note() -> None:
    notes: list[Note] = []
    drafts = [Draft("海市监", 1, confidence=0.6), Draft("500万元", 1, confidence=0.6)]
    assert [draft.text for draft in righted(drafts, notes)] == ["500万元"] and len(notes) == 1


ROWS = st.tuples(
    st.floats(0, 20), st.text("支持企业，。第一条 a1（）", min_size=1, max_size=40), st.sampled_from([9.0, 16.0, 22.0])
)


@given(st.lists(ROWS))
def test_any_lines_keep_their_characters_and_places(rows: list[tuple[float, str, float]]) -> None:
    result = text(page(*rows))
    for paragraph in result.paragraphs:
        assert result.text[paragraph.start : paragraph.end] == paragraph.text
        assert all(paragraph.start < at < paragraph.end for at, _ in paragraph.breaks)
