"""The edges of the text on every page, the size of its print and the distance of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from schemas.text import Line, Page

_BIN = 3.0
_FEW = 6
"""A page with fewer full lines takes the document's edges."""


class Margins(NamedTuple):
    """Left and right edge of the running text, size of its print (em), distance from line to line; points."""

    left: float
    right: float
    em: float
    pitch: float


def margins(pages: Sequence[Page], body: Sequence[Line]) -> list[Margins]:
    """The edges of every page, in order; `body` are the document's lines without furniture."""
    kept = {id(line) for line in body}
    lines = [[line for line in page.lines if id(line) in kept] for page in pages]
    em = _em(body)
    whole = _edges([line for page in lines for line in page], em) or (0.0, 595.0)
    pitch = _pitch(lines, em)
    made = []
    for page in lines:
        left, right = _edges(page, em, _FEW) or whole
        if 1.4 * em < left - whole[0] < 2.6 * em:  # every full line of the page begins a paragraph
            left = whole[0]
        made.append(Margins(left, right, _page_em(page, em), _pitch([page], em) or pitch or 1.5 * em))
    return made


def _em(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round((line.size or 12.0) * 2) / 2] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 12.0


def _page_em(lines: Sequence[Line], em: float) -> float:
    """The page's own size of print where it has much text in one size, else the document's."""
    chars = sum(len(line.text) for line in lines)
    own = _em(lines)
    same = sum(len(line.text) for line in lines if abs((line.size or 0.0) - own) < 0.6)
    return own if chars > 300 and same > 0.7 * chars else em


def _edges(lines: Sequence[Line], em: float, few: int = 1) -> tuple[float, float] | None:
    """Left and right edge by the commonest places at which full lines begin and end; None where there are too few."""
    lines = [line for line in lines if (line.size or em) < 1.18 * em]
    ends = sorted(line.x1 or 0.0 for line in lines if len(line.text) > 10)
    if not ends:
        return None
    near = [x for x in ends if x > ends[int(0.9 * (len(ends) - 1))] - 6 * em]
    right = _commonest(near)
    full = [line for line in lines if abs((line.x1 or 0.0) - right) < 2 * em]
    if len(full) < few:
        return None
    starts = Counter(round((line.x0 or 0.0) / _BIN) for line in full)
    need = max(1, 0.08 * len(full)) if len(full) < 12 else max(2, 0.08 * len(full))
    place = min((start for start, count in starts.items() if count >= need), default=min(starts))
    left = median(line.x0 or 0.0 for line in full if abs(round((line.x0 or 0.0) / _BIN) - place) <= 1)
    return left, right


def _commonest(values: Sequence[float]) -> float:
    bins = Counter(round(value / _BIN) for value in values)
    best = max(bins, key=lambda place: (sum(bins.get(near, 0) for near in (place - 1, place, place + 1)), place))
    return float(median(value for value in values if abs(round(value / _BIN) - best) <= 1))


def _pitch(pages: Sequence[Sequence[Line]], em: float) -> float:
    """The commonest distance between lines under one another; 0 where there are none."""
    gaps: Counter[float] = Counter()
    for page in pages:
        for above, below in pairwise(page):
            gap = (below.y0 or 0.0) - (above.y0 or 0.0)
            if 0.9 * em < gap < 3.5 * em:
                gaps[round(gap * 2) / 2] += 1
    if sum(gaps.values()) < 4:
        return 0.0
    return max(gaps.items(), key=lambda item: (item[1], -item[0]))[0]
