"""Short names that a document declares（以下简称…）, and the terms that it explains（…是指…）.

The record's `definitions` hold the short names only: a term has no full name that it is short for. Terms are found by
`terms`.
"""

from __future__ import annotations

import re
from functools import cache

from extract.spans import LABEL, Span, holding, unit_spans
from schemas.records import Definition
from schemas.tables import values
from schemas.text import Outline

_DECLARED = re.compile(r"[(〔](?:[^()]{0,60}?[,，])?(?:(?:以下|下)(?:简称|称)|简称)(?:为)?[:“]?")
_SHORT_END = re.compile(r"[)〕]|[,;](?=[^”]*[)〕])")
_AND = re.compile(r"、(?![^()]*\))")
"""Between names, not within the brackets of one（县（市、区））."""
_OURS = re.compile("我[省市区县州国](?!境)的?")
_COUNTED = re.compile("[“]?[两二三四五六七八九十]")
_TERM = re.compile(
    (
        r"(?:^|(?<=[。;\n]))(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.．])?\s?(?:本[\u4e00-\u9fff]{2,6}所?[称指]的?)"
        r"?(?P<short>[^,。;\n]{2,40}?)[,:]?(?:,)?(?:是指|系指|指的是)(?P<full>[^。\n]{4,400})"
    ),
    re.M,
)


_YEAR = re.compile(r"\d{4}年度")


@cache
def _led() -> re.Pattern[str]:
    """A verb, with its adverbs, where a clause begins."""
    return re.compile(f"(?:{_any('adverbs')})*(?:{_any('leading', 'before_name')})(?:和|并|了)?")


@cache
def _pressed() -> re.Pattern[str]:
    """A verb that an adverb shows to be one."""
    return re.compile(f"(?:{_any('adverbs')})+(?:{_any('leading')})")


def _any(*keys: str) -> str:
    words = {word for key in keys for word in values("citation", key)}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _before(key: str) -> re.Pattern[str]:
    return re.compile(_any(key))


def definitions(outline: Outline) -> list[Definition]:
    """Every declared short name with what it is short for, in reading order."""
    found: list[Definition] = []
    spans, paths = _texts(outline)
    for index in holding(outline.folded, spans, "简称", "下称"):
        start, end = spans[index]
        at = outline.folded.find("称", start, end)
        while at >= 0:
            begin = max(outline.folded.rfind("(", start, at), outline.folded.rfind("〔以下", start, at), start)
            declared = _DECLARED.match(outline.folded, begin, end) if at - begin < 80 else None
            if declared and declared.end() > at and (one := _declared(outline, paths[index], start, declared, end)):
                found.append(one)
            at = outline.folded.find("称", max(at + 1, declared.end() if declared else 0), end)
    return found


def _texts(outline: Outline) -> tuple[list[Span], list[str]]:
    """Head and provisions in order of the text, with their paths."""
    spans, paths = unit_spans(outline)
    pairs = sorted(
        [
            *((p.start, p.end, "") for p in outline.head),
            *((*span, path) for span, path in zip(spans, paths, strict=True)),
        ]
    )
    return [(start, end) for start, end, _ in pairs], [path for _, _, path in pairs]


def _declared(outline: Outline, path: str, floor: int, declared: re.Match[str], end: int) -> Definition | None:
    closing = _short_end(outline.folded, declared.end(), min(end, declared.end() + 60))
    if closing is None:
        return None
    quoted = outline.folded[declared.end() - 1] == "“"
    short = outline.text[declared.end() - quoted : closing].strip().rstrip("。")
    short = _unquoted(short)
    begin = _full_start(outline.folded, floor, declared.start(), short)
    full = outline.text[begin : declared.start()].strip().removesuffix("”").removeprefix("但")
    titled = re.fullmatch(r"《(.*)》", full)
    full = titled[1] if titled and "》" not in titled[1] else full
    if not 2 <= len(short) <= 40 or len(full) < 2:
        return None
    return Definition(
        short=short, full=full, path=path, rule="declared", page=outline.page_at(begin), start=begin, end=closing + 1
    )


def _short_end(folded: str, start: int, end: int) -> int | None:
    """Where the short name ends that begins at `start`: at the bracket that closes it, past its own."""
    while stop := _SHORT_END.search(folded, start, end):
        opened = folded.find("(", start, stop.start())
        if opened < 0 or stop[0] != ")":
            return stop.start()
        start = stop.end()
    return None


def _unquoted(short: str) -> str:
    """`short` without quotation marks around the whole of it."""
    inner = re.fullmatch(r"[“\"”「](.*)[”\"“」]", short)
    return inner[1] if inner and not re.search(r"[“”\"]", inner[1]) else short


