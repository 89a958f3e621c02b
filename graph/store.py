"""One way to a graph store: `open_store()` gives a Neo4j server or the embedded store behind the same few verbs.

With `NEO4J_URI` set (and NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE) it is that server, else the embedded ArcadeDB
under `home` (ZHENGTU_HOME, default `.zhengtu`). Errors are `schemas.errors.StoreError`, one line each, never with a
password in it.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from ssl import SSLCertVerificationError
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, Query, Transaction
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DatabaseUnavailable,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.embedded import DATABASE, Holder
from graph.lock import Lock
from graph.readonly import refuse_writes
from graph.values import plain
from schemas.errors import StoreError

if TYPE_CHECKING:
    from graph.names import StoredCatalogue

T = TypeVar("T")
Params = Mapping[str, Any]

# The driver warns of each attempt that it will repeat; what comes of them in the end is told by an error.
logging.getLogger("neo4j").setLevel(logging.ERROR)

JOINS = 5
"""How often joining another holder is tried."""

QUERY_TIMEOUT = 60.0
"""Seconds a query may take unless the caller says otherwise."""


class Conflict(StoreError):
    """Another transaction changed what this one builds on."""


class Unreachable(StoreError):
    """The store does not answer any more; whether the last transaction went through is not known."""


class Result(NamedTuple):
    """A table: names of the columns and rows of plain Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store:
    """An open store; a context manager. `name` says what it is, `address` where."""

    def __init__(
        self,
        address: str,
        database: str,
        writer: Driver,
        reader: Driver,
        kind: str,
        holder: Holder | None = None,
        home: Path | None = None,
    ) -> None:
        self.address = address
        self.database = database
        self.kind = kind
        self._writer = writer
        self._reader = reader
        self._holder = holder
        self._home = home
        self._name: str | None = None
        self.prepared = False
        """True once constraints and indexes are known to be there."""
        self.catalogue: StoredCatalogue | None = None
        """What the loader knows of the names in the store."""

    @property
    def embedded(self) -> bool:
        """True for the embedded store, whether this process holds it or joined it."""
        return self.kind == "embedded"

    @property
    def keep_plan(self) -> str:
        """What to put before a statement that looks nothing up, so that it is not planned anew as the graph grows."""
        return "" if self.embedded else "CYPHER replan=skip "

    @property
    def holds(self) -> bool:
        """True where this process holds the embedded store."""
        return self._holder is not None

    @property
    def name(self) -> str:
        """What the store is, with its version."""
        if self._name is None:
            self._name = f"embedded ArcadeDB {_arcadedb_version()}" if self.embedded else self._server_name()
        return self._name

    def _server_name(self) -> str:
        rows = self.query("CALL dbms.components() YIELD name, versions, edition RETURN versions[0], edition").rows
        return f"Neo4j {rows[0][0]}" if rows else "Neo4j"

    def query(
        self, cypher: str, params: Params | None = None, *, write: bool = False, timeout: float | None = QUERY_TIMEOUT
    ) -> Result:
        """Run one statement. Without `write` it can only read: the text is checked, and the store refuses as well.

        `timeout` is in seconds. Errors: StoreError with the statement and the names of its parameters.
        """
        if not write:
            refuse_writes(cypher)
        values = dict(params or {})
        try:
            return self._query(cypher, values, write, timeout)
        except Unreachable:
            if write or not self.revive():
                raise
            return self._query(cypher, values, write, timeout)

    def _query(self, cypher: str, values: dict[str, Any], write: bool, timeout: float | None) -> Result:
        driver = self._writer if write else self._reader
        access = WRITE_ACCESS if write else READ_ACCESS
        try:
            with driver.session(database=self.database, default_access_mode=access) as session:
                result = session.run(Query(cypher, timeout=timeout), values)
                columns = tuple(result.keys())
                rows = tuple(tuple(plain(value) for value in record.values()) for record in result)
                result.consume()
        except (Neo4jError, DriverError, OSError) as error:
            raise self._explain(error, cypher, values) from error
        return Result(columns, rows)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one write transaction; it is rolled back where `work` raises.

        Errors: StoreError; Conflict where another transaction came between, Unreachable where the store went away.
        """
        try:
            session = self._writer.session(database=self.database, default_access_mode=WRITE_ACCESS)
            with session, session.begin_transaction() as tx:
                result = work(tx)
                tx.commit()
                return result
        except (Neo4jError, DriverError, OSError) as error:
            raise self._explain(error, "", {}) from error

    def _explain(self, error: Exception, cypher: str, params: Params) -> StoreError:
        # A holder that is ending lets go of its logins first.
        if self.embedded and isinstance(error, AuthError):
            return Unreachable(f"the graph store at {self.address} is being closed")
        return _explain(error, cypher, params, self.address)

    def await_indexes(self) -> None:
        """Wait until indexes that were made are ready; the embedded store's are at once."""
        if not self.embedded:
            self.query("CALL db.awaitIndexes(60)", write=True)

    def await_search(self) -> None:
        """Wait until the search knows all that was written; the embedded store's does at once."""
        if not self.embedded:
            self.query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", write=True, timeout=None)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other process loads into the embedded store, and keep others waiting meanwhile.

        Without it two loads would plan in vain again and again, since that store finds a conflict only at the commit.
        On Neo4j nothing happens: its own locks do this.
        """
        if self._home is None:
            yield
            return
        lock = Lock(self._home / "store" / "loading")
        while not lock.acquire():
            time.sleep(0.02)
        try:
            yield
        finally:
            lock.release()

    def revive(self) -> bool:
        """Where this process had joined an embedded store whose holder ended: open it anew. True where it did."""
        if self._home is None or self.holds:
            return False
        self.close()
        fresh = open_embedded(self._home)
        self.address, self._writer, self._reader = fresh.address, fresh._writer, fresh._reader
        self._holder, self.catalogue = fresh._holder, None
        return True

    def close(self) -> None:
        """Close the connections; where this process holds the embedded store, stop it."""
        try:
            self._reader.close()
            self._writer.close()
        finally:
            if self._holder is not None:
                self._holder.stop()
                self._holder = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def home_of(home: Path | None = None) -> Path:
    """The folder of the embedded store: `home`, else ZHENGTU_HOME, else `.zhengtu`."""
    return (home or Path(os.environ.get("ZHENGTU_HOME") or ".zhengtu")).absolute()


def open_store(home: Path | None = None) -> Store:
    """The store that the environment names. Errors: StoreError with one line that says what to do."""
    uri = os.environ.get("NEO4J_URI")
    return connect(uri) if uri else open_embedded(home_of(home))


def connect(uri: str) -> Store:
    """A Neo4j server; user, password and database from the environment."""
    user = os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD") or ""
    database = os.environ.get("NEO4J_DATABASE") or "neo4j"
    driver = _driver(uri, user, password)
    return Store(uri, database, driver, driver, "neo4j")


def open_embedded(home: Path) -> Store:
    """The embedded store under `home`: started here, or joined where another process holds it."""
    for attempt in range(JOINS):
        holder = Holder.start(home)
        address = holder.address if isinstance(holder, Holder) else holder
        try:
            writer = _driver(address.uri, address.writer, address.writer_password)
            reader = _driver(address.uri, address.reader, address.reader_password)
        except BaseException as error:
            if isinstance(holder, Holder):
                holder.stop()
            elif isinstance(error, StoreError) and attempt + 1 < JOINS:
                time.sleep(1)  # the holder that was to be joined is ending
                continue
            raise
        held = holder if isinstance(holder, Holder) else None
        return Store(address.uri, DATABASE, writer, reader, "embedded", held, home)
    raise AssertionError("unreachable")


def _driver(uri: str, user: str, password: str) -> Driver:
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=(user, password),
            user_agent="zhengtu",
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, DriverError, ValueError) as error:
        raise StoreError(f"NEO4J_URI is not an address of a graph store: {_first_line(error)}") from error
    try:
        driver.verify_connectivity()
    except AuthError as error:
        driver.close()
        raise StoreError(f"{uri} refused the login of {user!r}; check NEO4J_USERNAME and NEO4J_PASSWORD") from error
    except (Neo4jError, DriverError, OSError) as error:
        driver.close()
        if _distrusts(error):
            raise StoreError(
                f"the certificate of {uri} is not trusted here; for one that signs itself write bolt+ssc:// or neo4j+ssc://"
            ) from error
        raise StoreError(f"no graph store answers at {uri}: {_first_line(error)}") from error
    return driver


def _distrusts(error: BaseException | None) -> bool:
    """True where a certificate that was not accepted is behind the error."""
    while error is not None:
        if isinstance(error, SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _explain(error: Exception, cypher: str, params: Params, address: str) -> StoreError:
    """One line: what went wrong, and the statement and parameters it went wrong with."""
    # A server that is starting or ending answers, but its database does not yet or no longer.
    if isinstance(error, ServiceUnavailable | SessionExpired | DatabaseUnavailable | OSError):
        return Unreachable(f"the graph store at {address} does not answer any more: {_first_line(error)}")
    code = getattr(error, "code", None) or type(error).__name__
    message = _first_line(error)
    if "Check the server log" in message:
        message = _WORDS.get(str(code).rsplit(".", 1)[-1], "the store gave no reason")
    where = f" in: {' '.join(cypher.split())[:300]}" if cypher else ""
    given = f" with ${', $'.join(sorted(params))}" if params else ""
    came_between = isinstance(error, ConstraintError | TransientError) or str(code).endswith("RuleAlreadyExists")
    kind = Conflict if came_between and not _timed_out(str(code)) else StoreError
    return kind(f"{code}: {message}{where}{given}")


def _timed_out(code: str) -> bool:
    return "TimedOut" in code or "Timeout" in code


_WORDS = {
    "Forbidden": "a read-only query must not write",
    "SyntaxError": "this is not valid Cypher",
    "ConstraintValidationFailed": "a node with this key is there already",
}


def _first_line(error: Exception) -> str:
    return (getattr(error, "message", None) or str(error) or type(error).__name__).strip().splitlines()[0]


def _arcadedb_version() -> str:
    from importlib.metadata import version

    return version("arcadedb-embedded")
