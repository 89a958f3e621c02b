"""A fragment in the making: rows of nodes and relationships with only what has a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graph.agencies import Agencies, region_level
from graph.identity import number_key, title_key
from schemas import graph as schema

Props = dict[str, Any]


class NodeRow(NamedTuple):
    """A node: `id` is the value of the label's key; it is in `props` as well."""

    label: str
    id: str
    props: Props


class EdgeRow(NamedTuple):
    """A relationship between two nodes."""

    type: str
    from_label: str
    from_id: str
    to_label: str
    to_id: str
    props: Props


class Named(NamedTuple):
    """A document named by a record, as written; `ordinal` counts the mentions of one type in the record."""

    type: str
    ordinal: int
    number: str
    title: str
    props: Props


@dataclass(frozen=True, slots=True)
class Fragment:
    """`nodes` belong to the record; `shared` (agencies, recipients, regions, fields) may be named by others too."""

    label: str
    id: str
    nodes: tuple[NodeRow, ...]
    shared: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    mentions: tuple[Named, ...]


@dataclass(slots=True)
class Draft:
    """A fragment in the making; values that say nothing are left out of rows."""

    label: str
    id: str
    nodes: list[NodeRow] = field(default_factory=list)
    shared: dict[tuple[str, str], NodeRow] = field(default_factory=dict)
    edges: list[EdgeRow] = field(default_factory=list)
    mentions: list[Named] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def node(self, label: str, id_: str, /, **props: Any) -> None:
        self.nodes.append(NodeRow(label, id_, clean(label, {schema.key(label): id_, **props})))

    def edge(self, type_: str, start: tuple[str, str], end: tuple[str, str], /, **props: Any) -> None:
        self.edges.append(EdgeRow(type_, *start, *end, clean_edge(type_, props)))

    def numbered(self, stem: str) -> str:
        self.counts[stem] += 1
        return f"{stem}{self.counts[stem]}"

    def share(self, label: str, name: str, /, **props: Any) -> tuple[str, str]:
        self.shared.setdefault((label, name), NodeRow(label, name, clean(label, {"name": name, **props})))
        return label, name

    def agency(self, agencies: Agencies, name: str) -> tuple[str, str]:
        """The body of that name with the bodies and regions it is part of."""
        body = agencies.named(name)
        known = ("Agency", body.name) in self.shared
        end = self.share("Agency", body.name, aliases=list(body.aliases), level=body.level, region=body.region)
        if known:
            return end
        if body.part_of:
            self.edge("PART_OF", end, self.agency(agencies, body.part_of))
        elif body.region:
            self.edge("PART_OF", end, self.region(body.region))
        return end

    def region(self, name: str) -> tuple[str, str]:
        return self.share("Region", name, level=region_level(name))

    def mention(self, type_: str, number: str | None, title: str | None, /, **props: Any) -> None:
        self.counts[type_] += 1
        ordinal = self.counts[type_]
        written = {"ordinal": ordinal, "title": title or None, "doc_number": number or None}
        self.mentions.append(
            Named(type_, ordinal, number_key(number), title_key(title), clean_edge(type_, {**props, **written}))
        )

    def done(self) -> Fragment:
        return Fragment(
            self.label,
            self.id,
            tuple(self.nodes),
            tuple(self.shared.values()),
            tuple(distinct(self.edges)),
            tuple(self.mentions),
        )


def distinct(edges: Iterable[EdgeRow]) -> Iterator[EdgeRow]:
    """Without a second relationship of one type between the same two nodes, unless they are mentions of their own."""
    seen = set()
    for edge in edges:
        key = (*edge[:5], edge.props.get("ordinal"))
        if key not in seen:
            seen.add(key)
            yield edge


def clean(label: str, props: Props) -> Props:
    """Only what has a value, dates as dates, and nothing that the schema does not know (KeyError)."""
    return _typed(schema.schema().label[label].properties, props)


def clean_edge(type_: str, props: Props) -> Props:
    """The same for a relationship."""
    return _typed(schema.relationship(type_).properties, props)


def _typed(known: dict[str, schema.Property], props: Props) -> Props:
    out: Props = {}
    for name, value in props.items():
        kind = known[name].type
        if value is None or value == "" or value == []:
            continue
        if kind == "date":
            value = as_date(value)
        elif kind == "float":
            value = float(value)
        elif kind == "strings":
            value = list(value)
        if value is not None and value != []:
            out[name] = value
    return out


def as_date(value: str | date | None) -> date | None:
    """An ISO date; None for what is no date."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
