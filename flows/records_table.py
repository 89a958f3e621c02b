"""Records as a table for people: `zhengtu extract --format table`."""

from __future__ import annotations

from collections.abc import Sequence

from flows.render import as_table
from flows.report import COUNTED, count
from schemas.records import AnyRecord, GazetteIssue, GuideCard


def records_table(records: Sequence[AnyRecord]) -> str:
    """One row per record: what it is, and how much was found in it."""
    rows = []
    for record in records:
        if isinstance(record, GazetteIssue):
            name, title = f"{record.year}年第{record.issue}期", record.name
        elif isinstance(record, GuideCard):
            name, title = f"card {record.ordinal}", record.title
        else:
            name, title = record.doc_number or "", record.title
        counts = count([record])
        rows.append([record.type, name, title, *(counts.get(key, "") for key in COUNTED[2:])])
    return as_table(["type", "number", "title", *COUNTED[2:]], rows)
