"""Loads killed at random moments: `python -m bench.crash [COUNT]`, writes docs/bench/crash.md.

The seeds and 60 documents of ../shared/corpus/lawrefbook are loaded, three files at a time, into an empty store by a
process that is SIGKILLed at a random moment; the load is run again to its end, and the graph compared node by node with
one built in memory. On the embedded store the killed process holds the store as well; Neo4j goes on running. Then the
server is stopped at a random moment of a load, killed and in good order by turns, and started again; the load goes on.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.load import Held, say, sources
from bench.stores import ROOT, neo4j
from graph.load import load
from graph.store import open_store
from tests.crash import finish, kept, kill_at, moments, restart_at, whole_run
from tests.neo4j.server import VERSIONS, Server, Unavailable
from tests.stores import difference, empty, expected, snapshot

DOCUMENTS = 60


def run(held: list[Held], count: int, folder: Path, fresh: Callable[[], Path]) -> tuple[int, int]:
    """(how many of the kills came in the middle of a load, after how many the graph was the undisturbed one).

    `fresh` empties the store and gives its home.
    """
    records = kept(held, folder)
    # the second run tells: a server that has only just started takes ten times as long
    whole = min(whole_run(fresh(), records, {}) for _ in range(2))
    undisturbed = expected(held)
    caught = equal = 0
    for number, moment in enumerate(moments(count, whole, seed=30), 1):
        home = fresh()
        caught += kill_at(home, records, {}, moment)
        finish(home, held)
        with open_store(home) as store:
            equal += not difference(snapshot(store), undisturbed)
        say(f"{number}: killed after {moment:.2f} s, {equal} of {number} equal")
    return caught, equal


def restarts(server: Server, held: list[Held], count: int, fresh: Callable[[], Path]) -> tuple[int, int]:
    """As `run`, for a server that goes away and comes back; every other time it is killed."""
    undisturbed = expected(held)
    caught = equal = 0
    with open_store(fresh()) as store:
        begin = time.perf_counter()
        for n in range(0, len(held), 3):
            load(store, held[n : n + 3])
        whole = time.perf_counter() - begin
        for number, moment in enumerate(moments(count, whole, seed=31), 1):
            empty(store)
            caught += restart_at(server, store, held, moment, kill=number % 2 == 1)
            equal += not difference(snapshot(store), undisturbed)
            say(f"{number}: server away after {moment:.2f} s, {equal} of {number} equal")
    return caught, equal


def embedded(folder: Path) -> Callable[[], Path]:
    """A home that is new every time."""

    def fresh() -> Path:
        shutil.rmtree(folder / "home", ignore_errors=True)
        return folder / "home"

    return fresh


def remote(folder: Path) -> Callable[[], Path]:
    """The server that the environment names, emptied every time."""

    def fresh() -> Path:
        with open_store(folder) as store:
            empty(store)
        return folder

    return fresh


def main(count: int) -> None:
    """Kill, compare, write it down."""
    held = sources(DOCUMENTS)
    rows = []
    begin = time.perf_counter()
    os.environ.pop("NEO4J_URI", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        caught, equal = run(held, count, folder, embedded(folder))
        rows.append(f"| embedded | loader killed | {count} | {caught} | {equal} |")
        version = next(iter(VERSIONS))
        try:
            with neo4j(version, folder) as server:
                caught, equal = run(held, count, folder, remote(folder))
                rows.append(f"| Neo4j {version} | loader killed | {count} | {caught} | {equal} |")
                caught, equal = restarts(server, held, count, remote(folder))
                rows.append(f"| Neo4j {version} | server stopped and started | {count} | {caught} | {equal} |")
        except Unavailable as error:
            say(f"no Neo4j: {error}")
    say(f"{time.perf_counter() - begin:.0f} s")
    table = "\n".join(
        [
            "# Killed loads",
            "",
            f"`python -m bench.crash`: the seeds and {DOCUMENTS} documents of lawrefbook into an empty store; the",
            "loader is killed at a random moment of the time that it needs, and run again. Then the server is",
            "stopped at a random moment, every other time by SIGKILL, and started again; the load waits for it.",
            "",
            "| store | what happens | times | in mid-load | graph equals the undisturbed one node by node |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
    print(table)
    (ROOT / "docs" / "bench" / "crash.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
