"""How fast records get into a store: `python -m bench.load [FILES]`, writes docs/bench/load.md.

The seeds and FILES (3,000) documents of ../shared/corpus/lawrefbook are extracted once (kept in build/bench), then
loaded into the embedded store and into Neo4j by
- zhengtu: graph.load.load, planning and all;
- one MERGE per row: what a first loader does, on a sample;
- neo4j-graphrag's Neo4jWriter (bench only: pip install neo4j-graphrag; needs APOC on the server, fetched by Maven), on
  the same nodes and relationships, made ready for it before the time is taken.
Then everything again with nothing changed, and with one document changed; the graph after that is compared node by node
with one built from scratch.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from extract import extract
from graph.build import build_sources
from graph.load import load
from graph.store import Store, open_embedded, open_store
from schemas import graph as schema
from schemas.errors import Unreadable
from schemas.records import AnyRecord, Source
from tests.neo4j.server import JARS, VERSIONS, Server, Unavailable
from tests.stores import difference, empty, expected, snapshot

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "lawrefbook"
CACHE = ROOT / "build" / "bench"
MERGED = 1000
"""Rows of each kind that go in one by one."""

Held = tuple[Source, list[AnyRecord]]


class Rate(NamedTuple):
    """What went in and how long it took."""

    nodes: int
    edges: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.nodes:,} + {self.edges:,} in {self.seconds:.1f} s"

    @property
    def per_second(self) -> float:
        """Nodes and relationships together per second."""
        return (self.nodes + self.edges) / self.seconds


def sources(files: int) -> list[Held]:
    """Records of the seeds and of `files` documents of the corpus, extracted once."""
    kept = CACHE / f"records-{files}.pkl"
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


def ours(store: Store, held: list[Held]) -> Rate:
    """zhengtu into an empty store."""
    empty(store)
    begin = time.perf_counter()
    report = load(store, held)
    return Rate(report.nodes_created, report.relationships_created, time.perf_counter() - begin)


def one_by_one(store: Store, graph: nx.MultiDiGraph) -> Rate:
    """One MERGE per row, each its own transaction, constraints in place."""
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

    return Rate(len(nodes), len(edges), timed(work))


def by_writer(store: Store, graph: nx.MultiDiGraph) -> Rate | str:
    """neo4j-graphrag's Neo4jWriter; a reason where it cannot."""
    try:
        from neo4j_graphrag.components.kg_writer import Neo4jWriter
        from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship
    except ImportError:
        return "neo4j-graphrag is not installed"
    logging.getLogger("neo4j_graphrag").setLevel(logging.CRITICAL)
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
    begin = time.perf_counter()
    try:
        writer = Neo4jWriter(store._writer, neo4j_database=store.database)
        outcome = asyncio.run(writer.run(graph=given))
    except Exception as error:
        return f"cannot: {str(error).splitlines()[0][:100]}"
    if outcome.status != "SUCCESS":
        return f"cannot: {str((outcome.metadata or {}).get('error'))[:100]}"
    return Rate(len(given.nodes), len(given.relationships), time.perf_counter() - begin)


def _plain(props: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in props.items()}


def changed(held: list[Held]) -> list[Held]:
    """The same files, the middle one with its last provision gone."""
    at = len(held) // 2
    source, records = held[at]
    record = records[-1]
    other = source.model_copy(update={"sha256": source.sha256[::-1]})
    fewer = record.model_copy(update={"provisions": record.provisions[:-1]})
    new = [item.model_copy(update={"source": other}) for item in [*records[:-1], fewer]]
    return [*held[:at], (other, new), *held[at + 1 :]]


def measure(store: Store, held: list[Held], graph: nx.MultiDiGraph) -> list[str]:
    """The table's rows for one store; zhengtu goes first, so the others find a store that has warmed up."""
    say(f"{store.name}: zhengtu")
    whole = ours(store, held)
    again = timed(lambda: load(store, held))
    after = changed(held)
    at = len(after) // 2
    one = timed(lambda: load(store, [after[at]]))
    store.catalogue, store.prepared = None, False
    cold = timed(lambda: load(store, [held[at]]))
    load(store, [after[at]])
    same_graph = not difference(snapshot(store), expected(after))
    say(f"{store.name}: one by one")
    merged = one_by_one(store, graph)
    say(f"{store.name}: Neo4jWriter")
    writer = by_writer(store, graph)
    rows = [_row(store.name, "zhengtu", whole, whole), _row("", "(a) one MERGE per row", merged, whole)]
    if isinstance(writer, Rate):
        rows.append(_row("", "(b) Neo4jWriter", writer, whole))
    else:
        rows.append(f"| | (b) Neo4jWriter | {writer} | | | | |")
    rows += [
        f"| | again, nothing changed | {again:.2f} s, {again / whole.seconds:.2%} of the first run | | | | |",
        f"| | one document changed | {one:.2f} s, {one / whole.seconds:.2%}; by a new process {cold:.2f} s, "
        f"{cold / whole.seconds:.2%} | | | | |",
        f"| | graph after it equals one from scratch | {'yes, node by node' if same_graph else 'NO'} | | | | |",
    ]
    return rows


