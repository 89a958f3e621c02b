"""How every file of ../shared/corpus ends: as records, or refused for a reason.

    python -m bench.corpus [--without-ocr] [WORD ...]

Of lawrefbook every n-th file is taken, so that there are 300. WORD limits the run to files whose path holds it;
--without-ocr does as if the extra were not installed (a scan of 92 pages takes minutes). Prints the table and writes
docs/bench/corpus.md (not where limited).
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extract.assemble import extract_bytes
from extract.read import digest, load, ocr
from schemas.errors import Unreadable
from schemas.records import AnyRecord, Policy

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLED, SAMPLE = "lawrefbook", 300


class End(NamedTuple):
    """How one file ended. `code` is 'records', the code of an Unreadable, or 'crash', which must not be."""

    path: Path
    code: str
    reason: str
    records: tuple[AnyRecord, ...]
    seconds: float


def files(words: list[str]) -> list[Path]:
    """The files of the corpus, lawrefbook sampled."""
    found: list[Path] = []
    for folder in sorted(path for path in CORPUS.iterdir() if path.is_dir()):
        inside = sorted(path for path in folder.rglob("*") if path.is_file())
        step = max(len(inside) / SAMPLE, 1.0) if folder.name == SAMPLED else 1.0
        found += [inside[int(n * step)] for n in range(int(len(inside) / step))]
    return [path for path in found if not words or any(word in str(path) for word in words)]


def end(path: Path) -> End:
    """Read one file to the end."""
    begin = time.perf_counter()
    try:
        data = load(path)
        records = tuple(extract_bytes(data, path, digest(data)))
    except Unreadable as error:
        return End(path, error.code, str(error), (), time.perf_counter() - begin)
    except Exception as error:
        return End(path, "crash", f"{type(error).__name__}: {error}", (), time.perf_counter() - begin)
    return End(path, "records" if records else "nothing", "", records, time.perf_counter() - begin)


def report(ends: list[End]) -> Iterator[str]:
    """The lines of the report, as Markdown."""
    by_folder: dict[str, list[End]] = defaultdict(list)
    for found in ends:
        by_folder[found.path.relative_to(CORPUS).parts[0]].append(found)
    codes = sorted({found.code for found in ends} - {"records"})
    head = ["folder", "files", "records", *codes, "policies", "cards", "provisions", "quantities", "seconds"]
    yield "# How every file of the corpus ends\n"
    yield f"`python -m bench.corpus`; {len(ends)} files, {'with' if ocr.available() else 'without'} the OCR extra.\n"
    yield "| " + " | ".join(head) + " |"
    yield "|---" * len(head) + "|"
    for name, inside in [*by_folder.items(), ("**all**", ends)]:
        yield "| " + " | ".join([name, *map(str, _figures(inside, codes))]) + " |"
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    slow = sorted(ends, key=lambda found: -found.seconds)[:5]
    yield f"\nLargest process: {peak // 1024} MB. Slowest: " + ", ".join(
        f"{e.path.name} {e.seconds:.1f} s" for e in slow
    )
    yield "\n## Refused, and why"
    causes: dict[str, list[str]] = defaultdict(list)
    for found in ends:
        if found.code != "records":
            causes[f"{found.code}: {found.reason}"].append(str(found.path.relative_to(CORPUS)))
    for cause, paths in sorted(causes.items(), key=lambda item: (-len(item[1]), item)):
        yield f"\n{cause} ({len(paths)})"
        yield from (f"- `{path}`" for path in paths)


def _figures(ends: list[End], codes: list[str]) -> list[str | int]:
    count = Counter(found.code for found in ends)
    records = [record for found in ends for record in found.records]
    policies = [record for record in records if isinstance(record, Policy)]
    cards = sum(record.type == "guide_card" for record in records)
    provisions = sum(len(record.provisions) for record in policies)
    quantities = sum(len(record.quantities) for record in policies)
    seconds = sum(found.seconds for found in ends)
    return [
        len(ends),
        count["records"],
        *(count[c] for c in codes),
        len(policies),
        cards,
        provisions,
        quantities,
        f"{seconds:.1f}",
    ]


def main(words: list[str]) -> int:
    """Run, print, write; 1 where a file crashed."""
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not there", file=sys.stderr)
        return 0
    if "--without-ocr" in words:
        words.remove("--without-ocr")
        ocr.available = lambda: False
    ends = []
    for path in files(words):
        ends.append(end(path))
        print(f"{ends[-1].code:12}{ends[-1].seconds:8.2f} s  {path.relative_to(CORPUS)}", file=sys.stderr)
    text = "\n".join(report(ends)) + "\n"
    print(text)
    if not words:
        (ROOT / "docs/bench/corpus.md").write_text(text, encoding="utf-8")
    return int(any(found.code == "crash" for found in ends))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
