"""What stands before and after the provisions: head, preamble, signature, copies, annex lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.outline.segments import Segment
from schemas.tables import values
from schemas.text import Paragraph

_YEAR = r"(?:\d{4}|[二一][〇○零Oo0一二三四五六七八九]{3})年"
_DATE = rf"{_YEAR}[\d一二三四五六七八九十元正]{{1,3}}月[\d一二三四五六七八九十]{{1,3}}日"
_ENACTED = "(?:通过|公布|修订|修正|施行|发布|批准)"


def _any(key: str) -> str:
    return "|".join(map(re.escape, values("outline", key)))


_ORG = rf"[^,。;:《》]{{2,60}}(?:{_any('signers')})"
_DATE_LINE = re.compile(rf"(?:{_ORG}|[^,。;:《》]{{2,30}}\s)?\(?{_DATE}(?:印发|发布|公布)?[)。]?$")
_SIGNER = re.compile(rf"{_ORG}(?:\(.{{0,30}}\))?$")
_LONGEST_NAME, _LONGEST_LINE, _LONGEST_SIGNERS = 60, 120, 600
_SIGNERS = re.compile(rf"[^,。;:!?《》]{{50,600}}(?:{_any('signers')})$")
"""The bodies of a joint notice, their lines run together."""
_FOOT = re.compile(rf"{_any('foot')}|\(此件|[^,。;]{{4,40}}{_DATE}印发$|附件.{{0,80}}\.[a-z]{{2,4}}$")
_ANNEX_LIST = re.compile(
    r"附件?(?:\d|[一二三四五六七八九十])?:\s?(?:\d{1,2}[.、])?\S|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、:]《?[^。;]{2,60}$|附件.*\.[a-z]{2,4}$"
)
_NAMED_ANNEXES = re.compile(r"附件:\s?1[.、]|附件:?\s?\(略\)")
_SENTENCE = re.compile(r"[。;:!?…][”’」)》]*$")
_ADDRESS = re.compile(
    rf"(?:(?:{_any('addressed')})[^。;]{{0,200}}|[^。;]{{0,200}}(?:{_any('addressees')})(?:\([^()]*\))?):$"
)
_NEAR = 2000
"""Segments below a list of annexes in which the annexes must begin."""
_INTRODUCES = re.compile(_any("introducing"))
_APART = re.compile(
    rf"{_any('apart')}|\(此件|\(联系|附件?:|\([^()]*{_ENACTED}[^()]*\)$|"
    rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}日.{{0,60}}{_ENACTED}[)》]?$"
)


def is_sentence(paragraph: Paragraph, folded: str) -> bool:
    """True for running text: it ends as sentences do, and is no salutation, date or note in brackets."""
    text = folded[paragraph.start : paragraph.end]
    if not _SENTENCE.search(text) or _APART.match(text):
        return False
    return text[-1] != ":" or len(text) > 220 or not _ADDRESS.match(text) or bool(_INTRODUCES.search(text))


def preamble_start(paragraphs: Sequence[Paragraph], folded: str) -> int:
    """Index of the preamble's first paragraph before the first unit: it is the last unbroken run of sentences."""
    at = len(paragraphs)
    while at and is_sentence(paragraphs[at - 1], folded):
        at -= 1
    while 0 < at < len(paragraphs) and _goes_on(paragraphs[at - 1], paragraphs[at], folded):
        at -= 1
    if at + 1 < len(paragraphs):
        text = folded[paragraphs[at].start : paragraphs[at].end]
        if text[-1] == ":" and not _INTRODUCES.search(text):
            at += 1
    return at


def _goes_on(above: Paragraph, paragraph: Paragraph, folded: str) -> bool:
    """Whether a line end broke off a sentence behind a title（《…的通知》⏎（国办发…）要求，制定本方案。）."""
    return folded[paragraph.start] in "(《、,和及" and folded[above.end - 1] in "》、," and above.end - above.start > 20


def starts_foot(found: Sequence[Segment], at: int, folded: str) -> bool:
    """True where the signature, the copies or the print line begin at found[at]."""
    segment = found[at]
    if segment.end - segment.start > _LONGEST_SIGNERS or segment.paragraph.kind == "table":
        return False
    text = folded[segment.start : segment.end]
    if len(text) > _LONGEST_NAME and _SIGNERS.match(text):
        return at + 1 < len(found) and bool(_DATE_LINE.match(folded, found[at + 1].start, found[at + 1].end))
    if len(text) > _LONGEST_LINE:
        return False
    if _FOOT.match(text) or _DATE_LINE.match(text):
        return True
    if not _SIGNER.match(text):
        return False
    for after in found[at + 1 : at + 12]:
        line = folded[after.start : after.end]
        if _DATE_LINE.match(line) or _FOOT.match(line):
            return True
        if not _SIGNER.match(line):
            return False
    return False


def lists_annexes(found: Sequence[Segment], at: int, folded: str) -> bool:
    """True where found[at] (附件：1. …) only names the annexes: they themselves or the signature come below."""
    label = found[at].label
    if label is None or _NAMED_ANNEXES.match(folded, found[at].start, found[at].end):
        return label is not None
    near = found[at + 1 : at + _NEAR]
    below = [segment.label for segment in near if segment.label and segment.label.kind == "annex"]
    if label.number:
        return any(other.name == label.name for other in below) or _only_names(found, at, folded)
    if folded[label.end : label.end + 1] == ":" and below:
        return True
    return _only_names(found, at, folded)


def _only_names(found: Sequence[Segment], at: int, folded: str) -> bool:
    """True where nothing but names of annexes stands between found[at] and the signature or the end."""
    for below in range(at + 1, min(at + _NEAR, len(found))):
        segment = found[below]
        if segment.first and starts_foot(found, below, folded):
            return True
        if not _ANNEX_LIST.match(folded, segment.start, segment.end):
            return False
    return True
