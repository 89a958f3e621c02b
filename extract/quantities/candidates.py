"""Who a number may be about: the phrases around it, each with the facts that tell whether it is the one.

Read are the number's sentence, the sentences before it in the paragraph, the headings and openings of the units above,
and the title. A fact is a word such as `zone=L1|bm`: the phrase stands one clause to the left of a granted sum.
extract.quantities.recipient weighs them. Facts come in groups by what they depend on, so that each group is put into
words, and weighed, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from extract.quantities.case import Role
from extract.quantities.context import Place
from extract.quantities.lists import bare
from extract.quantities.nouns import LABEL, halts, is_body, is_recipient, short
from extract.quantities.phrases import Paragraph, Phrase, paragraph
from extract.reading import alternatives as words
from extract.words import cut
from schemas.text import Outline

Above = tuple[tuple[str, str], ...]
"""(where, words) of what stands above a number, nearest first."""

Facts = tuple[str, ...]
"""A group of facts."""

_JOINTS = re.compile(r"^[、和及或与;,(\x1f]+")
_OPENING = 200
_BARE = 40
_BACK = 2
_OF_ONE = 6
# to whom a notice is sent: 各区人民政府，市政府各部门：
_ADDRESSED = re.compile(r"[^。;:：]*(?:各|有关)[^。;:：]*[:：]")
_KINDS = {"money": "m", "price": "m", "rate": "r", "ratio": "r", "time": "t"}


class Candidate(NamedTuple):
    """A name and its facts; `at` is where it stands in the number's paragraph, None for one from above."""

    name: str
    facts: tuple[Facts, ...]
    at: int | None = None
    sure: bool = True


class _Number(NamedTuple):
    """One number as the facts see it."""

    place: Place
    at: int
    end: int
    kind: str
    """b, c or o for its role and m, r, t or c for its measure."""
    read: Paragraph
    clause: int
    sentence: int
    above: str


def candidates(place: Place, ahead: int | None, role: Role, above: Above) -> list[Candidate]:
    """The candidates for one number.

    `ahead`: where its comparison word starts in `place.left`; `above`: what `headings` gives.
    """
    at, end = place.mention.start - place.base, place.mention.end - place.base
    read = paragraph(place.text)
    clause = next(n for n, (_, stop) in enumerate(read.clauses) if at <= stop)
    kind = role[0] + _KINDS.get(place.mention.kind, "c")
    number = _Number(place, at, end, kind, read, clause, read.sentences[clause], _joined(above))
    return [*_left(number), *_right(number), *_cases(number), *_bare(number, ahead), *_above(above, kind)]


