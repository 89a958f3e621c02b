"""Cut a guide book into its cards: header, fields, and the place of each.

A book is told by its labels: one of them, the anchor, begins the fields of every card. A card's fields run to the
header of the next card: the last numbered line before the next anchor, what follows it, and headings of parts above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from extract.clip import Span, clip
from extract.fold import fold, folded_file
from extract.guide.labels import Label, labels, repeated_fields
from extract.printed import Word, words
from schemas.text import Note, Part, Text

_FEWEST_CARDS = 3
_FEWEST_FIELDS = 4
_NUMBERED = re.compile(r"(\d{1,3})(?:[.、]\s*(?!\d)|\s+)(?=\D)(.+)")
_PART = re.compile(r"(?:第?[一二三四五六七八九十]+[、.]|第[一二三四五六七八九十]+[篇章部]分?)\s*(\S{2,30})")
_SUBPART = re.compile(r"\([一二三四五六七八九十]+\)\s*\S{2,30}")
_BOOK = re.compile(r"[^\s《》。；]*(?:导引|指引|指南|手册|汇编)[^\s《》。；，]{0,12}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a card: `lines` are the printed lines or cells of its value."""

    key: str
    name: str
    """The label as printed."""
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a card's fields."""

    part: str | None
    subpart: str | None
    number: int | None
    title: str
    policy_title: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Card(Part):
    """One card: a part that knows its header and fields."""

    guide: str = ""
    header: Header = Header(None, None, None, "", None, 0)
    fields: tuple[Field, ...] = ()
    notes: tuple[Note, ...] = ()


def cards(text: Text) -> list[Card]:
    """The cards of a guide book, in order; none where the text is no guide book."""
    letters = re.sub(r"[\s|]+", "", folded_file(text.text))
    if repeated_fields(letters, _FEWEST_CARDS) < _FEWEST_FIELDS:
        return []
    found = words(text)
    groups = _groups(labels(found))
    if len(groups) < _FEWEST_CARDS or sum(map(len, groups)) < _FEWEST_FIELDS * len(groups):
        return []
    headers, ends = _headers(text, found, groups)
    guide = _guide(text, headers[0].start)
    fields = [tuple(_fields(found, group, end)) for group, end in zip(groups, ends, strict=True)]
    starts = [*(header.start for header in headers), len(text.text)]
    seen: dict[str, int] = {}
    made: list[Card] = []
    for ordinal, (header, own, (start, end)) in enumerate(zip(headers, fields, pairwise(starts), strict=True), 1):
        paragraphs = tuple(clip(text, Span(start, end)))
        notes = _repeats(text, own, ordinal, seen)
        made.append(Card("guide_card", paragraphs, ordinal, (("guide", guide),), guide, header, own, notes))
    return made


def _groups(found: Sequence[Label]) -> list[list[Label]]:
    """The labels of each card: from one anchor to the next, each field once, at its first place."""
    uses = Counter(label.key for label in found)
    most = max(uses.values(), default=0)
    anchor = next((label.key for label in found if uses[label.key] >= 0.95 * most), None)
    groups: list[list[Label]] = []
    for label in found:
        if label.key == anchor:
            groups.append([label])
        elif groups and all(label.key != other.key for other in groups[-1]):
            groups[-1].append(label)
    return groups


def _headers(text: Text, found: Sequence[Word], groups: Sequence[Sequence[Label]]) -> tuple[list[Header], list[int]]:
    """Each card's header, and the word at which its fields end."""
    headers: list[Header] = []
    ends: list[int] = []
    part = subpart = None
    after = 0
    for group in groups:
        lines = _lines(text, found[after : group[0].first])
        at = _title_line(lines)
        top = at
        while top and (_PART.fullmatch(fold(lines[top - 1][1])) or _SUBPART.fullmatch(fold(lines[top - 1][1]))):
            top -= 1
        for _, heading in lines[top:at]:
            if match := _PART.fullmatch(fold(heading)):
                part, subpart = match[1], None
            else:
                subpart = heading
        if headers:
            ends.append(_word_at(found, lines[top][0].start) if lines else group[0].first)
        start = lines[top][0].start if lines else found[group[0].first].start
        headers.append(_header(part, subpart, [line for _, line in lines[at:]], start))
        after = group[-1].last
    return headers, [*ends, len(found)]


def _lines(text: Text, found: Sequence[Word]) -> list[tuple[Span, str]]:
    """The printed lines of some words, without those that are a bare number."""
    grouped = [list(group) for _, group in groupby(found, key=lambda word: word.line)]
    spans = [Span(group[0].start, group[-1].end) for group in grouped]
    return [(span, line) for span in spans if not (line := " ".join(text.text[slice(*span)].split())).isdigit()]


def _title_line(lines: Sequence[tuple[Span, str]]) -> int:
    """Index of the card's title: the last numbered line, else the last line but one."""
    numbered = [at for at, (_, line) in enumerate(lines) if _NUMBERED.fullmatch(fold(line))]
    return numbered[-1] if numbered else max(len(lines) - 2, 0)


def _header(part: str | None, subpart: str | None, lines: Sequence[str], start: int) -> Header:
    if not lines:
        return Header(part, subpart, None, "", None, start)
    cut = max(range(1, len(lines)), key=lambda at: _alike(lines, at), default=1)
    numbered = _NUMBERED.fullmatch(fold(lines[0]))
    first = lines[0][numbered.start(2) :] if numbered else lines[0]
    number = int(numbered[1]) if numbered else None
    title = "".join([first, *lines[1:cut]])
    return Header(part, subpart, number, title, "".join(lines[cut:]) or None, start)


def _alike(lines: Sequence[str], at: int) -> float:
    """How alike the card's title is to the policy's below it, if the title is the first `at` lines."""
    return SequenceMatcher(None, "".join(lines[:at]), "".join(lines[at:]), autojunk=False).ratio()


def _fields(found: Sequence[Word], group: Sequence[Label], end: int) -> Iterator[Field]:
    stops = [*(label.first for label in group[1:]), end]
    for label, stop in zip(group, stops, strict=True):
        last = found[label.last - 1]
        value = list(found[label.last : stop])
        if label.rest:
            value.insert(0, Word(last.text[-label.rest :], last.end - label.rest, last.end, last.line, False))
        lines = (list(words) for _, words in groupby(value, key=lambda word: word.line))
        yield Field(label.key, label.name, tuple(Span(line[0].start, line[-1].end) for line in lines))


def _word_at(found: Sequence[Word], start: int) -> int:
    return bisect_right(found, start - 1, key=lambda word: word.start)


def _guide(text: Text, before: int) -> str:
    """The book's name: the first title-like words before its first card."""
    front = text.text[:before]
    quoted = re.search(rf"《({_BOOK.pattern})》", front)
    if quoted:
        return quoted[1]
    plain = _BOOK.search(front)
    return plain[0] if plain else ""


def _repeats(text: Text, fields: Sequence[Field], ordinal: int, seen: dict[str, int]) -> tuple[Note, ...]:
    """A note where the card's fields say what an earlier card's say, word for word, punctuation aside."""
    said = "\n".join(text.text[slice(*line)] for field in fields if field.key != "contacts" for line in field.lines)
    first = seen.setdefault(re.sub(r"\W", "", said), ordinal)
    if first == ordinal:
        return ()
    return (Note("repeated_card", f"card {ordinal} repeats card {first}", "info"),)
