"""Clauses on which a grant hangs: 对…的，给予…; …的，按照…; 支持在…备案的基金…; 增长超过20%，支持比例为….

A sentence is read clause by clause. The qualifying words run from their opening to where the grant begins, within
a clause (对通过复审的企业｜给予5万元) or with one (…的企业，｜按照…). Where nothing is paid but something done for
somebody, 对… and 为… alone name them. Whom one is merely encouraging is no criterion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.criteria.granting import (
    DOING,
    GRANTING,
    GRANTOR,
    PUBLISHED,
    SANCTION,
    SERVING,
    begins_grant,
    core,
    merely_working,
)
from extract.limits import limiting
from extract.reading import Span, alternatives, clauses, composed, trim
from extract.recipients import is_qualified, recipient_end

_TOWARDS = composed(
    "criteria",
    r"(?:优先|按照?(?:有关|相关)?规定|(?:继续|全面|持续|严格)?落实好?)?(?:其中[:,]?)?(?:第[一二三四五、]+年|[^,对]{0,10}{payers}|由?{payers_named})?"
    r"(?:\d{4}年)?(?:继续)?对(?:于(?!接)|其中(?!的))?(?!{not_towards})",
)
# 对经济具有带动作用: an effect on something, not a grant to somebody
_EFFECT = composed("criteria", r"对[^,]{1,30}{has_effect}[^,]*{effects}$")
_OPENING = composed("criteria", r"(?:{opens_case}|[^,]{0,6}:)+[:,]?")
_THRESHOLD = composed(
    "criteria",
    r"(?:{comparing}|为|在)[^,]{0,8}?[\d一二三四五六七八九十百千万亿]+|\d[^,]{0,10}{bounds}"
    r"|\d(?:\([^()]*\))?[万亿]?元?[-~至]\d[\d.]*(?:\([^()]*\))?[万亿]?元",
)
_GENERIC = composed("criteria", r"{generic}|{generic_before}*{generic_nouns}*(?:的)?")
_RELATIVE = composed("criteria", r"(?:支持|鼓励|引导|推动|对)(?={relative}[^,]{4,})")
# 优先支持在…注册的企业
_PREFERRED = re.compile(r"优先(?:支持|资助)(?!$)")
# 给予一等奖企业不超过30万元: the recipient between the grant and its sum
_GIVEN = composed(
    "criteria",
    r"(?:并|再|另|分别|择优)*(?:给予|奖励|资助|补[贴助])((?:(?!不超过|最高)[^,;。\d]){3,60}?)"
    r"(?={before_sum}*(?:不超过|最高|\d))",
)
# that one of the cases below is met is said of no case
_CASES = composed("criteria", r"{below}[^,]{0,6}(?:{cases}|条件)之一的?[^,的]{0,6}$")
_SUM = composed(
    "criteria",
    r"(?:每[个家项人户件][^,\d]{0,6})?(?:分别|一次性|最高|各|再)*"
    r"(?:(?:给予|予以)[^,\d]{0,10}|(?:奖励|资助|补[贴助]|奖补)(?:不超过|最高|人民币|{amounts}[为是][^,\d]{0,8})?)\d",
)
# whose several benefits are counted together: 同一服务机构的（奖励额度每年最高…）
_SAME = re.compile(r"(?:同一|单[个一家])[^,的]{0,8}的?")
# how often or how long, no tier
_NO_TIER = composed("criteria", r"{no_tier}|.*(?:{no_tier_ends}$|{no_tier_words}|\([^)]*$)")
# a granted sum, not a threshold
_AMOUNT = composed("criteria", r"(?:{aid}|配套){amounts}|{aid}(?:资金)?(?:不少于|不低于|不超过|最高|\d)|{capped}|方面$")
# and the share of each year: 其中第一年为80%
_YEARLY = re.compile(r"最高|第[一二三四五、]+年")
# what is judged of the recipient does not belong to who it is
_JUDGED = re.compile(r"(?<![的,])(?:绩效|成效|情况|工作)$")
_AFTER = composed("criteria", r"{events}(?:\([^()]*\))?后$")
# that their case is approved belongs to them, and says not who they are
_APPROVED = composed("criteria", r",?经[^,的]{0,30}{approved}[^,的]{0,4}$")
# 为创新能力强的独角兽企业提供…: whom a service is for
_SERVED = re.compile(r"为((?!了)[^,]{3,60}?的[^,的]{2,14}?)(?:在[^,]{2,24}方面)?(?:提供(?!者|方|商)|做好)")
# 支持符合条件的民间投资项目发行…
_FITTING = composed("criteria", r"{for_fitting}(?=符合[^,]{0,40}?{fits}[^,的]{0,4}的)")
# 将…人才列为紧缺人才目录，优先享受…
_LISTED = re.compile(r"(?:优先|及时|按规定)?将([^,]{4,60}?)(?:直接|优先)?(?:[纳列]入|列为|评为|认定为)")
_ALLOWED = re.compile(r"允许(?=[^,]{4,})")
_GOES_ON = composed("criteria", "{goes_on}")
# what no noun goes on with
_VERB = composed("criteria", r"{goes_on}|{granting_starts}|[向给为与在到由从把将以按获取申参进使纳]")
_URGED = re.compile(r"给予|予以")
# what somebody attained: 首次通过…认证，给予…
_ATTAINED = composed("criteria", r"{when_attained}*{attained}[^,]{3,}|在[^,]{2,20}{attained_at}$")
_CUT = re.compile(
    r"(?<=奖励|补贴|支持|资助|补助|扶持|资金|万元|配套|贴息|补偿)、(?=对)|:(?!\d)"
    r"|(?<=[元月天日年%倍])、(?=[^、,]{2,20}的(?:按|给予))"
)
# behind words that qualify: how much for each
_EACH = re.compile(r"每[^,的]{1,6}$|的[^,的]{0,10}(?:补[贴助]|津贴)$")
BRACKET = re.compile(r"\s*\([^()]*\)")
# what a sum is reckoned by, what is looked at, in what respects
_RECKONED = composed("criteria", r"{reckoned_by}$|^{reckoned_opens}|[进实]行|一视同仁")
# a noun of this length names what it is for by itself（对农产品加工集聚区基础设施建设项目）
_NAMED = 6
# the longest noun of what is given, before 按照 (对…的企业，电价按照…)
_WHAT = 6
# the longest noun of a tier without 对
_TIER = 40
# and one of this length behind 给予（给予…大赛一等奖企业）
_SPECIFIC = 12
# characters within which a second noun belongs to the first（外商｜投资医院）
_COMPOUND = 6
# how far behind qualifying words their refusal is looked for（…的，不予资助）
_BEHIND = 16
_MAX_CLAUSES = 8


_SERVING_RULES = ("criterion.towards", "criterion.served", "criterion.fitting")


class Found(NamedTuple):
    """Qualifying words and the rule that found them."""

    start: int
    end: int
    rule: str


@cache
def _thing() -> re.Pattern[str]:
    return alternatives("criteria", "things", r"的[^,的]{0,12}{}(?:\([^()]*\))?$")


def granted_on(folded: str, start: int, end: int, leads_on: bool = False, tiers: bool = False) -> list[Found]:
    """The qualifying words of one sentence, in reading order, none overlapping.

    `leads_on`: the sentence ends in a colon and the grant stands in the items below. `tiers`: it follows behind ; on
    one with qualifying words, so that what another sum is given for needs no 对.
    """
    grants = leads_on or GRANTING.search(folded, start, end)
    fits = folded.find("符合", start, end) >= 0
    serves = grants or SERVING.search(folded, start, end) or (fits and _FITTING.search(folded, start, end))
    if not serves or PUBLISHED.search(folded, start, end):
        return []
    pieces = list(_pieces(folded, start, end))
    found: list[Found] = []
    n = 0
    while n < len(pieces):
        hit, used = _at(folded, pieces, n, leads_on)
        if hit is None and used <= 1 and (found or (tiers and n == 0)):
            hit = _next_tier(folded, pieces, n)
        if hit and (not found or hit.start >= found[-1].end):
            found.append(hit)
        n += max(used, 1)
    return found if grants else [one for one in found if one.rule in _SERVING_RULES]


def _next_tier(folded: str, pieces: list[Span], n: int) -> Found | None:
    """对示范城市给予200万元，试点城市给予100万元: a noun between the sum before and its own."""
    start, end = pieces[n]
    sum_ = _SUM.search(folded, start, end)
    stop = sum_.start() if sum_ else end
    if not sum_ and not (n + 1 < len(pieces) and _SUM.match(folded, *pieces[n + 1])):
        return None
    if _TOWARDS.match(folded, start, end) or alternatives("criteria", "encouraging").match(folded, start, end):
        return None
    if stop - start > _TIER or _NO_TIER.match(folded[start:stop]) or begins_grant(folded, start, end):
        return None
    if _AMOUNT.search(folded, start, stop) or GRANTOR.match(folded, start, stop):
        return None
    return _checked(folded, start, stop, "next_tier")


def _pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    """Clauses, cut further where a second grant follows the first: …奖励、对通过复审的…."""
    for first, last in clauses(folded, start, end):
        if bracket := BRACKET.match(folded, first, last):
            first = bracket.end()
        cuts = [m.start() + 1 - first for m in _CUT.finditer(folded, first, last) if _open(folded, first, m.start())]
        edges = [first, *(first + cut for cut in cuts), last]
        for a, b in pairwise(edges):
            a, b = trim(folded, a, b)
            if a < b:
                yield a, b


def _at(folded: str, pieces: list[Span], n: int, leads_on: bool) -> tuple[Found | None, int]:
    """Criterion that opens with the n-th clause, and how many clauses it used up."""
    start, end = pieces[n]
    towards = _TOWARDS.match(folded, start, end)
    if towards and not _EFFECT.match(folded, start, end):
        stop, used = _grant_begins(folded, pieces, n, towards.end(), leads_on)
        if not stop:
            stop, used = _service_begins(folded, pieces, n, towards.end())
        return (_checked(folded, towards.end(), stop, "towards") if stop else None), used
    if preferred := _PREFERRED.match(folded, start, end):
        return _checked(folded, preferred.end(), end, "preferred"), 1
    if fitting := _FITTING.match(folded, start, end) or _ALLOWED.match(folded, start, end):
        stop = _noun_ends(folded, fitting.end(), end)
        if stop and (fitting.re is _FITTING or _says_who(folded[fitting.end() : stop])):
            return _checked(folded, fitting.end(), stop, "fitting"), 1
    listed = _LISTED.match(folded, start, end)
    if listed and GRANTING.search(folded, start, pieces[-1][1]) and recipient_end(folded, *listed.span(1)):
        return _checked(folded, *listed.span(1), "towards"), 1
    if alternatives("criteria", "encouraging").match(folded, start, end):
        return _relative(folded, pieces, n), 1
    served = _SERVED.match(folded, start, end)
    if served and recipient_end(folded, *served.span(1)):
        return _checked(folded, *served.span(1), "served"), 1
    goes_on = n + 1 < len(pieces) and folded.startswith(("且", "并且"), pieces[n + 1][0])
    if begins_grant(folded, start, end, goes_on) or (not goes_on and merely_working(folded, start, end)):
        given = _GIVEN.match(folded, start, end)
        if given and recipient_end(folded, *given.span(1)):
            return _checked(folded, *given.span(1), "given"), 1
        return None, 1
    opening = _OPENING.match(folded, start, end)
    first = opening.end() if opening else start
    stop, used = _grant_begins(folded, pieces, n, first, leads_on=False)
    if not stop:
        return None, 1
    approved = _APPROVED.search(folded, first, stop)
    said = approved.start() if approved and approved.start() > first else stop
    if cases := _CASES.search(folded, first, said):
        said = max(first + 1, folded.rfind(",", first, cases.start() + 1))
    if folded[said - 1] == "的":
        return _checked(folded, first, stop, "who_has"), used
    if each := _EACH.search(folded, first, stop):
        said = stop = each.start()
    amount = _AMOUNT.search(folded, first, stop) or _YEARLY.match(folded, first, stop)
    if amount:
        return None, 1
    if recipient_end(folded, first, said) or _thing().search(folded, first, said):
        return _checked(folded, first, stop, "who_is"), used
    if _THRESHOLD.search(folded, first, stop):
        return _checked(folded, first, stop, "tier"), used
    if any(find(folded, first, stop) for find in (_AFTER.search, _ATTAINED.match, DOING.match)):
        return _checked(folded, first, stop, "once_done"), used
    return None, 1


def _grant_begins(folded: str, pieces: list[Span], n: int, first: int, leads_on: bool) -> tuple[int, int]:
    """Where the words from `first` give way to the grant (0: nowhere), and the clauses used up."""
    for used, (start, end) in enumerate(pieces[n : n + _MAX_CLAUSES]):
        start = max(start, first)
        towards = folded[start] != "按" and _TOWARDS.match(folded, start, end)
        if used and towards and not _EFFECT.match(folded, start, end):
            before = trim(folded, first, pieces[n + used - 1][1])[1]
            # …认证的，对认证费用给予…, 对…车辆，对…车辆，给予…: a case, and what of it is paid for or one more
            said = _AFTER.search(folded, first, before) or recipient_end(folded, first, before)
            case = folded[before - 1] == "的" or (folded[first - 1] in "对于" and said)
            return (before if case else 0), used
        if used and SANCTION.match(folded, start, end):
            return 0, used
        if used and begins_grant(folded, start, end):
            return trim(folded, first, pieces[n + used - 1][1])[1], used
        if used and alternatives("criteria", "encouraging").match(folded, start, end):
            # 对…的企业，鼓励各区给予支持 grants all the same
            urged = _URGED.search(folded, start, pieces[-1][1])
            return (trim(folded, first, pieces[n + used - 1][1])[1] if urged else 0), used
        # 每月按不低于…的标准支付工资的，: a case that reckons, before its grant
        case = folded[end - 1] == "的" and n + used + 1 < len(pieces) and begins_grant(folded, *pieces[n + used + 1])
        cores = (m.start() for m in core().finditer(folded, start, end) if not (case and folded[m.end() - 1] in "按照"))
        at = next((at for at in cores if at > first and _open(folded, start, at)), 0)
        if not used and not at and (done := _done_for(folded, first, end)):
            return done, 1
        if at:
            apart = used and _ends_case(folded, first, pieces[n + used - 1][1], start, at)
            apart = apart and (folded[at] == "应" or not recipient_end(folded, start, at))
            if apart or (used and GRANTOR.match(folded, start, at)):
                return trim(folded, first, pieces[n + used - 1][1])[1], used + 1
            return trim(folded, first, at)[1], used + 1
    if leads_on and n + _MAX_CLAUSES >= len(pieces):
        return trim(folded, first, pieces[-1][1])[1], len(pieces) - n
    return 0, 1


def _done_for(folded: str, first: int, end: int) -> int:
    """Where 对… ends and what is done for them begins, in a clause that sets no case（对…平台加强考核）; 0 nowhere."""
    if folded[first - 1] not in "对于" or folded[end - 1] == "的" or recipient_end(folded, first, end):
        return 0
    at = (m.start() for m in _GOES_ON.finditer(folded, first, end))
    return next((at for at in at if at > first and recipient_end(folded, first, at)), 0)


def _service_begins(folded: str, pieces: list[Span], n: int, first: int) -> tuple[int, int]:
    """Where the words from `first` give way to what is done for somebody (0: nowhere), and the clauses used up."""
    end = pieces[n][1]
    of = folded.find("的", first + 3, end)
    while 0 < of < end:
        stop = recipient_end(folded, of + 1, end, anchored=True)
        if 0 < stop < end and SERVING.search(folded, stop, end):
            return stop, 1
        of = folded.find("的", of + 1, end)
    for used, ((_, end), after) in enumerate(pairwise(pieces[n : n + _MAX_CLAUSES]), 1):
        case = folded[end - 1] == "的" or recipient_end(folded, first, end) or _thing().search(folded, first, end)
        if case and SERVING.search(folded, *after):
            return end, used
    return 0, 1


def _ends_case(folded: str, first: int, end: int, start: int, at: int) -> bool:
    """Whether a case ends before the clause in which the grant begins (at): 对…的企业，电价按照…, …，公证机构应当…."""
    if folded[end - 1] == "的":
        return True
    what = (at - start <= _WHAT and folded[at] == "按") or folded[at] == "应"
    return what and folded[first - 1] in "对于" and recipient_end(folded, first, end) > 0


def _open(folded: str, start: int, at: int) -> bool:
    """Whether a place of a clause stands outside of brackets and of the names of documents."""
    return all(folded.count(a, start, at) <= folded.count(b, start, at) for a, b in ("()", "《》"))


def _relative(folded: str, pieces: list[Span], n: int) -> Found | None:
    """支持在…备案的基金开展…: the relative clause with its noun, where the sentence grants."""
    start, end = pieces[n]
    match = _RELATIVE.match(folded, start, end)
    if not match:
        return None
    of = folded.find("的", match.end() + 3, end)
    while 0 < of < end:
        stop = recipient_end(folded, of + 1, end, anchored=True)
        if stop:
            return _checked(folded, match.end(), stop, "relative")
        of = folded.find("的", of + 1, end)
    return None


def _noun_ends(folded: str, first: int, end: int) -> int:
    """Where the noun of a recipient ends that words open with, its clause in 的 included; 0 without one."""
    of = folded.find("的", first, end)
    while 0 < of < end:
        if stop := _whole_noun(folded, of + 1, end):
            return stop
        of = folded.find("的", of + 1, end)
    return _whole_noun(folded, first, end)


def _whole_noun(folded: str, first: int, end: int) -> int:
    """As `recipient_end` at the first words, to the last of nouns set together（外商投资医院）."""
    stop = recipient_end(folded, first, end, anchored=True)
    while stop and not _VERB.match(folded, stop):
        more = recipient_end(folded, stop, min(end, stop + _COMPOUND), anchored=True)
        if not more:
            break
        stop = more
    return stop


def _says_who(words: str) -> bool:
    """Whether words without 的 qualify: who is paid or what for, and not what the sum is reckoned by."""
    if _RECKONED.search(words):
        return False
    if is_qualified(words) or DOING.match(words) or _THRESHOLD.search(words):
        return True
    return (len(words) >= _NAMED and words[-1] != "等") or recipient_end(words, 0, len(words)) > 0


def _checked(folded: str, start: int, end: int, rule: str) -> Found | None:
    if SANCTION.match(folded, end):
        return None
    if rule == "towards" and "的" not in folded[start:end] and not _says_who(folded[start:end]):
        return None
    if tail := _JUDGED.search(folded, start, end) or _EACH.search(folded, start, end):
        end = tail.start()
    if cases := _CASES.search(folded, start, end):
        end = max(start, folded.rfind(",", start, cases.start() + 1))
    start, end = trim(folded, start, end)
    words = folded[start:end]
    if len(words) < 4 or _GENERIC.fullmatch(words) or _SAME.fullmatch(words):
        return None
    behind = folded.find(",", end + 1, end + _BEHIND)
    if limiting(folded, start, behind if behind > 0 else min(end + _BEHIND, len(folded))):
        return None
    if rule in ("who_is", "tier") and "的" not in words and (words.startswith("同一") or GRANTOR.match(words)):
        return None
    if rule == "given" and "的" not in words and not is_qualified(words) and len(words) < _SPECIFIC:
        return None
    return Found(start, end, f"criterion.{rule}")
