"""How the tests are shared out among processes, and what their summary tells."""

from __future__ import annotations

from pathlib import Path

import pytest

TOGETHER = ("graph", "flows")
"""Folders whose tests share a store, and so a process; of the others each file has one."""

_stores: set[str] = set()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of every test, for pytest-xdist."""
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here)
        item.add_marker(pytest.mark.xdist_group(place.parts[0] if place.parts[0] in TOGETHER else str(place)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the store that a test ran on."""
    _stores.update(str(value) for name, value in report.user_properties if name == "store")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print which stores the tests ran on."""
    for name in sorted(_stores):
        terminalreporter.write_line(f"store under test: {name}")
