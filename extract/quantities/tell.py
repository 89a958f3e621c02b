"""Per, of and who of every number, told in reading order: a clause that names nobody goes on about the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.quantities import clauses, lists, who
from extract.quantities.case import Role, Verdict
from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.measure import of_rate, of_threshold
from extract.quantities.nouns import first_noun, is_body, is_recipient, short
from extract.quantities.scan import AGES
from extract.quantities.scope import per
from schemas.records import Issue
from schemas.text import Outline

_MARKS = re.compile(r"[,;。]")
_INVESTED = re.compile(r"出资额$")
_GRANTED = re.compile(r"给予|奖励|补贴|补助|资助|支持|贴息")
_OTHERS = re.compile("对|的,|属于|[;。](?:支持|鼓励|引导)")
_NOUN = re.compile(r"的([^,。;的]{2,24}),")
_PAYER = re.compile(r"(?:按照?|不超过)((?:申请|申报|项目)?(?:企业|单位|机构))(?=[^,。;]{2})")
_OPEN_PAREN = re.compile(r"^.*\((?=[^)]*$)")
_GRANT_BEGINS = re.compile(r"给予|按照?|奖励|补贴|分别|分[档类级]|择优|每(?!个)|,")
_CLOSE = re.compile(r"(?:\([^()]*\))?(?:及?以[上下内])?(?:\([^()]*\))?的([^,。;]{2,30})")
_AGED = re.compile(r"(?:\([^()]*\))?(?:及?以[上下])?([一-鿿“][^,。;的]{1,30})")
_SIZED = re.compile(r"(?:\([^()]*\))?及?以[上下](?:\([^()]*\))?([^,。;的]{2,30})")
_TO = re.compile("^对于?")
_NEW_NOUN = re.compile(r"(?!部分)[一-鿿]{2,8}(?:\([^()]*\))?")
_ONCE = re.compile(r"[^,。;]{0,4}?一次性")
_NAMED_NEXT = re.compile(r"、[^,;。、]{2,12}")
_PERIOD = re.compile(r"(?:上一?|前一?|本|当|每|最近一个)(?:会计|自然)?年度?|年度|累计")
_PARENS = {0xFF08: "(", 0xFF09: ")"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about one number beside its value."""

    per: str = ""
    of: str = ""
    who: str = ""


def tell(
    found: Sequence[Place], bounds: Sequence[Bound], verdicts: Sequence[Verdict | None], outline: Outline
) -> tuple[list[Told], list[Issue]]:
    """Scope, measure and recipient of each place; doubts where a list told with 分别 has another number of members."""
    told: list[Told] = []
    for i, (place, bound, verdict) in enumerate(zip(found, bounds, verdicts, strict=True)):
        last = found[i - 1] if i and found[i - 1].base == place.base else None
        before = told[-1] if last else Told()
        if last and not before.who and last.sentence != place.sentence:
            before = replace(before, who=_last_named(found[:i], told))
        if last and verdict and verdict.role == "benefit" and before.who not in place.text:
            before = replace(before, who="")  # a threshold's, from the headings: the grant's own words come first
        step = verdicts[i - 1] if i > 1 and found[i - 2].sentence == place.sentence else None
        if step and step.rule == "step":  # 给予项目单位50万元,每增加1万元递增30万元
            before = replace(before, who=told[i - 2].who)
        told.append(_one(place, bound, verdict, before, last, outline) if verdict else before)
    _share_once(found, told)
    _share_recipient(found, verdicts, told)
    return told, _align(found, verdicts, told, outline)


def _last_named(found: Sequence[Place], told: Sequence[Told]) -> str:
    """The recipient named last in the paragraph; ''."""
    base = found[-1].base
    for place, one in zip(reversed(found), reversed(told), strict=True):
        if place.base != base or one.who:
            return one.who if place.base == base else ""
    return ""


def _one(place: Place, bound: Bound, verdict: Verdict, before: Told, last: Place | None, outline: Outline) -> Told:
    same = last is not None and last.sentence == place.sentence
    ahead = bound.ahead if bound.word != "至" else None
    shared = bound.shared
    bound = Bound(bound.op, ahead, bound.word if ahead is not None else "")
    scope = per(place, ahead, before.per if same else "", last) or (before.per if shared and same else "")
    if not scope and verdict.role == "criterion" and last and _adds(last, place) and _PERIOD.fullmatch(before.per):
        scope = before.per
    listed = bool(place.mention.joint)
    if verdict.role == "criterion" or (verdict.role == "other" and place.mention.kind != "time"):
        measure = before.of if listed and before.of else of_threshold(place, bound) or (before.of if same else "")
        return Told(scope, measure, _asked_of(place, ahead, before, same) or _above(place, outline, verdict.role))
    if verdict.role == "window":
        return Told(of=_MARKS.split(place.following)[0])
    if verdict.rule == "reapply":
        measure = _MARKS.split(place.rest)[0]
    elif place.mention.kind in ("rate", "ratio"):
        measure = before.of if listed and before.of else of_rate(place, bound) or (before.of if same else "")
    elif place.mention.kind == "time" or _INVESTED.search(place.left[:ahead]):
        measure = of_threshold(place, bound)
    else:
        measure = ""
    if verdict.role == "other":
        return Told(scope, measure, clauses.governed(place) or clauses.asked(place.lead, measured=True))
    recipient = before.who if listed and before.who else _granted_to(place, ahead, before, last, outline)
    return Told(scope, measure, recipient)


