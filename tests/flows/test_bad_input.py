"""Errors that a user can cause: one clear line each, the right exit code, nothing half-loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.conftest import RAW_DOCS, Call, call

XICHENG = next(RAW_DOCS.glob("西城区*"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, ""),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    out = call(tmp_path / "home", "extract", file)
    assert out.returncode == 1
    assert json.loads(out.stdout) == []
    assert len(out.stderr.strip().splitlines()) == 1
    assert name in out.stderr and words in out.stderr


def test_missing_path_and_empty_folder_are_wrong_calls(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for path in (tmp_path / "missing.pdf", tmp_path / "none"):
        out = call(tmp_path / "home", "ingest", path)
        assert out.returncode == 2
        assert out.stderr.startswith("zhengtu: ") and len(out.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_other_encodings_read_the_same(tmp_path: Path, encoding: str) -> None:
    text = XICHENG.read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (tmp_path / "b.txt").write_bytes(text.encode("utf-8"))
    records = [json.loads(call(tmp_path, "extract", tmp_path / name).stdout) for name in ("a.txt", "b.txt")]
    for record in (records[0][0], records[1][0]):
        del record["source"]
    assert records[0] == records[1]
    assert records[0][0]["doc_number"] == "西行规发〔2025〕4号"


def test_a_bad_document_is_kept_and_the_rest_goes_on(tmp_path: Path) -> None:
    inbox, home = tmp_path / "docs", tmp_path / "home"
    inbox.mkdir()
    (inbox / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    (inbox / "good.txt").write_bytes(XICHENG.read_bytes())
    out = call(home, "ingest", inbox)
    assert out.returncode == 1
    assert "Traceback" not in out.stderr
    assert "quarantined" in out.stderr and "broken.pdf" in out.stderr
    assert "1 policies with text" in out.stderr
    kept = list((home / "quarantine").glob("*/document.pdf"))
    assert [file.read_bytes() for file in kept] == [(inbox / "broken.pdf").read_bytes()]
    rows = json.loads(call(home, "status", "--format", "json").stdout)
    assert sorted(row["status"] for row in rows) == ["loaded", "quarantined"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("query", "MATCH (n RETURN n"), "MATCH (n RETURN n"),
        (("query", "RETURN 1", "-p", "broken"), "name=value"),
        (("query", "RETURN 1", "--format", "xml"), "table, json, csv"),
        (("query", "CREATE (:Policy {id: 'x'})"), ""),
        (("cookbook", "no-such"), "no-such"),
        (("cookbook", "in-force", "-p", "nope=1"), "nope"),
    ],
)
def test_wrong_calls_are_one_line_and_exit_2(zhengtu: Call, args: tuple[str, ...], words: str) -> None:
    out = zhengtu(*args)
    assert out.returncode == 2
    assert out.stdout == ""
    assert "Traceback" not in out.stderr and words in out.stderr
    assert out.stderr.startswith("zhengtu: ")


def test_wrong_password_is_one_line_and_not_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import subprocess
    import sys

    from tests.flows.conftest import ROOT, environment

    env = environment(tmp_path) | {
        "PYTHONPATH": str(ROOT),
        "NEO4J_URI": "bolt://127.0.0.1:9",
        "NEO4J_USERNAME": "neo4j",
        "NEO4J_PASSWORD": "very-secret",
    }
    assert os.environ.get("NEO4J_PASSWORD") != "very-secret"
    out = subprocess.run(
        [sys.executable, "-m", "flows.cli", "query", "RETURN 1"],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert out.returncode == 2
    assert "very-secret" not in out.stderr and "Traceback" not in out.stderr
    assert "127.0.0.1:9" in out.stderr


def test_a_copy_that_cannot_stand_in_is_named(tmp_path: Path) -> None:
    """Two files hold one text; the fuller goes out of the graph and the other is no longer on the disk."""
    docs, home = tmp_path / "docs", tmp_path / "home"
    docs.mkdir()
    text = XICHENG.read_text(encoding="utf-8")
    (docs / "whole.txt").write_text(text, encoding="utf-8")
    (docs / "cut.txt").write_text(text[: text.rindex("第六条")], encoding="utf-8")
    assert call(home, "ingest", docs).returncode == 0
    (docs / "cut.txt").unlink()
    out = call(home, "retire", docs / "whole.txt")
    assert out.returncode == 0
    assert f"no longer in the graph: {docs / 'cut.txt'}" in out.stderr.replace("\n", "")
