"""A real Neo4j for the tests: fetched by Maven, started from one Java source, stopped with the test session."""

from __future__ import annotations

import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError, ServiceUnavailable

HERE = Path(__file__).parent
JARS = HERE.parent.parent / "build" / "neo4j"
VERSIONS = {"5.26.30": (17, 24), "2026.08.1": (21, 99)}
"""Version of the server → the Java releases that it runs on."""

_OPENS = ("java.nio", "java.io", "java.lang", "sun.nio.ch", "java.util.concurrent")


class Unavailable(Exception):
    """This server cannot be had here; the message says why."""


class Server:
    """A running server: its address and login."""

    def __init__(self, version: str, folder: Path) -> None:
        self.version = version
        self.user = "neo4j"
        self.password = secrets.token_urlsafe(16)
        self.port = _free_port()
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self._folder = folder
        self._java = java_for(version)
        self._jars = fetch(version)
        self._process: subprocess.Popen[bytes] | None = None
        self._fresh = True

    def encrypt(self) -> None:
        """Let it take encrypted connections as well, with a certificate that signs itself. Raises Unavailable."""
        openssl = shutil.which("openssl")
        if openssl is None:
            raise Unavailable("no openssl here to make a certificate with")
        tls = self._folder / "tls"
        tls.mkdir()
        files = ["-keyout", str(tls / "private.key"), "-out", str(tls / "public.crt")]
        make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        subprocess.run([*make, *files], capture_output=True, check=True)
        with (self._folder / "neo4j.conf").open("a", encoding="utf-8") as conf:
            policy = "dbms.ssl.policy.bolt."
            conf.write(f"server.bolt.tls_level=OPTIONAL\n{policy}enabled=true\n{policy}base_directory={tls}\n")
            conf.write(f"{policy}private_key=private.key\n{policy}public_certificate=public.crt\n")

    def start(self) -> None:
        """Start it and wait until it answers; the first time the password is set."""
        opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS]
        log = open(self._folder / "server.log", "ab")  # noqa: SIM115
        command = [str(self._java), "-Xmx1g", *opens, "-cp", f"{self._jars}/*", str(HERE / "Server.java")]
        conf = self._folder / "neo4j.conf"
        settings = [str(conf)] if conf.exists() else []
        self._process = subprocess.Popen(
            [*command, str(self._folder / "home"), str(self.port), *settings],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        log.close()
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + 180
        login = ("neo4j", "neo4j" if self._fresh else self.password)
        while True:
            if self._process is None or self._process.poll() is not None:
                raise Unavailable(f"Neo4j {self.version} ended at once, see {self._folder / 'server.log'}")
            try:
                with GraphDatabase.driver(self.uri, auth=login) as driver:
                    if self._fresh:
                        change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
                        driver.execute_query(change, old="neo4j", new=self.password, database_="system")
                        self._fresh = False
                        login = ("neo4j", self.password)
                        continue
                    driver.execute_query("RETURN 1", database_="neo4j")
                    return
            except (ServiceUnavailable, Neo4jError, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def stop(self, *, kill: bool = False) -> None:
        """End it in order, or with SIGKILL."""
        if self._process is None:
            return
        if kill:
            self._process.kill()
        elif self._process.stdin:
            self._process.stdin.close()
        self._process.wait(60)
        self._process = None

    def environment(self) -> dict[str, str]:
        """The variables by which zhengtu finds it."""
        return {"NEO4J_URI": self.uri, "NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password}


@contextmanager
def running(version: str, folder: Path) -> Iterator[Server]:
    """A started server, stopped at the end. Raises Unavailable."""
    server = Server(version, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def fetch(version: str) -> Path:
    """The folder with the server's jars; fetched once by Maven. Raises Unavailable."""
    folder = JARS / version
    if (folder / "complete").exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no mvn here to fetch Neo4j with")
    command = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run(
        [*command, f"-Dneo4j.version={version}", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"],
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode:
        reason = next((line for line in done.stdout.splitlines() if "ERROR" in line), "no reason given")
        raise Unavailable(f"mvn could not fetch Neo4j {version}: {reason[:200]}")
    (folder / "complete").touch()
    return folder


def java_for(version: str) -> Path:
    """A Java that runs this server, the oldest that does. Raises Unavailable."""
    least, most = VERSIONS[version]
    found = sorted((release, path) for path, release in _javas().items() if least <= release <= most)
    if not found:
        raise Unavailable(f"no Java {least} or later here for Neo4j {version}")
    return found[0][1]


def _javas() -> dict[Path, int]:
    """java commands of this machine with their releases."""
    out = {}
    on_path = shutil.which("java")
    for java in [*([Path(on_path)] if on_path else []), *sorted(Path("/usr/lib/jvm").glob("*/bin/java"))]:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
        if match := re.search(r'version "(\d+)', said):
            out[java.resolve()] = int(match[1])
    return out


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
