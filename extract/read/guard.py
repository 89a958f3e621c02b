"""Limits of time and memory for one document, kept by reading it in a child process that can be killed.

A child is started when first needed and serves one document after the other, so that the cost is a pipe, not a start;
one that broke a limit or crashed is replaced. Text and small Word files don't come here: their readers take time and
memory in proportion to the file, whatever it holds (see `extract.read`).
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from extract.read import worker
from schemas.errors import Unreadable
from schemas.records import AnyRecord
from schemas.text import Document

SECONDS = 120.0
"""Time for one document; a page that goes through OCR adds its own (extract.read.ocr)."""
START = 60.0
"""Time for a child to start, on a machine that is busy."""
MEMORY = 3 * 2**30
"""Bytes of address space of a child."""
MAX_SECONDS = 4 * 3600.0
"""No document takes longer than this, whatever it asks for."""


class Guard:
    """Readers within limits. Safe to use from several threads; each uses a child of its own at a time."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._owner = os.getpid()
        atexit.register(self.close)

    def read(self, reader: str, data: bytes, path: Path, sha256: str) -> Document:
        """The Document that `reader` ("module:function") makes of the bytes.

        Errors: Unreadable as the reader raises it, or 'timeout', 'memory', 'crashed', 'hostile', 'failed'.
        """
        return worker.DOCUMENT.validate_json(self._answer(reader, data, path, sha256))

    def records(self, reader: str, data: bytes, path: Path, sha256: str) -> list[AnyRecord]:
        """The records that `reader` makes of the bytes; errors as for `read`."""
        return worker.RECORDS.validate_json(self._answer(reader, data, path, sha256))

    def _answer(self, reader: str, data: bytes, path: Path, sha256: str) -> bytes:
        child = self._get()
        try:
            answer = child.ask(reader, data, path, sha256, self.seconds)
        except Unreadable as error:
            self._put(child, usable=error.code not in {"timeout", "memory", "crashed"})
            raise
        except BaseException:
            self._put(child, usable=False)
            raise
        self._put(child, usable=True)
        return answer

    def close(self) -> None:
        """End the idle children."""
        with self._lock:
            idle, self._idle = self._idle, []
        if os.getpid() == self._owner:
            for child in idle:
                child.end()

    def _get(self) -> _Child:
        with self._lock:
            if os.getpid() != self._owner:  # after a fork the pipes belong to the parent
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                child = self._idle.pop()
                if child.alive():
                    return child
        return _Child(self.memory)

    def _put(self, child: _Child, usable: bool) -> None:
        if not usable:
            child.end()
            return
        with self._lock:
            self._idle.append(child)


class _Child:
    """One child process and the pipes to it."""

    def __init__(self, memory: int) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path) or os.curdir}
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from extract.read.worker import serve; serve({memory})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # so that what it starts (LibreOffice) dies with it
        )
        self._memory = memory
        self._ready = False

    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, reader: str, data: bytes, path: Path, sha256: str, seconds: float) -> bytes:
        header = {"reader": reader, "path": str(path), "sha256": sha256, "seconds": seconds}
        assert self._process.stdin is not None
        if not self._ready:
            self._frame(time.monotonic() + START, START)
            self._ready = True
        last = time.monotonic() + MAX_SECONDS
        deadline = time.monotonic() + seconds
        try:
            worker.put(self._process.stdin, json.dumps(header).encode())
            worker.put(self._process.stdin, data)
        except OSError:
            raise self._crash() from None
        while True:
            frame = self._frame(min(deadline, last), seconds)
            kind, payload = frame[:1], frame[1:]
            if kind == b"D":
                return payload
            if kind == b"U":
                code, message = json.loads(payload)
                raise Unreadable(str(code), str(message))
            more = float(json.loads(payload))
            deadline, seconds = deadline + more, seconds + more

    def _frame(self, deadline: float, seconds: float) -> bytes:
        length = int.from_bytes(self._bytes(8, deadline, seconds), "big")
        return self._bytes(length, deadline, seconds)

    def _bytes(self, count: int, deadline: float, seconds: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        parts: list[bytes] = []
        while count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise Unreadable("timeout", f"reading it took longer than {seconds:.0f} s")
            part = os.read(pipe, min(count, 1 << 20))
            if not part:
                raise self._crash()
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _crash(self) -> Unreadable:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        status = self._process.returncode
        if status is not None and -status == getattr(signal, "SIGXCPU", 0):
            return Unreadable("timeout", "reading it took more processor time than is allowed")
        gigabytes = self._memory / 2**30
        return Unreadable("crashed", f"reading it crashed the reader or needed more than {gigabytes:.1f} GB of memory")

    def end(self) -> None:
        """Kill the child and all that it started."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        if self._process.poll() is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


GUARD = Guard()
"""The one that `extract.read.read` uses."""
