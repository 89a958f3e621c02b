"""The graph as files: tables for spreadsheets, GraphML for graph tools, one page to look at.

Tables are CSV in UTF-8 with a byte order mark, since spreadsheets take Chinese text for something else without it.
The same graph gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from graph.store import Store
from schemas.errors import ZhengtuError

TABLES: Mapping[str, str] = {
    "policies": """
        MATCH (p:Policy)
        RETURN p.id AS id, p.doc_number AS doc_number, p.title AS title, p.notice_title AS notice_title,
               p.kind AS kind, p.trial AS trial, p.level AS level, p.region AS region, p.issued_on AS issued_on,
               p.printed_on AS printed_on, p.effective_from AS effective_from, p.expires_on AS expires_on,
               p.stub AS stub
        ORDER BY id""",
    "provisions": """
        MATCH (p:Provision)
        RETURN p.id AS id, p.path AS path, p.label AS label, p.level AS level, p.heading AS heading, p.text AS text,
               p.page AS page, p.start AS start, p.end AS end, p.ordinal AS ordinal
        ORDER BY id""",
    "benefits": """
        MATCH (at)-[:GRANTS]->(b:Benefit)
        OPTIONAL MATCH (b)-[:FOR]->(r:Recipient)
        OPTIONAL MATCH (b)-[:IF]->(c:Criterion)
        WITH at, b, collect(DISTINCT r.name) AS recipients, collect(DISTINCT c.id) AS conditions
        RETURN b.id AS id, at.id AS granted_by, recipients AS recipients, b.text AS text, b.op AS op, b.value AS value,
               b.unit AS unit, b.per AS per, b.of AS of, b.method AS method, conditions AS hangs_on, b.page AS page
        ORDER BY id""",
    "criteria": """
        MATCH (at)-[:REQUIRES]->(c:Criterion)
        RETURN c.id AS id, at.id AS required_by, c.text AS text, c.of AS of, c.op AS op, c.value AS value,
               c.unit AS unit, c.numeric AS numeric, c.group AS group, c.any AS any, c.page AS page
        ORDER BY id""",
    "limits": """
        MATCH (at)-[:LIMITS]->(l:Limit)
        RETURN l.id AS id, at.id AS stated_by, l.kind AS kind, l.text AS text, l.refs AS refs, l.page AS page
        ORDER BY id""",
    "citations": """
        MATCH (p:Policy)-[c:SUPERSEDES|AMENDS|BASED_ON|CITES]->(d:Policy)
        RETURN p.id AS from_id, type(c) AS relation, d.id AS to_id, d.doc_number AS doc_number, d.title AS title,
               d.stub AS stub, c.scope AS scope, c.on AS on, c.text AS text
        ORDER BY from_id, relation, to_id""",
    "cards": """
        MATCH (card:GuideCard)
        OPTIONAL MATCH (card)-[:SUMMARISES]->(p:Policy)
        WITH card, collect(p.id) AS summarises
        RETURN card.id AS id, card.ordinal AS ordinal, card.part AS part, card.title AS title,
               card.published_on AS published_on, card.tool_class AS tool_class, card.audience AS audience,
               card.frequency AS frequency, card.content AS content, card.conditions AS conditions,
               card.process AS process, summarises AS summarises
        ORDER BY id""",
}


def export(store: Store, folder: Path) -> list[Path]:
    """Write tables, `graph.graphml` and `index.html` into `folder`; returns the files written, in that order.

    Raises ZhengtuError when the graph is empty: an export of nothing is a mistake, not a result.
    """
    tables = {name: table(store, cypher) for name, cypher in TABLES.items()}
    if all(frame.empty for frame in tables.values()):
        raise ZhengtuError("the graph is empty; `zhengtu ingest` fills it")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in tables.items():
        path = folder / f"{name}.csv"
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        written.append(path)
    nx.write_graphml(as_networkx(store), folder / "graph.graphml", encoding="utf-8")
    page = folder / "index.html"
    page.write_text(as_page(tables), encoding="utf-8")
    return [*written, folder / "graph.graphml", page]


def table(store: Store, cypher: str) -> pd.DataFrame:
    """The rows of a query as a frame; dates become ISO text, lists become text joined by '; '."""
    result = store.query(cypher, {})
    rows = [[_cell(value) for value in row] for row in result.rows]
    return pd.DataFrame(rows, columns=list(result.columns), dtype=object)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return "; ".join(sorted(map(str, value)))
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def as_networkx(store: Store) -> nx.MultiDiGraph:
    """The whole graph; nodes are keyed `Label:id`, `type` is the label or relationship type beside the properties."""
    graph = nx.MultiDiGraph()
    nodes = store.query("MATCH (n) WHERE NOT n:Ledger RETURN labels(n)[0] AS label, properties(n) AS props", {}).rows
    for label, props in sorted(nodes, key=lambda row: (row[0], _key(row[1]))):
        graph.add_node(f"{label}:{_key(props)}", type=label, **_flat(props))
    edges = store.query(
        "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, coalesce(a.id, a.name) AS a, type(r) AS type, "
        "properties(r) AS props, labels(b)[0] AS lb, coalesce(b.id, b.name) AS b",
        {},
    ).rows
    for la, a, kind, props, lb, b in sorted(edges, key=lambda row: json.dumps([*map(str, row[:3]), str(row[5])])):
        graph.add_edge(f"{la}:{a}", f"{lb}:{b}", type=kind, **_flat(props))
    return graph


def _key(props: Mapping[str, Any]) -> str:
    return str(props.get("id") or props.get("name"))


def _flat(props: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _cell(value) for name, value in sorted(props.items()) if value is not None}


def as_page(tables: Mapping[str, pd.DataFrame]) -> str:
    """One self-contained HTML page: the policies with their state on a date, and a search over what is granted."""
    data = {
        name: json.loads(tables[name].to_json(orient="records", force_ascii=False))
        for name in ("policies", "benefits", "citations")
    }
    template = resources.files("graph").joinpath("page.html").read_text(encoding="utf-8")
    return template.replace("/*DATA*/null", json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/"))
