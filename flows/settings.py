"""Where things are kept, and how Prefect is told to behave before it is imported."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder of the embedded store, the quarantine and the run reports: ZHENGTU_HOME, else `.zhengtu`."""
    return Path(os.environ.get("ZHENGTU_HOME") or ".zhengtu").resolve()


def prepare_prefect() -> None:
    """Set Prefect's environment; a setting that the user has made stands.

    Without a server (no PREFECT_API_URL) Prefect starts one for the run and ends it right after. Its task-run recorder
    is then often cut off while it flushes and prints a traceback, though the run is right; so it is on only where a
    server of the user's keeps the records.
    """
    defaults = {
        "PREFECT_HOME": str(home() / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    if not os.environ.get("PREFECT_API_URL"):
        defaults["PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_ENABLED"] = "false"
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
