"""The limits of one document are really kept: clock, memory, crashes; and an honest document pays little for them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.read.guard import Guard
from schemas.errors import Unreadable
from schemas.text import Document
from tests.extract.read.readers import plain

READERS = "tests.extract.read.readers"
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(seconds=1.0, memory=400 * MEGABYTE)


def read(guard: Guard, name: str, data: bytes = b"x") -> Document:
    return guard.read(f"{READERS}:{name}", data, Path("a/文件.pdf"), "f" * 64)


def test_a_document_comes_back_whole(guard: Guard) -> None:
    assert read(guard, "plain", "正文".encode()) == plain("正文".encode(), Path("a/文件.pdf"), "f" * 64)


@pytest.mark.parametrize(
    ("name", "code"),
    [("sleeps", "timeout"), ("dies", "crashed"), ("recurses", "hostile"), ("refuses", "damaged"), ("breaks", "failed")],
)
def test_every_end_has_its_reason_and_the_next_document_is_read(guard: Guard, name: str, code: str) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable) as error:
        read(guard, name)
    assert error.value.code == code
    assert "\n" not in str(error.value)
    assert time.monotonic() - started < 10
    assert read(guard, "plain").pages


def test_memory_is_bounded() -> None:
    script = (
        "import resource; from pathlib import Path; from extract.read.guard import Guard\n"
        "guard = Guard(seconds=20, memory=400 * 2**20)\n"
        f"try: guard.read('{READERS}:swells', b'', Path('x'), '')\n"
        "except Exception as error: print(error.code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    code, peak = run.stdout.split()
    assert code in {b"memory", b"crashed"}
    assert int(peak) < 400


def test_more_time_can_be_asked_for(guard: Guard) -> None:
    assert read(guard, "asks").pages


def test_what_a_reader_started_dies_with_it(guard: Guard, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(Unreadable):
        read(Guard(seconds=3.0), "starts_another", str(note).encode())
    pid = int(note.read_text())
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    raise AssertionError("still there")


def test_the_guard_costs_little(guard: Guard) -> None:
    read(guard, "plain")
    started = time.monotonic()
    for _ in range(50):
        read(guard, "plain", b"x" * 100_000)
    assert (time.monotonic() - started) / 50 < 0.03
