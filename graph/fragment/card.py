"""A guide card as nodes and relationships."""

from __future__ import annotations

from graph.agencies import agencies_of
from graph.fragment.draft import Draft, Fragment
from graph.fragment.grants import grants
from graph.identity import plain_name, title_key
from schemas.records import GuideCard


def card_id(record: GuideCard) -> str:
    """guide title/ordinal; cards of a book without a title go by its file."""
    return f"{record.guide or record.source.sha256}/{record.ordinal}"


def card(record: GuideCard) -> Fragment:
    """The card, what it grants, and the policies it tells of."""
    id_ = card_id(record)
    draft = Draft("GuideCard", id_)
    here = ("GuideCard", id_)
    draft.node(
        "GuideCard",
        id_,
        ordinal=record.ordinal,
        part=record.part,
        subpart=record.subpart,
        number=record.number,
        title=record.title,
        published_on=record.published_on,
        tool_class=record.tool_class,
        audience=record.audience,
        frequency=record.frequency,
        content=record.content,
        conditions=record.conditions,
        process=record.process,
        page=record.page,
        source=record.source.sha256,
    )
    agencies = agencies_of(record)
    for name in record.issuers:
        if plain_name(name):
            draft.edge("ISSUED_BY", here, draft.agency(agencies, name), as_written=name)
    for contact in record.contacts:
        if plain_name(contact.agency):
            end = draft.agency(agencies, contact.agency)
            draft.edge("CONTACT", here, end, phones=contact.phones, as_written=contact.agency)
    grants(draft, here, None, record.quantities, record.criteria)
    summarised(draft, record)
    return draft.done()


def summarised(draft: Draft, record: GuideCard) -> None:
    """The policies that a card tells of."""
    for number, title in _told(record):
        draft.mention("SUMMARISES", number, title)


def _told(record: GuideCard) -> list[tuple[str | None, str | None]]:
    """(number, title) of the policies a card tells: by number where it gives any, else by the titles of its basis.

    A title is put beside a number only where there is one of each; which of several belongs to which is not said.
    """
    titles = [title for title in record.basis if title_key(title)]
    if len(record.doc_numbers) == 1 and len(titles) == 1:
        return [(record.doc_numbers[0], titles[0])]
    if record.doc_numbers:
        return [(number, None) for number in record.doc_numbers]
    return [(None, title) for title in titles or [record.policy_title or ""] if title_key(title)]
