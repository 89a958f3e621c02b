"""What a time is for: granted, asked, of office work, of looking back, of holding; rules that `role` tries."""

from __future__ import annotations

import re

from extract.quantities.case import Answer, Case
from extract.quantities.giving import grants_in, is_given, says

_AGAIN = re.compile(
    r"(?:只能|仅能|仅可|只可|只|仅|不得|不予|不再|不能|(?<!期)限|最多)[^,。;]{0,14}"
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
_TERM = re.compile(
    r"(?:周期|贴息|补贴|补助|资助|支持|奖励|扶持|给予|免租|减免|发放|享受|费率|实行|为期)"
    r"(?:一般|原则上|最长|最高|时间|年限|期限|为|不超过|连续|期|累计|给予|:)*$"
)
_RECEIVED = re.compile(r"(?:获得|享受)[^,。;]{0,10}(?:资金|支持|补贴|奖励|政策|资助|扶持)$")
_PAID_OUT = re.compile(
    r"(?:按(?=[^,。;]{0,10}(?:比例|标准))|的?(?:房租|租金)|发放|拨付|兑现|支付"
    r"|(?:之|以)?内,?(?:每[年月]|给予|按|逐年|连续|分))"
)
_OWN_TERM = re.compile(
    r"(?:以|之)?内,?(?:及时|主动)?(?:向[^,。;]{2,30}?)?"
    r"(?:提出(?!.{0,6}(?:意见|方案|审|复核))|[^,。;]{0,8}?(?:申请(?!人|单位|材料)|申报(?!单位|材料)|申领))"
)
_WITHIN = ("内", "之内", "以内")


def reapply(case: Case) -> Answer:
    """每家企业连续3年只能获得一次、3年内不予重复支持: the period after which one may get it again."""
    again = case.time and _AGAIN.search(case.place.right[:30])
    return ("benefit", "=") if again and not says("sanction").search(case.place.whole) else None


def window(case: Case) -> Answer:
    """近3年, 三年内发生事故的: a span that says when something is looked at."""
    right = case.place.right
    if case.place.left.endswith("前") and _PAID_FIRST.match(right):  # 前三年按租金的80%给予补贴
        return None
    looked = case.time and (_WINDOW.search(case.place.left) or _HAPPENED.match(right) or right.startswith("来"))
    return ("window", "=") if looked else None


def validity(case: Case) -> Answer:
    """有效期3年、每三年评定一次: how long the document or a title holds."""
    held = case.time and (case.place.section == "frequency" or _VALIDITY.search(case.place.left))
    return "other" if held else None


def office_term(case: Case) -> Answer:
    """公示期5个工作日、3个月内完成验收、30日内报送: a term of office work."""
    if not case.time:
        return None
    unit, section = case.place.mention.unit, case.place.section
    if unit == "工作日" or section == "process" or case.place.left.endswith("提前"):
        return "other"
    lasts = unit in ("年", "月") and case.bound.op in (">=", ">")  # 缴纳6个月以上社会保险费
    if lasts or _BEGUN.search(case.place.left):
        return None
    if _OWN_TERM.match(case.place.right):
        return ("criterion", "<=")
    near = _BODY.sub("", case.place.left)[-12:] + case.place.right[:24]
    short = unit in ("日", "月") or case.bound.word in _WITHIN
    return "other" if short and section != "conditions" and says("procedure").search(near) else None


def granted_term(case: Case) -> Answer:
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


def asked_term(case: Case) -> Answer:
    """成立满1年、2年以上经验、3年内首次: a time that is asked for."""
    if not case.time:
        return None
    if case.place.section == "conditions":
        return "criterion"
    bounded = case.bound.op in (">", "<", ">=") or bool(case.bound.word)
    told = bounded or _SINCE.search(case.before) or case.place.right.startswith("后")
    return "criterion" if told and (case.grants or case.place.section == "grants") else None
