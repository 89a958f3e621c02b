"""Support methods of benefits: 事前补助、后补助、股权投资、贷款贴息、风险补偿、奖励、配套、减免 ….

The word beside the number decides where it says how the sum is worked out or given; else what the provision, or one
above it, declared last before the number（采取后补助方式给予支持）; else the word beside it. Without any, no method.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from extract.reading import Span, alternatives
from schemas.records import Quantity
from schemas.tables import rows
from schemas.text import Outline

_STOPS = "。;\n"
_Declared = list[tuple[int, str]]
_Hits = dict[Span, list[re.Match[str]]]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    match: str
    close: bool = False


@cache
def _rows() -> tuple[_Row, ...]:
    return rows("methods", "row", _Row)


@cache
def _methods() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<m{n}>{row.match})" for n, row in enumerate(_rows())))


def with_methods(quantities: Iterable[Quantity], outline: Outline) -> tuple[Quantity, ...]:
    """The quantities, each benefit with its support method where the text tells one."""
    index = {unit.path: n for n, unit in reversed(list(enumerate(outline.units)))}
    declared: dict[int, _Declared] = {}
    read: _Hits = {}
    out = []
    for quantity in quantities:
        if quantity.role == "benefit" and quantity.path in index:
            beside = _beside(outline.folded, quantity, read)
            method = beside if beside and beside.close else None
            name = method.name if method else _declared_for(outline, quantity, index[quantity.path], declared)
            if name := name or (beside.name if beside else ""):
                quantity = quantity.model_copy(update={"method": name})
        out.append(quantity)
    return tuple(out)


def _declared_for(outline: Outline, quantity: Quantity, unit: int | None, declared: dict[int, _Declared]) -> str:
    """What the unit, or the nearest one above that declares a method, declared last before the number."""
    while unit is not None:
        if unit not in declared:
            declared[unit] = _declared(outline.folded, outline.units[unit].spans)
        at = bisect_right(declared[unit], (quantity.start, "\uffff")) - 1
        if at >= 0:
            return declared[unit][at][1]
        unit = outline.units[unit].parent
    return ""


def _declared(folded: str, spans: Iterable[Span]) -> _Declared:
    """(offset, method) of every declaration in the spans, in reading order; two methods in one are joined by +."""
    out = []
    for start, end in spans:
        for match in alternatives("methods", "declared").finditer(folded, start, end):
            names = dict.fromkeys(_row(hit).name for hit in _methods().finditer(folded, *match.span()))
            if names:
                out.append((match.start(), "+".join(names)))
    return out


_FAR = 600
"""Characters either side beyond which no sentence is followed."""


def _beside(folded: str, quantity: Quantity, read: _Hits) -> _Row | None:
    """The method nearest to the number in its clause, else in its sentence; `read` are those already searched."""
    first, last = max(quantity.start - _FAR, 0), min(quantity.end + _FAR, len(folded))
    start = max(max(folded.rfind(stop, first, quantity.start) for stop in _STOPS) + 1, first)
    ends = [at for stop in _STOPS if (at := folded.find(stop, quantity.end, last)) >= 0]
    end = min(ends, default=last)
    comma = folded.find(",", quantity.end, end)
    clause = max(folded.rfind(",", start, quantity.start) + 1, start), comma if comma >= 0 else end
    return _nearest(folded, quantity, clause, read) or _nearest(folded, quantity, (start, end), read)


def _nearest(folded: str, quantity: Quantity, span: Span, read: _Hits) -> _Row | None:
    if (hits := read.get(span)) is None:
        hits = read[span] = list(_methods().finditer(folded, *span))
    first, last = quantity.start, quantity.end
    near = min(hits, key=lambda hit: max(hit.start() - last, first - hit.end()), default=None)
    return _row(near) if near else None


def _row(match: re.Match[str]) -> _Row:
    return _rows()[int(str(match.lastgroup)[1:])]
