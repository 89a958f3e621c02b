"""What a printer adds to a page and a reader skips: page numbers, running heads, rules, escapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

_DASHED = re.compile(r"[-—–－―─·.]+ *(\d{1,4}) *[-—–－―─·.]+")
_COUNTED = re.compile(
    r"第 *(\d{1,4}) *页(?:[ ,，/]*共 *\d{1,4} *页)?|(\d{1,4}) */ *\d{1,4}|Page *(\d{1,4})(?: *of *\d{1,4})?", re.I
)
_BARE = re.compile(r"\d{1,4}|[IVX]{1,5}")
_RULE = re.compile(r"[-—–_=*~·•．.─━… ]{3,}")
_GAZETTE = re.compile(r"[\u4e00-\u9fff]{2,14}公报(?:\d{4}年第\d{1,3}期)?")

_MOST_BARE = 400
"""Bare numbers looked at: a table of figures has thousands, a text's pages end long before."""
NO_PAGE = 0
"""Page of a mark that has no Arabic number (I, ii)."""


def page_marks(lines: Sequence[str]) -> dict[int, int]:
    """Index → printed page number of the lines that are page marks.

    Dashed and counted marks (— 4 —, 第4页 共9页, 4/9) are marks wherever they stand. A bare number is one only where it
    belongs to the longest run of rising bare numbers at least eight lines of text apart, so that a phone number, a year
    or a table's cell on a line of its own stays.
    """
    marks: dict[int, int] = {}
    bare: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not line or len(line) > 16:
            continue
        if found := _DASHED.fullmatch(line):
            marks[index] = int(found[1])
        elif found := _COUNTED.fullmatch(line):
            marks[index] = int(next(filter(None, found.groups())))
        elif _BARE.fullmatch(line):
            bare.append((index, int(line) if line.isdigit() else NO_PAGE))
    marks.update(_rising(bare, lines))
    return marks


def _rising(bare: list[tuple[int, int]], lines: Sequence[str]) -> list[tuple[int, int]]:
    """The longest chain of rising numbers in which pages are neither too short nor the numbers too far apart."""
    written = list(accumulate((bool(line) for line in lines), initial=0))
    chains: list[tuple[int, int | None]] = []
    for at, (index, number) in enumerate(bare[:_MOST_BARE]):
        length, before = 0, None
        for earlier in range(at):
            above, smaller = bare[earlier]
            gap = written[index] - written[above + 1]
            if chains[earlier][0] > length and smaller < number and gap >= 8 and (number - smaller) * 120 >= gap:
                length, before = chains[earlier][0], earlier
        chains.append((length + 1, before))
    longest = max(range(len(chains)), key=lambda at: chains[at][0], default=None)
    chain: list[tuple[int, int]] = []
    while longest is not None:
        chain.append(bare[longest])
        longest = chains[longest][1]
    return chain[::-1] if len(chain) > 1 else []


def running_heads(lines: Sequence[str]) -> frozenset[str]:
    """Gazette names that stand on a line of their own more than once."""
    names = (line for line in lines if len(line) < 30 and line.endswith(("公报", "期")) and _GAZETTE.fullmatch(line))
    seen = Counter(names)
    return frozenset(line for line, count in seen.items() if count > 1)


def is_rule(line: str) -> bool:
    """True for a line of dashes, dots or stars."""
    return line[0] in "-—–_=*~·•．.─━…" and bool(_RULE.fullmatch(line))
