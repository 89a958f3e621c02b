"""The command line: `zhengtu`. Output for people goes to stderr, data to stdout.

Exit code 0 when all that was asked was done, 1 when documents went to quarantine, 2 when the call itself was wrong.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.settings import home, prepare_prefect
from schemas.errors import Unreadable, UsageError, ZhengtuError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read Chinese government documents into a graph of who may get what, on which conditions, from whom.",
)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

Params = Annotated[
    list[str] | None, typer.Option("--param", "-p", help="A query parameter, name=value; JSON values keep their type.")
]
FormatOption = Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"zhengtu {version('zhengtu')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; raw_docs when none is given.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Extract unchanged files too.")] = False,
) -> None:
    """Read documents into the graph; what cannot be read goes to quarantine, the rest goes on.

    Example: zhengtu ingest raw_docs
    """
    from flows.discover import discover

    wanted = paths or [Path("raw_docs")]
    discover(wanted)
    from flows.prefect_server import prefect_server

    with prefect_server(home()) as server:
        prepare_prefect()
        from flows.run import run

        report = run([str(path) for path in wanted], home(), again=again, console=_wide(), ready=server.wait)
    raise typer.Exit(1 if report.quarantined else 0)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Documents to read.")],
    form: Annotated[str, typer.Option("--format", "-f", help="json (an array of records) or table.")] = "json",
) -> None:
    """Print the records of documents; no database is used.

    Example: zhengtu extract raw_docs/*.txt --format table
    """
    _one_of(form, ("json", "table"))
    import extract as extraction
    from flows.discover import discover

    records, refused = [], 0
    for found in discover(files):
        try:
            records += extraction.extract_safely(found.path)
        except Unreadable as error:
            errors.print(f"{found.path}: {error}")
            refused += 1
    if form == "json":
        typer.echo(json.dumps([record.model_dump(mode="json") for record in records], ensure_ascii=False, indent=1))
    else:
        from flows.records_table import records_table

        typer.echo(records_table(records))
    raise typer.Exit(1 if refused else 0)


@app.command()
def query(
    cypher: Annotated[str, typer.Argument(help="A Cypher query; - reads it from standard input.")],
    param: Params = None,
    form: FormatOption = "table",
    write: Annotated[bool, typer.Option("--write", help="Allow the query to change the graph.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds after which the query is given up.")] = 60.0,
) -> None:
    """Ask the graph in Cypher. Read-only unless --write.

    Example: zhengtu query 'MATCH (p:Policy) WHERE p.region = $region RETURN p.title' -p region=北京市西城区
    """
    _one_of(form, ("table", "json", "csv"))
    text = sys.stdin.read() if cypher == "-" else cypher
    _answer(lambda store: store.query(text, parameters(param), write=write, timeout=timeout), form)


@app.command()
def cookbook(
    name: Annotated[str | None, typer.Argument(help="The question's name or number; none lists them.")] = None,
    param: Params = None,
    form: FormatOption = "table",
    show: Annotated[bool, typer.Option("--show", help="Print the Cypher instead of running it.")] = False,
) -> None:
    """The named questions: list them, or run one.

    Example: zhengtu cookbook in-force --param on=2026-01-01
    """
    _one_of(form, ("table", "json", "csv"))
    from flows.render import render
    from graph.cookbook import ask, question, questions

    if name is None:
        rows = [(q.number, q.name, q.en, q.zh, ", ".join(sorted(q.params))) for q in questions()]
        typer.echo(render(["number", "name", "question", "问题", "parameters"], rows, form))  # type: ignore[arg-type]
    elif show:
        typer.echo(question(name).cypher.strip())
    else:
        _answer(lambda store: ask(store, name, parameters(param)), form)


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="Words to look for in the provisions.")],
    limit: Annotated[int, typer.Option(help="Provisions to show at most.", min=1)] = 20,
    form: FormatOption = "table",
) -> None:
    """Find provisions by their words.

    Example: zhengtu search 研发费用
    """
    _one_of(form, ("table", "json", "csv"))
    from graph.search import search as find

    _answer(lambda store: find(store, words, limit=limit), form)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; made if it is not there.")],
) -> None:
    """Write the graph as tables (CSV), as GraphML and as a page to look at.

    Example: zhengtu export out
    """
    from graph.export import export as write_all
    from graph.store import open_store

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file, not a folder")
    with open_store(home()) as store:
        for path in write_all(store, folder):
            typer.echo(path)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 8765,
) -> None:
    """Keep the graph's Bolt port and a page to look at open, and print their addresses. Ctrl-C ends it.

    Example: zhengtu serve
    """
    from flows.serve import serve as keep

    keep(home(), port, errors)


@app.command()
def watch(
    inbox: Annotated[Path, typer.Argument(help="The folder that new documents are put into.")] = Path("inbox"),
    cron: Annotated[str, typer.Option(help="When to look, as a cron expression.")] = "*/15 * * * *",
) -> None:
    """Keep a Prefect deployment up that ingests what is new in a folder on a schedule. Ctrl-C ends it.

    Example: zhengtu watch inbox --cron '0 8 * * *'
    """
    from flows.prefect_server import prefect_server

    inbox.mkdir(parents=True, exist_ok=True)
    with prefect_server(home(), schedules=True) as server:
        prepare_prefect()
        from flows.inbox import serve_inbox

        server.wait()
        errors.print(f"Prefect: {server.url.removesuffix('/api')}; watching {inbox} at {cron} (Ctrl-C ends)")
        serve_inbox(inbox, home(), cron)


