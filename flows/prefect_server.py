"""A Prefect server for as long as flows run or a schedule is kept: Prefect runs and schedules nothing without one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from schemas.errors import ZhengtuError

PATIENCE = 120.0
"""Seconds to wait for the server's first answer; a cold start takes 3 to 25."""


class Server(NamedTuple):
    """The API address of a server, and what waits until it answers (raises ZhengtuError when it does not come up)."""

    url: str
    wait: Callable[[], None]


@contextmanager
def prefect_server(home: Path, *, schedules: bool = False) -> Iterator[Server]:
    """The server of PREFECT_API_URL if that is set, else one started here and ended on leaving.

    Must be entered before Prefect is imported, since it reads its settings then; the server comes up beside the
    imports. Its log is `<home>/prefect/server.log`. With `schedules` it keeps schedules, else only the runs' records.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        yield Server(url, lambda: None)
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": str(schedules).lower(),
        **os.environ,
        "PREFECT_API_URL": url,
    }
    command = [sys.executable, "-m", "flows.prefect_child", "--host", "127.0.0.1", "--port", str(port)]
    command += [] if schedules else ["--no-services"]
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=out, stderr=out, start_new_session=True
        )
        os.environ["PREFECT_API_URL"] = url
        try:
            yield Server(url, lambda: _wait_for(f"{url}/health", process, log))
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ZhengtuError(f"Prefect's server did not start; its log is {log}")
