"""Criteria: the words that say who or what qualifies for what is granted, numeric or not.

Three sources: the items of a list of conditions, whole; the clauses on which a grant hangs; the sentence on scope
（本办法适用于…）. A document that grants nothing has none. Items that shut out（有下列情形的，不予支持）have op 'not':
none of their group may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.criteria.atoms import atoms
from extract.criteria.clauses import Found, granted_on
from extract.criteria.reading import Span, alternatives, own_words, sentences, trim
from extract.criteria.sections import Section, introduces, sections
from extract.grants import grants
from extract.limits import limiting
from schemas.records import Criterion, Quantity
from schemas.text import Outline

__all__ = ["criteria"]

_SCOPE_HINT = re.compile(r"适用|对象|参照|比照|所称|范围")
_MEANS = re.compile(r"是指|(?<=[^,])包括")
# parts of a document in which nothing is granted, by their headings
_ELSEWHERE = re.compile(
    r"监督|绩效|申报(?:材料|程序|流程|与审核)|审核|管理与|职责|工作程序|法律责任|组织(?:管理|实施)|资金拨付|罚则"
)


def criteria(outline: Outline, quantities: Iterable[Quantity] = ()) -> list[Criterion]:
    """Every criterion of the outline, in reading order; numbers are taken from the quantities that they overlap."""
    if not grants(outline):
        return []
    words = [own_words(outline, unit) for unit in outline.units]
    lists = sections(outline, words)
    silent = _silent(outline)
    numbers = sorted((q for q in quantities if q.role == "criterion"), key=lambda q: q.start)
    out: list[Criterion] = []
    for n, unit in enumerate(outline.units):
        if n in lists:
            groups = _items(outline, unit.path, words[n], lists[n])
        elif n in silent:
            groups = _scope(outline, words[n])
        else:
            scope = _scope(outline, words[n])
            clauses = _clauses(outline, n, words[n])
            groups = [*scope, *(one for one in clauses if not any(_overlap(one, other) for other in scope))]
        taken = 0
        for found, section in sorted(groups, key=lambda pair: pair[0].start):
            if found.start >= taken:
                taken = found.end
                group = f"{unit.path}#{found.start}" if section is None else outline.units[section.unit].path
                out += atoms(outline, unit.path, found, group, section is not None and section.any, numbers)
    return out


def _overlap(one: tuple[Found, Section | None], other: tuple[Found, Section | None]) -> bool:
    return one[0].start < other[0].end and other[0].start < one[0].end


def _items(outline: Outline, path: str, words: list[Span], section: Section) -> list[tuple[Found, Section | None]]:
    """The words of an item under a list of conditions, unless they only lead on or only limit."""
    if introduces(outline, words):
        return []
    rule = "criterion.shut_out" if section.shuts_out else "criterion.item"
    if section.by_heading and outline.units[section.unit].path == path:
        words = _without_heading(outline, outline.units[section.unit].heading, words)
    whole = [Found(*_without_lead(outline.folded, *span), rule) for span in words]
    return [(found, section) for found in whole if not _only_limits(outline, found)]


def _without_heading(outline: Outline, heading: str, words: list[Span]) -> list[Span]:
    if not words or not outline.text.startswith(heading, words[0][0]):
        return words
    start, end = trim(outline.folded, words[0][0] + len(heading), words[0][1])
    return [(start, end), *words[1:]] if start < end else words[1:]


def _without_lead(folded: str, start: int, end: int) -> Span:
    """扶持对象是指在…注册的企业: what says of the item that it is on the scope does not belong to it."""
    scope = alternatives("criteria", "scope").match(folded, start, end)
    return trim(folded, scope.end() if scope else start, end)


def _only_limits(outline: Outline, found: Found) -> bool:
    pieces = list(sentences(outline.folded, found.start, found.end))
    return len(pieces) == 1 and found.end - found.start < 48 and limiting(outline.folded, *pieces[0])


def _scope(outline: Outline, words: list[Span]) -> list[tuple[Found, Section | None]]:
    folded = outline.folded
    out: list[tuple[Found, Section | None]] = []
    for span in words:
        if not _SCOPE_HINT.search(folded, *span):
            continue
        for start, end in sentences(folded, *span):
            if match := alternatives("criteria", "scope").search(folded, start, end):
                first, last = trim(folded, match.end(), _meaning(folded, end, span[1]))
                if last - first >= 4:
                    out.append((Found(first, last, "criterion.scope"), None))
            elif match := alternatives("criteria", "scope_tail").search(folded, start, end):
                first, last = trim(folded, start, match.start())
                if last - first >= 6:
                    out.append((Found(first, last, "criterion.scope"), None))
    return out


def _meaning(folded: str, end: int, last: int) -> int:
    """The end of the sentences that go on to say what the words of the scope mean（其中，…是指…）."""
    for first, stop in sentences(folded, end, last):
        if not _MEANS.search(folded, first, stop):
            break
        end = stop
    return end


def _clauses(outline: Outline, index: int, words: list[Span]) -> list[tuple[Found, Section | None]]:
    folded = outline.folded
    out: list[tuple[Found, Section | None]] = []
    leads_on = introduces(outline, words)
    for span in words:
        for start, end in sentences(folded, *span):
            last = leads_on and end == words[-1][1]
            out += [(found, None) for found in granted_on(folded, start, end, last)]
    return out


def _silent(outline: Outline) -> set[int]:
    """Units in parts of the document where nothing is granted."""
    out: set[int] = set()
    for n, unit in enumerate(outline.units):
        if unit.parent in out or (unit.level in ("part", "chapter", "section") and _ELSEWHERE.search(unit.heading)):
            out.add(n)
    return out
