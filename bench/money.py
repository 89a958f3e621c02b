"""Sums of money: zhengtu beside JioNLP and beside one pass of a plain regular expression, on the same text in one run.

`python -m bench.money` reads the policies of raw_docs/ that have gold quantities, takes every sum of money from each
with the four readers, compares the values with the gold as multisets, prints the table and writes docs/bench/money.md.
JioNLP (`jionlp`, for this only) gets sentence by sentence what it asks for; without it its column says so. Times are
processor seconds, the best of five rounds in turn.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extract.layout import tidy
from extract.numbers import multiplier, number
from extract.outline import outline
from extract.quantities import quantities
from extract.quantities.scan import scan
from extract.read import read
from extract.split import split
from schemas.text import Outline

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs/bench/money.md"
GOLD = {
    "西行规发〔2025〕4号": "000.json",
    "京技管发〔2025〕4号": "own/002.quantities.json",
    "昌政办发〔2025〕8号": "own/003.quantities.json",
    "京科发〔2022〕5号": "001-5.json",
    "京科发〔2022〕6号": "own/001-6.quantities.json",
    "京科发〔2022〕7号": "001-7.json",
    "京科发〔2022〕9号": "own/001-9.quantities.json",
}
ROUNDS = 5
Reader = Callable[[Outline], Iterable[Decimal]]
_MONEY = {"元", "美元"}
_PLAIN = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?|[一二三四五六七八九十百千两]+)([十百千]?[万亿]|[百千])?(?:美元|元)")
_SENTENCE = re.compile(r"[^。;\n]+")


def documents() -> dict[str, Outline]:
    """The outlines of the policies that have gold quantities, by document number."""
    found: dict[str, Outline] = {}
    for path in sorted((ROOT / "raw_docs").glob("*.txt")):
        if "卡片" in path.name:
            continue
        text = tidy(read(path))
        for part in split(text):
            if part.kind == "policy":
                named = dict(part.context).get("doc_number") or next((n for n in GOLD if _names(n, path)), "")
                found[named] = outline(part, text)
    return {name: found[name] for name in GOLD}


def _names(doc_number: str, path: Path) -> bool:
    return doc_number.replace("〔", "").replace("〕", "-") in path.name


def wanted(name: str) -> Counter[Decimal]:
    """The values of money in a gold file."""
    rows = json.loads((ROOT / "tests/gold" / GOLD[name]).read_text(encoding="utf-8"))["quantities"]
    return Counter(Decimal(str(row["value"])).normalize() for row in rows if row["unit"] in _MONEY)


def _spans(document: Outline) -> list[tuple[int, int]]:
    return [span for unit in document.units for span in unit.spans]


def by_quantities(document: Outline) -> list[Decimal]:
    """zhengtu, everything: comparison, role, scope, measure and recipient with the value."""
    return [Decimal(str(q.value)) for q in quantities(document) if q.unit in _MONEY]


def by_scan(document: Outline) -> list[Decimal]:
    """zhengtu, the scan alone: value and unit."""
    found = (m for start, end in _spans(document) for m in scan(document.folded, start, end))
    return [m.value for m in found if m.kind == "money"]


def by_pattern(document: Outline) -> list[Decimal]:
    """One pass of a plain regular expression."""
    values = []
    for start, end in _spans(document):
        for found in _PLAIN.finditer(document.folded, start, end):
            value = number(found[1])
            if value is not None:
                values.append(value * multiplier(found[2] or ""))
    return values


@cache
def _jionlp() -> Any:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import jionlp
    except ImportError:
        return None
    return jionlp


def by_jionlp(document: Outline) -> list[Decimal]:
    """JioNLP's money extraction with parsing, sentence by sentence."""
    values: list[Decimal] = []
    for start, end in _spans(document):
        for sentence in _SENTENCE.findall(document.folded[start:end]):
            for found in _jionlp().ner.extract_money(sentence, with_parsing=True) or ():
                numbers = (found.get("detail") or {}).get("num") or ()
                values += [Decimal(n) for n in ([numbers] if isinstance(numbers, str) else numbers)]
    return values


def figures(reader: Reader, texts: dict[str, Outline]) -> dict[str, tuple[int, int, int]]:
    """Hits, found and wanted per document."""
    rows = {}
    for name, document in texts.items():
        got, want = Counter(v.normalize() for v in reader(document)), wanted(name)
        rows[name] = ((got & want).total(), got.total(), want.total())
    return rows


def seconds(readers: dict[str, Reader], texts: dict[str, Outline]) -> dict[str, float]:
    """The best processor time of each reader over all texts, the readers taking turns."""
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            began = time.process_time()
            for document in texts.values():
                reader(document)
            best[name] = min(best[name], time.process_time() - began)
    return best


def report() -> str:
    """The table as Markdown."""
    texts = documents()
    chars = sum(end - start for document in texts.values() for start, end in _spans(document))
    readers: dict[str, Reader] = {"zhengtu": by_quantities, "zhengtu, scan alone": by_scan, "one pattern": by_pattern}
    if _jionlp():
        readers["JioNLP"] = by_jionlp
    took = seconds(readers, texts)
    lines = [
        "# Sums of money",
        "",
        "`python -m bench.money`: the values of money in seven policies against the gold, in one run. The first reader",
        "also tells comparison, role, scope, what a rate is of, recipient and place; the others the value alone.",
        "",
        "| reader | recall | precision | thousand characters/s | time of zhengtu |",
        "|---|---|---|---|---|",
    ]
    per_document: list[str] = []
    for name, reader in readers.items():
        rows = figures(reader, texts)
        hit, got, want = (sum(column) for column in zip(*rows.values(), strict=True))
        speed, ratio = chars / took[name] / 1000, took[name] / took["zhengtu"]
        lines.append(f"| {name} | {hit / want:.3f} | {hit / got:.3f} | {speed:.0f} | {ratio:.2f} |")
        each = " | ".join(f"{h / w:.3f} / {h / g:.3f}" for h, g, w in rows.values())
        per_document.append(f"| {name} | {each} |")
    if not _jionlp():
        lines += ["", "JioNLP is not installed here: `pip install jionlp` adds its row."]
    lines += ["", "Recall / precision per document:", "", "| reader | " + " | ".join(texts) + " |"]
    lines += ["|---" * (len(texts) + 1) + "|", *per_document]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table and write it to docs/bench/money.md."""
    text = report()
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
