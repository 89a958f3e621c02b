"""Tables out of ruled pages: pieces cut by page breaks joined, forms of labels and prose told from tables of data.

A cell is the reader's printed lines joined by '\\n'; two U+3000 before a line say that it begins a paragraph. A form
feed stands where a page break cut a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from extract.layout.draft import glue, squeeze
from extract.layout.signs import LABEL
from schemas.text import Table

Rows = list[tuple[str, ...]]


class Placed(Protocol):
    """A table in the flow of the text."""

    @property
    def page(self) -> int: ...
    @property
    def sheet(self) -> int: ...
    @property
    def table(self) -> Table | None: ...


def joined_tables(flow: Sequence[Placed | None], at: int) -> tuple[Rows, list[int], int]:
    """The table at `at` with its continuations on the next pages: rows, the page of each, and the place after it.

    `flow` holds None for a line of text. A piece goes on where nothing stands between it and the piece on the page
    before and the columns agree; header rows printed again go, and a row that the page break cut is put together.
    """
    first = flow[at]
    assert first is not None and first.table is not None
    rows: Rows = list(first.table.rows)
    pages = [first.page] * len(rows)
    last, at = first, at + 1
    while at < len(flow):
        piece = flow[at]
        if piece is None or piece.table is None or piece.sheet != last.sheet + 1 or not _same(rows, piece.table.rows):
            break
        more = list(piece.table.rows)
        while len(more) > 1 and more[0] == rows[len(piece.table.rows) - len(more)] and _is_header(more[0]):
            more.pop(0)
        if _is_cut(rows[-1], more[0]):
            rest = _padded(more.pop(0), len(rows[-1]))
            rows[-1] = tuple(_continued(above, below) for above, below in zip(rows[-1], rest, strict=True))
        rows += more
        pages += [piece.page] * len(more)
        last, at = piece, at + 1
    width = max(map(len, rows))
    return [_padded(row, width) for row in rows], pages, at


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row + ("",) * (width - len(row))


def _same(rows: Rows, more: Sequence[tuple[str, ...]]) -> bool:
    """Pieces of one table have as many columns, or are both forms of label and value."""
    return len(rows[-1]) == len(more[0]) or (_labelled(rows) and _labelled(more))


def _labelled(rows: Sequence[tuple[str, ...]]) -> bool:
    return all(len(squeeze(row[0].replace("\n", ""))) <= 10 or not any(row[1:]) for row in rows)


def _is_header(row: tuple[str, ...]) -> bool:
    return all(len(cell) <= 20 for cell in row)


def _is_cut(above: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """A row without its label goes on with the row above; where several cells are filled, it is a row of its own."""
    filled = [i for i, cell in enumerate(row) if cell]
    return not row[0] and len(filled) == 1 and any(above[1:]) and filled[0] < len(above)


def _continued(above: str, below: str) -> str:
    return f"{above}\n\f{below}" if below else above


def is_form(rows: Sequence[tuple[str, ...]]) -> bool:
    """Text in boxes: one filled cell a row, or a short label beside a value, some value being prose."""
    pairs = [[cell for cell in row if cell] for row in rows]
    if max(map(len, pairs)) < 2:
        return True
    labels = [row[0] for row in pairs if len(row) >= 2]
    long = [cell for row in pairs for cell in row[-1:] if len(cell_paragraphs(cell)) > 1 or len(cell) > 120]
    narrow = sum(len(row) <= 2 for row in pairs)
    short = all(len(squeeze(label.replace("\n", ""))) <= 10 for label in labels)
    return bool(long) and short and narrow >= 0.7 * len(pairs) and max(map(len, pairs)) <= 4


class CellParagraph(NamedTuple):
    """A paragraph of a cell: text, page breaks before it in the cell, and the places of those inside it."""

    text: str
    after: int
    breaks: tuple[int, ...] = ()


def cell_paragraphs(cell: str) -> list[CellParagraph]:
    """The paragraphs of a cell: the reader marks their beginnings, and a list item after a full stop is one."""
    made: list[CellParagraph] = []
    passed = 0
    for line in cell.split("\n"):
        turned = line.startswith("\f")
        passed += turned
        text = squeeze(line.strip("\f")).strip()
        if not text:
            continue
        last = made[-1] if made else None
        begins = line.lstrip("\f").startswith("\u3000")
        if last and not begins and not (last.text[-1] in "。；：;:" and LABEL.match(text)):
            joined = last.text + glue(last.text, text)
            breaks = (*last.breaks, len(joined)) if turned else last.breaks
            made[-1] = CellParagraph(joined + text, last.after, breaks)
        else:
            made.append(CellParagraph(text, passed))
    return made
