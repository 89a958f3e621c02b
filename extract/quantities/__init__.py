"""Quantities: every number that matters to who gets what, with what it bounds, what it is for, and for whom."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.quantities.case import Seen, Verdict
from extract.quantities.compare import Bound, compare, tiers
from extract.quantities.context import Place, introduces_conditions, places, sections
from extract.quantities.giving import grants_in, grants_surely, in_tariff
from extract.quantities.role import role
from extract.quantities.scan import scan
from extract.quantities.tell import Told, tell
from extract.reading import composed
from schemas.records import Issue, Quantity
from schemas.text import Outline

_BOUND = composed("comparison", "{bounds}")
_MORE_THAN = composed("comparison", "{before_count}$")
_LISTED = composed("comparison", "{enumerates}$")
_EACH = re.compile(r"每[^,。;]{0,8}$")
_ONLY = composed("terms", r"(?:{only}|每)[^,。;]{0,10}$")
_COUNTED = re.compile(r"[^,;。:]{1,16}(?:和|及|以及)")
_ALTERNATIVE = re.compile(r"\([^()]{1,12}为")
_UNREADABLE = re.compile(r"(?<![\d.,])(?:0\d+(?:\.\d+)?|\d+(?:,\d{3})*,\d{1,2}|\d+，\d{3})(?=[百千]?[万亿]?元|%)")
_CAP = composed("comparison", r"{caps}[^,。;:\d]{0,10}:[^。:]*$")
_AT_LEAST = composed("comparison", r"{least}[一-鿿]{0,2}$")
_KINDS = composed("comparison", "{enumerated}")


def quantities(outline: Outline) -> list[Quantity]:
    """The quantities of an outline, in reading order; offsets are those of the file's text."""
    return read(outline)[0]


def read(outline: Outline) -> tuple[list[Quantity], list[Issue]]:
    """The quantities of an outline and the doubts met on the way."""
    seen = look(outline)
    told, doubts = tell(seen, outline)
    rows = [_record(p, b, v, t, outline) for p, b, v, t in zip(*seen, told, strict=True) if v]
    return rows, doubts + _unreadable(outline)


def look(outline: Outline) -> Seen:
    """The numbers of an outline, what they bound and what they are for, before it is told whom they are about."""
    kinds = sections(outline)
    found: list[Place] = []
    for index, unit in enumerate(outline.units):
        kind = kinds[index]
        for start, end in unit.spans:
            mentions = [m for m in scan(outline.folded, start, end) if "，" not in outline.text[m.start : m.end]]
            if mentions:
                found += places(outline.folded[start:end], start, mentions, kind, index)
            if introduces_conditions(outline.folded, start, end):
                kind = "conditions"
            elif outline.folded[end - 1] == "。":  # closes the list
                kind = kinds[index]
    bounds = _bounds(found, outline)
    found = [_before_list(found, i) for i in range(len(found))]
    return Seen(found, bounds, _verdicts(found, bounds, outline))


def _unreadable(outline: Outline) -> list[Issue]:
    """Sums and rates that no number is printed like（002元, 1,00万元; 1，000万元 may be two）: reported, not read."""
    return [
        Issue(
            code="quantities.unreadable_number",
            message=f"no number: {outline.text[odd.start() : odd.end() + 3]}",
            page=outline.page_at(odd.start()),
            start=odd.start(),
        )
        for unit in outline.units
        for start, end in unit.spans
        for odd in _UNREADABLE.finditer(outline.text, start, end)
    ]


def _bounds(found: list[Place], outline: Outline) -> list[Bound]:
    bounds: list[Bound] = []
    for i, place in enumerate(found):
        bound = compare(place.mention, place.left, place.right)
        if bound.at is None and bound.op == "=" and in_tariff(place) and _CAP.search(place.announced):
            bound = Bound("<=")
        if bound.at is None and bound.op == "=" and place.index and _same_list(found[i - 1], place):
            bound = replace(bounds[-1], at=None, shared=True)
        bounds.append(bound)
    for i in range(len(found) - 2, -1, -1):  # 总投资5亿元或3000万美元以上
        bare = bounds[i].op == "=" and bounds[i].at is None and found[i + 1].mention.joint == "and"
        if bare and bounds[i + 1].behind:
            bounds[i] = replace(bounds[i + 1], at=None, shared=True)
    groups = [_provision(outline, place.unit) for place in found]
    return tiers([place.mention for place in found], bounds, groups)


