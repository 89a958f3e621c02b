"""How fast text-layer PDFs are read, ruled tables included, against pdfplumber on the same files in one run.

`python -m bench.pdf_speed [FILE ...]` (default: the PDFs with a text layer of ../shared/corpus). For each file: pages a
second (processor time) of `read_pdf`, of pdfplumber's extract_text alone, the ratio, and how many cells of pdfplumber's
extract_tables on the first ruled pages are found here with the same text. Writes docs/bench/pdf_speed.md.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from extract.fold import fold
from extract.read import ocr
from extract.read.pdf import read_pdf
from schemas.errors import Unreadable
from schemas.text import Document

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
RULED = 20
"""Ruled pages of a file whose cells are compared."""


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call, the better of two: other work on the machine does not count."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def plumber_text(path: Path) -> None:
    """pdfplumber's text of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def plumber_cells(path: Path, numbers: list[int]) -> Counter[str]:
    """The texts of the cells of pdfplumber's tables on some pages."""
    cells: Counter[str] = Counter()
    with pdfplumber.open(path) as pdf:
        for number in numbers:
            tables = pdf.pages[number - 1].extract_tables()
            cells.update(bare(cell) for table in tables for row in table for cell in row if cell and len(row) > 1)
    return cells


def own_cells(document: Document, numbers: list[int]) -> Counter[str]:
    """The texts of the cells of our tables on some pages."""
    pages = [page for page in document.pages if page.number in numbers]
    return Counter(bare(cell) for page in pages for table in page.tables for row in table.rows for cell in row if cell)


def bare(text: str) -> str:
    """Folded, without white space."""
    return "".join(fold(text).split())


def main() -> None:
    """Print and write the table."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.rglob("*.pdf"))
    rows = ["| file | pages | tables | pages/s | pdfplumber pages/s | ratio | cells as pdfplumber's |"]
    rows.append("|---|---:|---:|---:|---:|---:|---:|")
    own = other = 0.0
    pages = found = wanted = 0
    ocr.available = lambda: False  # only text layers are measured
    for path in paths:
        data = path.read_bytes()
        try:
            document = read_pdf(data, path, "")
        except Unreadable:
            continue
        count = len(document.pages)
        mine = seconds(lambda: read_pdf(data, path, ""))  # noqa: B023
        theirs = seconds(lambda: plumber_text(path))  # noqa: B023
        ruled = [page.number for page in document.pages if page.tables][:RULED]
        want, got = plumber_cells(path, ruled), own_cells(document, ruled)
        same = sum((want & got).values())
        own, other, pages = own + mine, other + theirs, pages + count
        found, wanted = found + same, wanted + sum(want.values())
        tables = sum(len(page.tables) for page in document.pages)
        share = f"{same}/{sum(want.values())}" if want else ""
        rows.append(
            f"| {path.stem[:40]} | {count} | {tables} | {count / mine:.0f} | {count / theirs:.0f} "
            f"| {theirs / mine:.1f} | {share} |"
        )
        print(rows[-1], flush=True)
    total = f"| all | {pages} | | {pages / own:.0f} | {pages / other:.0f} | {other / own:.1f} | {found}/{wanted} |"
    print(total)
    target = ROOT / "docs" / "bench" / "pdf_speed.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    head = "# Text-layer PDFs: read_pdf and pdfplumber.extract_text on the same files, processor time"
    target.write_text("\n".join([head, "", *rows, total, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
