"""Dates, spans of time and validity clauses: what an office writes, as ISO dates.

Every function reads folded text (extract.fold). Dates are `datetime.date`; a date that no calendar has is not a date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_DIGITS = {
    c: d
    for d, cs in enumerate(("〇○零OoO0", "一1", "二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for c in cs
}
_SMALL = r"\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_YEAR = r"[12]\d{3}|[一二][〇○零Oo0一二三四五六七八九]{3}"

WRITTEN = (
    rf"(?:{_YEAR}) *年 *(?:\d{{1,2}}|十[一二]?|元|[一二三四五六七八九]) *月 *(?:\d{{1,2}}"
    rf"|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]) *日"
)
"""A pattern for a date in words; read what it matches with `written`."""

_WRITTEN = re.compile(rf"({_YEAR}) *年 *(\w{{1,2}}) *月 *(\w{{1,3}}) *日")
_NUMERIC = re.compile(r"([12]\d{3}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{1,2})(?!\d)")
_FOUND = re.compile(WRITTEN)


def small_number(text: str) -> int | None:
    """The value of a numeral below a thousand, Arabic or Chinese (十二, 三十, 两); None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text == "元":
        return 1
    tens, ten, ones = text.replace("两", "二").replace("廿", "二十").rpartition("十")
    if not all(c in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0) or None


def _day(year: str, month: str, day: str) -> date | None:
    numbers = int("".join(str(_DIGITS[c]) for c in year)), small_number(month), small_number(day)
    try:
        return date(numbers[0], numbers[1] or 0, numbers[2] or 0)
    except ValueError:
        return None


def written(text: str) -> date | None:
    """The first date in words in `text` (2025年10月14日, 二〇二五年十月十四日)."""
    found = _WRITTEN.search(text)
    return _day(*found.groups()) if found else None


def any_date(text: str) -> date | None:
    """The first date in `text`, in words or in figures (2025-10-14, 2025/1/3, 2025.10.14)."""
    if day := written(text):
        return day
    found = _NUMERIC.search(text)
    return _day(*found.groups()) if found else None


def dates(text: str, start: int, end: int) -> Iterator[tuple[int, int, date]]:
    """Every date in words in text[start:end] with its place."""
    for found in _FOUND.finditer(text, start, end):
        if day := written(found[0]):
            yield found.start(), found.end(), day


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; the first of the next month where that month is too short."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    if day.day > monthrange(year, month)[1]:
        return date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, day.day)


class InForce(NamedTuple):
    """When a document holds; `rule` names the clauses read, `start`/`end` their place (0, 0 where nothing was read)."""

    effective_from: date | None
    expires_on: date | None
    rule: str
    start: int = 0
    end: int = 0


_NUM = rf"(?P<n>{_SMALL})"
_ISSUE = r"(?:正式)?(?:印发|发布|公布|颁布|颁发|下发|签发|发文|出台|通过)"
_AFTER = re.compile(
    rf"(?:自|从|由)?(?:本\w{{1,8}}?)?{_ISSUE}之?日(?:起|后|开始)?(?:计?算?(?:满|的"
    rf"|第)?{_NUM}个?(?P<unit>工作日|日|天|个月|月|年)(?:之?后|起)?)?"
)
_ON = re.compile(rf"(?:自|从|于|由)?(?P<date>{WRITTEN})(?:零时|0时)?(?:起|开始)?")
_HOLDS = r"(?:正式|同时|开始|一并|组织)?(?:施行|实施|执行|试行|生效|实行|起效|适用|有效)"
_VALID = re.compile(
    rf"(?:有效期限?|试行期限?|实施期限?|执行期限?|实施期间|政策期限?|有效时间|施行期限?|适用期限?"
    rf"|暂定期限)[,:]?(?:暂定)?(?:为|是|至|到|截至|截止至|截止到|共|自|定为)?(?:(?:印发|发布|公布|施行"
    rf"|实施)之日起)?(?P<span>{_SMALL})个?(?P<unit>年|月|个月)(?!\d{{0,2}}月)"
    rf"|(?:试行|有效|暂行|施行|执行|实施)(?:期?为|期限为)?(?P<span2>{_SMALL})(?P<unit2>年|个月)(?=[,。;)]|$|后)"
)
_LAST = rf"{WRITTEN}|(?:{_YEAR})年(?:\d{{1,2}}月份?)?(?:底|末)"
_TERM = r"有效期限?|试行期限?|实施期限?|执行期限?|施行期限?|政策期限?|有效|执行|实施|施行|试行|延长|延续|期限"
_TO = r"(?:至|到|截止到|截至|截止)"
_UNTIL = re.compile(
    rf"(?:{_TERM})[^,。;\n]{{0,24}}?{_TO}(?P<date>{_LAST})"
    rf"|[,、](?:有效期)?{_TO}(?P<date2>{_LAST})(?:止|结束|终止|期满|废止|失效|有效)"
    rf"|(?:于|自)(?P<date3>{WRITTEN})起?(?:自动|自行|即行)?(?P<gone>失效|废止|终止)"
    rf"|{WRITTEN}起?(?:至|到|-)(?P<date4>{_LAST})(?:止|期间)?[^,。;\n]{{0,4}}(?:执行|实施|施行|试行|有效)"
)


