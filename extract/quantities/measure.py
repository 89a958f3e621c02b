"""What a rate is taken of, and what a threshold measures."""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.nouns import alternatives, first_noun, is_body
from extract.quantities.scan import AGES
from extract.quantities.scope import scopes
from schemas.tables import values

_TAIL = re.compile(
    r"(?:的|为|在|达到|超过|超|应|须|应当|需|可|约|是|占|达|至少|由|分别|均|原则上|一般|给予|予以|最高|最多|按照?|支付|享受"
    r"|已|再?拨付|直至|可?延长至|提高到|提升至|提高至|奖励|补贴|补助|资助|(?<!支)支持|[“”：: ])+$"
)
_BASE = re.compile(r".*(?:按照|依照|根据|按|给予|予以|获得|可享受|享受|对(?!接)(?=[^,]{0,6}$)|其中)")
_START = re.compile(
    r"^(?:第[一二三四五六七八九十百]+条|\(?[一二三四五六七八九十\d]+[)、.．]|[、和及与或且并,;。:对中于给以]|其(?![他它余])|按照?|依据|属于|则(?=.{2})|若|如(?![何期意实]))+"
)
_HOLD = re.compile(
    r"^(?:应|须|需|要|已|均|且|并)*(?:设立|投入|安排|新建|建设|具有|具备|拥有|已有|设有|配备|建有|聘用|有|至少|获得|取得|达到"
    r"|包括|含)+$"
)
_VERB_END = re.compile(
    r"(?:具有|拥有|具备|已有|有|安排|设置|聘用|签订|促成|完成|达成|引进|承担|参与|创制|配备|组织|举办)$"
)
_OPEN_END = re.compile(r"(?:[、和或及且并]|以及)*(?:累计)?(?:不[少低高多]于|不超过|至少|最[高低少多])?$")
_AFTER = re.compile(r"^(?:\([^()]*\))?(?:及以上|及以下|以上|以下|以内|之内|内|之间)?(?:\([^()]*\))?(?:的)?")
_BEFORE = re.compile(r"^(?:\([^()]*\))?(?:及?以[上下内]|之?内)(?:\([^()]*\))?")
_BEHIND = re.compile(r"的([^,。;(]{2,16})|((?:费|利|贴息)率)")
_GETS = re.compile(r"(?:给予|予以|获得|享受|提供)$")
_STEP = re.compile(r"每(?:增加|新增|增长|超过|超|满|达到|提高)")
_RECKONED = re.compile(r"的,?按照?(?:实际)?([^,。;()]{2,12})计算")
_COST_GIVEN = re.compile(r"的?([一-鿿]{0,4}(?:租金|房租|场租|利息|保费|费用?))(?:补贴|补助|资助|奖励)")
_PAID_BY = re.compile(r"按照?([^,。;]*?)(?:给予|予以|对|向)")
_AMOUNT = re.compile(r"(?:最高)?(?:资金)?(?:支持|补贴|补助|资助|奖励|贴息)(?:比例|标准|额度)")
_CLAUSE_BEFORE = re.compile(r"按照?([^,。;]{2,24}),[^,。;]*$")
_FUNDS_BEFORE = re.compile(
    r"(?:获得|取得|享受)([^,。;]*?(?:资金|经费|补助|补贴|奖励))(?:支持|资助)?的[^,。;]*,[^,。;]*$"
)
_COST_BEFORE = re.compile(
    r"对([^,。;]*(?:费用?|投入|支出|利息|投资额?|金额|租金))(?:予以|给予|进行)[^,。;]{0,8},[^,。;]*$"
)
_TOPIC_BEFORE = re.compile(r"([^,。;:]{2,24}):(?:最高)?(?:资金)?(?:支持|补贴|补助|资助|奖励)比例(?:为|最高|不超过)*$")
_WITHIN = re.compile(r"(?:以|之)?内")
_STOPS = re.compile(r"[,;。:]")
_MARKS = re.compile(r"[,;。]")
_PAREN = re.compile(r"\([^()]*\)")
_OPEN_PAREN = re.compile(r"^(.*)\(([^)]*)$")
_HALF_PAREN = re.compile(r"\((?=[^)]*$)|^[^(]*\)")
_MEANT = re.compile(r"^.*[是系]指")
_IF = re.compile(r"(?<=.)[若如](?=增|超|达|不[低足少]|[低高]于)")
_HEADED = re.compile(r"([^,。;:]{3,24}):[^。;:]*$")
_ASIDE = re.compile(r"\([^()]*")  # 5家（连锁药店为10家）直营门店
_NO_NOUN = re.compile(r"[、和或以]|不[足少低超]|[超达低高]")
_COUNTED = re.compile(
    r"(?:\([^()]*\))?(?:及?以[上下内])?(?:\([^()]*\))?"
    r"(?!进行|提供|负责|开展|申报|参加|可|自|时|[的以之至及和或与中且等不内])[一-鿿“]{2}"
)
_QUALITY = re.compile(r"具有|符合|拥有|属于|鼓励|达到")
_THINGS = frozenset("个家项件户场处座所台套辆条种款部支篇名位")
_ONLY_DATES = re.compile(r"[\d年月日至连续]*")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"(?:一次性)?(?:{alternatives(values('benefit', 'given'))}).*$")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(values('benefit', 'measured'))})$")


