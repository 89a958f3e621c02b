"""From a file to pages of lines: one module per format, chosen by content.

Every reader is a function (data, path, sha256) → Document that raises schemas.errors.Unreadable with the true cause.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from extract.read import media
from extract.read.characters import mended
from schemas.errors import Unreadable, UsageError
from schemas.text import Document

Reader = Callable[[bytes, Path, str], Document]

MAX_BYTES = 200_000_000
"""Larger files are refused unread."""

_READERS = {
    media.TEXT: ("extract.read.text", "read_text"),
    media.PDF: ("extract.read.pdf", "read_pdf"),
    media.DOCX: ("extract.read.docx", "read_docx"),
    media.DOC: ("extract.read.doc", "read_doc"),
    media.RTF: ("extract.read.doc", "read_doc"),
    media.MHTML: ("extract.read.html", "read_mhtml"),
    media.HTML: ("extract.read.html", "read_html"),
} | dict.fromkeys([*media.IMAGES.values(), "image/webp", "image/bmp"], ("extract.read.ocr", "read_image"))


def read(path: Path) -> Document:
    """The document at `path`.

    Errors: UsageError where there is no such file; Unreadable with a code and one line where it cannot be read.
    """
    data = load(path)
    kind = media.media_type(data)
    if kind == media.EMPTY:
        raise Unreadable("empty", "the file is empty")
    if kind not in _READERS:
        raise Unreadable("unsupported", f"the file is {kind}, a form that is not read here")
    module, name = _READERS[kind]
    reader: Reader = getattr(import_module(module), name)
    return mended(reader(data, path, hashlib.sha256(data).hexdigest()))


def load(path: Path) -> bytes:
    """The bytes of the file at `path`. Errors: UsageError, Unreadable('too_large'|'unreadable')."""
    if not path.exists():
        raise UsageError(f"no such file: {path}")
    if not path.is_file():
        raise UsageError(f"not a file: {path}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable("too_large", f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable", f"the file cannot be opened: {error.strerror or error}") from error
