"""Lines without coordinates: which of them make one paragraph.

Three kinds of text come without coordinates:
- reflowed: one line is one paragraph, but for the paragraphs that a page break cut in two (Markdown made from a PDF);
- marked: printed lines, where a blank at the end of a line marks the end of a paragraph and a blank at the start of a
  line the start of a page (a PDF's text as Word wrote it);
- wrapped: printed lines without any mark; a paragraph goes on while its lines are full or end in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.layout.draft import Draft, glue, squeeze, table
from extract.layout.furniture import NO_PAGE, is_rule, page_marks, running_heads
from extract.numbers import chinese as chinese_number
from schemas.text import Document, ParagraphKind, Table

LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇两\d]{1,9}[编篇章节条]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十百\d]{1,4}[）)]"
    r"|\d{1,3}(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))|\d{1,2}[)）]|[①-⑳]|附件|附则|附录|附表|附图|抄送|主题词|责任单位|牵头单位"
)
_NUMBER = re.compile(r"第[一二三四五六七八九十百]{1,5}[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[.、．](?!\d)")
_BARE = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,6}[编篇章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.、．]")
_ALONE = re.compile(r"[（(]此件[^（）()]*[）)]|[\u4e00-\u9fff]{2,12}[〔\[［（(]\d{4}[〕\]］）)]\d{1,5}号|各[^，。；]{2,40}[:：]|.*\d日[）)]|(?:\d{4}|二[〇○零]..)年.{2,8}日|目录")
_CHINESE = re.compile(r"[一二三四五六七八九十]{1,3}、")
_ENDED = re.compile(r"[。；：！？;:!?…][”’」』）)】》〉]*$|[”’][。；]$")
_GOES_ON = re.compile(r"[，。；、：,;:）)》”的]|等(?!级|于|候|待)")
_OPEN = re.compile(r"[，、,（(《〈“‘—]$")
_TITLE = re.compile(
    r"(?:通知|公告|通告|决定|命令|令|意见|办法|规定|细则|措施|方案|规划|计划|纲要|条例|规则|规程|指南|指引|标准|目录|批复|函|文件|公报|要点|政策|制度|办法》|导则)"
    r"[”》]?(?:[（(][^（）()]{1,12}[）)])?$"
)
_DATE = re.compile(r"(?:\d{4}|[二一][〇○零Oo0一二三四五六七八九]{3})年[^，。；]{2,8}日")
_APART = re.compile(
    r"(?:\d{4}|二[〇○零Oo0][一二三四五六七八九〇○零]{2})年\d{0,2}[^，。；]{1,5}月[^，。；]{1,3}日(?:印发|起?施行)?$|[\u4e00-\u9fff]{2,8}[〔\[［（(]\d{4}[〕\]］）)]"
    r"|目录$|[（(]此件|各[^，。]{2,60}[：:]$|特此|附[：:]|[（(]联系"
)
_MARKUP = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+|\*\*|__|\\(?=[\\`*_{}\[\]()#+.!|~-])|^[ \t]*[-*+•][ \t]+(?=\S)(?!\d{1,4} ?[-—–])|^[ \t]*```.*$|&nbsp;?")
_SIGNS = ("*", "_", ">", "\\", "`", "•", "&", "- ", "+ ")
_HEAD = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|\*\*[^*\n]+\*\*[ \t]*$)")
_HASHES = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|_{4,})[ \t]*[（(]?\d{1,4}[）)]?$")
_MARKDOWN = ("text/plain", "text/markdown")


class Row(NamedTuple):
    """One printed line, squeezed. `ended` is the mark of a paragraph's end; `gap` tells of an empty line before it."""

    text: str
    page: int
    starts_page: bool
    heading: bool
    ended: bool
    gap: bool
    table: Table | None = None
    align: Literal["center", "right"] | None = None


def paragraphs(document: Document) -> list[Draft]:
    """The paragraphs of a document whose lines have no coordinates."""
    marked = not document.reflowed and _is_marked([line.text for page in document.pages for line in page.lines])
    rows = _rows(document, marked)
    if marked:
        return list(_joined(rows, [row.ended for row in rows]))
    if document.reflowed:
        cut = document.media_type in _MARKDOWN
        return list(_joined(rows, _reflowed_ends(rows) if cut else _styled_ends(rows)))
    return list(_joined(rows, _wrapped_ends(rows)))


