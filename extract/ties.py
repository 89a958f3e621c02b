"""Which benefit hangs on which criterion, where the text ties them: in one sentence, or by the list it leads into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.records import Criterion, Quantity
from schemas.text import Outline

_STOPS = ("。", ";", "\n")


def with_ties(quantities: Iterable[Quantity], criteria: Sequence[Criterion], outline: Outline) -> tuple[Quantity, ...]:
    """The quantities, each benefit with the indexes of the criteria it hangs on.

    A benefit hangs on the criterion before it in its sentence, all of that criterion's group; where its sentence has
    none, on the only group that stands before it in its provision; and on the items of a list that it leads into.
    """
    quantities = tuple(quantities)
    here: dict[str, list[int]] = {}
    led: dict[str, list[int]] = {}
    for n, criterion in enumerate(criteria):
        here.setdefault(criterion.path, []).append(n)
        if criterion.rule == "criterion.item" and criterion.group != criterion.path:
            led.setdefault(criterion.group, []).append(n)
    ties = {
        n: sorted({*_before(outline.folded, each, criteria, here.get(each.path, [])), *led.get(each.path, [])})
        for n, each in enumerate(quantities)
        if each.role == "benefit"
    }
    _align(quantities, ties, criteria)
    return tuple(
        each.model_copy(update={"hangs_on": tuple(ties[n])}) if ties.get(n) else each
        for n, each in enumerate(quantities)
    )


def _before(folded: str, quantity: Quantity, criteria: Sequence[Criterion], here: list[int]) -> list[int]:
    """The group of criteria that the number follows."""
    before = [n for n in here if criteria[n].end <= quantity.start and criteria[n].rule != "criterion.scope"]
    if not before:
        return []
    first = min(criteria[n].start for n in before)
    sentence = max(folded.rfind(stop, first, quantity.start) for stop in _STOPS)
    near = [n for n in before if criteria[n].start > sentence]
    if not near and len({criteria[n].group for n in before}) > 1:
        return []
    last = max(near or before, key=lambda n: criteria[n].end)
    return [n for n in before if criteria[n].group == criteria[last].group]


def _align(quantities: Sequence[Quantity], ties: dict[int, list[int]], criteria: Sequence[Criterion]) -> None:
    """超过1亿元、5亿元的，分别给予30万元、50万元: as many tiers as sums, so each sum hangs on its own tier."""
    sharing: dict[tuple[int, ...], list[int]] = {}
    for n, own in sorted(ties.items()):
        if len(own) > 1 and all(criteria[c].any and criteria[c].numeric for c in own):
            sharing.setdefault(tuple(own), []).append(n)
    for tiers, sums in sharing.items():
        if len(tiers) == len(sums):
            for tier, n in zip(tiers, sums, strict=True):
                ties[n] = [tier]
