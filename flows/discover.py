"""Which files are meant by the paths of a call."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import UsageError


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest: its path as the user named it and the hash of its bytes."""

    path: Path
    sha256: str


def discover(paths: Iterable[Path]) -> list[Found]:
    """All documents under `paths`, sorted; folders are walked, READMEs and hidden files in them are left out.

    A file named outright is always taken. Raises UsageError for a path that is missing or cannot be opened,
    and for a folder without any.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = documents_in(path)
            if not inside:
                raise UsageError(f"{path}: no documents in this folder")
            files |= dict.fromkeys(inside)
        elif path.is_file():
            files[path] = None
        else:
            raise UsageError(f"{path}: no such file or folder")
    return [Found(path, sha256_of(path)) for path in files]


def documents_in(folder: Path) -> list[Path]:
    """The documents in a folder and those below it, sorted."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and _is_document(p.relative_to(folder))]


def _is_document(inside: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in inside.parts) and inside.stem.upper() != "README"


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in pieces."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
