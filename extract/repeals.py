"""Which documents a text puts out of force: 《A》、《B》同时废止, 现决定废止《A》, 下列文件同时废止：….

A document named only as the instrument of a change（《关于修改A的决定》修正的《A》）, as an exception or as a basis is
not repealed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from extract import doc_numbers
from extract.dates import WRITTEN, written
from extract.mentions import Mention, Region, sentence_start
from extract.reading import composed
from extract.spans import holding
from extract.titles import is_document
from schemas.tables import values

_NOT_DONE = composed("citation", r"(?:{not_done}|(?<![一二三四五六七八九十\d])、)$")
_ENDS_CLAUSE = re.compile(r"[。;,)\n、]|$|[:]|之?日|(?=\()|,")
_NAMES_ON = re.compile(r"(?:了|掉)?(?:[^。;,《》]{0,60}?(?:的|原))?《")
_LIST_FOLLOWS = re.compile(r"[:](?:\s|$|[一二三四五六七八九十\d(《])|[^。;《》]{0,20}[:]$")
_CUT = composed("citation", r"(?:{ends_before}|\d年|[一二三四五六七八九十]年)[,;]")
_ADVERBS = composed("citation", r"(?:{repeal_adverbs}|[\u4e00-\u9fff]{0,4}日|,)*$")
_INSTRUMENT = re.compile(
    r"(?:的?规定|的?决定)?(?:第?[一二三四五六七八九十\d]+次)?(?:予以)?(?:修正|修订|修改|补充|批准|通过)"
)
_LEANS = composed("citation", r"{leans_on}$")
_JOINED = re.compile(r"[、和及与以]*")
_WEAK = ("失效", "作废")
_PART = re.compile(
    r"(?:的|中|里)*(?:[“”]?第[一二三四五六七八九十百零\d]+[编章节条款项]|关于|有关|涉及|部分|附[件表录]"
    r"|所附|相关|中(?:的|关于|有关|第|与|涉及)|中[^、,;]{2,40}(?:规定|条款|内容|部分))"
)
_PROVISION = re.compile(
    r"第[一二三四五六七八九十百零\d]+条(?:第?[一二三四五六七八九十\d]+款)?(?:第?\(?[一二三四五六七八九十\d]+\)?"
    r"项)?|第[一二三四五六七八九十百零\d]+[编章节]|附件?[一二三四五六七八九十\d]+"
)
_ON = re.compile(rf"自(?P<date>{WRITTEN})起[^,。;《》]{{0,8}}$")
_PREVAILS = re.compile(
    r"(?:不一致|不相符|不符|抵触|冲突|不同)(?:的|之处)?[,，]?(?:一律|均)?(?:以|按"
    r"|按照)本[\u4e00-\u9fff]{1,8}(?:为准|执行|的?规定)"
)


class Repeal(NamedTuple):
    """A document put out of force: in full, or only the provisions named; `on` where the text names a day."""

    mention: Mention
    scope: Literal["full", "partial"]
    provisions: tuple[str, ...]
    on: date | None
    start: int
    end: int
    rule: str


@cache
def _words() -> tuple[str, ...]:
    return values("citation", "repeal")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile("|".join(_words()))


def repeals(folded: str, regions: Sequence[Region], mentions: Sequence[Mention]) -> list[Repeal]:
    """Every repeal that `regions` pronounce, in reading order, each document once."""
    named = [mention for mention in mentions if mention.number or is_document(mention.title)]
    at = [mention.start for mention in named]
    spans = [(region.start, region.end) for region in regions]
    found: dict[tuple[str, str | None], Repeal] = {}
    ending = holding(folded, spans, *_words())
    for index in sorted({*ending, *holding(folded, spans, "为准", "抵触")}):
        region = regions[index]
        here = named[bisect_left(at, region.start) : bisect_left(at, region.end)]
        rule = (
            _in_region(folded, region, here, regions[index + 1 :], named)
            if index in ending
            else _prevailing(folded, region, here)
        )
        for repeal in rule:
            found.setdefault((repeal.mention.title, repeal.mention.number), repeal)
    return list(found.values())


def _in_region(
    folded: str, region: Region, here: Sequence[Mention], below: Sequence[Region], everywhere: Sequence[Mention]
) -> Iterator[Repeal]:
    last = region.start
    starts = [mention.start for mention in here]
    for word in _predicate().finditer(folded, region.start, region.end):
        at, end = word.span()
        before = bisect_left(starts, at)
        in_title = before > 0 and at < here[before - 1].after
        if in_title or _NOT_DONE.search(folded, max(region.start, at - 8), at):
            continue
        if _LIST_FOLLOWS.match(folded, end, region.end) and not folded.startswith("》", end):
            yield from _listed(folded, (at, end), region, here, below, everywhere)
        elif _NAMES_ON.match(folded, end, region.end):
            stop = min(
                [i for i in (folded.find("。", end, region.end), folded.find(";", end, region.end)) if i >= 0]
                or [region.end]
            )
            ahead = here[bisect_left(starts, end) : bisect_left(starts, stop)]
            yield from (_repeal(folded, m, (m.after, stop), (at, stop), "repeals_ahead") for m in ahead)
        elif _ENDS_CLAUSE.match(folded, end, region.end):
            floor = max(last, sentence_start(folded, at, last))
            yield from _behind(folded, floor, at, end, region, here[bisect_left(starts, floor) : before])
            last = end


def _behind(folded: str, floor: int, at: int, end: int, region: Region, named: Sequence[Mention]) -> Iterator[Repeal]:
    """The documents listed before the verb, from where its clause begins; `named` stand between it and the verb."""
    for cut in _CUT.finditer(folded, floor, at):
        if any(m.start < cut.start() < m.end for m in named):
            continue
        behind = [m for m in named if m.start >= cut.end()]
        listed = cut[0][-1] == ";" and any(m.end >= cut.end() - 1 for m in named if m.start < cut.start())
        if behind and not listed:
            floor, named = cut.end(), behind
        elif not behind and not _ADVERBS.match(folded, cut.end(), at):
            return
    if named and folded.startswith(_WEAK, at) and not _ADVERBS.match(folded, named[-1].end, at):
        return
    day = _ON.search(folded, floor, at)
    on = written(day["date"]) if day else None
    tool = False
    for index, mention in enumerate(named):
        follows = index + 1 < len(named)
        joined = index > 0 and _JOINED.fullmatch(folded, named[index - 1].end, mention.start) is not None
        tool = (tool and joined) or _leans(folded, mention)
        if not (tool or (follows and _INSTRUMENT.match(folded, mention.end))):
            reach = named[index + 1].start if follows else at
            yield _repeal(folded, mention, (mention.end, reach), (floor, end), "repealed_before", on)
    if not named:
        yield from _by_number(folded, floor, at, end, region)


def _leans(folded: str, mention: Mention) -> bool:
    """Whether a document is named as a basis or as an exception（根据《A》, 除《A》外）."""
    return bool(_LEANS.search(folded, max(0, mention.start - 6), mention.start))


def _repeal(
    folded: str, mention: Mention, reach: tuple[int, int], clause: tuple[int, int], rule: str, on: date | None = None
) -> Repeal:
    words = folded[reach[0] : reach[1]]
    partial = _PART.match(words)
    provisions = tuple(_PROVISION.findall(words)) if partial else ()
    return Repeal(mention, "partial" if partial else "full", provisions, on, clause[0], clause[1], rule)


def _by_number(folded: str, floor: int, at: int, end: int, region: Region) -> Iterator[Repeal]:
    """Documents named by their number alone: 京科发〔2010〕5号文件同时废止."""
    for number in doc_numbers.numbers(folded, floor, at):
        if number.start == region.start:
            continue
        named = Mention(number.start, number.end, number.end, "", number.text, region)
        yield Repeal(named, "full", (), None, floor, end, "repealed_number")


def _listed(
    folded: str,
    verb: tuple[int, int],
    region: Region,
    here: Sequence[Mention],
    below: Sequence[Region],
    everywhere: Sequence[Mention],
) -> Iterator[Repeal]:
    """The documents of a list that follows: on the same lines and in the items below, as long as each names one."""
    yield from (
        _repeal(folded, m, (m.end, m.end + 12), (verb[0], m.end), "repeals_listed") for m in here if m.start >= verb[1]
    )
    for item in below:
        named = [m for m in everywhere if item.start <= m.start < item.end]
        if not named or not item.path.startswith(region.path):
            return
        yield _repeal(folded, named[-1], (named[-1].end, item.end), (item.start, item.end), "repeals_listed")


def _prevailing(folded: str, region: Region, here: Sequence[Mention]) -> Iterator[Repeal]:
    """《A》与本办法不一致的，以本办法为准: A falls as far as it differs, where it is named."""
    for found in _PREVAILS.finditer(folded, region.start, region.end):
        floor = max(folded.rfind("。", region.start, found.start()), folded.rfind(";", region.start, found.start())) + 1
        for mention in here:
            if max(floor, region.start) <= mention.start < found.start() and re.match(
                r"[^,。;]{0,12}与本", folded[mention.end : found.start() + 2]
            ):
                yield Repeal(mention, "partial", (), None, mention.start, found.end(), "prevails")
