"""Who each number is about: of the candidates around it the one for which most speaks.

The weights of the facts stand in schemas/tables/recipient_facts.toml, learnt from the golds of tests/gold by
`python -m bench.recipients --write`: one number per fact, added up. Whom the number before is about counts as well: a
clause that names nobody goes on about the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from extract.quantities.candidates import Above, Candidate, Facts, candidates, headings
from extract.quantities.case import Seen, Verdict
from extract.quantities.context import Place
from extract.quantities.outright import outright
from extract.reading import composed
from schemas.tables import numbers
from schemas.text import Outline

Choice = Candidate | None
Weigh = Callable[[Facts], int]
"""The sum of the weights of a group of facts, in hundredths: exact, so that equals are equal."""

_CAPS = composed("clauses", r"{caps}+")

SURE = 0.4
"""Likelihood below which a recipient is told as unsure: of those three in five were right in texts not learnt from."""


class Link(NamedTuple):
    """How a number hangs on the one before it: that one's recipient, the tie, and the candidate that it adds."""

    last: str
    tie: str
    added: Choice


@cache
def weights() -> Mapping[str, float]:
    """Fact to weight."""
    return numbers("recipient_facts", "weights")


def weigher(known: Mapping[str, float]) -> Weigh:
    """Weighs groups of facts, each group once."""

    @lru_cache(maxsize=16384)
    def weigh(facts: Facts) -> int:
        return round(sum([known.get(fact, 0.0) for fact in facts]) * 100)

    return weigh


@cache
def _weigh() -> Weigh:
    return weigher(weights())


def choose(seen: Seen, outline: Outline) -> list[Choice]:
    """The candidate that each number is about, None where nobody is named; as many as there are numbers.

    A text in which nothing is granted or asked has no recipients: a statute's fines and terms are not looked at.
    """
    if not any(verdict and verdict.role in ("benefit", "criterion") for verdict in seen.verdicts):
        return [None] * len(seen.places)
    weigh = _weigh()
    return list(walk(seen, around(seen, outline), lambda _, mine, link: likeliest(mine, link, weigh)))


def around(seen: Seen, outline: Outline, *, whole: bool = False) -> list[list[Candidate]]:
    """The candidates of each number, before the one before it is known; none for a window.

    One that the number's own words name outright is alone, unless the `whole` is asked for, to learn from.
    """
    every: list[list[Candidate]] = []
    above: Above = ()
    for i, (place, bound, verdict) in enumerate(zip(*seen, strict=True)):
        if not i or seen.places[i - 1].base != place.base:
            above = headings(outline, place)
        if verdict is None or verdict.role == "window":
            every.append([])
            continue
        meant = "" if whole else outright(seen.places[i : i + 2], verdict.role)
        alone = [Candidate(meant, (), place.mention.end - place.base)] if meant else []
        every.append(alone or candidates(place, bound.ahead, verdict.role, above))
    return every


def walk(
    seen: Seen,
    every: Sequence[list[Candidate]],
    pick: Callable[[int, list[Candidate], Link | None], Choice],
    *,
    every_one: bool = False,
) -> Iterator[Choice]:
    """What `pick` takes of the candidates of each number, in reading order: (index, candidates, link) → candidate.

    A sum that only caps the one before is about the same; with `every_one` it is picked for too, to learn from.
    """
    last: Choice = None
    before: int | None = None
    for i, (place, verdict) in enumerate(zip(seen.places, seen.verdicts, strict=True)):
        mine = every[i]
        if not mine:
            yield None
            continue
        link: Link | None = None
        hangs = before is not None and seen.places[before].base == place.base
        if hangs and last is not None and before is not None and not every_one and _caps(seen, i, before):
            before = i
            yield last
            continue
        if hangs and last is not None and before is not None and verdict and len(mine) > 1:
            link = _link(mine, last, _tie(place, seen.places[before], verdict, seen.verdicts[before]))
            mine = [*mine, link.added] if link.added else mine
        last, before = pick(i, mine, link), i
        yield last


def _caps(seen: Seen, i: int, before: int) -> bool:
    """Whether a granted number only caps the one before, or adds to it: 按费用的50%，给予不超过1000元补助."""
    place, earlier = seen.places[i], seen.places[before]
    granted = all(verdict and verdict.role == "benefit" for verdict in (seen.verdicts[i], seen.verdicts[before]))
    bare = granted and before == i - 1 and place.sentence == earlier.sentence and place.clause != earlier.clause
    return bare and bool(_CAPS.fullmatch(place.left))


def likeliest(mine: Sequence[Candidate], link: Link | None, weigh: Weigh) -> Choice:
    """The candidate with the greatest sum of weights, of equals the first, marked where it is unsure; None of none."""
    if len(mine) < 2:
        return mine[0] if mine else None
    scores = [sum([weigh(group) for group in one.facts]) for one in mine]
    if link:
        same, other = weigh(_again(True, link.tie)), weigh(_again(False, link.tie))
        for n, one in enumerate(mine):
            if one is not link.added:
                scores[n] += same if one.name == link.last else other
    most = max(scores)
    best = mine[scores.index(most)]
    return best if sum([exp((score - most) / 100) for score in scores]) * SURE <= 1 else best._replace(sure=False)


def facts_of(one: Candidate, link: Link | None) -> list[str]:
    """All facts of a candidate, with whether it is the recipient of the number before."""
    facts = [fact for group in one.facts for fact in group]
    return [*facts, *_again(one.name == link.last, link.tie)] if link and one is not link.added else facts


@cache
def _again(same: bool, tie: str) -> Facts:
    return (f"again={same}|{tie}",)


def _link(mine: Sequence[Candidate], last: Candidate, tie: str) -> Link:
    """The recipient of the number before is among the candidates, or is added to them."""
    if any(one.name == last.name for one in mine):
        return Link(last.name, tie, None)
    return Link(last.name, tie, Candidate(last.name, ((f"only={tie}", f"last={last.name[-2:]}"),), last.at))


def _tie(place: Place, before: Place, verdict: Verdict, earlier: Verdict | None) -> str:
    """How a number hangs on the one before it, whether both are granted or asked, and which."""
    if place.mention.joint:
        how = "list"
    elif place.clause == before.clause:
        how = "clause"
    else:
        how = "sentence" if place.sentence == before.sentence else "paragraph"
    same = earlier is not None and earlier.role == verdict.role
    return f"{how}|{same}|{verdict.role[0]}"
