"""Lists told with 分别: which member of the list each number belongs to."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extract.quantities.nouns import alternatives, halts, is_body, is_recipient
from extract.quantities.scope import scopes
from extract.reading import alternatives as towards
from extract.reading import composed
from extract.words import cut
from schemas.tables import values

_PAIR = re.compile(r"[(“《][^()“”《》]*[)”》]")
_LEAD = composed("clauses", r"^.*{opens_list}(?!应)")
_YEARS = re.compile(r"第([一二三四五])[、和]第?([一二三四五])(?:[、和]第?([一二三四五]))?年")
_TRIM = composed("clauses", r"^{before_member}+{makes_member}*")
_NUMBER = composed("clauses", r"\d+{list_units}")
_STEPS = composed("clauses", r"(?:[二两三四五六\d]个?{stages}|{states})[^。;]{0,16}$")
_ENDS = composed("clauses", r"(?:{after_member}|[二三四五六两]个[一-鿿]{1,8})$")
_DIVIDED = composed("clauses", r"分为([^,;。:]*?)(?:{after_kinds}|,|。|$)")
_RANK = composed("clauses", r"{ranks}(?:\([^()]*\))?$")
_STOP = re.compile(r"[、,;:。\d]")
_LONGEST = 16
_LEVEL = re.compile(r".{1,3}级")
_HEAD = re.compile(r"的([^,;。的]{2,20})(?:,|$)")
# cuts, most likely first; the third keeps together what follows the last 以及, the fourth what precedes
_CUTTERS = (
    "、|以及|(?<=”)(?=“)",
    "、|以及|和|及|与",
    "、(?=.*以及)|以及(?!.*以及)",
    "、(?!.*以及)|以及",
    "或|、|和|及",
    "以及",
)


def align(before: str, count: int) -> list[str] | None:
    """The `count` members named last in the text before 分别, or None where no list of that length is found.

    独角兽、潜在独角兽企业 has two; 国际标准、国家标准以及行业标准、地方标准 has three where three numbers follow.
    A list with 、 goes before one with 和 alone, since recipients are often named in pairs（高新技术企业和“育新企业”）.
    """
    region = _region(before)
    clauses = [_YEARS.sub("", clause) for clause in reversed(re.split(r"[,;。:]", region))]
    for cutter in _CUTTERS:
        for clause in clauses:
            for start in (0, *(found.end() for found in re.finditer("的", clause))):
                members = _reading(clause[start:], cutter)
                if len(members) == count and all(members) and _is_list(members):
                    return _whole(members, clause)
    return None


def tiers(before: str) -> bool:
    """Whether the list before 分别 is one of numbers（1000万至2000万美元、1亿美元以上的，分别给予）: nobody's name."""
    return len(_NUMBER.findall(_region(before))) > 1 or steps(before)


def _region(before: str) -> str:
    """The words from the last 对 on that means towards somebody, or from the sentence's beginning."""
    marks = [mark.start() for mark in towards("clauses", "towards").finditer(before) if mark[0].startswith("对")]
    return before[max(marks[-1] if marks else 0, before.rfind("。") + 1) :]


def _whole(members: list[str], clause: str) -> list[str]:
    """The members with the noun that the last alone carries（国家级、省级孵化载体; 主板上市、新三板上市的企业）."""
    level = _LEVEL.match(members[-1])
    if level and all(_LEVEL.fullmatch(member) or member in values("clauses", "levels") for member in members[:-1]):
        return [member + members[-1][level.end() :] for member in members[:-1]] + members[-1:]
    head = _HEAD.search(clause)
    if head and is_body(head[1]) and not any(map(is_recipient, members)):
        return [f"{member}的{head[1]}" for member in members]
    return members


def named(pieces: list[str]) -> list[str] | None:
    """The names that stand right before the numbers of a row, each before its own; None where they are no such names.

    初级（五级）1000元、中级（四级）1500元; 一等奖20万元，二等奖10万元: of one kind, each another.
    `pieces` are the words before each number, behind the one before.
    """
    names = [_nearest(bare(piece)) for piece in pieces]
    alike = len({name[-1:] for name in names}) == 1 and all(a != b for a, b in pairwise(names))
    fit = all(1 < len(name) <= _LONGEST and (_RANK.search(name) or is_recipient(name)) for name in names)
    anew = any(towards("clauses", "towards").search(piece) for piece in pieces[1:])  # …30万元奖励、对…给予5万元
    return names if alike and fit and not anew and not any(map(_NUMBER.search, names)) else None


def _nearest(text: str) -> str:
    """The last words of a text, from the last word on that no name goes through."""
    name = ""
    for word in reversed(cut(text)):
        if word in halts() or _STOP.match(word):
            break
        name = word + name
    return name


def bare(text: str) -> str:
    """The words before a granted sum without those of granting and of scope."""
    for scope in scopes(text):
        text = text.replace(scope, "")
    return _amount_end().sub("", text)


@cache
def _amount_end() -> re.Pattern[str]:
    known = {word for key in ("amount", "grant", "beside_amount") for word in values("benefit", key)} - {"奖"}
    return re.compile(f"(?:{alternatives(known)}|(?<!等)奖)+$")  # 一等奖 is a name


def steps(before: str) -> bool:
    """Whether the list before 分别 is one of stages（完成改制、辅导验收、发行上市三个环节）: they receive nothing."""
    return bool(_STEPS.search(before))


def kinds(before: str, count: int) -> list[str] | None:
    """The kinds that the text before divides its recipients into（分为引领类、培育类）."""
    found = _DIVIDED.findall(before)
    return align("对" + found[-1], count) if found else None


def years(before: str, count: int) -> list[str] | None:
    """第二、三年…分别: one year each."""
    told = list(_YEARS.finditer(before))
    if not told or "每年" in before[told[-1].end() :]:
        return None
    names = [f"第{digit}年" for digit in told[-1].groups() if digit]
    return names if len(names) == count else None


def _is_list(members: list[str]) -> bool:
    """Whether members may be names: no numbers among them, no relative clause inside（产品的国际标准）."""
    return not _NUMBER.search("".join(members)) and not any("的" in member for member in members[1:-1])


def _reading(clause: str, cutter: str) -> list[str]:
    """The clause cut in one way; [] where it is no list in that way."""
    hidden = _PAIR.sub(lambda m: m[0][0] + "\x1f" * (len(m[0]) - 2) + m[0][-1], clause)
    cuts = [found.span() for found in re.finditer(cutter, hidden)]
    return _members(clause, cuts) if cuts else []


def _members(clause: str, cuts: list[tuple[int, int]]) -> list[str]:
    edges = [0, *(edge for cut in cuts for edge in cut), len(clause)]
    members = [clause[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    members[0] = _first(members[0])
    members[-1] = _last(members[-1])
    return [_TRIM.sub("", member).strip() or member for member in members]


def _first(text: str) -> str:
    text = _LEAD.sub("", text)
    head, _, tail = text.rpartition("的")
    return tail if tail else head


def _last(text: str) -> str:
    text = _ENDS.sub("", text)
    head, found, _ = text.partition("的")
    return _ENDS.sub("", head) if found and head else text
