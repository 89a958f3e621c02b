"""A loader that is killed, in a process of its own, or whose server goes away; at moments that others choose."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from graph.load import load
from graph.store import Store, open_store
from tests.graph.factories import Held
from tests.neo4j.server import Server

LOADER = """
import pickle, sys
from pathlib import Path
from graph.load import load
from graph.store import open_store
with open(sys.argv[2], "rb") as stream:
    held = pickle.load(stream)
with open_store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for n in range(0, len(held), 3):
        load(store, held[n : n + 3])
    print("done", flush=True)
"""


def kept(held: list[Held], folder: Path) -> Path:
    """The records where a loader finds them."""
    file = folder / "records.pkl"
    with file.open("wb") as stream:
        pickle.dump(held, stream)
    return file


def start(home: Path, records: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A loader that has opened the store."""
    here = str(Path(__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-c", LOADER, str(home), str(records)],
        env={**os.environ, **environment, "PYTHONPATH": here},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "open\n"
    return process


def whole_run(home: Path, records: Path, environment: dict[str, str]) -> float:
    """Seconds that an undisturbed load takes once the store is open."""
    process = start(home, records, environment)
    begin = time.perf_counter()
    out, _ = process.communicate()
    assert out == "done\n"
    return time.perf_counter() - begin


def kill_at(home: Path, records: Path, environment: dict[str, str], seconds: float) -> bool:
    """Start a loader and SIGKILL it after so long; False where it was done before."""
    process = start(home, records, environment)
    time.sleep(seconds)
    process.kill()
    out, _ = process.communicate()
    return "done" not in out


def restart_at(server: Server, store: Store, held: list[Held], seconds: float, *, kill: bool) -> bool:
    """Load three files at a time while the server ends after so long and comes back; False where it was done before.

    Raises what the load raises.
    """
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for n in range(0, len(held), 3):
                load(store, held[n : n + 3])
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(seconds)
    running = thread.is_alive()
    server.stop(kill=kill)
    server.start()
    thread.join()
    for failure in failures:
        raise failure
    return running


def finish(home: Path, held: list[Held]) -> None:
    """Load all that is not there yet."""
    with open_store(home) as store:
        load(store, held)


def moments(count: int, longest: float, seed: int) -> list[float]:
    """Random moments, early ones more often: a second load starts with less to do."""
    rng = random.Random(seed)
    return [rng.random() * longest for _ in range(count)]
