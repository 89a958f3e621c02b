"""Whom to call: phone numbers in running text, with the body they belong to where the same clause names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.bodies import is_agency
from extract.spans import LABEL, holding, unit_spans
from schemas.records import Contact
from schemas.text import Outline

PHONE = re.compile(
    r"(?<![\d.-])(?:\(?0\d{2,3}\)?[- ]?[1-9]\d{6,7}(?:-\d{1,5})?|400-?\d{3,4}-?\d{3,4}|1[3-9]\d{9}"
    r"|[2-9]\d{7}|9\d{4,7}|12\d{3}|1010\d{4})(?![\d.%元万])"
)
_ABOUT_CALLS = ("电话", "热线", "客服", "拨打", "联系人", "咨询")
_CALL = re.compile(r"电话|热线|客服|拨打|联系人|咨询")
_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"[;,、:]")
_ROLE = re.compile(
    r"(?:的|业务|政策|申报|技术|监督|投诉|举报|值班|服务|活动)*(?:联系人|联系电话|联系方式|咨询|电话|热线|客服"
    r"|专线).*$"
)


def contacts(outline: Outline) -> list[Contact]:
    """Phone numbers that the provisions give, in reading order; `agency` is '' where the clause names no body."""
    found: list[Contact] = []
    spans = sorted([*((p.start, p.end) for p in outline.head), *unit_spans(outline)[0]])
    for index in holding(outline.folded, spans, *_ABOUT_CALLS):
        for sentence in _SENTENCE.finditer(outline.folded, *spans[index]):
            if _CALL.search(sentence[0]):
                found += _in_sentence(outline, sentence.start(), sentence.end())
    return found


def _in_sentence(outline: Outline, start: int, end: int) -> Iterator[Contact]:
    agency, at, phones, last = "", start, list[str](), 0
    for phone in PHONE.finditer(outline.folded, start, end):
        named = _body(outline.text[at : phone.start()])
        if named and phones:
            yield _contact(outline, agency, phones, start, last)
            phones = []
        agency = named or agency
        phones.append(re.sub(r"[() ]", "", phone[0]))
        at = last = phone.end()
    if phones:
        yield _contact(outline, agency, phones, start, last)


def _body(text: str) -> str:
    """The body named in the words before a phone number."""
    for clause in reversed(_CLAUSE.split(text.replace("，", ",").replace("：", ":").replace("；", ";"))):
        name = LABEL.sub("", _ROLE.sub("", clause).strip(" "), count=1).strip(" (（)）")
        if is_agency(name) and len(name) < 30:
            return name
    return ""


def _contact(outline: Outline, agency: str, phones: list[str], start: int, end: int) -> Contact:
    return Contact(agency=agency, phones=tuple(phones), page=outline.page_at(start), start=start, end=end, rule="phone")
