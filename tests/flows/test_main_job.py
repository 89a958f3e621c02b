"""The main job, end to end: what a person sees who runs it on the five documents."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from tests.flows.conftest import RAW_DOCS, Call, Ingested

XICHENG = "西行规发〔2025〕4号"


def test_run_reports_what_it_found_and_nothing_else(ingested: Ingested) -> None:
    out = ingested.out
    assert out.returncode == 0, out.stderr
    assert "1 gazette issue holding 6 policies at pages 6, 17, 32, 47, 62, 91" in out.stderr
    assert "145 guide cards" in out.stderr
    assert "9 policies with text" in out.stderr
    assert "quarantined" not in out.stderr
    for noise in ("Traceback", "Warning", "WARNING", "DEBUG", "INFO"):
        assert noise not in out.stderr + out.stdout
    assert out.stdout == ""


def test_sample_answers_carry_page_and_text(ingested: Ingested) -> None:
    assert f"{XICHENG} " in ingested.out.stderr
    assert "西行规发〔2021〕1号" in ingested.out.stderr
    assert "page " in ingested.out.stderr


def test_query_answers_for_xicheng(zhengtu: Call) -> None:
    cypher = """
    MATCH (p:Policy {title: $title})-[:ISSUED_BY]->(a:Agency)
    MATCH (p)-[:SUPERSEDES]->(old:Policy)
    RETURN p.doc_number AS number, a.name AS issuer, p.effective_from AS from, p.expires_on AS until,
           old.doc_number AS old, old.stub AS stub
    """
    title = "北京市西城区促进科技创新及中关村科技园区西城园高质量发展的若干措施"
    out = zhengtu("query", cypher, "-p", f"title={title}", "--format", "json")
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout) == [
        {
            "number": XICHENG,
            "issuer": "北京市西城区人民政府",
            "from": "2025-10-14",
            "until": "2028-10-14",
            "old": "西行规发〔2021〕1号",
            "stub": True,
        }
    ]


def test_cards_summarise_the_gazette_s_policies_and_not_second_ones(zhengtu: Call) -> None:
    cypher = """
    MATCH (i:GazetteIssue)-[:CONTAINS]->(p:Policy)
    OPTIONAL MATCH (c:GuideCard)-[:SUMMARISES]->(p)
    WITH p, count(c) AS cards
    MATCH (same:Policy) WHERE same.doc_number = p.doc_number OR same.title = p.title
    RETURN p.doc_number AS number, p.stub AS stub, cards, count(same) AS nodes ORDER BY number
    """
    rows = json.loads(zhengtu("query", cypher, "--format", "json").stdout)
    assert [row["number"] for row in rows] == [f"京科发〔2022〕{n}号" for n in range(4, 10)]
    assert all(row["nodes"] == 1 and row["stub"] is False for row in rows)
    assert all(row["cards"] > 0 for row in rows if row["number"] == "京科发〔2022〕5号")


def test_second_run_changes_nothing_and_says_so(ingested: Ingested, zhengtu: Call) -> None:
    counting = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
    everything = "MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS props"
    before = [zhengtu("query", cypher, "--format", "json").stdout for cypher in (counting, everything)]
    again = zhengtu("ingest", RAW_DOCS)
    assert again.returncode == 0, again.stderr
    assert "nothing changed in the graph" in again.stderr
    assert re.search(r"seconds: Prefect \d+\.\d, find ", again.stderr)
    after = [zhengtu("query", cypher, "--format", "json").stdout for cypher in (counting, everything)]
    assert before[0] == after[0]
    rows = [sorted(json.dumps(row, sort_keys=True) for row in json.loads(text)) for text in (before[1], after[1])]
    assert rows[0] == rows[1]


def test_prefects_server_ends_with_who_started_it(tmp_path: Path) -> None:
    """Its parent may be killed: the end of what holds its standard input open is enough."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "flows.prefect_child", "--no-services", "--port", str(port)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_at(tmp_path)
    ) as server:
        assert server.stdin and server.stdout
        server.stdout.readline()  # it has come as far as to speak
        server.stdin.close()
        assert server.wait(30) == 0


def _at(folder: Path) -> dict[str, str]:
    return {**os.environ, "PREFECT_HOME": str(folder)}
