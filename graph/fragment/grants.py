"""Criteria, benefits and limits under the provision, or the card, that says them."""

from __future__ import annotations

from graph.fragment.draft import Draft
from graph.fragment.provisions import Places
from graph.identity import plain_name
from graph.kinds import recipients
from schemas.records import Criterion, Limit, Quantity


def grants(
    draft: Draft,
    whole: tuple[str, str],
    places: Places | None,
    quantities: tuple[Quantity, ...],
    criteria: tuple[Criterion, ...],
) -> None:
    """Criteria and benefits under the provision they stand in, or under the card itself (`places` None)."""
    ids: dict[int, str] = {}
    for index, criterion in enumerate(criteria):
        at = whole if places is None else places.at(criterion.path, criterion.start)
        if at is None:
            continue
        ids[index] = id_ = draft.numbered(f"{at[1]}/c")
        draft.node(
            "Criterion",
            id_,
            text=criterion.text,
            of=criterion.of,
            op=criterion.op,
            value=criterion.value,
            unit=criterion.unit,
            numeric=criterion.numeric,
            group=criterion.group,
            any=criterion.any,
            page=criterion.page,
            start=criterion.start,
            end=criterion.end,
        )
        draft.edge("REQUIRES", at, ("Criterion", id_))
    for quantity in quantities:
        at = whole if places is None else places.at(quantity.path, quantity.start)
        if at is None or quantity.role != "benefit":
            continue
        id_ = draft.numbered(f"{at[1]}/b")
        here = ("Benefit", id_)
        draft.node(
            "Benefit",
            id_,
            text=quantity.text,
            value=quantity.value,
            unit=quantity.unit,
            op=quantity.op,
            per=quantity.per,
            of=quantity.of,
            who=quantity.who,
            method=quantity.method,
            currency=quantity.currency,
            page=quantity.page,
            start=quantity.start,
            end=quantity.end,
        )
        draft.edge("GRANTS", at, here)
        who = "" if "recipient_unsure" in quantity.flags else quantity.who
        for recipient in recipients(who) or filter(None, [plain_name(who)]):
            draft.edge("FOR", here, draft.share("Recipient", recipient))
        for index in quantity.hangs_on:
            if index in ids:
                draft.edge("IF", here, ("Criterion", ids[index]))


def limits(draft: Draft, places: Places, found: tuple[Limit, ...]) -> None:
    """Limits under their provisions, bound to the provisions that they name."""
    for limit in found:
        at = places.at(limit.path, limit.start)
        if at is None:
            continue
        id_ = draft.numbered(f"{at[1]}/l")
        draft.node(
            "Limit",
            id_,
            text=limit.text,
            kind=limit.kind,
            refs=limit.refs,
            page=limit.page,
            start=limit.start,
            end=limit.end,
        )
        draft.edge("LIMITS", at, ("Limit", id_))
        for path in limit.refs:
            if (bound := places.exactly(path)) is not None:
                draft.edge("BINDS", ("Limit", id_), bound)
