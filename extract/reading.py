"""Reading a provision piece by piece: its own words, sentences, and the clauses between commas.

All pieces are (start, end) offsets of the file's text; rules look at `outline.folded`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.fold import fold
from schemas.tables import values
from schemas.text import Outline, Unit

Span = tuple[int, int]

_LABEL = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,6}[编章节条款项]|\([一二三四五六七八九十百\d]{1,4}\)|[①-⑳]"
    r"|[一二三四五六七八九十百]{1,4}、|\d{1,3}(?:[.、](?!\d)|\)))[\s.、:]*"
)
_KEY = re.compile(r"\{(?:(?P<table>[a-z_]+)\.)?(?P<list>[a-z_]+)\}")
_SENTENCE = re.compile(r"[^。;\n]+")
# a clause runs to a comma outside brackets; one level of brackets is enough for what offices write
_CLAUSE = re.compile(r"(?:[^,(]+|\([^()]*\)|\()+")
_EDGE = " \t\n,;:。、.·*#"


@cache
def alternatives(table: str, key: str, wrap: str = "{}") -> re.Pattern[str]:
    """The expressions `key` of a table as one compiled alternation, put into `wrap`."""
    return composed(table, wrap.replace("{}", "{" + key + "}"))


def composed(table: str, grammar: str) -> re.Pattern[str]:
    """A grammar in which {key} stands for any expression of that list of the table, {other.key} of another one.

    The expressions may name lists in the same way.
    """
    return re.compile(expanded(table, grammar))


def expanded(table: str, grammar: str) -> str:
    """As `composed`, not compiled."""

    def listed(key: re.Match[str]) -> str:
        home = key["table"] or table
        return "(?:" + "|".join(expanded(home, row) for row in values(home, key["list"])) + ")"

    return _KEY.sub(listed, grammar)


def own_words(outline: Outline, unit: Unit) -> list[Span]:
    """The unit's paragraphs without the label, blank ones left out. A heading may be the whole item: it stays."""
    folded = outline.folded
    out: list[Span] = []
    for n, (start, end) in enumerate(unit.spans):
        if n == 0 and (label := _LABEL.match(folded, start, end)) and _bare(label[0]) == _bare_label(unit.label):
            start = label.end()
        start, end = trim(folded, start, end)
        if start < end:
            out.append((start, end))
    return out


def _bare(label: str) -> str:
    return label.strip(" ().、:")


@lru_cache(maxsize=256)
def _bare_label(label: str) -> str:
    return _bare(fold(label))


def trim(folded: str, start: int, end: int) -> Span:
    """The span without blanks and stops at its ends."""
    while start < end and folded[start] in _EDGE:
        start += 1
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    return start, end


def sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of a span, cut at 。 ; and line ends, stops left out."""
    for match in _SENTENCE.finditer(folded, start, end):
        yield match.span()


def clauses(folded: str, start: int, end: int) -> list[Span]:
    """Clauses of a sentence, cut at the commas outside brackets."""
    return [match.span() for match in _CLAUSE.finditer(folded, start, end)]


def under(outline: Outline, index: int) -> Iterator[int]:
    """Indexes of the units above a unit, nearest first."""
    parent = outline.units[index].parent
    while parent is not None:
        yield parent
        parent = outline.units[parent].parent
