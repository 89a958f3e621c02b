"""Word documents (.docx): paragraphs, tables and footnotes in reading order, automatic numbers as text.

Left out: headers and footers, deleted and hidden text, generated tables of contents, pictures. A table of one column is
a box around paragraphs and is read as those. Pages are those of the last layout where the file keeps it
(lastRenderedPageBreak), else they follow hard page breaks; a paragraph belongs to the page on which it starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lxml.etree import _Element as Element

from extract.read.chapters import Chapters
from extract.read.media import DOCX
from extract.read.numbering import Numbering
from extract.read.ooxml import Package
from extract.read.wordstyles import ALIGN, Align, aligned_styles, attribute, contents_styles
from schemas.errors import Unreadable
from schemas.text import Document, Line, Note, Page, Table

_TRANSPARENT = {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "fldSimple"} | {
    "dir", "bdo", "ruby", "rubyBase", "AlternateContent", "Choice", "Fallback"
}  # fmt: skip
MAX_COLUMNS = 256
_MAX_FIELDS = 64
_FORMULA = {"oMath", "oMathPara"}


def read_docx(data: bytes, path: Path, sha256: str) -> Document:
    """The document in a .docx. Errors: Unreadable('damaged'|'encrypted'|'too_large'|'hostile'|'empty'|'scanned')."""
    package = Package(data)
    name = package.main()
    root = package.tree(name)
    assert root is not None
    body = next(root.iterchildren("{*}body"), None)
    if body is None:
        raise Unreadable("damaged", "the Word file has no body")
    folder = str(PurePosixPath(name).parent)
    # All branches of an alternative hold the same text; the first is the one that Word shows.
    for alternate in list(root.iter("{*}AlternateContent")):
        for spare in list(alternate)[1:]:
            alternate.remove(spare)
    walk = _Walk(package, folder, rendered=next(root.iter("{*}lastRenderedPageBreak"), None) is not None)
    walk.blocks(body)
    walk.footnotes()
    pages = walk.pages()
    if not any(page.tables or any(line.text.strip() for line in page.lines) for page in pages):
        if any("/media/" in part for part in package.names):
            raise Unreadable("scanned", "the Word file holds pictures and no text: save it as PDF and ingest that")
        raise Unreadable("empty", "the Word file holds no text")
    return Document(path.as_posix(), sha256, DOCX, pages, reflowed=True, notes=tuple(walk.notes))


class _Walk:
    """One pass over a body: what has been read so far, and where."""

    def __init__(self, package: Package, folder: str, rendered: bool) -> None:
        self._package, self._folder, self._rendered = package, folder, rendered
        self._styles = package.optional(f"{folder}/styles.xml")
        self._numbering = Numbering(package.optional(f"{folder}/numbering.xml"), self._styles)
        self._chapters = Chapters()
        self._contents = contents_styles(self._styles)
        self._aligned = aligned_styles(self._styles)
        self._number = 1
        self._pages: list[tuple[int, list[Line], list[Table]]] = [(1, [], [])]
        self._notes_seen: list[tuple[str, str]] = []
        self._boxes: list[Element] = []
        self.notes: list[Note] = []
        self._fields: list[str] = []

    def pages(self) -> tuple[Page, ...]:
        found = (Page(number, tuple(lines), tuple(tables)) for number, lines, tables in self._pages)
        return tuple(page for page in found if page.lines or page.tables)

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables below `parent`, in order."""
        for child in parent.iterchildren():
            tag = _tag(child)
            if tag == "p":
                self._paragraph(child)
            elif tag == "tbl":
                self._table(child)
            elif tag in _TRANSPARENT and not _is_contents(child):
                self.blocks(child)
            elif tag == "altChunk":
                self.notes.append(Note("embedded", "the Word file embeds another file, which is not read"))

    def footnotes(self) -> None:
        """The footnotes and endnotes referred to, after the text, each with the mark that stands in it."""
        for kind in ("footnote", "endnote"):
            wanted = [(mark, identity) for mark, identity in self._notes_seen if identity.startswith(kind)]
            root = self._package.optional(f"{self._folder}/{kind}s.xml") if wanted else None
            if root is None:
                continue
            notes = {f"{kind}{attribute(note, 'id')}": note for note in root.iterchildren("{*}" + kind)}
            for mark, identity in wanted:
                if (note := notes.get(identity)) is not None:
                    text = "".join(self._text(paragraph) for paragraph in note.iter("{*}p"))
                    self._line(f"{mark}{text.strip()}")

    def _paragraph(self, paragraph: Element) -> None:
        if self._hidden_contents(paragraph):
            return
        properties = next(paragraph.iterchildren("{*}pPr"), None)
        if not self._rendered and properties is not None and _on(properties, "pageBreakBefore"):
            self._number += 1
        start = len(self._boxes)
        label = self._numbering.label(properties)
        text = self._text(paragraph)
        self._fields = [state for state in self._fields if state == "result"][:_MAX_FIELDS]
        # A break at the very start of the paragraph means that the paragraph stands on the new page.
        lead = len(text) - len(text.lstrip("\f \t\u3000"))
        self._number += text[:lead].count("\f")
        text = text[:lead].replace("\f", "") + text[lead:]
        if text.strip():
            align = self._align(properties)
            first, *rest = text.split("\n")
            printed, label = label, self._chapters.label(label, first.lstrip())
            if label != printed:
                self.notes.append(
                    Note("chapter_goes_on", f"Word counts {printed.strip()} anew, read as {label.strip()}", "info")
                )
            self._line(label + first.lstrip() if label else first, align)
            for line in rest:
                self._line(line, align)
        boxes, self._boxes = self._boxes[start:], self._boxes[:start]
        for box in boxes:
            self.blocks(box)
        if not self._rendered and properties is not None and _section_turns(properties):
            self._number += 1

    def _line(self, text: str, align: Align = None) -> None:
        """Add a line; page breaks inside it take effect after it."""
        turns = text.count("\f")
        text = text.replace("\f", "")
        if text.strip():
            self._open()[1].append(Line(text, align=align))
        self._number += turns

    def _open(self) -> tuple[int, list[Line], list[Table]]:
        if self._pages[-1][0] != self._number:
            self._pages.append((self._number, [], []))
        return self._pages[-1]

    def _table(self, table: Element) -> None:
        rows = _rows(table)
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.blocks(cell.element)
            return
        _, lines, tables = self._open()
        at = len(lines)
        grid = [[text for cell in row for text in (self._cell(cell), *[""] * (cell.span - 1))] for row in rows]
        if any(any(row) for row in grid):
            width = max(map(len, grid))
            if width > MAX_COLUMNS:
                raise Unreadable("hostile", f"a table of the Word file claims {width} columns; Word knows 63")
            tables.append(Table(at, tuple(tuple(row + [""] * (width - len(row))) for row in grid)))

    def _cell(self, cell: _Cell) -> str:
        """The paragraphs of a cell joined by line breaks; those of a table inside it too."""
        lines = []
        for paragraph in cell.element.iter("{*}p"):
            label = self._numbering.label(next(paragraph.iterchildren("{*}pPr"), None))
            text = self._text(paragraph)
            self._number += text.count("\f")
            if text := text.replace("\f", "").strip():
                lines.append(label + text)
        self._boxes.clear()
        return "" if cell.goes_on else "\n".join(lines)

    def _text(self, element: Element) -> str:
        """The printed text of a paragraph's or run's content; '\\n' a line break, '\\f' a page break."""
        parts: list[str] = []
        for child in element.iterchildren():
            tag = _tag(child)
            if tag == "r":
                if not _hidden_run(child):
                    parts.append(self._text(child))
            elif tag == "t":
                if "instruction" not in self._fields:
                    parts.append(child.text or "")
            elif tag == "fldChar":
                self._field(attribute(child, "fldCharType"))
            elif tag in _TRANSPARENT:
                parts.append(self._text(child))
            elif tag in _FORMULA:
                parts.append("".join(node.text or "" for node in child.iter("{*}t")))
            elif tag in {"drawing", "pict", "object"}:
                self._boxes.extend(child.iter("{*}txbxContent"))
            elif tag in {"footnoteReference", "endnoteReference"}:
                parts.append(self._mark(tag.removesuffix("Reference"), attribute(child, "id")))
            else:
                parts.append(self._sign(tag, child))
        return "".join(parts)

    def _sign(self, tag: str, element: Element) -> str:
        if tag in {"tab", "ptab"}:
            return "\t"
        if tag == "br":
            page = attribute(element, "type") == "page"
            return ("" if self._rendered else "\f") if page else "\n"
        if tag == "cr":
            return "\n"
        if tag == "lastRenderedPageBreak":
            return "\f"
        if tag == "noBreakHyphen":
            return "-"
        if tag == "sym":
            return _symbol(attribute(element, "char"))
        return ""

    def _mark(self, kind: str, identity: str | None) -> str:
        count = len(self._notes_seen) + 1
        mark = chr(0x2460 + count - 1) if count <= 20 else f"[{count}]"
        self._notes_seen.append((mark, f"{kind}{identity}"))
        return mark

    def _field(self, kind: str | None) -> None:
        """Fields nest: begin, instruction, separate, result, end. Only results are printed."""
        if kind == "begin" and len(self._fields) < _MAX_FIELDS:
            self._fields.append("instruction")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _align(self, properties: Element | None) -> Align:
        """Centred or right, by the paragraph's own properties or its style's."""
        if properties is None:
            return None
        own = next(properties.iterchildren("{*}jc"), None)
        if own is not None:
            return ALIGN.get(attribute(own, "val") or "")
        style = next(properties.iterchildren("{*}pStyle"), None)
        return None if style is None else self._aligned.get(attribute(style, "val") or "")

    def _hidden_contents(self, paragraph: Element) -> bool:
        """True for a line of a generated table of contents (its style is toc 1 … toc 9)."""
        style = next(paragraph.iterfind("{*}pPr/{*}pStyle"), None)
        if style is None or attribute(style, "val") not in self._contents:
            return False
        self._text(paragraph)
        return True


