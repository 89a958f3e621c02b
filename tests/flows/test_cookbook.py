"""The ten questions of the graph contract return what the documents say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.cookbook import ask, questions
from graph.store import Store
from schemas.errors import UsageError

XICHENG, CHANGPING, JINGKAI = "西行规发〔2025〕4号", "昌政办发〔2025〕8号", "京技管发〔2025〕4号"


def rows(store: Store, name: str, **params: Any) -> list[dict[str, Any]]:
    result = ask(store, name, params)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def test_there_are_ten_questions_in_two_languages() -> None:
    assert [question.number for question in questions()] == list(range(1, 11))
    assert all(question.en and question.zh for question in questions())


def test_in_force_counts_from_the_day_of_issue_to_the_day_before_expiry(store: Store) -> None:
    # 本措施自印发之日起实施，有效期为3年 (2025-10-14)
    assert [row["doc_number"] for row in rows(store, "in-force", on="2025-10-14")] == [XICHENG]
    row = rows(store, "in-force", on="2028-10-13")[0]
    assert row["replaces"] == ["西行规发〔2021〕1号"]
    assert (row["effective_from"], row["expires_on"]) == (date(2025, 10, 14), date(2028, 10, 14))
    assert rows(store, "in-force", on="2028-10-14") == []
    assert rows(store, "in-force", on="2025-10-13") == []


def test_in_force_elsewhere(store: Store) -> None:
    assert [row["doc_number"] for row in rows(store, "in-force", region="北京市昌平区")] == [CHANGPING]
    jingkai = rows(store, "in-force", region="北京经济技术开发区")
    assert [row["doc_number"] for row in jingkai] == [JINGKAI]
    # 至2027年12月31日结束
    assert jingkai[0]["expires_on"] == date(2028, 1, 1)
    assert sorted(jingkai[0]["replaces"]) == ["京技管〔2024〕125号", "京技管发〔2023〕32号"]


def test_chain_is_oldest_first_with_stubs_marked(store: Store) -> None:
    chain = rows(store, "chain", policy=XICHENG)
    assert [(row["doc_number"], row["stub"]) for row in chain] == [("西行规发〔2021〕1号", True), (XICHENG, False)]


def test_grants_carry_amount_condition_page_and_text(store: Store) -> None:
    found = rows(store, "grants-for", recipient="国家高新技术企业")
    xicheng = [row for row in found if row["document"] == XICHENG and row["path"] == "第四条/（一）"]
    assert sorted(row["value"] for row in xicheng) == [50000.0, 300000.0]
    assert all("通过复审的国家高新技术企业" in row["text"] and row["page"] > 0 for row in xicheng)
    capped = [row for row in found if row["document"] == XICHENG and row["path"] == "第三条/（一）"]
    assert [(row["op"], row["value"], row["per"]) for row in capped] == [("<=", 300000.0, "年度")]
    assert any("1000万元" in text for text in capped[0]["conditions"])


def test_research_spending_thresholds(store: Store) -> None:
    found = {(row["document"], row["path"]): row for row in rows(store, "rd-threshold")}
    for path in ("第三条/（一）", "第三条/（二）"):
        row = found[XICHENG, path]
        assert (row["op"], row["value"], row["at_most"]) == (">", 10_000_000.0, True)
    assert ("京科发〔2022〕5号", "第五条/（二）/1/（3）") in found


def test_responsible_agencies_and_whom_to_call(store: Store) -> None:
    charged = rows(store, "responsible", agency="科技和产业促进局")[0]
    assert f"{JINGKAI} 二/（一）" in charged["charged_with"]
    reform = rows(store, "responsible", agency="北京市发展和改革委员会")
    assert "55590088" in next(row for row in reform if row["agency"] == "北京市发展和改革委员会")["phones"]


def test_what_rests_on_the_innovation_centre_regulation(store: Store) -> None:
    assert {row["doc_number"] for row in rows(store, "rests-on")} == {XICHENG, CHANGPING}


def test_gazette_page(store: Store) -> None:
    found = rows(store, "published-in", policy="京科发〔2022〕9号")
    assert [(row["gazette"], row["year"], row["issue"], row["page"]) for row in found] == [
        ("北京市人民政府公报", 2022, 35, 91)
    ]


def test_stale_cards_name_a_policy_that_fell(store: Store) -> None:
    stale = rows(store, "stale-cards", on="2030-01-01")
    assert all(row["superseded_by"] or row["expires_on"] <= date(2030, 1, 1) for row in stale)
    assert rows(store, "stale-cards", on="2000-01-01") == []


def test_three_districts_side_by_side(store: Store) -> None:
    found = rows(store, "compare")
    assert {row["region"] for row in found} == {"北京市西城区", "北京市昌平区", "北京经济技术开发区"}
    values = {(row["doc_number"], row["value"]) for row in found}
    # 首次认定：西城30万元；昌平最低5万元、最高50万元；经开区30万元
    assert {(CHANGPING, 500000.0), (JINGKAI, 300000.0)} <= values


def test_missing_documents_are_stubs_by_mentions(store: Store) -> None:
    found = rows(store, "missing", most=500)
    mentions = {row["doc_number"] or row["title"]: row["mentions"] for row in found}
    assert [row["mentions"] for row in found] == sorted((row["mentions"] for row in found), reverse=True)
    # all six policies of the gazette issue rest on it
    assert mentions["国发〔2020〕7号"] >= 5


def test_unknown_parameter_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="no parameter 'nope'"):
        ask(store, "in-force", {"nope": 1})
