"""The entry point: from a file through every stage to its records."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from extract.gazette import Gazette, issue_record
from extract.guide import Card, card_outline, card_record
from schemas.records import Annotations, AnyRecord, Issue, Metadata, Policy, Provision, Source
from schemas.text import Document, Note, Outline, Part, Text


def _stage(module: str, name: str, fallback: Any) -> Any:
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, SyntaxError):
        return fallback


def _no_text(_: Document) -> Text:
    raise NotImplementedError("extract.layout is not there yet")


def extract(path: Path) -> list[AnyRecord]:
    """The records of one file, in document order.

    Errors: schemas.errors.Unreadable where the file cannot be read faithfully.
    """
    read = _stage("extract.read", "read", None)
    tidy = _stage("extract.layout", "tidy", _no_text)
    return records(tidy(read(path)))


def records(text: Text) -> list[AnyRecord]:
    """The records of one tidied text, in document order."""
    split = _stage("extract.split", "split", lambda t: [Part("policy", t.paragraphs, 1)])
    source = _source(text.document, text)
    return [_record(part, text, source) for part in split(text)]


def _record(part: Part, text: Text, source: Source) -> AnyRecord:
    if isinstance(part, Gazette):
        return issue_record(part, text, source)
    if isinstance(part, Card):
        return _card(part, text, source)
    return _policy(part, text, source)


def _card(part: Card, text: Text, source: Source) -> AnyRecord:
    outline = card_outline(part, text)
    found = _stage("extract.pipeline", "annotate", lambda *_: Annotations())(outline, Metadata())
    return card_record(part, text, source, outline, provisions(outline), found)


def _policy(part: Part, text: Text, source: Source) -> Policy:
    read_outline = _stage("extract.outline", "outline", lambda p, t: Outline(p, t.text, t.text, ()))
    outline: Outline = read_outline(part, text)
    meta: Metadata = _stage("extract.metadata", "metadata", lambda *_: Metadata())(part, outline, text)
    found: Annotations = _stage("extract.pipeline", "annotate", lambda *_: Annotations())(outline, meta)
    doubts = (*map(_issue, outline.notes), *meta.issues, *found.issues)
    fields = {name: getattr(meta, name) for name in Metadata.model_fields if name != "issues"}
    fields |= {name: getattr(found, name) for name in Annotations.model_fields if name != "issues"}
    page = int(dict(part.context).get("page") or (part.paragraphs[0].page if part.paragraphs else 1))
    return Policy(**fields, page=page, provisions=provisions(outline), issues=doubts, source=source)


def provisions(outline: Outline) -> tuple[Provision, ...]:
    """The units of an outline as records, in reading order."""
    units = outline.units
    return tuple(
        Provision(
            path=unit.path,
            label=unit.label,
            level=unit.level,
            heading=unit.heading,
            text="\n".join(outline.text[start:end] for start, end in unit.spans),
            parent=None if unit.parent is None else units[unit.parent].path,
            ordinal=ordinal,
            page=unit.page,
            start=min((start for start, _ in unit.spans), default=0),
            end=max((end for _, end in unit.spans), default=0),
            rule="outline",
        )
        for ordinal, unit in enumerate(units)
    )


def _issue(note: Note) -> Issue:
    return Issue(code=note.code, message=note.message, level=note.level, page=note.page, start=note.start)


def _source(document: Document, text: Text) -> Source:
    confidences = [line.confidence for page in document.pages for line in page.lines if line.confidence is not None]
    return Source(
        path=document.path,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=len(document.pages),
        chars=len(text.text),
        ocr=any(page.ocr for page in document.pages),
        confidence=round(sum(confidences) / len(confidences), 4) if confidences else None,
    )
