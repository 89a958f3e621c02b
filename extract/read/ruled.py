"""Ruled tables out of the straight lines of a page: which rectangles are cells, which neighbours are merged.

Coordinates are points from the top left. The outer frame of a table counts as drawn even where the printer left it open
(side borders of reports, the border at a page break); inside, a border that is not drawn means merged cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TOLERANCE = 3.0
"""Points by which lines that were meant to meet may miss each other."""
MAX_CELLS = 20_000
"""A grid of more places is a drawing."""
SHORTEST = 8.0
"""A rule shorter than this (after joining the dashes of one line) is a mark, not a border."""


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
    """The tables drawn by these rules, top to bottom; a plain box is a grid of one column."""
    across, down = join(horizontal), join(vertical)
    found = []
    for rows, columns in _components(across, down):
        grid = _grid(rows, columns)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def join(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with dashes, doubled strokes and pieces of one line put together; short marks dropped."""
    joined: list[Rule] = []
    for group in _clusters(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left > end + TOLERANCE:
                joined.append(Rule(at, start, end))
                start, end = left, right
            else:
                end = max(end, right)
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= SHORTEST]


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    """Sorted rules grouped by place; a group is at most TOLERANCE wide."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= TOLERANCE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Horizontal and vertical rules that touch each other, table by table."""
    label = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while label[i] != i:
            label[i] = label[label[i]]
            i = label[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if (
                h.start - TOLERANCE <= v.at <= h.end + TOLERANCE
                and v.start - TOLERANCE <= h.at <= v.end + TOLERANCE
            ):
                label[root(j)] = root(i)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across + down):
        parts.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return [part for part in parts.values() if part[0] and part[1]]


def _places(values: list[float]) -> tuple[float, ...]:
    """Sorted values without those within TOLERANCE of the one before."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > TOLERANCE:
            kept.append(value)
    return tuple(kept)


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """One grid from rules that touch; None where they enclose nothing."""
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    left, right = min(left, min(r.at for r in down)), max(right, max(r.at for r in down))
    top, bottom = min(top, min(r.at for r in across)), max(bottom, max(r.at for r in across))
    xs = _places([r.at for r in down] + [left, right])
    ys = _places([r.at for r in across] + [top, bottom])
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MAX_CELLS:
        return None
    label = list(range(rows * columns))

    def root(i: int) -> int:
        while label[i] != i:
            label[i] = label[label[i]]
            i = label[i]
        return i

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _drawn(down, xs[column + 1], ys[row], ys[row + 1]):
                label[root(here + 1)] = root(here)
            if row + 1 < rows and not _drawn(across, ys[row + 1], xs[column], xs[column + 1]):
                label[root(here + columns)] = root(here)
    owner = tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(xs, ys, owner)


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule at `at` covers the middle and most of the stretch."""
    need = 0.8 * (end - start)
    return any(abs(r.at - at) <= TOLERANCE and min(r.end, end) - max(r.start, start) >= need for r in rules)
