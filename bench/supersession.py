"""Who replaces whom in lawrefbook and the seeds: `python -m bench.supersession`, writes docs/bench/supersession.md.

The graph is built in memory by the loader's own planning. A chain is counted where it cannot be made longer; the sample
is drawn with a fixed seed, to be judged by reading.
"""

from __future__ import annotations

import random
from collections import Counter

import networkx as nx

from bench.load import sources
from bench.stores import ROOT
from graph.build import build_sources

ALL = 1_000_000
SAMPLE = 30


def chains(replaces: nx.DiGraph) -> Counter[int]:
    """Number of longest chains by the documents in them; circles are left out."""
    circles = [group for group in nx.strongly_connected_components(replaces) if len(group) > 1]
    tree = replaces.copy()
    tree.remove_nodes_from(node for group in circles for node in group)
    tree.remove_edges_from(list(nx.selfloop_edges(tree)))
    starts = [node for node in tree if not tree.in_degree(node) and tree.out_degree(node)]
    ends = [node for node in tree if not tree.out_degree(node)]
    found: Counter[int] = Counter()
    for start in starts:
        below = nx.descendants(tree, start)
        for end in ends:
            if end in below:
                found.update(len(path) for path in nx.all_simple_paths(tree, start, end))
    return found


def main() -> None:
    """Count, draw, write it down."""
    held = sources(ALL)
    graph = build_sources(held)
    props = {key: data["props"] for key, data in graph.nodes(data=True)}
    edges = [(a, b, data["props"]) for a, b, data in graph.edges(data=True) if data["type"] == "SUPERSEDES"]
    whole = nx.DiGraph([(a, b) for a, b, edge in edges if edge["scope"] == "full"])
    lengths = chains(whole)
    circles = [group for group in nx.strongly_connected_components(whole) if len(group) > 1]
    stubs = {key for key, values in props.items() if key[0] == "Policy" and values["stub"]}
    replaced = {b for _, b, _ in edges}
    counts = [
        ("documents", len(held)),
        ("policies with text", sum(key[0] == "Policy" for key in props) - len(stubs)),
        ("SUPERSEDES", len(edges)),
        ("of them of single provisions", sum(edge["scope"] == "partial" for _, _, edge in edges)),
        ("whose replaced document is here with its text", sum(b not in stubs for _, b, _ in edges)),
        ("chains of two documents", lengths[2]),
        ("chains longer than two", sum(count for length, count in lengths.items() if length > 2)),
        ("documents in the longest", max(lengths, default=0)),
        ("circles", len(circles)),
        ("replacing itself", nx.number_of_selfloops(whole)),
        ("stubs", len(stubs)),
        ("stubs that something replaces", len(stubs & replaced)),
        ("stubs that are only cited, amended or a basis", len(stubs - replaced)),
        ("names that may mean several documents", sum(bool(props[key].get("ambiguous")) for key in stubs)),
    ]
    sample = random.Random(30).sample(sorted(edges, key=lambda edge: (edge[0], edge[2]["ordinal"])), SAMPLE)
    table = "\n".join(
        [
            "# Supersession",
            "",
            "`python -m bench.supersession`: the five seeds and all of lawrefbook, by the loader's own planning.",
            "",
            "| what | number |",
            "|---|--:|",
            *(f"| {what} | {number:,} |" for what, number in counts),
            "",
            f"{SAMPLE} of the relationships, drawn with a fixed seed, to be judged by reading:",
            "",
            "| replacing | replaced | scope | from | words |",
            "|---|---|---|---|---|",
            *(
                f"| {a[1]} | {b[1]}{' (stub)' if b in stubs else ''} | {edge['scope']} | {edge.get('on', '')} "
                f"| {edge.get('text', '')[:160]} |"
                for a, b, edge in sample
            ),
            "",
        ]
    )
    print(table)
    (ROOT / "docs" / "bench" / "supersession.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
