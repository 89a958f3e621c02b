"""Paragraphs cut to a stretch of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from schemas.text import Paragraph, Text


class Span(NamedTuple):
    """[start, end) of a tidied text."""

    start: int
    end: int


def clip(text: Text, span: Span) -> Iterator[Paragraph]:
    """The paragraphs in the span, without white space at their ends, those at its ends cut to it."""
    first = max(bisect_right(text.paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1, 0)
    for paragraph in text.paragraphs[first:]:
        if paragraph.start >= span.end:
            return
        if span.start <= paragraph.start and paragraph.end <= span.end:
            yield paragraph
            continue
        start, end = max(paragraph.start, span.start), min(paragraph.end, span.end)
        words = text.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start < end:
            pages = [paragraph.page, *(page for at, page in paragraph.breaks if at <= start)]
            breaks = tuple((at, page) for at, page in paragraph.breaks if start < at < end)
            yield replace(
                paragraph, text=text.text[start:end], start=start, end=end, page=pages[-1], breaks=breaks, rows=()
            )
