"""A Prefect deployment that ingests what is new in an inbox folder on a schedule."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.discover import NoDocuments
from flows.ingest import ingest
from flows.report import RunReport

NAME = "inbox"


@flow(name="zhengtu-inbox", validate_parameters=False)
def ingest_inbox(inbox: str, home: str) -> RunReport | None:
    """Ingest what is new under `inbox`; an empty inbox is no error and returns None."""
    try:
        return ingest([inbox], home)
    except NoDocuments:
        return None


def serve_inbox(inbox: Path, home: Path, cron: str) -> None:
    """Serve the deployment `zhengtu-inbox/inbox` on the server of PREFECT_API_URL until interrupted."""
    ingest_inbox.serve(
        name=NAME,
        cron=cron,
        parameters={"inbox": str(inbox.resolve()), "home": str(home)},
        limit=1,
        print_starting_message=False,
    )
