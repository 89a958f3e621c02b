"""Limits: what takes a benefit away or ties benefits together（不重复、从优、不得同时享受、只能获得一次、除外、不含）.

A limit is quoted from the clause that opens its condition to the end of its sentence's limiting part. Sanctions,
repayment, exits from a list and caps on one benefit are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.grants import favouring, favours, grants
from extract.quantities.context import sections
from extract.reading import Span, alternatives, clauses, composed, own_words, sentences, trim
from extract.refs import provisions_named
from schemas.records import Criterion, Limit
from schemas.tables import rows
from schemas.text import Outline, Unit

Kind = Literal["not_together", "best_only", "once", "ceiling", "exception"]

_BRACKET = re.compile(r"\(([^()]*)\)")
_HINT = alternatives("limits", "hints")
# characters of a provision above that tell what it is about
_OPENING = 60
_GRANTS = re.compile(r"给予|予以")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    match: str
    several: bool = False
    formal: bool = False
    source: str = ""


@cache
def _rules() -> tuple[tuple[_Row, re.Pattern[str]], ...]:
    return tuple((row, composed("limits", row.match)) for row in rows("limits", "row", _Row))


_SHUT_OUT = _Row(name="shut_out", kind="exception", match="")


def limits(outline: Outline, conditions: Iterable[Criterion] = ()) -> list[Limit]:
    """Every limit of the outline's units, in reading order.

    `conditions` are its criteria: the cases in which nothing is given（有下列情形之一的，不予资助）take a benefit away,
    unless they stand in a list of conditions.
    """
    found = list(_shut_out(outline, conditions))
    whole = grants(outline)
    for unit in outline.units if whole else (outline.units[n] for n in sorted(favouring(outline))):
        for start, end in own_words(outline, unit):
            if (whole or favours(outline.folded, start, end)) and _HINT.search(outline.folded, start, end):
                found += _in_words(outline, unit, start, end)
    return sorted({(one.path, one.start, one.end): one for one in found}.values(), key=lambda limit: limit.start)


def _shut_out(outline: Outline, conditions: Iterable[Criterion]) -> Iterator[Limit]:
    """The cases outside of lists of conditions in which nothing is given, with the words that lead into them."""
    asked = {unit.path for unit, kind in zip(outline.units, sections(outline), strict=True) if kind == "conditions"}
    units = {unit.path: unit for unit in outline.units}
    groups: set[str] = set()
    for one in conditions:
        lead = units.get(one.group)
        # a whole article on them is no list of conditions, whatever its chapter is called
        whole = lead is not None and lead.level == "article" and outline.part.kind == "policy"
        if one.op != "not" or (one.path in asked and not whole):
            continue
        if lead and one.group != one.path and one.group not in groups:
            groups.add(one.group)
            said = own_words(outline, lead)[-1:]
            yield from (_limit(outline, lead, list(sentences(outline.folded, *span))[-1], _SHUT_OUT) for span in said)
        yield _limit(outline, units[one.path], (one.start, one.end), _SHUT_OUT)


def limiting(folded: str, start: int, end: int) -> bool:
    """Whether a piece of text limits a benefit by one of the rules, brackets left aside."""
    if not _HINT.search(folded, start, end):
        return False
    brackets = [match.span() for match in _BRACKET.finditer(folded, start, end)]
    return _rule(folded, start, start, end, brackets) is not None


def _in_words(outline: Outline, unit: Unit, start: int, end: int) -> list[Limit]:
    folded, found = outline.folded, []
    for first, last in sentences(folded, start, end):
        if not _HINT.search(folded, first, last):
            continue
        leads = last == end and folded.startswith(":", end)
        other = not leads and alternatives("limits", "not_limits").search(folded, first, last)
        if leads or other:
            # of a sentence that leads into items, or on something else, the brackets alone: 申报主体为…（不含…），
            # 应具备以下条件：; 符合以下3个条件之一，可申请补贴（每人只能享受一次）
            spans = _in_brackets(folded, start, first, last)
        else:
            spans = _limiting_spans(folded, start, first, last)
        papers = alternatives("limits", "papers").search(folded, start, end)
        for span, row in spans:
            from_papers = papers and row.formal
            if row.kind != "exception" or (not (other or from_papers) and _of_a_benefit(outline, unit, start, end)):
                found.append(_limit(outline, unit, span, row))
    return found


def _of_a_benefit(outline: Outline, unit: Unit, start: int, end: int) -> bool:
    """Whether a paragraph, its unit, or the opening of a provision above it, speaks of a benefit."""
    benefits = alternatives("limits", "benefits")
    if any(benefits.search(outline.folded, *span) for span in ((start, end), *unit.spans)):
        return True
    while unit.parent is not None:
        unit = outline.units[unit.parent]
        if any(benefits.search(outline.folded, first, min(last, first + _OPENING)) for first, last in unit.spans[:1]):
            return True
    return False


def _limiting_spans(folded: str, words: int, start: int, end: int) -> list[tuple[Span, _Row]]:
    """The limiting spans of a sentence; `words` is where the unit's paragraph starts."""
    pieces = clauses(folded, start, end)
    brackets = [match.span(1) for match in _BRACKET.finditer(folded, start, end)]
    ruled = [_rule(folded, words, *piece, apart=brackets) for piece in pieces]
    hits = [n for n, row in enumerate(ruled) if row]
    if not hits:
        return _in_brackets(folded, words, start, end)
    first, last, row = hits[0], hits[-1], ruled[hits[0]]
    assert row is not None
    while first > 0 and alternatives("limits", "opening").match(folded, *pieces[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and alternatives("limits", "closing").match(folded, *pieces[last + 1]):
        last += 1
    before = _in_brackets(folded, words, start, pieces[first][0])
    return [*before, (trim(folded, pieces[first][0], pieces[last][1]), row)]


def _in_brackets(folded: str, words: int, start: int, end: int) -> list[tuple[Span, _Row]]:
    """The limits that stand in brackets between start and end."""
    brackets = [match.span(1) for match in _BRACKET.finditer(folded, start, end)]
    return [found for bracket in brackets for found in _limiting_spans(folded, words, *bracket)]


def _rule(folded: str, words: int, start: int, end: int, apart: Sequence[Span] = ()) -> _Row | None:
    """The first rule that finds a limit between start and end, outside of the spans set apart (brackets)."""
    for row, pattern in _rules():
        match = pattern.search(folded, start, end)
        if match is None or any(a <= match.start() < b for a, b in apart):
            continue
        if not row.several or len(_GRANTS.findall(folded, words, start)) >= 2:
            return row
    return None


def _limit(outline: Outline, unit: Unit, span: Span, row: _Row) -> Limit:
    start, end = span
    return Limit(
        path=unit.path,
        text=outline.text[start:end],
        kind=row.kind,
        refs=provisions_named(outline, outline.folded[start:end]),
        page=outline.page_at(start),
        start=start,
        end=end,
        rule=f"limit.{row.name}",
    )
