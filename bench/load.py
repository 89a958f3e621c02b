"""How fast records get into a store: `python -m bench.load [--bare] [FILES]`, writes docs/bench/load.md.

The seeds and FILES (3,000) documents of ../shared/corpus/lawrefbook are extracted once (kept in build/bench), then
loaded into the embedded store and into Neo4j by
- zhengtu: graph.load.load, planning and all;
- one MERGE per row: what a first loader does, on a sample;
- neo4j-graphrag's Neo4jWriter (bench only: pip install neo4j-graphrag; needs APOC on the server, fetched by Maven), on
  the same nodes and relationships, made ready for it before the time is taken.
Then everything again with nothing changed, and with one document changed, in the same process and in a new one; the
graph after that is compared node by node with one built from scratch. `--bare` adds what the stores can take at all.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx

from bench.bare import bare
from bench.stores import ROOT, Clock, Measured, Rate, stores
from extract import extract
from graph.build import build_sources
from graph.load import load
from schemas import graph as schema
from schemas.errors import Unreadable
from schemas.records import AnyRecord, Policy, Source
from tests.stores import difference, empty, expected, snapshot

CORPUS = ROOT.parent / "shared" / "corpus" / "lawrefbook"
CACHE = ROOT / "build" / "bench"
MERGED = 1000
"""Rows of each kind that go in one by one."""

WARM = 300
"""Documents that both loaders bring in before the time is taken: a server just started compiles what it runs first."""

Held = tuple[Source, list[AnyRecord]]


def sources(files: int) -> list[Held]:
    """Records of the seeds and of `files` documents of the corpus, extracted once by the code and tables of the day."""
    code = hashlib.sha256()
    for path in sorted((ROOT / "extract").rglob("*.py")) + sorted((ROOT / "schemas").rglob("*.*")):
        code.update(path.read_bytes() if path.suffix in (".py", ".toml") else b"")
    kept = CACHE / f"records-{files}-{code.hexdigest()[:12]}.pkl"
    if kept.exists():
        with kept.open("rb") as stream:
            return list(pickle.load(stream))
    out: list[Held] = []
    seeds = sorted((ROOT / "raw_docs").glob("*.txt"))
    for path in itertools.chain(seeds, sorted(CORPUS.rglob("*.md"))):
        if len(out) >= files + len(seeds):
            break
        try:
            records = extract(path)
        except Unreadable:
            continue
        if records:
            out.append((records[0].source, records))
    CACHE.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as stream:
        pickle.dump(out, stream)
    return out


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def ours(measured: Measured, held: list[Held]) -> Rate:
    """zhengtu into an empty store."""
    empty(measured.store)
    clock = Clock(measured)
    report = load(measured.store, held)
    return clock.rate(report.nodes_created, report.relationships_created)


ONE_LOAD = """
import pickle, sys, time
from graph.load import load
from graph.store import open_store
with open(sys.argv[1], "rb") as stream:
    held = pickle.load(stream)
with open_store() as store:
    begin = time.perf_counter()
    load(store, held)
    print(time.perf_counter() - begin)
"""


def by_new_process(measured: Measured, held: list[Held]) -> float:
    """Seconds that a load takes in a process of its own, once that has reached the store."""
    with tempfile.NamedTemporaryFile() as file:
        pickle.dump(held, file)
        file.flush()
        command = [sys.executable, "-c", ONE_LOAD, file.name]
        environment = {**os.environ, **measured.environment}
        done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def one_by_one(measured: Measured, graph: nx.MultiDiGraph) -> Rate:
    """One MERGE per row, each its own transaction, constraints in place."""
    store = measured.store
    empty(store)
    load(store, [])
    nodes = list(itertools.islice(graph.nodes(data=True), MERGED))
    inside = {key for key, _ in nodes}
    among = ((a, b, data) for a, b, data in graph.edges(data=True) if a in inside and b in inside)
    edges = list(itertools.islice(among, MERGED))

    def work() -> None:
        for (label, id_), data in nodes:
            cypher = f"MERGE (n:{label} {{{schema.key(label)}: $id}}) SET n += $props"
            store.query(cypher, {"id": id_, "props": data["props"]}, write=True)
        for (a_label, a), (b_label, b), data in edges:
            ends = f"MATCH (a:{a_label} {{{schema.key(a_label)}: $a}}), (b:{b_label} {{{schema.key(b_label)}: $b}})"
            cypher = f"{ends} MERGE (a)-[r:{data['type']}]->(b) SET r += $props"
            store.query(cypher, {"a": a, "b": b, "props": data["props"]}, write=True)

    clock = Clock(measured)
    work()
    return clock.rate(len(nodes), len(edges))


def by_writer(measured: Measured, graph: nx.MultiDiGraph) -> Rate | str:
    """neo4j-graphrag's Neo4jWriter; a reason where it cannot."""
    try:
        from neo4j_graphrag.components.kg_writer import Neo4jWriter
        from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship
    except ImportError:
        return "neo4j-graphrag is not installed"
    logging.getLogger("neo4j_graphrag").setLevel(logging.CRITICAL)
    store = measured.store
    empty(store)
    ids = {key: str(number) for number, key in enumerate(graph)}
    given = Neo4jGraph(
        nodes=[
            Neo4jNode(id=ids[key], label=key[0], properties=_plain(data["props"]))
            for key, data in graph.nodes(data=True)
        ],
        relationships=[
            Neo4jRelationship(
                start_node_id=ids[a], end_node_id=ids[b], type=data["type"], properties=_plain(data["props"])
            )
            for a, b, data in graph.edges(data=True)
        ],
    )
    clock = Clock(measured)
    try:
        writer = Neo4jWriter(store._writer, neo4j_database=store.database)
        outcome = asyncio.run(writer.run(graph=given))
    except Exception as error:
        return f"cannot: {str(error).splitlines()[0][:100]}"
    if outcome.status != "SUCCESS":
        return f"cannot: {str((outcome.metadata or {}).get('error'))[:100]}"
    return clock.rate(len(given.nodes), len(given.relationships))


