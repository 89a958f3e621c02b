"""The seeds in random orders: `python -m bench.order [COUNT]`, writes docs/bench/order.md.

The five documents of raw_docs/ go one by one, in COUNT (20) random orders, into an empty store; every graph is compared
node by node with the one of a load in one go.
"""

from __future__ import annotations

import random
import sys

from bench.load import say, sources
from bench.stores import ROOT, stores
from graph.load import load
from tests.stores import difference, empty, snapshot


def main(count: int) -> None:
    """Load, compare, write it down."""
    seeds = sources(0)
    rows = []
    with stores() as each:
        for measured in each:
            store = measured.store
            empty(store)
            load(store, seeds)
            whole = snapshot(store)
            rng = random.Random(20)
            equal = 0
            for number in range(1, count + 1):
                empty(store)
                for file in rng.sample(seeds, len(seeds)):
                    load(store, [file])
                equal += not difference(snapshot(store), whole)
                say(f"{store.name}: {equal} of {number}")
            nodes, edges = (sum(part.values()) for part in whole)
            rows.append(f"| {store.name} | {nodes:,} | {edges:,} | {count} | {equal} |")
    table = "\n".join(
        [
            "# Order",
            "",
            f"`python -m bench.order`: {len(seeds)} documents one by one in random orders, beside one load of all.",
            "",
            "| store | nodes | relationships | orders | the same graph, node by node |",
            "|---|--:|--:|--:|--:|",
            *rows,
            "",
        ]
    )
    print(table)
    (ROOT / "docs" / "bench" / "order.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
