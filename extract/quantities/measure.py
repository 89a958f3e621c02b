"""What a threshold measures: the words before it, or what is counted behind it."""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.nouns import alternatives, first_noun, is_body, is_recipient
from extract.quantities.scan import AGES
from extract.quantities.scope import scopes, unscoped
from extract.reading import composed
from schemas.tables import values

_TAIL = composed("measure", r"{between}+$")
_START = composed("measure", r"^{before}+")
_HOLD = composed("measure", r"^{adverbs}*{holds}+$")
_OPENS = composed("measure", r"{opens}$")
_OPEN_END = re.compile(r"(?:[、和或及且并]|以及)*(?:累计)?(?:不[少低高多]于|不超过|至少|最[高低少多])?$")
_AFTER = re.compile(
    r"^(?:\([^()]*\))?期?(?:及以上|及以下|以上|以下|以内|之内|内|之间|左右|规模)?(?:\([^()]*\))?(?:的(?!士))?"
)
_BEFORE = re.compile(r"^(?:\([^()]*\))?(?:及?以[上下内]|之?内)(?:\([^()]*\))?")
_STEP = re.compile(r"每(?:增加|新增|增长|超过|超|满|达到|提高)")
_RECKONED = re.compile(r"的,?按照?(?:实际)?([^,。;()]{2,12})计算")
_TERM = re.compile(r"期?(?:以|之)?内")
_DONE = re.compile(r"期?(?:以|之)?内,?(?:应当?|须|将|需)?((?![的、])[^,。;:]{2,20})")
_PAID = composed("benefit", r"的?([^,。;:的、\d]{0,6}?(?:{given}|缓缴期|过渡期|缓[缴交]))(?=[,。;:)、]|$)")
_SINCE = re.compile(r"自?([^,。;]{2,24}之日起),(?:在)?$")
_FROM = re.compile(r"[起后]$")
_JOINED = re.compile(r"[和及或且对将把]$")
_WHERE = re.compile(r"(?:领域|方面|范围)$")
_STOPS = re.compile(r"[,;。:]")
_MARKS = re.compile(r"[,;。]")
_PAREN = re.compile(r"\([^()]*\)")
_OPEN_PAREN = re.compile(r"^(.*)\(([^)]*)$")
_HALF_PAREN = re.compile(r"\((?=[^)]*$)|^[^(]*\)")
_MEANT = re.compile(r"^.*[是系]指")
_IF = re.compile(r"(?<=.)[若如](?=增|超|达|不[低足少]|[低高]于)")
_HEADED = re.compile(r"([^,。;:]{3,24}):[^。;:]*$")
_ASIDE = re.compile(r"\([^()]*")  # 5家（连锁药店为10家）直营门店
_BY = re.compile(r"^.*按照?(?=.{2})")
_NO_NOUN = composed("measure", r"{no_noun}")
_AND_DOES = re.compile(r"(?<=..)并(?!购)")  # 1年以上劳动合同并缴纳社会保险费
_COUNTED = composed("measure", r"(?:\([^()]*\))?(?:及?以[上下内]|左右)?(?:\([^()]*\))?(?!{goes_on})[一-鿿“]{2}")
_BOUNDED = composed("comparison", r"(?:{bounds}|以外)(?:\([^()]*\))?$")
_DESCRIBES = composed("measure", r"{describes}")
_CEILING = composed("measure", r"{ceilings}$")
_GOES_TO = composed("measure", r",({goes_to}[^,。;]{2,24})")
_NAMED = composed("measure", r"([^,。;的给予]{0,4}?{rates})(?<=率)")
_TAKEN_ON = composed("benefit", r"的?比例({taken_on}[^,。;和并的]{0,16})")
_AIDED = composed("measure", r"{aid}$")
_THINGS = frozenset("个家项件户场处座所台套辆条种款部支篇名位")
_ONLY_DATES = re.compile(r"[\d年月日至连续]*")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(values('benefit', 'measured'))})$")


def of_threshold(place: Place, bound: Bound) -> str:
    """What a threshold measures: （年度研发费用）超过1000万元, 3个以上（国际发明专利）, 促成5个（技术转移项目）; ''."""
    reckoned = _RECKONED.match(place.right)
    if reckoned:  # 近3年（不满3年的按实际经营时间计算）
        return reckoned[1]
    taken = _TAKEN_ON.match(place.right) if place.mention.kind == "rate" else None
    if taken:  # 按不低于20%的比例录用见习人员
        return taken[1]
    named = _NAMED.match(place.right) if place.mention.kind == "rate" else None
    if named:  # 适用3%征收率的应税销售收入
        return named[1]
    left = _left(place, bound)
    name = clean(_BEFORE.sub("", left)).removesuffix("首次")
    if place.mention.unit in AGES:  # 年满18周岁、未满60周岁
        return name if name.endswith("年龄") and len(name) < 9 else "年龄"
    if left.endswith("、") and place.mention.kind != "count":  # 500亩以上的蔬菜基地、100亩以上的水产基地
        return ""
    if _STEP.fullmatch(name):  # 年度出口规模首次达到100万美元，每增加10万美元
        return ""
    if place.mention.kind == "time" and _TERM.match(place.right):
        return _term(place, name)
    headed = _HEADED.search(place.head) if is_body(name) else None
    if headed and _measured().search(headed[1]):  # 营业面积:百货店应大于5000平方米
        return clean(headed[1].rpartition("的")[2])
    aided = _AIDED.search(left) if place.mention.kind == "count" else None
    return _noun_or_name(place, unscoped(name) or name, aided[0] if aided else "")


