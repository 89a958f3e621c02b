"""What a PDF page draws besides text: straight rules (for tables), pictures and outlines (for telling scans)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from extract.read.ruled import Rule

THIN = 3.0
"""A filled or stroked shape at most this thick (points) is a line."""
MAX_OBJECTS = 20_000
"""Objects looked at on one page; a drawing with more is no table."""
MAX_RULES = 1_500
"""Rules kept of one page; a page with more is a drawing."""
_DEPTH = 4

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]


class Drawn(NamedTuple):
    """Horizontal and vertical rules, the area that pictures cover (square points), the number of filled outlines."""

    horizontal: list[Rule]
    vertical: list[Rule]
    pictures: float
    outlines: int


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def bounds(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        xs = [self.a * x + self.c * y + self.e for x in (left, right) for y in (bottom, top)]
        ys = [self.b * x + self.d * y + self.f for x in (left, right) for y in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)

    def within(self, outer: _Matrix) -> _Matrix:
        return _Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


_PLAIN = _Matrix(1, 0, 0, 1, 0, 0)


def drawn(page: object, place: Place) -> Drawn:
    """Rules, pictures and outlines of a pdfium page, in the coordinates that `place` gives."""
    shapes = _Shapes(place)
    shapes.walk(pdfium.FPDFPage_CountObjects(page), lambda i: pdfium.FPDFPage_GetObject(page, i), _PLAIN, 0)
    few = len(shapes.horizontal) + len(shapes.vertical) <= MAX_RULES
    return Drawn(shapes.horizontal if few else [], shapes.vertical if few else [], shapes.pictures, shapes.outlines)


class _Shapes:
    """Collects over the page's objects; buffers for pdfium's out-parameters are made once."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.horizontal: list[Rule] = []
        self.vertical: list[Rule] = []
        self.pictures = 0.0
        self.outlines = 0
        self.seen = 0
        self._box = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._box]

    def walk(self, count: int, get: Callable[[int], object], matrix: _Matrix, depth: int) -> None:
        for i in range(count):
            self.seen += 1
            if self.seen > MAX_OBJECTS:
                return
            item = get(i)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = self._bounds(item, matrix)
                self.pictures += max(right - left, 0) * max(top - bottom, 0)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                self._form(item, matrix, depth)

    def _form(self, item: object, outer: _Matrix, depth: int) -> None:
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        matrix = _Matrix(own.a, own.b, own.c, own.d, own.e, own.f).within(outer)
        count = pdfium.FPDFFormObj_CountObjects(item)
        self.walk(max(count, 0), lambda i: pdfium.FPDFFormObj_GetObject(item, i), matrix, depth + 1)

    def _bounds(self, item: object, matrix: _Matrix) -> tuple[float, float, float, float]:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._refs):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (value.value for value in self._box)
        return (left, bottom, right, top) if matrix is _PLAIN else matrix.bounds(left, bottom, right, top)

    def _path(self, item: object, matrix: _Matrix) -> None:
        x0, y0, x1, y1 = self.place(*self._bounds(item, matrix))
        width, height = x1 - x0, y1 - y0
        if height <= THIN or width <= THIN:
            self._rule(x0, y0, x1, y1)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        count = pdfium.FPDFPath_CountSegments(item)
        if stroke.value and 4 <= count <= 6 and width > 12 and height > 8:
            for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self._rule(*edge)
        elif stroke.value and count <= 400:
            self._segments(item, count, matrix)
        elif fill.value and count > 6:
            self.outlines += 1

    def _segments(self, item: object, count: int, outer: _Matrix) -> None:
        """A path that draws a whole grid, stroke by stroke."""
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        matrix = _Matrix(own.a, own.b, own.c, own.d, own.e, own.f).within(outer)
        before: tuple[float, float] | None = None
        for i in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, i)
            if not pdfium.FPDFPathSegment_GetPoint(segment, self._refs[0], self._refs[1]):
                continue
            x, y = self._box[0].value, self._box[1].value
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
                x0, y0, x1, y1 = self.place(*matrix.bounds(*before, x, y))
                if x1 - x0 <= 1 or y1 - y0 <= 1:
                    self._rule(x0, y0, x1, y1)
            before = (x, y)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if y1 - y0 <= x1 - x0:
            self.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            self.vertical.append(Rule((x0 + x1) / 2, y0, y1))
