"""Criteria: the words that say who or what qualifies for what is granted, numeric or not.

Three sources: the items of a list of conditions, whole; the clauses on which a grant hangs; the sentence on scope
（本办法适用于…）. A document that grants nothing has none. Items that shut out（有下列情形的，不予支持）have op 'not':
none of their group may hold.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.criteria.atoms import atoms
from extract.criteria.clauses import Found, granted_on
from extract.criteria.items import items
from extract.criteria.scope import audience, scope, terms
from extract.criteria.sections import introduces, sections
from extract.criteria.thresholds import thresholds
from extract.grants import favouring, favours, grants
from extract.guide.labels import field_of
from extract.reading import Span, alternatives, own_words, sentences, trim
from schemas.records import Criterion, Quantity
from schemas.text import Outline

__all__ = ["criteria"]

_DUTIES = alternatives("criteria", "duties")


def criteria(outline: Outline, quantities: Iterable[Quantity] = ()) -> list[Criterion]:
    """Every criterion of the outline, in reading order; numbers are taken from the quantities that they overlap."""
    whole = grants(outline)
    read = frozenset(range(len(outline.units))) if whole else favouring(outline)
    if not read:
        return []
    words = [own_words(outline, unit) if n in read else [] for n, unit in enumerate(outline.units)]
    lists = sections(outline, words)
    silent = _silent(outline)
    numbers = sorted((q for q in quantities if q.role == "criterion"), key=lambda q: q.start)
    out: list[Criterion] = []
    for n in sorted(read):
        unit, section = outline.units[n], lists.get(n)
        if section is not None:
            found = items(outline, n, words[n], section)
        else:
            found = [one for one in scope(outline, words[n]) if whole or _is_for_favours(outline.folded, one)]
            if unit.parent is None and field_of(unit.label) == "audience":
                found = _apart(found, audience(outline.folded, words[n]))
            if n not in silent:
                found = _apart(found, _clauses(outline, words[n], whole))
                found = _apart(found, terms(outline.folded, words[n])) if whole else found
                found = _apart(found, thresholds(outline.folded, words[n], numbers)) if whole else found
        for one in (_closed(outline.folded, one) for one in found):
            group = f"{unit.path}#{one.start}" if section is None else outline.units[section.unit].path
            out += atoms(outline, unit.path, one, group, section is not None and section.any, numbers)
    return out


def _clauses(outline: Outline, words: list[Span], whole: bool) -> list[Found]:
    """The clauses of a unit on which a grant hangs; where not the whole document grants, those of its favours."""
    out: list[Found] = []
    leads_on = introduces(outline, words)
    for span in words:
        tiers = False
        for start, end in sentences(outline.folded, *span):
            if not whole and not favours(outline.folded, start, end):
                continue
            tiers = tiers and outline.folded[start - 1] == ";"
            found = granted_on(outline.folded, start, end, leads_on and end == words[-1][1], tiers)
            if not whole:
                found = [one for one in found if _is_sure(outline.folded, one)]
            tiers = tiers or bool(found)
            out += found
    return out


def _closed(folded: str, found: Found) -> Found:
    """The words without a bracket that they do not end（2年内申请（以申请时间｜计算））."""
    last = folded.rfind("(", found.start + 1, found.end)
    if last < 0 or ")" in folded[last : found.end]:
        return found
    return found._replace(end=trim(folded, found.start, last)[1])


def _is_for_favours(folded: str, found: Found) -> bool:
    """Whether the words of a scope go on to a favour（年满60周岁…的公民，享受本办法规定的优待）."""
    stop = folded.find("。", found.end)
    return favours(folded, found.end, stop if stop > 0 else len(folded))


def _is_sure(folded: str, found: Found) -> bool:
    """Whether words qualify somebody beyond doubt: a favour in a statute or a plan has no other favours around it."""
    return found.rule not in ("criterion.once_done", "criterion.served") and not _DUTIES.search(
        folded, found.start, found.end
    )


def _apart(first: list[Found], more: list[Found]) -> list[Found]:
    """Both, in reading order, without what of the second overlaps the first."""
    free = [one for one in more if not any(one.start < other.end and other.start < one.end for other in first)]
    return sorted([*first, *free])


def _silent(outline: Outline) -> set[int]:
    """Units in parts of the document where nothing is granted."""
    out: set[int] = set()
    headings, fields = alternatives("criteria", "silent_headings"), alternatives("criteria", "silent_fields")
    for n, unit in enumerate(outline.units):
        elsewhere = unit.level in ("part", "chapter", "section") and headings.search(unit.heading)
        if unit.parent in out or elsewhere or (unit.parent is None and fields.search(unit.label)):
            out.add(n)
    return out
