"""Clauses with a number that is asked for: a threshold is a criterion, whatever the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.criteria.atoms import within
from extract.criteria.clauses import BRACKET, Found
from extract.criteria.granting import core
from extract.reading import Span, clauses, sentences, trim
from schemas.records import Quantity


def thresholds(folded: str, words: Iterable[Span], numbers: Sequence[Quantity]) -> list[Found]:
    """The clauses of a unit's words in which one of `numbers`, sorted by their places, stands; a grant cut off."""
    out: list[Found] = []
    for first, last in words:
        if not within(numbers, first, last):
            continue
        for start, end in sentences(folded, first, last):
            for a, b in clauses(folded, start, end) if within(numbers, start, end) else ():
                here = within(numbers, a, b)
                if here:
                    grant = core().search(folded, here[-1].end, b)
                    a = bracket.end() if (bracket := BRACKET.match(folded, a, here[0].start)) else a
                    a, b = trim(folded, a, grant.start() if grant else b)
                    out.append(Found(a, b, "criterion.threshold"))
    return out
