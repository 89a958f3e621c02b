"""Chinese and Arabic numerals: what a numeral as printed in an official document is worth."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "俩": 2}
DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"貳": 2, "參": 3, "陸": 6}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000, "萬": 10_000, "億": 100_000_000}

ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
CHINESE = r"[〇○零一二三四五六七八九十百千两半壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[〇零一二三四五六七八九]+)?"
MULTIPLIER = r"[十百千]?(?:万亿|万|亿)|[百千](?!瓦|克|米|伏|赫|卡|帕|字)"


def arabic(text: str) -> Decimal | None:
    """The value of digits with or without thousands commas; None for anything else ('1,00' is a list, not a number)."""
    if not re.fullmatch(r"\d+(\.\d+)?|\d{1,3}(,\d{3})+(\.\d+)?", text):
        return None
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral: 三千五百 is 3500, 二〇二五 is 2025, 十点五 is 10.5, 半 is 0.5.

    None for what is no numeral (千百, 三十十, 百百). Bare multipliers count once: 百万 is 1,000,000.
    """
    whole, point, fraction = text.partition("点")
    if point and not fraction:
        return None
    if whole == "半":
        return None if point else Decimal("0.5")
    value = _positional(whole) if len(whole) > 1 and all(c in DIGITS for c in whole) else _additive(whole)
    if value is None or not fraction:
        return value
    if not all(c in DIGITS for c in fraction):
        return None
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))


def _positional(text: str) -> Decimal:
    return Decimal("".join(str(DIGITS[c]) for c in text))


def _additive(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    below = 10**9
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in SMALL:
            weight = SMALL[char]
            if weight >= below or (digit is None and section):
                return None
            section, digit, below = section + (1 if digit is None else digit) * weight, None, weight
        elif char in LARGE:
            section, digit, below = section + (digit or 0), None, 10**9
            total = (total + section or 1) * LARGE[char] if LARGE[char] > total else total + section * LARGE[char]
            section = 0
        else:
            return None
    return Decimal(total + section + (digit or 0)) if text else None


def multiplier(text: str) -> int:
    """What 万, 亿, 千万, 百, 万亿 … multiply by; 1 for ''."""
    value = 1
    for char in text:
        value *= SMALL.get(char) or LARGE[char]
    return value


def number(text: str) -> Decimal | None:
    """The value of a numeral of either script with its multiplier ('1,000.5', '3万', '一百二十'); else None."""
    found = re.fullmatch(rf"({ARABIC})({MULTIPLIER})?", text)
    if found:
        value = arabic(found[1])
        return None if value is None else value * multiplier(found[2] or "")
    return chinese(text)
