"""Time: the in-force rule on its edges, partial repeals, contradictions."""

from datetime import date
from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from graph.time import contradictions, in_force, policies_in_force, stands
from schemas.records import Supersession
from tests.graph.factories import held, policy

A, B, C = "甲发〔2021〕1号", "甲发〔2024〕2号", "甲发〔2024〕3号"


def repeal(title: str, number: str, **more: Any) -> Supersession:
    return Supersession(title=title, doc_number=number, **more)


@pytest.fixture
def loaded(store: Store) -> Store:
    first = policy(A, "甲办法", effective_from="2021-05-01", expires_on="2026-05-01")
    second = policy(B, "乙办法", effective_from="2024-07-01")
    second["supersedes"] = (repeal("甲办法", A),)
    third = policy(C, "丙办法", effective_from="2024-01-01")
    third["supersedes"] = (repeal("乙办法", B, scope="partial", provisions=("第一条",), on="2025-01-01"),)
    load(store, [held("a.txt", first), held("b.txt", second, third)])
    return store


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        ("2021-04-30", []),  # the day before
        ("2021-05-01", [A]),  # the first day counts
        ("2024-06-30", [A, C]),
        ("2024-07-01", [B, C]),  # replaced on the day its successor begins
        ("2026-05-01", [B, C]),
    ],
)
def test_in_force(loaded: Store, day: str, ids: list[str]) -> None:
    assert [row[0] for row in policies_in_force(loaded, date.fromisoformat(day)).rows] == ids


def test_the_first_day_no_longer_in_force(store: Store) -> None:
    load(store, [held("a.txt", policy(A, "甲办法", effective_from="2021-05-01", expires_on="2024-05-01"))])
    days = ("2024-04-30", "2024-05-01")
    assert [len(policies_in_force(store, date.fromisoformat(day)).rows) for day in days] == [1, 0]


@pytest.mark.parametrize(("day", "paths"), [("2024-12-31", ["第一条", "第二条"]), ("2025-01-01", ["第二条"])])
def test_a_partial_repeal_hangs_on_the_provision(loaded: Store, day: str, paths: list[str]) -> None:
    which = f"MATCH (p:Policy {{id: $id}})-[:HAS]->(v:Provision) WHERE {in_force()} AND {stands()} "
    query = which + "RETURN v.path ORDER BY v.path"
    assert [row[0] for row in loaded.query(query, {"id": B, "on": day}).rows] == paths


def test_contradictions_are_reported(store: Store) -> None:
    one = policy(A, "甲办法", effective_from="2021-05-01", expires_on="2020-01-01")
    one["supersedes"] = (repeal("乙办法", B),)
    two = policy(B, "乙办法", effective_from="2024-07-01")
    two["supersedes"] = (repeal("甲办法", A),)
    load(store, [held("a.txt", one), held("b.txt", two)])
    assert contradictions(store) == [
        ("circle", f"{A} → {B}", "each replaces another of them"),
        ("dates", A, "in force from 2021-05-01, but only until 2020-01-01"),
        ("order", f"{A} → {B}", "replaced on 2021-05-01, but it begins on 2024-07-01"),
    ]
    chain = "MATCH path = (p:Policy {id: $id})-[:SUPERSEDES*0..20]->(q) RETURN count(path)"
    assert store.query(chain, {"id": A}).rows[0][0] <= 3, "a circle is not walked for ever"
