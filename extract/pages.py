"""Page numbers inside a policy whose file keeps no page marks: from its first page and what page breaks left behind.

A page break that cut a paragraph leaves an empty line inside it. Such traces are counted back from the policy's last
page, each as many pages before the next as full pages fit between them; between them pages are equally long.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.printed import words
from schemas.text import Text


class Stretch(NamedTuple):
    """A policy's text [start, end) on `sheets` printed pages from `page` on."""

    start: int
    end: int
    page: int
    sheets: int


def traces(text: Text) -> list[int]:
    """Places in the text where the received lines had an empty line inside a paragraph."""
    starts = [paragraph.start for paragraph in text.paragraphs]
    return [
        after.start
        for before, after in pairwise(words(text))
        if after.line - before.line > 1 and bisect_right(starts, before.start) == bisect_right(starts, after.start)
    ]


def marks(stretch: Stretch, found: Sequence[int]) -> list[tuple[int, int]]:
    """(offset, page) from which each page of the stretch runs, by the traces in it."""
    inside = [at for at in found if stretch.start < at < stretch.end]
    known = {0: stretch.start, stretch.sheets: stretch.end}
    if len(inside) < stretch.sheets:
        known |= dict(_counted_back(stretch, inside))
    return [
        (first_at + (at_page - first) * (last_at - first_at) // (last - first), stretch.page + at_page)
        for (first, first_at), (last, last_at) in pairwise(sorted(known.items()))
        for at_page in range(first, last)
    ]


def _counted_back(stretch: Stretch, inside: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(pages from the first, place) of the traces, the last first; those that do not fit are left out."""
    mean = (stretch.end - stretch.start) / stretch.sheets
    gaps = [b - a for a, b in pairwise(inside) if 0.8 * mean < b - a < 1.3 * mean]
    full = median(gaps) if gaps else mean
    page, place = stretch.sheets, stretch.end
    for at in reversed(inside):
        page, place = page - max(round((place - at) / full), 1), at
        if page < 1 or (at - stretch.start) / full > page + 0.5:
            return
        yield page, at
