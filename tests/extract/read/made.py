"""Small documents made by hand, so that no test needs a file of another program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run; `properties` is the inside of w:pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph whose label exists only as automatic numbering."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(text: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def document(body: str) -> str:
    """word/document.xml around a body."""
    return f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'


def levels(*patterns: tuple[str, str]) -> str:
    """The w:lvl elements of a list, one per (format, text)."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(patterns)
    )


def numbering(abstracts: dict[int, str], instances: dict[int, tuple[int, str]]) -> str:
    """word/numbering.xml: lists by number, and instances (number of the list, overrides)."""
    lists = "".join(f'<w:abstractNum w:abstractNumId="{i}">{inside}</w:abstractNum>' for i, inside in abstracts.items())
    nums = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for i, (abstract, overrides) in instances.items()
    )
    return f'<w:numbering xmlns:w="{W}">{lists}{nums}</w:numbering>'


def docx(body: str, **parts: str) -> bytes:
    """A .docx; parts by their name without '.xml' (numbering, styles, footnotes, header1)."""
    return package({"word/document.xml": document(body)} | {f"word/{name}.xml": text for name, text in parts.items()})


def package(parts: dict[str, str]) -> bytes:
    """A zip of `parts` with the relationships of a .docx."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ({"_rels/.rels": RELS} | parts).items():
            archive.writestr(name, text)
    return stream.getvalue()


def pdf(objects: list[str], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a true cross-reference table."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
