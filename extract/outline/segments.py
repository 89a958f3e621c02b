"""A part's paragraphs, cut at the labels inside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.outline.labels import Label, inline_labels, label_at
from schemas.text import Paragraph

_MAYBE_INLINE = re.compile(r"[:;。,](?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|\d{1,2}(?:、|\.(?!\d))|[①-⑳])")
_QUOTED = re.compile(r"[(《“][^()《》“”]*$")


_WINDOW = 200
"""Characters before a label in which an open bracket or quotation mark counts."""


class Segment(NamedTuple):
    """A stretch of one paragraph that holds one label at most, at its start."""

    start: int
    end: int
    label: Label | None
    paragraph: Paragraph
    first: bool
    """False for a stretch cut off inside its paragraph."""


def segments(paragraphs: Sequence[Paragraph], folded: str) -> list[Segment]:
    """The paragraphs as segments, in order; together they cover the paragraphs."""
    made: list[Segment] = []
    inner = _MAYBE_INLINE.search(folded, paragraphs[0].start, paragraphs[-1].end) if paragraphs else None
    for paragraph in paragraphs:
        start, end = paragraph.start, paragraph.end
        label = None if paragraph.kind in ("table", "contents") else label_at(folded, start, end)
        if inner and inner.start() < start:
            inner = _MAYBE_INLINE.search(folded, start, paragraphs[-1].end)
        if inner and inner.start() < end and paragraph.kind != "table":
            made += _cut(paragraph, label, folded)
        else:
            made.append(Segment(start, end, label, paragraph, True))
    return made


def _cut(paragraph: Paragraph, label: Label | None, folded: str) -> list[Segment]:
    """Cut where labels inside the paragraph count up: 1, 2 … of a list, or n+1 … after the paragraph's own n."""
    after = label.end if label else paragraph.start
    inner = inline_labels(folded, after, paragraph.end)
    free = [found for found in inner if not _enclosed(folded, paragraph.start, found)]
    cuts = sorted(_runs(label, free), key=lambda found: found.start)
    starts = [paragraph.start, *(cut.start for cut in cuts)]
    ends = [*starts[1:], paragraph.end]
    labels = [label, *cuts]
    return [Segment(s, e, own, paragraph, s == paragraph.start) for s, e, own in zip(starts, ends, labels, strict=True)]


_FAR = 500
"""Characters within which a quotation or bracket that holds a label is opened."""


def _enclosed(folded: str, start: int, label: Label) -> bool:
    return bool(_QUOTED.search(folded, max(start, label.start - _FAR), label.start))


def _runs(own: Label | None, inner: Sequence[Label]) -> list[Label]:
    """The labels that belong to a run of at least two numbers, one after the other, of one kind."""
    kept: list[Label] = []
    for kind in dict.fromkeys(label.kind for label in inner):
        run: list[Label] = [own] if own and own.kind == kind else []
        for label in (found for found in inner if found.kind == kind):
            if run and label.number == run[-1].number + 1:
                run.append(label)
            elif label.number == 1:
                kept += _worth(run, own)
                run = [label]
        kept += _worth(run, own)
    return kept


def _worth(run: Sequence[Label], own: Label | None) -> Sequence[Label]:
    return [label for label in run if label is not own] if len(run) > 1 else []
