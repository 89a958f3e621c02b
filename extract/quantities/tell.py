"""Per, of and who of every number, told in reading order; lists told with 分别 are aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.quantities import lists
from extract.quantities.candidates import Candidate
from extract.quantities.case import Seen, Verdict
from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.measure import of_ceiling, of_term, of_threshold
from extract.quantities.nouns import unhalved
from extract.quantities.rate import of_rate
from extract.quantities.recipient import Choice, choose
from extract.quantities.scope import calendar, per
from extract.reading import composed
from extract.recipients import attained_kind, is_qualified
from schemas.records import Issue
from schemas.text import Outline

_MARKS = re.compile(r"[,;。]")
_AND = re.compile(r"[且并]|同时")
_INVESTED = re.compile(r"出资额$")
_GRANTED = re.compile(r"给予|奖励|补贴|补助|资助|支持|贴息")
_ONCE = re.compile(r"[^,。;]{0,4}?一次性")
_CAPPED_NEXT = re.compile(r"[、和及](?:最高|最多|不超过)+")
_NAMED_NEXT = re.compile(r"、[^,;。、]{2,12}")
_PERIODS = re.compile(r"((?:上一?|当|本|每)?年度|(?:当|上|每)年)([^,。;:\d]{2,16})")
_CORE = 3
"""Characters at the end of a measure by which it is known again."""
_CAPPED = re.compile(
    r"(?:[的给予以支持奖励补贴助资]{0,6}[,、])[^,。;]{0,16}(?:最高|最多|不超过|不高于)[^,。;]{0,6}"
)  # 按5%、最高50万元的一次性奖励
_PERIOD = re.compile(
    r"(?:20\d\d年|今年)[^,]{0,6}|(?:上一?|前一?|本|当|每|最近一个|全)(?:会计|自然)?年度?|年度|累计|年均"
)
# the other end of what the number before begins（5亿元以上，10亿元以下; 超过5000元但低于26000元）, or its new height
_GOES_ON = composed(
    "measure",
    r"(?:\(不?含[^()]*\))?(?:及?以[上下内])?(?:\(不?含[^()]*\))?的?,?(?:且|但|并)?(?:不?[超低高少多满足大小达][过于到]?)?"
    r"|可?{changes}[到至为]",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about one number beside its value."""

    per: str = ""
    of: str = ""
    who: str = ""
    sure: bool = True
    """Whether `who` is more than the likeliest of many."""


def tell(seen: Seen, outline: Outline) -> tuple[list[Told], list[Issue]]:
    """Scope, measure and recipient of each number; doubts where a list told with 分别 has another number of members."""
    found = seen.places
    told: list[Told] = []
    for i, (place, bound, verdict) in enumerate(zip(*seen, strict=True)):
        last = found[i - 1] if i and found[i - 1].base == place.base else None
        before = told[-1] if last else Told()
        if not verdict:
            told.append(before)
            continue
        base = _base(found, told, i) if place.mention.kind in ("rate", "ratio") else ""
        told.append(_one(place, bound, verdict, before, last, base))
    _share_once(found, told)
    chosen = choose(seen, outline)
    told = [
        replace(one, of=unhalved(one.of), who=_kind(who, place) if who else "", sure=not who or who.sure)
        for one, who, place in zip(told, chosen, found, strict=True)
    ]
    return told, _align(seen, told, chosen, outline)


def _kind(who: Candidate, place: Place) -> str:
    """The recipient's name, or the kind that it became where its own says nothing（获得国家高新技术企业证书的企业）."""
    if who.at is None or is_qualified(who.name):
        return who.name
    clause = max(place.text.rfind(mark, 0, who.at) for mark in ",;。") + 1
    return attained_kind(place.text[clause : who.at]) or who.name


