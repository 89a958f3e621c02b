"""PDF: the text layer as printed lines with coordinates, ruled tables as cells, pages without text through OCR.

Everything is read with pdfium: one box for the first and one for the last character of a run of text is all that the
layout stage needs, so a page costs a few dozen calls. Single characters are asked for only where a run crosses a column
border of a table. A drawn box of one column is no table: its lines stay lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read import ocr
from extract.read.drawn import Drawn, drawn
from extract.read.media import PDF
from extract.read.ruled import Grid, grids
from extract.read.runs import Run, lines
from schemas.errors import Unreadable
from schemas.text import Document, Note, Page, Table

MAX_PAGES = 5000
"""A document that claims more pages is refused."""
MAX_SIZE = 120.0
"""Larger print (points) is a watermark."""
MIN_COLUMN = 8.0
"""An empty column narrower than this (points) is a doubled line."""
MAX_LOST = 0.1
"""Share of pages that may be unreadable before the whole document is."""

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
"""One line: pdfium puts U+FFFE for a hyphen at a line's end and leaves the line end out."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x1f]")
_COMMON = re.compile(
    "[的一是在不和有人这中大为上个国我以要他时来用们生到作地于出分对成可主发年动同工也能下过产种面方后多定行学法所民得经"
    "十三之进等部度家力如化高自二理物实加量两体制机当使点从业本去把性应开合因由些前外政四日社义事平形全表间与关各重新线内"
    "数正反明利比或质气第向道此条件没结问意建月公系情者最立通并提题程展五果料员革位入文总次品式活设及管特长求基资边流路级]"
)


def read_pdf(data: bytes, path: Path, sha256: str) -> Document:
    """The pages of a PDF. Errors: Unreadable('encrypted'|'damaged'|'too_large'|'needs_ocr'|'empty')."""
    document = _opened(data)
    try:
        pages, notes = _pages(document)
    finally:
        document.close()
    if not any(page.lines or page.tables for page in pages):
        raise Unreadable("empty", "no text was found on any page")
    return Document(path.as_posix(), sha256, PDF, tuple(pages), reflowed=False, notes=tuple(notes))


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Unreadable("encrypted", "the PDF is encrypted and asks for a password") from error
        raise Unreadable("damaged", "the PDF is damaged: its structure cannot be read") from error
    count = len(document)
    if count == 0:
        document.close()
        raise Unreadable("damaged", "the PDF is damaged: it holds no pages")
    if count > MAX_PAGES:
        document.close()
        raise Unreadable("too_large", f"the PDF claims {count} pages, more than {MAX_PAGES}")
    return document


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[Page], list[Note]]:
    count = len(document)
    pages: list[Page] = []
    broken: list[int] = []
    blind: list[int] = []
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
            if len(broken) > max(MAX_LOST * count, 1):
                cause = f"the PDF is damaged: of {count} pages {_listed(broken)} cannot be loaded"
                raise Unreadable("damaged", cause) from None
            continue
        try:
            read = _page(page, index + 1)
            if read is None and ocr.available():
                read = ocr.read_page(page, index + 1)
            if read is None:
                blind.append(index + 1)
            else:
                pages.append(read)
        finally:
            page.close()
    if len(blind) > max(MAX_LOST * count, 0 if len(blind) == count else 1):
        raise Unreadable("needs_ocr", f"no text layer on {len(blind)} of {count} pages; for OCR: {ocr.INSTALL}")
    notes = [Note("page_lost", f"page {n} is damaged and was not read", "error", n) for n in broken]
    unread = "has no text layer and was not read; for OCR:"
    notes += [Note("needs_ocr", f"page {n} {unread} {ocr.INSTALL}", page=n) for n in blind]
    return pages, notes


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")


def _page(page: pypdfium2.PdfPage, number: int) -> Page | None:
    """One page by its text layer; None where it shows something but its text layer does not say what."""
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, top, right - left, top - bottom, page.get_rotation())
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        runs = _runs(textpage, text, frame)
        marks = drawn(page.raw, frame.place)
        if not _plausible(text, marks, frame):
            return None
        tables, free = _tables(textpage, text, runs, marks, frame)
    finally:
        textpage.close()
    printed = tuple(lines(free))
    placed = tuple(Table(sum((line.y0 or 0.0) < grid.ys[0] for line in printed), rows) for grid, rows in tables)
    return Page(number, printed, placed, *frame.size)


