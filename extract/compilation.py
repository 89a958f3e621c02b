"""Files that hold several policies one after the other: compilations with numbered headings, and notices in a row.

A compilation is told by headings of one form that count up: a number, the title of a document and its date
（3. …的通知（2023年1月6日））; a row of notices by document numbers on lines of their own, each under or over a title;
a row of statutes by titles over a 第一条. Each policy runs to the next heading. On doubt the file is one policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from extract.clip import Span, clip
from extract.doc_numbers import normalise
from extract.fold import fold, folded_file
from extract.titles import bare, is_document
from schemas.text import Paragraph, Part, Text

_DATE = r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?"
_LINES = r"[^。;\n]{6,200}(?:\n(?!\d{1,3}[.、])[^。;\n]{1,80}){0,3}?"
_NUMBERED = re.compile(rf"^(\d{{1,3}})[.、]\s*({_LINES})\s*\(({_DATE})\)?", re.M)
_IN_CONTENTS = re.compile(r"[^。\n]{0,12}\n?[.…·]{3,}|\s*\d{1,4}\n")
_SECTION = re.compile(
    r"\([一二三四五六七八九十]{1,3}\)\S{2,12}(?:\n|\Z)|第[一二三四五六七八九十]{1,3}[篇编]\S{0,20}|[一二三四五六七八九十]、\S{2,6}"
)
_LONE_NUMBER = re.compile(r"\(?[^\s()。,;:]{2,16}〔(?:19|20)\d\d〕第?\d{1,5}号\)?")
_SENT = re.compile(r"关于|印发")
_ISSUER = re.compile(r"[省市区县局委厅部办院会]")
_HEADING = re.compile(r"关于|文件$")
_LONE_START = 60
"""A compilation's only heading stands within so many characters of its beginning."""
_FIRST_ARTICLE = re.compile(r"第一条(?!第|和|至|、)")
_ANNEX = re.compile(r"附件|附录|附[:：]")
_TITLE_ABOVE = 60
"""Paragraphs between a title and its first article: a date, a table of contents, a chapter."""
_LEFT_OUT = 3
_LISTED = 30
"""A heading with less text below it is a line of a list."""
_APART = 300
"""Fewest characters between the document numbers of two policies."""


class Heading(NamedTuple):
    """Where a policy begins, and the words of its heading."""

    start: int
    title: Span
    body: int
    """Where the text after the heading begins."""
    context: tuple[tuple[str, str], ...] = ()


def policies(text: Text) -> list[Part]:
    """The policies of a file that holds several; none where it holds one."""
    headings = _numbered(text)
    if not headings:
        headings = list(_notices(text))
        headings = headings if len(headings) > 1 else _statutes(text)
    if not headings:
        return []
    ends = [*(_before_section(text, heading.start) for heading in headings[1:]), len(text.text)]
    return [
        Part("policy", tuple(_paragraphs(text, heading, end)), ordinal, heading.context)
        for ordinal, (heading, end) in enumerate(zip(headings, ends, strict=True), 1)
    ]


def _numbered(text: Text) -> list[Heading]:
    """The numbered headings of a compilation: each counts on from the last, with few left out, or begins at 1.

    None where they are a list (of documents repealed, say), with hardly any text between them, or one amid the text.
    """
    folded = folded_file(text.text)
    found: list[Heading] = []
    last = 0
    for match in _NUMBERED.finditer(folded):
        number = int(match[1])
        title = "".join(text.text[slice(*match.span(2))].split())
        counts_on = last < number <= last + _LEFT_OUT or number == 1
        if not counts_on or not _is_title(title) or _IN_CONTENTS.match(folded, match.end()):
            continue
        last = number
        context = (("notice_title", title), ("printed_date", "".join(match[3].split())))
        found.append(Heading(match.start(), Span(*match.span(2)), match.end(), context))
    ends = [*(heading.start for heading in found), len(text.text)][1:]
    listed = sum(end - heading.body < _LISTED for heading, end in zip(found, ends, strict=True))
    alone = len(found) == 1 and found[0].start >= _LONE_START
    return [] if alone or listed > 0.3 * len(found) else found


