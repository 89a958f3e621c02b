"""Furniture of pages with coordinates: page numbers, running heads, browser print lines, told by place and repetition.

A page number stands at the top or bottom edge of its page, alone; the page numbers of a document rise with its pages. A
running head stands at one place on several pages and says the same but for digits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.layout.draft import squeeze
from schemas.tables import values
from schemas.text import Line, Page

EDGE = 0.13
"""Share of the page's height, at top and bottom, in which furniture stands."""
_DEEP = 3
"""Lines from the edge of the text that may be furniture."""

_NUMBER = re.compile(
    r"[-—–－―─·~ 一]*(\d{1,4})[-—–－―─·~ 一]*|第 ?(\d{1,4}) ?页(?:[ ,，/]*共 ?\d{1,4} ?页)?"
    r"|(\d{1,4}) ?/ ?\d{1,4}|Page (\d{1,4})(?: of \d{1,4})?",
    re.I,
)
_ROMAN = re.compile(r"[-— ]*[IVXivxⅠ-ⅻ]{1,6}[-— ]*")
_DIGITS = re.compile(r"\d+")
_PRINTED_PAGE = re.compile(
    r"https?://\S+|file:///\S+|.*\d{1,4}/\d{1,4}$|\d{4}[/-]\d{1,2}[/-]\d{1,2}[, ]+(?:上午|下午)?\d{1,2}:\d{2}.*"
)


def printed_numbers(pages: Sequence[Page]) -> dict[int, int]:
    """Physical page number → printed page number, for every page that can be known to have one.

    Numbers count only where most of them keep one distance from the place in the file; a page after the first numbered
    one gets its number by that distance.
    """
    found = {page.number: number for page in pages for number in [_number(page)] if number is not None}
    if not found:
        return {}
    offset, votes = Counter(number - at for at, number in found.items()).most_common(1)[0]
    if votes == 1 and len(pages) > 2:
        return {}
    first = min(at for at, number in found.items() if number - at == offset)
    return {page.number: page.number + offset for page in pages if page.number >= first}


def _number(page: Page) -> int | None:
    for at in _edges(page):
        if match := _NUMBER.fullmatch(page.lines[at].text.strip()):
            return int(next(filter(None, match.groups())))
    return None


def furniture(pages: Sequence[Page]) -> list[frozenset[int]]:
    """For every page the indexes of its lines that are furniture; none where the lines have no coordinates."""
    if not any(line.x0 is not None for page in pages for line in page.lines):
        return [frozenset()] * len(pages)
    edges = [_edges(page) for page in pages]
    seen = Counter(key for page, at in zip(pages, edges, strict=True) for key in {_key(page.lines[i]) for i in at})
    enough = max(2, min(6, round(0.2 * len(pages))))
    chrome = _chrome()
    dropped = []
    for page, at in zip(pages, edges, strict=True):
        out = {i for i in at if _is_number(page.lines[i]) or seen[_key(page.lines[i])] >= enough}
        out |= {i for i in at if _PRINTED_PAGE.fullmatch(page.lines[i].text) and _small(page, i)}
        out |= {i for i, line in enumerate(page.lines) if chrome and chrome.search(squeeze(line.text))}
        dropped.append(frozenset(out))
    return dropped


def _is_number(line: Line) -> bool:
    text = line.text.strip()
    return bool(_NUMBER.fullmatch(text) or _ROMAN.fullmatch(text))


def _small(page: Page, index: int) -> bool:
    """Not larger than the page's other lines."""
    sizes = sorted(line.size or 0.0 for line in page.lines)
    return (page.lines[index].size or 0.0) <= sizes[len(sizes) // 2] + 0.5


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", squeeze(line.text)), round((line.y0 or 0.0) / 4)


def _edges(page: Page) -> list[int]:
    """Lines near the top and bottom edge: in the outer strips, and the outermost few of all."""
    height = page.height or 842.0
    count = len(page.lines)
    top = [i for i in range(min(_DEEP, count)) if (page.lines[i].y1 or 0.0) < EDGE * height]
    bottom = [i for i in range(max(count - _DEEP, 0), count) if (page.lines[i].y0 or 0.0) > (1 - EDGE) * height]
    return sorted({*top, *bottom})


def _chrome() -> re.Pattern[str] | None:
    words = values("print_chrome", "lines")
    return re.compile("|".join(f"(?:{word})" for word in words)) if words else None
