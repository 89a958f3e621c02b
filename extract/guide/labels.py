"""The field labels of a guide book, found among its words.

A label is a run of whole words that reads as one of the table's labels, at the beginning of a line or cell or after
another label on the same line; white space, line breaks and narrow cells may cut it anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from extract.fold import fold
from extract.printed import Word
from schemas.tables import rows

_LONGEST_RUN = 8
_RARE = 0.1
"""A label on fewer than this share of a book's cards is a word of the text."""


class FieldRow(BaseModel):
    """One row of guide.toml."""

    key: str
    labels: tuple[str, ...]
    source: str = ""


class Label(NamedTuple):
    """A label at words [first, last)."""

    key: str
    name: str
    first: int
    last: int
    rest: int
    """Number of characters of the last word that belong to the value（服务对象：企业）."""


@cache
def _names() -> dict[str, str]:
    return {fold(name): row.key for row in rows("guide", "field", FieldRow) for name in row.labels}


def field_of(label: str) -> str:
    """The field that a label heads, '' where none."""
    return _names().get(fold(label), "")


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:size] for name in _names() for size in range(1, len(name) + 1))


def repeated_fields(letters: str, times: int) -> int:
    """How many fields have a label that stands in the letters so often, as a label or not."""
    found: set[str] = set()
    for name, key in _names().items():
        if key not in found and _stands(letters, name, times):
            found.add(key)
    return len(found)


def _stands(letters: str, name: str, times: int) -> bool:
    """Whether the name stands in the letters so often; they are read no further than that."""
    at = 0
    for _ in range(times):
        at = letters.find(name, at) + len(name)
        if at < len(name):
            return False
    return True


def labels(words: Sequence[Word]) -> list[Label]:
    """The labels of a book; of the names of a field those that the book uses, see guide.toml."""
    found: list[Label] = []
    labelled, at = -1, 0
    while at < len(words):
        word = words[at]
        label = _label_at(words, at) if word.first or word.line == labelled else None
        if label is None:
            at += 1
            continue
        found.append(label)
        labelled, at = words[label.last - 1].line, label.last
    uses = Counter(label.name for label in found)
    cards = max(Counter(label.key for label in found).values(), default=0)
    return [label for label in found if uses[label.name] >= _RARE * cards]


def _label_at(words: Sequence[Word], at: int) -> Label | None:
    names, read = _names(), ""
    for last in range(at, min(at + _LONGEST_RUN, len(words))):
        name, colon, value = words[last].text.partition(":")
        read += name
        if read in names:
            return Label(names[read], read, at, last + 1, len(value))
        if read not in _beginnings() or colon:
            return None
    return None
