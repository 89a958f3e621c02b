"""The guide book as text and as PDF: how many fields of its cards agree, and every one that does not.

    python -m bench.guide_forms

Needs ../shared/corpus/beijing-guide; writes docs/bench/guide_forms.md.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.score import norm
from extract import extract
from schemas.records import GuideCard

ROOT = Path(__file__).parents[1]
PDF = ROOT.parent / "shared/corpus/beijing-guide/北京市产业政策导引.pdf"
REPORT = ROOT / "docs/bench/guide_forms.md"
FIELDS = (
    *("part", "subpart", "number", "title", "policy_title", "basis", "issuers", "doc_numbers", "published_on"),
    *("tool_class", "audience", "frequency", "content", "conditions", "process", "contacts", "page"),
)


def _plain(value: Any) -> Any:
    """The value with white space, widths and brackets unified."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return (norm(value.agency), value.phones) if hasattr(value, "phones") else norm(value)


def _read(path: Path) -> tuple[list[GuideCard], float]:
    begin = time.perf_counter()
    cards = [record for record in extract(path) if isinstance(record, GuideCard)]
    return cards, time.perf_counter() - begin


def _differences(text: Sequence[GuideCard], printed: Sequence[GuideCard]) -> Iterator[tuple[int, str, str, str]]:
    for one, other in zip(text, printed, strict=True):
        for name in FIELDS:
            mine, theirs = str(_plain(getattr(one, name))), str(_plain(getattr(other, name)))
            if mine != theirs:
                at = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), 0)
                yield one.ordinal, name, mine[max(at - 20, 0) : at + 40], theirs[max(at - 20, 0) : at + 40]


def _shared(text: Sequence[GuideCard], printed: Sequence[GuideCard], name: str, keys: tuple[str, ...]) -> str:
    sides = [
        Counter((card.ordinal, *(getattr(row, key) for key in keys)) for card in cards for row in getattr(card, name))
        for cards in (text, printed)
    ]
    same = (sides[0] & sides[1]).total()
    return f"| {name} | {sides[0].total()} | {sides[1].total()} | {2 * same / sum(map(Counter.total, sides)):.4f} |"


def report() -> Iterator[str]:
    """The page as lines of Markdown."""
    (seed,) = (path for path in (ROOT / "raw_docs").iterdir() if "产业政策导引" in path.name)
    (text, text_seconds), (printed, pdf_seconds) = _read(seed), _read(PDF)
    differ = list(_differences(text, printed)) if len(text) == len(printed) else []
    pairs = len(text) * len(FIELDS)
    yield from ("# The guide book in two forms", "")
    yield f"Cards: {len(text)} from the text ({text_seconds:.1f} s), {len(printed)} from the PDF ({pdf_seconds:.1f} s)."
    yield f"(card, field) pairs that agree: {pairs - len(differ)} of {pairs}, {(pairs - len(differ)) / pairs:.2%}."
    yield from ("", "| found in the cards | text | PDF | F1 |", "|---|---:|---:|---:|")
    yield _shared(text, printed, "provisions", ("path",))
    yield _shared(text, printed, "quantities", ("path", "value", "unit", "op", "role"))
    yield from ("", "Every disagreement:", "", "| card | field | text | PDF |", "|---:|---|---|---|")
    yield from (f"| {ordinal} | {name} | {mine} | {theirs} |" for ordinal, name, mine, theirs in differ)


def main() -> int:
    """Print and write the page; 2 where the PDF is not there."""
    if not PDF.exists():
        print(f"{PDF.name} is not in ../shared/corpus/beijing-guide", file=sys.stderr)
        return 2
    page = "\n".join(report()) + "\n"
    print(page)
    REPORT.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