def _is_marked(lines: Sequence[str]) -> bool:
    """True where short lines end in a blank and full lines do not."""
    full_width = sorted(map(len, lines))[int(len(lines) * 0.95)] if lines else 0
    short = [line for line in lines if line.strip() and len(line) < 0.8 * full_width]
    full = [line for line in lines if len(line) >= 0.92 * full_width]
    if len(short) < 8 or len(full) < 8:
        return False
    return sum(line[-1] == " " for line in short) > 0.8 * len(short) and sum(line[-1] == " " for line in full) < 0.4 * len(full)


def _without_markup(text: str) -> str:
    """`text` without Markdown's signs, line by line; untouched where it has none of them."""
    if any(sign in text for sign in _SIGNS):
        text = _MARKUP.sub("", text)
    return _HASHES.sub("", text) if "#" in text else text


def _rows(document: Document, marked: bool) -> list[Row]:
    """The lines of all pages without furniture; page numbers from printed marks where there are such."""
    raw = [line.text for page in document.pages for line in page.lines]
    aligns = [line.align for page in document.pages for line in page.lines]
    plain = squeeze(_without_markup("\n".join(raw))).split("\n")
    texts = [line.strip() for line in plain]
    marks, heads = page_marks(texts), running_heads(texts)
    on_top = bool(marks) and next(i for i, text in enumerate(texts) if text) in marks
    rows: list[Row] = []
    index, gap, printed = 0, False, NO_PAGE
    for page in document.pages:
        tables = {at: [t for t in page.tables if t.at == at] for at in {t.at for t in page.tables}}
        turn = bool(rows)
        for number in range(len(page.lines) + 1):
            for ruled in tables.get(number, ()):
                rows.append(Row("", printed or page.number, turn, False, True, gap, ruled))
                turn = gap = False
            if number == len(page.lines):
                break
            text, line = texts[index], raw[index]
            mark = marks.get(index)
            index += 1
            if mark is not None:
                printed, turn = (mark if on_top else mark + 1), True
            elif not text or is_rule(text):
                gap = True
            elif text not in heads or line.lstrip()[0] == "#":
                if marked and line[0] == " " and line[1:2] != " " and rows and not turn:
                    printed, turn = printed + bool(printed), True
                heading = line.lstrip()[0] in "#*" and bool(_HEAD.match(line))
                align = aligns[index - 1]
                rows.append(
                    Row(text, printed or page.number, turn and bool(rows), heading, line[-1] == " ", gap, align=align)
                )
                turn = gap = False
    return rows


def _joined(rows: Sequence[Row], ends: Sequence[bool]) -> Iterator[Draft]:
    """One paragraph for every run of rows up to an end."""
    text, page = "", 0
    kind: ParagraphKind = "text"
    breaks: list[tuple[int, int]] = []
    for row, end in zip(rows, ends, strict=True):
        if row.table is not None:
            if text:
                yield Draft(text, page, _kind(kind, text), tuple(breaks))
                text, breaks = "", []
            yield table(row.table.rows, row.page)
            continue
        if text:
            text += glue(text, row.text)
            if row.starts_page:
                breaks.append((len(text), row.page))
            text += row.text
        else:
            text, page, kind, breaks = row.text, row.page, _row_kind(row), []
        if end:
            yield Draft(text, page, _kind(kind, text), tuple(breaks))
            text = ""
    if text:
        yield Draft(text, page, _kind(kind, text), tuple(breaks))


def _row_kind(row: Row) -> ParagraphKind:
    if row.heading:
        return "heading"
    return "right" if row.align == "right" else "centered" if row.align else "text"


def _kind(kind: ParagraphKind, text: str) -> ParagraphKind:
    return "contents" if text[-1] in "0123456789)）" and _LEADER.search(text) else kind


def _styled_ends(rows: Sequence[Row]) -> list[bool]:
    """In Word and HTML every row ends a paragraph but those that a page break cut and the centred lines of one title."""
    ends = [not (after.starts_page and _cut(row, after)) for row, after in pairwise(rows)] + [True] * bool(rows)
    start = 0
    for index, row in enumerate(rows):
        if row.align != "center" or not _in_title(row) or LABEL.match(row.text) or row.text in ("目录", "目次"):
            start = index + 1
        elif _TITLE.search(row.text):
            ends[start:index] = [False] * (index - start)
    return ends


def _reflowed_ends(rows: Sequence[Row]) -> list[bool]:
    """Every row ends a paragraph but those that a page break cut, and those of one title or contents entry."""
    ends = [not _cut(row, after) for row, after in pairwise(rows)] + [True] * bool(rows)
    _join_titles(rows, ends)
    _join_contents(rows, ends)
    return ends


