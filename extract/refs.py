"""Provisions that words name by number: 第七条, 第16、第17、第18三条, 第一、二、三条款."""

from __future__ import annotations

import re

from extract.numbers import number
from schemas.text import Outline

_ONE = r"(?:\d+|[一二三四五六七八九十百]+)"
_NAMED = re.compile(rf"第({_ONE}(?:[、,和及与]第?{_ONE})*?)(?:[两三四五六七八九十]?条款?|款)")


def provisions_named(outline: Outline, words: str) -> tuple[str, ...]:
    """Paths of the provisions that folded words name; a number that names none, or several alike, is left out."""
    found: list[str] = []
    for match in _NAMED.finditer(words):
        for each in re.split(r"[、,和及与]第?", match[1]):
            if path := _provision(outline, each):
                found.append(path)
    return tuple(dict.fromkeys(found))


def _provision(outline: Outline, each: str) -> str:
    """The provision of a number: 第七条; else item 7 or （七） of the longest row of items numbered on and on."""
    articles = [unit.path for unit in outline.units if unit.label == f"第{each}条"]
    if articles:
        return articles[0] if len(articles) == 1 else ""
    rows = _rows(outline)
    labels = (f"（{each}）", each)
    found = [(rows[n], unit.path) for n, unit in enumerate(outline.units) if n in rows and unit.label in labels]
    found.sort(key=lambda pair: -pair[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return ""
    return found[0][1]


def _rows(outline: Outline) -> dict[int, int]:
    """The length of the row in which each item is numbered on, whatever stands above it（（一）…（二十））."""
    last: dict[str, tuple[int, list[int]]] = {}
    rows: list[list[int]] = []
    for n, unit in enumerate(outline.units):
        value = number(unit.label.strip("（）")) if unit.level in ("item", "subitem") else None
        if value is None:
            continue
        style = unit.label[0] if unit.label[0] == "（" else "1"
        before, row = last.get(style, (0, []))
        if not row or value != before + 1:
            row = []
            rows.append(row)
        row.append(n)
        last[style] = (int(value), row)
    return {n: len(row) for row in rows for n in row}
