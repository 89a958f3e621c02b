"""Nouns of recipients: where in a clause the name of who or what is granted something begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from pydantic import BaseModel

from extract.words import cut
from schemas.tables import rows, values

LABEL = re.compile(r"^(?:\(?[一二三四五六七八九十\d]+[)、.．]|第[一二三四五六七八九十百]+[条章节]|[①-⑳])[ 　]*")
"""The number of a unit at the start of its text."""

_NO_NAME = re.compile(r"^每.$|\d人(?:\([^()]*\))?$|人数$|(?:^|的|与|按|照|达到|助|贴|励|持|费|算)标准$")
_JOINTS = frozenset(("、", "和", "及", "或", "与", "以及", "\x1f", "等"))
_OR = frozenset(("或", "或者"))
_MARK = re.compile(r"[,;。:!?\n|()《》〔〕\[\]→—/=+-]")
_HAN = re.compile(r"[一-鿿]")
_DETERMINER = re.compile(
    r"^(?:(?:及|或)?以[上下内]|[为向被由但]|经(?![营销济贸纪办典])|该|其(?![余他中它])|上述|符合条件的|本市|我市|我区|每年每家|每[家个项户类种]|单[个家项户一笔]|一[个家项户]|同一|各类?)(?=.{2})"
)
_SIZE = re.compile(r"^\d[^,]*以[上下](?=.{2})")
_HANGING = re.compile("(?:或者?|以及|和|及|与)$")
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
def no_nouns() -> frozenset[str]:
    """Words that only look like a recipient's noun, and the labels of forms."""
    return frozenset(values("scope", "no_nouns"))


@cache
def _made_of_nouns() -> frozenset[str]:
    """Words that make another noun of the one before."""
    return frozenset(values("scope", "made_of_nouns"))


@cache
def _units() -> frozenset[str]:
    return frozenset(word for row in rows("units", "unit", _Written) for word in row.written)


class _Written(BaseModel):
    """How a unit of units.toml is written."""

    written: tuple[str, ...]


@cache
def halts() -> frozenset[str]:
    """Words that no recipient's name goes through."""
    return frozenset(values("scope", "halts"))


def is_recipient(text: str) -> bool:
    """Whether the words end in a noun that names who or what can be granted something."""
    return bool(_nouns().search(text)) and not _NO_NAME.search(text) and text not in no_nouns()


@lru_cache(maxsize=8192)
def is_body(text: str) -> bool:
    """Whether the words end in the noun of a body or person, that can itself receive or be asked."""
    return bool(_bodies().search(text)) and is_recipient(text)


class Noun(NamedTuple):
    """A noun phrase of a clause: `name` is `clause[start:end]` without what only points at it."""

    name: str
    start: int
    end: int


def nouns(clause: str) -> list[Noun]:
    """The noun phrases of a clause that end in a noun of recipients, in order."""
    words = cut(clause)
    return nouns_of(clause, words, tuple(accumulate(map(len, words))))


def nouns_of(clause: str, words: Sequence[str], ends: Sequence[int]) -> list[Noun]:
    """As `nouns`, of a clause already cut into words that end at `ends`.

    Each begins behind the last word that no name goes through（支持、获得、对、的 …） or the last mark.
    """
    out: list[Noun] = []
    stops, first = halts(), 0
    for i, word in enumerate(words):
        if word in _OR and out and out[-1].end == ends[i] - len(word):
            continue  # 平台或机构
        unit = i > 0 and words[i - 1][-1].isdigit() and word.lstrip("百千万亿") in _units()
        if word in stops or unit or word[0].isdigit() or _MARK.fullmatch(word):
            first = i + 1
            continue
        if not is_noun(word) or _goes_on(clause, word, ends[i]):
            continue
        if i + 1 < len(words) and (is_noun(words[i + 1]) or words[i + 1] in _made_of_nouns()):
            continue  # 技术机构, 园区运营商, 企业所得税
        start = first
        while start < i and words[start] in _JOINTS:
            start += 1
        at = ends[start] - len(words[start])
        out.append(Noun(short(clause[at : ends[i]]), at, ends[i]))
    return out


@lru_cache(maxsize=8192)
def is_noun(word: str) -> bool:
    """Whether a single word is a noun of recipients."""
    return is_recipient(word) and bool(_HAN.search(word))


def _goes_on(clause: str, word: str, end: int) -> bool:
    """Whether the next character makes another word of a noun: 技术方|案, 平台|型企业."""
    after = clause[end : end + 1]
    return after == "型" or (len(word) == 1 and after in _GOES_ON)


def first_noun(text: str) -> str:
    """The noun phrase that a text begins with; ''."""
    found = nouns(text[:60])
    return found[0].name if found and found[0].start == 0 else ""


def short(text: str) -> str:
    """A name without the words that only point at it（该企业、每家机构、符合条件的单位）."""
    name = unhalved(_COUNTED.sub("", text.translate({0x1F: "、"})))
    return _DETERMINER.sub("", _SIZE.sub("", _HANGING.sub("", name)))


def unhalved(text: str) -> str:
    """Words cut out of a clause without half of a bracket, a quote or a table row, and without marks at their ends."""
    text = text.rstrip("| ").rpartition("|")[2]
    for opened, closed in ("()", "（）", "“”"):
        more = text.count(closed) - text.count(opened)
        if more > 0:  # the end of an aside, or of words in quotes, that began before
            text = text.rpartition(closed)[2].lstrip("和及或与")
        elif more < 0:
            text = text.rpartition(opened)[2 if opened == "“" else 0]
    return text.strip("的、，：,: ")
