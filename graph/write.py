"""A plan into Cypher: one transaction, rows by UNWIND, property maps written out from the schema.

Nodes and relationships are created, not merged: the plan knows what is there, the ledger keeps others away, and the
uniqueness constraints stand behind both. The same statements run on Neo4j and on the embedded store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.fragment.draft import EdgeRow, NodeRow, distinct
from graph.known import NodeKey
from graph.resolve import Plan, stub_node
from schemas import graph as schema

Row = list[Any]

ROWS = 2000
"""Rows that one statement takes."""

CHUNK = 2000
"""Nodes that are created in one statement, with the relationships among them."""

DEPTH = 12
"""Levels of an outline at most; extraction makes seven."""


_OWNED = ("Source", "GazetteIssue", "Policy", "GuideCard", "Provision", "Benefit", "Criterion", "Limit")
"""Labels of the nodes that a document brings with it; the others may be there already."""

_AMONG = tuple(
    (edge.type, start, end)
    for edge in schema.schema().relationship
    for start in edge.sources
    for end in edge.targets
    if start in _OWNED and end in _OWNED
)
"""Kinds of relationships among them."""


@dataclass(slots=True)
class Counts:
    """What a transaction did."""

    nodes_created: int = 0
    relationships_created: int = 0
    properties_set: int = 0
    deleted: int = 0


def write(tx: Any, plan: Plan, prefix: str = "") -> Counts:
    """Carry the plan out in the transaction `tx`; `prefix` is the store's word for keeping a statement's first plan."""
    return _Writer(tx, prefix).write(plan)


class _Writer:
    def __init__(self, tx: Any, prefix: str) -> None:
        self._tx = tx
        self._prefix = prefix
        self._counts = Counts()

    def write(self, plan: Plan) -> Counts:
        lifted = self._lift(plan.lifted)
        self._empty(plan.emptied)
        self._delete("Source", plan.sources_gone)
        for label, ids in _grouped(plan.deleted):
            self._delete(label, ids)
        self._rename(plan.renamed)
        self._reset([stub_node(id_, stub) for id_, stub in plan.restubbed] + plan.filled)
        present = self._present(plan.shared.values())
        fresh = [node for key, node in plan.shared.items() if key not in present]
        self._create_nodes(fresh)
        # a body's PART_OF says nothing new about a body that is there
        edges = [edge for edge in plan.edges if edge.type != "PART_OF" or edge[1:3] not in present]
        again = [
            EdgeRow(lift[1], owner[0], owner[1], "Policy", target, lifted[lift])
            for lift, owner, target in plan.relinked
        ]
        self._create_edges([*self._create_together(plan.nodes, list(distinct(edges))), *again])
        self._rehang(plan)
        if plan.emptied or plan.deleted or plan.sources_gone:
            self._sweep()
        return self._counts

    def _rows(self, cypher: str, rows: Sequence[Any]) -> Iterator[list[Any]]:
        for start in range(0, len(rows), ROWS):
            for record in self._tx.run(cypher, {"rows": rows[start : start + ROWS]}):
                yield record.values()

    def _do(self, cypher: str, rows: Sequence[Any]) -> None:
        for _ in self._rows(cypher, rows):
            pass

    # -- taking away --------------------------------------------------------------------------------------------

    def _lift(self, lifted: list[tuple[NodeKey, str, int]]) -> dict[tuple[NodeKey, str, int], dict[str, Any]]:
        """Properties of relationships that will point elsewhere; they are gone afterwards."""
        out = {}
        groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for (label, id_), type_, ordinal in lifted:
            groups[label, type_].append({"id": id_, "ordinal": ordinal})
        for (label, type_), rows in sorted(groups.items()):
            match = f"UNWIND $rows AS row MATCH (a:{label} {{id: row.id}})-[r:{type_} {{ordinal: row.ordinal}}]->() "
            for id_, ordinal, props in self._rows(match + "RETURN a.id, r.ordinal, properties(r)", rows):
                out[(label, id_), type_, ordinal] = props
            self._do(match + "DELETE r", rows)
        return out

    def _empty(self, nodes: list[NodeKey]) -> None:
        for label, ids in _grouped(nodes):
            match = f"UNWIND $rows AS id MATCH (n:{label} {{id: id}})"
            if label == "Policy":
                below = f"{match}-[:HAS*1..{DEPTH}]->(v:Provision) "
                held = "MATCH (v)-[:GRANTS|REQUIRES|LIMITS]->(x) "
                self._count_deleted(below + held + "DETACH DELETE x RETURN count(x)", ids)
                self._count_deleted(below + "DETACH DELETE v RETURN count(v)", ids)
            elif label == "GuideCard":
                self._count_deleted(match + "-[:GRANTS|REQUIRES]->(x) DETACH DELETE x RETURN count(x)", ids)
            self._do(match + "-[r]->() DELETE r", ids)

    def _delete(self, label: str, ids: Sequence[str]) -> None:
        key = schema.key(label)
        self._count_deleted(f"UNWIND $rows AS id MATCH (n:{label} {{{key}: id}}) DETACH DELETE n RETURN count(n)", ids)

    def _count_deleted(self, cypher: str, rows: Sequence[Any]) -> None:
        self._counts.deleted += sum(int(values[0]) for values in self._rows(cypher, rows))

    def _sweep(self) -> None:
        """Shared nodes that nobody names any more."""
        for label in ("Recipient", "Field"):
            self._sweep_label(label)
        while self._sweep_label("Agency"):
            pass
        self._sweep_label("Region")

    def _sweep_label(self, label: str) -> int:
        rows = self._tx.run(f"MATCH (n:{label}) WHERE NOT EXISTS {{ MATCH (n)<--() }} RETURN n.name")
        names = [record[0] for record in rows]
        self._delete(label, names)
        return len(names)

    # -- changing -----------------------------------------------------------------------------------------------

    def _rename(self, renamed: list[tuple[str, str]]) -> None:
        """New ids for policies and all below them, by way of names that nobody has, so that ids can be swapped."""
        for mark, pairs in (("~", renamed), ("", [(f"~{new}", new) for _, new in renamed])):
            rows = [{"old": old, "new": mark + new, "size": len(old)} for old, new in pairs]
            match = f"UNWIND $rows AS row MATCH (n:Policy {{id: row.old}})-[:HAS*1..{DEPTH}]->(v:Provision) "
            change = ".id = row.new + substring({0}.id, row.size)"
            self._do(f"{match}MATCH (v)-[:GRANTS|REQUIRES|LIMITS]->(x) SET x{change.format('x')}", rows)
            self._do(f"{match}SET v{change.format('v')}", rows)
            self._do("UNWIND $rows AS row MATCH (n:Policy {id: row.old}) SET n.id = row.new", rows)
        self._counts.properties_set += len(renamed)

    def _reset(self, nodes: list[NodeRow]) -> None:
        """All properties anew on nodes that are there."""
        for label in ("Policy", "GuideCard", "GazetteIssue"):
            rows = [node.props for node in nodes if node.label == label]
            self._do(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n = row", rows)
        self._counts.properties_set += sum(len(node.props) for node in nodes)

    def _rehang(self, plan: Plan) -> None:
        rows = [{"source": key[0], "ordinal": key[1]} for key, _ in plan.rehung]
        match = "UNWIND $rows AS row MATCH (s:Source {id: row.source})-[h:HOLDS {ordinal: row.ordinal}]->() "
        self._do(match + "DELETE h", rows)
        self._create_edges(plan.hung)

    # -- making -------------------------------------------------------------------------------------------------

    def _present(self, nodes: Iterable[NodeRow]) -> set[tuple[str, str]]:
        """Those of the shared nodes that are there."""
        found = set()
        for label, names in _grouped([node[:2] for node in nodes]):
            cypher = f"UNWIND $rows AS name MATCH (n:{label} {{name: name}}) RETURN n.name"
            found |= {(label, values[0]) for values in self._rows(cypher, names)}
        return found

    def _create_nodes(self, nodes: Iterable[NodeRow]) -> None:
        groups: dict[str, list[Row]] = defaultdict(list)
        for node in nodes:
            groups[node.label].append(_node_row(node))
        for label, rows in sorted(groups.items()):
            self._do(_create_node(label), rows)
            self._counts.nodes_created += len(rows)

    def _create_together(self, nodes: list[NodeRow], edges: list[EdgeRow]) -> list[EdgeRow]:
        """Nodes, and in the same statements the relationships among them; gives the relationships that are left.

        The ends of a relationship are then taken from a list by their place: twice as fast as finding them by key.
        """
        place: dict[tuple[str, str], tuple[int, int]] = {}
        chunks: list[dict[str, list[Row]]] = []
        for at, node in enumerate(nodes):
            if at % CHUNK == 0:
                chunks.append({name: [] for name in (*_OWNED, *(_part(*kind) for kind in _AMONG))})
            rows = chunks[-1][node.label]
            place[node.label, node.id] = (len(chunks) - 1, len(rows))
            rows.append(_node_row(node))
        left = []
        for edge in edges:
            start, end = place.get(edge[1:3]), place.get(edge[3:5])
            if start and end and start[0] == end[0]:
                chunks[start[0]][_part(edge.type, edge.from_label, edge.to_label)].append(
                    _edge_row(edge, start[1], end[1])
                )
                self._counts.relationships_created += 1
            else:
                left.append(edge)
        for chunk in chunks:
            self._tx.run(self._prefix + _create_chunk(), {"given": chunk}).consume()
        self._counts.nodes_created += len(nodes)
        return left

    def _create_edges(self, edges: Iterable[EdgeRow]) -> None:
        groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for edge in edges:
            groups[edge.type, edge.from_label, edge.to_label].append(_edge_row(edge, edge.from_id, edge.to_id))
        for (type_, start, end), rows in sorted(groups.items()):
            self._do(_create_edge(type_, start, end), rows)
            self._counts.relationships_created += len(rows)


# -- rows: lists in the order of the schema's properties, a third of the bytes of maps ------------------------------


def _node_row(node: NodeRow) -> Row:
    return [node.props.get(name) for name in _properties(node.label)]


def _edge_row(edge: EdgeRow, start: str | int, end: str | int) -> Row:
    return [start, end, *(edge.props.get(name) for name in _edge_properties(edge.type))]


@cache
def _properties(label: str) -> tuple[str, ...]:
    return tuple(schema.schema().label[label].properties)


@cache
def _edge_properties(type_: str) -> tuple[str, ...]:
    return tuple(schema.relationship(type_).properties)


def _from_row(properties: Iterable[str], first: int = 0) -> str:
    """A property map of the row's values."""
    values = ", ".join(f"{name}: row[{at}]" for at, name in enumerate(properties, first))
    return f" {{{values}}}" if values else ""


