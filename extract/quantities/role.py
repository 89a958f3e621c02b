"""What a number is for: benefit (granted), criterion (asked), window (when something is looked at), other.

The rules at the end are tried in order; the first that speaks decides, and its name goes into the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.quantities.compare import Bound, Op
from extract.quantities.context import Place
from extract.quantities.giving import gives, grants_in, is_given, qualifies, says
from extract.quantities.scan import AGES

Role = Literal["benefit", "criterion", "other", "window"]

_AGAIN = re.compile(
    r"(?:只能|仅能|仅可|只可|只|仅|不得|不予|不再|不能|限|最多)[^,。;]{0,14}"
    r"(?:重复|一次|1次|申报|享受|获得|支持|申请|资助)"
)
_WINDOW = re.compile(r"(?:近|最近|过去|(?<!提)前)$")
_HAPPENED = re.compile(r"(?:以|之)?内,?(?:曾|无|未|没有|不存在)?(?:发生|受到|受过|存在|出现|有(?!效)|因)")
_PAID_FIRST = re.compile("按|给予|予以|每年|免")
_VALIDITY = re.compile(r"(?:有效期|有效时间|试行期|执行期|实施期|适用期限)限?(?:为|:)?$|试行$|每$|有效期[^,。;]{0,6}$")
_SINCE = re.compile(
    r"(?:成立|设立|注册|经营|运营|从业|工作|开业|投产|年限|经验|存续|持有|持续|投资期|连续|入驻|缴纳|签订|服务|任职|毕业|居住"
    r"|取得|获得|入职|参保|聘用|留[在京]|落户)[^,。;]{0,8}$"
)
_BEGUN = re.compile(r"(?:毕业|离校|登记注册|成立|落户|入职)$")
_BODY = re.compile("(?:服务|社会|合作)组织")
_HEADS = re.compile(r"每(?:人|户|件|亩|床|次|月|年|张|台|套|辆|吨|平方米)$")
_PAID_IN = re.compile(r"缴|收费|收取|支付|投入|收入|人均")
_TERM = re.compile(
    r"(?:周期|贴息|补贴|补助|资助|支持|奖励|扶持|给予|免租|减免|发放|享受|费率)"
    r"(?:一般|原则上|最长|最高|时间|年限|期限|为|不超过|连续|期|累计|给予|:)*$"
)
_RECEIVED = re.compile(r"(?:获得|享受)[^,。;]{0,10}(?:资金|支持|补贴|奖励|政策|资助|扶持)$")
_PAID_OUT = re.compile(r"(?:的?(?:房租|租金)|发放|拨付|兑现|支付|(?:之|以)?内,?(?:每[年月]|给予|按|逐年|连续|分))")
_WITHIN = ("内", "之内", "以内")
_IN_ALL = re.compile(r"(?:资金|额度|预算)[^,]{0,6}(?:共计|总计|合计)$|价值$")
_FUND_BEHIND = re.compile(r"(?:左右)?的?(?:总?规模|[^,。;]{0,10}基金)")
_FUND_BEFORE = re.compile(r"(?:设立|投入|总规模|规模|组建|筹集|列支|预算|注资|安排|整合|拿出)(?:为|达|达到|约)?$")
_STEP = re.compile(r"每(?:超过|增加|新增|满|达到|达|增长|提高|投资|出口)?$")
_LEAST = ("最低", "不低于", "不少于", "至少")
_MEANT = re.compile(r"是指|系指|所称|认定|视为")
_GIVEN_OUT = re.compile(r"(?:奖励|资助|支持|补贴|领取|申领|免费)$|(?:奖励|补贴|补助|申领|领取)[^,。;]{0,10}限量$")
_BASE = re.compile(r"[额费资金用款息入价]的?$")
_USED = re.compile(r"(?:以上|以内)?的?(?:比例|资金|部分)?,?用[于作]|的?比例(?:共同)?[分承负]担")
_CHOSEN = re.compile(r"(?:遴选|评选|选出|评出|支持|推荐|选树)(?:出)?$")


class Verdict(NamedTuple):
    """A role, the operator where the rule changes it, and the rule's name."""

    role: Role
    op: Op | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at: `previous` is the number before in the paragraph, `grants` whether the unit grants."""

    place: Place
    bound: Bound
    previous: Verdict | None
    grants: bool

    @property
    def kind(self) -> str:
        return self.place.mention.kind

    @property
    def time(self) -> bool:
        return self.place.mention.kind == "time"

    @property
    def before(self) -> str:
        """The clause up to the comparison word."""
        return self.place.left[: self.bound.ahead]

    @property
    def about_grants(self) -> bool:
        return self.grants or self.place.section in ("conditions", "grants")


_Answer = Role | tuple[Role, Op] | None


def role(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> Verdict:
    """The role of one number; 'other' where no rule speaks."""
    case = _Case(place, bound, previous, grants)
    for name, rule in _RULES:
        answer = rule(case)
        if answer:
            return Verdict(answer, None, name) if isinstance(answer, str) else Verdict(*answer, name)
    return Verdict("other", None, "nothing_said")


def _reapply(case: _Case) -> _Answer:
    """每家企业连续3年只能获得一次、3年内不予重复支持: the period after which one may get it again."""
    again = case.time and _AGAIN.search(case.place.right[:30])
    return ("benefit", "=") if again and not says("sanction").search(case.place.whole) else None


def _window(case: _Case) -> _Answer:
    """近3年, 三年内发生事故的: a span that says when something is looked at."""
    right = case.place.right
    if case.place.left.endswith("前") and _PAID_FIRST.match(right):  # 前三年按租金的80%给予补贴
        return None
    looked = case.time and (_WINDOW.search(case.place.left) or _HAPPENED.match(right) or right.startswith("来"))
    return ("window", "=") if looked else None


def _validity(case: _Case) -> _Answer:
    """有效期3年、每三年评定一次: how long the document or a title holds."""
    held = case.time and (case.place.section == "frequency" or _VALIDITY.search(case.place.left))
    return "other" if held else None


def _goal(case: _Case) -> _Answer:
    """Any number under 发展目标、改造目标."""
    return "other" if case.place.section == "goals" else None


def _sanction(case: _Case) -> _Answer:
    """Numbers of fines and of bans."""
    if case.grants or case.place.section == "conditions":
        return None
    return "other" if says("sanction").search(case.place.whole) else None


def _age(case: _Case) -> _Answer:
    """45周岁以下的人才: how old one must be."""
    if case.place.mention.unit not in AGES:
        return None
    return "criterion" if case.about_grants or _MEANT.search(case.place.whole) else "other"


def _office_term(case: _Case) -> _Answer:
    """公示期5个工作日、3个月内完成验收、30日内报送: a term of office work."""
    if not case.time:
        return None
    unit, section = case.place.mention.unit, case.place.section
    if unit == "工作日" or section == "process" or case.place.left.endswith("提前"):
        return "other"
    lasts = unit in ("年", "月") and case.bound.op in (">=", ">")  # 缴纳6个月以上社会保险费
    if lasts or _BEGUN.search(case.place.left):
        return None
    near = _BODY.sub("", case.place.left)[-12:] + case.place.right[:24]
    short = unit in ("日", "月") or case.bound.word in _WITHIN
    return "other" if short and section != "conditions" and says("procedure").search(near) else None


def _fund(case: _Case) -> _Answer:
    """设立20亿元基金、每年投入1000万元、补贴额度共计1200万元: what the office spends in all."""
    if case.kind != "money":
        return None
    left, op = case.place.left, case.bound.op
    behind = op == "=" and _FUND_BEHIND.match(case.place.right)
    return "other" if _IN_ALL.search(left) or behind or (op in ("=", "<=") and _FUND_BEFORE.search(left)) else None


def _ranking(case: _Case) -> _Answer:
    """前10名、前3个合同、第一至三名、500强: a place in a ranking."""
    return "criterion" if case.place.mention.ordinal else None


def _granted_term(case: _Case) -> _Answer:
    """支持周期不超过3年、给予不超过2年的贴息、5年内每年给予、分三年发放: how long it is paid."""
    if not case.time:
        return None
    paid_first = case.place.left.endswith("前") and _PAID_FIRST.match(case.place.right)
    if paid_first or _PAID_OUT.match(case.place.following):
        return "benefit"
    if case.bound.op in (">", "<", ">=") or case.bound.word in _WITHIN:
        return None
    if case.place.right.startswith("后"):  # 正常经营一年后给予
        return None
    before, head = case.before, case.place.head
    capped = not before and "," in head and grants_in(head.rsplit(",", 2)[-2])
    given = case.place.section != "conditions" and is_given(case.place.right)
    return "benefit" if capped or given or _RECEIVED.search(before) or _TERM.search(before) else None


def _asked_term(case: _Case) -> _Answer:
    """成立满1年、2年以上经验、3年内首次: a time that is asked for."""
    if not case.time:
        return None
    if case.place.section == "conditions":
        return "criterion"
    bounded = case.bound.op in (">", "<", ">=") or bool(case.bound.word)
    told = bounded or _SINCE.search(case.before) or case.place.right.startswith("后")
    return "criterion" if told and (case.grants or case.place.section == "grants") else None


def _listed(case: _Case) -> _Answer:
    """100万元、50万元和30万元: the rest of a list is what its first number is."""
    joined = case.place.mention.joint or case.bound.shared
    return case.previous.role if joined and case.previous else None


def _step(case: _Case) -> _Answer:
    """每超过1亿元给予…: what must be reached each time."""
    return ("criterion", "=") if case.grants and _STEP.search(case.before) else None


def _threshold(case: _Case) -> _Answer:
    """1000万元以上、超过10%、不足…: asked for, unless a grant says at least how much it gives."""
    bound, right = case.bound, case.place.right
    if bound.op not in (">=", ">", "<"):
        return None
    if bound.word in _LEAST and case.kind in ("money", "rate", "price") and not qualifies(right):
        granted = bound.ahead is not None and says("grant").search(case.before[-6:])
        if granted or is_given(right):
            return "benefit"
    if bound.word == "至":
        return None
    planned = case.place.section != "conditions" and not grants_in(case.place.whole)
    if bound.word == "至少" and case.kind == "count" and planned:
        return "other"  # 每年至少推出一部动画电影
    return "criterion" if case.about_grants or _MEANT.search(case.place.whole) else "other"


def _qualifier(case: _Case) -> _Answer:
    """100万元至500万元的企业、5万元以下的: the number says who qualifies."""
    if case.time or not qualifies(case.place.right) or says("grant").search(case.place.left[-10:]):
        return None
    return "criterion" if case.about_grants or _MEANT.search(case.place.whole) else "other"


def _grant(case: _Case) -> _Answer:
    """给予30万元、50万元奖励、支持金额不超过500万元、按…的30%."""
    place = case.place
    if case.time or says("sanction").search(place.lead):
        return None
    if case.kind == "count":
        times = place.mention.unit == "次" and case.bound.op == "<=" and says("amount").search(place.left)
        return "benefit" if times or _GIVEN_OUT.search(place.left) else None
    if place.section == "conditions" and not grants_in(place.left) and not is_given(place.right):
        return None  # 资产总额不超过2亿元
    paid = case.kind == "money" and case.grants and _HEADS.search(place.left) and not _PAID_IN.search(place.lead)
    return "benefit" if paid or gives(place) else None


def _use(case: _Case) -> _Answer:
    """结余部分可按照不低于70%的比例用于…, 市县按1:1比例承担: what money is used for, who puts it up."""
    return "other" if case.kind in ("rate", "ratio") and _USED.match(case.place.right) else None


def _ceiling(case: _Case) -> _Answer:
    """最高不超过500万元、累计1000万元 after a grant: a cap on it; …总费用的50%: a rate beside one."""
    place, granted = case.place, bool(case.previous and case.previous.role == "benefit")
    if case.kind in ("time", "count", "area") or case.bound.op not in ("<=", "="):
        return None
    if case.kind in ("rate", "ratio") and case.grants and _BASE.search(place.left):
        return "benefit"
    if place.section == "conditions" and not granted:
        return None
    if case.kind == "price" and case.grants:
        return "benefit"
    if place.section != "grants" and says("measured").search(place.left) and not says("amount").search(place.left):
        return None
    return "benefit" if granted or (case.grants and case.bound.op == "<=") else None


def _condition(case: _Case) -> _Answer:
    """Any other number under 支持条件."""
    return "criterion" if case.place.section == "conditions" else None


def _measured(case: _Case) -> _Answer:
    """注册资本1000万元 beside a grant: what the recipient has."""
    return "criterion" if case.grants and says("measured").search(case.place.left) else None


def _tier(case: _Case) -> _Answer:
    """3000元（含）至4000元之间，可领取1000元: a range beside a grant."""
    return "criterion" if case.grants and case.bound.word == "至" else None


def _counted(case: _Case) -> _Answer:
    """任选1个、1至3个国际发明专利 beside a grant: a count that is asked for, not one that is planned."""
    left = case.place.left
    asked = (case.grants or (case.bound.word and case.about_grants)) and case.kind in ("count", "area")
    return "criterion" if asked and not says("goal").search(left[-8:]) and not _CHOSEN.search(case.before) else None


_RULES: tuple[tuple[str, Callable[[_Case], _Answer]], ...] = (
    ("reapply", _reapply),
    ("window", _window),
    ("validity", _validity),
    ("goal", _goal),
    ("sanction", _sanction),
    ("age", _age),
    ("office_term", _office_term),
    ("fund", _fund),
    ("ranking", _ranking),
    ("granted_term", _granted_term),
    ("asked_term", _asked_term),
    ("listed", _listed),
    ("step", _step),
    ("use", _use),
    ("threshold", _threshold),
    ("qualifier", _qualifier),
    ("grant", _grant),
    ("ceiling", _ceiling),
    ("condition", _condition),
    ("measured", _measured),
    ("tier", _tier),
    ("counted", _counted),
)
