"""The lines and tables of a document in reading order, without what a printer adds, each knowing its page.

Furniture is left out, names that stand side by side are put together, footnotes are marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.layout.draft import squeeze
from extract.layout.folio import furniture, printed_numbers
from extract.layout.margins import Margins
from schemas.text import Document, Line, Table

NOTE_MARK = re.compile(r"[①-⑳]|\[\d{1,2}\]|注[：:]|\d{1,2} ?(?=[\u4e00-\u9fff《“])|[*＊]")
_CONTINUED = re.compile(r"^续表|[（(]续[表]?[）)]$")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff] ){2,}[\u4e00-\u9fff]$")


class Row(NamedTuple):
    """One printed line without white space, at its place; `sheet` is the page's index in the file."""

    text: str
    page: int
    sheet: int
    line: Line
    spaced: bool = False
    table: Table | None = None
    note: bool = False

    @property
    def x0(self) -> float:
        return self.line.x0 or 0.0

    @property
    def x1(self) -> float:
        return self.line.x1 or 0.0

    @property
    def y0(self) -> float:
        return self.line.y0 or 0.0

    @property
    def y1(self) -> float:
        return self.line.y1 or 0.0

    @property
    def size(self) -> float:
        return self.line.size or 0.0


def rows_of(document: Document) -> list[Row]:
    """All lines and tables in reading order, furniture out, tables cut by pages joined."""
    pages = document.pages
    numbers, dropped = printed_numbers(pages), furniture(pages)
    rows: list[Row] = []
    for sheet, page in enumerate(pages):
        number = numbers.get(page.number, page.number)
        for at in range(len(page.lines) + 1):
            for ruled in (ruled for ruled in page.tables if ruled.at == at):
                rows.append(Row("", number, sheet, Line(""), table=ruled))
            if at < len(page.lines) and at not in dropped[sheet]:
                line = page.lines[at]
                if text := squeeze(line.text).strip():
                    rows.append(Row(text, number, sheet, line, bool(_SPACED.match(line.text.strip()))))
    return _stacked(_without_repeats(rows))


def _without_repeats(rows: Sequence[Row]) -> list[Row]:
    """Rows without the captions of continued tables（续表、表1 …（续））between the pieces."""
    kept: list[Row] = []
    for at, row in enumerate(rows):
        after = rows[at + 1] if at + 1 < len(rows) else None
        between = kept and kept[-1].table and after and after.table and after.sheet == kept[-1].sheet + 1
        if not (between and _CONTINUED.search(row.text)):
            kept.append(row)
    return kept


def _stacked(rows: Sequence[Row]) -> list[Row]:
    """Rows with the names of bodies that sign side by side put together, each from the pieces under one another."""
    made: list[Row] = []
    names: list[int] = []
    at = 0
    while at < len(rows):
        band = [rows[at]]
        while at + len(band) < len(rows) and _level(band[-1], rows[at + len(band)]):
            band.append(rows[at + len(band)])
        at += len(band)
        places = [[i for i in names if _under(made[i], row)] for row in band]
        if names and all(len(place) == 1 for place in places):
            for (i,), row in zip(places, band, strict=True):
                made[i] = made[i]._replace(text=made[i].text + row.text, line=made[i].line._replace(y0=row.y0))
            continue
        names = list(range(len(made), len(made) + len(band))) if len(band) > 1 else []
        made += band
    return made


def _level(one: Row, other: Row) -> bool:
    return not one.table and not other.table and one.sheet == other.sheet and abs(one.y0 - other.y0) < 0.3 * one.size


def _under(name: Row, row: Row) -> bool:
    """Whether `row` stands in the middle under the last piece of `name`."""
    aside = abs((name.x0 + name.x1) - (row.x0 + row.x1)) / 2
    part = not row.table and not re.search(r"\d", row.text)
    return part and aside < 1.2 * name.size and 0 < row.y0 - name.y0 < 2.5 * name.size


def with_notes(rows: Sequence[Row], frames: Sequence[Margins]) -> list[Row]:
    """Rows with the footnotes marked: small print that ends a page and begins with a note's mark."""
    marked = list(rows)
    end = len(marked)
    while end:
        start = end
        while start and marked[start - 1].sheet == marked[end - 1].sheet:
            start -= 1
        small = end
        while small > start and 0 < marked[small - 1].size < 0.88 * frames[marked[small - 1].sheet].em:
            small -= 1
        while small < end and not NOTE_MARK.match(marked[small].line.text):
            small += 1
        if small > start:
            marked[small:end] = [row._replace(note=True) for row in marked[small:end]]
        end = start
    return marked
