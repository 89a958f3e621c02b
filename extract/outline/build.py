"""From segments to the outline: labels hung in a tree, text without a label given to its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, cast

from extract.fold import fold
from extract.outline.labels import Label
from extract.outline.margins import lists_annexes, preamble_start, starts_foot
from extract.outline.segments import Segment, segments
from extract.outline.tree import Node, Tree
from schemas.text import Note, Outline, Paragraph, Part, Text, Unit

PREAMBLE = "前言"
Level = Literal["preamble", "part", "chapter", "section", "article", "item", "subitem", "annex"]

_folded = lru_cache(maxsize=4)(fold)
_STOP = re.compile(r"[。;；!！?？…:：][”’」)）》]*$")
_SHORT = re.compile(r"[^。,;:，；：]{1,44}。")
_QUOTES_TEXT = re.compile(r"(?:修改为|改为|增加|作为|修正为|表述为).{0,40}?[::]?“[^”]*$|^“[^”]*$", re.S)


def outline(part: Part, text: Text) -> Outline:
    """The outline of one part."""
    folded = _folded(text.text)
    reader = _Reader(part.paragraphs, folded)
    reader.read()
    return _outline(part, text, folded, reader)


def outline_fields(part: Part, text: Text, fields: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Outline:
    """The outline of a card whose fields are already cut out.

    `fields` are (name, [(start, end), …]) in reading order; the stretches are places in the file's text, one for each
    paragraph of the field's value. Every field is a unit whose path is its name; its items hang below (服务内容/1/（1）).
    """
    folded = _folded(text.text)
    nodes: list[Node] = []
    notes: list[Note] = []
    for name, spans in fields:
        pieces = [
            Paragraph(text.text[start:end], start, end, _page_at(part.paragraphs, start)) for start, end in spans if start < end
        ]
        if not pieces:
            continue
        reader = _Reader(pieces, folded, Label("head", 0, name, pieces[0].start, pieces[0].start))
        reader.read()
        offset = len(nodes)
        for node in reader.tree.nodes:
            node.parent = None if node.parent is None else node.parent + offset
        nodes += reader.tree.nodes
        notes += reader.tree.notes
    units = _units(nodes, text.text, notes)
    return Outline(part, text.text, folded, units, notes=tuple(notes), _pages=_pages(part.paragraphs))


def _page_at(paragraphs: Sequence[Paragraph], start: int) -> int:
    page = paragraphs[0].page if paragraphs else 1
    for paragraph in paragraphs:
        if paragraph.start > start:
            break
        page = paragraph.page
        for at, number in paragraph.breaks:
            page = number if at <= start else page
    return page


def _pages(paragraphs: Iterable[Paragraph]) -> tuple[tuple[int, int], ...]:
    return tuple(place for p in paragraphs for place in ((p.start, p.page), *p.breaks))


class _Reader:
    """Reads a part's segments in order; afterwards `tree`, `head`, `front` and `tail` hold them all."""

    def __init__(self, paragraphs: Sequence[Paragraph], folded: str, field: Label | None = None) -> None:
        self.paragraphs = paragraphs
        self.folded = folded
        self.field = field
        self.segments = segments(paragraphs, folded)
        self.tree = Tree(folded, frozenset() if field else _chapters(self.segments, folded))
        self.head: list[Paragraph] = []
        self.front: list[Paragraph] = []
        self.tail: list[Paragraph] = []
        self._articles = {s.label.number for s in self.segments if s.label and s.label.kind == "article" and not s.label.weak}
        self._footed = False
        self._quoted = 0
        self._lead = False

    def read(self) -> None:
        """Give every segment its place."""
        if self.field:
            self.tree.add(self.field, self.paragraphs[0].page, False)
            self.tree.nodes[0].loose = True
        first = 0 if self.field else _body(self.segments, self.folded)
        self.front = [s.paragraph for s in self.segments[:first] if s.first]
        for at in range(first, len(self.segments)):
            segment = self.segments[at]
            if self._takes_label(segment, at):
                continue
            if self._footed or self._starts_foot(segment, at):
                self._footed = True
                self._put_tail(segment)
            elif self.tree.open:
                self._attach(segment, at)
            else:
                self.front.append(segment.paragraph)
        cut = len(self.front) if self.field else preamble_start(self.front, self.folded)
        self.head, self.front = self.front[:cut], self.front[cut:]

    def _starts_foot(self, segment: Segment, at: int) -> bool:
        if self.field or not segment.first or self._quoted or not self.tree.nodes:
            return False
        return starts_foot(self.segments, at, self.folded) and not self._resumes(at)

    def _resumes(self, at: int) -> bool:
        """True where the numbers of this text go on below, before any annex."""
        for segment in self.segments[at + 1 :]:
            if label := segment.label:
                if label.kind == "annex":
                    return False
                if label.kind in ("cn", "article", "chapter") and not label.weak and self.tree.expects(label):
                    return True
        return False

    def _put_tail(self, segment: Segment) -> None:
        if segment.first:
            self.tail.append(segment.paragraph)
        elif segment.paragraph is not (self.tail[-1] if self.tail else None):
            self.tree.nodes[self.tree.open[-1]].spans.append((segment.start, segment.end))

    def _takes_label(self, segment: Segment, at: int) -> bool:
        label = segment.label
        if label is None or self._inside_quotation(segment):
            return False
        if label.kind == "annex":
            if self.field or not self.tree.nodes:
                return False
            if lists_annexes(self.segments, at, self.folded):
                self._footed = not self.field
                return False
        elif self._footed and label.kind not in ("part", "chapter", "article") or self.field and label.kind in ("part", "chapter", "section", "article", "head"):
            return False
        if label.kind == "head" and self._titles_annex() or label.kind == "article" and label.weak and label.number in self._articles:
            return False
        if not self.tree.add(label, _page_in(segment), self._lead):
            return False
        self._footed = False
        self._put(self.tree.nodes[-1], segment)
        node = self.tree.nodes[-1]
        text = self.folded[label.end : segment.end]
        node.loose = not _STOP.search(text) or bool(_SHORT.fullmatch(text)) and self._like_its_neighbour(node)
        return True

    def _titles_annex(self) -> bool:
        """True right below the word 附件: what stands there is the annex's title."""
        top = self.tree.top
        return top is not None and top.label.kind == "annex" and len(top.spans) == 1

    def _like_its_neighbour(self, node: Node) -> bool:
        """False where the item before, in the same list, is one sentence without text below it."""
        return node.before is None or len(self.tree.nodes[node.before].spans) > 1

    def _inside_quotation(self, segment: Segment) -> bool:
        """Articles quoted by an amendment are text of the item that quotes them."""
        if not self._quoted:
            return False
        top, label = self.tree.top, segment.label
        if self._quoted > 60 or top and label and label.kind == top.label.kind and label.number == top.label.number + 1:
            self._quoted = 0
            return False
        return True

    def _put(self, node: Node, segment: Segment) -> None:
        node.spans.append((segment.start, segment.end))
        text = self.folded[segment.start : segment.end]
        self._lead = node.lead = text.endswith(":") or bool(re.search("(?:如下|下列|以下)[^。;]{0,30}[:。]?$", text))
        if self._quoted:
            self._quoted = 0 if text.count("”") > text.count("“") else self._quoted + 1
        elif _QUOTES_TEXT.search(text):
            self._quoted = 1

    def _attach(self, segment: Segment, at: int) -> None:
        """Text without a label: to the open unit, or to the one above whose list it closes."""
        nodes, open_ = self.tree.nodes, self.tree.open
        depth = len(open_) - 1
        node = nodes[open_[depth]]
        if segment.first and not node.loose and segment.paragraph.kind != "table" and not self._quoted and not self._goes_on(at):
            while depth and nodes[open_[depth]].label.kind not in ("article", "annex", "head") and nodes[open_[depth - 1]].lead:
                depth -= 1
                if self._next_is_sibling(at, nodes[open_[depth]]):
                    break
        self._put(nodes[open_[depth]], segment)
        if node.loose and segment.paragraph.kind != "heading":
            node.loose = nodes[open_[depth]] is node and len(node.spans) < 2

    def _goes_on(self, at: int) -> bool:
        top = self.tree.top
        return top is not None and self._next_is_sibling(at, top)

    def _next_is_sibling(self, at: int, node: Node) -> bool:
        """True where the next label in the text is the next number of `node`'s own list."""
        for segment in self.segments[at + 1 : at + 40]:
            if segment.label and not segment.label.weak:
                return segment.label.kind == node.label.kind and segment.label.number == node.label.number + 1
        return False


