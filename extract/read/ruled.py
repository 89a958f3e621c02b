"""Ruled tables out of the straight lines of a page: pdfplumber finds the cells, open frames are closed for it before.

Coordinates are points from the top left. The lines come from pdfium, which reads a page many times faster than
pdfminer does; what makes a table out of them is pdfplumber's. The outer frame of a table counts as drawn even where the
printer left it open (side borders of reports, the border at a page break); inside, a border that is not drawn means
merged cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

TOLERANCE = 3.0
"""Points by which lines that were meant to meet may miss each other."""
MAX_CROSSINGS = 4_000
"""Where more lines cross, the page is a drawing; finding cells takes time with the square of this."""
SHORTEST = 8.0
"""A rule shorter than this (after joining the dashes of one line) is a mark, not a border."""

Edge = dict[str, Any]
Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A straight line: at `at` (y of a horizontal one, x of a vertical one) from `start` to `end`."""

    at: float
    start: float
    end: float


class Grid(NamedTuple):
    """One table. `owner[row][column]` is the index of the cell that covers this place; merged cells cover several."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the grid at a point; None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = next(i for i in range(len(self.ys) - 1) if y <= self.ys[i + 1])
        column = next(i for i in range(len(self.xs) - 1) if x <= self.xs[i + 1])
        return row, column

    @property
    def columns(self) -> int:
        """Most cells that stand side by side."""
        return max(len(set(row)) for row in self.owner)


def grids(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[Grid]:
    """The tables of at least two cells that these rules draw, top to bottom."""
    edges = [_edge(rule, "h") for rule in horizontal] + [_edge(rule, "v") for rule in vertical]
    joined = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    long = [edge for edge in joined if _length(edge) >= SHORTEST]
    found = []
    for edges in _components(long):
        crossings = edges_to_intersections(edges + _frame(edges), TOLERANCE, TOLERANCE)
        if 4 <= len(crossings) <= MAX_CROSSINGS:
            found += [_grid(table) for table in cells_to_tables(intersections_to_cells(crossings))]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _edge(rule: Rule, orientation: str) -> Edge:
    """A rule as pdfplumber has edges."""
    at, long = (rule.at, rule.at), (rule.start, rule.end)
    (x0, x1), (top, bottom) = (long, at) if orientation == "h" else (at, long)
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**sides, "orientation": orientation}


def _length(edge: Edge) -> float:
    return float(max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]))


def _components(edges: list[Edge]) -> list[list[Edge]]:
    """Edges that touch each other, table by table; those that no other direction touches are left out."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    label = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while label[i] != i:
            label[i] = label[label[i]]
            i = label[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if (
                h["x0"] - TOLERANCE <= v["x0"] <= h["x1"] + TOLERANCE
                and v["top"] - TOLERANCE <= h["top"] <= v["bottom"] + TOLERANCE
            ):
                label[root(j)] = root(i)
    parts: dict[int, list[Edge]] = {}
    for i, edge in enumerate(across + down):
        parts.setdefault(root(i), []).append(edge)
    return [part for part in parts.values() if len({edge["orientation"] for edge in part}) == 2]


def _frame(edges: list[Edge]) -> list[Edge]:
    """The sides of the box around the edges that are not drawn."""
    x0, x1 = min(edge["x0"] for edge in edges), max(edge["x1"] for edge in edges)
    top, bottom = min(edge["top"] for edge in edges), max(edge["bottom"] for edge in edges)
    sides = [_edge(Rule(y, x0, x1), "h") for y in (top, bottom)] + [_edge(Rule(x, top, bottom), "v") for x in (x0, x1)]
    return [side for side in sides if not any(_covers(edge, side) for edge in edges)]


def _covers(edge: Edge, side: Edge) -> bool:
    near = all(abs(edge[key] - side[key]) <= TOLERANCE for key in ("x0", "x1", "top", "bottom"))
    return near and edge["orientation"] == side["orientation"]


def _grid(cells: list[Box]) -> Grid:
    """The grid of a table's cells; a place that no cell covers is a cell of its own, so that its text is not lost."""
    xs = _places([x for cell in cells for x in (cell[0], cell[2])])
    ys = _places([y for cell in cells for y in (cell[1], cell[3])])
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[row * columns + column for column in range(columns)] for row in range(rows)]
    for x0, top, x1, bottom in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        first = (_at(ys, top), _at(xs, x0))
        for row in range(first[0], _at(ys, bottom)):
            for column in range(first[1], _at(xs, x1)):
                owner[row][column] = first[0] * columns + first[1]
    return Grid(xs, ys, tuple(map(tuple, owner)))


def _places(values: list[float]) -> tuple[float, ...]:
    """Sorted values without those within TOLERANCE of the one before."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > TOLERANCE:
            kept.append(value)
    return tuple(kept)


def _at(places: tuple[float, ...], value: float) -> int:
    """The index of the place that is nearest to the value."""
    after = bisect_left(places, value)
    return min((i for i in (after - 1, after) if 0 <= i < len(places)), key=lambda i: abs(places[i] - value))
