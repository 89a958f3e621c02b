"""Repeals found in the statutes of ../shared/corpus/lawrefbook, against a hand-checked sample.

    python -m bench.repeals            prints the figures of the sample and writes docs/bench/repeals.md
    python -m bench.repeals --draw     prints the drawn clauses as JSON, to be read and corrected by hand

A clause is a sentence with 废止 and a 《. The sample is 100 of them, drawn with a fixed seed; what each repeals was
read by hand and stands in tests/extract/repeals_sample.json.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from extract.fold import fold
from extract.mentions import Region, in_region
from extract.repeals import repeals

ROOT = Path(__file__).parents[1]
LAWS = ROOT.parent / "shared" / "corpus" / "lawrefbook"
SAMPLE = ROOT / "tests" / "extract" / "repeals_sample.json"
REPORT = ROOT / "docs" / "bench" / "repeals.md"
SEED, SIZE = 20251121, 100

_CLAUSE = re.compile(r"[^。\n]*废止[^。\n]*。?")
_MARKUP = re.compile(r"^[\s#>*-]+")


def clauses(root: Path = LAWS) -> list[tuple[str, str]]:
    """(file, clause) of every sentence below a statute's head that holds 废止 and a 《."""
    found = []
    for path in sorted(root.rglob("*.md")):
        body = path.read_text(encoding="utf-8", errors="replace").split("<!-- INFO END -->")[-1]
        found += [(path.name, _MARKUP.sub("", m[0]).strip()) for m in _CLAUSE.finditer(body) if "《" in m[0]]
    return found


def drawn(every: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sample: SIZE different clauses."""
    different = sorted({clause: name for name, clause in every}.items())
    return [(name, clause) for clause, name in random.Random(SEED).sample(different, SIZE)]


def found(clause: str) -> list[dict[str, Any]]:
    """What the extractor says that `clause` repeals."""
    folded = fold(clause)
    place = Region(0, len(clause), "", False)
    named = list(in_region(clause, folded, place))
    return [
        {"title": r.mention.title, "doc_number": r.mention.number, "scope": r.scope}
        for r in repeals(folded, [place], named)
    ]


def score(sample: list[dict[str, Any]]) -> tuple[int, int, int, list[str]]:
    """(hits, found, expected, what is wrong) over the sample; a hit is the same title, number and scope."""
    hits = got = want = 0
    wrong = []
    for row in sample:
        said = {(r["title"], r["doc_number"], r["scope"]) for r in found(row["clause"])}
        true = {(r["title"], r["doc_number"], r["scope"]) for r in row["repeals"]}
        hits, got, want = hits + len(said & true), got + len(said), want + len(true)
        wrong += [f"missing {x} in {row['clause'][:60]}" for x in sorted(true - said, key=str)]
        wrong += [f"extra {x} in {row['clause'][:60]}" for x in sorted(said - true, key=str)]
    return hits, got, want, wrong


def main() -> int:
    if not LAWS.exists():
        print(f"skipped: {LAWS} is not there")
        return 0
    every = clauses()
    if "--draw" in sys.argv:
        rows = [{"file": name, "clause": clause, "repeals": found(clause)} for name, clause in drawn(every)]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    hits, got, want, wrong = score(sample)
    start = perf_counter()
    total = sum(len(found(clause)) for _, clause in every)
    seconds = perf_counter() - start
    chars = sum(len(clause) for _, clause in every)
    table = (
        "| clauses | sample | repeals expected | found | right | precision | recall |\n|---|---|---|---|---|---|---|\n"
        f"| {len(every)} | {len(sample)} | {want} | {got} | {hits} | {hits / got:.3f} | {hits / want:.3f} |\n"
    )
    text = (
        "# Repeals in statutes\n\nSentences with 废止 and a 《 in ../shared/corpus/lawrefbook; 100 of them,"
        " drawn with a fixed seed, read by\n"
        f"hand (tests/extract/repeals_sample.json). Made by `python -m bench.repeals`.\n\n{table}\n"
        f"All clauses: {total} repeals in {chars} characters, {chars / seconds / 1e6:.1f} million characters/s.\n\n"
        "Wrong in the sample:\n\n" + ("\n".join(f"- {line}" for line in wrong) or "- nothing") + "\n"
    )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
