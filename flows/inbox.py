"""A Prefect deployment that ingests what is new in an inbox folder on a schedule."""

from __future__ import annotations

import logging
import multiprocessing
import time
import warnings
from pathlib import Path

from prefect import flow

from flows.discover import documents_in
from flows.report import RunReport

NAME = "inbox"

GRACE = 20.0
"""Seconds that a run may go on when the watch is ended; what it has not loaded by then the next watch loads."""


@flow(name="zhengtu-inbox", validate_parameters=False)
def ingest_inbox(inbox: str, home: str) -> RunReport | None:
    """Ingest what is new under `inbox`; an empty inbox is no error and returns None."""
    # Prefect sends this function to the process of the run by value, with all that it names outside itself; the flow it
    # calls would be sent along, with its open ends.
    from flows.ingest import ingest

    # asked beforehand: Prefect prints a traceback for whatever a flow raises, each time that the schedule comes round
    return ingest([inbox], home) if documents_in(Path(inbox)) else None


def serve_inbox(inbox: Path, home: Path, cron: str) -> None:
    """Serve the deployment `zhengtu-inbox/inbox` on the server of PREFECT_API_URL until interrupted."""
    # Prefect's runner, ended by a signal, leaves a coroutine and a connection of its own behind and says so at length.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited")
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    try:
        ingest_inbox.serve(
            name=NAME,
            cron=cron,
            parameters={"inbox": str(inbox.resolve()), "home": str(home)},
            limit=1,
            print_starting_message=False,
        )
    finally:
        _end_runs()


def _end_runs() -> None:
    """End the processes of runs while the server is still there: without one a run tries for minutes to reach it."""
    deadline = time.monotonic() + GRACE
    for run in multiprocessing.active_children():
        run.join(max(deadline - time.monotonic(), 0.0))
        if run.is_alive():
            run.terminate()
            run.join(GRACE)