def _is_title(title: str) -> bool:
    named = _SENT.search(title) or (is_document(title) and _ISSUER.search(title))
    return len(bare(title)) >= 6 and bool(named)


def _notices(text: Text) -> Iterator[Heading]:
    """The heads of notices in a row, each from the title or red head around its document number."""
    paragraphs = text.paragraphs
    seen: set[str] = set()
    last = -_APART
    for index, paragraph in enumerate(paragraphs):
        line = fold(paragraph.text)
        number = normalise(line) if _LONE_NUMBER.fullmatch(line) else None
        if number is None or number in seen or paragraph.start - last < _APART:
            continue
        first = _head(paragraphs, index)
        titled = first < index or any(_HEADING.search(p.text) for p in paragraphs[index + 1 : index + 3])
        if titled:
            seen.add(number)
            last = paragraph.start
            start = paragraphs[first].start
            yield Heading(start, Span(start, start), start, (("doc_number", number),))


def _statutes(text: Text) -> list[Heading]:
    """Statutes in a row, each a title over its 第一条; none where the file begins otherwise, as a notice does.

    One title twice is one statute in two versions, which is no reason to cut; nor is a title under lines (an order, a
    signature) of which it is not known to which statute they belong.
    """
    paragraphs = text.paragraphs
    firsts = [at for at, paragraph in enumerate(paragraphs) if _FIRST_ARTICLE.match(paragraph.text)]
    if len(firsts) < 2:
        return []
    titles = [_title_above(paragraphs, at) for at in firsts]
    if None in titles or titles[0] not in (0, 1, 2):
        return []
    places = [at for at in titles if at is not None]
    names = [bare(paragraphs[at].text) for at in places]
    loose = any(not paragraphs[at - 1].text.endswith("。") for at in places[1:])
    if loose or any(one.endswith(other) for one, other in permutations(names, 2)):
        return []
    places[0] = 0
    return [Heading(start := paragraphs[at].start, Span(start, start), start) for at in places]


def _title_above(paragraphs: Sequence[Paragraph], article: int) -> int | None:
    """The nearest title above the first article; None where there is none or it is an annex's."""
    for at in range(article - 1, max(article - _TITLE_ABOVE, -1), -1):
        line = paragraphs[at].text
        if _ANNEX.match(line):
            return None
        if 5 < len(line) <= 60 and not re.search(r"[。；：，]", line) and is_document(line):
            above = paragraphs[max(at - 2, 0) : at]
            return None if any(_ANNEX.match(p.text) for p in above) else at
    return None


def _head(paragraphs: Sequence[Paragraph], number: int) -> int:
    """The first paragraph of the title or red head that ends above the document number."""
    first = number
    for index in range(number - 1, max(number - 6, -1), -1):
        line = paragraphs[index].text
        if len(line) > 80 or re.search(r"[。；：]|^附件|年.{1,6}月.{1,6}日", line):
            break
        if _HEADING.search(line) or is_document(line):
            first = index
    return first


def _before_section(text: Text, start: int) -> int:
    """The start, moved up over the headings of sections（三、华东⏎（一）上海）that stand right above it."""
    while (above := text.text.rfind("\n", 0, max(start - 1, 0)) + 1) < start:
        if not _SECTION.fullmatch(fold(text.text[above:start].rstrip("\n"))):
            break
        start = above
    return start


def _paragraphs(text: Text, heading: Heading, end: int) -> Iterator[Paragraph]:
    """The heading's words as one heading paragraph, then the policy's own paragraphs."""
    for paragraph in clip(text, heading.title):
        yield replace(paragraph, kind="heading")
    yield from clip(text, Span(heading.body, end))