def _page_in(segment: Segment) -> int:
    page = segment.paragraph.page
    for at, number in segment.paragraph.breaks:
        page = number if at <= segment.start else page
    return page


def _chapters(found: Sequence[Segment], folded: str) -> frozenset[str]:
    """Item kinds that hold articles in this part: short headings 一、… with 第X条 between them."""
    kinds = [s.label.kind for s in found if s.label]
    if kinds.count("article") < 3 or "cn" not in kinds or kinds.index("cn") > kinds.index("article") or "chapter" in kinds:
        return frozenset()
    heads = [s for s in found if s.label and s.label.kind == "cn"]
    short = sum(s.end - s.start < 40 and not _STOP.search(folded[s.start : s.end]) for s in heads)
    return frozenset(("cn",)) if len(heads) > 1 and short >= 0.8 * len(heads) else frozenset()


def _body(found: Sequence[Segment], folded: str) -> int:
    """Index of the first segment after the table of contents; 0 where there is none."""
    start = next((i for i, s in enumerate(found) if folded[s.start : s.end] == "目录"), None)
    if start is None:
        return _chapters_listed(found, folded)
    listed: dict[str, int] = {}
    for at in range(start + 1, len(found)):
        segment = found[at]
        text = re.sub(r"[.…·\s]{2,}\(?\d*\)?$|\d+$", "", folded[segment.start : segment.end])
        if text in listed and segment.label:
            return at
        if segment.label and segment.label.kind == "article":
            return 0 if len(listed) < 2 else max(listed.values()) + 1
        listed[text] = at
        if segment.end - segment.start > 80:
            return 0
    return 0


