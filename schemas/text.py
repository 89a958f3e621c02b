"""Text on its way from a file to records: file → pages of lines → paragraphs → parts → outline.

Offsets: `Text.text` is the tidied text of one whole file. Every `start`/`end` in paragraphs, units and records counts
characters of that text, so `text.text[start:end]` is what was read, whichever stage looks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Line(NamedTuple):
    """One printed line. Geometry is in PDF points from the top left, None where the format has none."""

    text: str
    x0: float | None = None
    y0: float | None = None
    x1: float | None = None
    y1: float | None = None
    size: float | None = None
    confidence: float | None = None
    """Mean OCR confidence of the line in 0..1; None for text that was not OCR'd."""
    align: Literal["center", "right"] | None = None
    """What the format itself says (Word, HTML); None where it says nothing, or left or justified."""


class Table(NamedTuple):
    """A ruled table; `at` is the number of lines of the page that stand above it. Merged cells repeat as ''."""

    at: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as received. `number` is the physical page, 1-based; the printed number is found by the layout stage."""

    number: int
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    width: float | None = None
    height: float | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: what every module in extract/read returns."""

    path: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    reflowed: bool
    """True where one line is one whole paragraph (Word, HTML); False where lines are printed lines to be joined."""
    meta: tuple[tuple[str, str], ...] = ()
    """Field and value pairs that stand beside the text (a web page's 索引号, 发布机构, 文号, 成文日期, 有效性)."""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt: what could not be read or is wrong in the source. Reported, never guessed away."""

    code: str
    message: str
    level: Literal["info", "warning", "error"] = "warning"
    page: int | None = None
    start: int | None = None


ParagraphKind = Literal["text", "heading", "centered", "right", "table", "footnote", "contents"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the tidied text. No white space at its ends, none beside a Chinese character, never empty."""

    text: str
    start: int
    end: int
    page: int
    """Page on which the paragraph starts: the printed number where the document prints one, else the physical one."""
    kind: ParagraphKind = "text"
    breaks: tuple[tuple[int, int], ...] = ()
    """(offset in the file's text, page) of every page break inside the paragraph."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells, for kind 'table'; `text` then holds the cells joined by ' | ' and rows by '\\n'."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A whole file after tidying: paragraphs joined by '\\n'."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    text: str
    notes: tuple[Note, ...] = ()


PartKind = Literal["policy", "gazette_issue", "guide_card"]


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs of one policy, one gazette issue's front matter or one guide card."""

    kind: PartKind
    paragraphs: tuple[Paragraph, ...]
    ordinal: int
    """Position among the parts of its kind in the file, from 1."""
    context: tuple[tuple[str, str], ...] = ()
    """What the splitting stage already knows: ('doc_number', …), ('notice_title', …), ('page', …), ('guide', …)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision: its own text only, without that of the units below it.

    `spans` are the places of its paragraphs in the file's text; several where it has several paragraphs (款), or where
    it goes on after its items.
    """

    path: str
    label: str
    level: Literal["preamble", "part", "chapter", "section", "article", "item", "subitem", "annex"]
    heading: str
    spans: tuple[tuple[int, int], ...]
    page: int
    parent: int | None
    """Index of the unit above in the outline; None at the top. Articles hang on their chapter or section."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the annotators see: one part's text and its units in reading order.

    `text` and `folded` are the whole file's text and its folded twin (same length, see extract.fold.fold), so that
    every offset is an offset of the file. Rules match on `folded` and quote from `text`.
    """

    part: Part
    text: str
    folded: str
    units: tuple[Unit, ...]
    head: tuple[Paragraph, ...] = ()
    """What stands before the first unit and the preamble: red head, document number, notice, title."""
    tail: tuple[Paragraph, ...] = ()
    """What stands after the last unit: signature, date, copies, print line."""
    notes: tuple[Note, ...] = ()
    _pages: tuple[tuple[int, int], ...] = field(default=())
    """(offset, page), sorted: the page from that offset on."""

    def page_at(self, offset: int) -> int:
        """The page on which the character at `offset` stands."""
        return self._pages[max(bisect_right(self._pages, (offset, 1 << 60)) - 1, 0)][1] if self._pages else 1
