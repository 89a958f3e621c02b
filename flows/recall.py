"""Reading a loaded file once more: what the loader asks for when a copy of a text must stand in for a fuller one."""

from __future__ import annotations

from pathlib import Path

from extract.safely import extract_safely
from graph.load import loaded_sources
from graph.resolve import Recall
from graph.store import Store
from schemas.errors import Unreadable, UsageError
from schemas.records import AnyRecord


def recall_from(store: Store) -> Recall:
    """Gives the records of a loaded file by its sha256; None where it is gone or has changed."""

    def recall(sha256: str) -> list[AnyRecord] | None:
        path = loaded_sources(store).get(sha256)
        if path is None:
            return None
        try:
            records = extract_safely(Path(path))
        except (Unreadable, UsageError, OSError):
            return None
        return records if records and records[0].source.sha256 == sha256 else None

    return recall
