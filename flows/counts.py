"""How large the graph is; the loader's own ledger is not part of it."""

from __future__ import annotations

from graph.store import Store

COUNTS = {
    "policies": "MATCH (p:Policy) WHERE NOT p.stub RETURN count(p) AS n",
    "stubs": "MATCH (p:Policy) WHERE p.stub RETURN count(p) AS n",
    "cards": "MATCH (c:GuideCard) RETURN count(c) AS n",
    "nodes": "MATCH (n) WHERE NOT n:Ledger RETURN count(n) AS n",
    "relationships": "MATCH ()-[r]->() RETURN count(r) AS n",
}


def count_graph(store: Store) -> dict[str, int]:
    """The size of the graph: policies with text, stubs, guide cards, nodes, relationships."""
    return {name: int(store.query(cypher, {}).rows[0][0]) for name, cypher in COUNTS.items()}
