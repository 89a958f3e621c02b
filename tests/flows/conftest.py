"""One real ingest of raw_docs for all tests of this folder, through the command line, into an embedded store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
RAW_DOCS = ROOT / "raw_docs"

Call = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Ingested:
    """The home of a store that holds raw_docs, and what the ingest printed."""

    home: Path
    out: subprocess.CompletedProcess[str]


def environment(home: Path) -> dict[str, str]:
    """The environment of a user without a server: no Neo4j, no Prefect API, a home of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PREFECT_", "ZHENGTU_"))}
    return env | {"ZHENGTU_HOME": str(home), "COLUMNS": "200"}


def call(home: Path, *args: object, stdin: str | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `zhengtu ARGS` as a process of its own."""
    command = [sys.executable, "-m", "flows.cli", *map(str, args)]
    env = environment(home) | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=env, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=280)


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    home = tmp_path_factory.mktemp("home")
    return Ingested(home, call(home, "ingest", RAW_DOCS))


@pytest.fixture(scope="session")
def store(ingested: Ingested) -> Iterator[Store]:
    """The store of `ingested`, held open here; commands that run meanwhile join it over Bolt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NEO4J_URI", raising=False)
        with open_store(ingested.home) as opened:
            yield opened


@pytest.fixture()
def zhengtu(ingested: Ingested, store: Store) -> Call:
    """`zhengtu(...)` on the store that holds raw_docs."""
    return lambda *args, **options: call(ingested.home, *args, **options)
