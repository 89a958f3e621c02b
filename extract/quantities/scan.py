"""Where the numbers of a text stand and what they are worth: what everything else about quantities starts from.

Left out here, because they are no quantities: dates and years, document numbers, ordinals (第三年, 第1、2条), titles in
《》, telephone numbers, codes (ISO9001, 3GPP), and Chinese numerals that are plain words (一个, 一批, 三城一区).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel

from extract import numbers
from extract.reading import composed
from schemas.tables import rows

AGES = frozenset(("岁", "周岁"))
"""Units of a person's age: times that are asked for, never granted."""

Kind = Literal["money", "rate", "ratio", "time", "count", "area", "price"]


class UnitRow(BaseModel):
    """One row of units.toml."""

    kind: Kind
    unit: str
    written: tuple[str, ...]
    factor: Decimal = Decimal(1)
    currency: str | None = None
    loose: bool = False
    behind: str = ""
    """What stands right before the number, where without it the numbers of `names` are part of a name."""
    names: tuple[int, ...] = ()
    ranks: bool = False
    """Whether its numbers are places in a ranking."""
    priced: bool = False
    """Whether a sum for each of it is a unit price, not one with a scope."""
    graded: bool = False
    """Whether its numbers count only behind what has grades, or in a range of them."""
    tenths: bool = False
    """Whether its second digit is a tenth."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One number in the text; `start` and `end` cover number, marks and unit, as offsets of the scanned text."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: Kind
    currency: str | None = None
    mark: str = ""
    """'in' after （含）, 'ex' after （不含）."""
    joint: str = ""
    """How it hangs on the mention before it: 'to' (range), 'and' (list), ''."""
    ordinal: bool = False
    """A place in a ranking（前3名、第一至三名）."""
    aside: bool = False
    """A window（近3年） or part of a scope（每投资1家企业）: it does not cut the clause it stands in."""


@cache
def _units() -> dict[str, UnitRow]:
    return {word: row for row in rows("units", "unit", UnitRow) for word in row.written}


_CJK = "[〇○零一二三四五六七八九十百千两半壹贰叁肆伍陆柒捌玖拾佰仟]"
_MARK = r"[(〔](?:不?含)[^()〔〕,;。]{0,8}[)〕]"
_TITLE = r"《[^》\n]{0,120}》?"
_DATE = (
    r"(?:19|20)\d\d(?:[-、至到]+(?:19|20)\d\d)*(?:年度?(?:\d{1,2}月(?:\d{1,2}日)?)?|[-./]\d{1,2}[-./]\d{1,2})"
    r"|\d{1,2}月\d{1,2}日|(?<=[年每])\d{1,2}月|(?<=月)\d{1,2}日"
    r"|\d{1,2}月(?=份|底|初|末|起|上旬|中旬|下旬|左右|前|至|到|[-,;。、)\n]|$)"
    r"|二[〇○零][〇○零一二三四五六七八九]{2}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_CODE = (
    r"\d[\d.]*[*×]\d[\d.]*(?:平方米|平米|米|厘米|cm|m)?|[A-Za-z]+[-.]?\d[A-Za-z0-9_.-]*|\d[\d.]*(?!m2|k[Ww]|MW|GB|TB|TEU)[A-Za-z]+[A-Za-z0-9_]*"
    r"|\d{3,4}-\d{7,8}|\d{7,}(?![\d.]*[万亿元])|https?[\w:/.?=&%#-]+"
)
# an item's number before a year (2.2019年) or behind 方向 (方向12升规奖励), （含10万元） behind 以上, 每半年,
# the scope 一个自然年度内, and digits that no number begins with (002元)
_NOT_MEANT = (
    r"\d+强榜|(?<![\d.])\d{1,2}\.(?=(?:19|20)\d\d年|\d{2,3}周?岁)|(?<=方向)\d{1,2}(?![\d.%万亿个项家])"
    r"|[(〔]不?含\d[^()〔〕;。]{0,12}[)〕]|每半年|(?<![\d.])[一1]个(?:[一-鿿]{2})?年度内"
    r"|(?<![\d.])0\d+(?![\d.]*[:%])"
)
_ORDINAL = rf"第(?:{_CJK}+|\d+)(?:[、至到-]+第?(?:{_CJK}+|\d+))*|〔\d{{4}}〕第?\d+号|\d+号"
_LINK = re.compile(r"(?:及?以上)?(?:\((?:不?含)[^()]{0,10}\))?(至|到|~|-|—)|([、和或及与]|以及|或者)")

_OTHER_END = re.compile(r"(?:及?以[上下]|至|到|[-~—、])*")
_DIGITS = re.compile(numbers.ARABIC)
_NAMED = re.compile(rf"含({numbers.ARABIC})")
_MONEY = re.compile(rf"{numbers.ARABIC}[十百千]?[万亿](?:{_MARK})?")
_LIMIT = composed("comparison", "{bounds}")
_END = re.compile(r"[、,。;)和及或]|的|奖|补|扶|资|$")
_GIVING = composed("terms", r"(?:给予|{criteria.aid})[^。;]*$")
_SUMS_BEFORE = composed(
    "terms", rf"{{sums}}[在为达到超过首次突破不低于少满]{{0,6}}(?:{numbers.ARABIC}[万亿](?:元|\([^()]*\))?[至到~—-])?$"
)
_RANKED = composed("terms", r"{ranked}[^,。;]{0,4}前$")
_ASIDE = composed("terms", r"{past}$|每[^,。;:、]{0,8}$")

# Chinese numerals before common units are mostly plain words: these say that a number is meant.
_CUE_BEFORE = composed("terms", r"(?:{numbered}|{past})$")
_MONTHS_BEFORE = composed("terms", r"{months}$")
_TERM_BEFORE = composed("terms", r"{granted}$")
_GRADED_BEFORE = composed("terms", r"{graded}$")
_GRADES = re.compile(rf"(?:{_CJK}|\d)级?[至到~-]$")
_GRADES_AFTER = composed("terms", rf"[至到~-]{_CJK}级|{{graded_after}}")
_CUE_AFTER = composed("terms", r"期?(?:{comparison.bounds}|{within}|期满|累计)")


_RANGE_BEFORE = re.compile(rf"(?:{_CJK}|\d)[^,。;\d至~-]{{1,3}}[至~-]$")
_RANGE_AFTER = composed("benefit", rf"[至~-](?:{_CJK}|\d)|的?{{fines}}")


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_units(), key=len, reverse=True)
    unit = "(?:" + "|".join(map(re.escape, words)) + ")"
    priced = rf"{unit}(?:/每?(?:{unit}|[一-鿿]{{1,3}}))+"
    return re.compile(
        r"(?=[\dA-Za-z《〔(第百每〇○零一二三四五六七八九十千两半壹贰叁肆伍陆柒捌玖拾佰仟])(?:"
        rf"(?P<skip>{_TITLE}|{_DATE}|{_CODE}|{_NOT_MEANT})"
        rf"|(?P<shares>\d+(?::\d+){{2,}})(?=的?比)"
        rf"|(?P<left>\d+(?:\.\d+)?):(?P<right>\d+(?:\.\d+)?)(?![\d:])"
        rf"|(?<![\d/.])(?P<part>[1-9])/(?P<parts>[2-9]|10)(?![\d/.]|类|期|级)"
        rf"|(?<!百)(?P<whole>[二三四五六七八九十])分之(?P<share>[一二三四五六七八九])"
        rf"|百分之(?P<cent>{_CJK}+(?:点{_CJK}+)?|\d+(?:\.\d+)?)"
        rf"|第(?P<first>{_CJK}+|\d+)(?:至|到|-)第?(?P<last>{_CJK}+|\d+)(?P<place>名|位)"
        rf"|(?P<ordinal>{_ORDINAL})"
        rf"|(?P<num>{numbers.ARABIC})(?P<early>{_MARK})?(?P<times>{numbers.MULTIPLIER})?(?P<inner>{_MARK})?"
        rf"(?P<unit>{priced}|{unit})?(?P<mark>{_MARK})?"
        rf"|(?P<one>{_CJK})、(?P<two>{_CJK})(?P<grade>级)"
        rf"|(?P<low>{_CJK}+)(?:至|到|-)(?P<high>{_CJK}+)(?P<span>{unit})"
        rf"|(?P<cnum>{_CJK}(?:{_CJK}|[万亿])*)(?P<cinner>{_MARK})?(?P<cunit>{priced}|{unit})(?P<cmark>{_MARK})?)"
    )


@cache
def _each_priced() -> re.Pattern[str]:
    words = sorted((word for word, row in _units().items() if row.priced), key=len, reverse=True)
    return re.compile(f"每({'|'.join(map(re.escape, words))})$")


def scan(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """The mentions of a stretch of folded text, in order; never a value that could not be read."""
    raws: list[Mention] = []
    for found in _pattern().finditer(text, start, len(text) if end is None else end):
        if not found["skip"] and not found["ordinal"]:
            raws += _read(found, text)
    return _priced(_linked(raws, text), text)


def _read(found: re.Match[str], text: str) -> list[Mention]:
    if found["num"]:
        return _arabic(found, text)
    if found["cnum"]:
        return _chinese(found, text)
    if found["left"]:
        return _ratio(found, text)
    if found["shares"]:
        return _shares(found)
    if found["part"] or found["whole"]:
        return _fraction(found)
    if found["one"]:
        return _grades(found, text)
    if found["cent"]:
        value = numbers.number(found["cent"])
        return [] if value is None else [Mention(found.start(), found.end(), value / 100, "%", "rate")]
    low, high, unit = ("first", "last", "place") if found["place"] else ("low", "high", "span")
    values = numbers.number(found[low]), numbers.number(found[high])
    row = _units()[found[unit]]
    if values[0] is None or values[1] is None or values[0] >= values[1]:
        return []
    name, rank = row.unit or found[unit], bool(found["place"])
    return [
        Mention(found.start(), found.end(low), values[0] * row.factor, name, row.kind, row.currency, ordinal=rank),
        Mention(
            found.start(high),
            found.end(),
            values[1] * row.factor,
            name,
            row.kind,
            row.currency,
            joint="to",
            ordinal=rank,
        ),
    ]


def _arabic(found: re.Match[str], text: str) -> list[Mention]:
    value = numbers.arabic(found["num"])
    if value is None:
        return []
    row = _units().get(found["unit"])
    if row and row.graded and not _is_grade(found, text):
        return []
    if row and value in row.names and not text.endswith(row.behind, 0, found.start()):
        return []
    if found["unit"] == "月" and not _MONTHS_BEFORE.search(text, max(found.start() - 4, 0), found.start()):
        return []
    value *= numbers.multiplier(found["times"] or "")
    if row and row.tenths and value > 10:
        value /= 10
    marks = "".join(found[name] or "" for name in ("early", "inner", "mark"))
    named = _NAMED.search(marks)
    if named and named[1] != found["num"]:  # 20座以上不足50座（含20座）
        marks = ""
    return [_mention(found, value, found["unit"], marks, text)]


def _chinese(found: re.Match[str], text: str) -> list[Mention]:
    value, word = numbers.chinese(found["cnum"]), found["cunit"]
    before, after = text[max(found.start() - 8, 0) : found.start()], text[found.end() : found.end() + 4]
    row = _units().get(word)
    cued = bool(found["cmark"] or found["cinner"] or _CUE_BEFORE.search(before) or _CUE_AFTER.match(after))
    cued = cued or bool(row and row.kind == "time" and _TERM_BEFORE.search(before))
    if row and row.graded:
        cued = _is_grade(found, text)
    told = bool(_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after))  # 二倍至三倍, 处以十元罚款
    cued = cued or (told and any(c in numbers.DIGITS for c in found["cnum"]) and not (row and row.graded))
    if row and row.tenths and value is not None and value > 10:
        value /= 10
    plain = row is not None and (row.loose or row.kind in ("time", "count", "ratio")) and not cued
    if (
        value is None
        or (word == "次" and after.startswith("性"))
        or plain
        or (before[-1:] in "第上下同某这那" and before and not before.endswith(("以上", "以下")))
    ):
        return []
    if not any(c in numbers.DIGITS for c in found["cnum"]) and "十" not in found["cnum"] and not cued:
        return []
    if row and row.kind == "money" and len(found["cnum"]) == 1 and not told:  # 二元杂交
        return []
    if before.endswith("前") and row is not None and row.kind == "time":
        return []
    return [_mention(found, value, word, (found["cinner"] or "") + (found["cmark"] or ""), text)]


def _is_grade(found: re.Match[str], text: str) -> bool:
    """Whether N级 is a bound or in a list of what somebody has, or an end of a range: else it names（三级医院）."""
    before = max(found.start() - 16, 0)
    several = found["one"] or _LIMIT.match(text, found.end())
    return bool(
        (several and _GRADED_BEFORE.search(text, before, found.start()))
        or _GRADES.search(text, before, found.start())
        or _GRADES_AFTER.match(text, found.end())
    )


def _grades(found: re.Match[str], text: str) -> list[Mention]:
    """残疾等级为一、二级."""
    values = numbers.number(found["one"]), numbers.number(found["two"])
    if values[0] is None or values[1] is None or not _is_grade(found, text):
        return []
    return [
        Mention(found.start(), found.end("one"), values[0], "级", "count"),
        Mention(found.start("two"), found.end(), values[1], "级", "count", joint="and"),
    ]


def _shares(found: re.Match[str]) -> list[Mention]:
    """按4:3:2:1的比例分担: what each of them bears."""
    at, out = found.start(), []
    for n, part in enumerate(found["shares"].split(":")):
        out.append(Mention(at, at + len(part), Decimal(part), "比例", "ratio", joint="and" if n else ""))
        at += len(part) + 1
    return out


def _mention(found: re.Match[str], value: Decimal, word: str | None, marks: str, text: str) -> Mention:
    mark = "ex" if "不含" in marks else "in" if marks else ""
    ordinal = text[found.start() - 1 : found.start()] == "前"
    before = text[max(found.start() - 10, 0) : found.start()]
    aside = bool(_ASIDE.search(before)) and (value == 1 or not before.endswith("每"))
    if word is None:
        return Mention(found.start(), found.end(), value, "", "count", None, mark, ordinal=ordinal)
    if "/" in word:
        return Mention(found.start(), found.end(), value, word.replace("/每", "/"), "price", None, mark)
    row = _units()[word]
    name, worth = row.unit or word, value * row.factor
    each = _each_priced().search(before) if row.kind == "money" else None
    if each:  # 每平方米50元
        return Mention(found.start() - len(each[0]), found.end(), worth, f"{name}/{each[1]}", "price", None, mark)
    aside = aside and (row.kind == "time" or (row.kind == "count" and value == 1))
    ordinal = row.ranks or (ordinal and row.kind == "count")
    return Mention(found.start(), found.end(), worth, name, row.kind, row.currency, mark, ordinal=ordinal, aside=aside)


def _fraction(found: re.Match[str]) -> list[Mention]:
    """2/3, 三分之二."""
    part = numbers.number(found["part"] or found["share"])
    whole = numbers.number(found["parts"] or found["whole"])
    if part is None or whole is None or part >= whole:
        return []
    return [Mention(found.start(), found.end(), part / whole, "比例", "ratio")]


def _ratio(found: re.Match[str], text: str) -> list[Mention]:
    left, right = Decimal(found["left"]), Decimal(found["right"])
    clock = (
        len(found["right"]) == 2
        and "." not in found["right"]
        and text[found.end() : found.end() + 1] not in ("的", "配", "比")
    )
    if not left or not right or clock:
        return []
    return [Mention(found.start(), found.end(), right / left, "比例", "ratio")]


def _linked(raws: list[Mention], text: str) -> list[Mention]:
    """Mentions without a unit take that of the one they are joined to（1000至3000平方米, 5、10万元）; others go."""
    linked: list[Mention] = []
    for raw in reversed(raws):
        after = linked[-1] if linked else None
        if not raw.unit and _is_money(raw, raws, text):
            raw = replace(raw, unit="元", kind="money")
        elif not raw.unit and raw.ordinal and _RANKED.search(text, max(raw.start - 8, 0), raw.start):
            raw = replace(raw, unit="名")  # 排名前15的单位
        joint = _LINK.fullmatch(text[raw.end : after.start]) if after and after.start - raw.end <= 16 else None
        if raw.unit and after and joint and after.kind == raw.kind:
            linked[-1] = replace(after, joint="to" if joint[1] else "and")
        elif not raw.unit and after and joint:
            raw = replace(
                raw, value=_scaled(raw, after, text), unit=after.unit, kind=after.kind, currency=after.currency
            )
            linked[-1] = replace(after, joint="to" if joint[1] else "and")
        if joint and joint[1] and "(含" in joint[0]:
            raw = replace(raw, mark="in")
        if linked and linked[-1].joint == "to" and joint and _names(linked[-1], raw, text):
            raw = replace(raw, mark="in")
        if raw.unit:
            linked.append(raw)
    return linked[::-1]


def _priced(found: list[Mention], text: str) -> list[Mention]:
    """每平方米五十元以上二百元以下: a unit price's other end is one too."""
    for i in range(1, len(found)):
        last, here = found[i - 1 : i + 1]
        each = last.kind == "price" and here.kind == "money" and text.startswith("每", last.start)
        if each and _OTHER_END.fullmatch(text, last.end, here.start):
            found[i] = replace(here, unit=last.unit, kind="price")
    return found


