"""Who the words beside a number name outright: the object of granting, or the noun that a threshold describes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.quantities.case import Role
from extract.quantities.context import Place
from extract.quantities.nouns import LABEL, first_noun, halts, is_body, is_recipient, short
from extract.reading import alternatives, composed
from extract.words import cut

_CLOSE = composed("comparison", r"(?:\([^()]*\))?{bounds}?(?:\([^()]*\))?的([^,。;]{2,30})")
_TIMED = composed("comparison", r"(?:\([^()]*\))?(?:{bounds}|内)?([一-鿿“][^,。;的]{1,30})")
_SIZED = composed("comparison", r"(?:\([^()]*\))?{bounds}(?:\([^()]*\))?([^,。;的]{2,30})")
_NEW_NOUN = re.compile(r"(?!部分)[一-鿿]{2,8}(?:\([^()]*\))?")
_EACH_THING = composed("clauses", r"每[项件款类种部]|单[个项]{each_thing}")
_RECEIVER = composed("clauses", "{receivers}$")
_TO_BACK = composed("clauses", r"{backing}?,?(?:用于)?支持([^,;。]{2,30})")
_OBJECT = composed("clauses", r"{gives_to}([^,;。:\d]{2,40}?)(?={object_ends}|\d|$|[,;。])")
_EACH_ONE = composed("clauses", r"{gives_to}每[个家名位户所]([^,;。:\d]{2,20}?)(?={object_ends}|\d|$)")
_RELIEVED = composed("clauses", r"(?:的?幅度)?{relieves}([^,。;]{2,40}?)的[^,。;的]{2,}税")
_ACTS = composed(
    "clauses",
    r"([^,。;对在自的\d]{1,20}?{offices}(?:\([^()]*\))?(?:[、和][^,。;对在自的\d]{1,16}?{offices}(?:\([^()]*\))?)*){acts}",
)
_SHUT_OUT = composed("terms", r"{within}?,?(?:一律)?{shut_out}")
_BY_WHOM = composed("clauses", r"内,由([^,。;\d]{1,30}?{offices})(?:\([^()]*\))?{does}")
_OF_COUNT = composed("comparison", r"(?:{bounds}|{about}|\([^()]*\))*的?")
_TIER = re.compile(
    r"(?:^|[、:(]|按照?|其中|标准为)(?![按每])([一-鿿“”]{2,8}(?:\([^()]*\))?)为?每[人户家名年月][^,。;、\d]{0,6}$"
)
_NO_TIER = re.compile(r"[补奖助资]|标准|额度|[费金]$")
_BEHIND = composed("clauses", r"(?<!、)(?:对|向|给(?!予))([^,;。]{2,24}?){hands_out}")


def outright(places: Sequence[Place], role: Role) -> str:
    """Whom the first of `places` is granted to or asked of, in so many words; '' where its own words name nobody.

    The second place, where there is one, is that of the next number: it may be the upper end of a range.
    """
    if role == "benefit":
        return _addressed(places[0])
    if role == "criterion":
        ranged = len(places) > 1 and places[1].mention.joint == "to"  # 16至24岁失业青年
        return _described(places[1] if ranged else places[0])
    return _counted(places[0]) or _bound_to(places[0])


def _addressed(place: Place) -> str:
    """给予（落地主体）不超过…, …的10%给予（牵头单位）奖励, …的30%对（专业服务机构）进行补贴, …经费支持（社区）建设."""
    if named := _tier(place):
        return named
    if (each := _EACH_ONE.search(place.left)) and is_recipient(each[1]):
        return short(each[1])
    for text in (place.left, place.right):
        for name in [found[1].strip("的") for found in _OBJECT.finditer(text)][-1:]:
            if is_recipient(name) and not _EACH_THING.match(name):
                return short(name)
            body = first_noun(name)  # 给予用人单位留用补贴
            if _RECEIVER.search(body):
                return body
    relieved = _RELIEVED.match(place.right)
    if relieved and is_recipient(relieved[1]):
        return short(relieved[1])
    backed = _TO_BACK.match(place.right)
    behind = _BEHIND.search(place.right)
    if backed:
        return first_noun(backed[1])
    return short(behind[1]) if behind and is_recipient(behind[1]) else ""


def _counted(place: Place) -> str:
    """培育不少于20个（细分领域专业服务商）: what a plan counts."""
    found = _OF_COUNT.match(place.right) if place.mention.kind == "count" else None
    counted = place.right[found.end() :] if found else ""
    return counted if is_body(counted) and first_noun(counted) == counted else ""


def _bound_to(place: Place) -> str:
    """（区民政部门）应当自收到材料的3个工作日内: who has to keep a term of office work."""
    if place.mention.kind != "time" or _SHUT_OUT.match(place.right):
        return ""
    if behind := _BY_WHOM.match(place.rest):  # 项目交付后1年内，由（区发展改革委）组织评价
        return str(behind[1])
    for clause in reversed(LABEL.sub("", place.head).split(",")):
        if found := _ACTS.match(clause):
            return str(found[1])
    return ""


def _tier(place: Place) -> str:
    """按（博士）每人10000元、（其他）每人5000元: the noun of a list of tiers, each with its sum."""
    found = _TIER.search(place.left)
    listed = place.right.startswith("、") or place.left.startswith("、") or (found and found[0].startswith("标准为"))
    return str(found[1]) if found and listed and not _NO_TIER.search(found[1]) else ""


def _described(place: Place) -> str:
    """The noun that a clause from the number on closes with: 超过1000万元，且…的（国家高新技术企业）."""
    for clause in place.rest.split(","):
        words = alternatives("clauses", "describes").split(clause)[0]
        close = _CLOSE.match(words) or (_SIZED.match(words) if place.mention.kind == "money" else None)
        if place.mention.kind == "time" and not close:  # 24岁失业青年, 离校2年内未就业高校毕业生
            close = _TIMED.match(words)
        nearest = first_noun(close[1]).removesuffix("等") if close else ""
        if is_body(nearest) or nearest.endswith("项目"):
            return nearest
        if place.section == "conditions":
            return ""
        named = close and close.re is not _TIMED and words != clause and _NEW_NOUN.fullmatch(close[1])
        if close and named and not halts() & set(cut(close[1])):  # 排名前6位的集体给予
            return close[1]
        first = first_noun(words.partition("的")[2]) if place.mention.kind == "time" and not close else ""
        if is_body(first):  # 注册登记一年以上且依法纳税的企业引进的人才
            return first
        _, de, tail = words.rpartition("的")
        if de and 1 < len(tail) < 40 and is_recipient(tail):
            return tail.translate({0x1F: "、"})
        if words != clause or clause.endswith("的"):
            return ""
    return ""