def _granted_to(place: Place, ahead: int | None, before: Told, last: Place | None, outline: Outline) -> str:
    same = last is not None and last.sentence == place.sentence
    merit = clauses.by_merit(place.head)
    return (
        who.named(place, ahead)
        or _payer(place)
        or (before.who if last and _goes_on(last, place) else "")
        or clauses.governed(place, place.whole)
        or (before.who if same else "")
        or who.counted(place.left)
        or clauses.subject(place.whole)
        or clauses.opener(place.whole)
        or clauses.clause_without_name(place)
        or (merit if merit not in clauses.COMMON else "")
        or (before.who if last and is_recipient(before.who) and "。" not in _from(last, place) else "")
        or clauses.case(place)
        or (before.who if last else "")
        or _above_or(merit, place, outline)
    )


def _above_or(merit: str, place: Place, outline: Outline) -> str:
    """A body that the words above name before what is common（根据项目的技术含量）, that before a thing above."""
    above = _above(place, outline, "benefit")
    return above if is_body(above) else merit or above


def _from(last: Place, place: Place) -> str:
    """The sentences from one number up to the next."""
    return place.text[last.sentence[0] : place.sentence[0]]


def _goes_on(last: Place, place: Place) -> bool:
    """Whether a number only adds to the one before it, which was itself granted: nobody new is named between them."""
    between = place.text[last.mention.end - place.base : place.mention.start - place.base]
    granted = _GRANTED.search(place.text[last.sentence[0] : last.mention.end - last.base] + last.right)
    named = any(is_recipient(noun) for noun in _NOUN.findall(between))
    if not granted or named or _OTHERS.search(between):
        return False
    subject = clauses.subject(place.whole) if last.sentence != place.sentence else ""
    return not is_body(subject) or subject.endswith(clauses.COMMON)


def _adds(last: Place, place: Place) -> bool:
    """Whether a threshold stands in the clause of the one before（上一年度为不少于5家企业提供服务不少于10项）."""
    between = place.text[last.mention.end - place.base : place.mention.start - place.base]
    return last.clause == place.clause and not _GRANTED.search(between)


def _payer(place: Place) -> str:
    """按企业已支付利息给予30%: who has paid what the rate is taken of."""
    found = _PAYER.search(place.left)
    return found[1] if found and place.mention.kind == "rate" else ""


def _asked_of(place: Place, ahead: int | None, before: Told, same: bool) -> str:
    lead = place.lead if ahead is None else place.lead[: len(place.lead) - len(place.left) + ahead]
    inside = _OPEN_PAREN.match(lead)
    lead = _OPEN_PAREN.sub("", lead)
    return (
        (clauses.asked(lead, measured=True) if inside else "")  # （工业企业产值2000万元以上）
        or _qualified(place)
        or clauses.asked(lead, measured=True)
        or _explained(place)
        or _counted(place)
        or clauses.asked(place.whole)
        or (before.who if same else "")
        or (clauses.asked(place.text) if place.section == "conditions" else "")
        or clauses.governed(place)
        or clauses.opener(place.whole)
        or who.counted(place.left)
        or clauses.clause_without_name(place)
        or clauses.allowed(place.rest)
        or before.who
    )


def _explained(place: Place) -> str:
    """The noun that an aside with the number explains: 新建基础设施项目（总投资不低于5000万元）."""
    before, aside, _ = place.lead.rpartition("(")
    name = _TO.sub("", before.rpartition("的")[2]) if aside and ")" not in place.lead[len(before) :] else ""
    return short(name) if len(name) < 30 and is_recipient(name) else ""


def _counted(place: Place) -> str:
    name = who.counted(place.left)
    return name if is_body(name) else ""


