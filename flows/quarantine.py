"""Documents that could not become records: kept with the reason, so that nothing is lost.

Layout: `<home>/quarantine/<sha256>/reason.json` and, beside it, the document as it came in.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from schemas.records import Record


class Quarantined(Record):
    """One document in quarantine: which, why, since when."""

    path: str
    sha256: str
    code: str
    reason: str
    since: str


def put(home: Path, path: Path, sha256: str, code: str, reason: str) -> Quarantined:
    """Keep a copy of the document and the reason. A document that is there already gets the newest reason."""
    entry = Quarantined(
        path=str(path), sha256=sha256, code=code, reason=reason, since=datetime.now(UTC).isoformat(timespec="seconds")
    )
    folder = home / "quarantine" / sha256
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / f"document{path.suffix}")
    (folder / "reason.json").write_text(entry.model_dump_json(indent=1), encoding="utf-8")
    return entry


def release(home: Path, sha256: str) -> None:
    """Forget a document: it has been read after all, or is gone."""
    shutil.rmtree(home / "quarantine" / sha256, ignore_errors=True)


def held(home: Path) -> list[Quarantined]:
    """All documents in quarantine, by path."""
    reasons = (home / "quarantine").glob("*/reason.json")
    entries = [Quarantined.model_validate(json.loads(file.read_text(encoding="utf-8"))) for file in reasons]
    return sorted(entries, key=lambda entry: (entry.path, entry.sha256))
