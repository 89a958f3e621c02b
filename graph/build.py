"""The whole graph of some records in memory, as NetworkX knows it.

`build` makes exactly the graph that loading the same records makes in a store: node keys are (label, id), nodes have
`label`, `id` and `props`, relationships `type` and `props`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from graph.catalogue import Catalogue
from graph.fragment.draft import EdgeRow, NodeRow, distinct
from graph.resolve import plan
from schemas.records import AnyRecord, Source


def build(records: Iterable[AnyRecord]) -> nx.MultiDiGraph:
    """The graph of these records; those of one file are taken together by the sha256 of their source."""
    held: dict[str, list[AnyRecord]] = defaultdict(list)
    for record in records:
        held[record.source.sha256].append(record)
    return build_sources([(held[sha][0].source, held[sha]) for sha in held])


def build_sources(sources: Iterable[tuple[Source, list[AnyRecord]]]) -> nx.MultiDiGraph:
    """The graph of these files."""
    made = plan(Catalogue(), [], list(sources))
    return assemble([*made.shared.values(), *made.nodes], made.edges)


def assemble(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> nx.MultiDiGraph:
    """A graph of node and relationship rows."""
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node((node.label, node.id), label=node.label, id=node.id, props=node.props)
    for edge in distinct(edges):
        graph.add_edge((edge.from_label, edge.from_id), (edge.to_label, edge.to_id), type=edge.type, props=edge.props)
    return graph
