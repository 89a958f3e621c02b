"""A Prefect server for as long as a schedule is kept: Prefect schedules nothing without one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import ZhengtuError

PATIENCE = 120.0
"""Seconds to wait for the server's first answer; a cold start takes 8 to 25."""


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """The API address of PREFECT_API_URL if it is set, else of a server started here and ended on leaving.

    Must be entered before Prefect is imported, since it reads its settings then. The server's log is
    `<home>/prefect/server.log`. Raises ZhengtuError when it does not come up.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        yield url
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        **os.environ,
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_API_URL": url,
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(f"{url}/health", process, folder / "server.log")
            os.environ["PREFECT_API_URL"] = url
            yield url
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
            time.sleep(0.3)
    raise ZhengtuError(f"Prefect's server did not start; its log is {log}")
