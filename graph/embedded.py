"""The embedded store: ArcadeDB behind Bolt on a free loopback port, in a process of its own (graph.holder).

One process holds it at a time: the holder keeps a lock on `<home>/store/lock` and writes its address, with passwords
made anew at every start, to `<home>/store/address.json` (mode 0600). Whoever finds the lock taken joins over Bolt by
that address; whoever gets the lock clears a stale address and starts the server. The lock falls with its process.

ArcadeDB runs here with the flags it needs to be a good guest: -Xrs (Ctrl-C and SIGTERM stay Python's), a small heap,
its log in `<home>/store/log`, nothing on stderr and nothing in the working directory. A user of a group that may only
read stands for read-only queries, since this store does not refuse writes in a READ session.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from graph.lock import Lock
from schemas.errors import StoreError

DATABASE = "zhengtu"

HEAP = "768m"
"""Largest Java heap of the embedded store; ARCADEDB_JVM_ARGS with its own -Xmx wins."""

JOIN_SECONDS = 60.0
"""How long to wait for the address of a holder that is still starting, or for one that is ending."""

STOP_SECONDS = 10.0
"""How long a holder may take to close the store; then it is killed, which loses no transaction that was committed."""

_GROUPS = {
    "version": 1,
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "readers": {
                    "access": [],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["readRecord"]}},
                },
                "*": {"access": [], "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": []}}},
            }
        }
    },
}

_LOGGING = """handlers = java.util.logging.FileHandler
.level = WARNING
java.util.logging.FileHandler.pattern = {log}/arcadedb.%u.log
java.util.logging.FileHandler.limit = 1000000
java.util.logging.FileHandler.count = 2
java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
"""


class Address(NamedTuple):
    """Where a running embedded store listens, and its two logins."""

    uri: str
    writer_password: str
    reader_password: str
    writer: str = "root"
    reader: str = "reader"
    pid: int = 0


class Embedded:
    """A running server in this process, which is the holder's; `stop()` ends it."""

    def __init__(self, server: Any, lock: Lock, address: Address, file: Path) -> None:
        self.address = address
        self._server = server
        self._lock = lock
        self._file = file

    @classmethod
    def start(cls, home: Path) -> Embedded | Address:
        """Start the store under `home`, or give the address of the process that holds it. Errors: StoreError."""
        folder = home / "store"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = Lock(folder / "lock")
            file = folder / "address.json"
            deadline = time.monotonic() + JOIN_SECONDS
            while not lock.acquire():
                if (address := _read(file)) is not None:
                    return address
                if time.monotonic() > deadline:
                    raise StoreError(f"another process holds the store in {home} but does not answer; end it first")
                time.sleep(0.1)
        except OSError as error:
            raise StoreError(f"the store in {home} cannot be used: {error.strerror or error}") from error
        try:
            file.unlink(missing_ok=True)
            server, address = _serve(folder)
            _write(file, address)
        except BaseException:
            lock.release()
            raise
        return cls(server, lock, address, file)

    def stop(self) -> None:
        """Stop the server, clear the address, let the lock go."""
        try:
            self._file.unlink(missing_ok=True)
            with suppress(Exception):  # a second Ctrl-C in Java: the store survives being dropped
                self._server.stop()
        finally:
            self._lock.release()


class Holder:
    """The holder's process, seen from the one that started it; `stop()` ends it."""

    def __init__(self, process: subprocess.Popen[str], address: Address) -> None:
        self.address = address
        self._process = process

    @classmethod
    def start(cls, home: Path) -> Holder | Address:
        """A process that holds the store under `home`, or the address of one that does. Errors: StoreError."""
        folder = home / "store"
        try:
            (folder / "log").mkdir(parents=True, exist_ok=True)
            log = (folder / "log" / "holder.log").open("w", encoding="utf-8")
        except OSError as error:
            raise StoreError(f"the store in {home} cannot be used: {error.strerror or error}") from error
        path = os.pathsep.join(filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH"))))
        with log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "graph.holder", str(home)],
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl-C is for the process that the user sees
            )
        holder = cls(process, Address("", "", ""))
        try:
            assert process.stdout
            said = json.loads(process.stdout.readline() or "{}")
        except BaseException:
            holder.stop()
            raise
        if "held" in said:
            holder.address = Address(**said["held"])
            return holder
        holder.stop()
        if "joined" in said:
            return Address(**said["joined"])
        raise StoreError(said.get("error") or f"the embedded store does not start; its log is {folder / 'log'}")

    def stop(self) -> None:
        """Let the store be closed, and wait until it is."""
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _serve(folder: Path) -> tuple[Any, Address]:
    """A started server with its database and its reader."""
    for name in ("config", "log", "databases"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "config" / "server-groups.json").write_text(json.dumps(_GROUPS), encoding="utf-8")
    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)  # passwords live as long as one holder
    _start_java(folder)
    from arcadedb_embedded import ArcadeDBServer

    secret = (secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    for attempt in range(3):
        bolt, http = _free_ports()
        address = Address(f"bolt://127.0.0.1:{bolt}", *secret, pid=os.getpid())
        config = {
            "host": "127.0.0.1",
            "bolt_port": bolt,
            "http_port": http,
            "mode": "production",
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        }
        server = ArcadeDBServer(str(folder), address.writer_password, config)
        try:
            server.start()
            server.create_database(DATABASE)
            _add_reader(server, address)
            return server, address
        except Exception as error:
            with suppress(Exception):
                server.stop()
            if attempt == 2:
                raise StoreError(f"the embedded store in {folder} does not start: {_line(error)}") from error
        except BaseException:
            with suppress(Exception):
                server.stop()
            raise
    raise AssertionError("unreachable")


def _start_java(folder: Path) -> None:
    """Start the Java machine of this process, once, quietly."""
    import jpype
    from arcadedb_embedded.jvm import start_jvm

    if jpype.isJVMStarted():
        return
    logging = folder / "config" / "logging.properties"
    logging.write_text(_LOGGING.format(log=(folder / "log").as_posix()), encoding="utf-8")
    os.environ.setdefault("ARCADEDB_JVM_ERROR_FILE", str(folder / "log" / "java-%p.log"))
    own = os.environ.get("ARCADEDB_JVM_ARGS", "")
    try:
        with _stderr_to(folder / "log" / "java.log"):
            start_jvm(
                heap_size=None if "-Xmx" in own else HEAP,
                jvm_args=["-Xrs", "-XX:+UseSerialGC", f"-Djava.util.logging.config.file={logging}"],
            )
    except Exception as error:
        raise StoreError(f"the embedded store's Java machine does not start: {_line(error)}") from error


@contextmanager
def _stderr_to(path: Path) -> Iterator[None]:
    """What is written to the process's stderr meanwhile goes to `path`: Java greets with a warning about modules."""
    try:
        sys.stderr.flush()
        saved = os.dup(2)
    except (OSError, ValueError, AttributeError):
        yield
        return
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.dup2(target, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(target)


def _add_reader(server: Any, address: Address) -> None:
    import jpype

    security = server._java_server.getSecurity()
    user = jpype.JClass("com.arcadedb.serializer.json.JSONObject")(
        json.dumps({"name": address.reader, "password": "", "databases": {DATABASE: ["readers"]}})
    )
    user.put("password", security.encodePassword(address.reader_password))
    security.createUser(user)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _write(file: Path, address: Address) -> None:
    """Whole or not at all, and for this user's eyes only."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(address._asdict(), out)
    part.replace(file)


def _read(file: Path) -> Address | None:
    try:
        return Address(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
