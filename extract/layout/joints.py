"""Which printed line is the last of its paragraph, for the kinds of text that do not mark it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.layout.signs import (
    ALONE,
    APART,
    BARE,
    CHINESE,
    CITED,
    DATE,
    ENDED,
    GOES_ON,
    LABEL,
    OPEN,
    OPENS,
    STOPS,
    STRONG,
    TITLE,
    TITLED,
    is_numbered_heading,
    leads_to_page,
    unclosed,
)
from extract.numbers import chinese
from schemas.text import Table


class Row(NamedTuple):
    """One printed line, squeezed. `ended` is the mark of a paragraph's end; `gap` tells of an empty line before it."""

    text: str
    page: int
    starts_page: bool
    heading: bool
    ended: bool
    gap: bool
    table: Table | None = None
    align: Literal["center", "right"] | None = None


def styled_ends(rows: Sequence[Row]) -> list[bool]:
    """In Word and HTML every row ends a paragraph but those cut by a page break and the centred lines of one title."""
    # No empty line tells one paragraph from the next here; a page break has to do.
    ends = [not (after.starts_page and _cut(row, after._replace(gap=True))) for row, after in pairwise(rows)]
    ends += [True] * bool(rows)
    start = 0
    for index, row in enumerate(rows):
        if row.align != "center" or not _in_title(row) or LABEL.match(row.text) or row.text in ("目录", "目次"):
            start = index + 1
        elif TITLE.search(row.text):
            ends[start:index] = [False] * (index - start)
    return ends


def reflowed_ends(rows: Sequence[Row]) -> list[bool]:
    """Every row ends a paragraph but those that a page break cut, and those of one title or contents entry."""
    ends = [not _cut(row, after) for row, after in pairwise(rows)] + [True] * bool(rows)
    _join_titles(rows, ends)
    _join_contents(rows, ends)
    return ends


def wrapped_ends(rows: Sequence[Row]) -> list[bool]:
    """A row ends its paragraph where a new one surely begins, or where it is short and its sentence is ended.

    一、, 第五条, ① or 附件 after a full line that breaks off in its sentence（统⏎一、服务同质; 按照⏎第五条规定）begins
    nothing, unless the line is a heading or title, or the number is the next 一、二、….
    """
    widths = sorted(len(row.text) for row in rows)
    full = 0.93 * widths[int(len(widths) * 0.9)] if widths else 0
    ends: list[bool] = []
    depth = 0
    last = _order(rows[0].text) if rows else 0
    for row, after in pairwise(rows):
        depth = max(0, depth + sum(map(row.text.count, "（(《")) - sum(map(row.text.count, "）)》")))
        order = _order(after.text)
        cited = (bool(order) and not (order > 1 and order == last + 1)) or CITED.match(after.text) is not None
        end = not (cited and _breaks_off(row, full)) and _ends_wrapped(row, after, full, depth > 0)
        if end:
            depth = 0
            last = order or last
        ends.append(end)
    return ends + [True] * bool(rows)


def _breaks_off(row: Row, full: float) -> bool:
    """True for a full line in the midst of a sentence."""
    text = row.text
    if row.table or row.heading or len(text) < full or ENDED.search(text) or text[-1] in ")）" or leads_to_page(text):
        return False
    return not (TITLE.search(text) or is_numbered_heading(text) or ALONE.fullmatch(text))


def _cut(row: Row, after: Row) -> bool:
    """True where `after` goes on with the sentence that `row` breaks off."""
    if not _flows(row, after):
        return False
    if OPEN.search(row.text) or unclosed(row.text) or GOES_ON.match(after.text):
        return True
    if row.heading or after.heading or (not (after.gap or after.starts_page) and len(row.text) < 30):
        return False
    if len(row.text) < 26 and is_numbered_heading(row.text):
        return False
    runs = STOPS.search(row.text) or "、" in row.text or "的" in row.text
    return len(row.text) >= 12 and bool(runs) and not TITLE.search(row.text)


def _flows(row: Row, after: Row) -> bool:
    """False where a new paragraph surely begins."""
    return not (
        row.table
        or after.table
        or ENDED.search(row.text)
        or LABEL.match(after.text)
        or APART.match(after.text)
        or leads_to_page(row.text)
        or DATE.fullmatch(row.text[-12:].lstrip("0123456789"))
    )


def _join_titles(rows: Sequence[Row], ends: list[bool]) -> None:
    """Title lines under one another (no empty line between, no sentence in them, the last a title's end) are one."""
    start = 0
    for index, row in enumerate(rows):
        if index and (row.gap or not _in_title(rows[index - 1]) or LABEL.match(row.text)):
            start = index
        if index > start and TITLE.search(row.text) and not unclosed("".join(r.text for r in rows[start : index + 1])):
            if not LABEL.match(rows[start].text) and index - start < 8:
                ends[start:index] = [False] * (index - start)
            start = index + 1


def _in_title(row: Row) -> bool:
    """True where a title may go on after this line."""
    text = row.text
    if row.table or len(text) > 60:
        return False
    return not (ENDED.search(text) or APART.match(text) or DATE.search(text) or leads_to_page(text))


def _join_contents(rows: Sequence[Row], ends: list[bool]) -> None:
    """The lines of a contents entry are one: from the entry before, a heading or a sentence's end to its page."""
    for index, row in enumerate(rows):
        if leads_to_page(row.text):
            start = index
            while start and index - start < 10 and _in_entry(rows[start - 1]):
                start -= 1
            ends[start:index] = [False] * (index - start)


def _in_entry(row: Row) -> bool:
    text = row.text
    if text in ("目录", "目次"):
        return False
    return not (row.table or row.heading or len(text) > 80 or leads_to_page(text) or ENDED.search(text))


def _order(text: str) -> int:
    """The number with which a line begins（二、）, else 0."""
    found = CHINESE.match(text)
    return int(chinese(found[0][:-1]) or 0) if found else 0


def _ends_wrapped(row: Row, after: Row, full: float, enclosed: bool) -> bool:
    """`full` is the width from which a line counts as full; `enclosed` is true inside brackets."""
    if row.table or after.table or leads_to_page(row.text):
        return True
    if (enclosed and not STRONG.match(after.text)) or BARE.fullmatch(row.text):
        return False
    if LABEL.match(after.text) or APART.match(after.text) or ALONE.fullmatch(row.text):
        return True
    width = len(row.text)
    if ENDED.search(row.text):
        return width < full
    if row.heading or (width < 0.7 * full and is_numbered_heading(row.text)):
        return True
    titled = TITLE.search(row.text) or (TITLED.search(row.text) and OPENS.match(after.text))
    return width < full and titled is not None and not STOPS.search(row.text)