def _base(found: Sequence[Place], told: Sequence[Told], index: int) -> str:
    """What the last number but times in the sentence before this one is of; ''."""
    for i in range(index - 1, -1, -1):
        if found[i].base != found[index].base or found[i].sentence != found[index].sentence:
            break
        if told[i].of and found[i].mention.kind != "time":
            return told[i].of
    return ""


def _one(place: Place, bound: Bound, verdict: Verdict, before: Told, last: Place | None, base: str) -> Told:
    same = last is not None and last.sentence == place.sentence
    ahead = bound.ahead if bound.word != "至" else None
    shared = bound.shared
    bound = Bound(bound.op, ahead, bound.word if ahead is not None else "")
    scope = per(place, ahead, before.per if same else "", last) or (before.per if shared and same else "")
    scope = _with_period(scope, place, verdict, before, last)
    listed = bool(place.mention.joint)
    if last is not None and verdict.role != "benefit" and _goes_on(last, place):
        return Told(scope or before.per, before.of)
    if verdict.role == "criterion" or (verdict.role == "other" and place.mention.kind != "time"):
        measure = before.of if listed and before.of else of_threshold(place, bound) or (before.of if same else "")
        return Told(scope or _named_before(measure, place, verdict), measure)
    if verdict.role == "window":
        return Told(of=_MARKS.split(place.following)[0])
    if verdict.rule == "reapply":
        measure = _MARKS.split(place.rest)[0]
    elif place.mention.kind in ("rate", "ratio"):
        measure = before.of if listed and before.of else of_rate(place, bound, base)
    elif place.mention.kind == "time" and place.left.endswith("分"):  # 分三年发放
        measure = ""
    elif place.mention.kind == "time" and (done := of_term(place, verdict.rule == "office_term")):
        measure = done
    elif place.mention.kind == "time" or _INVESTED.search(place.left[:ahead]):
        measure = of_threshold(place, bound)
    else:
        measure = of_ceiling(place, ahead)
    return Told(scope, measure)


def _with_period(scope: str, place: Place, verdict: Verdict, before: Told, last: Place | None) -> str:
    """The scope of a threshold, or of a plan's figure, with the period that the sentence tells for it."""
    if verdict.role == "benefit":
        return scope
    if not scope and last and _PERIOD.fullmatch(before.per) and _adds(last, place, verdict, before.per):
        scope = before.per
    year = calendar(place) if verdict.role != "window" and place.mention.kind != "time" else ""
    return scope if year in scope else year + scope.removeprefix("年度")


def _named_before(measure: str, place: Place, verdict: Verdict) -> str:
    """The period with which the sentence names a measure first: 按照年度出资额度分档，实际出资额在3亿元以上的."""
    if verdict.role != "criterion" or place.mention.kind not in ("money", "rate") or len(measure) < _CORE:
        return ""
    named = [found[1] for found in _PERIODS.finditer(place.head) if measure[-_CORE:] in found[2]]
    return named[-1] if named else ""


def _goes_on(last: Place, place: Place) -> bool:
    """Whether a threshold bounds what the one before it does."""
    return last.mention.unit == place.mention.unit and bool(_GOES_ON.fullmatch(_between(last, place)))


def _adds(last: Place, place: Place, verdict: Verdict, scope: str) -> bool:
    """Whether a threshold, or a figure of a plan, is told together with the one before it.

    上一年度为不少于5家企业提供服务不少于10项; 上年度占比不低于30%，且…不低于10%; 全年新开工2600个，增长10%.
    """
    together = last.clause == place.clause or bool(_AND.match(place.lead))
    planned = verdict.role == "other" and last.sentence == place.sentence and scope != "年均"
    return (together or planned) and not _GRANTED.search(_between(last, place))


