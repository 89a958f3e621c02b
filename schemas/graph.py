"""The property graph's one machine-readable copy, `graph.toml`, as frozen models.

`schema()` gives the whole; `constraints()` the Cypher that a store needs before the first load; `dictionary()` the
data dictionary as Markdown. Errors: pydantic.ValidationError where the file does not fit.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

Type = Literal["string", "integer", "float", "boolean", "date", "strings"]


class Property(NamedTuple):
    """Type and one-line meaning of a property."""

    type: Type
    meaning: str


class Label(BaseModel):
    """One kind of node; `key` is the property under the uniqueness constraint."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    meaning: str
    internal: bool = False
    """Housekeeping of the loader: left out of exports and of the data dictionary."""
    properties: dict[str, Property]


class Relationship(BaseModel):
    """One type of relationship: every label in `sources` may be joined to every label in `targets`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    type: str
    sources: tuple[str, ...] = Field(alias="from")
    targets: tuple[str, ...] = Field(alias="to")
    meaning: str
    properties: dict[str, Property] = {}


class Schema(BaseModel):
    """All labels and relationship types, in file order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: dict[str, Label]
    relationship: tuple[Relationship, ...]


@cache
def schema() -> Schema:
    """The graph schema, read once."""
    return Schema.model_validate(tomllib.loads(resources.files("schemas").joinpath("graph.toml").read_text("utf-8")))


def key(label: str) -> str:
    """The key property of a label. Errors: KeyError for an unknown label."""
    return schema().label[label].key


@cache
def relationship(type_: str) -> Relationship:
    """The relationship type of that name. Errors: KeyError for an unknown one."""
    return {r.type: r for r in schema().relationship}[type_]


INDEXES = (("Policy", "title"), ("Policy", "doc_number"), ("Policy", "stub"), ("Source", "path"))
"""Non-unique indexes: what the cookbook and the loader look up besides keys."""


def constraints() -> tuple[str, ...]:
    """One uniqueness constraint per label and the plain indexes; safe to run again."""
    unique = (
        f"CREATE CONSTRAINT {name.lower()}_{label.key} IF NOT EXISTS FOR (n:{name}) REQUIRE n.{label.key} IS UNIQUE"
        for name, label in schema().label.items()
    )
    plain = (f"CREATE INDEX {lbl.lower()}_{prop} IF NOT EXISTS FOR (n:{lbl}) ON (n.{prop})" for lbl, prop in INDEXES)
    return (*unique, *plain)


def dictionary() -> str:
    """The data dictionary: one Markdown table per label and per relationship type."""
    parts = ["# Data dictionary\n"]
    for name, label in schema().label.items():
        if not label.internal:
            parts.append(f"## {name}\n\n{label.meaning}; key `{label.key}`\n\n{_table(label.properties)}")
    parts.append("## Relationships\n")
    for rel in schema().relationship:
        ends = f"({'|'.join(rel.sources)})-[:{rel.type}]->({'|'.join(rel.targets)})"
        table = f"\n{_table(rel.properties)}" if rel.properties else ""
        parts.append(f"### {rel.type}\n\n`{ends}`: {rel.meaning}\n{table}")
    return "\n".join(parts)


def _table(properties: dict[str, Property]) -> str:
    rows = "\n".join(f"| {name} | {p.type} | {p.meaning} |" for name, p in properties.items())
    return f"| property | type | meaning |\n|---|---|---|\n{rows}\n"
