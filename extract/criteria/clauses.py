"""Clauses on which a grant hangs: 对…的，给予…; …的，按照…; 支持在…备案的基金…; 增长超过20%，支持比例为….

A sentence is read clause by clause. The qualifying words run from their opening to where the grant begins, within
a clause (对通过复审的企业｜给予5万元) or with one (…的企业，｜按照…). Whom one is merely encouraging is no criterion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.limits import limiting
from extract.reading import Span, alternatives, clauses, trim
from extract.recipients import is_qualified, recipient_end

# a sentence that grants something
_GRANTING = re.compile(
    r"给予(?![^,。]{0,16}(?:处分|处罚|警告|批评|罚款|处理|表彰|通报))|予以[^,]{0,10}(?:支持|奖励|补贴|补助|资助|扶持|贴息|补偿|配套)|免[征收除缴]|减[征免半按]"
    r"|(?:奖励|奖补|补贴|补助|资助|扶持|贴息|补偿|支持)[^,。]{0,14}(?:\d|[一二三四五六七八九十]{1,3}[万千百]|标准|比例)"
    r"|\d[^,。]{0,12}(?:奖励|补贴|补助|资助|扶持|贴息|支持)|(?:享受|领取|获得)[^,。]{0,16}(?:政策|补贴|补助|奖励|扶持|待遇|优惠|补偿|券)"
    r"|按[^,。]{0,40}(?:奖补|补贴|补助|奖励|资助|扶持|支持|贴息|发放|配套|补偿)|优先(?:给予|支持|安排|推荐|获得|入选|纳入)|授予|施行(?!政)|(?:发放|兑现|拨付|预拨)[^,。]{0,14}(?:补贴|补助|奖励|奖金|津贴|资金)|全额(?:补贴|补助|奖励|返还)|可[^,。]{0,6}申[请报](?!其中)[^,。]{0,30}(?:补贴|资金|奖励|补助|扶持|资助|支持)"
)
_TOWARDS = re.compile(
    r"(?:优先)?(?:其中[:,]?)?(?:第[一二三四五、至]+年|[^,对]{0,10}(?:政府|财政|部门|局|委|资金|基金)|(?:国家|省|各?[市区县]|各产业集聚区))?"
    r"对(?:于(?!接))?(?!接|应|其|(?:地方|区域|当地|[本我该][市区县]|经济|社会)[^,的]{0,8}贡献|外(?!资|商|籍|国|地|埠|贸企业)|口|标(?!准)|照|比|方)"
)
# 对经济具有带动作用: an effect on something, not a grant to somebody
_EFFECT = re.compile(r"对[^,]{1,30}(?:具有|起到|产生|有着?|做出|作出)[^,]*(?:作用|影响|意义|贡献|效果|带动|支撑)$")
_OPENING = re.compile(r"(?:其中|此外|另外|同时|以及|凡是?|如果?|若|当(?!年|月|日|地|选|季|前)|[^,]{0,6}:)+[:,]?")
_THRESHOLD = re.compile(
    r"(?:超过|超|高于|大于|达到?|不低于|不少于|突破|满|不足|低于|少于|介于|为|在)[^,]{0,8}?[\d一二三四五六七八九十百千万亿]+|\d[^,]{0,10}(?:以上|以下|以内|之间)"
)
_GENERIC = re.compile(
    r"确有必要的|确[有需]需?要?的|特殊情况的?|特别[^,]{0,4}的|条件(?:成熟|允许|具备)的|(?:上述|以上|该|其|本|此类|每[个家项户]|单[个一项家套]|同一|所有|各类|符合(?:上述|以上|相关|规定|要求|支持)?(?:条件|要求|规定)的?|满足[^,]{0,4}条件的?)*"
    r"(?:企业|项目|单位|机构|园区|平台|个人|主体|产品|人员|团队|创新人才|人才|投资方|申请人|申报单位|情况|以下(?:情形|情况|项目|企业)?|的)*(?:的)?"
)
_RELATIVE = re.compile(
    r"(?:支持|鼓励|引导|推动|对)(?=(?:在|与|经|获得?|通过|注册|登记|列入|入选|纳入|取得|从事|具有|拥有|参与|属于|首次|新|已|被|由|年|上年|持有|设立)[^,]{4,})"
)
# 优先支持在…注册的企业
_PREFERRED = re.compile(r"优先(?:支持|资助)(?!$)")
# 给予一等奖企业不超过30万元: the recipient between the grant and its sum
_GIVEN = re.compile(
    r"(?:并|再|另|分别|择优)*(?:给予|奖励|资助|补[贴助])((?:(?!不超过|最高)[^,;。\d]){3,60}?)"
    r"(?=(?:每[个家人项年]|一次性|分别|人民币|年度|累计|总额)*(?:不超过|最高|\d))"
)
# that one of the cases below is met is said of no case
_CASES = re.compile(r"(?:下列|以下|如下)[^,]{0,6}(?:情形|情况|条件)之一的?$")
# a granted sum, not a threshold
_AMOUNT = re.compile(
    r"(?:贴息|补贴|奖励|支持|资助|补助|扶持|配套)(?:资金|金额|额度|总额|总金额|比例|标准|期限|额)"
    r"|(?:补助|补贴|奖励|资助|支持|贴息)(?:资金)?(?:不少于|不低于|不超过|最高|\d)|分别不超过|最高额度|^最高|^第[一二三四五、]+年|每[个家项]?不超过"
)
# what follows takes away instead of granting
_SANCTION = re.compile(
    r",?(?:应当?|可以?|将|一律|由[^,]{2,16})?(?:予以)?"
    r"(?:取消|追回|收回|停止|不予|不再|责令|追究|依法处|退回|终止|暂停|不得|不能)"
)
# what is judged of the recipient does not belong to who it is
_JUDGED = re.compile(r"(?<![的,])(?:绩效|成效|情况|工作)$")
_AFTER = re.compile(
    r"(?:获得|认定|公布|升板|上市|挂牌|通过|入库|备案|验收|入选|投产|竣工|入围|签约|落地|立项"
    r"|授权|注册|认证|解除质押|还清|投保|完成|达标|建成|开业|评定|获批|授牌|获奖)(?:\([^()]*\))?后$"
)
# what somebody attained: 首次通过…认证，给予…
_ATTAINED = re.compile(
    r"(?:首次|当年|年度|上年度|上一年度|新)*(?:获得?|通过|取得|入选|列入|荣获|被认定|被评|成功|晋升|达到|实现|完成)[^,]{3,}"
)
_CUT = re.compile(
    r"(?<=奖励|补贴|支持|资助|补助|扶持|资金|万元|配套|贴息|补偿)、(?=对)|:(?!\d)"
    r"|(?<=[元月天日年%倍])、(?=[^、,]{2,20}的(?:按|给予))"
)
# who grants, before the grant: 北京市广播电视局给予…
_GRANTOR = re.compile(
    r"[^,的]{2,24}(?:局|委|厅|部门|政府|委员会|财政|办公室|管委会|公益金)(?:\([^()]*\))?(?=可|将|会|应|按|通过|委托|$)"
)
# 对企业在京组织、承办国际标准化活动，按照…: what somebody does
_DOING = re.compile(r"(?:企业|单位|机构|园区|个人|平台|创新主体|各类主体)[^,]{6,}")
_BRACKET = re.compile(r"\s*\([^()]*\)")
# a noun of this length names what it is for by itself（对农产品加工集聚区基础设施建设项目）
_NAMED = 6
# and one of this length behind 给予（给予…大赛一等奖企业）
_SPECIFIC = 12
_MAX_CLAUSES = 8


class Found(NamedTuple):
    """Qualifying words and the rule that found them."""

    start: int
    end: int
    rule: str


@cache
def _stop() -> re.Pattern[str]:
    return alternatives("criteria", "granting_starts", r"(?:[并则再即也将都均各就还]|依法|应当?|同时|最终)*{}")


@cache
def _thing() -> re.Pattern[str]:
    return alternatives("criteria", "things", r"的[^,的]{0,12}{}(?:\([^()]*\))?$")


def _begins_grant(folded: str, start: int, end: int, goes_on: bool = False) -> bool:
    """Whether a clause opens with words of granting, and is no case that sounds so（单笔投资超过500万元的，）."""
    if not _stop().match(folded, start, end):
        return False
    return not (goes_on or folded[end - 1] == "的") or _core().search(folded, start, end) is not None


def _merely_working(folded: str, start: int, end: int) -> bool:
    working = alternatives("criteria", "working", "{}(?!的)")
    return folded[end - 1] != "的" and working.match(folded, start, end) is not None


@cache
def _core() -> re.Pattern[str]:
    from schemas.tables import values

    (adverbs,) = values("criteria", "granting_adverbs")
    return alternatives("criteria", "granting_cores", f"{adverbs}*" + "{}")


def granted_on(folded: str, start: int, end: int, leads_on: bool = False) -> list[Found]:
    """The qualifying words of one sentence, in reading order, none overlapping.

    `leads_on`: the sentence ends in a colon and the grant stands in the items below.
    """
    grants = _GRANTING.search(folded, start, end)
    if (not grants and not leads_on) or "公示" in folded[start:end]:
        return []
    pieces = list(_pieces(folded, start, end))
    found: list[Found] = []
    n = 0
    while n < len(pieces):
        hit, used = _at(folded, pieces, n, leads_on)
        if hit and (not found or hit.start >= found[-1].end):
            found.append(hit)
        n += max(used, 1)
    return found


def _pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    """Clauses, cut further where a second grant follows the first: …奖励、对通过复审的…."""
    for first, last in clauses(folded, start, end):
        if bracket := _BRACKET.match(folded, first, last):
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
        return (_checked(folded, towards.end(), stop, "towards") if stop else None), used
    if preferred := _PREFERRED.match(folded, start, end):
        return _checked(folded, preferred.end(), end, "preferred"), 1
    if alternatives("criteria", "encouraging").match(folded, start, end):
        return _relative(folded, pieces, n), 1
    goes_on = n + 1 < len(pieces) and folded.startswith(("且", "并且"), pieces[n + 1][0])
    if _begins_grant(folded, start, end, goes_on) or (not goes_on and _merely_working(folded, start, end)):
        given = _GIVEN.match(folded, start, end)
        if given and recipient_end(folded, *given.span(1)):
            return _checked(folded, *given.span(1), "given"), 1
        return None, 1
    opening = _OPENING.match(folded, start, end)
    first = opening.end() if opening else start
    stop, used = _grant_begins(folded, pieces, n, first, leads_on=False)
    if not stop:
        return None, 1
    if folded[stop - 1] == "的":
        return _checked(folded, first, stop, "who_has"), used
    amount = _AMOUNT.search(folded, first, stop)
    if not amount and (recipient_end(folded, first, stop) or _thing().search(folded, first, stop)):
        return _checked(folded, first, stop, "who_is"), used
    if not amount and _THRESHOLD.search(folded, first, stop):
        return _checked(folded, first, stop, "tier"), used
    if any(find(folded, first, stop) for find in (_AFTER.search, _ATTAINED.match, _DOING.match)):
        return _checked(folded, first, stop, "once_done"), used
    return None, 1


def _grant_begins(folded: str, pieces: list[Span], n: int, first: int, leads_on: bool) -> tuple[int, int]:
    """Where the words from `first` give way to the grant (0: nowhere), and the clauses used up."""
    for used, (start, end) in enumerate(pieces[n : n + _MAX_CLAUSES]):
        start = max(start, first)
        if used and (_TOWARDS.match(folded, start, end) and not _EFFECT.match(folded, start, end)):
            before = trim(folded, first, pieces[n + used - 1][1])[1]
            # …认证的，对认证费用给予…: a case, and what of it is paid for
            return (before if folded[before - 1] == "的" else 0), used
        if used and _SANCTION.match(folded, start, end):
            return 0, used
        if used and _begins_grant(folded, start, end):
            return trim(folded, first, pieces[n + used - 1][1])[1], used
        if used and alternatives("criteria", "encouraging").match(folded, start, end):
            # 对…的企业，鼓励各区给予支持 grants all the same
            urged = folded.find("给予", start, end) >= 0
            return (trim(folded, first, pieces[n + used - 1][1])[1] if urged else 0), used
        cores = (m.start() for m in _core().finditer(folded, start, end))
        if core := next((at for at in cores if _open(folded, start, at)), 0):
            if used and _GRANTOR.match(folded, start, core):
                return trim(folded, first, pieces[n + used - 1][1])[1], used + 1
            return trim(folded, first, core)[1], used + 1
    if leads_on and n + _MAX_CLAUSES >= len(pieces):
        return trim(folded, first, pieces[-1][1])[1], len(pieces) - n
    return 0, 1


def _open(folded: str, start: int, at: int) -> bool:
    """Whether a place of a clause stands outside of brackets."""
    return folded.count("(", start, at) <= folded.count(")", start, at)


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


def _says_who(words: str) -> bool:
    """Whether words without 的 qualify: a kind, a threshold, something that is done."""
    if is_qualified(words) or _DOING.match(words) or _THRESHOLD.search(words):
        return True
    return len(words) >= _NAMED and recipient_end(words, 0, len(words)) > 0


def _checked(folded: str, start: int, end: int, rule: str) -> Found | None:
    if _SANCTION.match(folded, end):
        return None
    if judged := _JUDGED.search(folded, start, end):
        end = judged.start()
    start, end = trim(folded, start, end)
    words = folded[start:end]
    if len(words) < 4 or _GENERIC.fullmatch(words) or _CASES.search(words):
        return None
    if limiting(folded, start, min(end + 16, len(folded))):
        return None
    if rule in ("who_is", "tier") and _GRANTOR.match(words) and "的" not in words:
        return None
    if rule == "towards" and "的" not in words and not _says_who(words):
        return None
    if rule == "given" and "的" not in words and not is_qualified(words) and len(words) < _SPECIFIC:
        return None
    return Found(start, end, f"criterion.{rule}")
