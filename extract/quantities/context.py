"""The surroundings of a number: sentence, clause, what stands left and right of it, what its unit is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel

from extract.quantities.scan import Mention
from extract.reading import composed
from schemas.tables import rows
from schemas.text import Outline

Section = Literal["conditions", "process", "goals", "grants", ""]

_PAREN = re.compile(r"\([^()]*\)")
_HIDE = str.maketrans(",;。:!?、", "\x1f" * 7)
_TOLD_AGAIN = re.compile(r"\(\d+个?[^\W\d]{1,3}\)")  # 3年(36个月)内
_SENTENCE = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r"[,。;:!?\n]|-{2}|→")


@dataclass(frozen=True, slots=True)
class Place:
    """One mention in its surroundings; offsets count in `text`, the folded paragraph with its parentheses quieted."""

    mention: Mention
    text: str
    base: int
    """Offset of `text` in the file's text."""
    sentence: tuple[int, int]
    clause: tuple[int, int]
    left: str
    """From the clause's start, or the mention before it in the clause, to the number."""
    right: str
    """From the number to the clause's end or the next mention; in a list or range, what follows its last number."""
    following: str
    """From the number to the sentence's end or the next mention."""
    section: Section
    unit: int
    index: int
    """Position among the mentions of the paragraph."""

    @property
    def head(self) -> str:
        """The sentence up to the number."""
        return self.text[self.sentence[0] : self.mention.start - self.base]

    @property
    def whole(self) -> str:
        """The sentence."""
        return self.text[self.sentence[0] : self.sentence[1]]

    @property
    def lead(self) -> str:
        """The clause up to the number, other mentions included."""
        return self.text[self.clause[0] : self.mention.start - self.base]

    @property
    def announced(self) -> str:
        """The words up to the number since the last full stop: 补助标准为:一等20万元;（二等）."""
        return self.text[self.text.rfind("。", 0, self.mention.start - self.base) + 1 : self.mention.start - self.base]

    @property
    def rest(self) -> str:
        """The sentence from the number on."""
        return self.text[self.mention.end - self.base : self.sentence[1]]


def quiet(text: str) -> str:
    """The text with the punctuation inside parentheses hidden, so that clauses are not cut there."""
    return _PAREN.sub(lambda m: m[0].translate(_HIDE), text) if "(" in text else text


def places(text: str, base: int, mentions: Sequence[Mention], section: Section, unit: int) -> list[Place]:
    """The mentions of one paragraph in their surroundings."""
    text = quiet(text)
    sentences = [-1, *(m.start() for m in _SENTENCE.finditer(text)), len(text)]
    clauses = [-1, *(m.end() - 1 for m in _CLAUSE.finditer(text)), len(text)]
    found = []
    for i, mention in enumerate(mentions):
        start, end = mention.start - base, mention.end - base
        sentence = _around(sentences, start, end)
        clause = _around(clauses, start, end)
        before = next((m.end - base for m in reversed(mentions[:i]) if not m.aside), 0)
        told_again = _TOLD_AGAIN.match(text, end)
        beyond = told_again.end() if told_again else end
        after = next((m.start - base for m in mentions[i + 1 :] if m.start - base >= beyond), len(text))
        left, right = text[max(clause[0], before) : start], text[end : min(clause[1], after)]
        following = text[end : min(sentence[1], after)]
        found.append(Place(mention, text, base, sentence, clause, left, right, following, section, unit, i))
    return found


def _around(stops: list[int], start: int, end: int) -> tuple[int, int]:
    return stops[bisect_left(stops, start) - 1] + 1, stops[max(bisect_right(stops, end - 1), 1) if stops else 0]


_MIXED = composed("benefit", "{mixed_headings}")
_INTRODUCES = composed("benefit", r"{introduces}[^。;]{0,6}:$")


class _Heading(BaseModel):
    """One section row of benefit.toml: headings and what they say of the numbers below them."""

    kind: Section
    written: tuple[str, ...]


@cache
def _headings() -> tuple[tuple[Section, re.Pattern[str]], ...]:
    known = rows("benefit", "section", _Heading)
    return tuple((row.kind, re.compile("|".join(map(re.escape, row.written)))) for row in known)


def sections(outline: Outline) -> list[Section]:
    """What the headings over each unit, or the words that introduce it, say that its numbers are; '' for nothing."""
    kinds: list[Section] = []
    below: list[Section] = []
    for unit in outline.units:
        heading = f"{unit.label} {unit.heading}"
        own: Section = next((kind for kind, pattern in _headings() if pattern.search(heading)), "")
        if own == "conditions" and _MIXED.search(heading):
            own = ""
        kinds.append(own or (below[unit.parent] if unit.parent is not None else ""))
        introduced = bool(unit.spans) and introduces_conditions(outline.folded, *unit.spans[0])
        below.append("conditions" if introduced else kinds[-1])
    return kinds


def introduces_conditions(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph leads into a list of conditions（应同时符合以下条件:）."""
    return bool(_INTRODUCES.search(folded, max(start, end - 40), end))