def _full_start(folded: str, floor: int, end: int, short: str) -> int:
    """Where the full name begins that stands before the bracket at `end`.

    It begins at a title's 《 or a quotation mark, else behind the last mark, preposition or verb that leaves room for
    the letters of the short name.
    """
    if folded[end - 1] == "》":
        return _title_start(folded, floor, end, _COUNTED.match(short) is not None)
    if folded[end - 1] == "”" and (quote := folded.rfind("“", floor, end)) >= 0:
        return quote + 1
    start = _from_list(folded, _clause_start(folded, floor, end), end, short)
    for found in _before("name_begins").finditer(folded, start, end - 2):
        start = found.end()
    first = _first_letter(folded[start:end], short)
    room = min(end - len(short) - 2, end - 4) if first is None else start + first
    relative = "的" in folded[start:end]
    cuts = [m.end() for m in _before("before_name").finditer(folded, start, end) if m.end() <= room]
    if relative:
        last = folded.rfind("的", start, end)
        cuts = [at for at in cuts if at <= start + 4 or folded[at - 1] in "当与" or at > last + 1]
        cuts += (
            [start + first] if first and folded[start + first - 1] == "的" and end - start - first > len(short) else []
        )
    else:
        cuts += [m.end() for m in _before("verbs_before_name").finditer(folded, start, end) if m.end() <= room]
        cuts += [m.end() for m in _pressed().finditer(folded, start, end) if m.end() <= room]
    start = max(cuts, default=start)
    while (lead := _led().match(folded, start, end)) and lead.end() <= room:
        start = lead.end()
    start += folded[start] in "的了和与及并、"
    if (ours := _OURS.match(folded, start, room)) and short[0] != "我":
        start = ours.end()
    year = _YEAR.match(folded, start, end)
    return year.end() if year and not re.search(r"\d", short) else start


def _from_list(folded: str, start: int, end: int, short: str) -> int:
    """Where the names begin that a short name stands for in a list: as many as it has parts, or all of them.

    All where 等 closes the list, or the last one lacks the short name's letters（公民、法人或其他组织）.
    """
    names, parts = _AND.split(folded[start:end]), len(short.split("、"))
    if len(names) <= parts or _COUNTED.match(short):
        return start
    closed = re.search(r"[或和及]|等|的", names[-1])
    if parts == 1 and closed and (closed[0] == "等" or _first_letter(names[-1], short) is None):
        return start
    return start + sum(len(name) + 1 for name in names[: len(names) - parts])


def _clause_start(folded: str, floor: int, end: int) -> int:
    """Behind the last mark before `end`, and behind a label; short brackets belong to a name（中国（大连）…试验区）."""
    start = floor
    for at in range(end - 1, floor - 1, -1):
        char = folded[at]
        if char == ")":
            opened = folded.rfind("(", floor, at)
            if at - opened > 8 or "称" in folded[opened:at] or opened - 1 < floor or folded[opened - 1] in "。;\n":
                start = at + 1
                break
        elif char in ",。;:\n!?》〕":
            start = at + 1
            break
    label = LABEL.match(folded, start, end)
    return label.end() if label else start


def _title_start(folded: str, floor: int, end: int, several: bool) -> int:
    """The 《 of the title that ends at `end`; the first of a row where the short name counts them（两个细则）."""
    depth = 0
    for at in range(end - 1, floor - 1, -1):
        depth += (folded[at] == "》") - (folded[at] == "《")
        if (
            depth == 0
            and not (several and re.search(r"》[、和及与]?$", folded[max(floor, at - 2) : at]))
            and folded[at] == "《"
        ):
            return at
    return floor


def _first_letter(name: str, short: str) -> int | None:
    """Where the letters of `short` begin in `name`, matched from the end; None where they are not all there."""
    at = len(name)
    for char in reversed(re.sub(r"[“”\"、与和及]", "", short)):
        at = name.rfind(char, 0, at)
        if at < 0:
            return None
    return at


def terms(outline: Outline) -> list[Definition]:
    """Terms that the document explains: 创投基金：是指…, 本办法所称…，是指…."""
    found: list[Definition] = []
    spans, paths = _texts(outline)
    for index in holding(outline.folded, spans, "指"):
        path, (start, end) = paths[index], spans[index]
        for term in _TERM.finditer(outline.folded, start, end):
            short = outline.text[slice(*term.span("short"))].strip(' :：,，“”"')
            full = outline.text[slice(*term.span("full"))].strip()
            found.append(
                Definition(
                    short=short,
                    full=full,
                    path=path,
                    kind="term",
                    rule="explained",
                    page=outline.page_at(term.start()),
                    start=term.start(),
                    end=term.end(),
                )
            )
    return found