class Frame(NamedTuple):
    """The page's visible rectangle in PDF space and its rotation, to turn PDF points into points from the top left."""

    left: float
    top: float
    width: float
    height: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the reader sees them."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A PDF rectangle as (x0, y0, x1, y1) from the top left of the page as seen."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.rotation == 90:
            return self.height - y1, x0, self.height - y0, x1
        if self.rotation == 180:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.rotation == 270:
            return y0, self.width - x1, y1, self.width - x0
        return x0, y0, x1, y1


def _text(textpage: pypdfium2.PdfTextPage) -> str:
    """The page's text, one character per pdfium character index wherever pdfium has one."""
    return str(textpage.get_text_range(0, -1, errors="replace")) if textpage.count_chars() else ""


def _box(textpage: pypdfium2.PdfTextPage, index: int, frame: Frame, rect: pdfium.FS_RECTF) -> tuple[float, ...]:
    pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, rect)
    return frame.place(rect.left, rect.bottom, rect.right, rect.top)


def _runs(textpage: pypdfium2.PdfTextPage, text: str, frame: Frame) -> list[Run]:
    """What pdfium took for lines, upright ones only (watermarks stand askew)."""
    raw, rect = textpage.raw, pdfium.FS_RECTF()
    aligned = textpage.count_chars() == len(text)
    runs = []
    for match in _LINE.finditer(text):
        body = match[0].replace("\ufffe", "-").strip()
        if not body:
            continue
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        first, last = begin, begin + len(body) - 1
        if not aligned:
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, first)
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, last)
        a, b = _box(textpage, first, frame, rect), _box(textpage, last, frame, rect)
        x0, x1 = min(a[0], b[0]), max(a[2], b[2])
        y0, y1 = min(a[1], b[1]), max(a[3], b[3])
        height = max(a[3] - a[1], b[3] - b[1])
        size = min(_width(textpage, body, first, frame, rect) or height, height)
        if size > MAX_SIZE or (len(body) > 3 and y1 - y0 > 2.2 * height):
            continue
        runs.append(Run(body, x0, y0, x1, y1, first, size))
    return runs


def _width(textpage: pypdfium2.PdfTextPage, body: str, first: int, frame: Frame, rect: pdfium.FS_RECTF) -> float:
    """The width of a Chinese character: its size where its font claims too high a box; 0 where there is none."""
    found = _CHINESE.search(body)
    if not found:
        return 0.0
    x0, _, x1, _ = _box(textpage, first + found.start(), frame, rect)
    return x1 - x0


def _plausible(text: str, marks: Drawn, frame: Frame) -> bool:
    """Whether the text layer can be what the page shows: no pictures of text, no outlines, no garbled encoding."""
    letters = "".join(text.split())
    if len(letters) < 30:
        return marks.pictures <= 0.3 * frame.width * frame.height and marks.outlines <= 150
    if len(_STRANGE.findall(letters)) > 0.3 * len(letters):
        return False
    chinese = len(_CHINESE.findall(letters))
    return chinese < 200 or len(_COMMON.findall(letters)) > 0.06 * chinese


def _tables(
    textpage: pypdfium2.PdfTextPage, text: str, runs: list[Run], marks: Drawn, frame: Frame
) -> tuple[list[tuple[Grid, tuple[tuple[str, ...], ...]]], list[Run]]:
    """Tables of at least two columns with their cells, and the runs that stand in none of them."""
    tables: list[tuple[Grid, tuple[tuple[str, ...], ...]]] = []
    for grid in grids(marks.horizontal, marks.vertical):
        if grid.columns < 2 or any(_within(grid, outer) for outer, _ in tables):
            continue
        inside = [run for run in runs if _in(run, grid)]
        cells = _cells(textpage, inside, grid, frame)
        rows = _filled(grid, cells)
        if not rows or len(rows[0]) < 2:
            continue
        tables.append((grid, rows))
        runs = [run for run in runs if not _in(run, grid)]
    return tables, runs


