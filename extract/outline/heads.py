"""Unnumbered headings under each of which the numbers of one list begin anew（面向单位的扶持政策 over 一、…七、）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.outline.labels import Label
from schemas.text import Paragraph

_HEADING = re.compile(r"[★☆◆◇■●▲]?[\u4e00-\u9fff“”、()\d]{4,24}$")
_OTHER = re.compile(r"第.{1,4}[章节条]|附[件表]|.*(?:\d日|号|单位\)|负责\))$")


def with_heads(paragraphs: Sequence[Paragraph], labels: Sequence[Label | None], folded: str) -> Sequence[Label | None]:
    """`labels`, with one for each unnumbered heading.

    There are such where the part's outermost list begins with 1 more than once, every time right below a short line
    that is no sentence; nothing in the part stands above that list.
    """
    first = next((label for label in labels if label), None)
    if first is None or first.kind not in ("cn", "pcn", "num") or first.number != 1:
        return labels
    ones = [at for at, label in enumerate(labels) if label and label.kind == first.kind and label.number == 1]
    if len(ones) < 2 or any(label.kind in _HOLDERS for label in labels if label):
        return labels
    if not all(at and labels[at - 1] is None and _is_heading(paragraphs[at - 1], folded) for at in ones):
        return labels
    named = list(labels)
    for at in ones:
        start, end = paragraphs[at - 1].start, paragraphs[at - 1].end
        named[at - 1] = Label("head", 0, folded[start:end].lstrip("★☆◆◇■●▲"), start, end)
    return named


_HOLDERS = frozenset(("part", "chapter", "section", "article", "annex"))


def _is_heading(paragraph: Paragraph, folded: str) -> bool:
    text = folded[paragraph.start : paragraph.end]
    return paragraph.kind != "table" and bool(_HEADING.match(text)) and not _OTHER.match(text)
