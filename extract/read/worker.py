"""The child process in which documents are read that could hang, crash or exhaust the machine.

It takes requests on its standard input and answers on its standard output, both as frames: a length of 8 bytes, then
that many. A request is a JSON header and the document's bytes; an answer is one letter and JSON: R ready (once, at the
start), D done, U unreadable, A more time asked for. Frames carry data only, so a document that takes over this
process cannot run code in its parent.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from schemas.errors import Unreadable
from schemas.records import AnyRecord
from schemas.text import Document

DOCUMENT = TypeAdapter(Document)
RECORDS: TypeAdapter[list[AnyRecord]] = TypeAdapter(list[AnyRecord])

_ask: list[Callable[[float], None]] = []


def allow(seconds: float) -> None:
    """Ask for more time, for work that is known to be slow (OCR); does nothing outside a child process."""
    for ask in _ask:
        ask(seconds)


def put(stream: IO[bytes], *parts: bytes) -> None:
    """Write one frame."""
    stream.write(sum(map(len, parts)).to_bytes(8, "big"))
    for part in parts:
        stream.write(part)
    stream.flush()


def take(stream: IO[bytes]) -> bytes | None:
    """Read one frame, None at the end of the stream."""
    length = stream.read(8)
    return stream.read(int.from_bytes(length, "big")) if len(length) == 8 else None


def serve(memory: int) -> None:
    """Answer requests until the parent closes the pipe."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print must not get between the frames.
    os.dup2(2, 1)
    _limit_memory(memory)
    put(answers, b"R")
    while (header := take(requests)) is not None and (data := take(requests)) is not None:
        answer(answers, json.loads(header), data)


def answer(answers: IO[bytes], header: dict[str, str | float], data: bytes) -> None:
    """Read one document and write the answer."""
    module, _, name = str(header["reader"]).partition(":")
    _limit_processor(float(header["seconds"]))
    _ask[:] = [lambda seconds: _more(answers, seconds)]
    try:
        reader: Callable[[bytes, Path, str], Document | list[AnyRecord]] = getattr(import_module(module), name)
        result = reader(data, Path(str(header["path"])), str(header["sha256"]))
        put(answers, b"D", _json(result))
    except Unreadable as error:
        put(answers, b"U", json.dumps([error.code, str(error)]).encode())
    except MemoryError:
        put(answers, b"U", json.dumps(["memory", "reading it needs more memory than is allowed"]).encode())
        raise SystemExit(1) from None
    except RecursionError:
        put(answers, b"U", json.dumps(["hostile", "it is nested deeper than any honest document"]).encode())
    except Exception as error:
        cause = " ".join(f"zhengtu failed on this document: {type(error).__name__}: {error}".split())
        put(answers, b"U", json.dumps(["failed", cause]).encode())


def _json(result: Document | list[AnyRecord]) -> bytes:
    return DOCUMENT.dump_json(result) if isinstance(result, Document) else RECORDS.dump_json(result)


def _more(answers: IO[bytes], seconds: float) -> None:
    _limit_processor(seconds)
    put(answers, b"A", json.dumps(seconds).encode())


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def _limit_processor(seconds: float) -> None:
    """A backstop for the case that the parent, which watches the clock, is no more."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(used + seconds * (os.cpu_count() or 1)) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard < 0 else min(limit, hard), hard))
