"""The annotation pipeline: one spaCy Doc per outline, one component per annotation.

Tokens are coarse (a clause or a mark of punctuation each) except in clauses that carry a quantity, which jieba cuts into
words: nothing else needs words. `doc._.base` is the offset of the Doc's first character in the file's text, so
`doc._.base + token.idx` is a place in the file. Every component writes its records to `doc._` under its own name and
their places to `doc.spans`. Who has a Chinese model of spaCy's gives it to `pipeline(model)`: the components join it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract import quantities as amounts
from extract.words import cut
from schemas.records import Annotations, Metadata, Placed
from schemas.text import Outline

_PIECE = re.compile(r"[^,，;；。:：、!?！？\n\s]+|[,，;；。:：、!?！？\n]")
_AMOUNT = re.compile(r"\d[^\d]{0,3}[元%％年月日天家个项名人件]")


class ClauseTokenizer:
    """Text to a Doc of clauses; the clauses that carry a number with a unit are cut into words by jieba."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for found in _PIECE.finditer(text):
            if found.start() > at:
                _blank(words, spaces, text[at : found.start()])
            pieces = cut(found[0]) if _AMOUNT.search(found[0]) else [found[0]]
            words += pieces
            spaces += [False] * len(pieces)
            at = found.end()
        if at < len(text):
            _blank(words, spaces, text[at:])
        return Doc(self.vocab, words=words, spaces=spaces)


def _blank(words: list[str], spaces: list[bool], blank: str) -> None:
    if blank.startswith(" ") and words and not spaces[-1]:
        spaces[-1] = True
        blank = blank[1:]
    if blank:
        words.append(blank)
        spaces.append(False)


def _optional(module: str, name: str) -> Callable[..., Any] | None:
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def _mark(doc: Doc, name: str, found: Sequence[Placed]) -> None:
    """Attach records to the Doc: the records under `doc._`, their places in `doc.spans`."""
    base: int = doc._.base
    doc._.set(name, tuple(found))
    spans = [doc.char_span(r.start - base, r.end - base, r.rule, alignment_mode="expand") for r in found]
    doc.spans[name] = [span for span in spans if span is not None]


@Language.component("zhengtu_quantities")
def _quantities(doc: Doc) -> Doc:
    found, doubts = amounts.read(doc._.outline)
    _mark(doc, "quantities", found)
    doc._.issues = (*doc._.issues, *doubts)
    return doc


@Language.component("zhengtu_criteria")
def _criteria(doc: Doc) -> Doc:
    find = _optional("extract.criteria", "criteria")
    _mark(doc, "criteria", find(doc._.outline, doc._.quantities) if find else ())
    return doc


@Language.component("zhengtu_methods")
def _methods(doc: Doc) -> Doc:
    if assign := _optional("extract.methods", "with_methods"):
        doc._.quantities = assign(doc._.quantities, doc._.outline)
    return doc


@Language.component("zhengtu_ties")
def _ties(doc: Doc) -> Doc:
    if tie := _optional("extract.ties", "with_ties"):
        doc._.quantities = tie(doc._.quantities, doc._.criteria, doc._.outline)
    return doc


@Language.component("zhengtu_limits")
def _limits(doc: Doc) -> Doc:
    find = _optional("extract.limits", "limits")
    _mark(doc, "limits", find(doc._.outline) if find else ())
    return doc


@Language.component("zhengtu_citations")
def _citations(doc: Doc) -> Doc:
    find = _optional("extract.citations", "citations")
    groups = find(doc._.outline, doc._.meta) if find else ((), (), (), ())
    for name, found in zip(("supersedes", "amends", "based_on", "cites"), groups, strict=True):
        _mark(doc, name, found)
    return doc


@Language.component("zhengtu_agencies")
def _agencies(doc: Doc) -> Doc:
    responsible = _optional("extract.agencies", "responsible")
    interpreted = _optional("extract.agencies", "interpreted_by")
    _mark(doc, "responsible", responsible(doc._.outline) if responsible else ())
    doc._.interpreted_by = tuple(interpreted(doc._.outline)) if interpreted else ()
    return doc


@Language.component("zhengtu_definitions")
def _definitions(doc: Doc) -> Doc:
    find = _optional("extract.definitions", "definitions")
    _mark(doc, "definitions", find(doc._.outline) if find else ())
    return doc


@Language.component("zhengtu_contacts")
def _contacts(doc: Doc) -> Doc:
    find = _optional("extract.contacts", "contacts")
    _mark(doc, "contacts", find(doc._.outline) if find else ())
    return doc


@Language.component("zhengtu_deadlines")
def _deadlines(doc: Doc) -> Doc:
    find = _optional("extract.deadlines", "deadlines")
    _mark(doc, "deadlines", find(doc._.outline) if find else ())
    return doc


COMPONENTS = (
    *("quantities", "criteria", "methods", "ties", "limits"),
    *("citations", "agencies", "definitions", "contacts", "deadlines"),
)
"""The annotations in the order in which they are made; criteria, methods and ties read the quantities."""

_FIELDS = tuple(Annotations.model_fields)


def pipeline(model: Language | None = None) -> Language:
    """A spaCy pipeline that annotates outlines: a blank Chinese one, or `model` with our components after its own."""
    for name in _FIELDS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    for name, default in (("outline", None), ("meta", None), ("base", 0)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    nlp = model if model is not None else spacy.blank("zh")
    if model is None:
        nlp.tokenizer = ClauseTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(f"zhengtu_{name}")
    return nlp


@cache
def _blank_pipeline() -> Language:
    return pipeline()


def document(outline: Outline, meta: Metadata, model: Language | None = None) -> Doc:
    """The annotated Doc of one outline."""
    nlp = model if model is not None else _blank_pipeline()
    start = min((s for unit in outline.units for s, _ in unit.spans), default=0)
    end = max((e for unit in outline.units for _, e in unit.spans), default=0)
    doc = nlp.make_doc(outline.text[start:end])
    doc._.outline, doc._.meta, doc._.base = outline, meta, start
    return nlp(doc)


def annotate(outline: Outline, meta: Metadata, model: Language | None = None) -> Annotations:
    """Everything found in one outline. `model` is a pipeline made by `pipeline(…)`; the blank one without."""
    doc = document(outline, meta, model)
    return Annotations(**{name: doc._.get(name) for name in _FIELDS})