def _cut(row: Row, after: Row) -> bool:
    """True where `after` goes on with the sentence that `row` breaks off."""
    if not _flows(row, after):
        return False
    if _OPEN.search(row.text) or _unclosed(row.text) or _GOES_ON.match(after.text):
        return True
    if row.heading or after.heading or (not after.gap and len(row.text) < 30):
        return False
    if LABEL.match(row.text) and len(row.text) < 26 and not re.search("[，。；,;]", row.text):
        return False
    return len(row.text) >= 12 and bool(re.search("[，。；、,;的]", row.text)) and not _TITLE.search(row.text)


def _flows(row: Row, after: Row) -> bool:
    """False where a new paragraph surely begins."""
    return not (
        row.table
        or after.table
        or _ENDED.search(row.text)
        or LABEL.match(after.text)
        or _APART.match(after.text)
        or _LEADER.search(row.text)
        or _DATE.fullmatch(row.text[-12:].lstrip("0123456789"))
    )


def _unclosed(text: str) -> bool:
    return text.count("《") > text.count("》") or text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _join_titles(rows: Sequence[Row], ends: list[bool]) -> None:
    """Title lines under one another (no empty line between, no sentence in them, the last a title's end) are one."""
    start = 0
    for index, row in enumerate(rows):
        if index and (row.gap or not _in_title(rows[index - 1]) or LABEL.match(row.text)):
            start = index
        if index > start and _TITLE.search(row.text) and not _unclosed("".join(r.text for r in rows[start : index + 1])):
            if not LABEL.match(rows[start].text) and index - start < 8:
                ends[start:index] = [False] * (index - start)
            start = index + 1


def _join_contents(rows: Sequence[Row], ends: list[bool]) -> None:
    """The lines of a contents entry are one: from the entry before, a heading or an ended sentence to its page number."""
    for index, row in enumerate(rows):
        if row.text and row.text[-1] in "0123456789)）" and _LEADER.search(row.text):
            start = index
            while start and index - start < 10 and _in_entry(rows[start - 1]):
                start -= 1
            ends[start:index] = [False] * (index - start)


def _in_entry(row: Row) -> bool:
    return not (row.table or row.heading or _LEADER.search(row.text) or _ENDED.search(row.text) or len(row.text) > 80)


def _in_title(row: Row) -> bool:
    """True where a title may go on after this line."""
    text = row.text
    return not (row.table or len(text) > 60 or _ENDED.search(text) or _APART.match(text) or _DATE.search(text) or _LEADER.search(text))


def _wrapped_ends(rows: Sequence[Row]) -> list[bool]:
    """A row ends its paragraph where a new one surely begins, or where it is short and its sentence is ended."""
    widths = sorted(len(row.text) for row in rows)
    full = 0.93 * widths[int(len(widths) * 0.9)] if widths else 0
    ends: list[bool] = []
    depth = 0
    first = _CHINESE.match(rows[0].text) if rows else None
    last = _order(first[0]) if first else 0
    for row, after in pairwise(rows):
        depth = max(0, depth + sum(map(row.text.count, "（(《")) - sum(map(row.text.count, "）)》")))
        chinese = _CHINESE.match(after.text)
        due = not chinese or len(row.text) < full or bool(_ENDED.search(row.text)) or _order(chinese[0]) == last + 1
        end = _ends_wrapped(row, after, full, depth > 0) if due else False
        last = _order(chinese[0]) if chinese and end else last
        depth = 0 if end else depth
        ends.append(end)
    return ends + [True] * bool(rows)


def _order(label: str) -> int:
    return int(chinese_number(label[:-1]) or 0)


def _ends_wrapped(row: Row, after: Row, full: float, enclosed: bool) -> bool:
    """`full` is the width from which a line counts as full; `enclosed` is true inside brackets."""
    if row.table or after.table or _LEADER.search(row.text):
        return True
    if enclosed and not _NUMBER.match(after.text):
        return False
    if _BARE.fullmatch(row.text):
        return False
    if LABEL.match(after.text) or _APART.match(after.text) or _ALONE.fullmatch(row.text):
        return True
    if _ENDED.search(row.text):
        return len(row.text) < full
    title = len(row.text) < full and _TITLE.search(row.text) and not re.search("[，。；,;]", row.text)
    return bool(title) or _is_heading(row, full)


def _is_heading(row: Row, full: float) -> bool:
    """A short line with a number and no stop in it: 二、加快推进政务服务线上办理."""
    short = len(row.text) < 0.7 * full
    return row.heading or (short and bool(LABEL.match(row.text)) and not re.search("[，。；,;]", row.text))
