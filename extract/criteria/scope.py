"""The scope: for whom the whole document is（本办法适用于…、支持对象为…、本办法所称…企业是指…、…参照执行）."""

from __future__ import annotations

import re

from extract.criteria.clauses import Found
from extract.reading import Span, alternatives, sentences, trim
from schemas.text import Outline

_HINT = re.compile(r"适用|对象|参照|比照|所[称支扶指]|范围|申[请报]")
_MEANS = re.compile(r"是指|(?<=[^,])包括")
_AT_LEAST = 5


def scope(outline: Outline, words: list[Span]) -> list[Found]:
    """What the sentences on scope in a unit's words say of whom it is for."""
    folded, spans = outline.folded, []
    for span in words:
        if not _HINT.search(folded, *span):
            continue
        for start, end in sentences(folded, *span):
            if match := alternatives("criteria", "scope").search(folded, start, end):
                spans.append(trim(folded, match.end(), _meaning(folded, end, span[1])))
            elif match := alternatives("criteria", "scope_tail").search(folded, start, end):
                spans.append(trim(folded, start, match.start()))
    return [Found(start, end, "criterion.scope") for start, end in spans if end - start >= _AT_LEAST]


def _meaning(folded: str, end: int, last: int) -> int:
    """The end of the sentences that go on to say what the words of the scope mean（其中，…是指…）."""
    for first, stop in sentences(folded, end, last):
        if not _MEANS.search(folded, first, stop):
            break
        end = stop
    return end
