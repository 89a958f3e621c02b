"""What a number is for: benefit (granted), criterion (asked), window (when something is looked at), other.

The rules at the end are tried in order; the first that speaks decides, and its name goes into the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.quantities import terms
from extract.quantities.case import Answer, Case, Verdict
from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.giving import gives, grants_in, grants_surely, is_given, qualifies, says
from extract.quantities.nouns import LABEL, first_noun, is_body, is_recipient
from extract.quantities.scan import AGES
from extract.reading import composed
from schemas.tables import values

# what the office spends in all: 补贴额度共计1200万元, 设立20亿元…
_IN_ALL = composed("benefit", r"{pots}[^,]{0,6}{in_all}$|{lent_out}$|(?<!\()价值$")
_FUND_BEFORE = composed("benefit", r"{sets_up}(?:[^,。;:]{0,8}{pots})?(?:为|达到?|约)?$")
_OF_SIZE = re.compile(r"(?:左右|以上)?的?规模")  # 形成100亿元规模的发展资金
_EACH = re.compile(r"每[\u4e00-\u9fff]{1,4}(?:最高|最多|不超过)")
_FROM = composed("benefit", r"{changed_from}[^,。;]{0,8}$")
_TO = composed("benefit", r"{comparison.bounds}?{changed_to}(?:至|到|为)")
_CHANGED = composed("benefit", r"^{changed_to}(?:至|到|为)$")
_UNTIL = composed("benefit", r"{until}")
_TAKEN_ON = composed("benefit", r"的?比例{taken_on}")
_MEANT = composed("benefit", "{means}")
_GIVES = composed("clauses", r"{gives_to}$")
_GIVEN_OUT = composed(
    "benefit", r"{given_out}$|{given_out}[^,。;]{0,10}限量$|免费(?:[^,。;]{2,40}[各共]|[^,。;的]{2,6})$"
)
_BASE = composed("benefit", r"{bases}的?$")
_RECKONED = composed("benefit", "{reckoned}")
_CHARGED = composed("benefit", r"{charged}")
_USED = composed("benefit", r"{put_up}|{comparison.bounds}?的?{shares}?,?{used}")
_TIMES = composed("benefit", r"累计[^,。;]{0,8}$|{criteria.aid}[^,。;]{0,4}$")  # 累计扶持不超过3次
_EACH_MAY = composed("benefit", r"{each_may}[^,。;]{0,6}$")
_MAY_EACH = composed("benefit", r"(?:每[个家人户]|单个|单家|同一)[^,。;]{0,10}(?:最多|不超过|限){each_asks}$")
_MAY_GET = composed("benefit", r"{may_get}(?:{most})?$")
_TAKEN_IN_ALL = composed("benefit", r"{taken_in_all}$")
_IN_TURN = composed("benefit", r"{in_turn}|[家户]$")
_PLANNED = composed("benefit", r"{planned}[^,。;的]{0,4}$")
_LOWERED = composed("benefit", r"{charges}[^,。;]{0,8}{lowered}$")
_STANDARD = composed("benefit", r"{standards}(?:为|是|每[人户月]|分别|统一){1,5}$")
_IN_PLAN = composed("benefit", r"{in_plan}$")
_FINED = composed("benefit", r"(?:[^,。;]{0,12}?{comparison.bounds})?的?{fines}")
_AFTER_FINE = composed("benefit", r"{fines},[^,。;\d]{0,12}$")
_BUILT = composed("benefit", r"{built}$")
_FALLS_UNDER = composed("benefit", r"{falls_under}$")
_SUM_ITSELF = composed("benefit", r"{criteria.aid}(?:资金|金额)在?$")
_TOWARDS = composed("clauses", rf"(?:{LABEL.pattern})?(?:{{towards}})")
_CASE_ENDS = re.compile(r"的([^,。;的]{0,12}),")
_CLOSES = composed("comparison", r"(?:{bounds}|{about})?(?:\([^()]*\))?(?=[,。;]|$)")


def role(place: Place, bound: Bound, previous: Verdict | None, grants: bool) -> Verdict:
    """The role of one number; 'other' where no rule speaks."""
    case = Case(place, bound, previous, grants)
    for name, rule in _RULES:
        answer = rule(case)
        if answer:
            return Verdict(answer, None, name) if isinstance(answer, str) else Verdict(*answer, name)
    return Verdict("other", None, "nothing_said")


def _goal(case: Case) -> Answer:
    """Any number under 发展目标、改造目标, or of a sentence on what shall be so by then（到2025年底，80%以上的…）."""
    if case.place.section == "goals":
        return "other"
    by_then = not case.time and _UNTIL.search(case.place.head) and not grants_surely(case.place.whole)
    return "other" if by_then and case.place.section != "conditions" else None


def _before(case: Case) -> Answer:
    """由20%提高至40%: what was, before it was changed."""
    return "other" if _FROM.search(case.place.left) and _TO.match(case.place.right) else None


def _sanction(case: Case) -> Answer:
    """Numbers of fines and of bans; a fine is one whatever else its sentence speaks of."""
    if _FINED.match(case.place.rest) or (case.kind == "money" and _AFTER_FINE.search(case.place.head)):
        return "other"
    if case.grants or case.place.section == "conditions":
        return None
    return "other" if says("sanction").search(case.place.whole) else None


def _age(case: Case) -> Answer:
    """45周岁以下的人才: how old one must be."""
    if case.place.mention.unit not in AGES:
        return None
    of_somebody = qualifies(case.place.right) or is_body(first_noun(case.place.right))
    return "criterion" if case.about_grants or of_somebody or _MEANT.search(case.place.whole) else "other"


def _grade(case: Case) -> Answer:
    """残疾等级为一、二级的: what somebody is graded as."""
    return "criterion" if case.place.mention.unit == "级" else None


def _fund(case: Case) -> Answer:
    """设立20亿元基金、每年投入1000万元、补贴额度共计1200万元: what the office spends in all."""
    if case.kind != "money":
        return None
    left = case.place.left
    spent = (
        _IN_ALL.search(left)
        or _OF_SIZE.match(case.place.right)
        or (case.bound.op in ("=", "<=") and _FUND_BEFORE.search(left) and not _EACH.search(left))
    )
    return "other" if spent else None


def _ranking(case: Case) -> Answer:
    """前10名、前3个合同、第一至三名、500强: a place in a ranking."""
    return "criterion" if case.place.mention.ordinal else None


def _listed(case: Case) -> Answer:
    """100万元、50万元和30万元: the rest of a list is what its first number is."""
    return case.previous.role if case.bound.shared and case.previous else None


@cache
def _works() -> re.Pattern[str]:
    return composed(
        "benefit", rf"(?:{LABEL.pattern})?" r"(?:\d{4}年)?,?(?:全[省市区年])?(?:用于)?(?:{works}|{works_first})"
    )


def _asks(case: Case) -> bool:
    """Whether the number's sentence asks something of somebody, or grants: else it may be a figure of a plan."""
    whole, right = case.place.whole, case.place.right
    if case.place.section == "conditions" or _MEANT.search(whole):
        return True
    case_ends = _CASE_ENDS.search(case.place.rest) if _TOWARDS.match(whole) else None
    if case_ends and (not case_ends[1] or is_recipient(case_ends[1])):
        return True  # 对合同价格在1亿元以上，且…的项目，可提前验收
    if qualifies(right) and _TOWARDS.match(case.place.lead):
        return True  # 对400万元以下的工程项目，采购人应当…
    if says("duty").search(case.place.head):
        return False
    if _works().match(case.place.lead) and _CLOSES.match(right) and not grants_surely(case.place.rest):
        return False  # 支持新增小微企业贷款2000亿元以上。
    told = grants_surely(whole) or says("required").search(whole) or qualifies(right) or right.endswith("的")
    planned = not case.place.section or says("works").search(whole)
    return case.about_grants and bool(told or not planned)


