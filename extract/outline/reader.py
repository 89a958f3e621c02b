"""Reads a part's segments in order: labels are hung in the tree, text without a label is given to its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.outline.contents import body_start
from extract.outline.labels import Label
from extract.outline.margins import is_sentence, lists_annexes, preamble_start, starts_foot
from extract.outline.segments import Segment, segments
from extract.outline.tree import Node, Tree
from extract.outline.units import ENDED, SHORT
from schemas.text import Paragraph

_LEADS = re.compile(r"(?:如下|下列|以下)[^。;]{0,30}$")
_AMENDS = re.compile(r"(?:修改为|改为|增加|作为|修正为|表述为).{0,40}?:?“[^”]*$|^“[^”]*$", re.S)
_NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff”)》〉])[①-⑳]")
_AHEAD = 40
"""How many segments ahead a list's next number is looked for."""
_LONGEST_QUOTATION = 60
"""Paragraphs after which a quotation that is not closed counts as closed."""
_HEADED = re.compile(r"[^。,;:]{2,24}。[^。]")
"""A heading that ends in a full stop, with its text behind it（知识产权维权资助。鼓励…）."""
_ANNEX_NAMES = re.compile(r"附件(?:\(略\))?:\s?1[.、]")
"""The beginning of a list of annexes; one line each follows."""
_LONGEST_NAME = 120
_NO_FIELD = frozenset(("part", "chapter", "section", "article", "annex", "head"))
_AFTER_FOOT = frozenset(("part", "chapter", "article", "annex"))
_NO_LIST = frozenset(("article", "annex", "head"))


