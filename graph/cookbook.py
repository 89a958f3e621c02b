"""The named questions of the graph contract: read from cookbook.toml, run on any store."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from graph.store import Result, Store
from schemas.errors import UsageError
from schemas.records import Record


class Question(Record):
    """One question: its name, wording in two languages, Cypher, and default parameters."""

    name: str
    number: int
    en: str
    zh: str
    params: dict[str, Any]
    cypher: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions, by number."""
    rows = tomllib.loads(resources.files("graph").joinpath("cookbook.toml").read_text(encoding="utf-8"))["question"]
    return tuple(sorted((Question.model_validate(row) for row in rows), key=lambda question: question.number))


def question(name: str) -> Question:
    """The question of this name or number. Raises UsageError where there is none."""
    for candidate in questions():
        if name in (candidate.name, str(candidate.number)):
            return candidate
    raise UsageError(f"no question named {name!r}; `zhengtu cookbook` lists them")


def ask(store: Store, name: str, params: dict[str, Any] | None = None) -> Result:
    """Run a question with its default parameters, changed by `params`. Raises UsageError for an unknown parameter."""
    asked = question(name)
    unknown = sorted(set(params or {}) - set(asked.params))
    if unknown:
        raise UsageError(f"{asked.name} has no parameter {unknown[0]!r}; it has {', '.join(sorted(asked.params))}")
    return store.query(asked.cypher, {**asked.params, **(params or {})})
