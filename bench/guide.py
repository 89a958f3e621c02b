"""The guide book as printed (PDF of ruled tables) against its text form: do the cards say the same?

`python -m bench.guide` extracts ../shared/corpus/beijing-guide and the seed in one run, compares every field of every
card but for white space, prints and writes every disagreement to docs/bench/guide.md.
"""

from __future__ import annotations

from pathlib import Path

from extract import extract
from extract.fold import fold
from schemas.records import GuideCard

ROOT = Path(__file__).parent.parent
PRINTED = ROOT.parent / "shared" / "corpus" / "beijing-guide" / "北京市产业政策导引.pdf"
FIELDS = (
    "part",
    "subpart",
    "number",
    "title",
    "policy_title",
    "basis",
    "issuers",
    "doc_numbers",
    "published_on",
    "tool_class",
    "audience",
    "frequency",
    "content",
    "conditions",
    "process",
    "contacts",
    "quantities",
)


def seed() -> Path:
    """The guide book's text form."""
    return next((ROOT / "raw_docs").glob("北京市产业政策导引*.txt"))


def plain(card: GuideCard, field: str) -> str:
    """A field as one string without white space."""
    value = getattr(card, field)
    if field == "contacts":
        value = [(contact.agency, contact.phones) for contact in value]
    if field == "quantities":
        value = [(q.path, q.text, q.value, q.unit, q.op, q.role) for q in value]
    return "".join(fold(str(value or "")).split()).replace("\\n", "")


def cards(path: Path) -> list[GuideCard]:
    """The guide cards of a file."""
    return [record for record in extract(path) if isinstance(record, GuideCard)]


def first_difference(one: str, other: str) -> int:
    """Where two different strings part."""
    same = (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(same, min(len(one), len(other)))


def main() -> None:
    """Print and write the comparison."""
    printed, typed = cards(PRINTED), cards(seed())
    pairs, lines = 0, []
    for got, want in zip(printed, typed, strict=True):
        for field in FIELDS:
            pairs += 1
            one, other = plain(got, field), plain(want, field)
            if one != other:
                at = max(first_difference(one, other) - 10, 0)
                lines.append(f"| {want.ordinal} | {field} | …{one[at : at + 40]}… | …{other[at : at + 40]}… |")
    share = 1 - len(lines) / pairs
    head = f"{len(printed)} cards, {pairs} (card, field) pairs, {len(lines)} disagreements: {share:.2%} agree."
    table = ["| card | field | printed form | text form |", "|---:|---|---|---|", *lines]
    report = "\n".join(["# The guide book in two forms", "", head, "", *table, ""])
    print(report)
    target = ROOT / "docs" / "bench" / "guide.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
