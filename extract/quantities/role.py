"""What a number is for: benefit (what is granted), criterion (what is asked), window (when something is looked at), other.

The rules below are tried in order; the first that speaks decides, and its name goes into the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple

from extract.quantities.compare import Bound
from extract.quantities.context import Place
from schemas.tables import values

Role = Literal["benefit", "criterion", "other", "window"]


class Verdict(NamedTuple):
    """A role, the operator where the rule changes it, and the rule's name."""

    role: Role
    op: str | None
    rule: str


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(values("benefit", key), key=len, reverse=True))))


_AGAIN = re.compile(
    r"(?:只能|仅能|仅可|只可|只|仅|不得|不予|不再|不能|限|最多)[^,。;]{0,14}(?:重复|一次|1次|申报|享受|获得|支持|申请|资助)"
)
_WINDOW = re.compile(r"(?:近|最近|过去|前)$")
_VALIDITY = re.compile(r"(?:有效期|有效时间|试行期|执行期|实施期|适用期限)(?:限)?(?:为|:)?$|试行$|有效期[^,。;]{0,6}$")
_SINCE = re.compile(
    r"(?:成立|设立|注册|经营|运营|从业|工作|开业|投产|年限|经验|存续|持有|持续|投资期|连续|入驻|缴纳|签订|服务|任职|毕业|居住|取得|获得|入职|参保|聘用|留[在京]|落户)[^,。;]{0,8}$"
)
_TERM = re.compile(
    r"(?:周期|贴息|补贴|补助|资助|支持|奖励|扶持|给予|免租|减免|发放|享受|费率|支持期|补贴期|贴息期|资助期)(?:一般|原则上|最长|最高|时间|年限|期限|为|不超过|连续|期|累计|给予|:)*$"
)


