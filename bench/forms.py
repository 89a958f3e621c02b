"""Does a policy give the same records in whichever form it comes? Text against PDF, DOCX and scan of three seeds.

`python -m bench.forms [--no-scan]` typesets the seeds, extracts all forms in one run, prints the table and writes
docs/bench/forms.md.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench import typeset
from extract import extract
from extract.fold import fold
from extract.layout import tidy
from extract.read import ocr, read
from schemas.errors import Unreadable
from schemas.records import Policy

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "dalian-docx"
SEEDS = ("西城区", "昌平区", "北京经开区")


def seed(name: str) -> Path:
    """The seed document whose file name begins with `name`."""
    return next((ROOT / "raw_docs").glob(f"{name}*.txt"))


def policy(path: Path) -> Policy:
    """The one policy of a file."""
    found = [record for record in extract(path) if isinstance(record, Policy)]
    if len(found) != 1:
        raise ValueError(f"{path.name}: {len(found)} policies")
    return found[0]


def provisions(record: Policy) -> list[tuple[str, str]]:
    """Path and text of every provision."""
    return [(provision.path, plain(provision.text)) for provision in record.provisions]


def quantities(record: Policy) -> list[tuple[object, ...]]:
    """Every quantity with all that is read of it but its place."""
    fields = ("path", "text", "value", "unit", "op", "role", "per", "of", "who", "method")
    return [tuple(plain(str(getattr(quantity, field))) for field in fields) for quantity in record.quantities]


def values(record: Policy) -> list[tuple[float, str]]:
    """Value and unit of every quantity that counts, as the scorer's quantity.value."""
    return [(round(quantity.value, 6), quantity.unit) for quantity in record.quantities if quantity.role != "window"]


def plain(text: str) -> str:
    """Folded text without line ends: where a paragraph begins is told by the provisions."""
    return "".join(fold(text).split())


def f1(got: Sequence[object], want: Sequence[object]) -> float:
    """Multiset F1."""
    if not got and not want:
        return 1.0
    return 2 * sum((Counter(got) & Counter(want)).values()) / (len(got) + len(want))


def typeset_forms(name: str, folder: Path, scanned: bool) -> dict[str, Path]:
    """The seed in its other forms, written into `folder`."""
    source = seed(name)
    record = policy(source)
    texts = [paragraph.text for paragraph in tidy(read(source)).paragraphs]
    content = typeset.blocks(texts, [record.title, record.notice_title or ""])
    forms = {"PDF": folder / f"{name}.pdf", "DOCX": folder / f"{name}.docx"}
    typeset.pdf(content, forms["PDF"])
    typeset.docx(content, forms["DOCX"])
    if scanned:
        forms["scan"] = folder / f"{name}-scan.pdf"
        typeset.scan(forms["PDF"], forms["scan"])
    return forms


def reprinted() -> tuple[int, int, int]:
    """The Word files of the corpus printed in the official layout: files, paragraphs, those read back the same."""
    files = total = same = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(CORPUS.rglob("*.docx")):
            try:
                record = policy(path)
            except (Unreadable, ValueError):
                continue
            texts = [paragraph.text for paragraph in tidy(read(path)).paragraphs if paragraph.kind != "table"]
            content = typeset.blocks(texts, [record.title, record.notice_title or ""])
            target = Path(folder) / "printed.pdf"
            typeset.pdf(content, target)
            back = Counter(paragraph.text for paragraph in tidy(read(target)).paragraphs)
            wanted = Counter(block.text for block in content)
            files, total, same = files + 1, total + len(content), same + sum((wanted & back).values())
    return files, total, same


def main() -> None:
    """Print and write the table."""
    scanned = "--no-scan" not in sys.argv and typeset.font() is not None and ocr.available()
    rows = ["| seed | form | pages | provisions F1 | quantities F1 (all fields) | quantity.value F1 | seconds |"]
    rows.append("|---|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name in SEEDS:
            want = policy(seed(name))
            for form, path in typeset_forms(name, Path(folder), scanned).items():
                start = time.perf_counter()
                got = policy(path)
                seconds = time.perf_counter() - start
                scores = (
                    f1(provisions(got), provisions(want)),
                    f1(quantities(got), quantities(want)),
                    f1(values(got), values(want)),
                )
                cells = [name, form, str(got.source.pages), *(f"{score:.3f}" for score in scores), f"{seconds:.1f}"]
                rows.append(f"| {' | '.join(cells)} |")
                print(rows[-1], flush=True)
    if CORPUS.exists():
        files, total, same = reprinted()
        rows += ["", f"{files} Word files of other cities printed so: {same} of {total} paragraphs read back the same."]
        print(rows[-1])
    note = "Each seed typeset by `bench/typeset.py` and read again; what is read from the seed's text is the truth."
    target = ROOT / "docs" / "bench" / "forms.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# One policy, four forms\n\n" + note + "\n\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
