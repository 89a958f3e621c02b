"""From qualifying words to atomic conditions with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from extract.criteria.clauses import Found
from schemas.records import Criterion, Quantity
from schemas.text import Outline


def atoms(
    outline: Outline, path: str, found: Found, group: str, any_: bool, numbers: Sequence[Quantity]
) -> list[Criterion]:
    """The criteria of one piece of qualifying words."""
    return [
        Criterion(
            path=path,
            text=outline.text[found.start : found.end],
            group=group,
            any=any_,
            page=outline.page_at(found.start),
            start=found.start,
            end=found.end,
            rule=found.rule,
        )
    ]
