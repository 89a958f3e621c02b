"""What a number bounds: =, <=, >=, < or >, from the comparison words beside it and from the tiers it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import BaseModel

from extract.quantities.scan import Mention
from extract.reading import composed
from schemas.tables import rows

Op = Literal["=", "<=", ">=", "<", ">"]


class Word(BaseModel):
    """One row of comparison.toml."""

    op: Op
    side: Literal["before", "after"]
    reach: int = 0
    written: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The comparison found: its operator, where its word starts (before) or ends (after), None for a bare number."""

    op: Op
    at: int | None = None
    word: str = ""
    shared: bool = False
    """Taken over from the number before it in a list."""
    behind: bool = False
    """The word stands behind the number: `at` counts in what follows it."""
    held: bool = False
    """The text says that the number itself is in（以上（含10万元））."""

    @property
    def ahead(self) -> int | None:
        """Where the word starts before the number; None where it stands behind or there is none."""
        return None if self.behind else self.at


@cache
def _words(side: str) -> tuple[re.Pattern[str], dict[str, Word]]:
    known = {written: row for row in rows("comparison", "word", Word) if row.side == side for written in row.written}
    pattern = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(pattern), known


_HIGHEST = composed("comparison", "{superlatives}")
_PART_OF_NAME = composed("comparison", "{part_of_name}")
_ASIDE = re.compile(r"(?:\([^()]{0,24}\))?期?")
_WHOLE = composed("comparison", r"[^,。;按以]{2,24}?(?:(?<!部分)的|{wholes})")
_COUNTED = composed("comparison", r"(?![^,。;]{0,3}[级省市区县])[一-鿿]{2,4}(?={bounds}|以外)")
_CLOSED = re.compile(r"\)?")
_DOWN, _UP_OR_DOWN = re.compile("及?以下"), re.compile("及?以[上下]")
_ABOUT = composed("comparison", "{about}")
_HELD = re.compile(r"\((不)?含[^()]*\)")
_FIXED = re.compile(r"\(不?含[^()]*\)$")


def before(left: str, share: bool = False) -> Bound | None:
    """The comparison word that governs a number printed right after `left` (a clause up to the number).

    `share`: the number is a rate, of which a strict word may name the whole first（超过职工总人数的30%）.
    """
    pattern, known = _words("before")
    text = _FIXED.sub("", left)
    last = None
    for found in pattern.finditer(text):
        named = _HIGHEST.fullmatch(found[0]) and _PART_OF_NAME.match(text, found.end())
        if not named and not (found[0] == "上限" and text.startswith("的", found.end())):
            last = found
    if last is None:
        return None
    row, between = known[last[0]], text[last.end() :]
    reach = 40 if between.startswith("按") else max(row.reach, 1)  # 最高按照上年度投资收益的3%
    of_whole = share and row.op in ("<", ">") and _WHOLE.fullmatch(between)
    if not of_whole and (len(between) > reach or (between and not row.reach)):
        return None
    return Bound(row.op, last.start(), last[0])


def after(right: str, mark: str, again: bool = False, counted: bool = False) -> Bound | None:
    """The comparison word right behind a number; `mark` is its （含）/（不含）, `again`: it stands in （36个月）.

    `counted`: the number is a count, of which the noun may stand between（6个展位以内）.
    """
    pattern, known = _words("after")
    lead = (_COUNTED.match(right) if counted else None) or (_CLOSED if again else _ASIDE).match(right)
    found = pattern.match(right, lead.end() if lead else 0)
    if found is None:
        return None
    op = known[found[0]].op
    tail = _HELD.match(right, found.end())
    excluded = mark == "ex" or bool(tail and tail[1])
    if excluded:
        op = ">" if op == ">=" else "<" if op == "<=" else op
    return Bound(op, found.end(), found[0], behind=True, held=mark == "in" or bool(tail and not tail[1]))


def compare(mention: Mention, left: str, right: str) -> Bound:
    """The bound of one mention, from the rest of its clause on both sides; '=' where no word says otherwise."""
    ahead = before(left, mention.kind in ("rate", "ratio"))
    behind = after(right, mention.mark, again=left == "(", counted=mention.kind == "count")
    if mention.ordinal:
        return Bound("<=")
    if _ABOUT.match(right):
        return Bound("=")
    if behind:
        return behind
    if ahead is None:
        return Bound("=")
    if mention.mark == "in":
        inclusive: dict[Op, Op] = {">": ">=", "<": "<="}
        return Bound(inclusive.get(ahead.op, ahead.op), ahead.at, ahead.word)
    return ahead


def tiers(mentions: Sequence[Mention], bounds: Sequence[Bound], groups: Sequence[int]) -> list[Bound]:
    """Bounds with the ends of ranges settled, each against the tiers beside it.

    A range gives its shared end away where the next tier claims it: 5000万元（含）至1亿元 beside 1亿元（含）以上
    ends '<'; 15%至20%（含） behind 10%至15%（含） begins '>'. With its lower end marked （含） and no tier beside it
    an unmarked upper end is open. Tiers are looked for among the numbers of one group（the items of one provision）.
    """
    settled = list(bounds)
    upper = {i for i, m in enumerate(mentions) if m.joint == "to" and i}
    lower = {i - 1 for i in upper}
    keys = [(groups[i], str(m.value.normalize()), m.unit) for i, m in enumerate(mentions)]
    claimed_up = {keys[i] for i, m in enumerate(mentions) if _claims(m, bounds[i], i, lower, ">=")}
    held_up = {keys[i] for i, bound in enumerate(bounds) if bound.op == ">=" and bound.held}
    claimed_down = {keys[i] for i, m in enumerate(mentions) if _claims(m, bounds[i], i, upper, "<=")}
    for i in sorted(upper):
        m, low = mentions[i], mentions[i - 1]
        open_end = m.mark == "ex" or (m.mark != "in" and (keys[i] in claimed_up or low.mark == "in"))
        settled[i] = replace(bounds[i], op="<" if open_end else "<=", word="至")
        begins_open = low.mark == "ex" or (low.mark != "in" and keys[i - 1] in claimed_down)
        settled[i - 1] = replace(bounds[i - 1], op=">" if begins_open else ">=", word="至")
    for i, m in enumerate(mentions):
        plain = i not in upper and i not in lower and not m.mark and bounds[i].op == ">=" and bounds[i].word == "以上"
        if plain and not bounds[i].held and keys[i] in claimed_down:
            settled[i] = replace(bounds[i], op=">")
        if bounds[i].op == "<=" and _DOWN.fullmatch(bounds[i].word) and not bounds[i].held and keys[i] in held_up:
            settled[i] = replace(settled[i], op="<")
    return settled


def _claims(mention: Mention, bound: Bound, index: int, ends: set[int], op: str) -> bool:
    """Whether this mention takes its value into its own tier, marked so or by its word."""
    if index in ends:
        return mention.mark == "in"
    return bound.op == op and (mention.mark == "in" or bool(_UP_OR_DOWN.fullmatch(bound.word)))
