"""The parts of a .docx, taken from the zip one by one within limits, and parsed as XML that may name no entities.

Relationships are not followed further than to the main part, so a broken one (a target of ../NULL) stops nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree
from lxml.etree import _Element as Element

from schemas.errors import Unreadable

MAX_PART = 64_000_000
"""Bytes of one unpacked XML part; the largest honest one seen is 7 MB. A zip bomb claims or yields more."""

_DAMAGE = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)


class Package:
    """A .docx as a dictionary of parts. Errors: Unreadable('damaged'|'encrypted'|'too_large'|'hostile')."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Unreadable("damaged", f"the Word file is cut off or damaged: {error}") from error
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "the Word file is locked with a password")
        if info.file_size > MAX_PART:
            raise Unreadable("too_large", f"{name} in the Word file unpacks to more than {MAX_PART // 1_000_000} MB")
        try:
            with self._zip.open(info) as stream:
                return stream.read(MAX_PART)
        except (*_DAMAGE, zlib.error, RuntimeError) as error:
            raise Unreadable("damaged", f"{name} in the Word file is damaged: {error}") from error

    def tree(self, name: str) -> Element | None:
        """The parsed XML of a part, None where there is none."""
        data = self.part(name)
        return None if data is None else parse(data, name)

    def optional(self, name: str) -> Element | None:
        """As `tree`, but None also where the part is damaged: for parts that the text can do without."""
        try:
            return self.tree(name)
        except Unreadable as error:
            if error.code != "damaged":
                raise
            return None

    def unpacked(self) -> int:
        """Bytes that the parts with text claim to unpack to."""
        return sum(info.file_size for info in self._zip.infolist() if info.filename.endswith(".xml"))

    def main(self) -> str:
        """The name of the main part: by the package's relationships, else by custom."""
        root = self.optional("_rels/.rels")
        for relationship in root.iterchildren() if root is not None else ():
            if str(relationship.get("Type", "")).endswith("/officeDocument"):
                target = str(relationship.get("Target", "")).lstrip("/")
                if target in self.names:
                    return target
        for name in sorted(self.names):
            if PurePosixPath(name).match("word/document*.xml"):
                return name
        raise Unreadable("damaged", "the Word file holds no document part")


def unpacked(data: bytes) -> int:
    """Bytes of XML that a .docx claims to hold; 0 where it cannot even be opened, which its reader will say."""
    try:
        return Package(data).unpacked()
    except Unreadable:
        return 0


def parse(data: bytes, name: str) -> Element:
    """The XML of one part. No honest part has a DOCTYPE: one is the mark of an entity bomb, and is refused unread."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("hostile", f"{name} in the Word file defines XML entities, as no Word file does")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged", f"{name} in the Word file is no well-formed XML: {error}") from error
