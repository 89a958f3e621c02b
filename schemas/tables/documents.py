"""Row models for the tables about documents: genres.toml, agencies.toml, regions.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Genre(_Row):
    """How a title ends and what kind of document that makes it; `kind` is '' where it is the word itself."""

    word: str
    kind: str = ""


class Agency(_Row):
    """A body by its full name; `plates` where one body has two names joined by 、; `successor` where it is no more."""

    name: str
    aliases: tuple[str, ...] = ()
    level: Literal["国家", "省", "市", "区"] | None = None
    region: str | None = None
    plates: bool = False
    successor: str | None = None


class Region(_Row):
    """A province or city with its parts by their full names."""

    name: str
    level: Literal["省", "市", "区"]
    parts: tuple[str, ...] = ()


class Zone(_Row):
    """A development zone that is a region of its own where its own committee issues."""

    name: str
    level: Literal["市", "区"]


class Short(_Row):
    """How a division's own offices shorten its name（红河州）."""

    short: str
    name: str