def _chapters_listed(found: Sequence[Segment], folded: str) -> int:
    """Index at which the first chapter comes again after a bare list of chapters and sections; 0 where there is none."""
    first = next((at for at, s in enumerate(found) if s.label and s.label.kind in ("part", "chapter")), len(found))
    for at in range(first + 1, len(found)):
        segment = found[at]
        if folded[segment.start : segment.end] == folded[found[first].start : found[first].end]:
            return at
        if not segment.label or segment.label.kind not in ("part", "chapter", "section", "head"):
            return 0
    return 0


def _outline(part: Part, text: Text, folded: str, reader: _Reader) -> Outline:
    nodes, notes = reader.tree.nodes, list(reader.tree.notes)
    units = list(_units(nodes, text.text, notes))
    if reader.front:
        spans = tuple((p.start, p.end) for p in reader.front)
        units = [
            Unit(PREAMBLE, PREAMBLE, "preamble", "", spans, reader.front[0].page, None),
            *(_moved(unit) for unit in units),
        ]
    return Outline(
        part, text.text, folded, tuple(units), tuple(reader.head), tuple(reader.tail), tuple(notes), _pages(part.paragraphs)
    )


def _moved(unit: Unit) -> Unit:
    parent = None if unit.parent is None else unit.parent + 1
    return Unit(unit.path, unit.label, unit.level, unit.heading, unit.spans, unit.page, parent)


def _units(nodes: Sequence[Node], text: str, notes: list[Note]) -> tuple[Unit, ...]:
    restarts = _restarts(nodes)
    holders = {node.parent for node in nodes}
    paths: list[str] = []
    seen: set[str] = set()
    units: list[Unit] = []
    for index, node in enumerate(nodes):
        path = _path(nodes, paths, index, restarts)
        if path in seen and not node.again:
            notes.append(Note("path_repeat", f"{path} comes again", "warning", node.page, node.label.start))
        seen.add(path)
        paths.append(path)
        heading = _heading(node, text, index in holders)
        level = _level(nodes, node)
        units.append(Unit(path, node.label.name, level, heading, tuple(node.spans), node.page, node.parent))
    return tuple(units)


def _annex(nodes: Sequence[Node], node: Node) -> int | None:
    """Index of the annex that holds `node`."""
    parent = node.parent
    while parent is not None and nodes[parent].label.kind != "annex":
        parent = nodes[parent].parent
    return parent


def _restarts(nodes: Sequence[Node]) -> frozenset[int | None]:
    """The annexes (None: the body) in which articles count from one again in another chapter."""
    firsts: dict[int | None, set[int | None]] = {}
    for node in nodes:
        if node.label.kind == "article" and node.label.number == 1 and not node.label.sub:
            firsts.setdefault(_annex(nodes, node), set()).add(node.parent)
    return frozenset(annex for annex, parents in firsts.items() if len(parents) > 1)


def _path(nodes: Sequence[Node], paths: Sequence[str], index: int, restarts: frozenset[int | None]) -> str:
    node = nodes[index]
    parent = node.parent
    if node.label.kind == "article" and not (restarts and _annex(nodes, node) in restarts):
        parent = _annex(nodes, node)
    return node.label.name if parent is None else f"{paths[parent]}/{node.label.name}"


def _level(nodes: Sequence[Node], node: Node) -> Level:
    kind = node.label.kind
    if kind in ("annex", "part", "chapter", "section", "article"):
        return cast(Level, kind)
    if kind == "head":
        return "chapter"
    parent = None if node.parent is None else nodes[node.parent].label.kind
    if parent is None or parent == "annex":
        return "article"
    return "subitem" if parent not in ("article", "cn", "head", "chapter", "section", "part") else "item"


def _heading(node: Node, text: str, holds: bool) -> str:
    """The unit's first paragraph where that is no sentence, or one short sentence with text or items below it."""
    if node.label.kind == "head":
        return node.label.name
    if not node.spans or node.spans[0][1] - node.label.end > 60:
        return ""
    first = text[node.label.end : node.spans[0][1]].strip(" :：【】[]")
    if _SHORT.fullmatch(first) and (holds or len(node.spans) > 1):
        return first[:-1]
    return "" if _STOP.search(first) else first
