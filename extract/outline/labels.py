"""Numbers that provisions carry: what kind a label is, which number it holds and how it is written in a path."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extract.numbers import chinese
from schemas.tables import values

_CN = "一二三四五六七八九十百千零〇○两"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_KINDS = {"编": "part", "篇": "part", "章": "chapter", "节": "section", "条": "article"}

_LABEL = re.compile(
    rf"第(?P<wei>[{_CN}\d]{{1,9}})(?P<of>[编篇章节条])(?P<zhi>之[一二三四五六七八九十]{{1,3}})?"
    rf"|\((?P<pcn>[{_CN}]{{1,5}})\)[、.]?"
    rf"|(?P<cn>[一二三四五六七八九十百]{{1,5}})(?:、|\.(?!\d))"
    r"|\((?P<pnum>\d{1,3})\)[、.]?"
    r"|(?P<half>\d{1,2})\)"
    r"|(?P<dot>(?!\d+\.(?:(?:19|20)\d\d年|\d+周?岁))"
    r"\d{1,2}(?:\.\d{1,2}){1,3})(?=[ 、\u4e00-\u9fff])(?![万亿元%倍个年月日公平吨米])"
    r"|(?P<num>\d{1,3})(?:、(?!\d{1,3}[、号])|\.(?!\d)|\.(?=(?:19|20)\d\d年|\d{2,3}周?岁)|(?=[\u4e00-\u9fff])(?![万亿元倍个年月日公平吨米家项名人条款号天次期只件位至到岁届级类]))"
    rf"|(?P<circ>[{_CIRCLED}])"
    r"|(?P<annex>附件|附表|附录)(?P<which>\d{1,2}|[一二三四五六七八九十]{1,3})?(?=$|:|[-.、]|(?<=[\d一二三四五六七八九十])[^。;,:]{2,50}$)"
)
_FIRST = frozenset(f"第({_CN}0123456789{_CIRCLED}附")
_INLINE = re.compile(
    rf"(?<=[:;。,])(?:\((?P<pcn>[一二三四五六七八九十]{{1,3}})\)|\((?P<pnum>\d{{1,2}})\)|(?P<num>\d{{1,2}})(?:、|\.(?!\d))|(?P<circ>[{_CIRCLED}]))"
    r"|(?<=。)第[一二三四五六七八九十百零〇]{1,7}条"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}(?=$|\n)")
_HEADINGS = frozenset(values("outline", "headings"))
_REFERENCE = re.compile(
    rf"(?:[、和至或及与]|或者|以及|-|~)?\(?第[{_CN}\d]+[条款项]|款(?!项)|项(?!目)|"
    + "|".join(map(re.escape, values("outline", "references")))
)

_LISTED = re.compile(r"([一二三四五六七八九十]{1,3})[、等级类期年季月]")
"""What follows 一、 in 一、二等奖 and 一、二年."""
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|jpe?g|png)$", re.I)
"""The end of an attachment's name."""

RANK: dict[str, float] = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "article": 4,
    "cn": 5, "pcn": 6, "num": 7, "dot2": 7.2, "dot3": 7.4, "dot4": 7.6, "pnum": 8, "half": 8.5, "circ": 9,
}  # fmt: skip
"""Which kind usually holds which: a lower rank holds a higher one."""

_NAMES = {"cn": "{}", "pcn": "（{}）", "num": "{}", "pnum": "（{}）", "half": "{}）"}

STRUCTURAL = frozenset(("annex", "part", "chapter", "section", "article"))


class Label(NamedTuple):
    """A number at `start`..`end` of the text; `name` is how it stands in a path.

    A weak label may be running text: it counts only where its neighbours bear it out.
    """

    kind: str
    number: int
    name: str
    start: int
    end: int
    weak: bool = False
    sub: int = 0
    """The 之 of 第十条之一."""


@lru_cache(maxsize=4096)
def ordinal(text: str) -> int | None:
    """The value of a Chinese or Arabic ordinal: 二十三 → 23, 一〇五 → 105, 12 → 12; None for what is none (十百)."""
    if text.isdecimal():
        return int(text)
    value = chinese(text)
    return None if value is None else int(value)


def label_at(folded: str, start: int, end: int) -> Label | None:
    """The label with which the paragraph folded[start:end] begins, if it begins with one."""
    found = _LABEL.match(folded, start, end) if folded[start] in _FIRST else None
    if not found:
        word = _WORD.match(folded, start, end) if end - start <= 8 else None
        return Label("head", 0, word[0], start, end) if word and word[0] in _HEADINGS else None
    if of := found["of"]:
        kind = _KINDS[of]
        weak = bool(_REFERENCE.match(folded, found.end(), end)) or (kind != "article" and end - start > 60)
        zhi = found["zhi"]
        value, sub = ordinal(found["wei"]), ordinal(zhi[1:]) if zhi else 0
        return None if value is None else Label(kind, value, found[0], start, found.end(), weak, sub or 0)
    if annex := found["annex"]:
        if _REFERENCE.match(folded, found.end(), end) or _FILE.search(folded, found.end(), end):
            return None
        which = found["which"]
        value = ordinal(which) if which else 0
        return Label("annex", value or 0, annex + (which or ""), start, found.end())
    return _item(found, folded)


def _item(found: re.Match[str], folded: str) -> Label | None:
    kind = found.lastgroup or ""
    text, start, end = found[kind], found.start(), found.end()
    if kind == "circ":
        return Label(kind, _CIRCLED.index(text) + 1, text, start, end)
    if kind == "dot":
        figures = text.split(".")
        return Label(f"dot{len(figures)}", int(figures[-1]), text, start, end, True)
    value = ordinal(text)
    if value is None:
        return None
    name = _NAMES[kind].format(text if kind in ("cn", "pcn") else value)
    listed = _LISTED.match(folded, end) if kind == "cn" else None
    if listed and ordinal(listed[1]) == value + 1:
        return None
    weak = kind in ("num", "cn") and folded[end - 1] not in "、."
    if weak and text[0] == "0":
        return None
    return Label(kind, value, name, start, end, weak)


def inline_labels(folded: str, start: int, end: int) -> list[Label]:
    """Labels inside folded[start:end]: items behind a colon, a stop, a semicolon or a comma, articles behind a stop."""
    found = (
        _item(one, folded) if one.lastgroup else label_at(folded, one.start(), end)
        for one in _INLINE.finditer(folded, start, end)
    )
    return [label for label in found if label]