def role(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> Verdict:
    """The role of one number; `previous` is that of the number before it in the sentence, `grants` whether its unit grants."""
    for name, rule in _RULES:
        found = rule(place, bound, previous, grants)
        if found:
            kind, _, op = found.partition(" ")
            return Verdict(kind, op or None, name)  # type: ignore[arg-type]
    return Verdict("other", None, "nothing_said")


def _reapply(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """每家企业连续3年只能获得一次、3年内不予重复支持: the period after which one may get it again."""
    if place.mention.kind == "time" and not _any("sanction").search(place.whole) and _AGAIN.search(place.right[:30]):
        return "benefit ="
    return ""


def _window(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """近3年: a span that says when something is looked at."""
    return "window =" if place.mention.kind == "time" and _WINDOW.search(place.left) else ""


def _validity(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """有效期3年、每三年评定一次: how long the document or a title holds."""
    if place.mention.kind != "time":
        return ""
    if _VALIDITY.search(place.left) or place.left.endswith("每") or place.section == "frequency":
        return "other"
    return ""


def _goal(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """Any number under 发展目标、改造目标."""
    return "other" if place.section == "goals" else ""


def _sanction(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    return "other" if place.section != "conditions" and _any("sanction").search(place.whole) and not grants else ""


def _office_term(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """公示期5个工作日、3个月内完成验收、30日内报送: a term of office work."""
    m = place.mention
    if m.kind != "time":
        return ""
    if m.unit == "工作日" or place.section == "process":
        return "other"
    near = place.left[-12:] + place.right[:24]
    if (
        place.section != "conditions"
        and _any("procedure").search(near)
        and (m.unit in ("日", "月") or bound.word in ("内", "之内", "以内"))
    ):
        return "other"
    return ""


def _fund(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """设立20亿元基金、每年投入1000万元: what the office spends in all."""
    if place.mention.kind == "money" and place.left.endswith("价值"):
        return "other"
    if place.mention.kind == "money" and re.search(r"(?:资金|额度|预算)[^,]{0,6}(?:共计|总计|合计)$", place.left):
        return "other"
    if (
        place.mention.kind == "money"
        and bound.op == "="
        and re.match(r"(?:左右)?的?(?:总?规模|[^,。;]{0,10}基金)", place.right)
    ):
        return "other"
    if (
        place.mention.kind == "money"
        and bound.op in ("=", "<=")
        and re.search(r"(?:设立|投入|总规模|规模|组建|筹集|列支|预算|注资)(?:为|达|达到|约)?$", place.left)
    ):
        return "other"
    return ""


def _ranking(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """前10名、前3个合同、第一至三名: a place in a ranking."""
    return "criterion" if place.mention.ordinal else ""


def _granted_term(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """支持周期不超过3年、给予不超过2年的贴息、5年内每年给予: how long it is paid."""
    if place.mention.kind == "time" and re.match(
        r"(?:发放|拨付|兑现|支付|(?:之|以)?内,?(?:每[年月]|给予|按|逐年|连续|分))", place.right
    ):
        return "benefit"
    if place.mention.kind != "time" or bound.op in (">", "<", ">=") or bound.word in ("内", "之内", "以内"):
        return ""
    left = place.left if bound.at is None else place.left[: bound.at]
    bare = not left and place.head.count(",") and grants_in(place.head.rsplit(",", 2)[-2])
    got = re.search(r"(?:获得|享受)[^,。;]{0,10}(?:资金|支持|补贴|奖励|政策|资助|扶持)$", left)
    if bare or got or _TERM.search(left) or (place.section != "conditions" and _is_given(place.right)):
        return "benefit"
    return ""


def _asked_term(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """成立满1年、2年以上经验、3年内首次: a time that is asked for."""
    if place.mention.kind != "time":
        return ""
    if place.section == "conditions":
        return "criterion"
    left = place.left if bound.at is None else place.left[: bound.at]
    if (bound.op in (">", "<", ">=") or bound.word or _SINCE.search(left)) and (grants or place.section == "grants"):
        return "criterion"
    return ""


def _step(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """每超过1亿元给予…: what must be reached each time."""
    left = place.left if bound.at is None else place.left[: bound.at]
    return "criterion =" if re.search(r"每(?:超过|增加|新增|满|达到|达|增长|提高|投资|出口)?$", left) and grants else ""


def _threshold(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """1000万元以上、超过10%、不足…: asked for, unless a grant says at least how much it gives."""
    if bound.op not in (">=", ">", "<"):
        return ""
    least = bound.word in ("最低", "不低于", "不少于", "至少") and place.mention.kind in ("money", "rate", "price")
    given = _is_given(place.right) or (bound.at is not None and _any("grant").search(place.left[: bound.at][-6:]))
    if least and given and not _qualifies(place.right):
        return "benefit"
    if bound.word == "至":
        return ""
    meant = re.search(r"是指|系指|所称|认定|视为", place.whole)
    return "criterion" if grants or meant or place.section in ("conditions", "grants") else "other"


def _qualifier(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """100万元至500万元的企业、5万元以下的: the number says who qualifies."""
    if place.mention.kind == "time" or not _qualifies(place.right) or _gives_here(place):
        return ""
    return "criterion" if grants or place.section in ("conditions", "grants") else "other"


def _grant(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """给予30万元、50万元奖励、支持金额不超过500万元、按…的30%."""
    if place.mention.kind == "time":
        return ""
    if place.mention.kind == "count":
        again = place.mention.unit == "次" and bound.op == "<=" and _any("amount").search(place.left)
        return "benefit" if again or re.search(r"(?:奖励|资助|支持|补贴|领取|申领|免费)$", place.left) else ""
    return "benefit" if _gives(place) and not _any("sanction").search(place.lead) else ""


def _listed(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """100万元、50万元和30万元: the rest of a list is what its first number is."""
    if (place.mention.joint or bound.shared) and previous:
        return previous.role
    return ""


def _condition(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """Any other number under 支持条件."""
    return "criterion" if place.section == "conditions" else ""


def _ceiling(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """最高不超过500万元、累计1000万元 after a grant: a cap on it."""
    if place.mention.kind in ("time", "count", "area") or bound.op not in ("<=", "="):
        return ""
    if place.mention.kind in ("rate", "ratio") and grants and re.search(r"[额费资金用款息入价]的?$", place.left):
        return "benefit"
    if place.section == "conditions" and not (previous and previous.role == "benefit"):
        return ""
    if _any("measured").search(place.left) and not _any("amount").search(place.left) and place.section != "grants":
        return ""
    return "benefit" if (previous and previous.role == "benefit") or (grants and bound.op == "<=") else ""


def _measured(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """注册资本1000万元 beside a grant: what the recipient has."""
    return "criterion" if grants and _any("measured").search(place.left) else ""


def _tier(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """3000元（含）至4000元之间，可领取1000元: a range beside a grant."""
    return "criterion" if grants and bound.word == "至" else ""


def _counted(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> str:
    """任选1个、1至3个国际发明专利 beside a grant: a count that is asked for."""
    planned = _any("goal").search(place.left[-8:]) or re.search(
        r"(?:遴选|评选|选出|评出|支持|推荐|选树)(?:出)?$", place.left
    )
    return "criterion" if grants and place.mention.kind in ("count", "area") and not planned else ""


@cache
def _given_next() -> re.Pattern[str]:
    return re.compile(r"[^,。;的)]{0,8}?的?[^,。;的)]{0,10}?(?=" + _any("given").pattern + ")")


def _is_given(right: str) -> bool:
    """Whether a grant follows: N万元（的）（一次性）奖励."""
    found = _given_next().match(right)
    return bool(found) and not re.match(
        r"(?:\(不?含\))?(?:(?:及?以上|及?以下|以内)的?|的)[^,。;]{0,6}(?:企业|项目|单位|机构)", right
    )


def _qualifies(right: str) -> bool:
    """Whether the number closes a clause about somebody: …的企业, …的, not …的奖励."""
    found = re.match(r"(?:\([^()]*\))?(?:及?以上|及?以下|以内|之间|及以上)?(?:\([^()]*\))?的([^,。;]*)", right)
    if not found:
        return False
    return not _any("given").match(found[1]) and not _any("given").search(found[1][:14])


def _gives_here(place: Place) -> bool:
    tail = place.left[-10:]
    return bool(_any("grant").search(tail))


def _gives(place: Place) -> bool:
    """Whether the clause up to the number, or what follows it, grants."""
    left = place.left
    if _any("amount").search(left) or _any("grant").search(
        re.sub(r".*的(?=[^的]{6,}$)", "", left) if "的" in left else left
    ):
        return True
    if place.mention.kind in ("rate", "ratio") and re.search(r"按照?|依照", left):
        return True
    return _is_given(place.right)


_Rule = Callable[[Place, Bound, "Verdict | None", bool], str]
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("reapply", _reapply),
    ("window", _window),
    ("validity", _validity),
    ("goal", _goal),
    ("sanction", _sanction),
    ("office_term", _office_term),
    ("fund", _fund),
    ("ranking", _ranking),
    ("granted_term", _granted_term),
    ("asked_term", _asked_term),
    ("listed", _listed),
    ("step", _step),
    ("threshold", _threshold),
    ("qualifier", _qualifier),
    ("grant", _grant),
    ("ceiling", _ceiling),
    ("condition", _condition),
    ("measured", _measured),
    ("tier", _tier),
    ("counted", _counted),
)


def grants_in(text: str) -> bool:
    """Whether a stretch of text grants anything."""
    return bool(_any("grant").search(text))
