"""How long the annotation takes beside one pass of jieba.lcut over the same text, in one run.

`python -m bench.annotation_speed` takes the tidied texts of raw_docs/ and, where ../shared/corpus is there, of
incentive rules in Word and of statutes; times one jieba.lcut pass, the annotation (outline in, records out) and the
whole way from tidied text to records (splitting, outline, metadata, annotation, assembly), the three in turn, processor
seconds, the best of five rounds; profiles the annotation by component; writes docs/bench/annotation_speed.md.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import jieba

from extract import fold, words
from extract.assemble import records
from extract.guide import Card, card_outline
from extract.layout import tidy
from extract.outline import outline
from extract.pipeline import annotate, pipeline, prepared
from extract.read import read
from extract.split import split
from schemas.errors import Unreadable
from schemas.records import Metadata
from schemas.text import Outline, Text

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
REPORT = ROOT / "docs/bench/annotation_speed.md"
ROUNDS = 5
STATUTES = 60
REMARK = (
    "What stands in the way where a ratio is above 1: the time goes with the numbers that a text grants or asks for,",
    "not with its characters; raw_docs/ holds one in every 120 characters. Quantities and criteria take most of the",
    "annotation, spread over hundreds of short expressions, each asked a few thousand times; no single one takes more",
    "than a few per cent. Guide cards cost besides: 145 outlines, records and sets of fields in one text, and the",
    "search for where its words were printed.",
    "More than half of quantities is weighing whom each number is about, by all phrases around it.",
)


def texts() -> Iterator[tuple[str, list[Text]]]:
    """The sets of texts by name: raw_docs/ always, the others where the corpus is there."""
    yield "the five documents of raw_docs/", _read(sorted((ROOT / "raw_docs").glob("*.txt")))
    rules = sorted((CORPUS / "dalian-docx").rglob("*.docx"))
    if rules:
        yield f"{len(rules)} incentive rules (Word)", _read(rules)
    statutes = sorted((CORPUS / "lawrefbook").rglob("*.md"))
    if statutes:
        yield f"{STATUTES} statutes and regulations", _read(statutes[:: max(len(statutes) // STATUTES, 1)][:STATUTES])


def _read(paths: list[Path]) -> list[Text]:
    found = []
    for path in paths:
        try:
            found.append(tidy(read(path)))
        except Unreadable:
            continue
    return found


def outlines(text: Text) -> list[Outline]:
    """The outlines of a text's policies and cards."""
    parts = [part for part in split(text) if part.kind != "gazette_issue"]
    return [card_outline(part, text) if isinstance(part, Card) else outline(part, text) for part in parts]


def _own(document: Outline) -> str:
    """The text that an annotator sees of one outline."""
    return "\n".join(document.text[start:end] for unit in document.units for start, end in unit.spans)


def _each(job: Callable[[T], object], items: list[T]) -> None:
    for item in items:
        job(item)


def best(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The best processor time of each job, the jobs taking turns."""
    times = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            words.cut.cache_clear()
            fold.folded_file.cache_clear()
            began = time.process_time()
            job()
            times[name] = min(times[name], time.process_time() - began)
    return times


def profile(documents: list[Outline]) -> Counter[str]:
    """Processor seconds of each component over the outlines."""
    nlp, spent = pipeline(), Counter[str]()
    words.cut.cache_clear()
    for document in documents:
        began = time.process_time()
        doc = prepared(document, Metadata(), marked=False)
        spent["(making the Doc)"] += time.process_time() - began  # type: ignore[assignment]
        for name, component in nlp.pipeline:
            began = time.process_time()
            doc = component(doc)
            spent[name.removeprefix("zhengtu_")] += time.process_time() - began  # type: ignore[assignment]
    return spent


def report() -> str:
    """The tables as Markdown."""
    jieba.initialize()
    words.segmenter()
    lines = [
        "# Speed of the annotation",
        "",
        "`python -m bench.annotation_speed`: processor seconds in one run, as ratios to one `jieba.lcut` pass over the",
        "text that is annotated. The annotation is outline in, records out; the whole way begins with the tidied text.",
        "",
        "| texts | characters | jieba.lcut, s | annotation | whole way | annotation, thousand characters/s |",
        "|---|---|---|---|---|---|",
    ]
    parts: dict[str, Counter[str]] = {}
    stages: dict[str, Counter[str]] = {}
    for name, found in texts():
        documents = [document for text in found for document in outlines(text)]
        seen = [_own(document) for document in documents]
        chars = sum(map(len, seen))
        took = best(
            {
                "jieba": partial(_each, jieba.lcut, seen),
                "annotation": partial(_each, partial(annotate, meta=Metadata()), documents),
                "split": partial(_each, split, found),
                "outlines": partial(_each, outlines, found),
                "whole": partial(_each, records, found),
            }
        )
        ratios = f"{took['annotation'] / took['jieba']:.2f} | {took['whole'] / took['jieba']:.2f}"
        speed = chars / took["annotation"] / 1000
        lines.append(f"| {name} | {chars:,} | {took['jieba']:.2f} | {ratios} | {speed:.0f} |")
        parts[name] = profile(documents)
        stages[name] = _stages(took)
    lines += ["", "Where the time of the whole way goes:", "", *_shares("stage", stages)]
    lines += ["", "Where the time of the annotation goes:", "", *_shares("component", parts), "", *REMARK]
    return "\n".join(lines) + "\n"


def _stages(took: dict[str, float]) -> Counter[str]:
    """Seconds of each stage of the whole way, by what the jobs that end after it took."""
    spent: Counter[str] = Counter()
    spent["annotation"] = took["annotation"]  # type: ignore[assignment]
    spent["splitting"] = took["split"]  # type: ignore[assignment]
    spent["outline"] = max(took["outlines"] - took["split"], 0.0)  # type: ignore[assignment]
    rest = took["whole"] - took["outlines"] - took["annotation"]
    spent["metadata, assembling records"] = max(rest, 0.0)  # type: ignore[assignment]
    return spent


def _shares(head: str, parts: dict[str, Counter[str]]) -> list[str]:
    """A table of each part's share of the time, for every set of texts."""
    lines = [f"| {head} | " + " | ".join(parts) + " |", "|---" * (len(parts) + 1) + "|"]
    for part, _ in next(iter(parts.values())).most_common():
        shares = " | ".join(f"{spent[part] / sum(spent.values()):.0%}" for spent in parts.values())
        lines.append(f"| {part} | {shares} |")
    return lines


def main() -> None:
    """Print the tables and write them to docs/bench/annotation_speed.md."""
    text = report()
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
