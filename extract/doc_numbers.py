"""Document numbers in every printed form, brought to one.

西行规发[2025]4号, 〔2022〕京经信发 45号      -> 西行规发〔2025〕4号, 京经信发〔2022〕45号
中华人民共和国国务院令 第732号               -> 国务院令第732号
国家发展改革委2024年第20号令, 财政部公告2019年第76号 -> 国家发展改革委令2024年第20号, 财政部公告2019年第76号
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.fold import fold

_CODE = r"(?:[\u4e00-\u9fffA-Za-z]{1,16}(?:\([\u4e00-\u9fffA-Za-z]{1,6}\))?[\u4e00-\u9fff]{0,6})"
_OPEN, _CLOSE = r"[〔(〈《{\[„]", r"[〕)〉》}\]‟”]"
_SERIES = re.compile(rf"(?P<code>{_CODE}) ?{_OPEN} ?(?P<year>(?:19|20)\d\d)年? ?{_CLOSE} ?第?(?P<number>\d{{1,5}}) ?号")
_YEAR_FIRST = re.compile(
    rf"{_OPEN} ?(?P<year>(?:19|20)\d\d)年? ?{_CLOSE} ?(?P<code>[\u4e00-\u9fff]{{2,12}}?) ?第?(?P<number>\d{{1,5"
    rf"}}) ?号"
)
_BODY = r"(?P<body>[\u4e00-\u9fff、 ]{2,60}?)"
_NUMERAL = r"(?P<number>\d{1,5}|[一二三四五六七八九十百零〇]{1,6})"
_ORDER = re.compile(
    rf"{_BODY} ?(?P<kind>令|公告|通告|通令) ?\(?〔?(?:(?P<year>(?:19|20)\d\d) ?年?〕?)? ?第? ?{_NUMERAL} ?号"
)
_ORDER_LAST = re.compile(rf"{_BODY}(?P<year>(?:19|20)\d\d) ?年 ?第 ?{_NUMERAL} ?号 ?(?P<kind>令|公告|通告)")
_ORDER_LATE = re.compile(rf"{_BODY} ?第 ?{_NUMERAL} ?号 ?(?P<kind>令)(?P<year>(?!))?")
_LEAD = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|按|见|参照|落实|贯彻|执行|印发的?|以及|及|与|以|号|年|月|日|于"
    r"|(?<![京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新])经|由|是|为|的|了|等|文件|原"
    r"|文号)(?=[\u4e00-\u9fff]{2})"
)
_TEEN = "零一二三四五六七八九"


class Number(NamedTuple):
    """One document number: its place in the text it was found in and its normal form."""

    start: int
    end: int
    text: str


def _integer(text: str) -> int:
    if text.isdigit():
        return int(text)
    total = digit = 0
    for char in text.replace("〇", "零"):
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _TEEN.index(char)
    return total + digit


def _series(found: re.Match[str], lead: bool) -> Number | None:
    code, start = found["code"], found.start("code")
    if lead and (words := _LEAD.match(code)) and len(code) - words.end() >= 2:
        start, code = start + words.end(), code[words.end() :]
    start = min(start, found.start()) if found.start("code") != found.start() else start
    return Number(start, found.end(), f"{code}〔{found['year']}〕{int(found['number'])}号")


def _order(found: re.Match[str]) -> Number | None:
    body = found["body"].replace(" ", "").removeprefix("中华人民共和国").strip("、")
    start = found.start()
    while words := re.match(r"(?:.*?(?:年|月|日|于|经|由|根据|按照|依据|以|原)|[、])(?=[\u4e00-\u9fff])", body):
        body = body[words.end() :]
    body = body.removeprefix("中华人民共和国")
    if len(body) < 2:
        return None
    year = f"{found['year']}年" if found["year"] else ""
    return Number(start, found.end(), f"{body}{found['kind']}{year}第{_integer(found['number'])}号")


def numbers(folded: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every document number in folded[start:end], left to right, without overlaps."""
    end = len(folded) if end is None else end
    at = start
    while True:
        sign = folded.find("号", at, end)
        if sign < 0:
            return
        begin = max(at, sign - 80)
        begin = max(begin, folded.rfind("\n", begin, sign) + 1)
        found = _ending_at(folded, begin, sign + 2 if folded[sign + 1 : sign + 2] in "令公通" else sign + 1, end)
        if found:
            yield found
        at = found.end if found else sign + 1


def _ending_at(folded: str, begin: int, sign: int, end: int) -> Number | None:
    window = folded[begin : min(sign + 1, end)]
    best: Number | None = None
    for pattern in (_SERIES, _YEAR_FIRST, _ORDER_LAST, _ORDER_LATE, _ORDER):
        for match in pattern.finditer(window):
            number = (
                _order(match) if pattern in (_ORDER, _ORDER_LAST, _ORDER_LATE) else _series(match, pattern is _SERIES)
            )
            if number:
                best = Number(begin + number.start, begin + number.end, number.text)
        if best:
            return best
    return None


def normalise(text: str) -> str | None:
    """The normal form of the one document number that `text` holds; None where it holds none."""
    folded = fold(text).strip()
    whole = _SERIES.fullmatch(folded)
    number = _series(whole, lead=False) if whole else next(numbers(folded), None)
    return number.text if number else None


def split(text: str) -> tuple[str, ...]:
    """All document numbers in `text`, normalised, each once (京科发〔2022〕5号/京财教〔2022〕9号)."""
    return tuple(dict.fromkeys(number.text for number in numbers(fold(text))))
