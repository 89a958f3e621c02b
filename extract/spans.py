"""Which stretches of a text hold a word: found by searching the text once, not once per stretch."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from schemas.text import Outline

Span = tuple[int, int]

LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+[章节条款]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、]"
    r"|[一二三四五六七八九十]+、)\s?"
)
"""The label that a provision's text begins with."""


def unit_spans(outline: Outline) -> tuple[list[Span], list[str]]:
    """The stretches of all provisions in order of the text, and the path of each."""
    pairs = sorted((span, unit.path) for unit in outline.units for span in unit.spans)
    return [span for span, _ in pairs], [path for _, path in pairs]


def holding(folded: str, spans: Sequence[Span], *words: str) -> list[int]:
    """Indexes of the `spans` (sorted, apart) that hold one of `words`, ascending."""
    if not spans:
        return []
    starts = [start for start, _ in spans]
    first, last = starts[0], max(end for _, end in spans)
    found: set[int] = set()
    for word in words:
        at = folded.find(word, first, last)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            end = spans[index][1]
            if at + len(word) <= end:
                found.add(index)
                at = max(end, at + 1)
            else:
                at += 1
            at = folded.find(word, at, last)
    return sorted(found)
