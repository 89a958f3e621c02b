"""Per what a number counts: per year, per enterprise, for the first year, once, in total."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel

from extract.quantities.context import Place
from extract.quantities.nouns import alternatives
from schemas.tables import rows, values

# what ends the name behind 每家、单个 …, beside the words of granting
_ENDS = """
最高 最多 最低 不超过 不低于 不少于 不高于 可 按 分别 一次性 再 投资 金额 资金 总 在 须 应 不 连续 限 累计 发放 为 的
获得 享受
"""
_BASE = re.compile(r"按.*$")
_BEHIND = re.compile(r"[^,。;]{0,4}?(一次性)|[^,。;的]{0,2}(累计|分年度)")
_YEARS = re.compile(r"第[一二三四五][、至][^,。;]{0,6}?年")
_STEP = re.compile(
    r"(每[^,。;]{0,8}(?:一|1)(?:个|家|项|户|人|名|位|件|次|场|台|套|辆|部|集|条|款)[^,。;\d]{0,16}),[^,。;]*$"
)
_BARE = re.compile(r"(?:原则上|一般|但|并|且|最高|可|给予)?")
_AND_SO_ON = re.compile(r"\)?、")
_NEW = re.compile(r"给予|对|按")
_YEAR = re.compile(r"第[一二三四五]年(?!度)")


class _Scope(BaseModel):
    """One row of scope.toml; {stop} in its pattern stands for what may follow a scope."""

    name: str
    pattern: str
    source: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    stop = alternatives((*values("benefit", "amount"), *values("benefit", "grant"), *_ENDS.split())) + r"|\d|$"
    patterns = [row.pattern.replace("{stop}", stop) for row in rows("scope", "scope", _Scope)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def scopes(text: str) -> list[str]:
    """The scope words of a stretch of folded text, in order, each once."""
    return list(dict.fromkeys(found[0] for found in _pattern().finditer(text)))


def per(place: Place, at: int | None, previous: str, last: Place | None) -> str:
    """The scope of a number: the scope words of its clause up to it, 一次性 right behind it, or the years it is under.

    `at` is where the comparison word starts in `place.left`; `previous` is the scope of `last`, the number before it
    in the paragraph, '' where that stands in another sentence.
    """
    lead = place.left if at is None else place.left[:at]
    rate = place.mention.kind in ("rate", "ratio")  # 按上年度研发投入的2%: those words belong to what the rate is of
    found = scopes(_BASE.sub("", lead) if rate else place.left)
    behind = _BEHIND.match(place.right)
    if behind:
        found.append(behind[1] or behind[2])
    if any(word.startswith("每年") for word in found):
        years = _YEARS.search(place.head[-60:])
        found = [years[0], *found] if years and years[0] not in found else found
    return "".join(dict.fromkeys(found)) or _shared(place, lead, previous, last)


def _shared(place: Place, lead: str, previous: str, last: Place | None) -> str:
    """The scope that a number without one of its own takes from the words before its clause."""
    money = place.mention.kind == "money"
    step = _STEP.search(place.head) if money else None
    if step:  # 每新入驻1家企业，给予1万元
        return step[1]
    if place.mention.joint or _AND_SO_ON.match(place.left):
        return previous
    if place.left.startswith("(") and last and last.mention.unit == place.mention.unit:
        return previous  # 每个企业当年累计最多不超过100万元（“双自主”企业最多不超过1500万元）
    if money and _BARE.fullmatch(lead):
        if last and last.sentence == place.sentence and last.mention.kind == "rate":
            return previous  # 单个专利池按30%，给予不超过2000万元
        clauses = place.head.split(",")  # 单个项目资助金额不高于…，原则上不超过1000万元
        return "" if len(clauses) < 2 or re.search(r"\d", clauses[-2]) else "".join(scopes(clauses[-2]))
    if previous and "支持金额" in place.left and not _NEW.search(place.left):
        return previous  # 每家企业每年…不超过500万元，国内首创产品支持金额不超过300万元
    years = _YEAR.findall(place.head)
    return years[-1] if years and place.mention.kind != "time" else ""