def _left(number: _Number) -> Iterator[Candidate]:
    """The phrases before the number in its sentence and the two before, nearest first."""
    n = 0
    for clause in range(number.clause, -1, -1):
        back = number.sentence - number.read.sentences[clause]
        if back > _BACK:
            return
        zone = f"S{back}" if back else f"L{min(number.clause - clause, 4)}"
        for phrase in reversed(number.read.phrases(clause)):
            if phrase.end <= number.at:
                facts = _standing(phrase, number, zone, n)
                if clause == number.clause:
                    facts += (_gap(min((number.at - phrase.end) // 2, 8), number.kind),)
                yield _candidate(phrase.name, facts, number.kind, phrase.start)
                n += 1


def _right(number: _Number) -> Iterator[Candidate]:
    """The phrases behind the number in its sentence, nearest first."""
    n = 0
    for clause in range(number.clause, len(number.read.clauses)):
        if number.read.sentences[clause] != number.sentence:
            return
        zone = f"R{min(clause - number.clause, 4)}"
        for phrase in number.read.phrases(clause):
            if phrase.start >= number.end:
                yield _candidate(phrase.name, _standing(phrase, number, zone, n), number.kind, phrase.start)
                n += 1


def _standing(phrase: Phrase, number: _Number, zone: str, n: int) -> tuple[Facts, ...]:
    """How a phrase of the paragraph stands to the number; it is the n-th on its side."""
    kind, last = number.kind, phrase.name[-2:]
    return (
        phrase.facts,
        _zone(zone, kind, phrase.closes, phrase.form, min(n, 4)),
        _beside(zone, kind, phrase.before, phrase.after),
        _spoken_of(min(number.place.text.count(last), 4), last in number.above, kind[0], zone[0]),
    )


@cache
def _zone(zone: str, kind: str, closes: bool, form: str, n: int) -> Facts:
    side = zone[0]
    return (
        f"zone={zone}|{kind}",
        f"zone.closes={zone}|{closes}|{kind}",
        f"zone.form={zone}|{form}|{kind[0]}",
        f"side.form={side}|{form}|{kind}",
        f"side.nth={side}|{n}",
    )


@lru_cache(maxsize=8192)
def _beside(zone: str, kind: str, before: str, after: str) -> Facts:
    return (f"zone.before={zone}|{before}|{kind[0]}", f"side.after={zone[0]}|{after}")


@cache
def _spoken_of(times: int, headed: bool, role: str, side: str) -> Facts:
    return (f"told={times}|{role}", f"headed={headed}|{side}")


@cache
def _gap(width: int, kind: str) -> Facts:
    return (f"gap={width}|{kind}",)


def _cases(number: _Number) -> Iterator[Candidate]:
    """The clauses …的, before the number in its sentence, which may name nobody（采用融资租赁方式…的，给予）."""
    text = number.place.text
    for n, (start, stop) in enumerate(number.read.clauses):
        if stop > number.at or number.read.sentences[n] != number.sentence or not text.endswith("的", start, stop):
            continue
        case = LABEL.sub("", text[start : stop - 1])
        marks = list(words("clauses", "towards").finditer(case))
        case = case[marks[-1].end() :] if marks else case
        if not 2 < len(case) < 40:
            continue
        yield Candidate(case, ((f"case=L{min(number.clause - n, 4)}|{number.kind}",),), start)


def _bare(number: _Number, ahead: int | None) -> Iterator[Candidate]:
    """The words before a granted sum that end in no noun of recipients: （曲艺短篇）不超过10万元."""
    text = _JOINTS.sub("", LABEL.sub("", number.place.left[:ahead])) if number.kind[0] == "b" else ""
    if not 2 < len(text) <= _BARE:
        return
    text = short(bare(text).rpartition("的")[2])
    if 2 < len(text) <= 16 and not is_recipient(text) and not halts() & set(cut(text)):
        yield _candidate(text, ((f"bare={number.kind}",),), number.kind, number.at)


@lru_cache(maxsize=16)
def _joined(above: Above) -> str:
    return "\n".join(text for _, text in above)


@lru_cache(maxsize=16)
def _above(above: Above, kind: str) -> tuple[Candidate, ...]:
    """The first phrases of each heading and opening above."""
    return tuple(
        _candidate(phrase.name, (_zone_above(zone, kind, min(phrase.clause, 3), phrase.before),), kind, None)
        for zone, text in above
        for phrase in islice(_phrases(text), _OF_ONE)
    )


@lru_cache(maxsize=8192)
def _zone_above(zone: str, kind: str, clause: int, before: str) -> Facts:
    return (f"above={zone}|{kind}", f"above.clause={clause}", f"above.before={zone}|{before}", f"any.before={before}")


def _phrases(text: str) -> Iterator[Phrase]:
    read = paragraph(text)
    for clause in range(len(read.clauses)):
        yield from read.phrases(clause)


def _candidate(name: str, facts: tuple[Facts, ...], kind: str, at: int | None) -> Candidate:
    return Candidate(name, (*facts, _own(name, kind)), at)


@lru_cache(maxsize=8192)
def _own(name: str, kind: str) -> Facts:
    last = name[-2:]
    return (f"body={is_body(name)}|{kind}", f"last={last}", f"kind.last={last}|{kind[0]}")


def headings(outline: Outline, place: Place) -> Above:
    """The headings and first paragraphs of a number's unit and of those above it, and the title."""
    out: list[tuple[str, str]] = []
    index: int | None = place.unit
    level = 0
    while index is not None:
        unit = outline.units[index]
        start, end = unit.spans[0] if unit.spans else (place.base, place.base)
        if unit.heading:
            out.append((f"H{min(level, 2)}", LABEL.sub("", unit.heading)))
        if start != place.base:
            out.append((f"T{min(level, 2)}", LABEL.sub("", outline.folded[start : min(end, start + _OPENING)])))
        index, level = unit.parent, level + 1
    title = _title(outline)
    return (*out, ("D", title)) if title else tuple(out)


def _title(outline: Outline) -> str:
    """What stands before the first provision: the title of a card, or of a policy with its notice's."""
    first = next((unit.spans[0][0] for unit in outline.units if unit.spans), 0)
    above = (
        paragraph.text
        for paragraph in outline.part.paragraphs[:4]
        if paragraph.start < first and not _ADDRESSED.match(paragraph.text)
    )
    before = (text.rpartition("关于")[2] for text in above)  # who issues it is granted nothing
    return ",".join(dict.fromkeys(before))