def of_rate(place: Place, bound: Bound) -> str:
    """What a granted rate is of: 按照（采购合同金额）的10%, 不超过（项目总投资额）50%, 30%的（场租）补贴; ''."""
    left, inner = place.left, ""
    behind = _BEHIND.match(place.right)
    if left.endswith("减按"):  # 减按15%的税率征收企业所得税
        return _MARKS.split(place.right)[0].removeprefix("的")
    gets = _GETS.search(left)
    cost = _COST_GIVEN.match(place.right) if gets and left[gets.start() - 1] not in "费用金额款息" else None
    if cost:  # 给予20%租金补贴
        return cost[1]
    if left.endswith(("剩余", "剩余的")):  # 拨付剩余20%的资助资金
        rest = _MARKS.split(place.right)[0].strip("的")
        return rest if rest.endswith(("资金", "经费", "款")) else ""
    if bound.at is not None and bound.word:
        inner, outer = left[bound.at + len(bound.word) :], left[: bound.at]
        found = _unless_amount(_clean(inner)) or _clean(_BASE.sub("", outer)) or _clean(outer)
    elif behind and _GETS.search(left) and "按" not in left:
        found = ""
    else:
        cleaned = _TAIL.sub("", left)
        found = _clean(_BASE.sub("", cleaned)) or _clean(cleaned)
    if is_body(found) and not (inner and _clean(inner)):  # 按合同金额给予企业5%
        base = _PAID_BY.search(left)
        found = _clean(base[1]) if base else ""
    told = _unless_amount(found) or (behind[2] or _given().sub("", behind[1]) if behind else "") or _earlier(place)
    return told or found


def _unless_amount(text: str) -> str:
    """The text, '' where it only names the amount（支持比例）."""
    return "" if _AMOUNT.fullmatch(text) else text


def _earlier(place: Place) -> str:
    """按…，给予30%; 对获得市级资金支持的，按照1:0.5给予配套."""
    befores = (_CLAUSE_BEFORE, _FUNDS_BEFORE, _COST_BEFORE, _TOPIC_BEFORE)
    found = next(filter(None, (before.search(place.head) for before in befores)), None)
    return _clean(found[1]) if found else ""


def of_threshold(place: Place, bound: Bound) -> str:
    """What a threshold measures: （年度研发费用）超过1000万元, 3个以上（国际发明专利）, 促成5个（技术转移项目）; ''."""
    reckoned = _RECKONED.match(place.right)
    if reckoned:  # 近3年（不满3年的按实际经营时间计算）
        return reckoned[1]
    left = _left(place, bound)
    name = _clean(_BEFORE.sub("", left))
    if place.mention.unit in AGES:  # 年满18周岁、未满60周岁
        return name if name.endswith("年龄") and len(name) < 9 else "年龄"
    if left.endswith("、") and place.mention.kind != "count":  # 500亩以上的蔬菜基地、100亩以上的水产基地
        return ""
    if _STEP.fullmatch(name):  # 年度出口规模首次达到100万美元，每增加10万美元
        return ""
    if place.mention.kind == "time" and _WITHIN.match(place.right):  # 3年内（首次被纳入…）
        noun = _closed(re.split(r"[,;。的]", _AFTER.sub("", place.right))[0])
        return name if is_body(noun) and first_noun(noun) else noun or name  # 注册1年以上、3年以内的企业
    headed = _HEADED.search(place.head) if is_body(name) else None
    if headed and _measured().search(headed[1]):  # 营业面积:百货店应大于5000平方米
        return _clean(headed[1].rpartition("的")[2])
    for scope in scopes(name):
        name = name.replace(f"较{scope}", "", 1).replace(scope, "", 1)  # 产值较上年增长20%
    return _noun_or_name(place, name)


def _closed(noun: str) -> str:
    """The words up to the end of an aside that began before them."""
    return noun.partition(")")[0] if noun.count(")") > noun.count("(") else noun


def _noun_or_name(place: Place, name: str) -> str:
    """What is measured: the noun behind the number where the words before it only hold or count it, else those."""
    right = place.rest.partition(")")[2] if _ASIDE.fullmatch(place.right) else place.right
    behind = _OPEN_END.sub("", _MARKS.split(_AFTER.sub("", right))[0])
    if name.endswith(("和", "及", "或", "且")):  # 不少于3项国际标准和不少于2项（中关村标准）
        return behind
    if place.mention.ordinal and place.mention.unit not in ("名", "位"):
        return name.removesuffix("前") + re.split(r"[中里内的]", behind)[0]
    noun = behind.rpartition("的")[2] if _QUALITY.match(behind) else behind.split("的")[0]
    noun = _closed(noun)
    if _NO_NOUN.match(noun):
        noun = ""
    if name.endswith("连续"):  # 连续3年保持在规
        return noun or name.removesuffix("连续")
    thing = place.mention.unit in _THINGS and not place.mention.ordinal
    if thing and _COUNTED.match(right) and not name.endswith(("规模", "数量", "总数")):
        return noun  # 游览5个以上收费景区
    if (_VERB_END.search(name) and len(behind) > 1) or _ONLY_DATES.fullmatch(name):
        return noun
    if _HOLD.match(name) and not (name.endswith("设立") and place.mention.kind == "time"):  # 设立1年以上
        return noun
    return name + noun if len(name) <= 2 and place.mention.kind == "count" else name


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
    return inside[2] if len(own) > 1 else inside[1]


def _clean(text: str) -> str:
    text = _STOPS.split(_HALF_PAREN.sub("", text))[-1].translate({0x1F: "、"})
    text = _IF.sub("", _MEANT.sub("", text))  # 营业收入若增长10%, …企业是指从业人员…
    previous = None
    while previous != text:
        previous, text = text, _START.sub("", _TAIL.sub("", text))
    return text.strip("的、 ") if text != ")" else ""
