"""Full-text search: one function, the same answers on every store."""

import pytest

from graph.load import load
from graph.search import search
from graph.store import Store
from schemas.errors import UsageError
from schemas.records import Provision
from tests.graph.factories import cards, held, policy


def test_all_words_must_stand_there(store: Store) -> None:
    units = tuple(
        Provision(path=path, label=path, level="article", text=text)
        for path, text in (
            ("第一条", "对研发费用超过1000万元的高新技术企业给予支持。"),
            ("第二条", "支持高新技术企业发展。"),
            ("第三条", "引号“与”括号(a AND b)不是命令。"),
        )
    )
    text = held("a.txt", policy("甲发〔2022〕1号", "甲办法", provisions=units))
    load(store, [text, cards("g.txt", ((), ("甲办法",)))])
    found = search(store, "研发费用 高新技术企业")
    assert found.columns == ("document", "path", "page", "score", "text")
    assert [row[:2] for row in found.rows] == [("甲发〔2022〕1号", "第一条")]
    assert {row[1] for row in search(store, "高新技术企业").rows} == {"第一条", "第二条"}
    assert [row[0] for row in search(store, "10万元").rows] == ["卡片1"]
    assert search(store, "没有这个词").rows == ()
    assert [row[1] for row in search(store, 'AND "b)').rows] in ([], ["第三条"]), "no syntax of the index gets through"
    with pytest.raises(UsageError):
        search(store, "  ")
