"""From names to identities: one form for document numbers and titles, canonical agencies, regions and recipients.

All functions are pure: what a name means depends on the name and on the document it stands in, never on what was
loaded before.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKETS = str.maketrans({c: "〔" for c in "[［【(（〔﹝"} | {c: "〕" for c in "]］】)）〕﹞"})
_YEARED = re.compile(
    r"^(?P<a>[^〔〕\d]*)〔(?P<year>(?:19|20)\d\d)〕(?P<b>[^\d]*?)第?0*(?P<number>\d+(?:[-之]\d+)?)号?$"
)
_ORDER = re.compile(r"^(?P<body>.*?)(?P<year>(?:19|20)\d\d年)?第?0*(?P<number>\d+)号(?P<kind>令|公告|通告)?$")
_KINDS = ("令", "公告", "通告")


@lru_cache(maxsize=65536)
def number_key(number: str | None) -> str:
    """A document number in its one form（京科发〔2022〕5号, 国务院令第732号）; '' where there is none.

    Brackets of any family, full-width digits, spaces, 第 and leading zeros make no difference; a year that was moved to
    the front (〔2022〕京经信发45号) goes back behind the word.
    """
    if not number:
        return ""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
    bracketed = text.translate(_BRACKETS)
    if match := _YEARED.match(bracketed):
        return f"{match['a']}{match['b']}〔{match['year']}〕{match['number']}号"
    if match := _ORDER.match(text):
        body, kind = match["body"].removesuffix("第"), match["kind"] or ""
        if kind and not body.endswith(_KINDS):
            body += kind
        return f"{body}{match['year'] or ''}第{match['number']}号"
    return bracketed


def year_of(number: str) -> str:
    """The year in a document number; '' where it has none."""
    match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", number)
    return match[0] if match else ""


_FULL_WIDTH = str.maketrans("(),:;?!<>〈〉「」『』", "（），：；？！《》《》“”“”")
_NOTICE = re.compile(
    r"^[^《》]{0,80}?(?:关于)?(?:印发|发布|颁发|下发|公布)《(?P<title>.+)》的(?:通知|公告|通告|决定|函)$"
)
_BARE_NOTICE = re.compile(r"^[^《》]{0,60}?关于(?:印发|发布|颁发|下发)(?P<title>[^《》]{6,})的(?:通知|公告|通告)$")


@lru_cache(maxsize=65536)
def title_key(title: str | None) -> str:
    """A title in its one form; '' where there is none.

    Book marks around it, white space, half- and full-width signs make no difference, and a covering notice
    （…关于印发《X》的通知） bears the name of what it covers. Book marks inside are 《》.
    """
    if not title:
        return ""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).translate(_FULL_WIDTH)
    text = _unwrapped(text).strip("。；，、")
    match = _NOTICE.match(text) or _BARE_NOTICE.match(text)
    if match and "》" not in _unwrapped(match["title"]).replace("《", "", 1).partition("》")[2]:
        inner = match["title"]
        if not re.search(r"》[、和与及]?《", inner):
            return title_key(inner)
    return text


@lru_cache(maxsize=65536)
def short_key(title: str | None) -> str:
    """The key under which titles are compared: `title_key` without the name of the state and inner book marks."""
    text = title_key(title)
    return re.sub(r"[《》“”]", "", text.removeprefix("中华人民共和国") if len(text) > 8 else text)


def _unwrapped(text: str) -> str:
    """Without the book marks around the whole, however deep."""
    while text.startswith("《") and text.endswith("》"):
        inner = text[1:-1]
        if inner.partition("》")[0].count("《") == 0 and "》" in inner:
            break  # 《A》和《B》
        text = inner
    return text


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name of a recipient, field or body without white space and end punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).translate(_FULL_WIDTH).strip("。；，、：,;:“”\"'")
