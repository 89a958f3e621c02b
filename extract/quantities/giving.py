"""Whether words grant: what the roles of numbers are told by, over the words of benefit.toml."""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.context import Place
from extract.quantities.nouns import alternatives
from extract.reading import composed
from schemas.tables import values

_WHOSE = composed("comparison", r"(?:\([^()]*\))?{bounds}?(?:\([^()]*\))?的(?!{nobody})([^,。;]*)")
_HANDS_OUT = composed("clauses", "{hands_out}")
_RELATIVE = re.compile(r".*的(?=[^的]{6,}$)")
_BY = re.compile(r"按照?|依照|以(?=[^,。;]{2,24}的$)")


@cache
def says(key: str) -> re.Pattern[str]:
    """The pattern of any of the words that benefit.toml lists under `key`."""
    return composed("benefit", f"{{{key}}}")


def grants_in(text: str) -> bool:
    """Whether a stretch of text grants anything."""
    return bool(says("grant").search(_unpunished(text)))


def _unpunished(text: str) -> str:
    """The text without what is given as a punishment: 给予警告."""
    return says("punishes").sub("", text) if "给予" in text else text


@cache
def _surely() -> re.Pattern[str]:
    sure = set(values("benefit", "grant")) - set(values("benefit", "encouraging"))
    weak, given = (alternatives(values("benefit", key)) for key in ("encouraging", "given"))
    sum_ = r"\d[\d.]*(?:%|[百千]?[万亿]?元)"
    return re.compile(rf"{alternatives(sure)}|(?:{weak})[^,。;]{{0,10}}?(?:{given}|政策|{sum_})")


def grants_surely(text: str) -> bool:
    """Whether a text gives something: more than to back or encourage（支持企业建设…）."""
    return bool(_surely().search(_unpunished(text)))


@cache
def _given_next() -> re.Pattern[str]:
    return composed("benefit", r"[^,。;的)]{0,8}?的?[^,。;的)]{0,10}?(?={given})")


def is_given(right: str) -> bool:
    """Whether a grant follows: N万元（的）（一次性）奖励."""
    return bool(_given_next().match(right))


def qualifies(right: str) -> bool:
    """Whether the number closes a clause about somebody: …的企业, …的, not …的奖励."""
    found = _WHOSE.match(right)
    return found is not None and not says("given").search(_HANDS_OUT.split(found[1], maxsplit=1)[0][:14])


@cache
def _tariff() -> re.Pattern[str]:
    return composed("benefit", r"{grant}[^,。;:]{0,8}{sums}[^,。;:]{0,10}:[^。:]*$")


def in_tariff(place: Place) -> bool:
    """Whether a sum stands under words that announce grants（资助额度不超过以下标准:戏曲项目250万元;…）."""
    announced = place.announced if place.mention.kind in ("money", "price") else ""
    return ":" in announced and bool(_tariff().search(announced))


def gives(place: Place) -> bool:
    """Whether the clause up to the number, or what follows it, grants."""
    left = place.left
    if in_tariff(place) or says("amount").search(left) or says("grant").search(_RELATIVE.sub("", left)):
        return True
    return (place.mention.kind in ("money", "rate", "ratio") and bool(_BY.search(place.lead))) or is_given(place.right)
