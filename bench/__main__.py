"""Run all benchmarks, or those named: `python -m bench [NAME ...]`. Each writes docs/bench/<name>.md."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

SKIPPED = {"__init__", "__main__", "accuracy", "score", "evaluate", "press", "recipients", "typeset"}


def main(names: list[str]) -> int:
    """Run the benchmarks one after the other; returns the number that failed."""
    known = sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in SKIPPED)
    failed = 0
    for name in names or known:
        if name not in known:
            print(f"no benchmark named {name!r}; there are {', '.join(known)}", file=sys.stderr)
            return 2
        print(f"== {name}", file=sys.stderr)
        try:
            runpy.run_module(f"bench.{name}", run_name="__main__")
        except SystemExit as end:
            failed += bool(end.code)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
