"""What the beginning and the end of a printed line tell about the paragraph it belongs to."""

from __future__ import annotations

import re

from schemas.tables import values

_CN = "一二三四五六七八九十"
_GENRES = "|".join(values("layout", "genres"))
_DATE = r"(?:\d{4}|[二一][〇○零Oo0一二三四五六七八九]{3})年"
_NUMBERED = r"[\u4e00-\u9fff]{2,12}[〔\[［（(]\d{4}[〕\]］）)]"

LABEL = re.compile(
    rf"第[{_CN}百千零〇两\d]{{1,9}}[编篇章节条]|[{_CN}]{{1,3}}[、．﹒.]|[（(][{_CN}百\d]{{1,4}}[）)]"
    r"|\d{1,3}(?:[、．﹒]|\.(?!\d)|\.(?=(?:19|20)\d\d年|\d{2,3}周?岁))|\d{1,2}[)）]|[①-⑳]|"
    + "|".join(values("layout", "openers"))
)
"""A number or word that begins a paragraph of its own."""
STRONG = re.compile(rf"第[{_CN}百]{{1,5}}[章节条]|[{_CN}]{{1,3}}、|[（(][{_CN}]{{1,3}}[）)]|\d{{1,3}}[.、．﹒](?!\d)")
"""A number that begins a provision even where a bracket above it was not closed."""
BARE = re.compile(
    rf"第[{_CN}百零〇\d]{{1,6}}[编篇章节条]|[（(][{_CN}\d]{{1,3}}[）)]|[{_CN}]{{1,3}}、|\d{{1,3}}[.、．﹒]"
)
"""A number alone on its line: its text comes on the next."""
CITED = re.compile(rf"第[{_CN}百千零〇]{{1,9}}条|[①-⑳]|" + "|".join(values("layout", "openers")))
"""What running text names as often as a paragraph begins with it."""
CHINESE = re.compile(rf"[{_CN}]{{1,3}}、")
ENDED = re.compile(r"[。；：！？;:!?…][”’」』）)】》〉]*$|[”’][。；]$")
"""The end of a sentence."""
STOPS = re.compile("[，。；,;]")
OPEN = re.compile(r"[，、,（(《〈“‘—]$")
"""An end after which the sentence must go on."""
GOES_ON = re.compile(r"[，。；、：,;:）)》”的]|等(?!级|于|候|待)")
"""A beginning that no sentence has."""
TITLE = re.compile(rf"(?:{_GENRES})[”》]?(?:[（(][^（）()]{{1,12}}[）)])?$")
TITLED = re.compile(rf"(?:{'|'.join(values('layout', 'titles'))})$")
"""The end of a title or of a line of running text."""
OPENS = re.compile("|".join(values("layout", "openings")))
"""The beginning of the text below a title."""
DATE = re.compile(rf"{_DATE}[^，。；]{{2,8}}日")
APART = re.compile(
    rf"{_DATE}\d{{0,2}}[^，。；]{{1,5}}月[^，。；]{{1,3}}日(?:印发|起?施行)?$|{_NUMBERED}"
    r"|目录$|[（(]此件|各[^，。]{2,60}[：:]$|特此|附[：:]|[（(]联系"
)
"""The beginning of a line that stands for itself: a date, a document number, a salutation."""
ALONE = re.compile(
    rf"[（(]此件[^（）()]*[）)]|{_NUMBERED}\d{{1,5}}号|各[^，。；]{{2,40}}[:：]|.*\d日[）)]|{_DATE}.{{2,8}}日|目录"
)
"""A whole line after which a new paragraph begins."""
LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|_{4,})[ \t]*[（(]?\d{1,4}[）)]?$")
"""The dots and the page number of a contents entry."""


def leads_to_page(text: str) -> bool:
    """True for the last line of a contents entry."""
    return text[-1:] in "0123456789)）" and LEADER.search(text) is not None


def unclosed(text: str) -> bool:
    """True where a bracket or a title mark is open at the end."""
    brackets = text.count("（") + text.count("(") - text.count("）") - text.count(")")
    return brackets > 0 or text.count("《") > text.count("》")


def is_numbered_heading(text: str) -> bool:
    """True for a number with words and no stop: 二、加快推进政务服务线上办理."""
    return LABEL.match(text) is not None and not STOPS.search(text)
