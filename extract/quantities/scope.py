"""Per what a number counts: per year, per enterprise, for the first year, once, in total."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel

from extract.quantities.context import Place
from extract.quantities.nouns import alternatives
from extract.reading import composed
from schemas.tables import rows, values

_BASE = re.compile(r"按(?!照?每).*$|(?<=予)(?![每单同一]).*$")
_BEHIND = re.compile(
    r"(?:的?标准)?(?:再?给予|予以|进行|发放|申请|享受)?[^,。;]{0,4}?(一次性)|[^,。;的]{0,2}(累计)|(?:[^,。;的]{0,2}|的[^,。;的]{0,2}率)(分年度)"
)
_YEARS = re.compile(r"第[一二三四五][、至][^,。;]{0,6}?年")
_STEP = re.compile(
    r"(每(?!年度?|[月季日])(?:[^,。;\d]{0,8}(?:一|1(?!\d))(?:个|家|项|户|人|名|位|件|次|场|台|套|辆|部|集|条|款)"
    r"|新?(?:增加?|增长|超过?|满|达到?|提高|完成|实现)[^,。;\d]{0,8}(?:一|\d[\d.]*)(?:[百千]?[万亿]?[美欧]?元|%|个|家|人|吨|亩))"
    r"[^,。;\d]{0,16}),(?:[^,。;]*的,)?[^,。;]*$"
)
_BARE = re.compile(r"(?:原则上|一般|但|并|且|最高|可|给予)?")
_AND_SO_ON = re.compile(r"\)?、")
# in brackets behind the number before, or joined to it（每辆1000元的储值卡（价值1100元）及800元的补贴）
_BESIDE = re.compile(r"^[^,。;]{0,16}(?:\([^()]*|[和及])$")
_ONCE_SAID = composed("measure", r"一次性[^,。;\d]{0,6},(?:{aid}|按照?|最高|不超过|其中)[^,。;\d]*$")
_NAMES = re.compile(r"《[^》]*》|“[^”]*”")
_ASIDE = re.compile(r"^\([^()]*\)|^\d+[.、]")
_NEW = re.compile(r"给予|对|按")
# 每年根据其服务费用给予资助，对…给予10%
_YEARLY = re.compile(
    r"(?:^|,)每年(?:根据|组织|对|按|开展|评选|遴选)[^\d,]*,(?:[^,]*,)*(?=[^,]*(?:给予|奖励|资助|补贴|补助)[^,]*$)"
)
_YEAR = re.compile(r"第[一二三四五]年(?!度)")


class _Scope(BaseModel):
    """One row of scope.toml; {stop} in its pattern stands for what may follow a scope."""

    name: str
    pattern: str
    source: str = ""


@cache
def _known() -> dict[str, str]:
    """What the names in braces stand for."""
    ends = (*values("benefit", "amount"), *values("benefit", "grant"), *values("scope", "ends"))
    bodies = (*values("recipients", "bodies"), *values("scope", "bodies"))
    counters = (*values("scope", "one"), *values("scope", "more"))
    words = {"body": bodies, "one": values("scope", "one"), "counter": counters}
    known = {f"{{{name}}}": f"(?:{alternatives(listed)})" for name, listed in words.items()}
    return known | {"{stop}": alternatives(ends) + r"|\d|$"}


@cache
def _pattern() -> re.Pattern[str]:
    every = "|".join(f"(?:{row.pattern})" for row in rows("scope", "scope", _Scope))
    for name, words in _known().items():
        every = every.replace(name, words)
    return re.compile(every)


@cache
def _core() -> re.Pattern[str]:
    return re.compile(rf"(?:每|单一?|同一?)(?:一|1)?{_known()['{counter}']}")


def scopes(text: str) -> list[str]:
    """The scope words of a stretch of folded text, in order, each once."""
    return list(dict.fromkeys(found[0] for found in _pattern().finditer(text)))


def unscoped(text: str) -> str:
    """The text without its scope words; of 每家企业, 单笔… only these, not the noun behind."""
    for scope in scopes(text):
        core = _core().match(scope)
        word = core[0] if core else scope
        text = text.replace(f"较{word}", "", 1).replace(word, "", 1)  # 产值较上年增长20%
    return text


def per(place: Place, at: int | None, previous: str, last: Place | None) -> str:
    """The scope of a number: the scope words of its clause up to it, 一次性 right behind it, or the years it is under.

    `at` is where the comparison word starts in `place.left`; `previous` is the scope of `last`, the number before it
    in the paragraph, '' where that stands in another sentence.
    """
    lead = place.left if at is None else place.left[:at]
    rate = place.mention.kind in ("rate", "ratio")  # 按上年度研发投入的2%: those words belong to what the rate is of
    found = scopes(_BASE.sub("", lead) if rate else place.left)
    if rate and "一次性" in lead and "一次性" not in found:  # 按转贷规模一次性给予0.5%
        found.append("一次性")
    behind = _BEHIND.match(place.right)
    if behind:
        found += filter(None, behind.groups())
    if any(word.startswith("每年") for word in found):
        years = _YEARS.search(place.head[-60:])
        found = [years[0], *found] if years and years[0] not in found else found
    return "".join(dict.fromkeys(found)) or _shared(place, lead, previous, last) or _first_time(lead)


def _first_time(lead: str) -> str:
    """主营业务收入首次超过1.5亿元."""
    return "首次" if lead.endswith("首次") else ""


def calendar(place: Place) -> str:
    """The calendar year, or part of one, that a threshold or a figure of a plan is of: its clause's or sentence's."""
    own = _calendar(r"(?:{year})").findall(_NAMES.sub("", place.lead))
    told = own or _calendar(r"^(?:{year})|(?<=,)(?:{year})(?=,)").findall(_ASIDE.sub("", place.head))
    return str(told[-1]) if told else ""


@cache
def _calendar(where: str) -> re.Pattern[str]:
    return re.compile(where.replace("{year}", "|".join(values("scope", "calendar"))))


def _shared(place: Place, lead: str, previous: str, last: Place | None) -> str:
    """The scope that a number without one of its own takes from the words before its clause."""
    money = place.mention.kind == "money"
    step = _STEP.search(place.head) if money else None
    if step:  # 每新入驻1家企业，给予1万元
        return step[1]
    if place.mention.joint or _AND_SO_ON.match(place.left):
        return previous
    alike = last is not None and last.mention.unit == place.mention.unit
    if alike and _BESIDE.search(place.left):
        return previous  # 每个企业当年累计最多不超过100万元（“双自主”企业最多不超过1500万元）
    if _ONCE_SAID.search(place.head):
        return "一次性"
    if money and _BARE.fullmatch(lead):
        if last and last.sentence == place.sentence and last.mention.kind == "rate":
            return previous  # 单个专利池按30%，给予不超过2000万元
        clauses = place.head.split(",")  # 单个项目资助金额不高于…，原则上不超过1000万元
        return "" if len(clauses) < 2 or re.search(r"\d", clauses[-2]) else "".join(scopes(clauses[-2]))
    if previous and "支持金额" in place.left and not _NEW.search(place.left):
        return previous  # 每家企业每年…不超过500万元，国内首创产品支持金额不超过300万元
    years = _YEAR.findall(place.head)
    if place.mention.kind != "time" and (years or _YEARLY.search(place.head)):
        return years[-1] if years else "每年"
    return ""