def _row(store: str, what: str, rate: Rate, whole: Rate) -> str:
    return (
        f"| {store} | {what} | {rate} | {rate.nodes / rate.seconds:,.0f} | {rate.edges / rate.seconds:,.0f} | "
        f"{rate.per_second:,.0f} | {whole.per_second / rate.per_second:.1f} |"
    )


@contextmanager
def neo4j(version: str, folder: Path) -> Iterator[None]:
    """A Neo4j server that the environment names meanwhile. Raises Unavailable."""
    server = Server(version, folder)
    _add_apoc(folder / "home" / "plugins", version)
    try:
        server.start()
        os.environ.update(server.environment())
        yield
    finally:
        for name in server.environment():
            os.environ.pop(name, None)
        server.stop()


@contextmanager
def stores() -> Iterator[Iterator[Store]]:
    """The embedded store and the Neo4j that can be had here, one after the other."""
    with tempfile.TemporaryDirectory() as folder:

        def each() -> Iterator[Store]:
            with open_embedded(Path(folder) / "embedded") as store:
                yield store
            try:
                with neo4j(next(iter(VERSIONS)), Path(folder)), open_store() as store:
                    yield store
            except Unavailable as error:
                say(f"no Neo4j: {error}")

        yield each()


def _add_apoc(plugins: Path, version: str) -> None:
    """APOC into the server's plugin folder; Neo4jWriter cannot write relationships without it."""
    jars = JARS / f"apoc-{version}"
    if not jars.exists():
        series = version.rsplit(".", 1)[0]
        pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
        head, rest = pom.split("<dependencies>")
        wanted = "".join(
            f"<dependency><groupId>org.neo4j.procedure</groupId><artifactId>{name}</artifactId>"
            f"<version>[{series},{series}.999)</version></dependency>"
            for name in ("apoc-core", "apoc-common")
        )
        pom = f"{head}<dependencies>{wanted}</dependencies>{rest.split('</dependencies>')[1]}"
        jars.mkdir(parents=True)
        (jars / "pom.xml").write_text(pom, encoding="utf-8")
        command = ["mvn", "-q", "-B", "-f", str(jars / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run([*command, f"-DoutputDirectory={jars}", "-DincludeScope=runtime"], capture_output=True)
    plugins.mkdir(parents=True, exist_ok=True)
    # The one procedure that Neo4jWriter calls; others want parts of APOC that only its own distribution starts.
    conf = plugins.parent.parent / "neo4j.conf"
    conf.write_text("dbms.security.procedures.allowlist=apoc.merge.*\n", encoding="utf-8")
    own = {jar.name for jar in (JARS / version).glob("*.jar")}
    for jar in jars.glob("*.jar"):
        if jar.name not in own:
            (plugins / jar.name).write_bytes(jar.read_bytes())


def say(line: str) -> None:
    """Progress, for whoever waits."""
    print(line, file=sys.stderr, flush=True)


def main(files: int) -> None:
    """Measure, print the table, write it down."""
    held = sources(files)
    graph = build_sources(held)
    rows: list[str] = []
    with stores() as each:
        for store in each:
            rows += measure(store, held, graph)
    table = "\n".join(
        [
            "# Loading",
            "",
            f"`python -m bench.load`: the five seeds and {len(held) - 5:,} documents of lawrefbook.",
            f"(a) is a sample of {MERGED:,} rows of each kind, (b) all of them.",
            "",
            "| store | what | nodes + relationships | nodes/s | relationships/s | both/s | times slower than zhengtu |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
    print(table)
    (ROOT / "docs" / "bench").mkdir(parents=True, exist_ok=True)
    (ROOT / "docs" / "bench" / "load.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
