"""PDF: the text layer as printed lines with coordinates, ruled tables as cells, pages without text through OCR."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read import ocr
from extract.read.columns import unfolded
from extract.read.drawn import drawn
from extract.read.media import PDF
from extract.read.runs import lines
from extract.read.tabletext import tables
from extract.read.textlayer import Frame, runs_of, text_of, verdict
from extract.read.unseen import Unseen
from schemas.errors import Unreadable
from schemas.text import Document, Note, Page, Table

MAX_PAGES = 5000
"""A document that claims more pages is refused."""
MAX_LOST = 0.1
"""Share of pages that may be unreadable before the whole document is."""


def read_pdf(data: bytes, path: Path, sha256: str) -> Document:
    """The pages of a PDF. Errors: Unreadable('encrypted'|'damaged'|'too_large'|'needs_ocr'|'empty')."""
    document = _opened(data)
    try:
        pages, notes = _pages(document, Unseen(data))
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


def _pages(document: pypdfium2.PdfDocument, unseen: Unseen) -> tuple[list[Page], list[Note]]:
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
            read, sure = _page(page, index + 1, unseen)
            if not sure and ocr.available():
                read = ocr.read_page(page, index + 1)
            elif not sure:
                blind.append(index + 1)
            if read is not None:
                pages.append(read)
        finally:
            page.close()
    if len(blind) > MAX_LOST * count:
        raise Unreadable("needs_ocr", f"no usable text layer on {len(blind)} of {count} pages; for OCR: {ocr.INSTALL}")
    notes = [Note("page_lost", f"page {n} is damaged and was not read", "error", n) for n in broken]
    unread = "has pictures or outlines that may be text and were not read; for OCR:"
    notes += [Note("needs_ocr", f"page {n} {unread} {ocr.INSTALL}", page=n) for n in blind]
    lost = "may hold characters in fonts that are neither in the file nor on this machine, which were not read"
    notes += [Note("characters_lost", f"page {n} {lost}", page=n) for n in unseen.unread]
    return pages, notes


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")


def _page(page: pypdfium2.PdfPage, number: int, unseen: Unseen) -> tuple[Page | None, bool]:
    """One page by its text layer, None where that is garbled; and whether it can be all that the page shows."""
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, top, right - left, top - bottom, page.get_rotation())
    textpage = page.get_textpage()
    try:
        text = text_of(textpage)
        runs = runs_of(textpage, text, frame)
        more = unseen.runs(page, number, runs)
        runs, text = [*runs, *more], text + "".join(run.text for run in more)
        marks = drawn(page.raw, frame.place)
        judged = verdict(text, marks, frame)
        if judged == "garbled":
            return None, False
        ruled, free = tables(textpage, runs, marks, frame)
    finally:
        textpage.close()
    width, height = frame.size
    if not ruled:
        free, height = unfolded(free, width, height)
    printed = tuple(lines(free))
    placed = tuple(Table(sum((line.y0 or 0.0) < grid.ys[0] for line in printed), rows) for grid, rows in ruled)
    return Page(number, printed, placed, width, height), judged == "good"
