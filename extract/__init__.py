"""From a file to records.

    file ──read──▶ pages of lines ──tidy──▶ paragraphs ──split──▶ parts ──outline──▶ units ──annotate──▶ records

`extract(path)` walks the whole way, `extract_safely(path)` within limits of time and memory; each stage is a plain
function of its own module and can be used alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.assemble import extract, records
    from extract.safely import extract_safely

__all__ = ["extract", "extract_safely", "records"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: the child processes that only read files do without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("extract.safely" if name == "extract_safely" else "extract.assemble"), name)
