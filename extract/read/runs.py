"""Runs of text at their places on a page, put together into printed lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from schemas.text import Line

GAP = 1.1
"""White space (in sizes of print) that parts names set side by side."""
_HEAD = 60
"""Lines of a page among which a red head is looked for."""
_NAME = re.compile("[\u4e00-\u9fff（）、]+")
_BODIES = (*"局厅委部署院会行府", "办公室", "中心")
_NOISE = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200f\ufeff\ufffe\uffff]")


class Run(NamedTuple):
    """Characters side by side; points from the top left. `first` is the page's index of the first character."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    first: int = 0
    size: float = 0.0
    """Of print, in points; 0 where only the box is known."""
    confidence: float | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


def lines(runs: Iterable[Run]) -> list[Line]:
    """Runs as printed lines, top to bottom: what stands at one height is one line, left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle[1], run.x0)):
        if rows and _beside(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    made: list[Line] = []
    for row in rows:
        row.sort(key=lambda run: run.x0)
        made += [_line([run]) for run in row] if _signers(row) else [_line(row)]
    return _tall_last([line for line in made if line.text])


def _signers(row: list[Run]) -> bool:
    """Bodies that sign side by side, each its own line: names of bodies, or beginnings of names of one place."""
    names = [run.text.replace(" ", "") for run in row]
    if len(row) < 2 or any(len(name) < 3 or not _NAME.fullmatch(name) for name in names):
        return False
    apart = all(b.x0 - a.x1 > GAP * (a.y1 - a.y0) for a, b in pairwise(row))
    bodies = [name for name in names if name.endswith(_BODIES)]
    begun = [name for name in names if name not in bodies]
    return apart and bool(bodies) and all(name[:2] == names[0][:2] for name in begun)


def _tall_last(printed: list[Line]) -> list[Line]:
    """A tall line right of a block of others (文件 beside the joint issuers) moved after the last of the block."""
    tall = [line for line in printed[:_HEAD] if len(line.text) < 5 and line is not printed[0]]
    for line in tall:
        at = end = printed.index(line)
        beside = printed[at - 1]
        if _size(line) > 1.4 * _size(beside) and _is_left(beside, line):
            for after in printed[at + 1 :]:
                if abs(_size(after) - _size(beside)) > 1 or not _is_left(after, line):
                    break
                end += 1
        printed.insert(end, printed.pop(at))
    return printed


def _size(line: Line) -> float:
    return line.size or 0.0


def _is_left(line: Line, other: Line) -> bool:
    return (line.x1 or 0.0) <= (other.x0 or 0.0) + 3


def _beside(row: list[Run], run: Run) -> bool:
    top, bottom = min(r.y0 for r in row), max(r.y1 for r in row)
    overlap = min(bottom, run.y1) - max(top, run.y0)
    low, high = sorted((bottom - top, run.y1 - run.y0))
    return overlap > 0.6 * low and high < 1.6 * low + 2 and all(run.x0 >= r.x1 - 3 or run.x1 <= r.x0 + 3 for r in row)


def _line(row: list[Run]) -> Line:
    text = row[0].text
    for before, run in pairwise(row):
        text += (" " if run.x0 - before.x1 > 0.2 * (run.y1 - run.y0) else "") + run.text
    widest = max(row, key=lambda run: run.x1 - run.x0)
    weights = [(run.confidence, len(run.text)) for run in row if run.confidence is not None]
    confidence = sum(c * n for c, n in weights) / sum(n for _, n in weights) if weights else None
    return Line(
        text=_NOISE.sub("", text).strip(),
        x0=round(row[0].x0, 1),
        y0=round(min(r.y0 for r in row), 1),
        x1=round(max(r.x1 for r in row), 1),
        y1=round(max(r.y1 for r in row), 1),
        size=round(widest.size or widest.y1 - widest.y0, 1),
        confidence=None if confidence is None else round(confidence, 3),
    )