class Reader:
    """Afterwards `tree`, `head`, `front` (the preamble) and `tail` hold every segment, each once."""

    def __init__(self, paragraphs: Sequence[Paragraph], folded: str, field: Label | None = None) -> None:
        self.folded = folded
        self.field = field
        """The unit that holds all the others, where the paragraphs are one field of a card."""
        self.segments = segments(paragraphs, folded)
        self.tree = Tree(frozenset() if field else _chapters(self.segments, folded))
        self.head: list[Paragraph] = []
        self.front: list[Paragraph] = []
        self.tail: list[Paragraph] = []
        labels = (segment.label for segment in self.segments)
        self._articles = {label.number for label in labels if label and label.kind == "article" and not label.weak}
        self._footed = False
        self._quoted = 0
        self._named = 0
        """How many annexes the list has named that the text is in."""
        span = folded[paragraphs[0].start : paragraphs[-1].end] if paragraphs else ""
        self._marks = frozenset(_NOTE_MARK.findall(span))
        self._quotes = "“" in span

    def read(self) -> None:
        """Give every segment its place."""
        first = 0
        if self.field:
            self.tree.add(self.field, self.segments[0].paragraph.page, False)
            self.tree.nodes[0].loose = True
        else:
            first = body_start(self.segments, self.folded)
        self.front = [segment.paragraph for segment in self.segments[:first] if segment.first]
        for at in range(first, len(self.segments)):
            segment = self.segments[at]
            if not self._names_annex(segment) and segment.label and self._takes(segment.label, segment, at):
                continue
            if self._footed or self._starts_foot(segment, at):
                self._footed = True
                self._put_tail(segment)
            elif self.tree.open:
                self._attach(segment, at)
            else:
                self.front.append(segment.paragraph)
        if not self.tree.nodes:
            self._read_without_labels()
            return
        cut = preamble_start(self.front, self.folded)
        self.head, self.front = self.front[:cut], self.front[cut:]

    def _read_without_labels(self) -> None:
        """A text without any number: what stands between its head and its signature is one unit, the preamble."""
        firsts = [at for at, segment in enumerate(self.segments) if segment.first]
        foot = len(firsts)
        while foot and starts_foot(self.segments, firsts[foot - 1], self.folded):
            foot -= 1
        running = (is_sentence(p, self.folded) or "。" in p.text for p in self.front[:foot])
        body = next((at for at, runs in enumerate(running) if runs), foot)
        self.head, self.front, self.tail = self.front[:body], self.front[body:foot], self.front[foot:]

    def _names_annex(self, segment: Segment) -> bool:
        """True for 2. and on of a list of annexes（附件：1. …⏎2. …）, which are names and no provisions."""
        start, end, label = segment.start, segment.end, segment.label
        if self.field or end - start > _LONGEST_NAME:
            self._named = 0
        elif self._named and label and label.kind == "num" and label.number == self._named + 1:
            self._named += 1
            return True
        elif _ANNEX_NAMES.search(self.folded, start, end):
            self._named = 1
        elif label:
            self._named = 0
        return False

    def _takes(self, label: Label, segment: Segment, at: int) -> bool:
        """Hang the segment's label in the tree; False where it is text."""
        if self._quoted and self._inside_quotation(label):
            return False
        if self.field and label.kind in _NO_FIELD:
            return False
        if label.kind == "annex":
            if not self.tree.nodes:
                return False
            if lists_annexes(self.segments, at, self.folded):
                self._footed = not self._resumes(at)
                return False
        if self._footed and label.kind not in _AFTER_FOOT:
            return False
        if (label.kind == "head" and self._titles_annex()) or (label.kind == "circ" and self._is_note(label)):
            return False
        if label.weak and label.kind == "article" and label.number in self._articles:
            return False
        top = self.tree.top
        if not self.tree.add(label, _page_in(segment), top is not None and (top.lead or top.loose)):
            return False
        self._footed = False
        node = self.tree.nodes[-1]
        self._put(node, segment)
        text = self.folded[label.end : segment.end]
        node.loose = self._like_its_neighbour(node) if SHORT.fullmatch(text) else not ENDED.search(text[-6:])
        return True

    def _titles_annex(self) -> bool:
        """True right below the word 附件: what stands there is the annex's title."""
        top = self.tree.top
        return top is not None and top.label.kind == "annex" and len(top.spans) == 1

    def _is_note(self, label: Label) -> bool:
        """True for a footnote: the text above refers to ② by a mark in its words, or no ① comes before it."""
        return label.name in self._marks or (label.number > 1 and not self.tree.expects(label))

    def _like_its_neighbour(self, node: Node) -> bool:
        """False where the item before, in the same list, is one sentence without text behind or below it."""
        if node.before is None:
            return True
        before = self.tree.nodes[node.before]
        return len(before.spans) > 1 or bool(_HEADED.match(self.folded, before.label.end, before.spans[0][1]))

    def _holds_text(self, node: Node) -> bool:
        """True where this item and the one before are headings with text below them: a paragraph more is its own."""
        if node.before is None or len(node.spans) < 2:
            return False
        pair = (node, self.tree.nodes[node.before])
        return all(len(one.spans) > 1 and SHORT.fullmatch(self.folded, one.label.end, one.spans[0][1]) for one in pair)

    def _inside_quotation(self, label: Label) -> bool:
        """Articles quoted by an amendment are text of the item that quotes them."""
        top = self.tree.top
        next_item = top is not None and label.kind == top.label.kind and label.number == top.label.number + 1
        if next_item or self._quoted > _LONGEST_QUOTATION:
            self._quoted = 0
        return bool(self._quoted)

    def _put(self, node: Node, segment: Segment) -> None:
        """Add the segment to the node's text."""
        start, end = segment.start, segment.end
        node.spans.append((start, end))
        last = self.folded[max(start, end - 36) : end]
        node.lead = last[-1] == ":" or ("下" in last and _LEADS.search(last.rstrip("。")) is not None)
        if self._quotes:
            self._follow_quotation(self.folded[start:end])

    def _follow_quotation(self, text: str) -> None:
        opened, closed = text.count("“"), text.count("”")
        if self._quoted:
            self._quoted = 0 if closed > opened else self._quoted + 1
        elif opened > closed and _AMENDS.search(text):
            self._quoted = 1

    def _attach(self, segment: Segment, at: int) -> None:
        """Text without a label: to the open unit, or to the one above whose list it closes."""
        nodes, open_ = self.tree.nodes, self.tree.open
        depth = len(open_) - 1
        node = nodes[open_[depth]]
        if segment.first and not (node.loose or self._quoted or segment.paragraph.kind == "table"):
            depth = self._closed(at)
        self._put(nodes[open_[depth]], segment)
        if node.loose and segment.paragraph.kind != "heading":
            node.loose = len(node.spans) < 2

    def _closed(self, at: int) -> int:
        """Depth of the open unit that goes on at `at`: the one above every list that has no next number below."""
        nodes, open_ = self.tree.nodes, self.tree.open
        depth = len(open_) - 1
        while depth and not self._goes_on(at, nodes[open_[depth]]):
            node, above = nodes[open_[depth]], nodes[open_[depth - 1]]
            if node.label.kind in _NO_LIST or self._holds_text(node) or self._closes_like_its_neighbour(node, at):
                break
            if not (above.introduces or self._one_of_a_list(node, above, at)):
                break
            depth -= 1
        return depth

    def _closes_like_its_neighbour(self, node: Node, at: int) -> bool:
        """True for bodies in brackets（…负责）where the item before in the list closes with its own as well."""
        if node.before is None or self.folded[self.segments[at].start] != "(":
            return False
        _, end = self.tree.nodes[node.before].spans[-1]
        return self.folded[end - 1] == ")"

    def _one_of_a_list(self, node: Node, above: Node, at: int) -> bool:
        """True where the items are a paragraph each under a text of its own: a paragraph more is that text's.

        Bodies named in brackets（责任单位：…）are the item's.
        """
        if node.before is None or above.loose or self.folded[self.segments[at].start] == "(":
            return False
        return len(node.spans) == 1 == len(self.tree.nodes[node.before].spans)

    def _goes_on(self, at: int, node: Node) -> bool:
        """True where the next label in the text is the next number of `node`'s own list."""
        for segment in self.segments[at + 1 : at + _AHEAD]:
            if segment.label and not segment.label.weak:
                return segment.label.kind == node.label.kind and segment.label.number == node.label.number + 1
        return False

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
        elif not self.tail or segment.paragraph is not self.tail[-1]:
            self.tree.nodes[self.tree.open[-1]].spans.append((segment.start, segment.end))


def _page_in(segment: Segment) -> int:
    page = segment.paragraph.page
    for at, number in segment.paragraph.breaks:
        page = number if at <= segment.start else page
    return page


def _chapters(found: Sequence[Segment], folded: str) -> frozenset[str]:
    """Item kinds that hold articles in this part: short headings 一、… with 第X条 between them."""
    kinds = [segment.label.kind for segment in found if segment.label]
    if kinds.count("article") < 3 or "cn" not in kinds or "chapter" in kinds:
        return frozenset()
    if kinds.index("cn") > kinds.index("article"):
        return frozenset()
    heads = [segment for segment in found if segment.label and segment.label.kind == "cn"]
    short = sum(s.end - s.start < 40 and not ENDED.search(folded[s.start : s.end]) for s in heads)
    return frozenset(("cn",)) if len(heads) > 1 and short >= 0.8 * len(heads) else frozenset()
