"""Where things are kept, and how Prefect is told to behave before it is imported."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder of the embedded store, the quarantine and the run reports: ZHENGTU_HOME, else `.zhengtu`."""
    return Path(os.environ.get("ZHENGTU_HOME") or ".zhengtu").resolve()


def prepare_prefect() -> None:
    """Set Prefect's environment for a run; a setting that the user has made stands."""
    defaults = {
        "PREFECT_HOME": str(home() / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
