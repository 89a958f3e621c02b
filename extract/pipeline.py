"""The annotation pipeline: one spaCy Doc per outline, one component per annotation.

Tokens are coarse, a sentence each: words are cut by jieba only in the clauses where a component looks for the end of
a noun phrase (see extract.words). `doc._.base` is the offset of the Doc's first character in the
file's text, so `doc._.base + token.idx` is a place in the file. Every component puts its records under its own name
into `doc._` and their places into `doc.spans`. Who has a Chinese model of spaCy's gives it to `pipeline(model)`: the
components join it and its tokens, tags and entities stand beside theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract import agencies, quantities
from extract.citations import citations
from extract.contacts import contacts
from extract.criteria import criteria
from extract.deadlines import deadlines
from extract.definitions import definitions, terms
from extract.limits import limits
from extract.methods import with_methods
from extract.ties import with_ties
from schemas.records import Annotations, Issue, Metadata, Placed
from schemas.text import Outline

_SENTENCE = re.compile(r"[^。;；!?！？\n]+[。;；!?！？]*|[。;；!?！？]+|\n+")
_FIELDS = tuple(Annotations.model_fields)
_KEY = "zhengtu"


class SentenceTokenizer:
    """Text to a Doc whose tokens are sentences and line breaks; joined they are the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = _SENTENCE.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


class _State:
    """What the components of one Doc share: the outline they read and the records found so far."""

    __slots__ = ("base", "found", "issues", "marked", "meta", "outline")

    def __init__(self, outline: Outline, meta: Metadata, base: int, marked: bool) -> None:
        self.outline, self.meta, self.base, self.marked = outline, meta, base, marked
        self.found: dict[str, tuple[Any, ...]] = {}
        self.issues: list[Issue] = []


def _state(doc: Doc) -> _State:
    state: _State = doc.user_data[_KEY]
    return state


def _mark(doc: Doc, name: str, found: Iterable[Placed]) -> None:
    """Put records under their name and their places into `doc.spans`; the rule's name is the span's label."""
    state = _state(doc)
    rows = state.found[name] = tuple(found)
    if not state.marked:
        return
    base = state.base
    spans = (doc.char_span(row.start - base, row.end - base, row.rule, alignment_mode="expand") for row in rows)
    doc.spans[name] = [span for span in spans if span is not None]


@Language.component("zhengtu_quantities")
def _quantities(doc: Doc) -> Doc:
    found, doubts = quantities.read(_state(doc).outline)
    _mark(doc, "quantities", found)
    _state(doc).issues += doubts
    return doc


@Language.component("zhengtu_criteria")
def _criteria(doc: Doc) -> Doc:
    state = _state(doc)
    _mark(doc, "criteria", criteria(state.outline, state.found["quantities"]))
    return doc


@Language.component("zhengtu_methods")
def _methods(doc: Doc) -> Doc:
    state = _state(doc)
    state.found["quantities"] = with_methods(state.found["quantities"], state.outline)
    return doc


@Language.component("zhengtu_ties")
def _ties(doc: Doc) -> Doc:
    state = _state(doc)
    state.found["quantities"] = with_ties(state.found["quantities"], state.found["criteria"], state.outline)
    return doc


@Language.component("zhengtu_limits")
def _limits(doc: Doc) -> Doc:
    state = _state(doc)
    _mark(doc, "limits", limits(state.outline, state.found["criteria"]))
    return doc


@Language.component("zhengtu_citations")
def _citations(doc: Doc) -> Doc:
    state = _state(doc)
    groups = citations(state.outline, state.meta)
    for name, found in zip(("supersedes", "amends", "based_on", "cites"), groups, strict=True):
        _mark(doc, name, found)
    return doc


@Language.component("zhengtu_agencies")
def _agencies(doc: Doc) -> Doc:
    state = _state(doc)
    _mark(doc, "responsible", agencies.responsible(state.outline))
    state.found["interpreted_by"] = tuple(agencies.interpreted_by(state.outline))
    return doc


@Language.component("zhengtu_definitions")
def _definitions(doc: Doc) -> Doc:
    _mark(doc, "definitions", definitions(_state(doc).outline))
    _mark(doc, "terms", terms(_state(doc).outline))
    return doc


@Language.component("zhengtu_contacts")
def _contacts(doc: Doc) -> Doc:
    _mark(doc, "contacts", contacts(_state(doc).outline))
    return doc


@Language.component("zhengtu_deadlines")
def _deadlines(doc: Doc) -> Doc:
    _mark(doc, "deadlines", deadlines(_state(doc).outline))
    return doc


COMPONENTS = (
    *("quantities", "criteria", "methods", "ties", "limits"),
    *("citations", "agencies", "definitions", "contacts", "deadlines"),
)
"""The annotations in the order in which they are made; criteria, methods and ties read the quantities,
limits the criteria."""


def _found(doc: Doc, name: str) -> tuple[Any, ...]:
    return _state(doc).found.get(name, ()) if _KEY in doc.user_data else ()


def _extend() -> None:
    """Give Docs the attributes by which others read what was found."""
    getters: dict[str, Callable[[Doc], Any]] = {name: partial(_found, name=name) for name in _FIELDS}
    getters["issues"] = lambda doc: tuple(_state(doc).issues)
    getters["outline"] = lambda doc: _state(doc).outline
    getters["base"] = lambda doc: _state(doc).base
    for name, getter in getters.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


def pipeline(model: Language | None = None) -> Language:
    """A spaCy pipeline that annotates outlines: a blank Chinese one, or `model` with our components after its own."""
    _extend()
    nlp = model if model is not None else spacy.blank("zh")
    if model is None:
        nlp.tokenizer = SentenceTokenizer(nlp.vocab)
        # a sentence has no shape, prefix or stop-word flag: they would take most of the time of making a Doc
        nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    for name in COMPONENTS:
        nlp.add_pipe(f"zhengtu_{name}")
    return nlp


@cache
def _blank_pipeline() -> Language:
    return pipeline()


def prepared(outline: Outline, meta: Metadata, model: Language | None = None, marked: bool = True) -> Doc:
    """The Doc of one outline as the components get it: tokens, and the outline behind them.

    The components put the places of what they find into the `doc.spans` of a `marked` Doc. Other Docs, which nobody
    sees, get tokens only where `model` reads them.
    """
    nlp = model if model is not None else _blank_pipeline()
    start = min((s for unit in outline.units for s, _ in unit.spans), default=0)
    end = max((e for unit in outline.units for _, e in unit.spans), default=0)
    doc = nlp.make_doc(outline.text[start:end]) if marked or model is not None else Doc(nlp.vocab)
    doc.user_data[_KEY] = _State(outline, meta, start, marked)
    return doc


def document(outline: Outline, meta: Metadata, model: Language | None = None) -> Doc:
    """The annotated Doc of one outline. `model` is a pipeline made by `pipeline(…)`; the blank one without."""
    nlp = model if model is not None else _blank_pipeline()
    return nlp(prepared(outline, meta, nlp))


def annotate(outline: Outline, meta: Metadata, model: Language | None = None) -> Annotations:
    """Everything found in one outline; the vocabulary of the blank pipeline does not grow by it."""
    nlp = model if model is not None else _blank_pipeline()
    state = _state(nlp(prepared(outline, meta, model, marked=False)))
    return Annotations(**state.found, issues=tuple(state.issues))
