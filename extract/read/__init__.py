"""From a file to pages of lines: one module per format, chosen by content.

Every reader is a function (data, path, sha256) → Document that raises schemas.errors.Unreadable with the true cause.
Text and small Word files are read here and now; what could hang, crash or swell is read under `extract.read.guard`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from extract.read import media, ooxml
from extract.read.characters import mended
from extract.read.guard import GUARD
from schemas.errors import Unreadable, UsageError
from schemas.text import Document

Reader = Callable[[bytes, Path, str], Document]

_MB = 1_000_000


class _Form(NamedTuple):
    reader: str
    """module:function"""
    limit: int
    """Bytes above which a file of this form is refused."""


_IMAGE = _Form("extract.read.ocr:read_image", 100 * _MB)
_FORMS = {
    media.TEXT: _Form("extract.read.text:read_text", 30 * _MB),
    media.PDF: _Form("extract.read.pdf:read_pdf", 300 * _MB),
    media.DOCX: _Form("extract.read.docx:read_docx", 100 * _MB),
    media.DOC: _Form("extract.read.doc:read_doc", 100 * _MB),
    media.RTF: _Form("extract.read.doc:read_doc", 100 * _MB),
    media.WORDML: _Form("extract.read.doc:read_doc", 100 * _MB),
    media.HTML: _Form("extract.read.html:read_html", 20 * _MB),
    media.MHTML: _Form("extract.read.html:read_mhtml", 100 * _MB),
} | dict.fromkeys(media.IMAGES, _IMAGE)

SMALL = 2 * _MB
"""Text files and unpacked Word files up to this size are read without a guard; their readers are linear in it."""


def read(path: Path) -> Document:
    """The document at `path`.

    Errors: UsageError where there is no such file; Unreadable with a code and one line where it cannot be read.
    """
    data = load(path)
    return read_bytes(data, path, digest(data))


def read_bytes(data: bytes, path: Path, sha256: str, guarded: bool = False) -> Document:
    """The document in `data`, which stood at `path`; `guarded` where the caller is a guard's child already."""
    kind = media.media_type(data)
    if kind == media.EMPTY:
        raise Unreadable("empty", "the file is empty")
    form = _FORMS.get(kind)
    if form is None:
        raise Unreadable("unsupported", f"{media.NAMES.get(kind, kind)} is not read here")
    if len(data) > form.limit:
        raise Unreadable("too_large", f"the file is larger than {form.limit // _MB} MB, the most for its form")
    if not guarded and not _is_small(kind, data):
        return mended(GUARD.read(form.reader, data, path, sha256))
    module, _, name = form.reader.partition(":")
    reader: Reader = getattr(import_module(module), name)
    return mended(reader(data, path, sha256))


def digest(data: bytes) -> str:
    """What a document is known by: the sha256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def _is_small(kind: str, data: bytes) -> bool:
    return (kind == media.TEXT and len(data) <= SMALL) or (kind == media.DOCX and ooxml.unpacked(data) <= SMALL)


def load(path: Path) -> bytes:
    """The bytes of the file at `path`. Errors: UsageError, Unreadable('too_large'|'unreadable')."""
    if not path.exists():
        raise UsageError(f"no such file: {path}")
    if not path.is_file():
        raise UsageError(f"not a file: {path}")
    limit = max(form.limit for form in _FORMS.values())
    try:
        if path.stat().st_size > limit:
            raise Unreadable("too_large", f"the file is larger than {limit // _MB} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable", f"the file cannot be opened: {error.strerror or error}") from error