def of_term(place: Place, office: bool) -> str:
    """What office work is done in time, what is paid for so long: 3个工作日内（提出意见）, 6个月的（缓缴期）; ''."""
    found = (_DONE if office else _PAID).match(place.rest)
    return _closed(found[1]) if found else ""


def of_ceiling(place: Place, ahead: int | None) -> str:
    """What a sum that a grant speaks of is the height of, where it is not what is given: 贷款额度最高30万元; ''."""
    left = clean(place.left[:ahead])
    return unscoped(left) if _CEILING.search(left) else ""


def _term(place: Place, name: str) -> str:
    """What happens within a term: 离校2年内, 3年内（首次被纳入…）, 证书核发之日起12个月内（申报）."""
    noun = _closed(re.split(r"[,;。的]", _AFTER.sub("", place.right))[0])
    since = None if name else _SINCE.search(place.head)
    name = since[1] if since else name
    if _FROM.search(name):
        return name + noun if len(noun) < 12 else name
    counted = is_body(noun) and first_noun(noun)  # 注册1年以上、3年以内的企业
    told = noun and not counted and not _NO_NOUN.match(noun)
    return noun if told and (not name or is_recipient(name)) else name


def _closed(noun: str) -> str:
    """The words up to the end of an aside that began before them."""
    return noun.partition(")")[0] if noun.count(")") > noun.count("(") else noun


def _noun_or_name(place: Place, name: str, aided: str) -> str:
    """What is measured: the noun behind the number where the words before it only hold or count it, else those.

    `aided` is the verb of granting right before the number, which is what is counted where nothing else is.
    """
    right = place.rest.partition(")")[2] if _ASIDE.fullmatch(place.right) else place.right
    behind = _OPEN_END.sub("", _MARKS.split(_AFTER.sub("", right))[0])
    if _JOINED.search(name):  # 不少于3项国际标准和不少于2项（中关村标准）
        return _counted(behind) or behind
    if place.mention.ordinal and place.mention.unit not in ("名", "位"):
        return clean(name.removesuffix("前")) + re.split(r"[中里内的]", behind)[0]
    noun = _counted(behind)
    if name.endswith("连续"):  # 连续3年保持在规, 执业连续满两年
        name = name.removesuffix("连续")
        return noun if _ONLY_DATES.fullmatch(name) else name
    thing = place.mention.unit in _THINGS and not place.mention.ordinal
    if thing and _COUNTED.match(right) and not name.endswith(("规模", "数量", "总数")):
        return noun  # 游览5个以上收费景区
    if place.mention.kind == "money" and noun and (_WHERE.search(name) or is_body(name)):  # 采购领域200万元以下的项目
        return noun
    if _OPENS.search(name) and not (name.endswith("设立") and place.mention.kind == "time"):  # 设立1年以上
        goes_to = None if noun else _GOES_TO.match(place.following)
        return noun if len(noun) > 1 else goes_to[1] if goes_to else name
    if _ONLY_DATES.fullmatch(name) or right.startswith("期"):  # 申请一年期及以上质押贷款
        return noun
    if _HOLD.match(name) and not (name.endswith("设立") and place.mention.kind == "time"):
        return noun
    if aided and not noun:  # 每年按交易额排序资助不超过20家
        return aided if name.startswith("按") else name + aided
    if place.mention.kind == "rate":  # 可按不低于底价的10%
        name = _BY.sub("", name)
    return name + noun if len(name) <= 2 and place.mention.kind == "count" else name


def _counted(behind: str) -> str:
    """The noun of what is counted, out of the words behind the number; ''."""
    parts = behind.split("的")
    noun = parts[1] if len(parts) > 1 and _DESCRIBES.match(behind) else parts[0]
    noun = _BOUNDED.sub("", _AND_DOES.split(_closed(noun))[0])  # 2个国家以上
    if _NO_NOUN.match(noun):
        return ""
    first = first_noun(noun) if len(noun) > 20 else ""  # 100家以上（企业）开展…服务
    return first if is_body(first) and not first.endswith("或者") else noun


def _left(place: Place, bound: Bound) -> str:
    """The clause up to the comparison word, what stands between that and the number, and parentheses put right."""
    left = place.left
    if bound.at is not None:
        between = left[bound.at + len(bound.word) :] if bound.word and left[bound.at :].startswith(bound.word) else ""
        left = left[: bound.at] + between
    if left.startswith(")"):  # 已支出的房租（不超过12个月）之和超过50万元
        return _PAREN.sub("", place.lead[: len(place.lead) - len(place.left)] + left)
    inside = _OPEN_PAREN.match(left)
    if not inside or place.mention.ordinal:
        return left
    own = inside[2]
    for scope in scopes(own):
        own = own.replace(scope, "")
    return inside[2] if len(own) > 1 or clean(inside[2]) in scopes(inside[2]) else inside[1]


def clean(text: str) -> str:
    """A stretch of a clause without what only joins it to the number or to the words before."""
    text = _STOPS.split(_HALF_PAREN.sub("", text))[-1].translate({0x1F: "、"})
    text = _IF.sub("", _MEANT.sub("", text))  # 营业收入若增长10%, …企业是指从业人员…
    previous = None
    while previous != text:
        previous, text = text, _START.sub("", _TAIL.sub("", text))
    return text.strip("的、 ") if text != ")" else ""