def _share_once(found: Sequence[Place], told: list[Told]) -> None:
    """100万元、50万元的一次性支持; 最低5万元，最高50万元的一次性支持: what stands behind the last holds for all."""
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i], found[i + 1]
        if a.base != b.base or (not _ONCE.match(b.right) and told[i + 1].per != "一次性"):
            continue
        between = _between(a, b)
        capped = a.mention.kind == "rate" and b.mention.kind == "money" and _CAPPED.fullmatch(between)
        together = b.mention.joint or between in (",最高", ",最高不超过") or _NAMED_NEXT.fullmatch(between) or capped
        if together and not told[i].per:
            told[i] = replace(told[i], per="一次性")


def _align(seen: Seen, told: list[Told], chosen: Sequence[Choice], outline: Outline) -> list[Issue]:
    """Give each number of a list told with 分别 its own member; `told` is changed in place."""
    doubts: list[Issue] = []
    for first, last in _rows(seen):
        pieces = [seen.places[first].left, *(_between(*seen.places[i - 1 : i + 1]) for i in range(first + 1, last))]
        for i, name in enumerate(lists.named(pieces) or (), first):
            told[i] = replace(told[i], who=name.translate({0x1F: "、"}), sure=True)
    for first, last in _runs(seen.places):
        place, verdict, count = seen.places[first], seen.verdicts[first], last - first
        before, respectively, after = place.head.rpartition("分别")
        if not respectively or verdict is None or verdict.role != "benefit" or len(after) > 40:
            continue
        if _names(chosen[first], place, len(after)):
            continue
        years = lists.years(before, count)
        listed = not years and not lists.steps(before)
        members = listed and (lists.align(before, count) or lists.kinds(place.text[: place.sentence[0]], count))
        for i in range(first, last):
            if years:
                told[i] = replace(told[i], per=years[i - first])
            elif members:
                told[i] = replace(told[i], who=members[i - first].translate({0x1F: "、"}), sure=True)
        if not years and not members and not lists.tiers(before):
            doubts.append(_doubt(place, count, outline))
    return doubts


def _names(chosen: Choice, place: Place, after: int) -> bool:
    """Whether the number's own clause names the recipient behind 分别: 分别给予运营机构100万元、50万元."""
    if chosen is None or chosen.at is None:
        return False
    start, end = place.mention.start - place.base, place.mention.end - place.base
    return start - after <= chosen.at <= start or chosen.at == end


def _doubt(place: Place, count: int, outline: Outline) -> Issue:
    at = place.mention.start
    message = f"分别 with {count} numbers, but no list of {count} before it: {place.whole[:60]}"
    return Issue(code="quantities.unaligned_list", message=message, page=outline.page_at(at), start=at)


def _between(last: Place, place: Place) -> str:
    """The words between two numbers of a paragraph."""
    return place.text[last.mention.end - place.base : place.mention.start - place.base]


def _rows(seen: Seen) -> Iterator[tuple[int, int]]:
    """Granted numbers of one kind in one sentence with words between them, as (first, last + 1)."""
    first = 0
    for i in range(1, len(seen.places) + 1):
        if i == len(seen.places) or not _in_row(seen, i):
            if i - first > 1:
                yield first, i
            first = i


def _in_row(seen: Seen, i: int) -> bool:
    last, place = seen.places[i - 1 : i + 1]
    granted = all(verdict and verdict.role == "benefit" for verdict in seen.verdicts[i - 1 : i + 1])
    together = last.base == place.base and last.sentence == place.sentence and not place.mention.joint
    return granted and together and last.mention.kind == place.mention.kind


def _listed_on(last: Place, place: Place) -> bool:
    """Whether a number goes on with a list: 50万元、30万元; 50万元、最高30万元."""
    if place.mention.joint == "and":
        return True
    same = last.base == place.base and last.mention.kind == place.mention.kind
    return same and bool(_CAPPED_NEXT.fullmatch(_between(last, place)))


def _runs(found: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Lists of numbers of one kind in one sentence, as (first, last + 1)."""
    first = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or not _listed_on(found[i - 1], found[i]):
            if i - first > 1:
                yield first, i
            first = i
