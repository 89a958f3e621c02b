"""From a part's paragraphs to its outline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.fold import folded_file
from extract.outline.labels import Label
from extract.outline.reader import Reader
from extract.outline.tree import Node
from extract.outline.units import units
from schemas.text import Note, Outline, Paragraph, Part, Text, Unit

PREAMBLE = "前言"


def outline(part: Part, text: Text) -> Outline:
    """The outline of one part of `text`."""
    folded = folded_file(text.text)
    reader = Reader(part.paragraphs, folded)
    reader.read()
    notes = reader.tree.notes
    found = units(reader.tree.nodes, text.text, notes)
    if reader.front:
        found = (_preamble(reader.front), *(replace(unit, parent=_moved(unit.parent)) for unit in found))
    head, tail = tuple(reader.head), tuple(reader.tail)
    return Outline(part, text.text, folded, found, head, tail, tuple(notes), _pages(part.paragraphs))


def outline_fields(part: Part, text: Text, fields: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Outline:
    """The outline of a card whose fields are already cut out.

    `fields` are (name, [(start, end), …]) in reading order; the stretches are places in the file's text, one for each
    paragraph of the field's value. Every field is a unit whose path is its name; its items hang below it
    (服务内容/1/（1）).
    """
    folded = folded_file(text.text)
    nodes: list[Node] = []
    notes: list[Note] = []
    pages = _pages(part.paragraphs)
    for name, spans in fields:
        pieces = [_piece(text, pages, start, end) for start, end in spans if start < end]
        if not pieces:
            continue
        reader = Reader(pieces, folded, Label("head", 0, name, pieces[0].start, pieces[0].start))
        reader.read()
        for node in reader.tree.nodes:
            node.parent = None if node.parent is None else node.parent + len(nodes)
        nodes += reader.tree.nodes
        notes += reader.tree.notes
    found = units(nodes, text.text, notes)
    return Outline(part, text.text, folded, found, notes=tuple(notes), _pages=pages)


def _preamble(paragraphs: Sequence[Paragraph]) -> Unit:
    spans = tuple((paragraph.start, paragraph.end) for paragraph in paragraphs)
    return Unit(PREAMBLE, PREAMBLE, "preamble", "", spans, paragraphs[0].page, None)


def _moved(parent: int | None) -> int | None:
    return None if parent is None else parent + 1


def _piece(text: Text, pages: Sequence[tuple[int, int]], start: int, end: int) -> Paragraph:
    page = pages[0][1] if pages else 1
    for at, number in pages:
        if at > start:
            break
        page = number
    return Paragraph(text.text[start:end], start, end, page)


def _pages(paragraphs: Iterable[Paragraph]) -> tuple[tuple[int, int], ...]:
    return tuple(place for paragraph in paragraphs for place in ((paragraph.start, paragraph.page), *paragraph.breaks))
