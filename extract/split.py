"""Cut a tidied text into parts: a gazette's issue and policies, a guide book's cards, a compilation's policies."""

from __future__ import annotations

from extract.gazette import gazette
from extract.guide import cards
from schemas.text import Part, Text


def split(text: Text) -> list[Part]:
    """The parts of a text, in document order; at least one."""
    if book := cards(text):
        return list(book)
    if issue := gazette(text):
        return issue
    return [Part("policy", text.paragraphs, 1)]
