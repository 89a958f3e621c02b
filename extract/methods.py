"""Support methods of benefits: 事前补助、后补助、股权投资、贷款贴息、风险补偿、奖励、配套、减免 ….

The word beside the number decides; else what the provision, or one above it, declared last before the number
（采取后补助方式给予支持）. A number without either has no method.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from extract.criteria.reading import Span, alternatives
from schemas.records import Quantity
from schemas.tables import rows
from schemas.text import Outline

_CLAUSE = re.compile(r"[^,。;\n]+")
_SENTENCE = re.compile(r"[^。;\n]+")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    match: str
    close: bool = False


@cache
def _methods() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<m{n}>{row.match})" for n, row in enumerate(rows("methods", "row", _Row))))


def with_methods(quantities: Iterable[Quantity], outline: Outline) -> tuple[Quantity, ...]:
    """The quantities, each benefit with its support method where the text tells one."""
    quantities = tuple(quantities)
    places = {unit.path: unit for unit in reversed(outline.units)}
    declared = {path: _declared(outline, unit.spans) for path, unit in places.items() if _benefits(quantities, path)}
    out = []
    for quantity in quantities:
        if quantity.role == "benefit" and quantity.path in places:
            method = _method(outline, quantity, declared)
            quantity = quantity.model_copy(update={"method": method}) if method else quantity
        out.append(quantity)
    return tuple(out)


def _benefits(quantities: tuple[Quantity, ...], path: str) -> bool:
    return any(quantity.path == path and quantity.role == "benefit" for quantity in quantities)


def _method(outline: Outline, quantity: Quantity, declared: dict[str, list[tuple[int, str]]]) -> str:
    beside = _nearest(outline.folded, quantity, _CLAUSE) or _nearest(outline.folded, quantity, _SENTENCE)
    if any(row.close and row.name == beside for row in rows("methods", "row", _Row)):
        return beside
    rows_ = declared[quantity.path]
    at = bisect_right(rows_, (quantity.start, "\uffff")) - 1
    if at >= 0:
        return rows_[at][1]
    return _from_above(outline, quantity) or beside


def _from_above(outline: Outline, quantity: Quantity) -> str:
    """What a unit above declared, nearest first."""
    parents = {unit.path: unit.parent for unit in outline.units}
    parent = parents.get(quantity.path)
    while parent is not None:
        unit = outline.units[parent]
        if before := [name for start, name in _declared(outline, unit.spans) if start < quantity.start]:
            return before[-1]
        parent = unit.parent
    return ""


def _declared(outline: Outline, spans: Iterable[Span]) -> list[tuple[int, str]]:
    """(offset, method) of every declaration in the spans, in reading order; two methods in one are joined by +."""
    out = []
    for start, end in spans:
        for match in alternatives("methods", "declared").finditer(outline.folded, start, end):
            names = dict.fromkeys(_name(hit) for hit in _methods().finditer(outline.folded, *match.span()))
            if names:
                out.append((match.start(), "+".join(names)))
    return out


def _nearest(folded: str, quantity: Quantity, pattern: re.Pattern[str]) -> str:
    """The method word nearest to the number within the piece of text that holds it."""
    start = max(folded.rfind(mark, 0, quantity.start) for mark in ("。", ";", "\n")) + 1
    for piece in pattern.finditer(folded, start, quantity.end + 200):
        if piece.end() >= quantity.end:
            hits = list(_methods().finditer(folded, *piece.span()))
            if not hits:
                return ""
            near = min(hits, key=lambda hit: max(hit.start() - quantity.end, quantity.start - hit.end()))
            return _name(near)
    return ""


def _name(match: re.Match[str]) -> str:
    return rows("methods", "row", _Row)[int(str(match.lastgroup)[1:])].name