def _is_contents(block: Element) -> bool:
    gallery = next(block.iterfind("{*}sdtPr/{*}docPartObj/{*}docPartGallery"), None)
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _hidden_run(run: Element) -> bool:
    properties = next(run.iterchildren("{*}rPr"), None)
    return properties is not None and _on(properties, "vanish")


def _section_turns(properties: Element) -> bool:
    section = next(properties.iterchildren("{*}sectPr"), None)
    if section is None:
        return False
    kind = next(section.iterchildren("{*}type"), None)
    return kind is None or attribute(kind, "val") not in {"continuous", "nextColumn"}


class _Cell(NamedTuple):
    element: Element
    span: int
    goes_on: bool
    """Merged with the cell above."""


def _rows(table: Element) -> list[list[_Cell]]:
    return [[_measured(cell) for cell in _descend(row, "tc")] for row in _descend(table, "tr")]


def _measured(cell: Element) -> _Cell:
    span, goes_on = 1, False
    for node in cell.iterfind("{*}tcPr/*"):
        if _tag(node) == "gridSpan":
            value = attribute(node, "val") or ""
            span = int(value) if value.isdecimal() and len(value) < 3 else 1
        elif _tag(node) in {"vMerge", "hMerge"}:
            goes_on = attribute(node, "val") != "restart"
    return _Cell(cell, max(span, 1), goes_on)


def _descend(parent: Element, name: str) -> Iterator[Element]:
    """Children of that name, also those wrapped in content controls or insertions."""
    for child in parent.iterchildren():
        if _tag(child) == name:
            yield child
        elif _tag(child) in _TRANSPARENT:
            yield from _descend(child, name)


def _symbol(code: str | None) -> str:
    """w:sym names a character of a symbol font, mostly a box to tick; such a one has no text."""
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" else char


def _on(properties: Element, name: str) -> bool:
    switch = next(properties.iterchildren("{*}" + name), None)
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