def _threshold(case: Case) -> Answer:
    """1000万元以上、超过10%、不足…: asked for, unless a grant says at least how much it gives."""
    bound, right = case.bound, case.place.right
    if bound.op not in (">=", ">", "<"):
        return None
    of_case = right.endswith("的") and case.place.rest.startswith(right + ",")  # 每月按不低于…的标准支付补贴的，
    at_least = not of_case and bound.word in values("comparison", "least") and case.kind in ("money", "rate", "price")
    granted = says("grant").search(case.before[-6:]) or (is_given(right) and not qualifies(right))
    if at_least and granted and not _TAKEN_ON.match(right):
        return "benefit"
    if bound.behind and case.kind == "money" and _GIVES.search(case.place.left) and is_given(right):
        return "benefit"  # 给予5万元以上奖励
    if bound.word == "至":
        return None
    if case.kind == "money" and bound.ahead != 0 and _SUM_ITSELF.search(case.before):
        return "other"  # 资助资金10万元以上的，应提交审计报告
    planned = case.place.section != "conditions" and not grants_in(case.place.whole)
    if case.kind == "count" and _PLANNED.search(case.before):
        return "other"  # 每年遴选不少于30家
    if case.kind == "count" and planned and bound.word == "至少":
        return "other"  # 每年至少推出一部动画电影
    return "criterion" if _asks(case) else "other"


def _qualifier(case: Case) -> Answer:
    """100万元至500万元的企业、5万元以下的: the number says who qualifies."""
    if case.time or not qualifies(case.place.right) or says("grant").search(case.place.left[-10:]):
        return None
    if _MAY_GET.search(case.place.left) or _MAY_GET.search(case.before):  # 最高可申请50万元的贷款
        return None
    return "criterion" if case.about_grants or _TOWARDS.match(case.place.lead) else "other"


