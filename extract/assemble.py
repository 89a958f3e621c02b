"""The entry point: from a file through every stage to its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unicodedata import category

from extract.gazette import Gazette, issue_record
from extract.guide import Card, card_outline, card_record
from extract.layout import tidy
from extract.metadata import metadata
from extract.outline import outline as read_outline
from extract.pipeline import annotate
from extract.read import read, read_bytes
from extract.split import split
from schemas.errors import Unreadable
from schemas.records import (
    Annotations,
    AnyRecord,
    GuideCard,
    Issue,
    Metadata,
    Policy,
    Provision,
    Quantity,
    Source,
)
from schemas.text import Note, Outline, Part, Text

_ARTICLE = re.compile(r"第.{1,7}条")
SURE = 0.9
"""Mean OCR confidence of a paragraph below which its numbers are marked."""


def extract(path: Path) -> list[AnyRecord]:
    """The records of one file, in document order.

    Errors: schemas.errors.Unreadable where the file cannot be read faithfully, or holds no policy at all: news, answers
    to questions, readmes and licences must not become policies.
    """
    return _official(records(tidy(read(path))))


def extract_bytes(data: bytes, path: Path, sha256: str) -> list[AnyRecord]:
    """As `extract`, of a file already loaded; what a guard's child does (see extract.safely)."""
    return _official(records(tidy(read_bytes(data, path, sha256, guarded=True))))


def _official(found: list[AnyRecord]) -> list[AnyRecord]:
    if not any(map(_is_official, found)):
        raise Unreadable(
            "no_policy",
            "no policy was found in it: no document number, no issuer, no genre in its title and no articles",
        )
    return found


def _is_official(record: AnyRecord) -> bool:
    """Whether anything in it is the mark of an official document."""
    if not isinstance(record, Policy):
        return True
    articles = any(_ARTICLE.fullmatch(provision.label) for provision in record.provisions)
    return bool(record.doc_number or record.issuers or (record.kind and _is_plain(record.title)) or articles)


def _is_plain(title: str) -> bool:
    """Whether a title is written as offices write: in Chinese, without pictures（🚀 GitHub Pages 部署指南）."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in title)
    return 2 * chinese > len(title) and not any(category(char) == "So" for char in title)


def records(text: Text) -> list[AnyRecord]:
    """The records of one tidied text, in document order."""
    source = _source(text)
    parts = split(text)
    doubts = _doubts(text, parts)
    return [_record(part, text, source, doubts[n]) for n, part in enumerate(parts)]


def _record(part: Part, text: Text, source: Source, doubts: Sequence[Note]) -> AnyRecord:
    if isinstance(part, Gazette):
        record: AnyRecord = issue_record(part, text, source)
    elif isinstance(part, Card):
        record = _card(part, text, source)
    else:
        record = _policy(part, text, source)
    return record.model_copy(update={"issues": (*map(_issue, doubts), *record.issues)}) if doubts else record


def _card(part: Card, text: Text, source: Source) -> GuideCard:
    outline = card_outline(part, text)
    found = annotate(outline, Metadata())
    found = found.model_copy(update={"quantities": tuple(_flagged(found.quantities, part))})
    return card_record(part, text, source, outline, provisions(outline), found)


def _policy(part: Part, text: Text, source: Source) -> Policy:
    outline = read_outline(part, text)
    meta = metadata(part, outline, text)
    found = annotate(outline, meta)
    fields = {name: getattr(meta, name) for name in Metadata.model_fields}
    fields |= {name: getattr(found, name) for name in Annotations.model_fields}
    fields["quantities"] = tuple(_flagged(found.quantities, part))
    fields["issues"] = (*map(_issue, outline.notes), *meta.issues, *found.issues)
    page = int(dict(part.context).get("page") or (part.paragraphs[0].page if part.paragraphs else 1))
    return Policy(**fields, page=page, provisions=provisions(outline), source=source)


def _doubts(text: Text, parts: Sequence[Part]) -> list[list[Note]]:
    """The notes of reading and tidying, each with the part in which it stands; those without a place with the first."""
    doubts: list[list[Note]] = [[] for _ in parts]
    starts = [part.paragraphs[0].start if part.paragraphs else 0 for part in parts]
    for note in (*text.document.notes, *text.notes):
        place = note.start or 0
        home = max((n for n, start in enumerate(starts) if start <= place), key=lambda n: starts[n], default=0)
        doubts[home].append(note)
    return doubts


def _flagged(quantities: Iterable[Quantity], part: Part) -> Iterator[Quantity]:
    """The quantities, those read from print by OCR with little confidence marked as such."""
    unsure = [(p.start, p.end) for p in part.paragraphs if p.confidence is not None and p.confidence < SURE]
    for quantity in quantities:
        doubtful = any(start <= quantity.start < end for start, end in unsure)
        flags = (*quantity.flags, "ocr_low_confidence")
        yield quantity.model_copy(update={"flags": flags}) if doubtful else quantity


def provisions(outline: Outline) -> tuple[Provision, ...]:
    """The units of an outline as records, in reading order."""
    units = outline.units
    starts = _starts(outline)
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
            start=starts[ordinal],
            end=max((end for _, end in unit.spans), default=starts[ordinal]),
            rule="outline",
        )
        for ordinal, unit in enumerate(units)
    )


def _starts(outline: Outline) -> list[int]:
    """Where each unit begins; one without a text of its own begins where the next does."""
    starts: list[int] = []
    for unit in reversed(outline.units):
        starts.append(min((start for start, _ in unit.spans), default=starts[-1] if starts else 0))
    return starts[::-1]


def _issue(note: Note) -> Issue:
    return Issue(code=note.code, message=note.message, level=note.level, page=note.page, start=note.start)


def _source(text: Text) -> Source:
    document = text.document
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
