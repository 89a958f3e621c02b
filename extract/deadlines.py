"""When to apply and how often: 申报截止…, 每年3月组织申报, 获得证书后1年内提出申请."""

from __future__ import annotations

import re

from extract.dates import WRITTEN
from schemas.records import Deadline
from schemas.text import Outline

_APPLY = r"(?:申报|申请|受理|报名|提交|征集|申领|兑现|提出|评审|遴选)"
_MONTH_DAY = r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?"
_RULES = (
    ("until", re.compile(rf"[^。;\n]{{0,40}}(?:截止|截至|于|在)?(?:{WRITTEN}|{_MONTH_DAY})(?:\d{{1,2}}[时:]\d{{0,2}})?(?:之?前|止|截止)[^。;\n]{{0,40}}")),
    ("window", re.compile(rf"{_APPLY}[^。;\n]{{0,12}}(?:时间|期限|截止日期)[^。;\n]{{0,20}}(?:\d月|\d日|每|常年|全年|随时|工作日)[^。;\n]{{0,60}}")),
    ("cycle", re.compile(r"(?:原则上)?(?:每(?:年度?|半年|季度?|月|两年|三年)|按(?:年度|季度|月)|一年(?:一|两|二)次|常年)[^。;,\n]{0,30}")),
    ("after", re.compile(r"[^。;,\n]{2,30}(?:之?日起|后)(?:\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作日|日|天|月|年)内[^。;\n]{0,40}")),
)
_ABOUT = re.compile(_APPLY)
_WORDS = ("申报", "申请", "受理", "报名", "提交", "征集", "申领", "兑现", "提出")


def deadlines(outline: Outline) -> list[Deadline]:
    """Clauses that bind applying to a day, a span or a cycle, in reading order, one per clause."""
    found: list[Deadline] = []
    for unit in outline.units:
        for start, end in unit.spans:
            if not any(outline.folded.find(word, start, end) >= 0 for word in _WORDS):
                continue
            taken = start
            for name, at, to in sorted(_matches(outline.folded, start, end), key=lambda match: (match[1], -match[2])):
                if at >= taken:
                    found.append(Deadline(path=unit.path, text=outline.text[at:to].strip("，,"), rule=name, page=outline.page_at(at), start=at, end=to))
                    taken = to
    return found


def _matches(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    return [
        (name, match.start(), match.end())
        for name, rule in _RULES
        for match in rule.finditer(folded, start, end)
        if _ABOUT.search(match[0])
    ]
