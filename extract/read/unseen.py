"""Characters that pdfium leaves out: a text object of one character, in a font that is neither in the file nor here.

pdfium knows no box for a character without a glyph, and drops what has none. pdfminer (under pdfplumber) takes widths
from the file and needs no glyphs: on a machine without a Chinese font its characters fill the gaps.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from extract.read.runs import Run
from extract.read.textlayer import MAX_SIZE

_DEPTH = 4
_ONE_CHARACTER = "BT /F 12 Tf 0 0 Td <533A> Tj ET"
_PROBE = f"""%PDF-1.5
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 6 0 R
/Resources << /Font << /F 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H
/DescendantFonts [5 0 R] >> endobj
5 0 obj << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >> endobj
6 0 obj << /Length {len(_ONE_CHARACTER)} >> stream
{_ONE_CHARACTER}
endstream endobj
trailer << /Size 7 /Root 1 0 R >>
"""
"""A page that shows one character in a font that it leaves to the machine."""


@cache
def lacks_glyphs() -> bool:
    """Whether this machine has no Chinese font for pdfium."""
    with pypdfium2.PdfDocument(_PROBE.encode("ascii")) as document:
        return not str(document[0].get_textpage().get_text_range()).strip()


class Unseen:
    """The characters of one file that pdfium leaves out; pdfplumber opens the file where a page needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None
        self.unread: list[int] = []
        """Numbers of the pages that pdfminer could not read."""

    def runs(self, page: pypdfium2.PdfPage, number: int, seen: Iterable[Run]) -> list[Run]:
        """The page's characters outside of the runs `seen`, each a run; none where all its fonts are in the file."""
        if not lacks_glyphs() or not _leaves_fonts_out(page.raw):
            return []
        try:
            sheet = self._opened().pages[number - 1]
            chars = sheet.chars
        except Exception:  # what pdfminer raises on a damaged file has no common kind
            self.unread.append(number)
            return []
        return list(_outside(chars, sheet.bbox[:2], [(run.x0, run.y0, run.x1, run.y1) for run in seen]))

    def _opened(self) -> Any:
        if self._file is None:
            logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
            self._file = pdfplumber.open(io.BytesIO(self._data))
        return self._file


def _leaves_fonts_out(page: object) -> bool:
    """Whether text on the page is set in a font that is not in the file."""
    count = pdfium.FPDFPage_CountObjects(page)
    return any(map(_is_foreign, _texts(count, lambda i: pdfium.FPDFPage_GetObject(page, i), 0)))


def _is_foreign(text: object) -> bool:
    font = pdfium.FPDFTextObj_GetFont(text)
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 0


def _texts(count: int, get: Callable[[int], object], depth: int) -> Iterator[object]:
    for i in range(count):
        item = get(i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _texts(pdfium.FPDFFormObj_CountObjects(item), _within(item), depth + 1)


def _within(form: object) -> Callable[[int], object]:
    return lambda i: pdfium.FPDFFormObj_GetObject(form, i)


def _outside(
    chars: Iterable[dict[str, Any]], corner: tuple[float, float], boxes: list[tuple[float, float, float, float]]
) -> Iterator[Run]:
    left, top = corner
    for char in chars:
        text = char["text"]
        if len(text) != 1 or text.isspace() or not char["upright"] or char["size"] > MAX_SIZE:
            continue
        x0, x1, y0, y1 = char["x0"] - left, char["x1"] - left, char["top"] - top, char["bottom"] - top
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not any(a <= x <= c and b <= y <= d for a, b, c, d in boxes):
            boxes.append((x0, y0, x1, y1))  # bold print is one character set twice
            yield Run(text, x0, y0, x1, y1, size=x1 - x0)
