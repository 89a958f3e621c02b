"""The record of one guide card: its fields read, its texts outlined and annotated."""

from __future__ import annotations

from collections.abc import Iterator

from extract.bodies import split_names
from extract.clip import Span, clip
from extract.guide import values
from extract.guide.cards import Card, Field
from extract.outline import outline_fields
from schemas.records import Annotations, Contact, GuideCard, Issue, Provision, Source
from schemas.text import Note, Outline, Paragraph, Text

OUTLINED = ("audience", "content", "conditions", "process", "frequency")
"""The fields whose texts hold provisions."""


def card_outline(card: Card, text: Text) -> Outline:
    """The provisions of a card: one for each field that has a text, its items below（服务内容/1/（1））."""
    fields = [
        (field.name, [(paragraph.start, paragraph.end) for paragraph in _paragraphs(text, field)])
        for field in card.fields
        if field.key in OUTLINED and field.lines
    ]
    return outline_fields(card, text, fields)


def _paragraphs(text: Text, field: Field) -> Iterator[Paragraph]:
    return clip(text, Span(field.lines[0].start, field.lines[-1].end))


def card_record(
    card: Card, text: Text, source: Source, outline: Outline, provisions: tuple[Provision, ...], found: Annotations
) -> GuideCard:
    """The record of a card, from its fields and what was found in its texts."""
    fields = {field.key: field for field in card.fields}
    plain = {key: _plain(text, field) for key, field in fields.items()}
    published = values.published(plain.get("published_on", ""))
    numbers, misprints = values.doc_numbers(plain.get("doc_numbers", ""))
    contacts, doubts = values.contacts(_lines(text, fields.get("contacts")))
    issuers = split_names(plain.get("issuers", ""))
    joined = [contact.agency for contact in contacts if values.run_together(contact, issuers)]
    doubts += tuple(Note("bodies_run_together", f"the source prints several bodies as one: {name}") for name in joined)
    page = card.paragraphs[0].page if card.paragraphs else 1
    notes = (*card.notes, *misprints, *published.notes, *doubts, *outline.notes)
    return GuideCard(
        guide=card.guide,
        ordinal=card.ordinal,
        part=card.header.part,
        subpart=card.header.subpart,
        number=card.header.number,
        title=card.header.title,
        policy_title=card.header.policy_title,
        basis=values.titles(plain.get("basis", "")),
        issuers=issuers,
        doc_numbers=numbers,
        published_on=published.day,
        tool_class=values.listed(plain.get("tool_class", "")),
        audience=values.none_if_empty(plain.get("audience", "")),
        frequency=values.none_if_empty(plain.get("frequency", "")),
        content=_whole(text, fields.get("content")) or "",
        conditions=_whole(text, fields.get("conditions")),
        process=_whole(text, fields.get("process")),
        contacts=tuple(_placed(contact, fields["contacts"], page) for contact in contacts),
        page=page,
        provisions=provisions,
        quantities=found.quantities,
        criteria=found.criteria,
        limits=found.limits,
        issues=(*(_issue(note, card, page) for note in notes), *found.issues),
        source=source,
    )


def _lines(text: Text, field: Field | None) -> str:
    """The field's printed lines, each on its own line."""
    return "\n".join(text.text[slice(*span)] for span in field.lines) if field else ""


def _plain(text: Text, field: Field) -> str:
    """The field's value on one line, as the tidied text has it."""
    if not field.lines:
        return ""
    value = text.text[field.lines[0].start : field.lines[-1].end]
    return "".join(part.strip() for line in value.split("\n") for part in line.split(" | "))


def _whole(text: Text, field: Field | None) -> str | None:
    """The field's paragraphs, or None where it is missing or empty."""
    if field is None or not field.lines:
        return None
    return "\n".join(p.text for p in _paragraphs(text, field)) or None


def _placed(contact: Contact, field: Field, page: int) -> Contact:
    where = {"page": page, "start": field.lines[0].start, "end": field.lines[-1].end, "rule": "guide.contacts"}
    return contact.model_copy(update=where)


def _issue(note: Note, card: Card, page: int) -> Issue:
    start = card.header.start if note.start is None else note.start
    return Issue(code=note.code, message=note.message, level=note.level, page=note.page or page, start=start)
