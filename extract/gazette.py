"""A government gazette: one issue's front matter, and its policies cut out by the table of contents.

The contents say title, number and first page; the heading and number above each policy's text are looked up by them and
have the last word on the title. English contents beside the Chinese ones are passed over. Where the file keeps no page
marks, pages inside a policy are reckoned (extract.pages), and an issue record says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from extract.clip import Span, clip
from extract.fold import fold
from extract.pages import Stretch, marks, traces
from schemas.records import ContentsEntry, GazetteIssue, Issue, Source
from schemas.tables import values
from schemas.text import Note, Paragraph, Part, Text

_FRONT = 40
"""Paragraphs among which a gazette's name and issue number stand."""
_LEADER = re.compile(r"(?:[.…·‥⋯]\s*){2,}\(?\s*(\d{1,4})\s*\)?")
_NUMBER = re.compile(r"\(\s*([^()]{1,20}〔\d{4}〕\s*第?\s*\d+\s*号|[^()]{0,20}令?第\s*\d+\s*号)\s*\)\s*$")
_CATEGORY = re.compile(r"〔\s*([^〔〕\d]{2,20}?)\s*〕")
_ISSUE = re.compile(r"(?:(\d{4})\s*年?\s*)?第\s*(\d{1,3})\s*[期号]")
_TOTAL = re.compile(r"总\s*第?\s*(\d{1,5})\s*[期号]")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTENTS = 300
"""Paragraphs that a table of contents may take."""
_SAME_TITLE = 0.85
_HEADING_LINES = 5


@dataclass(frozen=True, slots=True)
class Gazette(Part):
    """An issue's front matter and colophon, and what its contents say."""

    entries: tuple[ContentsEntry, ...] = ()
    notes: tuple[Note, ...] = ()


def gazette(text: Text) -> list[Part]:
    """The issue and its policies, in order; none where the text is no gazette with a table of contents."""
    front = fold("\n".join(p.text for p in text.paragraphs[:_FRONT]))
    name = _name().search(front)
    if name is None or not _ISSUE.search(front):
        return []
    entries, after = _contents(text)
    squeezed = [_squeeze(p.text) for p in text.paragraphs]
    places = [_heading(squeezed, after, entry) for entry in entries]
    found = [(entry, place) for entry, place in zip(entries, places, strict=True) if place]
    if not found:
        return []
    notes = [
        Note("policy_not_found", f"the contents name 《{entry.title}》, page {entry.page}; its text was not found")
        for entry, place in zip(entries, places, strict=True)
        if place is None
    ]
    return _parts(text, name[0], found, tuple(entries), notes)


def issue_record(part: Gazette, text: Text, source: Source) -> GazetteIssue:
    """The record of an issue, from its masthead and colophon."""
    said = [fold(p.text) for p in part.paragraphs]
    whole = "\n".join(said)
    number, total, day = _ISSUE.search(whole), _TOTAL.search(whole), _DAY.search(whole)
    alone = next((int(line[:4]) for line in said if re.fullmatch(r"(19|20)\d\d年?", line)), None)
    year = int(number[1]) if number and number[1] else alone or (int(day[1]) if day else 0)
    sponsor = re.search(r"^主办(?:单位)?:?\s*(\S+)$|^(\S+?)主办$", whole, re.M)
    issn, cn = re.search(r"ISSN\s*\d{4}-\d{3}[\dX]", whole), re.search(r"CN\s*\d{2}-\d{4}(?:/?[A-Z]{1,2})?", whole)
    return GazetteIssue(
        name=dict(part.context)["gazette"],
        year=year,
        issue=int(number[2]) if number else 0,
        total_issue=int(total[1]) if total else None,
        published_on=f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None,
        sponsor=(sponsor[1] or sponsor[2]) if sponsor else None,
        issn=issn[0] if issn else None,
        cn=cn[0] if cn else None,
        contents=part.entries,
        issues=tuple(Issue(code=n.code, message=n.message, level=n.level, page=n.page) for n in part.notes),
        source=source,
    )


@cache
def _name() -> re.Pattern[str]:
    """A gazette's name at the beginning of a line, however much stands behind it."""
    return re.compile(rf"^[\u4e00-\u9fff]{{2,20}}?(?:{'|'.join(values('gazette', 'names'))})(?![\u4e00-\u9fff])", re.M)


@cache
def _contents_heading() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[日期号报\d]))(?:{'|'.join(values('gazette', 'contents'))})(?![\u4e00-\u9fff])", re.M)


def _contents(text: Text) -> tuple[list[ContentsEntry], int]:
    """The Chinese entries of the table of contents, and the first paragraph after it."""
    heading = _contents_heading().search(text.text)
    if heading is None:
        return [], 0
    region = list(clip(text, Span(heading.end(), len(text.text))))[:_CONTENTS]
    size = max((i + 1 for i, p in enumerate(region) if _LEADER.search(fold(p.text))), default=0)
    end = len(text.paragraphs) - sum(p.start > region[size - 1].start for p in text.paragraphs) if size else 0
    said = "\n".join(p.text for p in region[:size] if _HAN.search(p.text))
    folded = fold(said)
    entries: list[ContentsEntry] = []
    category, done = None, 0
    for leader in _LEADER.finditer(folded):
        for match in _CATEGORY.finditer(folded, done, leader.start()):
            category, done = match[1], match.end()
        number = _NUMBER.search(folded, done, leader.start())
        title = "".join(said[done : number.start() if number else leader.start()].split())
        done = leader.end()
        if _HAN.search(title):
            doc_number = "".join(number[1].split()) if number else None
            entries.append(ContentsEntry(title=title, doc_number=doc_number, page=int(leader[1]), category=category))
    return entries, end


