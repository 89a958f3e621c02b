"""Thirty loads killed at random moments: `python -m bench.crash [COUNT]`, writes docs/bench/crash.md.

The seeds and 60 documents of ../shared/corpus/lawrefbook are loaded into an embedded store by a process that is
SIGKILLed; after every kill the next one goes on in the same store. At the end the load is finished and the graph is
compared node by node with one built in memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.load import ROOT, Held, say, sources
from graph.store import open_embedded
from tests.crash import finish, kept, kill_at, moments, whole_run
from tests.stores import difference, expected, snapshot

DOCUMENTS = 60


def run(held: list[Held], count: int, folder: Path) -> tuple[int, int, bool]:
    """(kills, of them in the middle of a load, does the graph equal the undisturbed one)."""
    records = kept(held, folder)
    whole = whole_run(folder / "undisturbed", records, {})
    caught, equal, rounds = 0, True, 0
    home = folder / "home-0"
    for moment in moments(count, whole, seed=30):
        caught_now = kill_at(home, records, {}, moment)
        caught += caught_now
        if not caught_now:  # all was in: look, and begin with an empty store again
            equal &= _same(home, held)
            rounds += 1
            home = folder / f"home-{rounds}"
    finish(home, held)
    return count, caught, equal & _same(home, held)


def _same(home: Path, held: list[Held]) -> bool:
    with open_embedded(home) as store:
        return not difference(snapshot(store), expected(held))


def main(count: int) -> None:
    """Kill, compare, write it down."""
    held = sources(DOCUMENTS)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        kills, caught, equal = run(held, count, Path(folder))
    say(f"{time.perf_counter() - begin:.0f} s")
    table = "\n".join(
        [
            "# Killed loads",
            "",
            f"`python -m bench.crash`: the seeds and {DOCUMENTS} documents of lawrefbook, embedded store.",
            "",
            "| kills | in the middle of a load | graph at the end equals the undisturbed one |",
            "|---|---|---|",
            f"| {kills} | {caught} | {'yes, node by node' if equal else 'NO'} |",
            "",
        ]
    )
    print(table)
    (ROOT / "docs" / "bench" / "crash.md").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
