"""Words for recipients: where their noun ends, and whether it is a condition by itself."""

from __future__ import annotations

import re
from functools import cache

from schemas.tables import rows, values
from schemas.tables.kinds import Kind


@cache
def _qualified() -> tuple[str, ...]:
    return tuple(kind.match for kind in rows("recipients", "row", Kind) if kind.qualified)


@cache
def _nouns(*keys: str) -> str:
    words = {word for key in keys for word in values("recipients", key)}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _last() -> re.Pattern[str]:
    return re.compile(rf"(?:{_nouns('bodies', 'things')})(?:\([^()]*\))?”?$")


@cache
def _chain() -> re.Pattern[str]:
    one = rf"[^,的对]{{0,14}}?(?:{_nouns('bodies')})(?:\([^()]*\))?"
    return re.compile(rf"{one}(?:(?:以及|[、和及与或]){one})*")


@cache
def _qualifying() -> re.Pattern[str]:
    return re.compile("|".join([*values("recipients", "qualifying"), *_qualified()]))


def recipient_end(folded: str, start: int, end: int, anchored: bool = False) -> int:
    """Where the noun of a recipient ends: at `end`, or `anchored` (bodies only), in the first words; 0 without."""
    match = _chain().match(folded, start, end) if anchored else _last().search(folded, max(start, end - 24), end)
    return match.end() if match else 0


def is_qualified(words: str) -> bool:
    """Whether a noun without 的 says by itself who qualifies（国家高新技术企业、“白菜心”工程项目; not 企业）."""
    return bool(_qualifying().search(words))


@cache
def _qualified_last() -> re.Pattern[str]:
    kinds = "|".join(_qualified())
    return re.compile(rf"的((?:{kinds})(?:[、和及或](?:{kinds}))*)$")


def qualified_kind(folded: str, start: int, end: int) -> int:
    """Where the kinds of recipients begin that end the words after 的, if being of them is a condition; else 0."""
    match = _qualified_last().search(folded, max(start, end - 40), end)
    return match.start(1) if match else 0


@cache
def _became() -> re.Pattern[str]:
    verbs, after = ("|".join(values("clauses", key)) for key in ("attains", "after_attained"))
    return re.compile(rf"(?:{verbs})为?[^,。;的]{{0,8}}?({'|'.join(_qualified())})(?:(?:{after})[^,。;的]{{0,4}})?的$")


def attained_kind(clause: str) -> str:
    """The kind that a clause in 的 says somebody became（获得国家高新技术企业证书的）; ''."""
    found = _became().search(clause)
    return found[1] if found else ""