def _names(upper: Mention, lower: Mention, text: str) -> bool:
    """Whether the mark behind a range names its lower end（95分-100分（含95分））."""
    named = _NAMED.search(text, upper.start, upper.end)
    lowest = _DIGITS.match(text, lower.start)
    return named is not None and lowest is not None and named[1] == lowest[0]


def _is_money(raw: Mention, raws: list[Mention], text: str) -> bool:
    """Whether a number that ends in 万 or 亿 is one of yuan: 10亿以下 near sums of money, 分别给予企业10万、20万."""
    if not _MONEY.fullmatch(text[raw.start : raw.end]):
        return False
    if _SUMS_BEFORE.search(text, max(raw.start - 24, 0), raw.start):
        return True  # 对地方经济贡献在500万-1000万的
    near = any(other.kind == "money" and other.unit and abs(other.start - raw.start) < 40 for other in raws)
    if _LIMIT.match(text, raw.end):
        return near
    return bool(_END.match(text, raw.end) and _GIVING.search(text, max(raw.start - 36, 0), raw.start))


def _scaled(raw: Mention, after: Mention, text: str) -> Decimal:
    """The value of a number whose unit is printed once, behind the next one: 1-3万元 is 10,000 to 30,000."""
    own = re.search(r"[十百千万亿]", text[raw.start : raw.end])
    shared = re.match(rf"{numbers.ARABIC}(?:{_MARK})?({numbers.MULTIPLIER})", text[after.start : after.end])
    value = raw.value if own or not shared else raw.value * numbers.multiplier(shared[1])
    return value * Decimal("0.01") if after.unit == "%" else value