def _plain(props: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in props.items()}


def changed(held: list[Held]) -> list[Held]:
    """The same files, the middle one with its last provision gone."""
    at = len(held) // 2
    source, records = held[at]
    record = records[-1]
    assert isinstance(record, Policy)
    other = source.model_copy(update={"sha256": source.sha256[::-1]})
    fewer = record.model_copy(update={"provisions": record.provisions[:-1]})
    new = [item.model_copy(update={"source": other}) for item in [*records[:-1], fewer]]
    return [*held[:at], (other, new), *held[at + 1 :]]


def measure(measured: Measured, held: list[Held], graph: nx.MultiDiGraph, barely: bool) -> list[str]:
    """The table's rows for one store, each loader's after both have warmed it up."""
    store = measured.store
    say(f"{store.name}: warming up")
    ours(measured, held[:WARM])
    by_writer(measured, build_sources(held[:WARM]))
    say(f"{store.name}: zhengtu")
    whole = ours(measured, held)
    again = timed(lambda: load(store, held))
    after = changed(held)
    at = len(after) // 2
    one = timed(lambda: load(store, [after[at]]))
    apart = [_part(by_new_process(measured, [file]), whole) for file in (held[at], after[at])]
    same_graph = not difference(snapshot(store), expected(after))
    say(f"{store.name}: one by one")
    others: dict[str, Rate | str] = {"(a) one MERGE per row": one_by_one(measured, graph)}
    say(f"{store.name}: Neo4jWriter")
    others["(b) Neo4jWriter"] = by_writer(measured, graph)
    for properties, sessions in itertools.product((True, False), (1, 2)) if barely else ():
        what = f"(c) bare, {'with' if properties else 'no'} properties, {sessions} session{'s'[: sessions - 1]}"
        say(f"{store.name}: {what}")
        others[what] = bare(measured, graph, sessions, properties=properties)
    return [
        _row(store.name, "zhengtu", whole, whole),
        *(_row("", what, rate, whole) for what, rate in others.items()),
        _told(f"again, nothing changed | {_part(again, whole)}"),
        _told(f"one document changed | {_part(one, whole)}; by new processes {', then '.join(apart)}"),
        _told(f"graph after it equals one from scratch | {'yes, node by node' if same_graph else 'NO'}"),
    ]


def _part(seconds: float, whole: Rate) -> str:
    return f"{seconds:.2f} s ({seconds / whole.seconds:.2%} of the first run)"


def _told(what: str) -> str:
    return f"| | {what} | | | | |"


def _row(store: str, what: str, rate: Rate | str, whole: Rate) -> str:
    if isinstance(rate, str):
        return f"| {store} | {what} | {rate} | | | | |"
    return (
        f"| {store} | {what} | {rate} | {rate.here:.1f} s + {rate.server:.1f} s | {rate.nodes / rate.seconds:,.0f} | "
        f"{rate.edges / rate.seconds:,.0f} | {rate.per_second / whole.per_second:.2f} |"
    )


def say(line: str) -> None:
    """Progress, for whoever waits."""
    print(line, file=sys.stderr, flush=True)


INTRODUCTION = """# Loading

`python -m bench.load{option}`: the five seeds and {files:,} documents of lawrefbook.
(a) is a sample of {merged:,} rows of each kind, (b) all of them{bare}.
Both loaders have brought in {warm} documents before, so that none finds a server that has just started.
Processor time is that of the loading process and of the store's own.

| store | what | nodes + relationships | processor time | nodes/s | relationships/s | times as fast as zhengtu |
|---|---|---|---|---|---|---|
"""

BARE = """; (c) is what the store itself can take: one label,
no constraint, no index, ends of relationships by their place in a list, batches of 2,000 nodes made ready beforehand,
without the relationships that lead from one batch to another"""


def main(files: int, barely: bool) -> None:
    """Measure, print the table, write it down."""
    held = sources(files)
    graph = build_sources(held)
    rows: list[str] = []
    with stores() as each:
        for measured in each:
            rows += measure(measured, held, graph, barely)
    told = {"option": " --bare", "bare": BARE} if barely else {"option": "", "bare": ""}
    table = INTRODUCTION.format(files=len(held) - 5, merged=MERGED, warm=WARM, **told) + "\n".join([*rows, ""])
    print(table)
    (ROOT / "docs" / "bench").mkdir(parents=True, exist_ok=True)
    (ROOT / "docs" / "bench" / "load.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--bare"]
    main(int(given[0]) if given else 3000, "--bare" in sys.argv[1:])
