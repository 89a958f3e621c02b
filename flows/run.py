"""Run the ingest flow for a person: a progress bar, the summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows import report
from flows.ingest import ingest, progress
from flows.report import RunReport
from schemas.errors import ZhengtuError


def run(
    paths: list[str], home: Path, *, again: bool, console: Console, ready: Callable[[], None] = lambda: None
) -> RunReport:
    """Ingest `paths` with a progress bar on `console`, then print the summary; `ready` waits for Prefect's server."""
    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("starting", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        token, begin = progress.set(tell), perf_counter()
        try:
            ready()
            done = ingest(paths, str(home), again)
        except RuntimeError as error:
            if "Prefect API" not in str(error):
                raise
            raise ZhengtuError(f"Prefect's server did not start ({error}); see {home / 'prefect'}") from error
        finally:
            progress.reset(token)
    # the rest is the start of Prefect's server and its bookkeeping
    done = done.model_copy(
        update={"seconds": {"Prefect": perf_counter() - begin - sum(done.seconds.values()), **done.seconds}}
    )
    report.show(done, console)
    return done
