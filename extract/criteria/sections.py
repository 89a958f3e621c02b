"""Units under a list of conditions（支持条件、申报条件、应符合以下条件：…）: each item is a criterion whole."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.fold import fold
from extract.reading import Span, alternatives, composed
from schemas.text import Outline

_ANY = re.compile(r"之一|任[意一何]|(?:[一二三]|\d)(?:项|个)(?:以上)?(?:条件)?(?:即可|的)")
# 有下列情形之一的 leads into conditions only where something is granted or refused on them
_CASES = composed("criteria", r"{below}[^,;:]{0,6}{cases}")
_SPOKEN = composed("criteria", r"[^。;:]*{below}[^,;:。]{0,6}(?:{cases}|条件)[^。;:]*")
_GRANTED = composed("criteria", r"{aid}|{hang_on_cases}")
_ASIDE = alternatives("criteria", "aside")
_LAST = re.compile(r"[,。;:]")
_TAIL = 80


class Section(NamedTuple):
    """A list of conditions: the unit that leads in, whether one item is enough, whether its items shut out."""

    unit: int
    any: bool = False
    shuts_out: bool = False
    by_heading: bool = False


@cache
def _heading() -> re.Pattern[str]:
    return alternatives("criteria", "headings", r"(?:\([^()]*\))?{}(?:\([^()]*\))?")


def sections(outline: Outline, words: list[list[Span]]) -> dict[int, Section]:
    """The list of conditions in which each unit stands; units outside of lists are left out.

    `words` holds every unit's own words. A unit that leads in counts to its own list only where it is headed so, or
    where the items have no labels.
    """
    below: dict[int, Section] = {}
    out: dict[int, Section] = {}
    for n, unit in enumerate(outline.units):
        own = _lead(outline, n, words[n])
        above = None if unit.parent is None or _ASIDE.fullmatch(fold(unit.heading)) else below.get(unit.parent)
        if own is not None or above is not None:
            below[n] = own or above  # type: ignore[assignment]
        if own is not None and (own.by_heading or _unlabelled(outline, n, words[n])):
            out[n] = own
        elif above is not None:
            out[n] = above
    return out


def _unlabelled(outline: Outline, index: int, words: list[Span]) -> bool:
    """Whether the items that a unit leads into are its own next paragraphs, without labels."""
    return not has_items(outline, index) and any(outline.folded.startswith(":", end) for _, end in words[:-1])


def introduces(outline: Outline, words: list[Span]) -> bool:
    """Whether a unit's own words end in a colon: they lead into the items below."""
    return bool(words) and outline.folded.startswith(":", words[-1][1])


def has_items(outline: Outline, index: int) -> bool:
    """Whether a unit has units below it."""
    return index + 1 < len(outline.units) and outline.units[index + 1].parent == index


def shuts_out(folded: str, start: int, end: int) -> bool:
    """Whether words themselves open with cases that are refused（有下列情形的不予支持：…）."""
    opening = folded[start : min(end, start + _TAIL)].partition(":")[0]
    return bool(_CASES.search(opening) and alternatives("criteria", "shutting").search(opening))


def _lead(outline: Outline, index: int, words: list[Span]) -> Section | None:
    unit = outline.units[index]
    headed = bool(unit.heading and _heading().fullmatch(fold(unit.heading).strip(" :。")))
    led = _led(outline, index, words)
    if headed:
        return led._replace(by_heading=True) if led else Section(index, by_heading=True)
    return led


def _led(outline: Outline, index: int, words: list[Span]) -> Section | None:
    """The list that a unit's own words lead into."""
    if len(words) == 1 and _heading().fullmatch(outline.folded, *words[0]):
        return Section(index)
    colon = next((span for span in words if outline.folded.startswith(":", span[1])), None)
    if colon is None and has_items(outline, index):
        # 学生符合以下3个条件之一，可申请补贴。: the items below are meant all the same
        spoken = (_SPOKEN.search(outline.folded, *span) for span in reversed(words))
        colon = next((match.span() for match in spoken if match), None)
    if colon is None:
        return None
    tail = outline.folded[max(colon[0], colon[1] - _TAIL) : colon[1]] + ":"
    if alternatives("criteria", "not_leads").search(tail):
        return None
    headed = _heading().fullmatch(_LAST.split(tail[:-1])[-1])
    if not headed and not alternatives("criteria", "leads").search(tail):
        return None
    if _CASES.search(tail) and not _GRANTED.search(tail):
        return None
    shuts = bool(alternatives("criteria", "shutting").search(tail))
    return Section(index, bool(_ANY.search(tail)) and not shuts, shuts)