def _qualified(place: Place) -> str:
    """The noun that the clause with the number describes: 超过1000万元，且…的（国家高新技术企业）."""
    for clause in place.rest.split(","):
        words = _GRANT_BEGINS.split(clause)[0]
        close = _CLOSE.match(words) or (_SIZED.match(words) if place.mention.kind == "money" else None)
        if place.mention.unit in AGES and not close:  # 16至24岁失业青年
            close = _AGED.match(words)
        nearest = first_noun(close[1]).removesuffix("等") if close else ""
        if is_body(nearest) or nearest.endswith("项目"):
            return nearest
        if place.section == "conditions":
            return ""
        if close and words != clause and _NEW_NOUN.fullmatch(close[1]):  # 排名前6位的集体给予
            return close[1]
        first = first_noun(words.partition("的")[2]) if place.mention.kind == "time" and not close else ""
        if is_body(first):  # 注册登记一年以上且依法纳税的企业引进的人才
            return first
        _, de, tail = words.rpartition("的")
        if de and 1 < len(tail) < 40 and is_recipient(tail):
            return tail.translate({0x1F: "、"})
        if words != clause or clause.endswith("的"):
            return ""
    return ""


def _above(place: Place, outline: Outline, role: Role) -> str:
    """Who the sentence's topic, the paragraph before it, or the headings above say it is about."""
    earlier = place.text[: place.sentence[0]]
    found = clauses.topic(place.whole) or clauses.entitled(place.text)
    found = found or (clauses.before(earlier) if role != "other" else "") or clauses.opener(earlier)
    index: int | None = place.unit
    while not found and index is not None:
        unit = outline.units[index]
        start, end = unit.spans[0] if unit.spans else (place.base, place.base)
        text = outline.folded[start : min(end, start + 200)] if start != place.base else ""
        heading = unit.heading.translate(_PARENS)
        found = (
            clauses.entitled(heading)
            or clauses.opener(heading)
            or clauses.asked(text[:80])
            or clauses.opener(text[:80])
        )
        found = found or (clauses.before(text) if role != "other" and "对" in text else "")
        index = unit.parent
    return found


def _share_recipient(found: Sequence[Place], verdicts: Sequence[Verdict | None], told: list[Told]) -> None:
    """A threshold whose own sentence names nobody for it is asked of whom the sentence grants to."""
    for i in range(len(found) - 2, -1, -1):
        verdict, a, b, after = verdicts[i], found[i], found[i + 1], told[i + 1].who
        together = verdicts[i + 1] and a.base == b.base and a.sentence == b.sentence
        if verdict and verdict.role == "criterion" and together and after in a.whole and told[i].who not in a.whole:
            told[i] = replace(told[i], who=after)


def _share_once(found: Sequence[Place], told: list[Told]) -> None:
    """100万元、50万元的一次性支持; 最低5万元，最高50万元的一次性支持: what stands behind the last holds for all."""
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i], found[i + 1]
        if b.mention.joint == "to" and b.mention.unit in AGES:  # 16至24岁失业青年
            told[i] = replace(told[i], who=told[i + 1].who)
        if a.base != b.base or (not _ONCE.match(b.right) and told[i + 1].per != "一次性"):
            continue
        between = b.text[a.mention.end - b.base : b.mention.start - b.base]
        together = bool(b.mention.joint) or between in (",最高", ",最高不超过") or _NAMED_NEXT.fullmatch(between)
        if together and not told[i].per:
            told[i] = replace(told[i], per="一次性")


def _align(
    found: Sequence[Place], verdicts: Sequence[Verdict | None], told: list[Told], outline: Outline
) -> list[Issue]:
    """Give each number of a list told with 分别 its own member; `told` is changed in place."""
    doubts: list[Issue] = []
    for first, last in _runs(found):
        place, verdict, count = found[first], verdicts[first], last - first
        before, respectively, after = place.head.rpartition("分别")
        if not respectively or verdict is None or verdict.role != "benefit" or len(after) > 40 or who.addressed(place):
            continue
        years = lists.years(before, count)
        listed = not years and not lists.steps(before)
        members = listed and (lists.align(before, count) or lists.kinds(place.text[: place.sentence[0]], count))
        for i in range(first, last):
            if years:
                told[i] = replace(told[i], per=years[i - first])
            elif members:
                told[i] = replace(told[i], who=members[i - first].translate({0x1F: "、"}))
        if not years and not members and not lists.tiers(before):
            doubts.append(_doubt(place, count, outline))
    return doubts


def _doubt(place: Place, count: int, outline: Outline) -> Issue:
    at = place.mention.start
    message = f"分别 with {count} numbers, but no list of {count} before it: {place.whole[:60]}"
    return Issue(code="quantities.unaligned_list", message=message, page=outline.page_at(at), start=at)


def _runs(found: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Lists of numbers of one kind in one sentence, as (first, last + 1)."""
    first = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or found[i].mention.joint != "and":
            if i - first > 1:
                yield first, i
            first = i
