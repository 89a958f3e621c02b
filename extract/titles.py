"""Titles: whether a thing in 《》 is a document, what genre it is, and which lines of a head are the title.

A notice that sends out a policy has a title of its own（关于印发《…》的通知）; the policy's title is what stands in
its 《》.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extract.fold import fold
from extract.reading import composed
from schemas.tables import rows, values
from schemas.tables.documents import Genre
from schemas.text import Paragraph

_TAIL = re.compile(
    r"(?:[(（〔][^()（）〔〕]{1,40}[)）〕](?:年?版)?|[”》\s]|\d{4}年?版"
    r"|(?<=[则引释告])第[\d一二三四五六七八九十]+号.{0,40})+$"
)
_COUNT = re.compile(r"(?:[一二三四五六七八九十百]+|\d+)条$")
"""How many provisions there are, behind the genre（优惠政策三十条）."""
_TRIAL = re.compile(
    r"[(（][^()（）]{0,8}(?:试行|暂行)[^()（）]{0,4}[)）]|(?:暂行|试行)(?:管理|若干|实施|工作)?(?:办法"
    r"|规定|条例|细则|规则|措施|标准|方案|意见)$"
)
_SENDS = composed("citation", r"{sending}(?!活动|机制|管理|工作)")
_NOTICE = composed("citation", r"{notices}(?:[(（][^()（）]{1,10}[)）])?$")
_SENT = composed("citation", r"{sending}(?:[《〈]?)(.{4,}?)(?:[》〉]?)的?{notices}(?:[(（][^()（）]{1,10}[)）])?$")
_QUOTE_LAST = composed("citation", r"》(?:[(（][^()（）]{1,20}[)）])?的?{notices}?(?:[(（][^()（）]{1,10}[)）])?$")
_SENT_BARE = composed("citation", r"[\u4e00-\u9fff]{3,40}{sending}《[^《》]{4,}》$")
_NAME = r"《([^《》\n]{4,120}(?:《[^《》\n]*》[^《》\n]*)?)》"
_QUOTED = re.compile(_NAME + r"(?=[^。]{0,80}?(?:印发|发布|公布|实施))|(?:将|印发|公布|发布)" + _NAME)
_OUTER = re.compile(r"[《》]")
_SPACES = re.compile(r"\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+")


@cache
def _genres() -> tuple[Genre, ...]:
    return tuple(sorted(rows("genres", "genre", Genre), key=lambda row: (-len(row.word), row.word)))


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return values("genres", "documents"), values("genres", "papers")


def bare(title: str) -> str:
    """`title` without quotation marks, 《》 around it and （试行） or （2021年版） at its end."""
    title = title.strip().strip("《》")
    while (tail := _TAIL.search(title)) and tail.start() > 0:
        title = title[: tail.start()]
    return title


def genre(title: str) -> str:
    """The genre that the last word of `title` names (措施, 办法, 通知 …); '' where it names none."""
    stem = bare(title)
    stems = (stem, _COUNT.sub("", stem))
    return next((row.kind or row.word for row in _genres() if any(s.endswith(row.word) for s in stems)), "")


def is_trial(title: str) -> bool:
    """Whether `title` says that the document is on trial（试行）,（暂行） or a 暂行办法."""
    return bool(_TRIAL.search(title) or _TRIAL.search(bare(title)))


def is_document(title: str) -> bool:
    """Whether a thing called `title` is a law, policy or plan rather than a form, a certificate or a work."""
    stem = bare(title)
    documents, papers = _endings()
    if not stem.endswith(documents):
        # 《智慧商圈评价指标（试行）》: only documents are on trial
        return title.strip("》").endswith(("（试行）", "（暂行）", "(试行)", "(暂行)")) and not stem.endswith(papers)
    best = max((len(word) for word in documents if stem.endswith(word)), default=0)
    return (
        best > max((len(word) for word in papers if stem.endswith(word)), default=0) and stem[:-best] not in _generic()
    )


@cache
def _generic() -> frozenset[str]:
    return frozenset(values("citation", "generic")) - {"宪"}


def clean(title: str) -> str:
    """`title` as gold writes it: no line breaks or stray blanks, full-width brackets beside Chinese."""
    title = _SPACES.sub("", title.strip())
    if not title.isascii():
        title = title.replace("(", "（").replace(")", "）")
    return title


def outer_titles(text: str) -> list[str]:
    """What stands in the outermost 《》 of `text`."""
    found, depth, start = [], 0, 0
    for mark in _OUTER.finditer(text):
        if mark[0] == "《":
            start = start if depth else mark.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(text[start : mark.start()])
    return found


class Titles(NamedTuple):
    """The policy's title and its notice's, with the rule that found them."""

    title: str
    notice_title: str | None
    rule: str
    doubt: str = ""


_NAMED = re.compile(r"^(?:全文|文件)?(?:标题|名称)[:：]\s*")
_STOP = re.compile(
    r"[。；;：:!?！？]$|文件$|^[(（〔].{0,40}[)）〕]$|^(?:抄送|附件|附[:：]|目录|特此|索引号|文号|签发人"
    r"|来源|发布|时间|作者|字号|浏览|打印|首页|主题分类|信息|您|当前|邮箱|https?:|URL|注意)"
    r"|^第[一二三四五六七八九十百]+[编章节条]"
    r"|^[^。]{0,40}(?:〔|\[)\d{4}(?:〕|\])[^。]{0,4}\d+号$|^第[\d一二三四五六七八九十百]+号$"
    r"|\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?|[二一][〇○零]..年.{1,3}月"
)


def is_notice(title: str) -> bool:
    """Whether `title` is that of a notice that sends another document out."""
    return bool(_SENDS.search(title) and (_NOTICE.search(title) or _SENT_BARE.search(title)))


def sent_titles(notice: str) -> list[str]:
    """The titles of what a notice sends out: those in 《》, else the words between 印发 and 的通知."""
    sends = _SENDS.search(notice)
    if not sends:
        return []
    if _QUOTE_LAST.search(notice) and (quoted := outer_titles(notice[sends.end() :])):
        return [clean(title) for title in quoted]
    words = _SENT.search(notice)
    return [clean(words[1].strip("《》〈〉"))] if words else []


def blocks(head: Sequence[Paragraph], starts: re.Pattern[str]) -> list[str]:
    """Runs of head lines that may be one title each, joined. `starts` matches where a body's name begins."""
    runs: list[list[str]] = [[]]
    for paragraph in head:
        line = paragraph.text
        if paragraph.kind in ("contents", "table", "footnote") or len(line) > 120 or _STOP.search(fold(line)):
            runs.append([])
        else:
            runs[-1].append(_NAMED.sub("", line))
    return [title for run in runs for title in _titles_of(run, starts)]


