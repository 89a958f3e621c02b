"""From pages of lines to paragraphs: furniture out, printed lines and cut paragraphs joined.

Afterwards: no paragraph is empty or has white space at its ends; no white space stands beside a Chinese character or a
full-width mark; no page number, running head or markup sign is left; every paragraph knows its page.
"""

from __future__ import annotations

from extract.layout.draft import assemble
from extract.layout.printed import paragraphs
from schemas.text import Document, Text


def tidy(document: Document) -> Text:
    """The tidied text of `document`; lines with coordinates go through the geometry, others through their punctuation."""
    return assemble(document, paragraphs(document))
