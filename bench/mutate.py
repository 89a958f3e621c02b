"""2,000 broken and hostile inputs, each read to its end. `python -m bench.mutate [--every N]`.

Four mutations of one policy in six forms, and six kinds of built attacks (bench/hostile.py). Each must end as records
or refused with a reason, within the limits of one document, and the run goes on. Whole runs write docs/bench/mutate.md.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from bench.forms import seed, typeset_forms
from bench.hostile import ATTACKS, MUTATIONS, Attack
from extract import extract_safely
from extract.layout import tidy
from extract.read import guard, read
from schemas.errors import Unreadable

ROOT = Path(__file__).parent.parent
SEED = "昌平区"
PER_MUTATION = 58
"""Of each mutation of each form: 4 * 6 * 58 = 1,392."""
PER_ATTACK = {"zip bomb": 58}
OTHER_ATTACKS = 110
"""Of the five other attacks: 550; with the zip bombs 608, so 2,000 in all."""


class Outcome(NamedTuple):
    """How one input ended; `code` 'crash' must not be."""

    attack: str
    name: str
    code: str
    reason: str
    seconds: float


def forms(folder: Path) -> dict[str, bytes]:
    """The seed as text in two encodings, Markdown, a web page, Word and PDF."""
    texts = [paragraph.text for paragraph in tidy(read(seed(SEED))).paragraphs]
    page = "".join(f"<p>{escape(text)}</p>" for text in texts)
    made = typeset_forms(SEED, folder, scanned=False)
    return {
        "a.txt": "\n".join(texts).encode(),
        "b.txt": "\n".join(texts).encode("utf-16"),
        "c.md": "\n\n".join(f"## {text}" if len(text) < 20 else text for text in texts).encode("gb18030"),
        "d.html": f"<html><head><title>政策</title></head><body><div id=zoom>{page}</div></body></html>".encode(),
        "e.docx": made["DOCX"].read_bytes(),
        "f.pdf": made["PDF"].read_bytes(),
    }


def attacks(folder: Path) -> Iterator[Attack]:
    """All inputs, the same ones at every run."""
    for name, data in forms(folder).items():
        for kind, mutate in MUTATIONS.items():
            for number in range(PER_MUTATION):
                yield Attack(kind, name, mutate(random.Random(f"{kind}/{name}/{number}"), data))
    for kind, build in ATTACKS.items():
        for number in range(PER_ATTACK.get(kind, OTHER_ATTACKS)):
            yield Attack(kind, f"{number}", build(random.Random(f"{kind}/{number}")))


def outcome(attack: Attack, path: Path) -> Outcome:
    """Read one input to its end."""
    path.write_bytes(attack.data)
    begin = time.perf_counter()
    code, reason = "records", ""
    try:
        extract_safely(path)
    except Unreadable as error:
        code, reason = ("crash" if error.code == "failed" else error.code), str(error)
    except Exception as error:
        code, reason = "crash", f"{type(error).__name__}: {error}"
    return Outcome(attack.kind, attack.name, code, reason, time.perf_counter() - begin)


def report(ends: list[Outcome]) -> Iterator[str]:
    """The lines of the report, as Markdown."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for found in ends:
        kinds[found.attack].append(found)
    yield "# Broken and hostile inputs\n"
    yield (
        f"`python -m bench.mutate`: {len(ends)} inputs, read to records or refused. Limits of one document: "
        f"{guard.SECONDS:.0f} s, {guard.MEMORY / 2**30:.0f} GB of address space.\n"
    )
    yield "| input | number | records | refused | faults of ours | longest s | refused as |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for kind, inside in [*kinds.items(), ("**all**", ends)]:
        codes = Counter(found.code for found in inside)
        records, crashed = codes.pop("records", 0), codes.pop("crash", 0)
        told = ", ".join(f"{code} {count}" for code, count in sorted(codes.items(), key=lambda item: (-item[1], item)))
        figures = [len(inside), records, codes.total(), crashed, f"{max(found.seconds for found in inside):.1f}", told]
        yield f"| {kind} | " + " | ".join(map(str, figures)) + " |"
    guard.GUARD.close()  # a child's memory is known when it has ended
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seconds = sum(found.seconds for found in ends)
    yield f"\nMemory at most {own} MB in this process and {children} MB in a child; {seconds:.0f} s in all."
    for found in ends:
        if found.code == "crash" or found.seconds > guard.SECONDS + 5:
            yield f"- {found.attack} {found.name}: {found.code} {found.seconds:.1f} s {found.reason}"


def main(arguments: list[str]) -> int:
    """Run, print, write; 1 where an input crashed the run or broke a limit."""
    every = int(arguments[1]) if arguments[:1] == ["--every"] else 1
    ends: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, attack in enumerate(attacks(Path(folder))):
            if number % every == 0:
                ends.append(outcome(attack, Path(folder) / "input"))
                last = ends[-1]
                print(
                    f"{number:5} {last.attack:18}{last.name:8}{last.code:12}{last.seconds:7.2f} {last.reason[:80]}",
                    file=sys.stderr,
                )
    text = "\n".join(report(ends)) + "\n"
    print(text)
    if every == 1:
        (ROOT / "docs/bench/mutate.md").write_text(text, encoding="utf-8")
    return int(any(found.code == "crash" or found.seconds > guard.SECONDS + 5 for found in ends))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
