"""Time: which policies are in force on a day, and where the documents contradict each other.

In force on d: effective_from <= d, d before expires_on, and nothing that replaces it in full took effect by d.
"""

from __future__ import annotations

from datetime import date

import networkx as nx

from graph.store import Result, Store

_IN_FORCE = """{p}.effective_from <= {on} AND ({p}.expires_on IS NULL OR {on} < {p}.expires_on)
  AND NOT EXISTS {{
    MATCH (newer:Policy)-[whole:SUPERSEDES]->({p})
    WHERE whole.scope = 'full' AND coalesce(whole.on, newer.effective_from) <= {on}
  }}"""

_STANDS = """NOT EXISTS {{
    MATCH (newer:Policy)-[part:SUPERSEDES]->({p})
    WHERE part.scope = 'partial' AND {v}.path IN part.provisions AND coalesce(part.on, newer.effective_from) <= {on}
  }}"""


def in_force(policy: str = "p", on: str = "date($on)") -> str:
    """A Cypher condition: the policy of this variable is in force on the day `on` (an expression for a date)."""
    return _IN_FORCE.format(p=policy, on=on)


def stands(policy: str = "p", provision: str = "v", on: str = "date($on)") -> str:
    """A Cypher condition beside `in_force`: this provision was not repealed alone by that day."""
    return _STANDS.format(p=policy, v=provision, on=on)


def policies_in_force(store: Store, on: date) -> Result:
    """All policies in force on a day: id, doc_number, title, effective_from, expires_on."""
    return store.query(
        f"MATCH (p:Policy) WHERE {in_force()} "
        "RETURN p.id AS id, p.doc_number AS doc_number, p.title AS title, p.effective_from AS effective_from, "
        "p.expires_on AS expires_on ORDER BY id",
        {"on": on.isoformat()},
    )


_REPLACEMENTS = """
MATCH (a:Policy)-[s:SUPERSEDES]->(b:Policy) WHERE s.scope = 'full'
RETURN a.id, b.id, coalesce(s.on, a.effective_from, a.issued_on), coalesce(b.effective_from, b.issued_on)
"""

_ORDER = """
MATCH (p:Policy) WHERE p.expires_on <= p.effective_from
RETURN p.id, p.effective_from, p.expires_on
"""


def contradictions(store: Store) -> list[tuple[str, str, str]]:
    """(kind, ids, what is wrong): circles of replacement, replacements of what came later, and impossible dates.

    They are what the documents say, or a misreading; either way they are shown and nothing follows from them.
    """
    rows = store.query(_REPLACEMENTS, timeout=None).rows
    graph = nx.DiGraph([(a, b) for a, b, _, _ in rows])
    out = [
        ("circle", " → ".join(sorted(circle)), "each replaces another of them")
        for circle in nx.strongly_connected_components(graph)
        if len(circle) > 1
    ]
    out += [
        ("order", f"{a} → {b}", f"replaced on {on}, but it begins on {begins}")
        for a, b, on, begins in rows
        if on is not None and begins is not None and on < begins
    ]
    out += [("itself", a, "replaces itself") for a, b, _, _ in rows if a == b]
    dates = store.query(_ORDER, timeout=None).rows
    out += [("dates", id_, f"in force from {begins}, but only until {ends}") for id_, begins, ends in dates]
    return sorted(out)
