"""The scope: for whom the whole document is（本办法适用于…、支持对象为…、本办法所称…企业是指…、…参照执行）."""

from __future__ import annotations

import re

from extract.criteria.clauses import Found
from extract.limits import limiting
from extract.reading import Span, alternatives, clauses, composed, sentences, trim
from extract.recipients import is_qualified
from schemas.text import Outline

_HINT = alternatives("criteria", "scope_hints")
# 风险补贴项目，是指…: what is paid for, explained
_TERM = composed("criteria", r"(?:其中[,:])?[^,。;:]{2,24}{termed}(?:\([^()]*\))?,?是指")
_MEANS = re.compile(r"是指|(?<=[^,])包括")
_AT_LEAST = 5
# what they may or shall do, behind who they are
_THEN = re.compile(r"[均都也]?(?:可|应|须|不得)")
# more than a kind of recipient
_SAID = alternatives("criteria", "said_of_recipients")


def scope(outline: Outline, words: list[Span]) -> list[Found]:
    """What the sentences on scope in a unit's words say of whom it is for."""
    folded = outline.folded
    spans: list[Span] = []
    for span in words:
        if not _HINT.search(folded, *span):
            continue
        for start, end in sentences(folded, *span):
            if spans and start < spans[-1][1]:
                continue
            if match := alternatives("criteria", "scope").search(folded, start, end):
                spans.append(trim(folded, match.end(), _meaning(folded, end, span[1])))
            elif match := _TERM.match(folded, start, end):
                spans.append(trim(folded, match.end(), end))
            elif match := alternatives("criteria", "scope_tail").search(folded, start, end):
                spans.append(trim(folded, start, match.start()))
    return [Found(start, end, "criterion.scope") for start, end in spans if end - start >= _AT_LEAST]


def audience(folded: str, words: list[Span]) -> list[Found]:
    """What a guide card's field of recipients says of them, beside their bare kind (企业、项目)."""
    spans: list[Span] = []
    for span in words:
        for start, end in sentences(folded, *span):
            pieces = clauses(folded, start, end)
            urged = alternatives("criteria", "encouraging")
            stop = next(
                (a for a, b in pieces if urged.match(folded, a, b) or (a > start and _THEN.match(folded, a, b))), end
            )
            start, stop = trim(folded, start, stop)
            said = folded[start:stop]
            if (_SAID.search(said) or is_qualified(said)) and not limiting(folded, start, stop):
                spans.append((start, stop))
    return [Found(start, end, "criterion.audience") for start, end in spans if end - start >= _AT_LEAST]


def _meaning(folded: str, end: int, last: int) -> int:
    """The end of the sentences that go on to say what the words of the scope mean（其中，…是指…）."""
    for first, stop in sentences(folded, end, last):
        if not _MEANS.search(folded, first, stop):
            break
        end = stop
    return end
