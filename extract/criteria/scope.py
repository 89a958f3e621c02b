"""The scope: for whom the whole document is（本办法适用于…、支持对象为…、本办法所称…企业是指…、…参照执行）.

With it the words of its own that a document explains, and until when its benefits must be asked for.
"""

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
# “高级管理人员”，是指…: a word of the document's own grants explained
_QUOTED = re.compile(
    r"[^。;:]{0,30}“[^”]{2,20}”(?:\([^()]*\))?,?(?:是指|指(?!的是|标|导|定|数|南)|指的是|应(?:同时)?(?:符合|满足))"
)
# until when one must ask for it（应于登记注册之日起3年内提出申请）
_ASKED = alternatives("criteria", "asked_for")
_OFFICE = alternatives("criteria", "office_work")
_UNTIL = composed(
    "criteria",
    r"(?:首次[^,]{0,10})?(?:应当?|须|需)?[于在自从][^,。;]{2,40}之日起[^,。;\d]{0,4}(?:\d+|[一二三四五六七八九十]+)"
    r"个?(?:月|年|日|天)内(?:[^,。;]{0,20}{asked_for}[^,。;]{0,12})?",
)
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
            elif match := alternatives("criteria", "scope_whole").search(folded, start, end):
                spans.append(trim(folded, match.start(), end))
            elif match := _TERM.match(folded, start, end):
                spans.append(trim(folded, match.end(), end))
            elif match := _QUOTED.match(folded, start, end):
                spans.append(trim(folded, match.end(), _until_limit(folded, match.end(), end)))
            elif match := alternatives("criteria", "scope_tail").search(folded, start, end):
                spans.append(trim(folded, start, match.start()))
    return [Found(start, end, "criterion.scope") for start, end in spans if end - start >= _AT_LEAST]


def _until_limit(folded: str, start: int, end: int) -> int:
    """Where a limit ends the words that explain（…，同一产品最多获奖一次）, or their end."""
    return next((a for a, b in clauses(folded, start, end)[1:] if limiting(folded, a, b)), end)


def terms(folded: str, words: list[Span]) -> list[Found]:
    """Until when, from an event on, one must ask for what is granted（应在证书核发之日起12个月内申报）."""
    spans = [
        trim(folded, *match.span())
        for span in words
        if folded.find("之日起", *span) >= 0
        for start, end in sentences(folded, *span)
        if _ASKED.search(folded, start, end)
        for match in _UNTIL.finditer(folded, start, end)
        if not _OFFICE.search(folded, match.start(), max(match.end(), folded.find(",", match.end(), end)))
    ]
    return [Found(start, end, "criterion.term") for start, end in spans]


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