def _heading(squeezed: Sequence[str], after: int, entry: ContentsEntry) -> tuple[int, int] | None:
    """The paragraphs [first, last) of the heading above the entry's text: above its number, and like its title.

    `squeezed` are the paragraphs' words, folded and without white space.
    """
    ends = list(range(after + 1, len(squeezed)))
    if entry.doc_number:
        number = _squeeze(entry.doc_number)
        ends = [i for i in ends if squeezed[i].strip("()") == number]
    title = _squeeze(entry.title)
    best = max(
        (
            (_alike("".join(squeezed[first:last]), title, len(entry.title)), -last, first)
            for last in ends
            for first in range(max(after, last - _HEADING_LINES), last)
            if squeezed[first][:3] == title[:3]
        ),
        default=(0.0, 0, 0),
    )
    return (best[2], -best[1]) if best[0] >= _SAME_TITLE else None


def _alike(words: str, title: str, size: int) -> float:
    """How alike a heading's words are to the title, of `size` characters as printed."""
    if abs(len(words) - size) > 0.3 * size:
        return 0.0
    return SequenceMatcher(None, words, title, autojunk=False).ratio()


def _squeeze(words: str) -> str:
    return "".join(fold(words).split())


def _parts(
    text: Text,
    name: str,
    found: Sequence[tuple[ContentsEntry, tuple[int, int]]],
    entries: tuple[ContentsEntry, ...],
    notes: list[Note],
) -> list[Part]:
    paragraphs = text.paragraphs
    end = _colophon(paragraphs, name, found[-1][1][1])
    firsts = [first for _, (first, _) in found]
    numbered, estimated = _numbered(text, [(entry.page, first) for entry, (first, _) in found], end)
    policies: list[Part] = []
    titles = {}
    for ordinal, ((entry, place), (start, stop)) in enumerate(zip(found, pairwise([*firsts, end]), strict=True), 1):
        heading = "".join(p.text for p in paragraphs[slice(*place)])
        titles[entry] = heading
        if _squeeze(heading) != _squeeze(entry.title):
            differ = f"the contents print 《{entry.title}》, the heading 《{heading}》"
            notes.append(Note("contents_title", differ, "info", entry.page))
        if numbered[start].page != entry.page:
            differ = f"the contents say page {entry.page}, the text begins on page {numbered[start].page}"
            notes.append(Note("contents_page", differ, "warning", entry.page))
        context = {"gazette": name, "page": str(entry.page), "notice_title": heading}
        if entry.doc_number:
            context["doc_number"] = entry.doc_number
        policies.append(Part("policy", numbered[start:stop], ordinal, tuple(context.items())))
    if estimated:
        reckoned = "no page marks in the file: pages inside policies are reckoned from their first pages"
        notes.append(Note("pages_reckoned", reckoned, "info"))
    entries = tuple(entry.model_copy(update={"title": titles.get(entry, entry.title)}) for entry in entries)
    front = (*paragraphs[: firsts[0]], *paragraphs[end:])
    return [Gazette("gazette_issue", front, 1, (("gazette", name),), entries, tuple(notes)), *policies]


def _colophon(paragraphs: Sequence[Paragraph], name: str, after: int) -> int:
    """Where the last policy ends: at the paragraphs about the gazette itself on its last page."""
    words = tuple(values("gazette", "colophon"))
    for i in range(max(after, len(paragraphs) - _FRONT), len(paragraphs)):
        line = paragraphs[i].text
        if line.startswith((f"《{name}》", *words)) or line == name:
            return i
    return len(paragraphs)


def _numbered(text: Text, starts: Sequence[tuple[int, int]], end: int) -> tuple[tuple[Paragraph, ...], bool]:
    """The paragraphs with printed pages, and whether these had to be reckoned; `starts` are (page, paragraph).

    With page marks in the file the difference between mark and contents that most policies show is taken off.
    """
    paragraphs = text.paragraphs
    if len(starts) == 1 or len({paragraph.page for paragraph in paragraphs}) > 1:
        shifts = Counter(page - paragraphs[first].page for page, first in starts)
        shift = shifts.most_common(1)[0][0]
        return tuple(_shifted(p, shift) for p in paragraphs) if shift else paragraphs, False
    offsets = [*(paragraphs[first].start for _, first in starts), paragraphs[end - 1].end]
    pages = [page for page, _ in starts]
    whole = (offsets[-2] - offsets[0]) / max(pages[-1] - pages[0], 1)
    pages.append(pages[-1] + (max(round((offsets[-1] - offsets[-2]) / whole), 1) if whole else 1))
    found = traces(text)
    places = [
        mark
        for (start, stop), (page, after) in zip(pairwise(offsets), pairwise(pages), strict=True)
        if after > page
        for mark in marks(Stretch(start, stop, page, after - page), found)
    ]
    return tuple(_marked(p, places) for p in paragraphs), True


def _shifted(paragraph: Paragraph, shift: int) -> Paragraph:
    breaks = tuple((at, page + shift) for at, page in paragraph.breaks)
    return replace(paragraph, page=paragraph.page + shift, breaks=breaks)


def _marked(paragraph: Paragraph, places: Sequence[tuple[int, int]]) -> Paragraph:
    """The paragraph on the page of the last mark before it, with the marks inside it as page breaks."""
    first, last = (bisect_right(places, (at, 1 << 30)) for at in (paragraph.start, paragraph.end - 1))
    return replace(paragraph, page=places[first - 1][1] if first else 1, breaks=tuple(places[first:last]))
