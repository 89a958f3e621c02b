"""Marks that Markdown writers put around a document: taken off, or told as metadata.

Afterwards no line is a front matter, a metadata block, a fence, a quotation mark `>` or an attribute list; the title
of a call-out (`> [!rule]+ 《…》`) is a heading. Headings, emphasis and list marks stay for the layout stage.
"""

from __future__ import annotations

import re

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.S)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M)
_CALLOUT = re.compile(r"^\[![\w ]+\][+-]?[ \t]*(.*)$", re.M)
_DEFINITION = re.compile(r"^\[(?:\^[^\]\n]{1,60}\]:[ \t]+\S|[^\]\n]{1,60}\]:[ \t]+<?(?:https?:|/|#)).*$\n?", re.M)
_REFERENCE = re.compile(r"\[\^[\w-]{1,30}\]|\[([^\[\]\n]{1,80})\]\[[^\[\]\n]{0,60}\]")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)([\w-]*)[ \t]*")
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?", re.M)
_CODE = re.compile(r"`([^`\n]+)`")
_PAIR = re.compile(r"^([\w\u4e00-\u9fff]{1,16})[ \t]*[:：][ \t]+(.+)$", re.M)
_METADATA = "## 元数据"
_ROW = re.compile(r"\s*\|\s*([^|\s][^|]{0,20}?)\s*\|\s*([^|]*[^|\s])\s*\|\s*")
_RULE = re.compile(r"[\s|:-]*")

_HEADING = re.compile(r"^#{1,6} +\S", re.M)
_STRONG = re.compile(r"\*\*[^*\n]+\*\*")

Pairs = tuple[tuple[str, str], ...]


def is_markdown(text: str) -> bool:
    """True for text with headings, a front matter, or more than a chance pair of `**`."""
    return bool(_HEADING.search(text) or _FRONT.match(text)) or len(_STRONG.findall(text)) > 2


def unmark(text: str) -> tuple[str, Pairs]:
    """`text` without those marks, and the (field, value) pairs of its front matter and of its one metadata block.

    A text with several metadata blocks holds several versions or documents: then no block speaks for the file.
    """
    pairs: list[tuple[str, str]] = []
    if front := _FRONT.match(text):
        pairs += _PAIR.findall(front[1])
        text = text[front.end() :]
    text = _CALLOUT.sub(lambda m: f"## {m[1]}" if m[1] else "", _QUOTE.sub("", text))
    text, blocks = _unboxed(text)
    if len(blocks) == 1:
        pairs = [*blocks[0], *pairs]
    text = _REFERENCE.sub(lambda m: m[1] or "", _DEFINITION.sub("", _ATTRIBUTES.sub("", text)))
    return _CODE.sub(r"\1", text), tuple((key, value.strip(" \t\"'")) for key, value in pairs)


def _unboxed(text: str) -> tuple[str, list[list[tuple[str, str]]]]:
    """`text` without fences and metadata blocks (YAML in a fence, or a table under 元数据), and what these say."""
    kept: list[str] = []
    blocks: list[list[tuple[str, str]]] = []
    yaml = table = False
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        if fence:
            yaml = not yaml and fence[1].lower() in ("yaml", "yml")
            if yaml:
                blocks.append([])
        elif yaml:
            blocks[-1] += _PAIR.findall(line)
        elif line.strip() == _METADATA:
            table = True
            blocks.append([])
        elif table and (row := _ROW.fullmatch(line)):
            blocks[-1].append((row[1], row[2]))
        elif not (table and _RULE.fullmatch(line)):
            table = False
            kept.append(line)
    return "\n".join(kept), [block for block in blocks if block]
