"""From the tree's nodes to units: path, level, heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from extract.outline.tree import Node
from schemas.text import Note, Unit

Level = Literal["preamble", "part", "chapter", "section", "article", "item", "subitem", "annex"]

ENDED = re.compile(r"[。;；!！?？…:：][”’」)）》]*$")
"""The end of a sentence."""
SHORT = re.compile(r"[^。,;:，；：]{1,44}。")
"""One sentence as short as a heading."""

_INTRODUCES = re.compile("[，,]|如下|下列|以下|应当|包括")
_AS_THEY_ARE = frozenset(("annex", "part", "chapter", "section", "article"))
_ARTICLE_LIKE = frozenset(("article", "cn", "head", "chapter", "section", "part"))


def units(nodes: Sequence[Node], text: str, notes: list[Note]) -> tuple[Unit, ...]:
    """The units of `nodes`, in order; a path that comes twice is added to `notes`."""
    restarts = _restarts(nodes)
    holders = {node.parent for node in nodes}
    paths: list[str] = []
    seen: set[str] = set()
    twins: set[int | None] = set()
    made: list[Unit] = []
    for index, node in enumerate(nodes):
        path = _path(nodes, paths, node, restarts)
        if path in seen:
            if not node.again and node.parent not in twins:
                notes.append(Note("path_repeat", f"{path} comes again", "warning", node.page, node.label.start))
            twins.add(index)
        seen.add(path)
        paths.append(path)
        level, heading = _level(nodes, node), _heading(node, text, index in holders)
        made.append(Unit(path, node.label.name, level, heading, tuple(node.spans), node.page, node.parent))
    return tuple(made)


def _annex(nodes: Sequence[Node], node: Node) -> int | None:
    """Index of the annex that holds `node`."""
    parent = node.parent
    while parent is not None and nodes[parent].label.kind != "annex":
        parent = nodes[parent].parent
    return parent


def _restarts(nodes: Sequence[Node]) -> frozenset[int | None]:
    """The annexes (None: the body) in which articles count from one again in another chapter."""
    firsts: dict[int | None, set[int | None]] = {}
    for node in nodes:
        if node.label.kind == "article" and node.label.number == 1 and not node.label.sub:
            firsts.setdefault(_annex(nodes, node), set()).add(node.parent)
    return frozenset(annex for annex, parents in firsts.items() if len(parents) > 1)


def _path(nodes: Sequence[Node], paths: Sequence[str], node: Node, restarts: frozenset[int | None]) -> str:
    parent = node.parent
    if parent is not None and node.label.kind == "article":
        annex = _annex(nodes, node)
        parent = parent if annex in restarts else annex
    return node.label.name if parent is None else f"{paths[parent]}/{node.label.name}"


def _level(nodes: Sequence[Node], node: Node) -> Level:
    kind = node.label.kind
    if kind in _AS_THEY_ARE:
        return cast(Level, kind)
    if kind == "head":
        return "chapter"
    parent = None if node.parent is None else nodes[node.parent].label.kind
    if parent is None or parent == "annex":
        return "article"
    return "item" if parent in _ARTICLE_LIKE else "subitem"


def _heading(node: Node, text: str, holds: bool) -> str:
    """The unit's first paragraph where that is no sentence, or one short sentence with text or items below it."""
    if node.label.kind == "head":
        return node.label.name
    if not node.spans or node.spans[0][1] - node.label.end > 60:
        return ""
    first = text[node.label.end : node.spans[0][1]].strip(" 【】[]")
    if node.label.kind == "annex" and len(first) < 2 and len(node.spans) > 1:
        start, end = node.spans[1]
        first = text[start : min(end, start + 61)]
        return "" if len(first) > 60 or ENDED.search(first) else first
    if first[-1:] in (":", "：") and not _INTRODUCES.search(first):
        first = first[:-1]
    if (holds or len(node.spans) > 1) and SHORT.fullmatch(first):
        return first[:-1]
    return "" if ENDED.search(first) else first
