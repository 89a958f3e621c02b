"""`zhengtu serve` keeps the graph open for others; `zhengtu watch` ingests what comes into a folder."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.flows.conftest import RAW_DOCS, ROOT, call, environment

XICHENG = next(RAW_DOCS.glob("西城区*"))


@contextmanager
def running(home: Path, *args: object) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """`zhengtu ARGS` in the background with its output in a file; ended by SIGTERM."""
    log = home.parent / "log.txt"
    with log.open("w") as out:
        env = environment(home) | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "flows.cli", *map(str, args)]
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=out, stderr=out, text=True)
        try:
            yield process, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(150)


def wait_for(condition: Callable[[], object], process: subprocess.Popen[str], log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)


def test_serve_shows_the_page_and_lets_others_query(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, "serve", "--port", 0) as (process, log):
        wait_for(lambda: "page: http" in log.read_text(), process, log, 120)
        found = re.search(r"page: (http://127\.0\.0\.1:\d+/)", log.read_text())
        assert found and "bolt://127.0.0.1:" in log.read_text()
        with urllib.request.urlopen(found[1], timeout=10) as answer:
            assert "zhengtu" in answer.read().decode()
        joined = call(home, "query", "RETURN 1 AS one", "--format", "json")
        assert json.loads(joined.stdout) == [{"one": 1}], joined.stderr
    assert process.returncode in (0, 143)
    assert "Traceback" not in log.read_text()
    again = call(home, "query", "RETURN 2 AS two", "--format", "json")
    assert json.loads(again.stdout) == [{"two": 2}], again.stderr


def test_an_inbox_without_documents_is_no_error(tmp_path: Path) -> None:
    """The flow that Prefect runs, as it stands: whatever it raises is printed each time that it is due."""
    from flows.inbox import ingest_inbox

    (tmp_path / "README.md").write_text("put documents here", encoding="utf-8")
    assert ingest_inbox.fn(str(tmp_path), str(tmp_path / "home")) is None


def test_watch_ingests_what_comes_into_the_folder(tmp_path: Path) -> None:
    home, inbox = tmp_path / "home", tmp_path / "inbox"
    with running(home, "watch", inbox, "--cron", "* * * * *") as (process, log):
        wait_for(inbox.is_dir, process, log, 60)
        shutil.copyfile(XICHENG, inbox / "new.txt")
        wait_for(lambda: list((home / "runs").glob("*.json")), process, log, 240)
        report = json.loads(next((home / "runs").glob("*.json")).read_text(encoding="utf-8"))
        assert [file["status"] for file in report["files"]] == ["loaded"]
    found = call(home, "query", "MATCH (p:Policy) WHERE NOT p.stub RETURN p.doc_number AS n", "--format", "json")
    assert json.loads(found.stdout) == [{"n": "西行规发〔2025〕4号"}], found.stderr
