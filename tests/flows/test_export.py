"""Exports: tables a spreadsheet opens, GraphML that NetworkX reads back, a page that stands alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from flows.counts import count_graph
from graph.export import TABLES, export
from graph.store import Store
from tests.flows.conftest import call


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "out"
    export(store, out)
    return out


def test_tables_open_in_a_spreadsheet(folder: Path) -> None:
    for name in TABLES:
        file = folder / f"{name}.csv"
        assert file.read_bytes().startswith(b"\xef\xbb\xbf"), name
        assert not pd.read_csv(file).empty, name
    policies = pd.read_csv(folder / "policies.csv").set_index("doc_number")
    row = policies.loc["西行规发〔2025〕4号"]
    assert (row["effective_from"], row["expires_on"], row["region"]) == ("2025-10-14", "2028-10-14", "北京市西城区")
    assert (~policies["stub"]).sum() == 9
    assert len(pd.read_csv(folder / "cards.csv")) == 145


def test_every_benefit_says_who_grants_it_and_on_which_page(folder: Path) -> None:
    benefits = pd.read_csv(folder / "benefits.csv")
    assert benefits["granted_by"].notna().all() and (benefits["page"] > 0).all()
    assert benefits["id"].is_unique


def test_graphml_holds_the_whole_graph(folder: Path, store: Store) -> None:
    graph = nx.read_graphml(folder / "graph.graphml")
    totals = count_graph(store)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (totals["nodes"], totals["relationships"])
    assert {data["type"] for _, data in graph.nodes(data=True)} >= {"Policy", "Provision", "Benefit", "Agency"}


def test_page_carries_its_data(folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    found = re.search(r"const data = (\{.*\});\n", page)
    assert found
    data = json.loads(found[1].replace("<\\/", "</"))
    assert {policy["doc_number"] for policy in data["policies"]} >= {"西行规发〔2025〕4号", "京科发〔2022〕5号"}
    assert not re.findall(r"(?:src|href)=\"http", page)


def test_same_graph_gives_the_same_bytes(folder: Path, store: Store, tmp_path: Path) -> None:
    for path in export(store, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_export_of_nothing_and_onto_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    out = call(tmp_path / "home", "export", tmp_path / "file")
    assert out.returncode == 2 and "is a file" in out.stderr
    out = call(tmp_path / "home", "export", tmp_path / "out")
    assert out.returncode == 2 and "empty" in out.stderr
    assert not (tmp_path / "out").exists()
