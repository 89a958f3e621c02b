"""What a time is for: granted, asked, of office work, of looking back, of holding; rules that `role` tries."""

from __future__ import annotations

from extract.quantities.case import Answer, Case
from extract.quantities.giving import grants_in, is_given, says
from extract.reading import composed

_AGAIN = composed("terms", r"{only}[^,。;]{0,14}{again}")
_WINDOW = composed("terms", r"(?:{past}|(?<!提)前)$")
_HAPPENED = composed("terms", r"{within},?{happened}")
_VALIDITY = composed("terms", r"{valid}(?!满)[^,。;]{0,6}$|每$")
_SINCE = composed("terms", r"{since}[^,。;]{0,8}$")
_BEGUN = composed("terms", r"{begun}$")
_TERM = composed("terms", r"{paid_for}{until}*$")
_RECEIVED = composed("terms", r"{received}[^,。;]{0,10}{received_aid}$")
_PAID_OUT = composed("terms", r"{paid_out}|{let_off}|\)?{within},?{paid_within}")
_PAID_ASIDE = composed("terms", r"\([^()]*\){within},?{paid_within}")
_LASTS = composed("terms", r"{lasts}{until}*$")
_LENT = composed("terms", "{lent}")
_MAY_LAST = composed("terms", r"{may_last}$")
_MEANWHILE = composed("terms", r"{within},?{meanwhile}")
_MAY_MEANWHILE = composed("terms", r"{within},?(?:可以?|允许){meanwhile}")
_SHUT_OUT = composed("terms", r"{within},?(?:一律)?{shut_out}")
_ONCE_EACH = composed("terms", r"{once_each}")
_OWN_TERM = composed("terms", r"{within},?(?:向[^,。;]{2,30}?)?{applies}")
_WITHIN = composed("terms", "{within}")
_MEANT = composed("benefit", "{means}")


def reapply(case: Case) -> Answer:
    """每家企业连续3年只能获得一次、3年内不予重复支持: the period after which one may get it again."""
    each = case.place.left.endswith("每") and _ONCE_EACH.match(case.place.rest)  # 每两年可申请1次
    again = case.time and (each or _AGAIN.search(case.place.right[:30]))
    return ("benefit", "=") if again and not says("sanction").search(case.place.whole) else None


def shut_out(case: Case) -> Answer:
    """三年内不得参加评审: how long one is shut out, which is no term to keep."""
    return ("other", "=") if case.time and _SHUT_OUT.match(case.place.right) else None


def window(case: Case) -> Answer:
    """近3年, 三年内发生事故的: a span that says when something is looked at."""
    right = case.place.right
    looked = case.time and (_WINDOW.search(case.place.left) or _HAPPENED.match(right) or right.startswith("来"))
    return ("window", "=") if looked else None


def validity(case: Case) -> Answer:
    """有效期3年、每三年评定一次: how long the document or a title holds."""
    return "other" if case.time and _VALIDITY.search(case.place.left) else None


def office_term(case: Case) -> Answer:
    """公示期5个工作日、3个月内完成验收、30日内报送: a term of office work."""
    if not case.time:
        return None
    if _may_last(case):
        return None
    unit = case.place.mention.unit
    if unit != "工作日" and case.bound.op not in (">=", ">") and _OWN_TERM.match(case.place.rest):
        return ("criterion", "<=")
    if unit == "工作日" or case.place.section == "process" or case.place.left.endswith("提前"):
        return "other"
    if case.bound.op in (">=", ">") or _BEGUN.search(case.place.left):
        return None
    near = case.place.left[-12:] + case.place.right[:24]
    short = unit in ("日", "月") or _WITHIN.fullmatch(case.bound.word)
    return "other" if short and says("procedure").search(near) else None


def _may_last(case: Case) -> bool:
    """可在5年内继续使用、允许1年内分期缴纳、最长可延长至20年: what one may do until when."""
    place = case.place
    if place.mention.unit == "工作日":
        return False
    if _MAY_LAST.search(place.left):
        return bool(_MEANWHILE.match(place.rest)) or place.left.endswith("延长至")
    return bool(_MAY_MEANWHILE.match(place.rest))


def granted_term(case: Case) -> Answer:
    """支持周期不超过3年、给予不超过2年的贴息、5年内每年给予、分三年发放: how long it is paid."""
    if not case.time:
        return None
    if _PAID_OUT.match(case.place.following) or _PAID_ASIDE.match(case.place.rest):
        return "benefit"
    before, head = case.before, case.place.head
    if _may_last(case):
        return ("benefit", "<=")
    leased = _LASTS.search(before) and "租赁" in before
    goes_on = not before and case.previous is not None and case.previous.rule == "granted_term"  # 不低于5年，不超过20年
    if (case.bound.op in (">", "<", ">=") and not leased) or _WITHIN.fullmatch(case.bound.word):
        return None
    if case.place.section != "conditions" and _LASTS.search(before) and _LENT.search(case.place.whole):
        return "benefit"
    capped = not before and "," in head and grants_in(head.rsplit(",", 2)[-2])
    capped = capped or goes_on
    return (
        "benefit" if capped or is_given(case.place.right) or _RECEIVED.search(before) or _TERM.search(before) else None
    )


def asked_term(case: Case) -> Answer:
    """成立满1年、2年以上经验、3年内首次、正式运营一年后: a time that is asked for."""
    told = case.time and (case.bound.word or _SINCE.search(case.before))
    about = case.grants or case.place.section == "grants" or _MEANT.search(case.place.whole)
    if not (told and about):
        return None
    return ("criterion", ">=") if case.bound.op == "=" and case.place.right.startswith("后") else "criterion"
