"""Which document is meant: one node per document however it is named, versions apart, doubt kept."""

from typing import Any

import networkx as nx
import pytest

from graph.build import build_sources
from tests.graph.factories import Held, cards, held, issue, policy

A, B, C = "京科发〔2022〕5号", "京科发〔2017〕1号", "京科发〔2025〕9号"


def policies(*files: Held) -> dict[str, bool]:
    """id → is it a stub."""
    graph = build_sources(files)
    return {id_: graph.nodes[label, id_]["props"]["stub"] for label, id_ in graph if label == "Policy"}


def targets(graph: nx.MultiDiGraph, type_: str) -> list[tuple[str, str]]:
    return sorted((a[1], b[1]) for a, b, data in graph.edges(data=True) if data["type"] == type_)


def citing(*names: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    return policy("甲发〔2024〕1号", "引用者", cites=list(names), **more)


@pytest.mark.parametrize(
    "name",
    [
        ("《乙办法》", None),
        ("乙办法", None),
        ("某局关于印发《乙办法》的通知", None),
        ("乙办法", "京科发[2022]5号"),
        ("", "京科发（2022） 5号"),
        ("别的写法", A),
    ],
)
def test_every_name_of_a_text_means_the_text(name: tuple[str, str | None]) -> None:
    assert policies(held("a", policy(A, "乙办法")), held("b", citing(name))) == {A: False, "甲发〔2024〕1号": False}


def test_a_number_and_a_title_named_together_make_one_stub() -> None:
    assert policies(held("a", citing(("乙办法", A), ("《乙办法》", None)))) == {A: True, "甲发〔2024〕1号": False}


def test_a_stub_has_the_fullest_form_of_its_title() -> None:
    found = policies(held("a", citing(("政府采购法", None), ("中华人民共和国政府采购法", None))))
    assert found["title:中华人民共和国政府采购法"] and len(found) == 2


def test_any_of_several_numbers_means_the_text() -> None:
    text = policy(A, "乙办法", doc_numbers=(A, "京财发〔2022〕8号"))
    found = policies(held("a", text), held("b", citing(("", "京财发〔2022〕8号"))))
    assert found == {A: False, "甲发〔2024〕1号": False}


def test_a_card_tells_the_policy_of_the_gazette_and_no_second_one() -> None:
    files = [
        held("text", policy(A, "乙办法（试行）")),
        issue("gazette", ("某委关于印发《乙办法（试行）》的通知", A)),
        cards("guide", ((A,), ("关于印发《乙办法》的通知",)), ((), ("乙办法（试行）",))),
    ]
    graph = build_sources(files)
    assert [b for _, b in targets(graph, "SUMMARISES")] == [A, A]
    assert targets(graph, "CONTAINS") == [("北京市人民政府公报/2022/35", A)]
    assert len([n for n in graph if n[0] == "Policy"]) == 1


def test_versions_of_one_title_stay_apart() -> None:
    new = policy(C, "乙办法", supersedes=[("乙办法", B)])
    graph = build_sources([held("new", new), held("old", policy(B, "乙办法"))])
    assert targets(graph, "SUPERSEDES") == [(C, B)]
    unnumbered = [held(d, policy(None, "丙法", issued_on=d)) for d in ("2017-05-01", "2021-06-01")]
    assert policies(*unnumbered) == {"title:丙法@2017-05-01": False, "title:丙法@2021-06-01": False}


def test_replacing_its_own_title_means_an_earlier_version() -> None:
    graph = build_sources([held("new", policy(C, "乙办法", supersedes=[("《乙办法》", None)]))])
    assert targets(graph, "SUPERSEDES") == [(C, f"title:乙办法@before {C}")]
    new = held("new", policy(C, "乙办法", supersedes=[("乙办法", None)]))
    graph = build_sources([new, held("old", policy(B, "乙办法"))])
    assert targets(graph, "SUPERSEDES") == [(C, B)]


def test_what_is_replaced_is_no_later_document_of_that_name() -> None:
    """反间谍法 of 2014 replaced the 国家安全法 of 1993, not the one of 2015."""
    spies = held("spies", policy(None, "反间谍法", issued_on="2014-11-01", supersedes=[("国家安全法", None)]))
    later = held("later", policy(None, "国家安全法", issued_on="2015-07-01"))
    graph = build_sources([spies, later])
    assert targets(graph, "SUPERSEDES") == [("title:反间谍法", "title:国家安全法@before title:反间谍法")]
    first = held("first", policy(None, "国家安全法", issued_on="1993-02-22"))
    graph = build_sources([spies, later, first])
    assert targets(graph, "SUPERSEDES") == [("title:反间谍法", "title:国家安全法@1993-02-22")]
    cited = held("citing", policy(None, "实施办法", issued_on="2014-12-01", cites=[("国家安全法", None)]))
    assert targets(build_sources([cited, later]), "CITES") == [("title:实施办法", "title:国家安全法")]


def test_a_name_of_two_documents_is_kept_and_marked() -> None:
    two = [held("new", policy(C, "乙办法")), held("old", policy(B, "乙办法"))]
    graph = build_sources([*two, held("c", citing(("乙办法", None)))])
    assert targets(graph, "CITES") == [("甲发〔2024〕1号", "title:乙办法")]
    assert graph.nodes["Policy", "title:乙办法"]["props"]["ambiguous"] is True


def test_one_notice_over_two_texts() -> None:
    file = held("a", policy(A, "乙办法"), policy(A, "丙细则"))
    found = policies(file, held("b", citing(("丙细则", A), ("", A))))
    assert found == {f"{A}/乙办法": False, f"{A}/丙细则": False, A: True, "甲发〔2024〕1号": False}


def test_a_law_without_number_is_the_one_named_with_number_and_title() -> None:
    law = policy(None, "中华人民共和国丙法", issued_on="2021-12-24")
    assert policies(held("a", law), held("b", citing(("丙法", "主席令第103号")))) == {
        "title:中华人民共和国丙法": False,
        "甲发〔2024〕1号": False,
    }
    other_year = policies(held("a", law), held("b", citing(("丙法", "甲发〔2007〕3号"))))
    assert other_year["甲发〔2007〕3号"], "another year: another version"


def test_two_files_with_one_text_are_one_policy() -> None:
    graph = build_sources([held("a", policy(A, "乙办法", articles=3)), held("b", policy(A, "乙办法", articles=2))])
    assert len([n for n in graph if n[0] == "Provision"]) == 3
    assert len(targets(graph, "HOLDS")) == 2


def test_no_self_citation() -> None:
    graph = build_sources([held("a", policy(A, "乙办法", cites=[("乙办法", None), ("", A)]))])
    assert targets(graph, "CITES") == []
