"""Inputs made to break a reader: honest ones mutated, and hostile ones built. Everything follows from a number."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import NamedTuple

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
CONTENT = "第一条　为促进科技创新，对符合条件的企业给予不超过100万元奖励，年度支持金额不超过500万元。"


class Attack(NamedTuple):
    """One input: the kind of harm, the name it comes under, its bytes."""

    kind: str
    name: str
    data: bytes


def truncated(dice: random.Random, data: bytes) -> bytes:
    """Cut off somewhere."""
    return data[: dice.randrange(len(data))]


def flipped(dice: random.Random, data: bytes) -> bytes:
    """One to sixty-four bits turned over."""
    out = bytearray(data)
    for _ in range(2 ** dice.randrange(7)):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def overwritten(dice: random.Random, data: bytes) -> bytes:
    """A stretch of zeros, ones, noise, or of another place of the same file."""
    at, length = dice.randrange(len(data)), dice.randrange(1, 2000)
    other = dice.randrange(len(data))
    filler = dice.choice([bytes(length), b"\xff" * length, dice.randbytes(length), data[other : other + length]])
    return data[:at] + filler + data[at + length :]


def repeated(dice: random.Random, data: bytes) -> bytes:
    """A stretch said over and over."""
    at, length = dice.randrange(len(data)), dice.randrange(1, 400)
    return data[:at] + data[at : at + length] * dice.randrange(2, 2000) + data[at:]


MUTATIONS: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "truncated": truncated,
    "bits flipped": flipped,
    "overwritten": overwritten,
    "repeated": repeated,
}


def package(parts: dict[str, str | bytes]) -> bytes:
    """A .docx of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in ({"_rels/.rels": RELS} | parts).items():
            archive.writestr(name, part)
    return stream.getvalue()


def document(body: str) -> str:
    """word/document.xml around a body."""
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zip_bomb(dice: random.Random) -> bytes:
    """A part that unpacks to 30-300 MB, as spaces, as paragraphs, or under a directory that lies about its size."""
    size = dice.randrange(30_000_000, 300_000_000)
    form = dice.randrange(3)
    unit = paragraph(CONTENT) if form == 1 else " " * 1000
    text = document(unit * (min(size, 60_000_000 if form == 1 else size) // len(unit)))
    data = bytearray(package({"word/document.xml": text}))
    if form == 2:
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def entity_bomb(dice: random.Random) -> bytes:
    """Entities of entities, in a DOCX or in a page, or one long entity said often, or a file of the machine."""
    depth, width = dice.randrange(5, 40), dice.randrange(5, 40)
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, depth))
    entities = dice.choice(
        [
            f'<!ENTITY a0 "{CONTENT}">{nested}',
            f'<!ENTITY a{depth - 1} "{CONTENT * 5000}">',
            f'<!ENTITY a{depth - 1} SYSTEM "file:///etc/passwd">',
            f'<!ENTITY % b "x"><!ENTITY a{depth - 1} "%b;">',
        ]
    )
    declared = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    call = f"&a{depth - 1};" * dice.randrange(1, 2000)
    if dice.random() < 0.3:
        return f"{declared}<html><body><div id='zoom'>{call}</div></body></html>".encode()
    place = dice.choice(["word/document.xml", "word/styles.xml", "word/numbering.xml"])
    parts: dict[str, str | bytes] = {"word/document.xml": document(paragraph(CONTENT))}
    return package(parts | {place: declared + document(paragraph(call))})


def nested(dice: random.Random) -> bytes:
    """Elements, tables, fields or arrays inside one another, far deeper than honest ones."""
    depth = dice.randrange(100, 60_000)
    form = dice.randrange(5)
    if form == 0:
        return f"<html><body>{'<div>' * depth}{CONTENT * 9}</body></html>".encode()
    if form == 1:
        return f"<html><body><div id=zoom>{'<table><tr><td>' * depth}{CONTENT * 9}</div></body></html>".encode()
    if form == 2:
        return package({"word/document.xml": document("<w:tbl><w:tr><w:tc>" * depth + paragraph(CONTENT))})
    if form == 3:
        field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * depth
        return package({"word/document.xml": document(f"<w:p>{field}<w:r><w:t>{CONTENT}</w:t></w:r></w:p>")})
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "[ " * depth + "] " * depth])


def pdf(objects: list[str]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
LEAF = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
)


def _stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content)} {entries}>>\nstream\n{content}\nendstream"


def cyclic_pdf(dice: random.Random) -> bytes:
    """Page trees, forms and references that come back to themselves."""
    length = dice.randrange(2, 40)
    form = dice.randrange(4)
    if form == 0:  # a ring of page nodes
        ring = [f"<< /Type /Pages /Kids [{3 + n} 0 R] /Count 1 >>" for n in range(length)]
        return pdf([CATALOG, *ring[:-1], "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])
    if form == 1:  # a drawing that draws itself
        entries = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> "
        tree = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
        return pdf([CATALOG, tree, LEAF, _stream("/F Do"), _stream("/F Do " * length, entries)])
    if form == 2:  # references to references
        return pdf([CATALOG, *(f"{3 + n} 0 R" for n in range(length)), "2 0 R"])
    forks = [f"<< /Type /Pages /Kids [{f'{3 + n} 0 R ' * 10}] /Count {10**n} >>" for n in range(min(length, 9))]
    return pdf([CATALOG, *forks, "<< /Type /Page /MediaBox [0 0 9 9] >>"])  # 10 to the power of n pages


def claiming_pdf(dice: random.Random) -> bytes:
    """A page tree that claims 10,000 pages and more, with none, one, or the same one each time."""
    claim = dice.choice([10_000, 99_999, 2**31 - 1, 2**31, -1, 0])
    kids = dice.choice(["", "3 0 R", "3 0 R " * 10_000])
    size = dice.choice(["9 9", "595 842", "1e9 1e9", "0 0", "-5 -5"])
    leaf = LEAF.replace("595 842", size)
    return pdf([CATALOG, f"<< /Type /Pages /Kids [{kids}] /Count {claim} >>", leaf, _stream("BT (x) Tj ET")])


def tedious_text(dice: random.Random) -> bytes:
    """Marks without an end, one endless line, blanks without number: what careless patterns take ages over."""
    unit = dice.choice(
        [
            "<!--",
            "[bookmark:",
            "```yaml\n",
            "[a](",
            "（",
            "《",
            "第一条",
            "一、",
            " ",
            "\u3000",
            "1.",
            "|-",
            "a|b\n-|-\n",
        ]
    )
    unit = dice.choice([unit, unit + dice.choice(["\n", "万元", "，", "以上"])])
    head = dice.choice(["", "# 某市办法\n", CONTENT + "\n"])
    return (head + unit * (dice.randrange(1_000, 300_000) // len(unit))).encode()


ATTACKS: dict[str, Callable[[random.Random], bytes]] = {
    "zip bomb": zip_bomb,
    "XML entity bomb": entity_bomb,
    "nested too deep": nested,
    "cyclic PDF": cyclic_pdf,
    "PDF claiming pages": claiming_pdf,
    "tedious text": tedious_text,
}
