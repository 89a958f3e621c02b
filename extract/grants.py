"""Which provisions grant anything: all of an incentive policy, single ones of a law, a plan, a form."""

from __future__ import annotations

from itertools import islice

from extract.reading import alternatives, sentences
from schemas.text import Outline

_GRANT = alternatives("criteria", "grants")
_FAVOUR = alternatives("criteria", "favours")
_NO_FAVOUR = alternatives("criteria", "not_favours")
_PENAL = alternatives("criteria", "penal")
_PASSED = alternatives("criteria", "passed")
_CHAPTERS = ("part", "chapter", "section")
_AT_LEAST = 2
_UNITS_A_GRANT = 20


def grants(outline: Outline) -> bool:
    """Whether a guide card, or a policy that speaks of grants at least twice and in one of twenty provisions.

    A statute is none, nor what mentions a subsidy somewhere: their conditions are for permits and penalties.
    """
    if outline.part.kind == "guide_card":
        return True
    if any(unit.level in _CHAPTERS and _PENAL.search(unit.heading) for unit in outline.units):
        return False
    if any(_PASSED.search(paragraph.text) for paragraph in outline.head):
        return False
    first = min((start for unit in outline.units for start, _ in unit.spans), default=0)
    last = max((end for unit in outline.units for _, end in unit.spans), default=0)
    enough = max(_AT_LEAST, -(-len(outline.units) // _UNITS_A_GRANT))
    return sum(1 for _ in islice(_GRANT.finditer(outline.folded, first, last), enough)) == enough


def favouring(outline: Outline) -> frozenset[int]:
    """Indexes of the units in which a sentence gives somebody a favour, and of the units below them."""
    found: set[int] = set()
    for n, unit in enumerate(outline.units):
        if unit.parent in found or any(_favour(outline.folded, *span) for span in unit.spans):
            found.add(n)
    return frozenset(found)


def favours(folded: str, start: int, end: int) -> bool:
    """Whether a sentence gives somebody a favour that is no praise, no damages and no matter of a court."""
    return _FAVOUR.search(folded, start, end) is not None and not _NO_FAVOUR.search(folded, start, end)


def _favour(folded: str, start: int, end: int) -> bool:
    return _FAVOUR.search(folded, start, end) is not None and any(
        favours(folded, *sentence) for sentence in sentences(folded, start, end)
    )
