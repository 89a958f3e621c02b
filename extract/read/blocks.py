"""Lines and tables out of an HTML element, as a browser would print them, less what is hidden."""

from __future__ import annotations

import re
from typing import Literal

from lxml.etree import _Element as Element

from extract.read.numbering import spelled
from schemas.text import Table

SKIPPED = ("script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "select", "nav")
"""Elements that print no text of the document."""

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hr|html|legend|li|main|menu|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLANK = re.compile(r"[ \t\r\n]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_UNMARKED = re.compile(r"list-style[^;]*none", re.I)
_LISTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.I)
_MAX_SPAN = 64


Align = Literal["center", "right"] | None


class Blocks:
    """The `lines` and `tables` of an element, in reading order; numbers of ordered lists are part of the lines."""

    def __init__(self, element: Element) -> None:
        self.lines: list[str] = []
        self.aligns: list[Align] = []
        """Of each line."""
        self.tables: list[Table] = []
        self._parts: list[str] = []
        self._label = ""
        self._align: Align = None
        self._counts: dict[Element, int] = {}
        self._walk(element)
        self._flush()

    def _walk(self, element: Element) -> None:
        tag = _tag(element)
        if tag in SKIPPED or hidden(element):
            return
        if tag == "table" and self._table(element):
            return
        if tag == "br":
            self._flush()
            return
        block = bool(_BLOCKS.fullmatch(tag))
        outer = self._align
        if block:
            self._flush()
            self._align = _aligned(element, outer)
        if tag == "li":
            self._label = self._item_label(element)
        self._parts.append(element.text or "")
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                self._walk(child)
            self._parts.append(child.tail or "")
        if block:
            self._flush()
            self._align = outer

    def _item_label(self, item: Element) -> str:
        """What the browser prints before a list item: its number in an ordered list, nothing in others."""
        parent = item.getparent()
        if parent is None or _tag(parent) != "ol" or _UNMARKED.search(parent.get("style") or ""):
            return ""
        start = parent.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        count = self._counts[parent] = self._counts.get(parent, first - 1) + 1
        return spelled(count, _LISTS.get(parent.get("type") or "", "decimal")) + ". "

    def _flush(self) -> None:
        line = _BLANK.sub(" ", "".join(self._parts)).strip(" ")
        self._parts = []
        if line.strip("\u3000\xa0"):
            self.lines.append(self._label + line)
            self.aligns.append(self._align)
            self._label = ""

    def _table(self, table: Element) -> bool:
        """Add a table of data; False for one that only arranges the page, which is then read as blocks."""
        if next(table.iterdescendants("table"), None) is not None:
            return False
        rows = _grid(table)
        if max((sum(bool(cell) for cell in row) for row in rows), default=0) < 2:
            return False
        self._flush()
        self.tables.append(Table(len(self.lines), tuple(map(tuple, rows))))
        return True


def _grid(table: Element) -> list[list[str]]:
    """The cells in a rectangle; the place of a merged cell is '' but for its first."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + width):
                below[column] = height - 1
            cells += ["\n".join(Blocks(cell).lines), *[""] * (width - 1)]
        while below.get(len(cells), 0):
            below[len(cells)] -= 1
            cells.append("")
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _aligned(element: Element, outer: Align) -> Align:
    """The alignment inside a block: its own, else that of the block around it."""
    if _tag(element) == "center":
        return "center"
    stated = _ALIGN.search(element.get("style") or "")
    value = (stated[1] if stated else element.get("align") or "").lower()
    if value in ("center", "right"):
        return "center" if value == "center" else "right"
    return None if value in ("left", "justify", "start") else outer


def hidden(element: Element) -> bool:
    """True for what the page's own markup keeps from being shown."""
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def text_of(element: Element) -> str:
    """All text inside, as it stands."""
    return "".join(element.itertext())


def weight(element: Element) -> int:
    """Characters of text that are neither blanks nor inside links."""
    linked = sum(len("".join(text_of(link).split())) for link in element.iter("a"))
    return len("".join(text_of(element).split())) - linked


def _tag(element: Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""
