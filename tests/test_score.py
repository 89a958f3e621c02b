"""The project's scorer gives the figures of the one it is held against, and says what differs."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import accuracy
from bench.evaluate import GOLD, changes, golds, table
from bench.score import Miss, close, doc_number, norm, score, title, unit

OTHER = Path(__file__).parents[2] / "shared/tools/score.py"
FILES = sorted(GOLD.glob("*.json"))


def _as_record(gold: dict[str, Any]) -> dict[str, Any]:
    """A record that says what the gold says."""
    record = {key: value for key, value in gold.items() if key != "structure"}
    kind = "guide_card" if "ordinal" in gold else "gazette_issue" if "contents" in gold else "policy"
    return {"type": kind, "provisions": [{"path": path} for path in gold.get("structure", ())], **record}


def _records() -> list[dict[str, Any]]:
    merged: dict[int, dict[str, Any]] = {}
    found = []
    for gold in golds(GOLD):
        for one in gold if isinstance(gold, list) else [gold]:
            if "ordinal" in one:
                merged[one["ordinal"]] = {**merged.get(one["ordinal"], {}), **one}
            else:
                found.append(_as_record(one))
    return found + [_as_record(card) for card in merged.values()]


def _spoil(value: Any, dice: random.Random) -> Any:
    """The value with some list items gone or doubled and some words and numbers changed."""
    if isinstance(value, list):
        kept = [_spoil(item, dice) for item in value if dice.random() > 0.1]
        return kept + [item for item in kept if dice.random() < 0.05]
    if isinstance(value, dict):
        fixed = {"type", "ordinal", "phones", "agencies"}
        return {key: item if key in fixed else _spoil(item, dice) for key, item in value.items()}
    if dice.random() > 0.1 or value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if value in ("benefit", "criterion", "other", "window") else f"{value[: len(value) // 2]}甲"
    return value + 1


@pytest.mark.skipif(not OTHER.exists(), reason="../shared/tools/score.py is not beside this checkout")
@pytest.mark.parametrize("seed", range(4))
def test_same_figures_as_the_other_scorer(seed: int, tmp_path: Path) -> None:
    records = _records()
    if seed:
        records = [_spoil(record, random.Random(seed)) for record in records]
    predicted = tmp_path / "records.json"
    predicted.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, OTHER, predicted, *FILES], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    board = score(records, golds(GOLD))
    assert sorted(table(board)) == sorted(run.stdout.splitlines())


def test_gold_against_itself_is_perfect() -> None:
    board = score(_records(), golds(GOLD))
    assert not board.misses
    assert all(row.f1 == 1 for row in board.tallies.values())


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (norm, "５００ 万元〔含〕", "500万元〔含〕"),  # full width and white space
        (norm, "《〈a〉》[b]", "《《a》》〔b〕"),  # bracket families
        (norm, None, ""),
        (doc_number, "京科发[2022]第 04 号", "京科发〔2022〕4号"),  # 第 and a leading zero
        (doc_number, "中华人民共和国国务院令第732号", "国务院令第732号"),
        (title, "《关于…的“通知”》", '关于...的"通知'),  # marks at both ends go, as in the other scorer
        (unit, "个工作日", "日"),
        (unit, "平方米", "平方米"),
    ],
)
def test_forms(form: Any, text: str | None, expected: str) -> None:
    assert form(text) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("年度研发费用", "研发费用", True),  # one holds the other
        ("研发投入总额", "研发投入金额", True),  # half of the shorter one's bigrams
        ("房租", "年度研发费用", False),
        ("", "年度研发费用", False),
    ],
)
def test_close(a: str, b: str, expected: bool) -> None:
    assert close(a, b) is expected


def test_the_accuracy_page_has_every_field_and_document() -> None:
    records = [{**record, "issues": [{"code": "numbering_gap"}]} for record in _records()]
    sheet = accuracy.page(records, {"tests/gold": (golds(GOLD), False)})
    assert "| structure | 276 | 276 | 276 | 1.000 | 1.000 | 1.000 |" in sheet
    assert {f"| {name} |" in sheet for name in ("西行规发〔2025〕4号", "guide cards (60)")} == {True}
    assert f"| numbering_gap | {len(records)} |" in sheet
    assert sheet == accuracy.page(records, {"tests/gold": (golds(GOLD), False)})


def test_partial_gold_scores_its_own_fields_only() -> None:
    gold = {"source": "x", "doc_number": "甲发〔2024〕1号", "title": "办法", "limits": []}
    board = score([{"type": "policy", "doc_number": "甲发〔2024〕1号", "title": "别名"}], [gold], partial=True)
    assert list(board.tallies) == ["limits"]


def test_changes_lists_gains_and_losses() -> None:
    gone, new = Miss("cites", "missing", "x", "a"), Miss("cites", "extra", "x", "b")
    assert list(changes([gone], [new])) == ["  - cites: missing in x: a", "  + cites: extra in x: b"]