def _day_after(text: str) -> date | None:
    """The day after a last day: 2027年12月31日 and 2027年底 -> 2028-01-01."""
    if day := written(text):
        return day + timedelta(days=1)
    year, _, month = text.rstrip("底末份").removesuffix("月").partition("年")
    number = small_number(month) if month else 12
    first = _day(year, str(number), "1")
    return add_months(first, 1) if first else None


def in_force(folded: str, spans: list[tuple[int, int]], issued: date | None) -> InForce:
    """When a document holds, by its own words in the sentences `spans`.

    自印发之日起 counts from `issued`; expires_on is the first day no longer in force (有效期3年 -> effective_from
    + 3 years, 至2027年12月31日 -> 2028-01-01). None where the text does not say, or says it of a day not known.
    """
    begins, ends, rules = None, None, []
    place: list[int] = []
    for start, end in spans:
        sentence = folded[start:end]
        if begins is None and (found := _begin(sentence, issued)):
            begins = found[0]
            rules.append(found[1])
            place += [start, end]
        if ends is None and (found := _finish(sentence, begins)):
            ends = found[0]
            rules.append(found[1])
            place += [start, end]
    if ends is not None and begins is not None and ends <= begins:
        ends = None
    return InForce(begins, ends, "+".join(rules), min(place, default=0), max(place, default=0))


def _begin(sentence: str, issued: date | None) -> tuple[date, str] | None:
    for found in _ON.finditer(sentence):
        rest = sentence[found.end() : found.end() + 24]
        if re.match(rf"[^,。;]{{0,12}}?{_HOLDS}(?!的|前|之前|后)", rest) and (day := written(found["date"])):
            return day, "on_date"
        span = re.match(rf"(?:至|到|-){WRITTEN}", rest)
        if (
            span
            and re.search(r"(?:有效期|实施期|执行期|期限)[^,。;]{0,12}$", sentence[: found.start()])
            and (day := written(found["date"]))
        ):
            return day, "from_to"
    for found in _AFTER.finditer(sentence):
        rest = sentence[found.end() : found.end() + 12]
        if issued and re.match(rf"[,]?(?:起|后)?{_HOLDS}(?!的|前|之前)", rest):
            return _later(issued, found["n"], found["unit"]), "from_issue"
    return None


def _later(day: date, number: str | None, unit: str | None) -> date:
    count = small_number(number) if number else None
    if not count:
        return day
    if unit in ("日", "天", "工作日"):
        return day + timedelta(days=count)
    return add_months(day, count * (12 if unit == "年" else 1))


def _finish(sentence: str, begins: date | None) -> tuple[date, str] | None:
    for found in _UNTIL.finditer(sentence):
        gone = written(found["date3"]) if found["date3"] else None
        last = found["date"] or found["date2"] or found["date4"]
        day = gone or (_day_after(last) if last else None)
        if day:
            return day, "until_date"
    span = _VALID.search(sentence)
    count = small_number(span["span"] or span["span2"]) if span else None
    if not span or not count or begins is None:
        return None
    return add_months(begins, count * (12 if (span["unit"] or span["unit2"]) == "年" else 1)), "valid_for"
