"""Industry and technology fields that a text is concerned with, by the table of fields."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.tables import rows


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    match: str


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<f{n}>{row.match})" for n, row in enumerate(rows("fields", "row", _Row))))


def fields(words: str) -> tuple[str, ...]:
    """Names of the fields named in folded words, in the order in which they stand, each once."""
    named = rows("fields", "row", _Row)
    return tuple(dict.fromkeys(named[int(str(match.lastgroup)[1:])].name for match in _any().finditer(words)))
