"""Ruled tables of a PDF page with the text of their cells.

A drawn box of one column is no table: its lines stay lines. Single characters are asked for only where a run of text
crosses a column border.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read.drawn import Drawn
from extract.read.ruled import Grid, grids
from extract.read.runs import Run, lines
from extract.read.textlayer import Frame, box

MIN_COLUMN = 8.0
"""An empty column narrower than this (points) is a doubled line."""


def tables(
    textpage: pypdfium2.PdfTextPage, runs: list[Run], marks: Drawn, frame: Frame
) -> tuple[list[tuple[Grid, tuple[tuple[str, ...], ...]]], list[Run]]:
    """Tables of at least two columns with their cells, and the runs that stand in none of them."""
    found: list[tuple[Grid, tuple[tuple[str, ...], ...]]] = []
    for grid in grids(marks.horizontal, marks.vertical):
        if grid.columns < 2 or any(_within(grid, outer) for outer, _ in found):
            continue
        inside = [run for run in runs if _in(run, grid)]
        cells = _cells(textpage, inside, grid, frame)
        rows = _filled(grid, cells)
        if not rows or len(rows[0]) < 2:
            continue
        found.append((grid, rows))
        runs = [run for run in runs if not _in(run, grid)]
    return found, runs


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
        return box(textpage, run.first + i, frame, rect)

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
