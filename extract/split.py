"""Cut a tidied text into parts: a gazette's issue and policies, a guide book's cards, a compilation's policies."""

from __future__ import annotations

from extract.compilation import policies
from extract.gazette import gazette
from extract.guide import cards
from schemas.text import Part, Text


def split(text: Text) -> list[Part]:
    """The parts of a text, in document order; a file that is none of these is one policy, its annexes with it."""
    for kind in (cards, gazette, policies):
        if parts := kind(text):
            return list(parts)
    return [Part("policy", text.paragraphs, 1)]
