"""Shared nodes named in words: kinds of recipients and industry fields, by their tables."""

from __future__ import annotations

import re
from functools import cache

from schemas.tables import rows
from schemas.tables.kinds import Kind


def recipients(who: str) -> tuple[str, ...]:
    """Kinds of recipients named in a benefit's `who`, in the order in which they stand, each once."""
    return _named("recipients", who)


def fields(text: str) -> tuple[str, ...]:
    """Industry and technology fields named in a provision's text, in the order in which they stand, each once."""
    return _named("fields", text)


def _named(table: str, words: str) -> tuple[str, ...]:
    kinds, pattern = _any(table)
    found = (kinds[int(str(match.lastgroup)[1:])].name for match in pattern.finditer(words.translate(_BRACKETS)))
    return tuple(dict.fromkeys(found))


_BRACKETS = str.maketrans("（），\"", "(),”")


@cache
def _any(table: str) -> tuple[tuple[Kind, ...], re.Pattern[str]]:
    kinds = rows(table, "row", Kind)
    return kinds, re.compile("|".join(f"(?P<k{n}>{kind.match})" for n, kind in enumerate(kinds)))
