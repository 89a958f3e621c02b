"""Records into a store: one loader for Neo4j and for the embedded store.

Whole documents per transaction, so that a reader never sees half of one. Every transaction first counts up the ledger
and looks whether it found there the number it had planned with: two loads at once notice each other, and the later one
plans anew. An unchanged file costs nothing, a changed one (same path, other hash) replaces exactly its own part, and
`retire` takes a file out. The graph depends on the set of files alone, not on the order in which they came.
"""

from __future__ import annotations

import gc
import random
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar

from neo4j import Transaction

from graph.names import StoredCatalogue, ledger
from graph.resolve import Plan, Recall, Unrecalled, plan
from graph.search import INDEX
from graph.store import Conflict, Store, Unreachable
from graph.write import Counts, write
from schemas import graph as schema
from schemas.errors import StoreError
from schemas.records import AnyRecord, Source

T = TypeVar("T")

BATCH = 400_000
"""Characters of text that one transaction takes at most; a longer document has one for itself."""

LAYOUT = 2
"""Counts up whenever the constraints, the indexes or the notes of the loader in the graph become others."""

PATIENCE = 120.0
"""Seconds to wait for a server that went away in the middle of a load."""

ATTEMPTS = 40
"""How often a batch is planned anew because another load was faster."""


@dataclass(slots=True)
class LoadReport:
    """What a load did to the graph; `unchanged` counts files, `reload` are files that must be ingested again."""

    nodes_created: int = 0
    relationships_created: int = 0
    properties_set: int = 0
    deleted: int = 0
    unchanged: int = 0
    reload: tuple[str, ...] = ()

    def changes(self) -> dict[str, int]:
        """The counts by name."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name != "reload"}

    def add(self, counts: Counts) -> None:
        """Add what one transaction did."""
        self.nodes_created += counts.nodes_created
        self.relationships_created += counts.relationships_created
        self.properties_set += counts.properties_set
        self.deleted += counts.deleted


@cache
def extractor_version() -> str:
    """The version of this program, by which a file that an older one read is read again."""
    try:
        return version("zhengtu")
    except PackageNotFoundError:
        return "0"


def load(
    store: Store,
    records_by_source: Iterable[tuple[Source, list[AnyRecord]]],
    *,
    force: bool = False,
    recall: Recall | None = None,
    progress: Callable[[int], None] | None = None,
) -> LoadReport:
    """Bring files with their records into the store; `progress` is told the number of files done.

    A file that is there in this version is left alone unless `force`. `recall` gives the records of a loaded file
    again; it is asked only where a copy must stand in for a fuller one that went away. Errors: StoreError.
    """
    _patiently(store, prepare)
    report = LoadReport()
    there = {} if force else _patiently(store, loaded_sources)
    done = 0
    for batch in _batches(records_by_source):
        new = [item for item in batch if there.get(item[0].sha256) != item[0].path]
        report.unchanged += len(batch) - len(new)
        if new:
            _commit(store, new, [], report, recall, force)
        done += len(batch)
        if progress:
            progress(done)
    if any(count for name, count in report.changes().items() if name != "unchanged"):
        _patiently(store, Store.await_search)
    return report


def retire(store: Store, which: str, *, recall: Recall | None = None) -> LoadReport:
    """Take a file out, by its path or sha256; what others say of its documents stays. Errors: StoreError."""
    _patiently(store, prepare)
    gone = sorted(sha for sha, (path, _) in _patiently(store, _sources).items() if which in (sha, path))
    if not gone:
        raise StoreError(f"{which} is not in the graph; `zhengtu status` lists what is")
    report = LoadReport()
    _commit(store, [], gone, report, recall, False)
    _patiently(store, Store.await_search)
    return report


def loaded_sources(store: Store) -> dict[str, str]:
    """sha256 → path of the files that this version of the program has loaded."""
    return {sha: path for sha, (path, by) in _sources(store).items() if by == extractor_version()}


def prepare(store: Store) -> None:
    """Constraints and indexes, where the ledger does not say that they are there. Errors: StoreError."""
    if store.prepared:
        return
    found = store.query("MATCH (l:Ledger {id: 'zhengtu'}) RETURN l.layout").rows
    if not found:
        for statement in (*schema.constraints(), *([] if store.embedded else [INDEX])):
            _insist(store, statement)
        store.await_indexes()
        _insist(store, f"MERGE (l:Ledger {{id: 'zhengtu'}}) ON CREATE SET l.version = 0, l.layout = {LAYOUT}")
    elif found[0][0] != LAYOUT:
        raise StoreError(
            f"the graph at {store.address} was loaded by another version of zhengtu; load the files into an empty store"
        )
    store.prepared = True


def _insist(store: Store, statement: str) -> None:
    """Run a statement that others may run at the same moment, until it is their turn or ours."""
    for attempt in range(ATTEMPTS):
        try:
            store.query(statement, write=True)
            return
        except Conflict:
            time.sleep(random.uniform(0, 0.02 * (attempt + 1)))
    raise StoreError("other loads keep changing the graph; try again when they are done")


def _batches(
    sources: Iterable[tuple[Source, list[AnyRecord]]],
) -> Iterator[list[tuple[Source, list[AnyRecord]]]]:
    batch: list[tuple[Source, list[AnyRecord]]] = []
    size = 0
    for source, records in sources:
        if batch and size + source.chars > BATCH:
            yield batch
            batch, size = [], 0
        batch.append((source, records))
        size += source.chars
    if batch:
        yield batch


class _Stale(Exception):
    """Another load was faster: what was planned no longer fits."""


def _commit(
    store: Store,
    batch: list[tuple[Source, list[AnyRecord]]],
    gone: list[str],
    report: LoadReport,
    recall: Recall | None,
    force: bool,
) -> None:
    """One batch in one transaction, planned anew until no other load comes between."""
    lost: set[str] = set()
    for attempt in range(ATTEMPTS):
        try:
            with store.turn():
                if _try(store, batch, gone, report, recall, force, lost):
                    return
        except (_Stale, Conflict):
            time.sleep(random.uniform(0, 0.02 * (attempt + 1)))
        except Unreachable:
            _await(store)
    raise StoreError("other loads keep changing the graph; try again when they are done")


def _patiently(store: Store, step: Callable[[Store], T]) -> T:
    """A step that may be made again, through all that the server is away meanwhile. Errors: as `_await`."""
    while True:
        try:
            return step(store)
        except Unreachable:
            _await(store)


def _await(store: Store) -> None:
    """Wait for a server that went away. Errors: Unreachable after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while not store.revive():
        try:
            store.query("RETURN 1")
            return
        except Unreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def _try(
    store: Store,
    batch: list[tuple[Source, list[AnyRecord]]],
    gone: list[str],
    report: LoadReport,
    recall: Recall | None,
    force: bool,
    lost: set[str],
) -> bool:
    """One attempt; False where it must be made again without the files now in `lost`."""
    catalogue = _catalogue(store)
    number = catalogue.number
    which = {"shas": [*gone, *lost, *(source.sha256 for source, _ in batch)], "paths": [s.path for s, _ in batch]}
    there = _sources(store, "WHERE s.id IN $shas OR s.path IN $paths", which)
    new, leaving, unchanged = _compare(batch, gone, there, force)
    leaving |= lost - {source.sha256 for source, _ in new}
    if new or leaving:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        stamp = {"ingested_at": now, "extractor_version": extractor_version()}
        store.catalogue = None  # spoilt until the transaction is through
        with _uncollected():
            try:
                made = plan(catalogue, leaving, new, recall, stamp)
            except Unrecalled as error:
                if ledger(store) != number:
                    raise _Stale from error
                lost |= error.sources
                return False
            report.add(store.transact(lambda tx: _run(tx, number, made, store.keep_plan)))
        catalogue.number += 1
        store.catalogue = catalogue
    report.unchanged += unchanged
    report.reload = tuple(sorted({*report.reload, *(there[sha][0] for sha in lost if sha in there)}))
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: much is made and nothing dropped, the search takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _sources(store: Store, where: str = "", which: dict[str, list[str]] | None = None) -> dict[str, tuple[str, str]]:
    """sha256 → (path, version of the program that read it) of these files."""
    cypher = f"MATCH (s:Source) {where} RETURN collect([s.id, s.path, s.extractor_version])"
    rows = store.query(cypher, which, timeout=None).rows
    return {sha: (path, by) for sha, path, by in rows[0][0]}