def _provision(outline: Outline, index: int) -> int:
    """The unit whose items tell tiers together: the one above, or the unit itself under a chapter or nothing."""
    parent = outline.units[index].parent
    return index if parent is None or outline.units[parent].level in ("part", "chapter", "section") else parent


def _same_list(a: Place, b: Place) -> bool:
    """A comparison word holds for the whole list after it（不超过100万元、50万元）."""
    between = b.text[a.mention.end - b.base : b.mention.start - b.base]
    if a.base != b.base or a.mention.kind != b.mention.kind:
        return False
    beside = between.startswith(("、", "和", "或")) and not any(c in between for c in ",;。")
    counted = b.mention.kind == "count" and _COUNTED.fullmatch(between)
    return bool(b.mention.joint) or beside or bool(counted) or bool(_ALTERNATIVE.fullmatch(between))


def _verdicts(found: list[Place], bounds: list[Bound], outline: Outline) -> list[Verdict | None]:
    verdicts: list[Verdict | None] = []
    giving = {index: _unit_grants(outline, index) for index in {place.unit for place in found}}
    for i, (place, bound) in enumerate(zip(found, bounds, strict=True)):
        previous = verdicts[-1] if i and found[i - 1].base == place.base else None
        verdicts.append(
            None if _dropped(place) else role(place, bound, previous, giving[place.unit] or grants_in(place.whole))
        )
    return verdicts


def _before_list(found: list[Place], index: int) -> Place:
    """A number with what stands behind the list or range that it opens（10万元、5万元的奖励）."""
    last = index
    while last + 1 < len(found) and found[last + 1].mention.joint:
        last += 1
    end = found[last]
    return found[index] if last == index else replace(found[index], right=end.right, following=end.following)


def _unit_grants(outline: Outline, index: int) -> bool:
    unit = outline.units[index]
    return any(grants_surely(outline.folded[start:end]) for start, end in unit.spans)


def _dropped(place: Place) -> bool:
    """Counts that belong to a scope（每投资1家企业）, to 只能获得1次, or to an enumeration（以下2种类型、19个领域）."""
    m = place.mention
    if m.kind == "money" and place.right.startswith("级"):  # 百亿元级、80亿元级项目
        return True
    if m.kind != "count" or m.ordinal:
        return False
    bounded = _MORE_THAN.search(place.left) or _BOUND.match(place.right)
    if _LISTED.search(place.left) or _KINDS.match(place.right) or (m.unit in ("类", "种", "批") and not bounded):
        return True
    each = _EACH.search(place.left) and not _AT_LEAST.search(place.left)  # 每年至少举办1次
    return m.value == 1 and bool(each or (m.unit == "次" and _ONLY.search(place.lead)))


def _record(place: Place, bound: Bound, verdict: Verdict, told: Told, outline: Outline) -> Quantity:
    m = place.mention
    return Quantity(
        path=outline.units[place.unit].path,
        text=_phrase(place, bound, outline),
        value=float(m.value),
        unit=m.unit,
        op=verdict.op or bound.op,
        role=verdict.role,
        per=told.per,
        of=told.of,
        who=told.who,
        currency=m.currency,
        page=outline.page_at(m.start),
        start=m.start,
        end=m.end,
        rule=f"quantities.{verdict.rule}",
        flags=() if told.sure else ("recipient_unsure",),
    )


def _phrase(place: Place, bound: Bound, outline: Outline) -> str:
    """The shortest words that show number, unit and comparison."""
    start, end = place.mention.start, place.mention.end
    if bound.at is not None and bound.word != "至":
        if bound.behind:
            end += bound.at
        else:
            start -= len(place.left) - bound.at
    return outline.text[start:end]
