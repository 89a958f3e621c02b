"""A table of contents in front of the body, which repeats the chapters' names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.outline.segments import Segment

_PAGE = re.compile(r"[.…·\s]{2,}\(?\d*\)?$|\d+$")


def body_start(found: Sequence[Segment], folded: str) -> int:
    """Index of the first segment after the table of contents; 0 where there is none."""
    at = next((at for at, s in enumerate(found) if s.end - s.start == 2 and folded[s.start : s.end] == "目录"), None)
    return _after_bare_list(found, folded) if at is None else _after_contents(found, folded, at)


def _after_contents(found: Sequence[Segment], folded: str, start: int) -> int:
    """Where the first listed heading comes again, or the first article stands."""
    listed: dict[str, int] = {}
    for at in range(start + 1, len(found)):
        segment = found[at]
        text = _PAGE.sub("", folded[segment.start : segment.end])
        if text in listed and segment.label:
            return at
        if segment.label and segment.label.kind == "article":
            return 0 if len(listed) < 2 else max(listed.values()) + 1
        if segment.end - segment.start > 80:
            return 0
        listed[text] = at
    return 0


def _after_bare_list(found: Sequence[Segment], folded: str) -> int:
    """Where the first chapter comes again after nothing but chapters and sections."""
    first = next((at for at, s in enumerate(found) if s.label and s.label.kind in ("part", "chapter")), len(found))
    for at in range(first + 1, len(found)):
        segment = found[at]
        if folded[segment.start : segment.end] == folded[found[first].start : found[first].end]:
            return at
        if not segment.label or segment.label.kind not in ("part", "chapter", "section", "head"):
            return 0
    return 0
