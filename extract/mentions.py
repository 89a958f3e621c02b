"""Documents named in the text: every 《》 with its number, its sentence and the provision that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract import doc_numbers
from extract.reading import composed
from extract.spans import holding
from extract.titles import bare, clean
from schemas.tables import values
from schemas.text import Outline

_MARK = re.compile("[《》]|(?<=[。;:!?])\n")
_GOES_ON = re.compile("[^《》、,。;()\n]{1,16}》")
_TRIAL = re.compile(r"\((?:试行|暂行)\)")
_MADE_BY = composed("citation", r"(?:文件?)?{sending}(?:施行|实施)?的?$")
_LONGEST = 160
_SHORT_FOR = re.compile(r"(?:简称|下称|以下称|统称)(?:为)?[:“]?$")
_ENDS = "。;:!?"


class Region(NamedTuple):
    """A stretch of running text: its place, the path of its provision ('' above the first one) and what it is."""

    start: int
    end: int
    path: str
    purpose: bool
    """True for notice, preamble and the first provisions, where a document says what it rests on."""


class Mention(NamedTuple):
    """A document named in 《》. `start` is at the 《, `end` behind the number that follows; `after` behind the 》."""

    start: int
    after: int
    end: int
    title: str
    number: str | None
    home: Region


def regions(outline: Outline) -> list[Region]:
    """The running text of a policy: sentences of its notice, its provisions, and its annexes that are no forms."""
    found = [Region(p.start, p.end, "", True) for p in outline.head if _is_running(outline.folded[p.start : p.end])]
    forms = _form_annexes(outline)
    units = [
        unit
        for unit in outline.units
        if not forms or not any(unit.path == form or unit.path.startswith(form + "/") for form in forms)
    ]
    worded = 0
    for unit in units:
        first = unit.level == "preamble" or worded < 3
        worded += unit.level in ("article", "item", "preamble")
        found += [Region(start, end, unit.path, first) for start, end in unit.spans]
    return list(_joined(outline.folded, sorted(found)))


def _is_running(text: str) -> bool:
    """Whether a paragraph of the head is running text, whole or broken off, and no title or history line."""
    return text[-1] in "。;:!”" or (len(text) > 40 and "," in text and text[0] not in "(0123456789")


def _joined(folded: str, places: list[Region]) -> Iterator[Region]:
    """The regions, with those made one that a line end cuts in the middle of a sentence."""
    last: Region | None = None
    for place in places:
        if last and place.path == last.path and place.start == last.end + 1 and _is_cut(folded, last.end):
            last = last._replace(end=place.end)
            continue
        if last:
            yield last
        last = place
    if last:
        yield last


def _is_cut(folded: str, at: int) -> bool:
    before, after = folded[at - 1], folded[at + 1]
    return before not in _ENDS and (before not in "”)》" or after in "《等和及、的(,")


@cache
def _forms() -> tuple[str, ...]:
    return values("citation", "forms")


def _form_annexes(outline: Outline) -> set[str]:
    """Paths of the annexes that are papers to fill in or to sign."""
    return {unit.path for unit in outline.units if unit.level == "annex" and bare(unit.heading).endswith(_forms())}


def mentions(outline: Outline, within: list[Region] | None = None) -> list[Mention]:
    """Every document named in `within` (the running text), in reading order. Names inside names are not counted."""
    found: list[Mention] = []
    places = regions(outline) if within is None else within
    for index in holding(outline.folded, [(place.start, place.end) for place in places], "《"):
        found += in_region(outline.text, outline.folded, places[index])
    return found


def in_region(text: str, folded: str, region: Region) -> Iterator[Mention]:
    """The documents named in one stretch of `text`, left to right."""
    at = region.start
    while (start := folded.find("《", at, region.end)) >= 0:
        close = _close(folded, start, region.end)
        if close is None:
            at = start + 1
            continue
        at = close + 1
        title = text[start + 1 : close]
        if _TRIAL.match(folded, at):
            title, at = title + "（试行）", at + 4
        number, end = _number_behind(folded, at, region.end)
        if number is None:
            number = _number_before(folded, start, region.start)
        if (
            1 < len(title) <= _LONGEST
            and "。" not in title
            and not _SHORT_FOR.search(folded, max(region.start, start - 6), start)
        ):
            if title.count("〈") > title.count("〉") and "《" not in title:
                title = title.replace("》", "〉")
            yield Mention(start, close + 1, end, clean(title), number, region)
        at = max(at, end)


_DEEPEST = 6
"""Titles inside titles; more marks than this are no titles."""


def _close(folded: str, start: int, end: int) -> int | None:
    """Index of the 》 that closes the 《 at `start`.

    Marks that do not match are common: a 》 may close an inner 〈（《关于印发〈A》的通知》), and a 〉 printed for
    the 》 counts where no 》 comes before the next 《.
    """
    depth = 0
    for mark in _MARK.finditer(folded, start, min(end, start + _LONGEST)):
        at = mark.start()
        if mark[0] == "《":
            depth += 1
            if depth > _DEEPEST:
                break
        elif mark[0] == "》":
            if (
                depth == 1
                and folded.count("〈", start, at) > folded.count("〉", start, at)
                and _GOES_ON.match(folded, at + 1)
            ):
                continue
            depth -= 1
            if not depth:
                return at
        else:
            break
    following = folded.find("《", start + 1, min(end, start + _LONGEST))
    slip = folded.find("〉", start, following if following > 0 else min(end, start + _LONGEST))
    return slip if slip > 0 and folded.find("〈", start, slip) < 0 else None


def _number_behind(folded: str, at: int, end: int) -> tuple[str | None, int]:
    """The number printed behind a title, in brackets or not, and where it ends."""
    while at < end and folded[at] in " \n":
        at += 1
    if at < end and folded[at] in "(〔":
        close = _bracket(folded, at, min(end, at + 120))
        inside = folded[at + 1 : close].replace("\n", "") if close else ""
        if close and (found := next(doc_numbers.numbers(inside), None)):
            return found.text, close + 1
        if found := next(doc_numbers.numbers(folded, at, min(end, at + 40)), None):
            return (found.text, found.end) if found.start <= at + 1 else (None, at)
        return None, at
    sign = folded.find("号", at, min(end, at + 26))
    if sign > 0 and (found := next(doc_numbers.numbers(folded, at, sign + 1), None)) and found.start == at:
        return found.text, found.end
    return None, at


def _bracket(folded: str, at: int, end: int) -> int | None:
    depth = 0
    for index in range(at, end):
        depth += (folded[index] in "(〔") - (folded[index] in ")〕")
        if depth == 0:
            return index
    return None


def _number_before(folded: str, start: int, floor: int) -> str | None:
    """The number of the order that made the document: 国家工商行政管理总局令第71号公布的《…》."""
    made = _MADE_BY.search(folded, max(floor, start - 12), start)
    if not made:
        return None
    for found in doc_numbers.numbers(folded, max(floor, start - 60), made.start()):
        if found.end == made.start():
            return found.text
    return None


def sentence(folded: str, at: int, floor: int, ceiling: int) -> tuple[int, int]:
    """The sentence around `at`, between `floor` and `ceiling`; it runs over line ends that break a sentence off."""
    return sentence_start(folded, at, floor), sentence_end(folded, at, ceiling)


def sentence_start(folded: str, at: int, floor: int) -> int:
    """Where the sentence begins that holds `at`."""
    line = folded.rfind("\n", floor, at)
    while line > floor and folded[line - 1] not in _ENDS:
        line = folded.rfind("\n", floor, line)
    return max(folded.rfind("。", floor, at) + 1, line + 1, floor)


def sentence_end(folded: str, at: int, ceiling: int) -> int:
    """Where the sentence ends that holds `at`: at its full stop, or at the line end behind one."""
    stop, line = folded.find("。", at, ceiling), folded.find("\n", at, ceiling)
    while line > at and folded[line - 1] not in _ENDS:
        line = folded.find("\n", line + 1, ceiling)
    return min([end for end in (stop, line) if end >= 0], default=ceiling)
