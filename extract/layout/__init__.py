"""From pages of lines to paragraphs: furniture out, printed lines and cut paragraphs joined.

Afterwards: no paragraph is empty or has white space at its ends; no white space stands beside a Chinese character or a
full-width mark; no page number, running head or markup sign is left; every paragraph knows its page.
"""

from __future__ import annotations

from extract.layout import geometry, printed
from extract.layout.draft import assemble
from extract.layout.misread import righted
from schemas.text import Document, Note, Text


def tidy(document: Document) -> Text:
    """The tidied text of `document`; lines with coordinates are joined by geometry, others by their punctuation."""
    stage = geometry if geometry.has_coordinates(document) else printed
    drafts = stage.paragraphs(document)
    notes: list[Note] = []
    if any(page.ocr for page in document.pages):
        return assemble(document, righted(drafts, notes), notes)
    return assemble(document, drafts)
