"""Lines with coordinates: which of them make one paragraph.

A line goes on with the paragraph above it when it begins at the text's left edge and the line above left no room for
its first word. It begins a new one when it is set in, stands apart, is of another size, is centred or set to the right.
Tables and footnotes come after the paragraph that they interrupt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.layout.cells import CellParagraph, cell_paragraphs, is_form, joined_tables
from extract.layout.draft import Draft, glue, table
from extract.layout.margins import Margins, margins
from extract.layout.rows import NOTE_MARK, Row, rows_of, with_notes
from extract.layout.signs import LABEL
from schemas.text import Document, ParagraphKind

_ENDED = re.compile(r"[。；：！？;:!?][”’」』）)】》]*$")
_LEADER = re.compile(
    r"(?:\.{4,}|…{2,}|·{4,}|_{4,}|(?:\. ){4,})[ \t.]*[（(]?[\dIVX]{1,4}[）)]?$|[\u4e00-\u9fff）”》]\.{1,3}\d{1,4}$"
)
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[［（(]\d{4}[〕\]］）)](?:第)?\d{1,4}号$|第\d{1,4}号$")
_DATE = re.compile(r"(?:\d{4}|[二一][〇○零Oo0一二三四五六七八九]{3})年[^，。；]{1,8}日$")
_AGENCY = re.compile(r"(?:局|委员会|委|厅|部|署|院|政府|办公室|办公厅|中心|银行|分行|总局|法院|检察院|行|会|文件)$")
_ITEM = re.compile(rf"{LABEL.pattern}|[a-zA-Z][)）]|注\d{{0,2}}[：:]|[●•◆■]")
_CLOSERS = "，。、；：！？,.;:!?）)】》〉」』”’%％"


def paragraphs(document: Document) -> list[Draft]:
    """The paragraphs of a document whose lines have coordinates."""
    rows = rows_of(document)
    frames = margins(document.pages, [row.line for row in rows if row.table is None])
    rows = with_notes(rows, frames)
    return list(_drafts(rows, frames))


def has_coordinates(document: Document) -> bool:
    """Whether the document's lines know their places."""
    return any(line.x0 is not None for page in document.pages for line in page.lines) or any(
        page.width is not None and page.tables for page in document.pages
    )


def _drafts(rows: Sequence[Row], frames: Sequence[Margins]) -> Iterator[Draft]:
    """One draft for every run of rows that go on; notes and tables are kept until the paragraph around them ends."""
    current: list[Row] = []
    note: list[Row] = []
    held: list[Draft] = []
    flow = [row if row.table else None for row in rows]
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.table is not None:
            ruled, pages, at = joined_tables(flow, at)
            yield from _ended(current, frames, held)
            current = []
            yield from _table(ruled, pages)
            continue
        at += 1
        if row.note:
            if note and NOTE_MARK.match(row.line.text):
                held.append(_draft(note, "footnote"))
                note = []
            note.append(row)
            continue
        if note:
            held.append(_draft(note, "footnote"))
            note = []
        if current and not goes_on(current, row, frames):
            yield from _ended(current, frames, held)
            current = []
        current.append(row)
    if note:
        held.append(_draft(note, "footnote"))
    yield from _ended(current, frames, held)


def _ended(current: Sequence[Row], frames: Sequence[Margins], held: list[Draft]) -> Iterator[Draft]:
    if current:
        yield _draft(current, _kind(current, frames))
    yield from held
    held.clear()


def goes_on(current: Sequence[Row], row: Row, frames: Sequence[Margins]) -> bool:
    """Whether `row` belongs to the paragraph of `current`."""
    last, frame, before = current[-1], frames[row.sheet], frames[current[-1].sheet]
    if _LEADER.search(last.line.text):
        return False
    if _LEADER.search(row.line.text):
        fresh = LABEL.match(row.text) or _centered(last, before) or last.sheet != row.sheet or len(current) > 2
        return not fresh and _full(last, row, before)
    if (_DOC_NUMBER.match(row.text) and row.x0 > frame.left + 3 * frame.em) or _DOC_NUMBER.fullmatch(last.text):
        return False
    same_sheet = last.sheet == row.sheet
    if same_sheet and row.y0 - last.y0 > frame.pitch * 1.45 * max(last.size / frame.em, 1.0):
        return False
    large, was_large = row.size > 1.18 * frame.em, last.size > 1.18 * before.em
    if large and was_large:
        return same_sheet and abs(row.size - last.size) < 0.12 * row.size and not _heads(last, row)
    if large != was_large and not _close(row.size, last.size, 1.1):
        return False
    return _flows(current, row, frame, before)


