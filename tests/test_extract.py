"""The whole way from a file to records: what every record keeps, and that two runs are alike."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract import extract, records
from extract.layout import tidy
from schemas.records import AnyRecord, Policy
from schemas.text import Document, Line, Page

ROOT = Path(__file__).parents[1]
SHORT = sorted(path for path in (ROOT / "raw_docs").glob("*.txt") if "区" in path.name)


@pytest.fixture(scope="module")
def short() -> list[AnyRecord]:
    return [record for path in SHORT for record in extract(path)]


def test_one_record_per_short_document(short: list[AnyRecord]) -> None:
    assert [record.type for record in short] == ["policy"] * 3
    assert [record.source.path for record in short] == [path.as_posix() for path in SHORT]
    assert all(record.source.sha256 and record.source.chars for record in short)


def test_provisions_are_in_order_and_hang_together(short: list[AnyRecord]) -> None:
    for record in short:
        assert isinstance(record, Policy)
        paths = [provision.path for provision in record.provisions]
        assert len(set(paths)) == len(paths)
        assert [provision.ordinal for provision in record.provisions] == list(range(len(paths)))
        assert {provision.parent for provision in record.provisions} <= {None, *paths}
        assert {found.path for found in (*record.quantities, *record.criteria, *record.limits)} <= set(paths)


def test_quantities_hang_on_criteria_that_exist(short: list[AnyRecord]) -> None:
    for record in short:
        assert isinstance(record, Policy)
        assert all(n < len(record.criteria) for quantity in record.quantities for n in quantity.hangs_on)


RUN = "import sys; from extract import extract; from pathlib import Path\n" + (
    "for p in sys.argv[1:]:\n for r in extract(Path(p)): sys.stdout.buffer.write(r.model_dump_json().encode() + b'\\n')"
)


def test_two_processes_write_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", RUN, *SHORT[:2]],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "20261")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"\n") == 2


def test_doubts_of_reading_go_with_the_record(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    end = "第二条 自印发之日起施行。\n" * 30
    path.write_bytes("甲市办法\n第一条 给予补助".encode() + b"\xff\xfe\n" + end.encode())
    (record,) = extract(path)
    assert "encoding" in {found.code for found in record.issues}


def test_unsure_numbers_of_a_scan_are_marked() -> None:
    lines = ("甲市扶持办法", "第一条 对企业给予100万元补助。", "第二条 对机构给予200万元补助。")
    sure = (0.99, 0.99, 0.55)
    printed = [
        Line(text, 90, 100 + 28 * n, 90 + 16 * len(text), 116 + 28 * n, 16, c)
        for n, (text, c) in enumerate(zip(lines, sure, strict=True))
    ]
    page = Page(1, tuple(printed), width=595, height=842, ocr=True)
    (record,) = records(tidy(Document("scan.pdf", "0" * 64, "application/pdf", (page,), False)))
    assert isinstance(record, Policy)
    assert record.source.ocr
    assert record.source.confidence == pytest.approx(0.843, abs=1e-3)
    assert [quantity.flags for quantity in record.quantities] == [(), ("ocr_low_confidence",)]


def test_a_text_without_any_number_is_one_provision(tmp_path: Path) -> None:
    """Short notices (追加额度, 继续执行) have no numbered units; what they say must not be lost."""
    path = tmp_path / "x.txt"
    path.write_text(
        "关于追加2025年汽车消费补贴资金额度的公告\n经研究决定，现追加资金3000万元用于本次活动，先到先得。\n"
        "公告链接：甲市商务局网站。\n甲市商务局\n2025年2月25日\n",
        encoding="utf-8",
    )
    (record,) = extract(path)
    assert isinstance(record, Policy)
    assert [(provision.path, provision.level) for provision in record.provisions] == [("前言", "preamble")]
    assert [(quantity.path, quantity.value) for quantity in record.quantities] == [("前言", 3e7)]
    assert (record.issuers, record.issued_on) == (("甲市商务局",), "2025-02-25")
