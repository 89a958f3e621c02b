"""What a file is, whatever it is called."""

import pytest

from extract.read import media
from tests.extract.read import made

PAGE = b"<!DOCTYPE html><html><head><title>x</title></head><body>x</body></html>"

ROWS = [
    (b"", media.EMPTY),
    (b" \r\n\t\x00", media.EMPTY),
    (b"%PDF-1.7\n", media.PDF),
    (b"\n\n%PDF-1.4", media.PDF),  # junk before the header, as mail gateways add it
    (made.docx(made.p("x")), media.DOCX),
    (made.docx(made.p("x"))[:300], media.DOCX),  # cut off: the directory at the end is lost
    (made.package({"OFD.xml": "<OFD/>"}), "application/ofd"),
    (made.package({"xl/workbook.xml": "<x/>"}), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (made.package({"a.txt": "x"}), "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), media.DOC),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "application/x-encrypted-office"),
    (b"{\\rtf1\\ansi", media.RTF),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', media.WORDML),
    (PAGE, media.HTML),
    (b"\xef\xbb\xbf" + PAGE, media.HTML),
    (b"\xff\xfe" + PAGE.decode().encode("utf-16-le"), media.HTML),
    (b"<!-- a --><!-- b -->\n<HTML>", media.HTML),
    (b"<meta charset=gb2312><p>x", media.HTML),  # fragments without <html> are pages too
    (b"<!---->" * 580, media.TEXT),  # no exponential search
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", media.MHTML),
    (b"From: a\r\nSubject: b\r\n\r\ntext", media.TEXT),  # a mail, or a text that begins like one
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\x7fELF\x02\x01", "application/x-executable"),
    ("第一条　为了".encode("gb18030"), media.TEXT),
    ("<标题> 第一条".encode(), media.TEXT),
]


@pytest.mark.parametrize(("data", "expected"), ROWS, ids=[f"{i}-{e}" for i, (_, e) in enumerate(ROWS)])
def test_media_type(data: bytes, expected: str) -> None:
    assert media.media_type(data) == expected


def test_bloated_zip_directory_is_not_opened() -> None:
    data = bytearray(made.docx(made.p("x")))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (50_000_000).to_bytes(4, "little")
    assert media.media_type(bytes(data)) == "application/zip"