def _grant(case: Case) -> Answer:
    """给予30万元、50万元奖励、支持金额不超过500万元、按…的30%."""
    place = case.place
    if case.time:
        return None
    if case.kind == "count":
        times = (
            place.mention.unit == "次"
            and case.bound.op == "<="
            and (is_given(place.right) or _TIMES.search(case.before))
        )
        return "benefit" if times or _GIVEN_OUT.search(place.left) else _may(case)
    if case.kind in ("money", "price") and place.section != "conditions" and _STANDARD.search(place.left):
        return "benefit"
    if case.kind == "area" and _BUILT.search(place.left):
        return None
    if place.section == "conditions" and not grants_in(place.left) and not is_given(place.right):
        return None  # 资产总额不超过2亿元
    if case.kind == "rate" and _LOWERED.search(place.left):  # 收费下调10%
        return "benefit"
    if _CHANGED.search(place.left) and says("amount").search(place.lead):  # 补偿比例由20%提高至40%
        return "benefit"
    return "benefit" if gives(place) else None


def _may(case: Case) -> Answer:
    """限购3辆, 每件专利资助不超过3个地区: how many each may have granted; 按先后顺序资助不超过20家: a plan's figure."""
    if case.bound.op in ("=", "<=") and _TAKEN_IN_ALL.search(case.before):
        return "other"
    each_may = _EACH_MAY.search(case.before) or (case.bound.word and _MAY_EACH.search(case.place.left))
    if not (each_may or case.bound.word.startswith("限购")):
        return None
    return "other" if _IN_TURN.search(case.place.lead + case.place.mention.unit) else "benefit"


def _total(case: Case) -> Answer:
    """计划总数为1023个（小学563个、初中460个）: how many there are in all, and of each kind."""
    if case.kind != "count" or case.bound.op != "=":
        return None
    part = case.previous is not None and case.previous.rule == "total"
    return "other" if part or _IN_PLAN.search(case.place.left) else None


def _falls_under(case: Case) -> Answer:
    """适用3%征收率的应税销售收入: what one must fall under."""
    return "criterion" if case.kind == "rate" and case.grants and _FALLS_UNDER.search(case.place.left) else None


def _use(case: Case) -> Answer:
    """结余部分可按照不低于70%的比例用于…, 市县按1:1比例承担: what money is used for, who puts it up."""
    if case.kind not in ("rate", "ratio"):
        return None
    reckoned = _RECKONED.match(case.place.right) and not grants_surely(case.place.lead)  # 缴费基数按平均工资的60%核定
    charged = case.kind == "ratio" and _CHARGED.match(case.place.right)  # 按租金标准的2倍收取
    return "other" if reckoned or charged or _USED.match(case.place.right) else None


def _ceiling(case: Case) -> Answer:
    """最高不超过500万元、累计1000万元 after a grant: a cap on it; …总费用的50%: a rate beside one."""
    place, granted = case.place, bool(case.previous and case.previous.role == "benefit")
    if case.kind in ("time", "count", "area"):
        return None
    if case.kind in ("rate", "ratio") and case.grants and _BASE.search(place.left):
        return "benefit"
    if place.section == "conditions":
        return None
    if case.kind == "price" and case.grants:
        return "benefit"
    if place.section != "grants" and says("measured").search(place.left.rpartition("的")[2]):
        return None
    return "benefit" if granted or (case.grants and case.bound.op == "<=") else None


def _condition(case: Case) -> Answer:
    """Any other number under 支持条件."""
    return "criterion" if case.place.section == "conditions" else None


def _measured(case: Case) -> Answer:
    """注册资本1000万元 beside a grant: what the recipient has."""
    return "criterion" if case.grants and says("measured").search(case.place.left) and _asks(case) else None


def _tier(case: Case) -> Answer:
    """3000元（含）至4000元之间，可领取1000元: a range beside a grant."""
    return "criterion" if case.grants and case.bound.word == "至" else None


def _counted(case: Case) -> Answer:
    """任选1个、1至3个国际发明专利 beside a grant: a count that is asked for, not one that is planned."""
    left = case.place.left
    within = "的" in case.place.right and grants_surely(case.place.whole)  # 6个展位以外的展位费; not 出台126项清单
    told = case.bound.word or case.place.section or within
    asked = (case.grants or (case.bound.word and case.about_grants)) and told and case.kind in ("count", "area")
    return "criterion" if asked and _asks(case) and not says("goal").search(left[-8:]) else None


_RULES: tuple[tuple[str, Callable[[Case], Answer]], ...] = (
    ("age", _age),
    ("reapply", terms.reapply),
    ("shut_out", terms.shut_out),
    ("window", terms.window),
    ("validity", terms.validity),
    ("goal", _goal),
    ("before", _before),
    ("sanction", _sanction),
    ("office_term", terms.office_term),
    ("grade", _grade),
    ("fund", _fund),
    ("ranking", _ranking),
    ("granted_term", terms.granted_term),
    ("asked_term", terms.asked_term),
    ("listed", _listed),
    ("total", _total),
    ("falls_under", _falls_under),
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