def _heads(last: Row, row: Row) -> bool:
    """Two agencies under one another in a red head."""
    if last.spaced or row.spaced or row.text == "文件":
        return True
    return bool(_AGENCY.search(last.text) and _AGENCY.search(row.text))


def _close(a: float, b: float, ratio: float) -> bool:
    return max(a, b) <= ratio * min(a, b)


def _flows(current: Sequence[Row], row: Row, frame: Margins, before: Margins) -> bool:
    """The rule for running text: left edge and room at the end of the line above."""
    last = current[-1]
    em = frame.em
    indent, was = (row.x0 - frame.left) / em, (last.x0 - before.left) / before.em
    full, ended = _full(last, row, before), bool(_ENDED.search(last.text))
    if _centered(row, frame) or _centered(last, before):
        both = _centered(row, frame) and _centered(last, before) and last.sheet == row.sheet
        return both and not ended and _open(last.text)
    if indent > 6 or was > 6:
        return abs(indent - was) < 0.7 and full and not ended and not _DATE.search(row.text)
    if _ITEM.match(row.text) and (ended or not full or indent > 0.9):
        return False
    if last.text[-1] in "，、" and not full and was < 3:
        return True
    if indent > 0.9:
        hanging = was > 0.4 or bool(_ITEM.match(current[0].text))
        deeper = indent - was > 0.7 and len(current) == 1 and bool(_ITEM.match(last.text))
        level = abs(indent - was) < 0.5 and len(current) > 1
        return full and not ended and hanging and (deeper or level)
    return full


def _open(text: str) -> bool:
    return text.count("《") > text.count("》") or text.count("（") > text.count("）") or text[-1] in "、和及与的暨"


def _full(last: Row, row: Row, frame: Margins) -> bool:
    """Whether `last` had no room left for the first word of `row`."""
    return frame.right - last.x1 < _first_word(row.text) * frame.em + 0.7 * frame.em


def _first_word(text: str) -> float:
    """Width in ems of what cannot be parted at the beginning of a line."""
    if not text.isascii() and not text[0].isascii():
        width = 1.0
        for char in text[1:3]:
            if char not in _CLOSERS:
                break
            width += 1.0
        return width + (1.0 if text[0] in "《（“〈【(" else 0.0)
    word = re.match(r"[!-~]+", text)
    return min(0.55 * len(word[0]), 14.0) if word else 1.0


def _centered(row: Row, frame: Margins) -> bool:
    left, right = row.x0 - frame.left, frame.right - row.x1
    return left > 2.6 * frame.em and right > 1.0 * frame.em and abs(left - right) < 1.3 * frame.em


def _kind(rows: Sequence[Row], frames: Sequence[Margins]) -> ParagraphKind:
    first, last = rows[0], rows[-1]
    frame = frames[first.sheet]
    if _LEADER.search(last.line.text):
        return "contents"
    if first.size > 1.18 * frame.em or all(_centered(row, frame) for row in rows):
        return "centered"
    return "right" if (first.x0 - frame.left) > 6 * frame.em else "text"


def _draft(rows: Sequence[Row], kind: ParagraphKind) -> Draft:
    text, breaks = rows[0].text, []
    for last, row in pairwise(rows):
        text += glue(text, row.text)
        if row.sheet != last.sheet:
            breaks.append((len(text), row.page))
        text += row.text
    # Of its lines the least sure one counts: a mean would hide a doubtful number in a long paragraph.
    confidence = min((row.line.confidence for row in rows if row.line.confidence is not None), default=None)
    return Draft(text, rows[0].page, kind, tuple(breaks), confidence=confidence)


def _table(ruled: Sequence[tuple[str, ...]], pages: Sequence[int]) -> Iterator[Draft]:
    """A table as one draft, or, where it is a form of labels and prose, its labels and paragraphs as text."""
    if not is_form(ruled):
        yield table(ruled, pages[0])
        return
    for cells, page in zip(ruled, pages, strict=True):
        filled = [cell_paragraphs(cell) for cell in cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
            filled = [[_in_a_row([cell[0] for cell in filled])]]
        for text, after, breaks in (paragraph for cell in filled for paragraph in cell):
            start = page + after
            yield Draft(text, start, breaks=tuple((at, start + n) for n, at in enumerate(breaks, 1)))


def _in_a_row(cells: Sequence[CellParagraph]) -> CellParagraph:
    """A label and its value, of one paragraph each, as one."""
    text, breaks = "", []
    for cell in cells:
        text += glue(text, cell.text)
        breaks += [len(text) + at for at in cell.breaks]
        text += cell.text
    return CellParagraph(text, cells[0].after, tuple(breaks))