def _within(inner: Grid, outer: Grid) -> bool:
    return outer.xs[0] <= inner.xs[0] and inner.xs[-1] <= outer.xs[-1] and outer.ys[0] <= inner.ys[0] < outer.ys[-1]


def _in(run: Run, grid: Grid) -> bool:
    x, y = run.middle
    return grid.ys[0] <= y <= grid.ys[-1] and grid.xs[0] - 2 <= x <= grid.xs[-1] + 2


def _cells(textpage: pypdfium2.PdfTextPage, runs: list[Run], grid: Grid, frame: Frame) -> dict[int, list[Run]]:
    """Runs by the cell they stand in; a run that crosses a border is cut there, character by character."""
    cells: dict[int, list[Run]] = {}
    for run in runs:
        for piece in _cut(textpage, run, grid, frame):
            place = grid.cell_at(*piece.middle)
            if place is not None:
                cells.setdefault(grid.owner[place[0]][place[1]], []).append(piece)
    return cells


def _cut(textpage: pypdfium2.PdfTextPage, run: Run, grid: Grid, frame: Frame) -> list[Run]:
    """The run's pieces, cell by cell; where a border cuts it is found by halving, a few characters asked for."""
    y = run.middle[1]
    start, end = grid.cell_at(max(run.x0 + 1, grid.xs[0]), y), grid.cell_at(min(run.x1 - 1, grid.xs[-1]), y)
    if start is None or end is None or grid.owner[start[0]][start[1]] == grid.owner[end[0]][end[1]]:
        return [run]
    owners = grid.owner[start[0]]
    rect = pdfium.FS_RECTF()
    marked = [i for i, char in enumerate(run.text) if not char.isspace()]

    def place(i: int) -> tuple[float, ...]:
        return _box(textpage, run.first + i, frame, rect)

    def middle(i: int) -> float:
        x0, _, x1, _ = place(i)
        return (x0 + x1) / 2

    borders = [grid.xs[i + 1] for i in range(start[1], end[1]) if owners[i] != owners[i + 1]]
    cuts = [0, *(bisect_right(marked, x, key=middle) for x in borders), len(marked)]
    pieces = []
    for first, last in pairwise(cuts):
        if first < last:
            a, b = place(marked[first]), place(marked[last - 1])
            text = run.text[marked[first] : marked[last - 1] + 1]
            pieces.append(run._replace(text=text, x0=a[0], x1=b[2], first=run.first + marked[first]))
    return pieces


def _filled(grid: Grid, cells: dict[int, list[Run]]) -> tuple[tuple[str, ...], ...]:
    """Rows of cell texts without those that hold nothing; a merged cell's text stands at its first place."""
    seen: set[int] = set()
    rows = []
    real = [False] * (len(grid.xs) - 1)
    for owners in grid.owner:
        row = []
        for i, owner in enumerate(owners):
            row.append(_cell_text(cells.get(owner, [])) if owner not in seen else "")
            real[i] |= bool(row[-1]) or (owner not in seen and grid.xs[i + 1] - grid.xs[i] > MIN_COLUMN)
            seen.add(owner)
        rows.append(row)
    return tuple(tuple(row[i] for i, keep in enumerate(real) if keep) for row in rows if any(row))


def _cell_text(runs: list[Run]) -> str:
    """A cell's printed lines joined by '\\n'; a line that begins a paragraph, by its place, begins with two U+3000."""
    printed = lines(runs)
    left = min((line.x0 or 0.0 for line in printed), default=0.0)
    right = max((line.x1 or 0.0 for line in printed), default=0.0)
    middles = [((line.x0 or 0.0) + (line.x1 or 0.0)) / 2 for line in printed]
    if printed and max(middles) - min(middles) < 0.7 * (printed[0].size or 12.0):  # centred
        return "\n".join(line.text for line in printed)
    texts, room = [], False
    for line in printed:
        em = line.size or 12.0
        begins = (line.x0 or 0.0) - left > 1.2 * em or (room and right - left > 10 * em)
        texts.append(("\u3000\u3000" if begins else "") + line.text)
        room = right - (line.x1 or 0.0) > 2.2 * em
    return "\n".join(texts)
