"""The stores that are measured, the embedded one and the Neo4j that can be had here, and the clock for them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graph.store import Store, open_embedded, open_store
from tests.neo4j.server import JARS, VERSIONS, Server, Unavailable

ROOT = Path(__file__).parent.parent


class Measured(NamedTuple):
    """An open store, the process that serves it, and the variables by which another process finds it."""

    store: Store
    pid: int
    environment: dict[str, str]


class Rate(NamedTuple):
    """What went in, how long it took, and the processor time that it took here and in the server."""

    nodes: int
    edges: int
    seconds: float
    here: float
    server: float

    def __str__(self) -> str:
        return f"{self.nodes:,} + {self.edges:,} in {self.seconds:.1f} s"

    @property
    def per_second(self) -> float:
        """Nodes and relationships together per second."""
        return (self.nodes + self.edges) / self.seconds


class Clock:
    """Seconds and processor time from now on."""

    def __init__(self, measured: Measured) -> None:
        self._pid = measured.pid
        self._begin = self._now()

    def rate(self, nodes: int, edges: int) -> Rate:
        """What these took."""
        return Rate(nodes, edges, *(now - then for then, now in zip(self._begin, self._now(), strict=True)))

    def _now(self) -> tuple[float, float, float]:
        fields = Path(f"/proc/{self._pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        server = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return time.perf_counter(), time.process_time(), server


@contextmanager
def stores() -> Iterator[Iterator[Measured]]:
    """The embedded store and the Neo4j that can be had here, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        yield _each(Path(folder))


def _each(folder: Path) -> Iterator[Measured]:
    home = folder / "embedded"
    with open_embedded(home) as store:
        assert store._holder
        yield Measured(store, store._holder.address.pid, {"ZHENGTU_HOME": str(home)})
    try:
        with neo4j(next(iter(VERSIONS)), folder) as server, open_store() as store:
            assert server._process
            yield Measured(store, server._process.pid, server.environment())
    except Unavailable as error:
        print(f"no Neo4j: {error}", file=sys.stderr, flush=True)


@contextmanager
def neo4j(version: str, folder: Path) -> Iterator[Server]:
    """A Neo4j server that the environment names meanwhile. Raises Unavailable."""
    server = Server(version, folder)
    _add_apoc(folder / "home" / "plugins", version)
    try:
        server.start()
        os.environ.update(server.environment())
        yield server
    finally:
        for name in server.environment():
            os.environ.pop(name, None)
        server.stop()


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
