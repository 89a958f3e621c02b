"""Shared nodes named in words: kinds of recipients and industry fields, by their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from schemas.tables import rows
from schemas.tables.kinds import Kind

# bodies charged with the work are no fields: 责任单位：机器人和智能制造产业局
_BODIES = re.compile(r"(?:责任|牵头|配合|主管)(?:单位|部门)[:：][^)）\n]*|[^、，,。；;（(]{1,16}产业局")


def recipients(who: str) -> tuple[str, ...]:
    """Kinds of recipients named in a benefit's `who`, in the order in which they stand, each once."""
    return _in_order("recipients", _present("recipients", who), who)


def fields(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Industry and technology fields named in each text of a document, in the order in which they stand, each once."""
    present = _present("fields", "\n".join(texts))
    return [_in_order("fields", present, _BODIES.sub("", text)) if present else () for text in texts]


def _present(table: str, words: str) -> tuple[int, ...]:
    """Which kinds may be named; one search per kind is many times faster than one for all of them together."""
    text = _plain(words)
    return tuple(n for n, (_, pattern) in enumerate(_kinds(table)) if pattern.search(text))


def _in_order(table: str, present: tuple[int, ...], words: str) -> tuple[str, ...]:
    if not present:
        return ()
    kinds = _kinds(table)
    text = _plain(words)
    found = (kinds[int(str(match.lastgroup)[1:])][0].name for match in _any(table, present).finditer(text))
    return tuple(dict.fromkeys(found))


def _plain(words: str) -> str:
    return words.replace("（", "(").replace("）", ")").replace("，", ",").replace('"', "”")


@cache
def _kinds(table: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(kind.match)) for kind in rows(table, "row", Kind))


@lru_cache(maxsize=4096)
def _any(table: str, which: tuple[int, ...]) -> re.Pattern[str]:
    """One pattern for some of the kinds; where two begin at one place, the first of the table is it."""
    kinds = _kinds(table)
    return re.compile("|".join(f"(?P<k{n}>{kinds[n][0].match})" for n in which))