def _compare(
    batch: list[tuple[Source, list[AnyRecord]]], gone: list[str], there: dict[str, tuple[str, str]], force: bool
) -> tuple[list[tuple[Source, list[AnyRecord]]], set[str], int]:
    """(what to bring in, which files to take out, how many are as they were)."""
    new: dict[str, tuple[Source, list[AnyRecord]]] = {}
    leaving = {sha for sha in gone if sha in there}
    by_path = {path: sha for sha, (path, _) in sorted(there.items())}
    unchanged = 0
    for source, records in batch:
        known = there.get(source.sha256)
        older = by_path.get(source.path)
        if older is not None and older != source.sha256:
            leaving.add(older)
        if known and known[1] == extractor_version() and not force:
            unchanged += 1
            continue
        if known:
            leaving.add(source.sha256)
            source = source.model_copy(update={"path": min(source.path, known[0])})
        new[source.sha256] = (source, records)
    return list(new.values()), leaving, unchanged


def _catalogue(store: Store) -> StoredCatalogue:
    """The names in the store, those known from the last batch where nobody else wrote since."""
    if store.catalogue is None or store.catalogue.number != ledger(store):
        store.catalogue = StoredCatalogue(store)
    return store.catalogue


def _run(tx: Transaction, number: int, made: Plan, prefix: str) -> Counts:
    # A write takes the lock on Neo4j, and only what is read after it is sure; the embedded store finds out at commit.
    tx.run("MATCH (l:Ledger {id: 'zhengtu'}) SET l.turn = $turn", turn=secrets.token_hex(8)).consume()
    found = [record[0] for record in tx.run("MATCH (l:Ledger {id: 'zhengtu'}) RETURN l.version")]
    if found != [number]:
        raise _Stale
    tx.run("MATCH (l:Ledger {id: 'zhengtu'}) SET l.version = $next", next=number + 1).consume()
    return write(tx, made, prefix)
