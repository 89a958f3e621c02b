"""The front door: every kind of bad input ends in one clear line, every document in its own form's reader."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.read import guard, read
from schemas.errors import Unreadable, UsageError
from tests.extract.read import made

USER_PATH = os.environ.get("PATH", "")

TEXT = "第一条　为促进科技创新，制定本办法。给予不超过100万元奖励。\n"
PAGE = f"<html><body><div id=zoom><p>{TEXT * 5}</p></div></body></html>"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(2000)


@pytest.fixture(scope="module")
def without_programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A machine without LibreOffice, whatever this one has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
        patch.setattr(read.__module__ + ".GUARD", guard.Guard())  # whose children have this PATH
        yield


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("utf16.txt", TEXT.encode("utf-16"), "text/plain"),
        ("gb18030.txt", TEXT.encode("gb18030"), "text/plain"),
        ("x.pdf", made.docx(made.p(TEXT)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("really-html.doc", PAGE.encode(), "text/html"),
        ("x", TEXT.encode(), "text/plain"),
    ],
)
def test_read_by_content(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert document.media_type == media_type
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.path == path.as_posix()
    assert "给予不超过100万元奖励" in document.pages[0].lines[0].text


@pytest.mark.parametrize(
    ("name", "data", "code", "word"),
    [
        ("empty.txt", b"", "empty", "empty"),
        ("blank.txt", b" \r\n", "empty", "empty"),
        ("binary.txt", bytes(range(256)) * 99, "binary", "no text"),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(500), "unsupported", "a program"),
        ("archive.zip", made.package({"a.txt": "x"}), "unsupported", "zip archive"),
        ("page.html", b"<html><body><a>x</a></body></html>", "no_article", "navigation"),
        ("broken.pdf", b"%PDF-1.7\nnothing", "damaged", "PDF"),
        ("broken.docx", made.docx(made.p("x"))[:-40], "damaged", "Word"),
        ("old.doc", OLE2, "needs_libreoffice", "LibreOffice"),
        ("old.rtf", b"{\\rtf1 x}", "needs_libreoffice", "LibreOffice"),
    ],
)
@pytest.mark.usefixtures("without_programs")
def test_bad_input(tmp_path: Path, name: str, data: bytes, code: str, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable) as error:
        read(path)
    assert error.value.code == code
    assert word in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 300


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UsageError, match="not a file"):
        read(tmp_path)


def test_characters_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("⼀、⼈才\u200b引进\xa0（⻅附件）１００万元\x01", encoding="utf-8")
    assert read(path).pages[0].lines[0].text == "一、人才引进 （见附件）１００万元"


def test_old_word_files_through_a_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice that is called as it is: it leaves a .docx in the folder it is told."""
    (tmp_path / "result.docx").write_bytes(made.docx(made.p(TEXT)))
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\ncp {tmp_path}/result.docx "${{last%.doc}}.docx"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(read.__module__ + ".GUARD", guard.Guard())
    path = tmp_path / "old.doc"
    path.write_bytes(OLE2)
    document = read(path)
    assert document.media_type == "application/msword"
    assert "给予不超过100万元奖励" in document.pages[0].lines[0].text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_rich_text_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", USER_PATH)
    monkeypatch.setattr(read.__module__ + ".GUARD", guard.Guard())
    path = tmp_path / "x.rtf"
    path.write_bytes(b"{\\rtf1\\ansi Grant 100}")
    assert read(path).pages[0].lines[0].text == "Grant 100"


def bomb(size: int, header: bytes) -> bytes:
    """A .docx whose document part unpacks to `size` bytes of spaces."""
    import io

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", made.RELS)
        with archive.open("word/document.xml", "w") as part:
            part.write(header)
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return stream.getvalue()


ENTITIES = (
    "<!DOCTYPE w:document ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    ("name", "code"),
    [("zip bomb", "too_large"), ("billion laughs", "hostile"), ("late entity", "hostile"), ("long name", "damaged")],
)
def test_hostile_word_files(tmp_path: Path, name: str, code: str) -> None:
    data = {
        "zip bomb": lambda: bomb(300_000_000, made.document("").encode()),
        "billion laughs": lambda: made.package({"word/document.xml": ENTITIES + made.document(made.p("&a11;"))}),
        "late entity": lambda: made.package({"word/document.xml": " " * 9000 + ENTITIES + made.document("")}),
        "long name": lambda: made.docx("<w:" + "a" * 50_000 + "/><w:p"),
    }[name]()
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as error:
        read(path)
    assert error.value.code == code


PAGES = "<< /Type /Pages /Kids [{kids}] /Count {count} >>"
LEAF = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


@pytest.mark.parametrize(
    "objects",
    [
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="2 0 R", count=1)],  # a node that is its own child
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R", count=1), PAGES.format(kids="2 0 R", count=1)],
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R", count=10_000), LEAF],  # 10,000 pages claimed
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R", count=2_000_000_000), LEAF],
        # one page, 10,000 times
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R " * 10_000, count=10_000), LEAF],
        ["1 0 R"],
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R", count=-1), LEAF],
        ["<< /Type /Catalog /Pages 2 0 R >>", PAGES.format(kids="3 0 R", count=1), "<< " * 5000 + ">> " * 5000],
    ],
)
def test_hostile_pdfs(tmp_path: Path, objects: list[str]) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made.pdf(objects))
    with pytest.raises(Unreadable) as error:
        read(path)
    assert error.value.code in {"damaged", "too_large", "empty", "needs_ocr", "timeout"}
