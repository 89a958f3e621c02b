"""What is loaded, from which files, and what is in quarantine and why."""

from __future__ import annotations

from pathlib import Path

from flows import quarantine
from flows.counts import count_graph
from flows.render import render
from graph.store import Store

SOURCES = """
MATCH (s:Source)
OPTIONAL MATCH (s)-[:HOLDS]->(held)
RETURN s.path AS path, 'loaded' AS status, s.media_type AS what, count(held) AS records, s.ingested_at AS since,
       s.id AS sha256
ORDER BY path
"""
COLUMNS = ["path", "status", "what", "records", "since", "sha256"]


def status(store: Store, home: Path, form: str) -> str:
    """One row per loaded file and per quarantined one; as a table the graph's totals stand above."""
    rows = [list(row) for row in store.query(SOURCES, {}).rows]
    rows += [[q.path, "quarantined", q.reason, 0, q.since, q.sha256] for q in quarantine.held(home)]
    shown = render(COLUMNS, rows, form)  # type: ignore[arg-type]
    if form != "table":
        return shown
    totals = ", ".join(f"{number} {what}" for what, number in count_graph(store).items())
    return f"{store.name}: {totals}\n{shown}"


def ambiguities(store: Store, form: str) -> str:
    """Names that could mean several documents or bodies: kept apart and shown, not guessed."""
    from graph.resolve import ambiguous

    found = [list(row) for row in ambiguous(store)]
    return render(["name", "label", "candidates"], found, form)  # type: ignore[arg-type]
