"""What a file is, by its first bytes and, for zip containers, by the names inside; its own name is never asked."""

from __future__ import annotations

import io
import re
import zipfile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
WORDML = "application/vnd.ms-word.xml"
HTML = "text/html"
MHTML = "multipart/related"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
EMPTY = "application/x-empty"

IMAGES = ("image/png", "image/jpeg", "image/tiff", "image/gif", "image/webp", "image/bmp")
NAMES = {
    "application/ofd": "OFD (a layout form of its own)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint file",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text",
    "application/vnd.ms-excel": "an old Excel workbook",
    "application/vnd.ms-powerpoint": "an old PowerPoint file",
    "application/x-encrypted-office": "an Office file locked with a password",
    "application/x-ole-storage": "an Office file of unknown kind",
    "application/zip": "a zip archive: unpack it and ingest what it holds; it",
    "application/x-executable": "a program",
}
"""What to call the forms that are recognised and not read."""

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"\x1f\x8b": "application/gzip",
    b"BZh": "application/x-bzip2",
    b"7z\xbc\xaf\x27\x1c": "application/x-7z-compressed",
    b"Rar!\x1a\x07": "application/vnd.rar",
    b"\xfd7zXZ\x00": "application/x-xz",
    b"\x7fELF": "application/x-executable",
    b"SQLite format 3\x00": "application/vnd.sqlite3",
}
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_PARTS = (
    ("word/document", DOCX),
    ("OFD.xml", "application/ofd"),
    ("xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("content.xml", "application/vnd.oasis.opendocument.text"),
)
_OLE2_STREAMS = (
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?><!--.*?-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|script|style)\b",
    re.I | re.S,
)
_MIME = re.compile(rb"\s*(?:mime-version|content-type|from|subject|date):", re.I)
_WORDML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"|<pkg:package\b|<w:wordDocument\b")
_HEADS = 4096
MAX_DIRECTORY = 4_000_000


def media_type(data: bytes) -> str:
    """The media type of `data`; TEXT for all that has no mark of its own: whether it is text, its reader finds out."""
    head = data[:_HEADS]
    if not head.strip(b" \t\r\n\x00"):
        return EMPTY
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    if head.startswith(_OLE2):
        return _ole2_type(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:15] in (b"\x28", b"\x0c", b"\x6c", b"\x7c"):
        return "image/bmp"
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return name
    return _text_type(head)


def _text_type(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        little = head.startswith(b"\xff\xfe")
        head = head[2:].decode("utf-16-le" if little else "utf-16-be", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _WORDML.search(head):
        return WORDML
    if _MIME.match(head) and b"multipart/related" in head.lower():
        return MHTML
    return HTML if _HTML.match(head) else TEXT


def _zip_type(data: bytes) -> str:
    if _directory_size(data) > MAX_DIRECTORY:
        return "application/zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # A cut-off zip has lost its directory; the names of its first members still say what it was.
        names = [part for part, _ in _ZIP_PARTS if part.encode() in data]
    for part, name in _ZIP_PARTS:
        if any(entry.startswith(part) for entry in names):
            return name
    return "application/zip"


def _directory_size(data: bytes) -> int:
    """Bytes that the zip's table of contents claims; what is in it is only read where this is modest."""
    at = data.rfind(b"PK\x05\x06", max(len(data) - 66_000, 0))
    return int.from_bytes(data[at + 12 : at + 16], "little") if at >= 0 else 0


def _ole2_type(data: bytes) -> str:
    for stream, name in _OLE2_STREAMS:
        if stream.encode("utf-16-le") in data:
            return name
    return "application/x-ole-storage"
