"""Prefect's server as a child process that ends with its parent, however that ended.

    python -m flows.prefect_child ARGUMENT ...     as `prefect server start ARGUMENT ...`

The parent holds the other end of its standard input; when that closes, nobody needs the server any more.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", *sys.argv[1:]]
    runpy.run_module("prefect", run_name="__main__")
