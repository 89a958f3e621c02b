"""The whole way from a file to its records in a child process, within the limits of one document.

No input can hang, crash or swell the caller, whichever stage it was made for. `extract.extract` walks the same way in
this process, for tests and measurements of honest documents.
"""

from __future__ import annotations

from pathlib import Path

from extract.read import digest, load
from extract.read.guard import GUARD
from schemas.records import AnyRecord


def extract_safely(path: Path) -> list[AnyRecord]:
    """The records of one file, in document order.

    Errors: as for `extract.extract`, and Unreadable('timeout'|'memory'|'crashed'|'hostile'|'failed'); 'failed' is a
    fault of ours.
    """
    data = load(path)
    return GUARD.records("extract.assemble:extract_bytes", data, path, digest(data))
