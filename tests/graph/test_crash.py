"""Killed in the middle: whole documents only, and the next run makes the graph that an undisturbed one makes.

The thirty moments of the bench (`python -m bench.crash`) in small.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from graph.load import load
from graph.store import connect, open_embedded
from tests.crash import finish, kept, kill_at, moments, restart_at, whole_run
from tests.graph.factories import Held, held, policy
from tests.neo4j.server import VERSIONS, Server, Unavailable, running
from tests.stores import difference, expected, snapshot


def _documents(count: int) -> list[Held]:
    """Documents that name each other, so that every one changes what is there."""
    names = [(f"甲{n}办法", f"甲发〔2022〕{n}号") for n in range(count)]
    rng = random.Random(3)
    return [
        held(f"{n}.txt", policy(number, title, articles=8, cites=[(t, None) for t, _ in rng.sample(names, 3)]))
        for n, (title, number) in enumerate(names)
    ]


def _check_whole(home: Path) -> None:
    """No document is there by half."""
    with open_embedded(home) as store:
        units = "MATCH (p:Policy) WHERE NOT p.stub OPTIONAL MATCH (p)-[:HAS]->(v) RETURN p.id, count(v)"
        assert {count for _, count in store.query(units).rows} <= {8}


def test_killed_at_random_moments(tmp_path: Path) -> None:
    documents = _documents(60)
    records = kept(documents, tmp_path)
    whole = whole_run(tmp_path / "undisturbed", records, {})
    home = tmp_path / "home"
    for moment in moments(3, whole, seed=1):
        kill_at(home, records, {}, moment / 3)
        _check_whole(home)
    finish(home, documents)
    with open_embedded(home) as store:
        assert difference(snapshot(store), expected(documents)) == []


@pytest.mark.timeout(900)  # a server starts five times
@pytest.mark.parametrize("version", list(VERSIONS)[:1])
def test_a_server_that_goes_away_and_comes_back(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neo4j ends, killed or in good order, and starts again while a load runs: the load waits for it and goes on."""
    documents = _documents(80)
    monkeypatch.setattr("graph.load.PATIENCE", 600)
    try:
        with running(version, tmp_path) as server:
            for name, value in server.environment().items():
                monkeypatch.setenv(name, value)
            with connect(server.uri) as store:
                load(store, documents[:10])
                assert restart_at(server, store, documents, 0.5, kill=False)
                for step in ("prepare", "write", "Store.await_search"):
                    with _killed_before(step, server):
                        load(store, documents, force=True)
                assert difference(snapshot(store), expected(documents)) == []
    except Unavailable as error:
        pytest.skip(str(error))


@contextmanager
def _killed_before(step: str, server: Server) -> Iterator[None]:
    """Let the server be killed, and start again, when the loader comes to this step for the first time."""
    name = f"graph.load.{step}"
    real: Callable[..., Any] = resolve_name(name)
    starting = threading.Thread(target=server.start)

    def late(*args: Any) -> Any:
        if starting.ident is None:
            server.stop(kill=True)
            starting.start()
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(name, late)
        yield
    starting.join()
