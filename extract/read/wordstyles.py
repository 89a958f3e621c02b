"""What the styles of a Word file say about paragraphs: which are centred or right, which are lines of a contents."""

from __future__ import annotations

import re
from typing import Literal

from lxml.etree import _Element as Element

Align = Literal["center", "right"] | None
ALIGN: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
"""Word's names of alignments; all others are left or justified."""

_TOC_STYLE = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)?", re.I)


def contents_styles(styles: Element | None) -> frozenset[str]:
    """The styles whose paragraphs are lines of a generated table of contents: toc 1 … toc 9, TOC Heading, 目录 1 …."""
    found = set()
    for style in styles.iterchildren("{*}style") if styles is not None else ():
        name = next(style.iterchildren("{*}name"), None)
        if name is not None and _TOC_STYLE.fullmatch(attribute(name, "val") or ""):
            found.add(attribute(style, "styleId") or "")
    return frozenset(found)


def aligned_styles(styles: Element | None) -> dict[str, Align]:
    """Style → centred or right, its own or that of the style that it is based on."""
    own: dict[str, str] = {}
    base: dict[str, str] = {}
    for style in styles.iterchildren("{*}style") if styles is not None else ():
        identity = attribute(style, "styleId") or ""
        for node in style.iterfind("{*}pPr/{*}jc"):
            own[identity] = attribute(node, "val") or ""
        for node in style.iterchildren("{*}basedOn"):
            base[identity] = attribute(node, "val") or ""
    found: dict[str, Align] = {}
    for identity in own.keys() | base.keys():
        style_, steps = identity, 0
        while style_ not in own and style_ in base and steps < 20:
            style_, steps = base[style_], steps + 1
        found[identity] = ALIGN.get(own.get(style_, ""))
    return found


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
