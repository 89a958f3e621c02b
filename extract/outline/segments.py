"""A part's paragraphs, cut at the labels inside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.outline.heads import with_heads
from extract.outline.labels import Label, inline_labels, label_at
from schemas.text import Paragraph

_MAYBE_INLINE = re.compile(
    r"[:;。,](?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|\d{1,2}(?:、|\.(?!\d))|[①-⑳])|。第[一二三四五六七八九十百零〇]{1,7}条"
)
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
    own = [None if p.kind in ("table", "contents") else label_at(folded, p.start, p.end) for p in paragraphs]
    labels = with_heads(paragraphs, own, folded)
    articles = _articles_after(labels)
    inner = _MAYBE_INLINE.search(folded, paragraphs[0].start, paragraphs[-1].end) if paragraphs else None
    for at, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        start, end = paragraph.start, paragraph.end
        if inner and inner.start() < start:
            inner = _MAYBE_INLINE.search(folded, start, paragraphs[-1].end)
        if inner and inner.start() < end and paragraph.kind != "table":
            below = labels[at + 1] if at + 1 < len(labels) else None
            made += _cut(paragraph, label, below, articles[at], folded)
        else:
            made.append(Segment(start, end, label, paragraph, True))
    return made


def _articles_after(labels: Sequence[Label | None]) -> list[int]:
    """For every paragraph the number of the first article below it; 0 where none comes."""
    numbers: list[int] = []
    number = 0
    for label in reversed(labels):
        numbers.append(number)
        number = label.number if label and label.kind == "article" and not label.weak else number
    return numbers[::-1]


def _cut(
    paragraph: Paragraph, label: Label | None, below: Label | None, next_article: int, folded: str
) -> list[Segment]:
    """Cut where labels inside the paragraph count up: 1, 2 … of a list, or n+1 … after the paragraph's own n.

    One label alone is a cut where the paragraph below goes on from it: 1 behind a colon over a 2, the article before
    `next_article` behind a full stop.
    """
    after = label.end if label else paragraph.start
    inner = inline_labels(folded, after, paragraph.end)
    free = [found for found in inner if not _enclosed(folded, paragraph.start, found)]
    cuts = [*_runs(label, free), *(found for found in free if _leads_on(found, below, next_article, folded))]
    cuts = sorted(set(cuts), key=lambda found: found.start)
    starts = [paragraph.start, *(cut.start for cut in cuts)]
    ends = [*starts[1:], paragraph.end]
    owned = [label, *cuts]
    return [Segment(s, e, own, paragraph, s == paragraph.start) for s, e, own in zip(starts, ends, owned, strict=True)]


def _leads_on(label: Label, below: Label | None, next_article: int, folded: str) -> bool:
    if label.kind == "article":
        return not label.weak and label.number + 1 == next_article
    if below is None or label.number != 1 or folded[label.start - 1] != ":" or folded[label.start - 3] == "附":
        return False
    return below.kind == label.kind and below.number == 2


_FAR = 500
"""Characters within which a quotation or bracket that holds a label is opened."""


def _enclosed(folded: str, start: int, label: Label) -> bool:
    return bool(_QUOTED.search(folded, max(start, label.start - _FAR), label.start))


def _runs(own: Label | None, inner: Sequence[Label]) -> list[Label]:
    """The labels that belong to a run of at least two numbers, one after the other, of one kind."""
    kept: list[Label] = []
    for kind in dict.fromkeys(label.kind for label in inner if label.kind != "article"):
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
