"""Which benefit hangs on which criterion, where the text ties them: in one sentence, or by the list it leads into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.records import Criterion, Quantity
from schemas.text import Outline

_STOPS = ("。", ";", "\n")


def with_ties(
    quantities: Iterable[Quantity], criteria: Sequence[Criterion], outline: Outline
) -> tuple[Quantity, ...]:
    """The quantities, each benefit with the indexes of the criteria it hangs on.

    A benefit hangs on the criterion before it in its sentence, all of that criterion's group; where its sentence has
    none, on the only group that stands before it in its provision; and on the items of a list that it leads into.
    """
    at: dict[str, list[int]] = {}
    for n, criterion in enumerate(criteria):
        at.setdefault(criterion.path, []).append(n)
    leads: dict[str, list[int]] = {}
    for n, criterion in enumerate(criteria):
        if criterion.rule == "criterion.item" and criterion.group != criterion.path:
            leads.setdefault(criterion.group, []).append(n)
    out = []
    for quantity in quantities:
        if quantity.role == "benefit":
            own = _own(outline.folded, quantity, criteria, at.get(quantity.path, []))
            led = leads.get(quantity.path, [])
            if ties := tuple(sorted({*own, *led})):
                quantity = quantity.model_copy(update={"hangs_on": ties})
        out.append(quantity)
    return tuple(out)


def _own(folded: str, quantity: Quantity, criteria: Sequence[Criterion], here: list[int]) -> list[int]:
    before = [n for n in here if criteria[n].end <= quantity.start and criteria[n].rule != "criterion.scope"]
    if not before:
        return []
    sentence = max(folded.rfind(stop, 0, quantity.start) for stop in _STOPS)
    near = [n for n in before if criteria[n].start > sentence]
    groups = {criteria[n].group for n in before}
    if not near and len(groups) > 1:
        return []
    last = max(near or before, key=lambda n: criteria[n].end)
    return [n for n in before if criteria[n].group == criteria[last].group]