LONGEST = 400
"""Characters of a title; no lines are joined beyond."""


def _titles_of(run: list[str], starts: re.Pattern[str]) -> list[str]:
    """Lines of one run → titles: a title ends with a genre and goes up to a line that is whole by itself."""
    titles: list[str] = []
    text = ""
    for line in run:
        whole = text and _balanced(text) and (_ends(text, line) or _begins(line, text, starts))
        if whole or len(text) > LONGEST:
            titles.append(text)
            text = ""
        text += line
    return [*titles, text] if text else titles


def _ends(text: str, after: str) -> bool:
    """Whether the title `text` is whole and `after` does not go on with it."""
    unsent = bool(_SENDS.search(text)) and not _NOTICE.search(text)
    return bool(genre(text)) and not unsent and not after.startswith(("的", "（", "("))


def _begins(line: str, before: str, starts: re.Pattern[str]) -> bool:
    """Whether `line` begins a title anew: it names a body, and what stands before is neither a body nor cut off."""
    if not starts.match(line) or re.search(r"[办局委厅部署会府院室行司]$|印发$|转发$|发布$|关于$", before):
        return False
    whole = bool(genre(line)) and not starts.match(before)
    return "关于" in line or (whole and "关于" not in before and not _SENDS.search(before))


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》") and text.count("（") + text.count("(") == text.count("）") + text.count(
        ")"
    )


def find_titles(candidates: Sequence[str], body: Sequence[str], given: str, ours: str) -> Titles | None:
    """The titles among `candidates` (blocks of the head, in order).

    `body`: lines that may be the policy's own title below the notice; `given`: one known from elsewhere or '';
    `ours`: folded text of the policy, in which 本办法 proves that an annexed 办法 is there. None where no candidate
    has a genre and none is given.
    """
    notice = next((title for title in (given, *candidates) if is_notice(title)), None)
    if notice:
        return _sent(clean(notice), candidates, body, ours)
    if given:
        return Titles(clean(given), None, "given")
    named = [title for title in candidates if genre(title) and (len(title) > 5 or len(candidates) == 1)]
    return Titles(clean(named[-1]), None, "title_line") if named else None


def _sent(notice: str, candidates: Sequence[str], body: Sequence[str], ours: str) -> Titles:
    """Notice and what it sends out, shown by a title line, by 《》 in its notice, by 本办法."""
    sent = sent_titles(notice)
    if len(sent) == 1:
        wanted, kind = _key(sent[0]), genre(sent[0])
        alike = [line for line in (*candidates, *body) if abs(len(line) - len(sent[0])) < 24 and line[0] != "《"]
        lines = {_key(line): clean(line) for line in reversed(alike)}
        quoted = [clean(first or second) for first, second in _QUOTED.findall(ours[:4000])]
        whole = next((title for title in quoted if _key(title).endswith(wanted)), None)
        if whole and (_key(whole) in lines or _key(whole) == wanted or f"\n{fold(whole)}为" in ours):
            return Titles(lines.get(_key(whole), whole), notice, "quoted_in_notice")
        if kind and (named := next((title for title in quoted if _key(title) in lines and genre(title) == kind), None)):
            return Titles(lines[_key(named)], notice, "quoted_and_below")
        if wanted in lines and wanted != _key(notice):
            return Titles(lines[wanted], notice, "title_below_notice")
        if _SENT_BARE.search(notice):
            return Titles(sent[0], notice, "news_of_sending")
        if kind and f"本{kind}" in ours and "和" not in sent[0][-8:]:
            return Titles(sent[0], notice, "named_below_notice")
    doubt = "the notice sends out several documents" if len(sent) > 1 else ""
    return Titles(notice, None, "notice_itself", doubt)


def _key(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"()（）的]", "", fold(title)).removeprefix("关于")
