"""Rows of the trade: TOML files beside this one, each read once, validated by the model its reader passes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from pydantic import BaseModel

Row = TypeVar("Row", bound=BaseModel)


@cache
def _parsed(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, key: str, model: type[Row]) -> tuple[Row, ...]:
    """The `[[key]]` rows of `<name>.toml` as `model`s, in file order.

    Errors: pydantic.ValidationError for a row that does not fit, KeyError for a missing key.
    """
    return tuple(model.model_validate(row) for row in _parsed(name)[key])


def values(name: str, key: str) -> tuple[str, ...]:
    """A plain list of words `key = [...]` of `<name>.toml`, in file order."""
    return tuple(_parsed(name)[key])


def numbers(name: str, key: str) -> dict[str, float]:
    """The `[key]` table of `<name>.toml`: words and their numbers."""
    return {word: float(number) for word, number in _parsed(name)[key].items()}
