"""The stores that tests run on, and how to compare what is in them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.build import build_sources
from graph.store import Store
from schemas import graph as schema
from schemas.records import AnyRecord, Source

Snapshot = tuple[Counter[Any], Counter[Any]]

_WHEN = ("ingested_at", "extractor_version")


def snapshot(store: Store) -> Snapshot:
    """All nodes and relationships with their properties, except when and by which version a file was loaded."""
    nodes: Counter[Any] = Counter()
    edges: Counter[Any] = Counter()
    for label, _props in store.query("MATCH (n) RETURN labels(n), properties(n)", timeout=None).rows:
        if label != ["Ledger"]:
            nodes[label[0], _frozen(_props)] += 1
    query = "MATCH (a)-[r]->(b) RETURN labels(a)[0], a.id, a.name, type(r), labels(b)[0], b.id, b.name, properties(r)"
    for la, ia, na, kind, lb, ib, nb, props in store.query(query, timeout=None).rows:
        edges[la, _key(la, ia, na), kind, lb, _key(lb, ib, nb), _frozen(props)] += 1
    return nodes, edges


def expected(sources: list[tuple[Source, list[AnyRecord]]]) -> Snapshot:
    """What the store must hold after these files."""
    graph = build_sources(sources)
    nodes = Counter((data["label"], _frozen(data["props"])) for _, data in graph.nodes(data=True))
    edges = Counter((*a, data["type"], *b, _frozen(data["props"])) for a, b, data in graph.edges(data=True))
    return nodes, edges


def difference(one: Snapshot, other: Snapshot) -> list[str]:
    """The first things that are in one and not in the other."""
    out = []
    for kind, here, there in zip(("node", "relationship"), one, other, strict=True):
        out += [f"only left {kind}: {item}"[:400] for item in list((here - there).elements())[:5]]
        out += [f"only right {kind}: {item}"[:400] for item in list((there - here).elements())[:5]]
    return out


def empty(store: Store) -> None:
    """Take everything out."""
    while store.query("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*)", write=True).rows[0][0]:
        pass
    store.prepared = False
    store.catalogue = None


def _key(label: str, id_: str | None, name: str | None) -> str | None:
    return name if schema.key(label) == "name" else id_


def _frozen(props: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        sorted((name, tuple(v) if isinstance(v, list) else v) for name, v in props.items() if name not in _WHEN)
    )
