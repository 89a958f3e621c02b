"""The ingest flow: find files, extract what is new, load it, put aside what cannot be read, report.

Reading `ingest` top to bottom is reading the pipeline. Documents go to tasks in batches, since a task costs tens of
milliseconds and a document often less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from extract.safely import extract_safely
from flows import quarantine, report
from flows.counts import count_graph
from flows.discover import Found, discover
from flows.recall import recall_from
from flows.report import FileReport, RunReport
from flows.samples import samples
from graph.load import LoadReport, load, loaded_sources
from graph.store import Store, open_store
from schemas.errors import Unreadable
from schemas.records import AnyRecord

T = TypeVar("T")

BATCH = 20
"""Documents a task takes at once, and the most that one load transaction is asked to hold."""

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, documents done, documents in all)."""

progress: ContextVar[Progress] = ContextVar("progress", default=lambda step, done, total: None)


@dataclass(slots=True)
class Extracted:
    """What came of a batch: records by file, and the files that could not be read with (code, reason)."""

    records: list[tuple[Found, list[AnyRecord]]] = field(default_factory=list)
    refused: list[tuple[Found, str, str]] = field(default_factory=list)


class Clock:
    """Wall seconds by step, summed over batches."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - begin


def _whole(value: T) -> T:
    """An argument that Prefect hands on as it is; it would else walk through every record in search of futures."""
    return cast(T, quote(value))


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
def extract_batch(batch: Sequence[Found]) -> Extracted:
    """Records of each file; a file that cannot be read is set aside and the rest goes on."""
    out = Extracted()
    for found in batch:
        try:
            out.records.append((found, extract_safely(found.path)))
        except Unreadable as error:
            out.refused.append((found, error.code, str(error)))
        except Exception as error:
            # A fault of ours in one document must not take the others with it; the reason says whose fault it is.
            out.refused.append((found, "internal", f"zhengtu failed on this document: {type(error).__name__}: {error}"))
    return out


@task(name="load", cache_policy=NO_CACHE, persist_result=False)
def load_batch(store: Store, extracted: Extracted, again: bool = False) -> LoadReport:
    """Load a batch, whole documents only; returns what changed in the graph."""
    with_records = [(records[0].source, records) for _, records in extracted.records if records]
    return load(store, with_records, force=again, recall=recall_from(store))


@flow(name="zhengtu-ingest", validate_parameters=False)
def ingest(paths: list[str], home: str, again: bool = False) -> RunReport:
    """Bring the documents under `paths` into the graph.

    An unchanged file costs a hash; `again` extracts it all the same. Raises UsageError for a wrong path and StoreError
    for a store that cannot be used; a document that cannot be read ends in quarantine under `home`.
    """
    clock, tell = Clock(), progress.get()
    with clock.step("find"):
        found = discover(Path(path) for path in paths)
    with clock.step("open store"):
        opened = open_store(Path(home))
    with opened as store:
        with clock.step("find"):
            known = set() if again else set(loaded_sources(store))
        files = {file.sha256: FileReport(path=str(file.path), sha256=file.sha256, status="unchanged") for file in found}
        new = [file for file in found if file.sha256 not in known]
        changes: Counter[str] = Counter()
        missing: set[str] = set()
        for start in range(0, len(new), BATCH):
            tell("extract", start, len(new))
            with clock.step("extract"):
                extracted = extract_batch(_whole(new[start : start + BATCH]))
            tell("load", start, len(new))
            with clock.step("load"):
                loaded = load_batch(_whole(store), _whole(extracted), again)
            changes.update(loaded.changes())
            missing.update(loaded.reload)
            files.update(_settle(extracted, Path(home)))
        tell("done", len(new), len(new))
        with clock.step("count"):
            totals = count_graph(store)
            answers = samples(store)
        name = store.name
    run = RunReport(
        store=name,
        files=tuple(files.values()),
        seconds=clock.seconds,
        changes=dict(changes),
        totals=totals,
        samples=answers,
        missing=tuple(sorted(missing)),
    )
    report.write(run, Path(home), datetime.now(UTC).strftime("%Y%m%dT%H%M%S"))
    return run


def _settle(extracted: Extracted, home: Path) -> dict[str, FileReport]:
    """Report rows of a batch; the refused go to quarantine, the read ones leave it."""
    rows = {}
    for found, records in extracted.records:
        quarantine.release(home, found.sha256)
        rows[found.sha256] = FileReport(
            path=str(found.path),
            sha256=found.sha256,
            status="loaded",
            counts=report.count(records),
            lines=report.describe(records),
        )
    for found, code, reason in extracted.refused:
        quarantine.put(home, found.path, found.sha256, code, reason)
        rows[found.sha256] = FileReport(path=str(found.path), sha256=found.sha256, status="quarantined", reason=reason)
    return rows