@cache
def _create_node(label: str) -> str:
    return f"UNWIND $rows AS row CREATE (n:{label}{_from_row(_properties(label))})"


def _part(type_: str, start: str, end: str) -> str:
    return f"{type_}_{start}_{end}"


@cache
def _create_chunk() -> str:
    """Nodes of every label, then relationships of every kind among them, from a map that bears their names.

    One statement for all chunks, with empty lists for what a chunk has not, and in one map, since Neo4j plans a
    statement anew when a list that is itself a parameter changes much in size.
    """
    lines = []
    for label in _OWNED:
        node = f"(n:{label}{_from_row(_properties(label))})"
        lines.append(f"CALL () {{ UNWIND $given.{label} AS row CREATE {node} RETURN collect(n) AS all{label} }}")
    for number, (type_, start, end) in enumerate(_AMONG):
        ends = dict.fromkeys((f"all{start}", f"all{end}"))
        edge = f"(a)-[:{type_}{_from_row(_edge_properties(type_), 2)}]->(b)"
        lines.append(
            f"CALL ({', '.join(ends)}) {{ UNWIND $given.{_part(type_, start, end)} AS row "
            f"WITH row, all{start}[row[0]] AS a, all{end}[row[1]] AS b CREATE {edge} RETURN count(*) AS n{number} }}"
        )
    return "\n".join([*lines, "RETURN 1"])


@cache
def _create_edge(type_: str, start: str, end: str) -> str:
    ends = f"MATCH (a:{start} {{{schema.key(start)}: row[0]}}) MATCH (b:{end} {{{schema.key(end)}: row[1]}})"
    return f"UNWIND $rows AS row {ends} CREATE (a)-[:{type_}{_from_row(_edge_properties(type_), 2)}]->(b)"


def _grouped(keys: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Ids by label, both in order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for label, id_ in sorted(keys):
        groups[label].append(id_)
    return sorted(groups.items())
