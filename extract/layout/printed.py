"""Lines without coordinates: which of them make one paragraph.

Three kinds of text come without coordinates:
- reflowed: one line is one paragraph, but for the paragraphs that a page break cut in two (Markdown made from a PDF);
- marked: printed lines, where a blank at the end of a line marks the end of a paragraph and a blank at the start of a
  line the start of a page (a PDF's text as Word wrote it);
- wrapped: printed lines without any mark; a paragraph goes on while its lines are full or end in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.layout.draft import Draft, glue, squeeze, table
from extract.layout.furniture import NO_PAGE, is_rule, page_marks, running_heads
from extract.layout.joints import Row, reflowed_ends, styled_ends, wrapped_ends
from extract.layout.signs import leads_to_page
from schemas.text import Document, ParagraphKind

_MARKUP = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]?)+|\*\*|__|\\(?=[\\`*_{}\[\]()#+.!|~-])"
    r"|^[ \t]*[-*+•][ \t]+(?=\S)(?!\d{1,4} ?[-—–])|^[ \t]*```.*$|&nbsp;?"
)
_SIGNS = ("*", "_", ">", "\\", "`", "•", "&", "- ", "+ ")
_HEAD = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|\*\*[^*\n]+\*\*[ \t]*$)")
_HASHES = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+|(?<![ \t])[ \t]+#+[ \t]*$")
_MARKDOWN = ("text/plain", "text/markdown")


def paragraphs(document: Document) -> list[Draft]:
    """The paragraphs of a document whose lines have no coordinates."""
    marked = not document.reflowed and _is_marked([line.text for page in document.pages for line in page.lines])
    rows = _rows(document, marked)
    if marked:
        return list(_joined(rows, [row.ended for row in rows]))
    if document.reflowed:
        cut = document.media_type in _MARKDOWN
        return list(_joined(rows, reflowed_ends(rows) if cut else styled_ends(rows)))
    return list(_joined(rows, wrapped_ends(rows)))


def _is_marked(lines: Sequence[str]) -> bool:
    """True where short lines end in a blank and full lines do not."""
    full_width = sorted(map(len, lines))[int(len(lines) * 0.95)] if lines else 0
    short = [line for line in lines if line.strip() and len(line) < 0.8 * full_width]
    full = [line for line in lines if len(line) >= 0.92 * full_width]
    if len(short) < 8 or len(full) < 8:
        return False
    short_marked, full_marked = (sum(line[-1] == " " for line in lines) for lines in (short, full))
    return short_marked > 0.8 * len(short) and full_marked < 0.4 * len(full)


def _without_markup(text: str) -> str:
    """`text` without Markdown's signs, line by line; untouched where it has none of them."""
    if any(sign in text for sign in _SIGNS):
        text = _MARKUP.sub("", text)
    return _HASHES.sub("", text) if "#" in text else text


def _rows(document: Document, marked: bool) -> list[Row]:
    """The lines of all pages without furniture; page numbers from printed marks where there are such."""
    raw = [line.text for page in document.pages for line in page.lines]
    aligns = [line.align for page in document.pages for line in page.lines]
    plain = squeeze(_without_markup("\n".join(raw))).split("\n")
    texts = [line.strip() for line in plain]
    marks, heads = page_marks(texts), running_heads(texts)
    on_top = bool(marks) and next(i for i, text in enumerate(texts) if text) in marks
    rows: list[Row] = []
    index, gap, printed = 0, False, NO_PAGE
    for page in document.pages:
        tables = {at: [t for t in page.tables if t.at == at] for at in {t.at for t in page.tables}}
        turn = bool(rows)
        for number in range(len(page.lines) + 1):
            for ruled in tables.get(number, ()):
                rows.append(Row("", printed or page.number, turn, False, True, gap, ruled))
                turn = gap = False
            if number == len(page.lines):
                break
            text, line = texts[index], raw[index]
            mark = marks.get(index)
            index += 1
            if mark is not None:
                printed, turn = (mark if on_top else mark + 1), True
            elif not text or is_rule(text):
                gap = True
            elif text not in heads or line.lstrip()[0] == "#":
                if marked and line[0] == " " and line[1:2] != " " and rows and not turn:
                    printed, turn = printed + bool(printed), True
                heading = line.lstrip()[0] in "#*" and bool(_HEAD.match(line))
                align = aligns[index - 1]
                rows.append(
                    Row(text, printed or page.number, turn and bool(rows), heading, line[-1] == " ", gap, align=align)
                )
                turn = gap = False
    return rows


def _joined(rows: Sequence[Row], ends: Sequence[bool]) -> Iterator[Draft]:
    """One paragraph for every run of rows up to an end."""
    text, page = "", 0
    kind: ParagraphKind = "text"
    breaks: list[tuple[int, int]] = []
    for row, end in zip(rows, ends, strict=True):
        if row.table is not None:
            if text:
                yield Draft(text, page, _kind(kind, text), tuple(breaks))
                text, breaks = "", []
            yield table(row.table.rows, row.page)
            continue
        if text:
            text += glue(text, row.text)
            if row.starts_page:
                breaks.append((len(text), row.page))
            text += row.text
        else:
            text, page, kind, breaks = row.text, row.page, _row_kind(row), []
        if end:
            yield Draft(text, page, _kind(kind, text), tuple(breaks))
            text = ""
    if text:
        yield Draft(text, page, _kind(kind, text), tuple(breaks))


def _row_kind(row: Row) -> ParagraphKind:
    if row.heading:
        return "heading"
    return "right" if row.align == "right" else "centered" if row.align else "text"


def _kind(kind: ParagraphKind, text: str) -> ParagraphKind:
    return "contents" if leads_to_page(text) else kind
