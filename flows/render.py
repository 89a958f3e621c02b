"""Rows of a query as a table for people, or as JSON or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

Format = Literal["table", "json", "csv"]


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: Format) -> str:
    """The rows in the asked form: an aligned table, an array of objects, or CSV with a header line."""
    if form == "json":
        objects = [dict(zip(columns, map(plain, row), strict=True)) for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=1)
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[cell(value) for value in row] for row in rows])
        return out.getvalue().rstrip("\n")
    return as_table(columns, rows)


def as_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> str:
    """The rows as a table, folded to the terminal's width (160 columns where there is none)."""
    table = Table(*columns, show_lines=any(len(cell(value)) > 40 for row in rows for value in row))
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*map(cell, row))
    out = io.StringIO()
    terminal = Console()
    wide = width or (terminal.width if terminal.is_terminal else 160)
    console = Console(file=out, width=wide, highlight=False, markup=False)
    console.print(table)
    return out.getvalue().rstrip("\n")


def plain(value: Any) -> Any:
    """A value that JSON can hold: dates become ISO strings, containers are walked."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def cell(value: Any) -> str:
    """A value as one table cell: numbers without a needless `.0`, nothing for null, containers as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(plain(value), ensure_ascii=False)
    return str(value)
