"""A policy as nodes and relationships."""

from __future__ import annotations

from graph.agencies import agencies_of, is_somebody
from graph.fragment.draft import Draft, Fragment
from graph.fragment.grants import grants, limits
from graph.fragment.mentions import mentions
from graph.fragment.provisions import provisions
from graph.identity import number_key, plain_name
from schemas.records import Policy


def policy(record: Policy, id_: str) -> Fragment:
    """The policy under the id that it is given, with its provisions and all that they say."""
    draft = Draft("Policy", id_)
    here = ("Policy", id_)
    draft.node(
        "Policy",
        id_,
        doc_number=number_key(record.doc_number),
        doc_numbers=[number_key(number) for number in record.doc_numbers] if len(record.doc_numbers) > 1 else None,
        title=record.title,
        notice_title=record.notice_title,
        kind=record.kind,
        trial=record.trial,
        level=record.level,
        region=record.region,
        issued_on=record.issued_on,
        printed_on=record.printed_on,
        effective_from=record.effective_from,
        expires_on=record.expires_on,
        stub=False,
        page=record.page,
        source=record.source.sha256,
    )
    agencies = agencies_of(record)
    for type_, names in (
        ("ISSUED_BY", record.issuers),
        ("INTERPRETED_BY", record.interpreted_by),
        ("COPIED_TO", record.copied_to),
    ):
        for name in names:
            if plain_name(name):
                draft.edge(type_, here, draft.agency(agencies, name), as_written=name)
    if record.region:
        draft.edge("APPLIES_IN", here, draft.region(record.region))
    places = provisions(draft, id_, record.provisions)
    grants(draft, here, places, record.quantities, record.criteria)
    limits(draft, places, record.limits)
    for charge in record.responsible:
        at = places.at(charge.path, charge.start)
        for name in charge.agencies:
            if at is not None and plain_name(name) and is_somebody(name):
                draft.edge("RESPONSIBLE", at, draft.agency(agencies, name), as_written=name)
    mentions(draft, record)
    return draft.done()
