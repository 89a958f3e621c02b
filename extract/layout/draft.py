"""Paragraphs on their way: what both layouts (with and without coordinates) hand over, and how it becomes a Text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.text import Document, Note, Paragraph, ParagraphKind, Text

_WIDE = (
    r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f"
    r"\u2014\u2018-\u201d\u2026\u2460-\u24ff\u00b7\u2103\u00d7"
)
_BLANK = r"[ \t\u3000\xa0\u2000-\u200b\u202f\ufeff]"
_BLANKS = re.compile(rf"{_BLANK}+(?:(?=[{_WIDE}%‰)\],;:!?])|$)|(?<=[{_WIDE}(\[]){_BLANK}+", re.M)
_RUN = re.compile(rf"{_BLANK}{{2,}}|[\t\u3000\xa0\u2000-\u200b\u202f\ufeff]")


@dataclass(slots=True)
class Draft:
    """One paragraph before its offsets are known; `text` is squeezed, `breaks` are (offset in `text`, page)."""

    text: str
    page: int
    kind: ParagraphKind = "text"
    breaks: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    confidence: float | None = None


def squeeze(text: str) -> str:
    """`text` without white space beside a Chinese character or full-width mark; one blank between Latin words."""
    return _BLANKS.sub("", _RUN.sub(" ", text)) if not text.isalnum() else text


def glue(before: str, after: str) -> str:
    """What stands between two printed lines of one paragraph: a blank between Latin words, else nothing."""
    if before and after and before[-1].isascii() and after[0].isascii() and after[0].isalnum():
        return " " if before[-1].isalnum() or before[-1] in ",.;:" else ""
    return ""


def table(rows: Iterable[Iterable[str]], page: int) -> Draft:
    """A ruled table as one paragraph: cells joined by ' | ', rows by line ends."""
    cells = tuple(tuple(squeeze(cell.replace("\n", "").replace("\f", "")).strip() for cell in row) for row in rows)
    return Draft("\n".join(" | ".join(row) for row in cells), page, "table", rows=cells)


def assemble(document: Document, drafts: Iterable[Draft], notes: Iterable[Note] = ()) -> Text:
    """The Text of `drafts`: empty ones dropped, the others joined by line ends, offsets counted."""
    paragraphs: list[Paragraph] = []
    at = 0
    for draft in drafts:
        text = draft.text
        if not text or text.isspace():
            continue
        end = at + len(text)
        breaks = tuple((at + offset, page) for offset, page in draft.breaks)
        paragraphs.append(Paragraph(text, at, end, draft.page, draft.kind, breaks, draft.rows, draft.confidence))
        at = end + 1
    joined = "\n".join([paragraph.text for paragraph in paragraphs])
    return Text(document, tuple(paragraphs), joined, (*document.notes, *notes))
