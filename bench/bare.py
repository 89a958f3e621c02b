"""What a store itself can take: the nodes and relationships of a graph by the barest statement that there can be.

One label, no constraint, no index, no search, no planning; rows made ready before the time is taken. A batch creates
its nodes and the relationships among them, whose ends are taken from a list by their place: nothing is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import networkx as nx

from bench.stores import Clock, Measured, Rate
from graph.store import Conflict, Store
from tests.stores import empty

BATCH = 2000
"""Nodes of one transaction."""

WHOLE = """
CALL () { UNWIND $nodes AS row CREATE (n:Thing) SET n = row RETURN collect(n) AS all }
CALL (all) { UNWIND $edges AS row WITH row, all[row[0]] AS a, all[row[1]] AS b
  CREATE (a)-[r:TO]->(b) SET r = row[2] RETURN count(*) AS made }
RETURN made
"""

EMPTY = """
CALL () { UNWIND $nodes AS row CREATE (n:Thing) RETURN collect(n) AS all }
CALL (all) { UNWIND $edges AS row WITH all[row[0]] AS a, all[row[1]] AS b
  CREATE (a)-[:TO]->(b) RETURN count(*) AS made }
RETURN made
"""


def bare(measured: Measured, graph: nx.MultiDiGraph, sessions: int, *, properties: bool) -> Rate:
    """The graph into an empty store, over so many sessions at once."""
    store = measured.store
    _forget(store)
    cypher = store.keep_plan + (WHOLE if properties else EMPTY)
    batches = list(_batches(graph))
    if not properties:
        batches = [
            {"nodes": [0] * len(batch["nodes"]), "edges": [row[:2] for row in batch["edges"]]} for batch in batches
        ]
    clock = Clock(measured)
    with ThreadPoolExecutor(sessions) as pool:
        made = sum(pool.map(lambda batch: _send(store, cypher, batch), batches))
    return clock.rate(graph.number_of_nodes(), made)


def _send(store: Store, cypher: str, batch: dict[str, list[Any]]) -> int:
    while True:
        try:
            return store.transact(lambda tx: int(tx.run(cypher, batch).single(strict=True)[0]))
        except Conflict:  # two sessions on one page of the embedded store
            continue


def _batches(graph: nx.MultiDiGraph) -> Iterable[dict[str, list[Any]]]:
    nodes = list(graph.nodes(data="props"))
    for start in range(0, len(nodes), BATCH):
        here = nodes[start : start + BATCH]
        place = {key: at for at, (key, _) in enumerate(here)}
        edges = [[place[a], place[b], data["props"]] for a, b, data in graph.out_edges(place, data=True) if b in place]
        yield {"nodes": [props for _, props in here], "edges": edges}


def _forget(store: Store) -> None:
    """Take everything out, constraints and indexes as well."""
    empty(store)
    if not store.embedded:
        for (name,) in store.query("SHOW CONSTRAINTS YIELD name").rows:
            store.query(f"DROP CONSTRAINT {name}", write=True)
        for (name,) in store.query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").rows:
            store.query(f"DROP INDEX {name}", write=True)
