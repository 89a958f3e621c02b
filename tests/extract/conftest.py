"""Texts for tests: written out, or read from the real documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extract.layout import tidy
from extract.outline import outline
from extract.read import read
from extract.read.text import read_text
from extract.split import split
from schemas.text import Outline, Text

RAW = Path(__file__).parents[2] / "raw_docs"


@cache
def _seed(word: str) -> Text:
    (path,) = (path for path in RAW.iterdir() if word in path.name)
    return tidy(read(path))


@pytest.fixture(scope="session")
def seed() -> Callable[[str], Text]:
    """The tidied text of the document of raw_docs/ whose name holds a word."""
    return _seed


@pytest.fixture(scope="session")
def text_of() -> Callable[[str], Text]:
    """The tidied text of a text file with these lines."""
    return lambda lines: tidy(read_text(lines.encode(), Path("test.txt"), "0" * 64))


@pytest.fixture(scope="session")
def policy() -> Callable[[str, str], Outline]:
    """The outline of the policy with a document number in the document of raw_docs/ whose name holds a word."""
    return _policy


@cache
def _policy(word: str, doc_number: str) -> Outline:
    text = _seed(word)
    parts = [part for part in split(text) if part.kind == "policy"]
    named = [part for part in parts if dict(part.context).get("doc_number") == doc_number]
    return outline((named or parts)[0], text)
