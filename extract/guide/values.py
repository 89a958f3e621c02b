"""The values of a guide card's fields: what is printed in a cell, read as titles, bodies, numbers, dates and phones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extract.bodies import split_names
from extract.doc_numbers import normalise
from extract.fold import fold
from schemas.records import Contact
from schemas.tables import values
from schemas.text import Note

_NOTHING = re.compile(r"[/\-无、\s]*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|400-?\d{3}-?\d{4}|(?:\(?0\d{2,3}\)?-?)?[2-9]\d{6,7}(?:-\d{1,5})?|1[02]\d{3}|9\d{4})(?!\d)"
)
_SEPARATORS = " \n:：;；,，、。/"


class Dated(NamedTuple):
    """A date, and the doubts about it."""

    day: str | None
    notes: tuple[Note, ...]


def none_if_empty(text: str) -> str | None:
    """The text, or None where the cell is empty or holds a slash."""
    return None if _NOTHING.fullmatch(text) else text


def titles(text: str) -> tuple[str, ...]:
    """The titles in 《》 of a cell, nested ones with their marks; the whole cell where it has none."""
    found, depth, start = [], 0, 0
    for at, c in enumerate(text):
        if c == "《":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif c == "》" and depth:
            depth -= 1
            if not depth:
                found.append(text[start:at])
    if depth:
        found.append(text[start:])
    return tuple(found) if found else tuple(filter(None, [none_if_empty(text)]))


def listed(text: str) -> tuple[str, ...]:
    """The items of a list with 、 or /."""
    return tuple(item.strip() for item in re.split(r"[、，,/；;]", text) if item.strip())


def doc_numbers(text: str) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The document numbers of a cell in their normal form; a note for each that is printed in another order."""
    found: list[str] = []
    notes: list[Note] = []
    for item in listed(re.sub(r"\s+", "", fold(text))):
        number = normalise(item)
        if number and item.startswith("〔"):
            notes.append(Note("doc_number_order", f"the source prints {item}, read as {number}"))
        elif number is None and none_if_empty(item):
            notes.append(Note("doc_number_unreadable", f"{item} reads as no document number"))
        if number or none_if_empty(item):
            found.append(number or item)
    return tuple(found), tuple(notes)


def published(text: str) -> Dated:
    """The first date of a cell as ISO; a note where it is not padded, not a date, or not the only one."""
    found = list(_DATE.finditer(fold(text)))
    if not found:
        cause = (Note("date_unreadable", f"no date in {text!r}"),) if none_if_empty(text) else ()
        return Dated(None, cause)
    notes = []
    if len(found) > 1:
        notes.append(Note("several_dates", f"several dates, the first is kept: {text}", "info"))
    year, month, day = found[0].groups()
    if "-" in found[0][0] and len(month + day) < 4:
        notes.append(Note("date_not_padded", f"the source prints {found[0][0]}", "info"))
    try:
        return Dated(date(int(year), int(month), int(day)).isoformat(), tuple(notes))
    except ValueError:
        return Dated(None, (*notes, Note("date_unreadable", f"{found[0][0]} is no date")))


def run_together(contact: Contact, issuers: tuple[str, ...]) -> bool:
    """Whether the contact's name is several of the card's issuers without a sign between them."""
    named = [name for name in issuers if name in contact.agency]
    return len(named) > 1 and contact.agency == "".join(named)


def contacts(text: str) -> tuple[tuple[Contact, ...], tuple[Note, ...]]:
    """Bodies with their phones; words such as 政策咨询 before a phone name no body, so the body before keeps it.

    As many bodies as phones in one entry（甲局、乙局：1、2）are told apart, one phone each.
    """
    found: list[tuple[str, list[str]]] = []
    notes: list[Note] = []
    last = 0
    folded = fold(text)
    for phone in _PHONE.finditer(folded):
        between = text[last : phone.start()]
        name = between.strip(_SEPARATORS)
        if not found or (name and not name.endswith(tuple(values("guide", "topics")))):
            found.append((name, []))
            if between.rstrip().endswith(("；", ";")):
                notes.append(Note("separator", f"the source prints {between.strip()[-1]} before {phone[0]}", "info"))
        found[-1][1].append(phone[0])
        last = phone.end()
    if not found and none_if_empty(text):
        found.append((text.strip(_SEPARATORS), []))
    return tuple(_paired(found)), tuple(notes)


def _paired(found: Sequence[tuple[str, list[str]]]) -> Iterator[Contact]:
    for name, phones in found:
        names = split_names(name)
        if len(names) == len(phones) > 1:
            yield from (Contact(agency=one, phones=(phone,)) for one, phone in zip(names, phones, strict=True))
        else:
            yield Contact(agency=name, phones=tuple(phones))
