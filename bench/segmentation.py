"""Article segmentation over ../shared/corpus/lawrefbook: `python -m bench.segmentation`.

The input is each file's text with the Markdown signs taken out; the truth are the file's own lines that begin with
第X条, blanks between the characters or not.
Writes docs/bench/segmentation.md: precision, recall, speed, and the 20 files with most errors with their cause.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import jieba

from extract.layout import tidy
from extract.outline import outline
from extract.read.text import read_text
from schemas.errors import Unreadable
from schemas.text import Part, Text

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "lawrefbook"
REPORT = ROOT / "docs" / "bench" / "segmentation.md"

_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]*|>[ \t]?|[-*+][ \t]+)+|<!--.*?-->|\*\*|__|`+")
_BLANK = r"[ \t\u3000\xa0]*"
_DIGIT = rf"(?:[一二三四五六七八九十百千零〇○两\d]{_BLANK})"
_LINE = re.compile(rf"(?m)^{_BLANK}(第{_BLANK}{_DIGIT}+条(?:{_BLANK}之{_DIGIT}+)?)(.*)$")
_CITED = re.compile("的|规定|所称|第|[、，。》]")
_SPACE = re.compile(r"\s+")


class Result(NamedTuple):
    """What one file came to."""

    name: str
    truth: int
    found: int
    hit: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def plain(markdown: str) -> str:
    """The text without Markdown signs."""
    return _MARKS.sub("", markdown)


def truth(text: str) -> Counter[str]:
    """The lines that begin with 第X条: label and the first characters after it."""
    return Counter(_key(label, rest) for label, rest in _LINE.findall(text))


def found(text: Text) -> Counter[str]:
    """The articles of the outline in the same form."""
    tree = outline(Part("policy", text.paragraphs, 1), text)
    articles = [unit for unit in tree.units if unit.level == "article" and unit.label.startswith("第")]
    return Counter(_key(u.label, text.text[u.spans[0][0] + len(u.label) : u.spans[0][1]]) for u in articles)


def _key(label: str, rest: str) -> str:
    return f"{_SPACE.sub('', label)} {_SPACE.sub('', rest)[:8]}"


def cause(result: Result) -> str:
    """Why a file's articles were not found as its lines say, as far as the lines tell."""
    causes = []
    if any(_CITED.match(key.partition(" ")[2]) for key in result.missing):
        causes.append("the line is a citation broken in two, no article")
    if any(not _CITED.match(key.partition(" ")[2]) for key in result.missing):
        causes.append("an article was taken for text")
    if result.extra:
        causes.append("text was taken for an article, or the line does not begin with its number")
    return "; ".join(causes)


def measure(path: Path) -> tuple[Result, int, float] | None:
    """Result, characters and seconds (layout and outline) for one file; None where it holds no text."""
    text = plain(path.read_text(encoding="utf-8"))
    data = text.encode()
    try:
        document = read_text(data, path, hashlib.sha256(data).hexdigest())
    except Unreadable:
        return None
    start = time.process_time()
    tidied = tidy(document)
    got = found(tidied)
    seconds = time.process_time() - start
    want = truth(text)
    missing, extra = tuple((want - got).elements()), tuple((got - want).elements())
    name = path.relative_to(CORPUS).as_posix()
    return Result(name, want.total(), got.total(), (want & got).total(), missing, extra), len(text), seconds


def share_of_jieba(paths: Iterable[Path]) -> float:
    """Seconds of layout and outline over those of one `jieba.lcut` pass, on the same files in the same run."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    own = cutting = 0.0
    for path in paths:
        row = measure(path)
        start = time.process_time()
        jieba.lcut(plain(path.read_text(encoding="utf-8")))
        cutting += time.process_time() - start
        own += row[2] if row else 0.0
    return own / cutting


def main() -> None:
    """Measure every file and write the report."""
    paths = sorted(CORPUS.rglob("*.md"))
    measured = [row for path in paths if (row := measure(path))]
    results = [row[0] for row in measured]
    hit, wanted, got = (sum(getattr(r, field) for r in results) for field in ("hit", "truth", "found"))
    chars, seconds = sum(row[1] for row in measured), sum(row[2] for row in measured)
    worst = sorted((r for r in results if r.missing or r.extra), key=lambda r: (-len(r.missing) - len(r.extra), r.name))
    rate, share = f"{chars / seconds / 1e6:.2f}", f"{share_of_jieba(paths[::50]):.2f}"
    lines = [
        "# Article segmentation over lawrefbook",
        "",
        "Markdown stripped from the input; truth: the files' own lines that begin with 第X条.",
        "Written by `python -m bench.segmentation`.",
        "",
        "| files | articles | found | hit | precision | recall | files with an error |",
        "|---|---|---|---|---|---|---|",
        f"| {len(results)} | {wanted} | {got} | {hit} | {hit / got:.5f} | {hit / wanted:.5f} | {len(worst)} |",
        "",
        f"Layout and outline together: {rate} million characters/s of processor time, {share} of one `jieba.lcut` pass",
        "over the same text in the same run.",
        "",
        "## The worst 20 files",
        "",
        "| file | missing | extra | first of them | cause |",
        "|---|---|---|---|---|",
    ]
    for result in worst[:20]:
        keys = [*("-" + key for key in result.missing[:2]), *("+" + key for key in result.extra[:2])]
        first = "; ".join(keys).replace("|", "/")
        lines.append(f"| {result.name} | {len(result.missing)} | {len(result.extra)} | {first} | {cause(result)} |")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
