"""Marks that Markdown writers put around a document: taken off, or told as metadata.

Afterwards no line is a front matter, a metadata block, a fence, a quotation mark `>` or an attribute list; the title
of a call-out (`> [!rule]+ 《…》`) is a heading. Headings, emphasis and list marks stay for the layout stage.
"""

from __future__ import annotations

import re

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.S)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M)
_CALLOUT = re.compile(r"^\[!\w+\][+-]?[ \t]*(.*)$", re.M)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)([\w-]*)[ \t]*")
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?", re.M)
_CODE = re.compile(r"`([^`\n]+)`")
_PAIR = re.compile(r"^([\w\u4e00-\u9fff]{1,16})[ \t]*[:：][ \t]+(.+)$", re.M)
_EMPTY_CALLOUT = re.compile(r"^## 元数据[ \t]*$\n?", re.M)

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
    text, blocks = _unfenced(text)
    if len(blocks) == 1:
        pairs = [*_PAIR.findall(blocks[0]), *pairs]
    text = _EMPTY_CALLOUT.sub("", _ATTRIBUTES.sub("", text))
    return _CODE.sub(r"\1", text), tuple((key, value.strip(" \t\"'")) for key, value in pairs)


def _unfenced(text: str) -> tuple[str, list[str]]:
    """`text` without the fences of code blocks, and the blocks of YAML that were taken out with theirs."""
    kept: list[str] = []
    blocks: list[str] = []
    block: list[str] | None = None
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        if block is not None and fence:
            blocks.append("\n".join(block))
            block = None
        elif block is not None:
            block.append(line)
        elif fence and fence[1] in ("yaml", "yml"):
            block = []
        elif not fence:
            kept.append(line)
    return "\n".join(kept + (block or [])), [found for found in blocks if _PAIR.search(found)]
