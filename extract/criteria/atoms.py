"""From qualifying words to atomic conditions with their numbers.

年度研发费用超过1000万元，且研发投入占比超过年度目标值的国家高新技术企业 is three conditions of one group. Words are
cut at 且, and elsewhere only beside a number: what has none is left whole（创新能力强、发展潜力大）, for its pieces
could not be checked anyway. 或 makes a group of which one is enough; 的， opens a case and stays with its
consequence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extract.criteria.clauses import Found
from extract.reading import composed, trim
from extract.recipients import qualified_kind
from schemas.records import Criterion, Quantity
from schemas.text import Outline

_CUT = re.compile(
    r"(?P<either>[,;]或者?)|(?P<stop>[。;\n])|(?P<both>,(?:并且|且(?!不为)))|(?P<and>并且|且(?!不为))|(?P<or>或者?)"
    r"|(?P<comma>(?<!的)(?<!其中),(?!其中|即))"
    r"|(?P<list>、(?![^、,]{0,8}\d+强)|[和及](?=不少于|不低于|至少|\d)|(?<!\d)(?=至\d|[-~]\d))"
)
_BARE = re.compile(r"(?:超过|达到?)?[\d.]+[万亿]*[^\d,、的]{0,4}(?:\([^()]*\))?(?:以上|及以上|以下)?(?:的.*)?")
_JOINED = re.compile(r"[且或]")
_COMPARING = composed("criteria", r"{comparing}|以上|\d")


class _Piece(NamedTuple):
    start: int
    end: int
    joined: str
    """How it joins the piece before it: stop, either, both, and, comma, list; '' for the first."""


def atoms(
    outline: Outline, path: str, found: Found, group: str, any_: bool, numbers: Sequence[Quantity]
) -> list[Criterion]:
    """The criteria of one piece of qualifying words, in reading order; `numbers` are sorted by their places."""
    here = within(numbers, found.start, found.end)
    if any_ or found.rule in ("criterion.scope", "criterion.shut_out"):
        pieces = [_Piece(found.start, found.end, "")]
    else:
        pieces = _with_kind(outline.folded, _pieces(outline.folded, found, here), here)
    alternatives = _alternatives(outline.folded, pieces)
    out = []
    for piece in pieces:
        either = alternatives.get(piece)
        number = _number(outline.folded, piece, here)
        out.append(
            Criterion(
                path=path,
                text=outline.text[piece.start : piece.end],
                of=number.of if number else "",
                op="not" if found.rule == "criterion.shut_out" else number.op if number else "",
                value=number.value if number else None,
                unit=number.unit if number else "",
                numeric=number is not None,
                group=group if either is None else f"{path}#{either}",
                any=any_ or either is not None,
                page=outline.page_at(piece.start),
                start=piece.start,
                end=piece.end,
                rule=found.rule,
            )
        )
    return out


def _number(folded: str, piece: _Piece, here: Sequence[Quantity]) -> Quantity | None:
    """The number that a piece is about: its last; none where 或 or 且 stands between several."""
    own = [q for q in here if piece.start <= q.start and q.end <= piece.end]
    if len(own) > 1 and _JOINED.search(folded, piece.start, piece.end):
        return None
    return own[-1] if own else None


def within(numbers: Sequence[Quantity], start: int, end: int) -> list[Quantity]:
    """Those of `numbers`, sorted by their places, that stand between two places."""
    first = bisect_left(numbers, start, key=_start)
    return [q for q in numbers[first : bisect_left(numbers, end, first, key=_start)] if q.end <= end]


def _start(quantity: Quantity) -> int:
    return quantity.start


def _pieces(folded: str, found: Found, here: Sequence[Quantity]) -> list[_Piece]:
    """The words cut at every place where the cut keeps its sense, the cuts' marks left out."""
    if not here and not _JOINED.search(folded, found.start, found.end):
        return [_Piece(*trim(folded, found.start, found.end), "")]
    places = [
        (match.start(), match.end(), str(match.lastgroup))
        for match in _CUT.finditer(folded, found.start, found.end)
        if folded.count("(", found.start, match.start()) == folded.count(")", found.start, match.start())
    ]
    if found.rule == "criterion.item" or "或" in folded[found.start : found.end]:
        places = [place for place in places if place[2] != "and"]
    if not here:
        places = [place for place in places if place[2] in ("both", "and", "either")]
    edges = [found.start, *(start for start, _, _ in places), found.end]
    pieces: list[_Piece] = []
    start, joined = found.start, ""
    for n, (cut, after, kind) in enumerate(places):
        left = _holds(here, start, cut)
        right = _holds(here, after, edges[n + 2])
        if kind in ("both", "and") or (left and right) or (kind in ("stop", "either", "comma") and (left or right)):
            pieces.append(_Piece(*trim(folded, start, cut), joined))
            start, joined = after, "either" if kind == "or" else kind
    pieces.append(_Piece(*trim(folded, start, found.end), joined))
    pieces = [piece for piece in pieces if piece.start < piece.end]
    return _mended([pieces[0]._replace(joined=""), *pieces[1:]]) if pieces else []


def _mended(pieces: list[_Piece]) -> list[_Piece]:
    """Alternatives of several conditions each（A且B，或C且D）put together again: no group could say them."""
    out: list[_Piece] = []
    for sentence in _sentences(pieces):
        kinds = {piece.joined for piece in sentence[1:]}
        if "either" in kinds and kinds & {"list", "both", "and"}:
            sentence = [_Piece(sentence[0].start, sentence[-1].end, sentence[0].joined)]
        out += sentence
    return out


def _sentences(pieces: list[_Piece]) -> list[list[_Piece]]:
    out: list[list[_Piece]] = []
    for piece in pieces:
        if piece.joined in ("", "stop"):
            out.append([])
        out[-1].append(piece)
    return out


def _holds(here: Sequence[Quantity], start: int, end: int) -> bool:
    return any(start <= q.start and q.end <= end for q in here)


def _with_kind(folded: str, pieces: list[_Piece], here: Sequence[Quantity]) -> list[_Piece]:
    """…超过1000万元的国家高新技术企业: the kind is a condition of its own where a number stands before it."""
    last = pieces[-1]
    of = qualified_kind(folded, last.start, last.end)
    if not here or not of or last.joined == "either" or not _COMPARING.search(folded, last.start, of):
        return pieces
    return [*pieces[:-1], _Piece(*trim(folded, last.start, of - 1), last.joined), _Piece(of, last.end, "both")]


def _alternatives(folded: str, pieces: Sequence[_Piece]) -> dict[_Piece, int]:
    """The pieces of which one is enough, each with the offset of the first of its group."""
    out: dict[_Piece, int] = {}
    first = 0
    for n, piece in enumerate(pieces):
        if piece.joined == "stop":
            first = n
        tier = piece.joined == "list" and _BARE.fullmatch(folded, piece.start, piece.end)
        if piece.joined == "either" or tier:
            out |= {each: pieces[first].start for each in pieces[first : n + 1]}
    return out
