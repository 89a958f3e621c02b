"""Word files of the old binary form (.doc), RTF and WordprocessingML, converted by LibreOffice where it is installed.

A .doc that is really a web page never comes here: its content says what it is (extract.read.media).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extract.read.docx import read_docx
from extract.read.media import media_type
from schemas.errors import Unreadable
from schemas.text import Document

SECONDS = 90
"""For one conversion; less than a document's limit, so that the reason is told."""
TRIES = 2
"""A first start, which makes the profile, now and then ends without converting."""
_PROGRAMS = ("soffice", "libreoffice")


def read_doc(data: bytes, path: Path, sha256: str) -> Document:
    """The document in an old Word file. Errors: Unreadable('needs_libreoffice'|'damaged'|'timeout'), or read_docx's."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise Unreadable(
            "needs_libreoffice",
            "an old Word file (.doc) is read through LibreOffice, which is not installed: "
            "install it (command `soffice`), or save the file as .docx",
        )
    kind = media_type(data)
    with tempfile.TemporaryDirectory(prefix="zhengtu-doc-") as folder:
        converted = _converted(program, data, Path(folder))
    return replace(read_docx(converted, path, sha256), media_type=kind)


def _converted(program: str, data: bytes, folder: Path) -> bytes:
    """The file as .docx. A profile of its own lets several conversions run side by side, and no macro runs."""
    source = folder / "source.doc"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    call = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    result = folder / "source.docx"
    for _ in range(TRIES):
        try:
            subprocess.run(
                [*call, "--convert-to", "docx", "--outdir", str(folder), str(source)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("timeout", f"LibreOffice did not convert it within {SECONDS} s") from error
        if result.exists():
            return result.read_bytes()
    raise Unreadable("damaged", "LibreOffice cannot open the Word file")
