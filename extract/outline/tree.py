"""Where a label hangs: the stack of open units and what the numbers say."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.outline.labels import RANK, STRUCTURAL, Label
from schemas.text import Note

_FURTHEST = 20
"""A number this far beyond the last of its list（119、120等紧急热线）is text."""


@dataclass(slots=True)
class Node:
    """A unit in the making."""

    label: Label
    parent: int | None
    page: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    again: bool = False
    """True in the second and later lists of one unit, which count from one again."""
    before: int | None = None
    """Index of the unit before it in the same list."""
    loose: bool = False
    """True while the unit has only a heading and the text below it is still to come."""
    introduces: bool = False
    """True where any of the unit's paragraphs ended in a colon: the units below are its list."""
    _lead: bool = False

    @property
    def lead(self) -> bool:
        """True where the unit's text ends in a colon so far: what follows is its list."""
        return self._lead

    @lead.setter
    def lead(self, leads: bool) -> None:
        self._lead = leads
        self.introduces |= leads


class Tree:
    """The units found so far and those still open."""

    def __init__(self, chapters: frozenset[str]) -> None:
        self.chapters = chapters
        """Item kinds that stand over the articles of this part（一、 … 第一条）."""
        self.nodes: list[Node] = []
        self.open: list[int] = []
        self.notes: list[Note] = []
        self._last: dict[str, Label] = {}
        self._lists: dict[tuple[int | None, str], int] = {}
        self._fresh_chapter = False

    @property
    def top(self) -> Node | None:
        """The innermost open unit."""
        return self.nodes[self.open[-1]] if self.open else None

    def rank(self, label: Label) -> float:
        """Rank of a label's kind in this part."""
        return 2.5 if label.kind in self.chapters else 2 if label.kind == "head" else RANK[label.kind]

    def add(self, label: Label, page: int, leads: bool) -> bool:
        """Hang `label` where it belongs; False where it is no label but running text.

        `leads`: the text just before ends in a colon or is a heading.
        """
        structural = label.kind in STRUCTURAL or label.kind == "head" or label.kind in self.chapters
        placed = self._structural(label, page) if structural else self._item(label, page, leads)
        if placed is None:
            return False
        del self.open[placed:]
        parent = self.open[-1] if self.open else None
        before = self._lists.get((parent, label.kind))
        self._lists[parent, label.kind] = len(self.nodes)
        self.nodes.append(Node(label, parent, page, again=self._again(label, before), before=before))
        self.open.append(len(self.nodes) - 1)
        self._last[label.kind] = label
        return True

    def expects(self, label: Label) -> bool:
        """True where `label` is the next number of its kind."""
        last = self._last.get(label.kind)
        return last is not None and _follows(last, label)

    def _structural(self, label: Label, page: int) -> int | None:
        """Depth at which a chapter, article … is hung; None where a weak label does not fit."""
        last = self._last.get(label.kind)
        fits = last is None or _follows(last, label) or (label.number == 1 and self._fresh_chapter)
        if label.weak and not (fits and (last is not None or label.number == 1)):
            return None
        if label.kind == "annex":
            self._last.clear()
            self._fresh_chapter = True
            return 0
        if label.kind == "article":
            self._report(label, page, last, fits)
            self._fresh_chapter = False
        else:
            if last is not None and label.kind != "head" and label.number != 1:
                self._report(label, page, last, fits)
            self._forget(self.rank(label))
            self._fresh_chapter = True
        rank = self.rank(label)
        depth = len(self.open)
        while depth and self.rank(self.nodes[self.open[depth - 1]].label) >= rank:
            depth -= 1
        return depth

    def _forget(self, rank: float) -> None:
        """A new part lets chapters count from one again, a new chapter its sections."""
        for kind in ("chapter", "section"):
            if RANK[kind] > rank:
                self._last.pop(kind, None)

    def _item(self, label: Label, page: int, leads: bool) -> int | None:
        labels = [self.nodes[index].label for index in self.open]
        same = [depth for depth, own in enumerate(labels) if own.kind == label.kind]
        for depth in reversed(same):
            if _follows(labels[depth], label):
                return depth
        if label.kind.startswith("dot"):
            return self._dotted(label, labels)
        if not same:
            return self._new_list(label, page, leads)
        last = same[-1]
        if label.number == 1 and any(own.kind.startswith("dot") for own in labels[last:]):
            return self._new_list(label, page, leads)
        if label.weak or (label.kind == "num" and label.number > labels[last].number + _FURTHEST):
            return None
        if label.number != 1:
            self._report(label, page, labels[last], False)
        return last

    def _dotted(self, label: Label, labels: list[Label]) -> int | None:
        """Depth of 3.2: below the open 3, 3.2.1 below the open 3.2."""
        above = label.name.rpartition(".")[0]
        for depth in range(len(labels), 0, -1):
            holder = labels[depth - 1]
            whole = "." not in above and str(holder.number) == above and RANK[holder.kind] < RANK[label.kind]
            if whole or holder.name == above:
                return depth
        return None

    def _new_list(self, label: Label, page: int, leads: bool) -> int | None:
        """Depth of a label whose kind is not open: under the innermost unit that may hold it."""
        last = self._last.get(label.kind)
        first = label.number == 1
        goes_on = last is not None and _follows(last, label)
        if label.weak and not ((first and leads) or goes_on):
            return None
        if not first and not goes_on:
            self._report(label, page, None, False)
        depth = len(self.open)
        if not (leads and label.number == 1):
            while depth and self._cannot_hold(self.nodes[self.open[depth - 1]].label, label):
                depth -= 1
        return depth

    def _cannot_hold(self, holder: Label, label: Label) -> bool:
        """True where a unit of `holder`'s kind does not hold lists of `label`'s kind."""
        return self.rank(holder) >= RANK[label.kind] and not holder.kind.startswith("dot")

    def _again(self, label: Label, before: int | None) -> bool:
        """True in a second list of the same numbers under one unit, begun with its own 1."""
        if before is None or label.kind in STRUCTURAL:
            return False
        last = self.nodes[before]
        return last.again or (label.number == 1 and last.label.number > 1)

    def _report(self, label: Label, page: int, last: Label | None, fits: bool) -> None:
        if fits:
            return
        if last is None:
            code, message = "numbering_start", f"{label.name} is the first of its list"
        elif label.number > last.number:
            code, message = "numbering_gap", f"{label.name} comes after {last.name}"
        elif (label.number, label.sub) == (last.number, last.sub):
            code, message = "numbering_repeat", f"{label.name} comes twice"
        else:
            code, message = "numbering_disorder", f"{label.name} comes after {last.name}"
        self.notes.append(Note(code, message, "warning", page, label.start))


def _follows(last: Label, label: Label) -> bool:
    """True where `label` is the next number after `last`."""
    if label.kind.startswith("dot"):
        above, own = last.name.rpartition(".")[0], label.name.rpartition(".")[0]
        return label.number == (last.number + 1 if above == own else 1)
    if label.sub:
        return label.number == last.number and label.sub == last.sub + 1
    return label.number == last.number + 1
