"""The spaCy pipeline: one Doc per outline, its components, and what others may plug in."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from extract.pipeline import COMPONENTS, SentenceTokenizer, _blank_pipeline, annotate, document, pipeline
from extract.quantities import quantities
from extract.words import cut, segmenter
from schemas.records import Metadata
from schemas.text import Outline, Text
from tests.extract.test_quantities import provision

ROOT = Path(__file__).parents[2]
XICHENG = ("西城区", "西行规发〔2025〕4号")


@pytest.mark.parametrize(
    "text",
    ["", "  ", "对企业，给予50万元。", "a b，c  d\n\n第一条 支持", "，，。", "全角　空格 与\t制表"],
)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert SentenceTokenizer(spacy.blank("zh").vocab)(text).text == text


def test_words_joined_are_the_clause() -> None:
    clause = "对新培育的国家高新技术企业给予30万元一次性奖励"
    words = cut(clause)
    assert "".join(words) == clause
    assert "企业" in words or any(word.endswith("企业") for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "R&D投入500万元以上的ISO9001认证企业",  # runs of Latin letters and digits are one word
        "a b，c  d\r\n\n第一条 支持",  # white space is a word by itself, a Windows line end one
        "㐀㐁龥龦鿕鿖研究院所",  # characters of no word, and beyond the range of words
        "Q",
    ],
)
def test_words_are_those_of_jieba(text: str, seed: Callable[[str], Text]) -> None:
    for clause in (text, *seed("西城").text.split("，")):
        assert cut(clause) == tuple(segmenter().cut(clause, HMM=False))


def test_offsets_are_those_of_the_file(policy: Callable[[str, str], Outline], seed: Callable[[str], Text]) -> None:
    outline = policy("公报", "京科发〔2022〕5号")
    text = seed("公报").text
    doc = document(outline, Metadata())
    assert doc._.base > 0
    assert doc.text == text[doc._.base : doc._.base + len(doc.text)]
    for q in doc._.quantities:
        assert text[q.start : q.end] in doc.text


def test_every_record_stands_under_its_span(policy: Callable[[str, str], Outline]) -> None:
    doc = document(policy(*XICHENG), Metadata())
    for name in ("quantities", "criteria", "limits", "responsible"):
        spans = doc.spans[name]
        assert len(spans) == len(getattr(doc._, name))
        for span, record in zip(spans, getattr(doc._, name), strict=True):
            assert span.label_ == record.rule
            start, end = record.start - doc._.base, record.end - doc._.base
            assert span.start_char <= start
            assert end <= span.end_char


def test_annotations_hold_what_the_components_found(policy: Callable[[str, str], Outline]) -> None:
    outline = policy(*XICHENG)
    found = annotate(outline, Metadata())
    assert [q.value for q in found.quantities] == [q.value for q in quantities(outline)]
    assert found.criteria
    assert found.limits
    assert found.supersedes
    assert all(q.method for q in found.quantities if "贴息" in q.text + q.of and q.role == "benefit")


def test_an_outline_without_units_has_no_annotations() -> None:
    outline = provision("对企业给予50万元奖励。")
    empty = annotate(Outline(outline.part, "", "", ()), Metadata())
    assert empty.quantities == empty.criteria == empty.limits == ()


def test_annotating_adds_nothing_to_the_vocabulary() -> None:
    annotate(provision("对企业给予50万元奖励。"), Metadata())
    before = len(_blank_pipeline().vocab.strings)
    annotate(provision("年营业收入超过1000万元的企业，按照研发投入的10%给予补助。"), Metadata())
    assert len(_blank_pipeline().vocab.strings) == before


def test_a_model_of_ones_own_keeps_its_tokens() -> None:
    model = spacy.blank("zh")  # characters as tokens
    model.add_pipe("sentencizer", config={"punct_chars": ["。"]})
    nlp = pipeline(model)
    outline = provision("对企业给予50万元奖励。年度支持金额不超过100万元。")
    doc = document(outline, Metadata(), nlp)
    assert nlp.pipe_names == ["sentencizer", *(f"zhengtu_{name}" for name in COMPONENTS)]
    assert len(list(doc.sents)) == 2
    assert [span.text for span in doc.spans["quantities"]] == ["50万元", "100万元"]
    assert annotate(outline, Metadata(), nlp) == annotate(outline, Metadata())


def test_the_same_under_every_hash_seed() -> None:
    code = (
        "import sys; from extract.pipeline import annotate; from schemas.records import Metadata;"
        "from tests.extract.conftest import _policy;"
        "sys.stdout.write(annotate(_policy('公报', '京科发〔2022〕5号'), Metadata()).model_dump_json())"
    )
    digests = set()
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        digests.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(digests) == 1
