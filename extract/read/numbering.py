"""Word's automatic numbering, rebuilt as the text that Word prints.

word/numbering.xml holds abstract lists (nine levels: start, format, text such as 第%1条) and numbered instances of
them; a paragraph, or its style, names an instance and a level. `Numbering.label` is called once per paragraph, in
reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

MAX_LABEL = 60
"""Characters of a label's pattern; Word prints no longer ones."""


class Level(NamedTuple):
    """One level of a list: `text` holds %1..%9 for the numbers of the levels, `tail` stands between label and text."""

    start: int
    format: str
    text: str
    tail: str
    legal: bool
    restart: int | None
    """The level whose number restarts this one, counted from 1; 0 never, None every level above."""


_PLAIN = Level(1, "decimal", "%1.", " ", False, None)


class Numbering:
    """The lists of one document and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._number: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._style: dict[str, tuple[str | None, int | None]] = {}
        self._based: dict[str, str] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def label(self, properties: Element | None) -> str:
        """The printed label of the paragraph with these properties, '' where it has none; counts it."""
        number, level = self._place(properties)
        if number is None or number not in self._number:
            return ""
        abstract, own, starts = self._number[number]
        levels = self._abstract.get(abstract, {}) | own
        counts = self._counts.setdefault(abstract, {})
        here = levels.get(level, _PLAIN)
        if level in starts and (number, level) not in self._started:
            self._started.add((number, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            restart = levels.get(deeper, _PLAIN).restart
            if restart is None or 0 < level + 1 <= restart:
                del counts[deeper]
        text = here.text
        for other in range(9):
            if f"%{other + 1}" in text:
                upper = levels.get(other, _PLAIN)
                count = counts.setdefault(other, upper.start)
                style = "decimal" if here.legal and other != level else upper.format
                text = text.replace(f"%{other + 1}", spelled(count, style))
        text = "" if here.format == "bullet" else text
        return text + here.tail if text.strip() else ""

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """The list instance and level of a paragraph, its own or its style's."""
        number, level = _numpr(properties)
        style = _value(properties, "pStyle") if properties is not None else None
        seen: set[str] = set()
        named = style
        while style and style not in seen and (number is None or level is None):
            seen.add(style)
            its_number, its_level = self._style.get(style, (None, None))
            number = its_number if number is None else number
            level = its_level if level is None else level
            style = self._based.get(style)
        if number == "0":
            return None, 0
        if level is None and number is not None and named and number in self._number:
            level = self._by_style.get((self._number[number][0], named))
        return number, level or 0

    def _read_styles(self, styles: Element) -> None:
        for style in _children(styles, "style"):
            identity = _attribute(style, "styleId") or ""
            self._style[identity] = _numpr(_child(style, "pPr"))
            if base := _value(style, "basedOn"):
                self._based[identity] = base

    def _read_lists(self, numbering: Element) -> None:
        links: dict[str, str] = {}
        for abstract in _children(numbering, "abstractNum"):
            identity = _attribute(abstract, "abstractNumId") or ""
            levels = self._abstract.setdefault(identity, {})
            for level in _children(abstract, "lvl"):
                index = _integer(_attribute(level, "ilvl"), 0)
                levels[index] = _level(level)
                if style := _value(level, "pStyle"):
                    self._by_style[identity, style] = index
            if link := _value(abstract, "numStyleLink"):
                links[identity] = link
        for instance in _children(numbering, "num"):
            own: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in _children(instance, "lvlOverride"):
                index = _integer(_attribute(override, "ilvl"), 0)
                if (level_ := _child(override, "lvl")) is not None:
                    own[index] = _level(level_)
                if (start := _value(override, "startOverride")) is not None:
                    starts[index] = _integer(start, 1)
            self._number[_attribute(instance, "numId") or ""] = (_value(instance, "abstractNumId") or "", own, starts)
        for identity, link in links.items():
            number = self._style.get(link, (None, None))[0]
            if number in self._number:
                self._abstract[identity] = self._abstract.get(self._number[number][0], {})


def _level(level: Element) -> Level:
    restart = _value(level, "lvlRestart")
    return Level(
        start=_integer(_value(level, "start"), 1),
        format=_value(level, "numFmt") or "decimal",
        text=(_value(level, "lvlText") or "")[:MAX_LABEL],
        tail="" if _value(level, "suff") == "nothing" else " ",
        legal=_child(level, "isLgl") is not None,
        restart=None if restart is None else _integer(restart, 0),
    )


def _numpr(properties: Element | None) -> tuple[str | None, int | None]:
    numpr = _child(properties, "numPr") if properties is not None else None
    if numpr is None:
        return None, None
    level = _value(numpr, "ilvl")
    return _value(numpr, "numId"), None if level is None else min(_integer(level, 0), 8)


def _children(element: Element, name: str) -> Iterator[Element]:
    yield from element.iterchildren("{*}" + name)


def _child(element: Element, name: str) -> Element | None:
    return next(_children(element, name), None)


def _attribute(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def _value(element: Element, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else _attribute(child, "val")


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return max(-1, min(int(value or ""), 1_000_000))
    except ValueError:
        return otherwise


_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_BY_TEN = {"chineseCounting", "taiwaneseCounting"}
_BY_THOUSAND = {"chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_LEGALS = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}


def spelled(count: int, style: str) -> str:
    """`count` in one of Word's number formats (ST_NumberFormat); decimal for those that Chinese documents don't use."""
    if count > 0 and (style in _BY_THOUSAND or (style in _BY_TEN and count < 100)):
        return _counted(count, _DIGITS, "十百千万")
    if count > 0 and style in _LEGALS:
        return _counted(count, _LEGAL, "拾佰仟万", whole=True)
    if style in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"} | _BY_TEN:
        return "".join(_DIGITS[int(digit)] for digit in str(max(count, 0)))
    if style == "ideographTraditional" and 0 < count <= len(_STEMS):
        return _STEMS[count - 1]
    if style == "ideographZodiac" and 0 < count <= len(_BRANCHES):
        return _BRANCHES[count - 1]
    if style.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if style == "decimalEnclosedParen" and 0 < count <= 20:
        return chr(0x2474 + count - 1)
    if style == "decimalEnclosedFullstop" and 0 < count <= 20:
        return chr(0x2488 + count - 1)
    if style == "ideographEnclosedCircle" and 0 < count <= 10:
        return chr(0x3280 + count - 1)
    if style in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(count).translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    if style == "decimalZero":
        return f"{count:02d}"
    if count > 0 and style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter.upper() if style == "upperLetter" else letter
    if 0 < count < 4000 and style in {"lowerRoman", "upperRoman"}:
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    return "" if style == "none" else str(count)


def _counted(count: int, digits: str, powers: str, whole: bool = False) -> str:
    """123 → 一百二十三; ten to nineteen without the leading 一 unless `whole`."""
    if count >= 100_000_000:
        return str(count)
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        rest = _counted(low, digits, powers, True) if low else ""
        return _counted(high, digits, powers, whole) + powers[3] + ("零" if rest and low < 1000 else "") + rest
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + (powers[place - 1] if place else "")
        gap = not digit
    return text[1:] if 10 <= count < 20 and not whole else text


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text
