"""Learn who numbers are about: `python -m bench.recipients [--write]`.

Learns the weights of schemas/tables/recipient_facts.toml from the golds of raw_docs/ and prints how often the right
recipient is told of numbers whose document was left out of the learning (six parts, document by document), and on the
cards of HELD_OUT, from which nothing is ever learnt. --write writes the table.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

from bench.evaluate import GOLD, OWN, RAW, ROOT
from bench.score import close, doc_number, pairs
from extract.assemble import records
from extract.guide import Card, card_outline
from extract.layout import tidy
from extract.outline import outline as read_outline
from extract.quantities import look, read
from extract.quantities.candidates import Candidate
from extract.quantities.case import Seen
from extract.quantities.recipient import Choice, Link, around, facts_of, likeliest, walk, weigher
from extract.read import read as read_file
from extract.split import split
from schemas.text import Outline

TABLE = ROOT / "schemas/tables/recipient_facts.toml"
HELD_OUT = "004-cards-d.quantities.json"
_HEAD = """\
# How much each fact speaks for a phrase to be the recipient of a number (extract/quantities/candidates.py names them).
# Learnt from tests/gold and tests/gold/own by `python -m bench.recipients --write`; not to be edited by hand.

[weights]
"""
_PARTS, _EPOCHS, _FIRST_KEPT, _ORDERS = 6, 8, 2, 3
_RATE, _DECAY, _LEAST = 0.1, 5e-4, 0.05


@dataclass
class Text:
    """The numbers of one gold document with their candidates, and the recipient that the gold tells for some."""

    name: str
    seen: Seen
    around: Sequence[list[Candidate]]
    whole: Sequence[list[Candidate]]
    """The candidates as they are told, and all of them, to learn from."""
    gold: Mapping[int, str]


def texts() -> tuple[list[Text], list[Text]]:
    """The documents of the golds: those to learn from, those held out."""
    rows: dict[tuple[str, bool], list[Any]] = defaultdict(list)
    for path in sorted([*GOLD.glob("*.json"), *OWN.glob("*quantities.json")]):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for one in gold if isinstance(gold, list) else [gold]:
            if one.get("quantities"):
                rows[_name(one), path.name == HELD_OUT] += one["quantities"]
    found: tuple[list[Text], list[Text]] = ([], [])
    for name, outline in _outlines():
        for held_out in (False, True):
            if (name, held_out) in rows:
                found[held_out].append(_text(name, outline, rows[name, held_out]))
    return found


def _name(record: Mapping[str, Any]) -> str:
    return f"card {record['ordinal']}" if record.get("ordinal") else doc_number(record["doc_number"])


def _outlines() -> Iterator[tuple[str, Outline]]:
    for path in sorted(RAW.iterdir()):
        if path.name == "README.md":
            continue
        text = tidy(read_file(path))
        for part, record in zip(split(text), records(text), strict=True):
            if record.type != "gazette_issue":
                outline = card_outline(part, text) if isinstance(part, Card) else read_outline(part, text)
                yield _name(record.model_dump()), outline


def _text(name: str, outline: Outline, gold: Iterable[Mapping[str, Any]]) -> Text:
    seen = look(outline)
    at = {(place.mention.start, place.mention.end): i for i, place in enumerate(seen.places)}
    mine = [quantity.model_dump() for quantity in read(outline)[0]]
    told = {at[found["start"], found["end"]]: want["who"] for found, want in pairs(mine, gold) if want["who"]}
    return Text(name, seen, around(seen, outline), around(seen, outline, whole=True), told)


def learn(found: Sequence[Text]) -> dict[str, float]:
    """The weights, by gradient ascent on the likelihood of the right candidates, averaged; the same every time."""
    total: dict[str, float] = defaultdict(float)
    for order in range(_ORDERS):
        shuffled = random.Random(order)
        weights: dict[str, float] = defaultdict(float)
        squares: dict[str, float] = defaultdict(float)
        texts_ = list(found)
        for epoch in range(_EPOCHS):
            shuffled.shuffle(texts_)
            for text in texts_:
                _go_through(text, weights, squares)
            if epoch >= _FIRST_KEPT:
                for fact, weight in weights.items():
                    total[fact] += weight
    return {fact: weight / (_ORDERS * (_EPOCHS - _FIRST_KEPT)) for fact, weight in total.items()}


def _go_through(text: Text, weights: dict[str, float], squares: dict[str, float]) -> None:
    """One document: its recipients told in reading order, the weights changed after each (Adagrad)."""

    def pick(index: int, mine: list[Candidate], link: Link | None) -> Choice:
        facts = [facts_of(one, link) for one in mine]
        scores = [sum([weights[fact] for fact in each]) for each in facts]
        best = max(range(len(mine)), key=scores.__getitem__)
        right = [close(one.name, text.gold[index]) for one in mine] if index in text.gold else []
        if any(right):
            likely = [exp(score - scores[best]) for score in scores]
            whole, good = sum(likely), sum(x for x, is_right in zip(likely, right, strict=True) if is_right)
            for each, x, is_right in zip(facts, likely, right, strict=True):
                change = (x / good if is_right else 0.0) - x / whole
                if abs(change) > 1e-3:
                    for fact in each:
                        squares[fact] += change * change
                        weights[fact] += _RATE * change / sqrt(squares[fact] + 0.01) - _RATE * _DECAY * weights[fact]
        return mine[best]

    for _ in walk(text.seen, text.whole, pick, every_one=True):
        pass


def right(found: Iterable[Text], weights: Mapping[str, float]) -> tuple[int, int]:
    """(told right, told by the gold) over documents."""
    good = whole = 0
    weigh = weigher(weights)
    for text in found:
        choices = list(walk(text.seen, text.around, lambda _, mine, link: likeliest(mine, link, weigh)))
        whole += len(text.gold)
        for index, who in text.gold.items():
            chosen = choices[index]
            good += chosen is not None and close(chosen.name, who)
    return good, whole


def cross_validated(found: Sequence[Text]) -> tuple[int, int]:
    """(told right, told by the gold), each document by weights learnt without it."""
    order = sorted(found, key=lambda text: text.name)
    random.Random(0).shuffle(order)
    good = whole = 0
    for part in range(_PARTS):
        left_out = order[part::_PARTS]
        weights = learn([text for text in order if text not in left_out])
        told = right(left_out, weights)
        good, whole = good + told[0], whole + told[1]
    return good, whole


def kept(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights that matter, to two places, by name."""
    return {fact: round(weight, 2) for fact, weight in sorted(weights.items()) if abs(weight) >= _LEAST}


def page(weights: Mapping[str, float]) -> str:
    """The table as TOML."""
    return _HEAD + "".join(f"{json.dumps(fact, ensure_ascii=False)} = {weight}\n" for fact, weight in weights.items())


def main() -> int:
    """Learn and print; 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.relative_to(ROOT)}")
    args = parser.parse_args()
    known, held_out = texts()
    weights = kept(learn(known))
    for label, (good, whole) in {
        "learnt from": right(known, weights),
        "left out in turn": cross_validated(known),
        "held out": right(held_out, weights),
    }.items():
        print(f"{label:18}{good:6} of {whole:5} {good / max(whole, 1):.3f}")
    if args.write:
        TABLE.write_text(page(weights), encoding="utf-8")
        print(f"{len(weights)} facts in {TABLE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
