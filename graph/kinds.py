"""Shared nodes named in words: kinds of recipients and industry fields, by their tables."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from schemas.tables import rows
from schemas.tables.kinds import Kind

# bodies charged with the work are no fields: 责任单位：机器人和智能制造产业局
_BODIES = re.compile(r"(?:责任|牵头|配合|主管)(?:单位|部门)[:：][^)）\n]*|[^、，,。；;（(]{1,16}产业局")


def recipients(who: str) -> tuple[str, ...]:
    """Kinds of recipients named in a benefit's `who`, in the order in which they stand, each once."""
    return _named("recipients", who)


def fields(text: str) -> tuple[str, ...]:
    """Industry and technology fields named in a provision's text, in the order in which they stand, each once."""
    return _named("fields", _BODIES.sub("", text))


def _named(table: str, words: str) -> tuple[str, ...]:
    text = words.translate(_BRACKETS)
    # Most texts name none, and one search per kind is many times faster than one for all of them together.
    kinds, alone = _each(table)
    present = tuple(n for n, pattern in enumerate(alone) if pattern.search(text))
    if not present:
        return ()
    found = (kinds[int(str(match.lastgroup)[1:])].name for match in _any(table, present).finditer(text))
    return tuple(dict.fromkeys(found))


_BRACKETS = str.maketrans("（），\"", "(),”")


@cache
def _each(table: str) -> tuple[tuple[Kind, ...], tuple[re.Pattern[str], ...]]:
    kinds = rows(table, "row", Kind)
    return kinds, tuple(re.compile(kind.match) for kind in kinds)


@lru_cache(maxsize=4096)
def _any(table: str, which: tuple[int, ...]) -> re.Pattern[str]:
    """One pattern for some of the kinds; where two begin at one place, the first of the table is it."""
    kinds = rows(table, "row", Kind)
    return re.compile("|".join(f"(?P<k{n}>{kinds[n].match})" for n in which))
