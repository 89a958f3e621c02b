"""What a granted rate is taken of."""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.measure import clean
from extract.quantities.nouns import alternatives, is_body
from extract.quantities.scope import scopes
from extract.reading import composed
from schemas.tables import values

_TAIL = composed("measure", r"{between}+$")
_BASE = composed("measure", r".*{base}")
_BEHIND = re.compile(r"的([^,。;(]{2,16})|((?:费|利|贴息)率)")
_COST = composed("measure", r"(?:{cost_before}|额|成本|价)$")
_OPENS = composed("measure", r"{opens}$")
_NAMED = composed("measure", r"的?([^,。;的给予]{0,4}?{rates})")
_GETS = re.compile(r"(?:给予|予以|获得|享受|提供)$")
_CUTS = composed("measure", r"{cuts}$")
_GIVES = re.compile(r"(?:给予|予以|提供)$")
_COST_GIVEN = composed("measure", r"的?([一-鿿]{0,4}{costs})(?:补贴|补助|资助|奖励)")
_PAID_BY = re.compile(r"按照?([^,。;]*?)(?:给予|予以|对|向)")
_TAKEN = re.compile(r"收取|计收|征收|缴纳|执行")
_AMOUNT = composed("measure", r"(?:最高)?(?:资金)?{aid}(?:比例|标准|额度)")
_SHARE = composed("measure", r".*{aid}比例")
_INCOME = re.compile(r"([^,。;的]*(?:收入|所得额?|项目)),?减按$")
_HOW = composed("measure", r"^{aid_kinds}$")
_FROM = re.compile(r"由[^,。;]*减按$")
_LESS = re.compile(
    r"(?:的?(?:税额)?(?:幅度|比例))?(?:减免|减征|减收|免征|暂退|退还|返还)(?:[^,。;]*的)?([^,。;]{2,40})"
)
_ONLY_TIME = re.compile(r"[第一二三四五六七八九十两\d年个月日至、内前后每首次在按其]*")
_MARKS = re.compile(r"[,;。]")
# how what was granted is paid out, and that（享受建房补助，…，按40%、30%、30%的比例分三年发放）
_IN_PARTS = composed("measure", r"[\d.%、和]*(?:的比例)?分[^,。;]{1,3}[年次期批][^,。;]{0,4}{pays_out}")
_GIVEN_BEFORE = composed("measure", r"[一-鿿]{0,2}{aid}")
# what an earlier clause says the rate is of, most likely first
_EARLIER = (
    re.compile(r"按照?([^,。;\d]{2,24}),[^,。;]*$"),
    re.compile(r"(?:获得|取得|享受)([^,。;]*?(?:资金|经费|补助|补贴|奖励))(?:支持|资助)?的[^,。;]*,[^,。;]*$"),
    composed(
        "measure",
        r"(?:对|根据|按照?)([^,。;]*{cost_before})(?:(?:予以|给予|进行)[^,。;]{0,8})?,(?:[^,。;]*,)?[^,。;]*$",
    ),
    composed("measure", r"([^,。;:]{2,24}):(?:最高)?(?:资金)?{aid}比例(?:为|最高|不超过)*$"),
)
_CERTAIN = re.compile(r".*按照?([^,。;]{2,24})的一定比例")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"(?:一次性)?(?:{alternatives(values('benefit', 'given'))}).*$")


def of_rate(place: Place, bound: Bound, before: str) -> str:
    """What a granted rate is of: 按照（采购合同金额）的10%, 不超过（项目总投资额）50%, 30%的（场租）补贴; ''.

    `before` is what the number before it in the sentence is of, for a rate that names nothing.
    """
    left = place.left
    if _IN_PARTS.match(place.rest):
        given = _GIVEN_BEFORE.findall(place.announced)
        return given[-1] if given else before
    if before and _FROM.search(place.lead):  # 征收率由3%减按1%
        return before
    if left.endswith("减按"):  # 应税销售收入，减按1%征收率征收; 减按15%的税率征收企业所得税
        income = _INCOME.search(place.head)
        named = _NAMED.match(place.right)
        rest = _MARKS.split(place.right)[0].removeprefix("的")
        return income[1] + (named[1] if named else "") if income else rest
    gets = _GETS.search(left)
    cost = _COST_GIVEN.match(place.right) if gets and left[gets.start() - 1] not in "费用金额款息" else None
    if cost:  # 给予20%租金补贴
        return cost[1]
    cut = _BEHIND.match(place.right) if _CUTS.search(left) else None
    if cut and cut[1]:  # 减免30%的检验检测费用
        return cut[1]
    if left.endswith(("剩余", "剩余的")):  # 拨付剩余20%的资助资金
        rest = _MARKS.split(place.right)[0].strip("的")
        return rest if rest.endswith(("资金", "经费", "款")) else before
    found = _own(place, bound)
    behind = _BEHIND.match(place.right)
    named = _NAMED.match(place.right)
    if named and named[1].endswith("率") and not place.right.startswith("的"):  # 纳税人适用3%征收率
        return named[1]
    cost_behind = (behind[2] or _HOW.sub("", _given().sub("", behind[1]))) if behind else ""
    rate = named[1] if named and named[1].endswith("率") else ""
    told = _unless_amount(found) or rate or cost_behind or _earlier(place)
    less = _LESS.match(place.right)  # 按50%幅度减免小微企业的资源税
    return told or (named or less or [""] * 2)[1] or before or found


def _own(place: Place, bound: Bound) -> str:
    """What the rate's own clause says before it; '' for words of time and joining alone."""
    left, inner = place.left, ""
    if bound.at is not None and bound.word:
        inner, outer = left[bound.at + len(bound.word) :], left[: bound.at]
        found = _unless_amount(clean(inner)) or clean(_BASE.sub("", outer))
        whose = _BEHIND.match(place.right) and _GIVES.search(outer)  # 对符合条件的给予最高50%的展位费补贴
        found = found or ("" if whose and not _COST.search(clean(outer)) else clean(outer))
    elif _BEHIND.match(place.right) and _GETS.search(left) and "按" not in left:
        found = ""
    else:
        cleaned = _TAIL.sub("", left)
        found = clean(_BASE.sub("", cleaned)) or clean(cleaned)
    if is_body(found) and not (inner and clean(inner)) and not _TAKEN.match(place.right):  # 按合同金额给予企业5%
        base = _PAID_BY.search(left)
        found = clean(base[1]) if base else ""
    if (
        found.endswith(("和", "及"))
        or _ONLY_TIME.fullmatch(found)
        or _OPENS.search(found)
        or (len(found) < 4 and found in scopes(found))
    ):
        return ""
    return found


def _unless_amount(text: str) -> str:
    """The text, '' where it only names the amount（支持比例）."""
    return "" if _AMOUNT.fullmatch(text) else text


def _earlier(place: Place) -> str:
    """按…，给予30%; 对获得市级资金支持的，按照1:0.5给予配套."""
    found = next(filter(None, (earlier.search(place.head) for earlier in _EARLIER)), None)
    return clean(found[1]) if found else ""
