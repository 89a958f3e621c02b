"""Nouns of recipients: where in a clause the name of who or what is granted something begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extract.words import cut
from schemas.tables import values

LABEL = re.compile(r"^(?:\(?[一二三四五六七八九十\d]+[)、.．]|第[一二三四五六七八九十百]+[条章节]|[①-⑳])[ 　]*")
"""The number of a unit at the start of its text."""

_NO_NAME = re.compile(r"^每.$|\d人(?:\([^()]*\))?$|人数$|(?:^|的|与|按|照|达到|助|贴|励|持|费|算)标准$")
_JOINED = re.compile(r"(?:申报|建设|实施|承担|参与|组织|申请|开放|投资)(?:企业|单位|主体|机构|方|者|人|项目)")
_TEAM = re.compile(r"(运营|建设|管理|服务|研制|承担|牵头|申报|实施|使用|投资)?(?:主体|机构|单位|企业|方|者)")
_STAFF = re.compile(r"(?:高端|高技能|高层次|各类|优秀|引进的?)*(?:人才|职工|员工|高管)(?![数总不达占超低中])")
_WHOLE = ("企业", "机构", "单位", "公司")
_MORE = re.compile(r"(?:[、和及或与][^,;。:、和及的等]{1,14})*(?:等[^,;。:、的]{1,10})?")
_GIVES = re.compile(r"支持(?!项目)|给予|补[贴助](?!项目)|不超过|按")
_HAN = re.compile(r"[一-鿿]+")
_DETERMINER = re.compile(
    r"^(?:为|向|该|其(?![余他中它])|上述|符合条件的|本市|我市|我区|每年每家|每家|每个|单个|单家|各类?)(?=.{2})"
)
_SIZE = re.compile(r"^\d[^,]*以[上下](?=.{2})")
_COUNTED = re.compile(r"(?:每[年月日次人]|每[个家户]|年度|累计|一次性)+$")
# a noun of one character is none where the next makes another word of it: 技术方|案, 申请人|员
_GOES_ON = frozenset("案式法面向便针标员才数力口工")


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


@cache
def _bodies() -> re.Pattern[str]:
    words = (*values("recipients", "bodies"), *values("scope", "bodies"))
    return re.compile(rf"(?:{alternatives(words)})(?:\([^()]*\))?”?$")


@cache
def _nouns() -> re.Pattern[str]:
    words = [word for table in ("recipients", "scope") for key in ("bodies", "things") for word in values(table, key)]
    return re.compile(rf"(?:{alternatives(word for word in words if word[-1] != '额')})(?:\([^()]*\))?”?(?:等)?$")


@cache
def halts() -> frozenset[str]:
    """Words that no recipient's name goes through."""
    return frozenset(values("scope", "halts"))


def is_recipient(text: str) -> bool:
    """Whether the words end in a noun that names who or what can be granted something."""
    return bool(_nouns().search(text)) and not _NO_NAME.search(text)


def is_body(text: str) -> bool:
    """Whether the words end in the noun of a body or person, that can itself receive or be asked."""
    return bool(_bodies().search(text)) and is_recipient(text)


def first_noun(text: str) -> str:
    """The words up to the first noun of recipients, as jieba cuts them, with the list that it opens.

    '' where a word stands before it that no name goes through（支持、获得、对 …）.
    """
    taken = ""
    for word in cut(text[:60]):
        taken += word
        after = text[len(taken) : len(taken) + 1]
        whole = after != "型" and (len(word) > 1 or after not in _GOES_ON)  # 平台型企业
        open_mark = taken.count("“") > taken.count("”") or taken.count("(") > taken.count(")")
        if whole and is_recipient(word) and not open_mark:
            longer = "" if _bodies().search(taken) else _longer(text, taken)
            return short(longer or taken + _rest_of_list(text, len(taken)))
        if len(taken) > 24 or (word in halts() and not (taken == word and _JOINED.match(text))):
            return ""
    return ""


def _longer(text: str, taken: str) -> str:
    """The body that a thing's noun is only the beginning of（技术转移机构, 科技成果概念验证平台）; ''."""
    whole = taken
    for word in cut(text[len(taken) : len(taken) + 12])[:4]:
        whole += word
        if word in halts() or not _HAN.fullmatch(word):
            return ""
        if _bodies().search(whole) and (len(word) > 1 or text[len(whole) : len(whole) + 1] not in _GOES_ON):
            return whole + _rest_of_list(text, len(whole))
    return ""


def _rest_of_list(text: str, at: int) -> str:
    """What belongs to the noun that ends `at`: 、…企业, 和…机构, 运营主体, 人才."""
    team = _TEAM.match(text, at)
    end = team.end() if team and (team[1] or not text.endswith(_WHOLE, 0, at)) else at
    staff = _STAFF.match(text, end)
    if staff and text.endswith(_WHOLE, 0, end):
        end = staff.end()
    if end > at:
        return text[at:end]
    more = _MORE.match(text, at)
    words = _GIVES.split(more[0])[0] if more else ""
    while words and not is_recipient(words):
        words = words[:-1]
    return words


def short(text: str) -> str:
    """A name without the words that only point at it（该企业、每家机构、符合条件的单位）."""
    name = _COUNTED.sub("", text.translate({0x1F: "、"}))
    if name.count(")") > name.count("("):  # the end of an aside that began before the name
        name = name.partition(")")[2].lstrip("和及或与")
    return _DETERMINER.sub("", _SIZE.sub("", name.strip("的、 ")))
