"""What a run did: the numbers per file, the time per step, and how they are shown to a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field
from rich.console import Console
from rich.table import Table

from schemas.records import AnyRecord, GazetteIssue, GuideCard, Policy, Record

COUNTED = ("policies", "cards", "provisions", "benefits", "criteria", "citations", "agencies", "doubts")


class FileReport(Record):
    """What became of one file. `counts` has the keys of COUNTED that are not zero."""

    path: str
    sha256: str
    status: Literal["loaded", "unchanged", "quarantined"]
    counts: dict[str, int] = Field(default_factory=dict)
    lines: tuple[str, ...] = ()
    reason: str = ""


class RunReport(Record):
    """One run of the ingest flow: wall `seconds` by step, and `changes`, counts of what changed in the graph."""

    store: str
    files: tuple[FileReport, ...]
    seconds: dict[str, float]
    changes: dict[str, int]
    totals: dict[str, int]
    samples: tuple[tuple[str, str], ...] = ()
    """Questions with answers that a reader can check against the documents."""
    missing: tuple[str, ...] = ()
    """Files that went out of the graph with the fuller copy that stood for them, and could not be read again."""

    @property
    def quarantined(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.status == "quarantined")


def count(records: Sequence[AnyRecord]) -> dict[str, int]:
    """How many of each thing of COUNTED the records hold."""
    counts: Counter[str] = Counter()
    agencies: set[str] = set()
    for record in records:
        counts["doubts"] += len(record.issues)
        if isinstance(record, GazetteIssue):
            continue
        counts["policies" if isinstance(record, Policy) else "cards"] += 1
        counts["provisions"] += len(record.provisions)
        counts["benefits"] += sum(quantity.role == "benefit" for quantity in record.quantities)
        counts["criteria"] += len(record.criteria)
        agencies.update(record.issuers)
        if isinstance(record, Policy):
            counts["citations"] += sum(map(len, (record.supersedes, record.amends, record.based_on, record.cites)))
            agencies.update(record.interpreted_by, *(row.agencies for row in record.responsible))
        else:
            counts["citations"] += len(record.basis)
            agencies.update(contact.agency for contact in record.contacts)
    counts["agencies"] = len(agencies)
    return {key: counts[key] for key in COUNTED if counts[key]}


def describe(records: Sequence[AnyRecord]) -> tuple[str, ...]:
    """One line for each gazette issue and one for a guide book: what stands in the file and where."""
    lines = []
    for record in records:
        if isinstance(record, GazetteIssue):
            pages = ", ".join(str(entry.page) for entry in record.contents)
            lines.append(
                f"{record.name} {record.year}年第{record.issue}期: 1 gazette issue holding {len(record.contents)} "
                f"policies at pages {pages}"
            )
    guides = Counter(record.guide for record in records if isinstance(record, GuideCard))
    lines += [f"{guide or 'guide'}: {number} guide cards" for guide, number in sorted(guides.items())]
    return tuple(lines)


def write(report: RunReport, home: Path, name: str) -> Path:
    """Keep the report as JSON under `<home>/runs/`."""
    path = home / "runs" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report.model_dump(), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def missing_line(path: str) -> str:
    """What to tell of a file that is no longer in the graph."""
    return f"no longer in the graph: {path}: the fuller copy of its text went away; ingest it again"


def show(report: RunReport, console: Console) -> None:
    """Print the summary: a row per file, the graph's totals, the quarantine with reasons, the time per step."""
    table = Table(title=f"zhengtu: {len(report.files)} files into {report.store}", title_justify="left")
    table.add_column("file", overflow="ellipsis", no_wrap=True, max_width=36)
    table.add_column("status", no_wrap=True)
    for name in COUNTED:
        table.add_column(name, justify="right")
    for file in report.files:
        table.add_row(Path(file.path).name, file.status, *(str(file.counts.get(name, "")) for name in COUNTED))
    console.print(table)
    for line in (line for file in report.files for line in file.lines):
        console.print(line, highlight=False, soft_wrap=True)
    totals = report.totals
    if totals:
        console.print(
            f"{totals['policies']} policies with text; {totals['stubs']} documents that they replace, rest on or cite, "
            f"as stubs; {totals['cards']} guide cards; {totals['nodes']} nodes and {totals['relationships']} "
            "relationships in the graph",
            highlight=False,
            soft_wrap=True,
        )
    for file in report.quarantined:
        console.print(f"quarantined: {file.path}: {file.reason}", style="yellow", highlight=False)
    for path in report.missing:
        console.print(missing_line(path), style="yellow", highlight=False)
    spent = ", ".join(f"{step} {seconds:.1f}" for step, seconds in report.seconds.items())
    console.print(f"seconds: {spent}", highlight=False)
    if not any(report.changes.values()):
        console.print("nothing changed in the graph", highlight=False)
    else:
        changed = ", ".join(f"{number} {what.replace('_', ' ')}" for what, number in report.changes.items() if number)
        console.print(f"changed in the graph: {changed}", highlight=False)
    for question, answer in report.samples:
        console.print(f"\n{question}", style="bold", highlight=False)
        console.print(f"  {answer}", highlight=False, markup=False, soft_wrap=True)
