"""The words of a tidied text as they were printed: which stood together, which began a line or a table cell.

Tidying joins the lines of a paragraph and drops the white space between Chinese words; a guide book's labels are told
from prose by just these. So every word of the received lines and cells is looked up in the tidied text, in order, and
what the tidying left out (page numbers, running heads) falls away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.fold import fold, folded_file
from extract.layout.folio import furniture
from schemas.text import Page, Text

_WINDOW = 80
"""How many characters of the tidied text may be passed over to find the next word."""
_BAR = "|"
_KEPT = re.compile(r"[^\s|]+")


class Word(NamedTuple):
    """A run of characters without white space, at [start, end) of the tidied text."""

    text: str
    """Folded, without table bars."""
    start: int
    end: int
    line: int
    """Ordinal of the printed line or table cell on which it stands."""
    first: bool
    """Whether it is the first word of that line or cell."""


def words(text: Text) -> list[Word]:
    """The words of the text, in reading order."""
    letters, places = _squeezed(text.text)
    found: list[Word] = []
    cursor, slack = 0, 0
    starts_with = letters.startswith
    pages = text.document.pages
    dropped = furniture(pages)
    printed_lines = [line for page, out in zip(pages, dropped, strict=True) for line in _lines(page, out)]
    for line, printed in enumerate(_folded(printed_lines)):
        first = True
        for token in printed.split():
            at = cursor if starts_with(token, cursor) else _locate(letters, token, cursor, _WINDOW + slack)
            if at < 0:
                slack += 2 * len(token)
                continue
            cursor, slack = at + len(token), 0
            found.append(Word(token, places[at], places[cursor - 1] + 1, line, first))
            first = False
    return found


def _lines(page: Page, dropped: frozenset[int]) -> Iterator[str]:
    """The page's lines with the cells of its tables at their places; `dropped` are the lines that are furniture."""
    done = 0
    for table in page.tables:
        yield from (line.text for i, line in enumerate(page.lines[done : table.at], done) if i not in dropped)
        yield from (cell for row in table.rows for cell in row)
        done = table.at
    yield from (line.text for i, line in enumerate(page.lines[done:], done) if i not in dropped)


def _folded(lines: list[str]) -> list[str]:
    """The lines folded, all at once, with blanks for table bars."""
    joined = fold("\n".join(lines)).replace(_BAR, " ").split("\n")
    return joined if len(joined) == len(lines) else [fold(line).replace(_BAR, " ") for line in lines]


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The folded text without white space and table bars, and the place of each of its characters."""
    runs: list[str] = []
    places: list[int] = []
    for run in _KEPT.finditer(folded_file(text)):
        runs.append(run[0])
        places.extend(range(*run.span()))
    return "".join(runs), places


def _locate(letters: str, token: str, cursor: int, window: int) -> int:
    """Where the token stands soon after the cursor; -1 where it does not, or is too short to tell."""
    if len(token) < 2 or token.isdigit():
        return -1
    return letters.find(token, cursor, cursor + window + len(token))
