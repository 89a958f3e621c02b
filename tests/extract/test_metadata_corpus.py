"""Metadata, bases and repeals of documents of other cities, read by hand (corpus_meta.json).

A row without issuers or dates is right: Word files from Dalian and rules of Hunan carry neither head nor signature.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.agencies import interpreted_by
from extract.citations import citations
from extract.layout import tidy
from extract.metadata import metadata
from extract.outline import outline
from extract.read import read
from extract.split import split

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ROWS = json.loads((Path(__file__).parent / "corpus_meta.json").read_text(encoding="utf-8"))
FIELDS = (
    *("doc_number", "title", "notice_title", "kind", "trial", "issued_on", "printed_on"),
    *("effective_from", "expires_on", "region"),
)


@pytest.mark.skipif(
    not CORPUS.exists(),
    reason="the corpus of further documents, which is not part of this repository, is not at ../shared/corpus",
)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: Path(row["file"]).stem[:24])
def test_document(row: dict[str, Any]) -> None:
    text = tidy(read(CORPUS / row["file"]))
    part = next(part for part in split(text) if part.kind == "policy")
    tree = outline(part, text)
    meta = metadata(part, tree, text)
    assert {field: getattr(meta, field) for field in FIELDS} == {field: row[field] for field in FIELDS}
    assert list(meta.issuers) == row["issuers"]
    assert interpreted_by(tree) == row["interpreted_by"]
    named = citations(tree, meta)
    assert [c.doc_number or c.title for c in named.supersedes] == row["supersedes"]
    assert [c.doc_number or c.title for c in named.based_on] == row["based_on"]
