"""Readers that misbehave, for the tests of the guard; run in its child process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from extract.read import worker
from schemas.errors import Unreadable
from schemas.text import Document, Line, Note, Page, Table


def plain(data: bytes, path: Path, sha256: str) -> Document:
    page = Page(1, (Line("甲\u2028", 1.0, confidence=0.5, align="center"),), (Table(1, (("a", ""),)),), ocr=True)
    print("a library prints something")
    return Document(path.as_posix(), sha256, "x", (page,), True, (("文号", "1"),), (Note("c", data.decode(), page=2),))


def sleeps(data: bytes, path: Path, sha256: str) -> Document:
    time.sleep(60)
    raise AssertionError


def asks(data: bytes, path: Path, sha256: str) -> Document:
    for _ in range(4):
        worker.allow(0.5)
        time.sleep(0.3)
    return plain(data, path, sha256)


def starts_another(data: bytes, path: Path, sha256: str) -> Document:
    note = f"open({data.decode()!r}, 'w').write(str(os.getpid()))"
    subprocess.run([sys.executable, "-c", f"import time, os; {note}; time.sleep(60)"])
    raise AssertionError


def swells(data: bytes, path: Path, sha256: str) -> Document:
    heap = []
    while True:
        heap.append(bytearray(10 * 2**20))


def dies(data: bytes, path: Path, sha256: str) -> Document:
    os.abort()


def recurses(data: bytes, path: Path, sha256: str) -> Document:
    return recurses(data, path, sha256)


def refuses(data: bytes, path: Path, sha256: str) -> Document:
    raise Unreadable("damaged", "no good")


def breaks(data: bytes, path: Path, sha256: str) -> Document:
    raise KeyError("x")
