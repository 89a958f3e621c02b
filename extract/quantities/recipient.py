"""Who each number is about: of the candidates around it the one for which most speaks.

The weights of the facts stand in schemas/tables/recipient_facts.toml, learnt from the golds of tests/gold by
`python -m bench.recipients --write`: one number per fact, added up. Whom the number before is about counts as well: a
clause that names nobody goes on about the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from math import exp

from extract.quantities.candidates import Above, Candidate, candidates, headings
from extract.quantities.case import Seen, Verdict
from extract.quantities.context import Place
from extract.quantities.outright import outright
from schemas.tables import numbers
from schemas.text import Outline

Choice = Candidate | None

SURE = 0.4
"""Likelihood below which a recipient is told as unsure: of those three in five were right in texts not learnt from."""


@cache
def weights() -> Mapping[str, float]:
    """Fact to weight."""
    return numbers("recipient_facts", "weights")


def choose(seen: Seen, outline: Outline) -> list[Choice]:
    """The candidate that each number is about, None where nobody is named; as many as there are numbers.

    A text in which nothing is granted or asked has no recipients: a statute's fines and terms are not looked at.
    """
    if not any(verdict and verdict.role in ("benefit", "criterion") for verdict in seen.verdicts):
        return [None] * len(seen.places)
    known = weights()
    return list(walk(seen, around(seen, outline), lambda _, mine: likeliest(mine, known)))


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
    seen: Seen, every: Sequence[list[Candidate]], pick: Callable[[int, list[Candidate]], Choice]
) -> Iterator[Choice]:
    """What `pick` takes of the candidates of each number, in reading order: (index, candidates) → candidate."""
    last: Choice = None
    before: int | None = None
    for i, (place, verdict) in enumerate(zip(seen.places, seen.verdicts, strict=True)):
        if not every[i]:
            yield None
            continue
        mine = every[i]
        if before is not None and last is not None and verdict and seen.places[before].base == place.base:
            mine = _linked(mine, last, _tie(place, seen.places[before], verdict, seen.verdicts[before]))
        last, before = pick(i, mine), i
        yield last


def likeliest(mine: Sequence[Candidate], known: Mapping[str, float]) -> Choice:
    """The candidate with the greatest sum of weights, of equals the first, marked where it is unsure; None of none."""
    if len(mine) < 2:
        return mine[0] if mine else None
    look_up = known.get
    scores = [sum([look_up(fact, 0.0) for fact in one.facts]) for one in mine]
    most = max(scores)
    best = mine[scores.index(most)]
    return best if sum([exp(score - most) for score in scores]) * SURE <= 1 else best._replace(sure=False)


def _linked(mine: list[Candidate], last: Candidate, tie: str) -> list[Candidate]:
    """The candidates with whether each is the recipient of the number before, which is among them."""
    if len(mine) == 1:
        return mine
    told = [one._replace(facts=(*one.facts, f"again={one.name == last.name}|{tie}")) for one in mine]
    if not any(one.name == last.name for one in mine):
        told.append(Candidate(last.name, (f"only={tie}", f"last={last.name[-2:]}"), last.at))
    return told


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
