"""Pages set in two columns, as gazettes are: unfolded into one, the right column under the left.

What crosses the gutter (a title, a page number) parts the page into bands; in each band the left column is read before
the right one. Places are moved so that the page looks as if it had been set in one column: the same left edge, the
same distance of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.read.runs import Run

_FEWEST = 10
"""Full lines that each column must have."""
_MOST = 1000
"""Runs of a page that may be set in columns; a page of more is no running text."""
_EDGE = 0.08
"""Share of the page's height at top and bottom in which a short run is a head or a number, not a line of a column."""


def unfolded(runs: list[Run], width: float, height: float) -> tuple[list[Run], float]:
    """The runs as if set in one column, and the height of such a page; a page of one column as it is."""
    gutter = _gutter(runs, width, height)
    if gutter is None:
        return runs, height
    across = sorted((run for run in runs if _crosses(run, gutter, height)), key=lambda run: run.y0)
    rest = [run for run in runs if run not in across]
    tops = [0.0, *(run.y1 for run in across)]
    bottoms = [*(run.y0 for run in across), height]
    aside = _edge([run for run in rest if run.x0 > gutter]) - _edge([run for run in rest if run.x1 < gutter])
    made: list[Run] = []
    down = 0.0
    for number, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        band = [run for run in rest if top <= run.middle[1] < bottom or (bottom == height and run.middle[1] >= top)]
        left = sorted((run for run in band if run.x1 <= gutter), key=lambda run: run.y0)
        right = sorted((run for run in band if run.x0 >= gutter), key=lambda run: run.y0)
        made += [_moved(run, 0.0, down) for run in left]
        if left and right:
            under = left[-1].y0 + _pitch(left) - right[0].y0
            made += [_moved(run, -aside, down + under) for run in right]
            down += max(right[-1].y1 + under - max(left[-1].y1, right[-1].y1), 0.0)
        else:
            made += [_moved(run, -aside, down) for run in right]
        if number < len(across):
            made.append(_moved(across[number], 0.0, down))
        rest = [run for run in rest if run not in band]
    return made, height + down


def _gutter(runs: Sequence[Run], width: float, height: float) -> float | None:
    """The middle of the white strip between two columns of full lines; None where there is none."""
    if len(runs) > _MOST or sum(run.x1 - run.x0 > 0.6 * width for run in runs) > 0.2 * len(runs):
        return None
    best: tuple[int, float] | None = None
    for step in range(40, 61):
        x = width * step / 100
        left = [run for run in runs if run.x1 <= x and not _is_edge(run, height)]
        right = [run for run in runs if run.x0 >= x and not _is_edge(run, height)]
        crossing = len(runs) - len(left) - len(right)
        full = all(len(side) >= _FEWEST and _are_full(side, x if side is left else width - x) for side in (left, right))
        if full and crossing <= 0.2 * len(runs) and (best is None or crossing < best[0]):
            best = crossing, x
    return best[1] if best else None


def _are_full(side: Sequence[Run], room: float) -> bool:
    """Most runs are lines of running text: as long as the longest of them, and most of the room."""
    longest = max(run.x1 - run.x0 for run in side)
    return longest > 0.6 * room and sum(run.x1 - run.x0 > 0.85 * longest for run in side) > 0.55 * len(side)


def _is_edge(run: Run, height: float) -> bool:
    return len(run.text) <= 20 and not _EDGE * height < run.middle[1] < (1 - _EDGE) * height


def _crosses(run: Run, gutter: float, height: float) -> bool:
    return run.x0 < gutter < run.x1 or _is_edge(run, height)


def _edge(side: Sequence[Run]) -> float:
    """The left edge of a column."""
    return min(run.x0 for run in side)


def _pitch(column: Sequence[Run]) -> float:
    gaps = [below.y0 - above.y0 for above, below in pairwise(column) if below.y0 - above.y0 > 2]
    return median(gaps) if gaps else 1.6 * (column[0].y1 - column[0].y0)


def _moved(run: Run, right: float, down: float) -> Run:
    return run._replace(x0=run.x0 + right, x1=run.x1 + right, y0=run.y0 + down, y1=run.y1 + down)
