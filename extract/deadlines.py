"""When to apply and how often: 申报截止…, 每年3月组织申报, 获得证书后1年内提出申请."""

from __future__ import annotations

import re

from extract.dates import WRITTEN
from extract.spans import holding, unit_spans
from schemas.records import Deadline
from schemas.text import Outline

_WORDS = ("申报", "申请", "受理", "报名", "提交", "征集", "申领", "兑现", "提出")
_APPLY = f"(?:{'|'.join(_WORDS)})"
_MONTH_DAY = r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?"
_SENTENCE = re.compile(r"[^。;\n]+")
_CLAUSE = re.compile(r"[^,]+")
_ABOUT = re.compile(_APPLY)
_RULES = (
    ("until", re.compile(rf"(?:{WRITTEN}|{_MONTH_DAY}|\d日)(?:\d{{1,2}}[时:]\d{{0,2}})?(?:之?前|止|截止)|截止日期")),
    ("window", re.compile(rf"{_APPLY}[^,]{{0,12}}(?:时间|期限)[^,]{{0,12}}(?:\d月|\d日|每|常年|全年|随时|工作日)")),
    ("cycle", re.compile(r"每(?:年|半年|季度?|月|两年|三年)|按(?:年度|季度|月)|一年(?:一|两|二)次|常年")),
    ("after", re.compile(r"(?:之?日起|后)(?:\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作日|日|天|月|年)内")),
)


def deadlines(outline: Outline) -> list[Deadline]:
    """Clauses that bind applying to a day, a span or a cycle, in reading order."""
    found: list[Deadline] = []
    spans, paths = unit_spans(outline)
    for index in holding(outline.folded, spans, *_WORDS):
        for sentence in _SENTENCE.finditer(outline.folded, *spans[index]):
            for clause in _CLAUSE.finditer(outline.folded, *sentence.span()):
                if not _ABOUT.search(clause[0]):
                    continue
                rule = next((name for name, pattern in _RULES if pattern.search(clause[0])), "")
                if rule:
                    start, end = clause.span()
                    text = outline.text[start:end].strip("，, ")
                    page = outline.page_at(start)
                    found.append(Deadline(path=paths[index], text=text, rule=rule, page=page, start=start, end=end))
    return found
