"""The process that holds the embedded store: `python -m graph.holder HOME`.

The Java machine lives in a process of its own, since it does not let the one it lives in end in peace: at exit it
now and then aborts or crashes it, whatever the result was. Here that hurts nobody. The process says on its standard
output, in one JSON line, whether it holds the store, joined another holder, or failed; it ends when its standard input
does, so also when the process that started it is killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from graph.embedded import Embedded
from schemas.errors import StoreError


def main(home: Path) -> int:
    """Hold the store under `home` until standard input ends; returns the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        held = Embedded.start(home)
    except StoreError as error:
        _say({"error": str(error)})
        return 1
    if not isinstance(held, Embedded):
        _say({"joined": held._asdict()})
        return 0
    _say({"held": held.address._asdict()})
    sys.stdin.buffer.read()
    held.stop()
    return 0


def _say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    os._exit(code)