@app.command()
def status(
    ambiguous: Annotated[bool, typer.Option("--ambiguous", help="Show the names that could mean several.")] = False,
    form: FormatOption = "table",
) -> None:
    """What is loaded, from which files, and what is in quarantine and why.

    Example: zhengtu status
    """
    _one_of(form, ("table", "json", "csv"))
    from flows import status as state
    from graph.store import open_store

    with open_store(home()) as store:
        typer.echo(state.ambiguities(store, form) if ambiguous else state.status(store, home(), form))


@app.command()
def retire(
    path: Annotated[Path, typer.Argument(help="The file as it was ingested.")],
) -> None:
    """Take a document out of the graph; what other documents say stays.

    Example: zhengtu retire raw_docs/old.txt
    """
    from flows.recall import recall_from
    from flows.report import missing_line
    from graph import load
    from graph.store import open_store

    with open_store(home()) as store:
        done = load.retire(store, str(path), recall=recall_from(store))
    counts = ", ".join(f"{number} {what}" for what, number in done.changes().items() if number)
    errors.print(f"retired {path}: {counts or 'nothing'}")
    for gone in done.reload:
        errors.print(missing_line(gone))


def parameters(given: list[str] | None) -> dict[str, Any]:
    """`name=value` pairs as query parameters: a value that is JSON has JSON's type, else it is text."""
    out: dict[str, Any] = {}
    for pair in given or []:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"--param wants name=value, not {pair!r}")
        try:
            out[name] = json.loads(value)
        except json.JSONDecodeError:
            out[name] = value
    return out


def _wide() -> Console:
    """The console of the summary: as wide as the terminal, 140 columns where there is none."""
    console = Console(stderr=True)
    return console if console.is_terminal else Console(stderr=True, width=140)


def _one_of(form: str, allowed: tuple[str, ...]) -> None:
    if form not in allowed:
        raise UsageError(f"--format is one of {', '.join(allowed)}, not {form!r}")


def _answer(asking: Callable[[Any], Any], form: str) -> None:
    from flows.render import render
    from graph.store import open_store

    with open_store(home()) as store:
        result = asking(store)
    typer.echo(render(result.columns, result.rows, form))  # type: ignore[arg-type]


def main() -> None:
    """Run the command line; an error that a user can cause is one line on stderr."""
    os.environ.setdefault("PYTHONUTF8", "1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    code: int
    try:
        app()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1 if end.code else 0
    except ZhengtuError as error:
        errors.print(f"zhengtu: {error}", markup=False)
        code = 2
    except KeyboardInterrupt:
        errors.print("zhengtu: stopped")
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 141
    except OSError as error:
        errors.print(f"zhengtu: {error.filename or 'system'}: {error.strerror or error}", markup=False)
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
