"""Extract every document of raw_docs/ and score the records against tests/gold/.

    python -m bench.evaluate [--errors N] [--field PREFIX] [--only WORD] [--save FILE] [--against FILE] [--write]

Three tables: the golds of tests/gold/, those of tests/gold/own/ (some fields of some documents, read by us), and those
of tests/gold/second/, by readers who saw neither these nor any output: nothing is learnt from them.
--save keeps the records as JSON; --against scores a kept run too and lists what was gained and lost since.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench import accuracy
from bench.score import Board, Miss, doc_number, score
from extract import extract
from schemas.errors import Unreadable

ROOT = Path(__file__).parents[1]
RAW, GOLD, OWN = ROOT / "raw_docs", ROOT / "tests/gold", ROOT / "tests/gold/own"
SETS = {"tests/gold": False, "tests/gold/own": True, "tests/gold/second": True}
"""Folders of golds, and whether they are partial: of some fields or documents."""
ACCURACY = ROOT / "docs/accuracy.md"
LISTS = ("quantities", "criteria", "limits", "supersedes", "amends", "based_on", "cites", "definitions", "responsible")
Records = list[dict[str, Any]]


def read_all(only: str = "") -> Records:
    """The records of the documents whose name holds `only`, as plain JSON values."""
    found: Records = []
    for path in sorted(RAW.iterdir()):
        if path.name != "README.md" and only in path.name:
            try:
                found += [record.model_dump(mode="json") for record in extract(path)]
            except Unreadable as error:
                print(f"{path.name}: {error}", file=sys.stderr)
    return found


def golds(folder: Path, records: Records | None = None) -> list[Any]:
    """The gold files of a folder, by name; those alone that `records` hold a record for, where given."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [gold for gold in found if records is None or _held(gold, records)]


def _held(gold: Any, records: Records) -> bool:
    kinds = {record["type"] for record in records}
    if isinstance(gold, list) or "contents" in gold:
        return ("guide_card" if isinstance(gold, list) else "gazette_issue") in kinds
    return any(doc_number(record.get("doc_number")) == doc_number(gold["doc_number"]) for record in records)


def table(board: Board, prefix: str = "") -> Iterator[str]:
    """The board as lines of a table."""
    yield f"{'field':24}{'hit':>6}{'got':>6}{'gold':>6}{'P':>8}{'R':>8}{'F1':>8}"
    for name, row in board.tallies.items():
        if name.startswith(prefix):
            figures = f"{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}"
            yield f"{name:24}{row.hit:6}{row.got:6}{row.gold:6}{figures}"


def errors(board: Board, limit: int, prefix: str = "") -> Iterator[str]:
    """Up to `limit` differences of each field."""
    seen: Counter[str] = Counter()
    for miss in board.misses:
        seen[miss.field] += 1
        if miss.field.startswith(prefix) and seen[miss.field] <= limit:
            yield f"  {_line(miss)}"


def _line(miss: Miss) -> str:
    return f"{miss.field}: {miss.how} in {miss.where}: {miss.what}"


def kept(records: Records) -> Counter[tuple[str, ...]]:
    """Every annotation of every record as (record, list, its telling values)."""
    found: Counter[tuple[str, ...]] = Counter()
    for record in records:
        where = record.get("doc_number") or f"{record['type']} {record.get('ordinal', '')}{record.get('title', '')}"
        for name in LISTS:
            for row in record.get(name) or ():
                telling = {k: v for k, v in row.items() if k not in {"page", "start", "end", "rule", "hangs_on"} and v}
                found[where, name, json.dumps(telling, ensure_ascii=False)] += 1
    return found


def changes(before: Iterable[Any], after: Iterable[Any], prefix: str = "") -> Iterator[str]:
    """What the second of two counters lost and gained, as lines."""
    old, new = Counter(before), Counter(after)
    for sign, rest in (("-", old - new), ("+", new - old)):
        for thing in rest.elements():
            line = _line(thing) if isinstance(thing, Miss) else " ".join(thing)
            if not prefix or line.startswith(prefix) or f" {prefix}" in line:
                yield f"  {sign} {line}"


def _report(records: Records, args: argparse.Namespace) -> None:
    old = json.loads(args.against.read_text(encoding="utf-8")) if args.against else None
    for name, partial in SETS.items():
        wanted = golds(ROOT / name, records if args.only else None)
        if not wanted:
            continue
        board = score(records, wanted, partial=partial)
        print(f"\n{name}", *table(board, args.field), *errors(board, args.errors, args.field), sep="\n")
        if old is not None:
            then = score(old, wanted, partial=partial)
            print("differences from the gold, gone (-) and new (+):")
            print(*changes(then.misses, board.misses, args.field), sep="\n")
    if old is not None:
        print("\nannotations lost (-) and gained (+):")
        print(*changes(kept(old), kept(records), args.field), sep="\n")


def main() -> int:
    """Run the evaluation; 0 always, the figures are the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N differences of each field")
    parser.add_argument("--field", default="", metavar="PREFIX", help="only fields that begin so")
    parser.add_argument("--only", default="", metavar="WORD", help="only documents whose file name holds the word")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the records")
    parser.add_argument("--against", type=Path, metavar="FILE", help="list gains and losses since a kept run")
    args = parser.parse_args()
    records = read_all(args.only)
    if args.save:
        args.save.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
    if args.write:
        sets = {name: (golds(ROOT / name), partial) for name, partial in SETS.items()}
        ACCURACY.write_text(accuracy.page(records, sets), encoding="utf-8")
    _report(records, args)
    return 0


if __name__ == "__main__":
    sys.exit(main())
