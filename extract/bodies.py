"""Names of public bodies: cutting lists of them apart, and telling whose region and level they are."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from extract.reading import alternatives, composed
from schemas.tables import rows, values
from schemas.tables.documents import Agency, Region, Short, Zone

Level = Literal["国家", "省", "市", "区"]

_BRANCH = composed("agencies", r"[\u4e00-\u9fff]{2,8}?{branches}")
_OWN_BRANCH = alternatives("agencies", "own_branches")
_CENTRAL = alternatives("agencies", "central")
_NO_NAME = re.compile(r"[:：@。；;？?！!《》\d]|^(?:[的了在]|地(?!区))")
_GROUPED = re.compile(
    r"[\u4e00-\u9fff]{2}(?:部门|单位|机构)$|各(?:地区?|[市州县区]{1,3}(?:[(（][^()（）]{1,6}[)）])?区?)$"
)
_LEVEL = re.compile(r"(?:^|[及和])各?(?:[省市区县州旗]、)*[省市区县州旗]$")
_SPLIT_AT = re.compile(r"[、,;，；\s/\n]+")
_AND = re.compile(r"以及|和|及|与|会同")
_LOCAL = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,8}自治区))?(?P<city>[\u4e00-\u9fff]{2,8}?(?:自治"
    r"州|市|盟|地区))?(?P<part>[\u4e00-\u9fff]{1,7}?(?:新区|林区|区|自治县|县|旗|市))?"
)
_ZONE = re.compile(rf"[\u4e00-\u9fff]{{2,20}}?(?:{'|'.join(values('regions', 'zones'))})(?=管理委员会|管委会|管理局)")
"""A development zone before the name of its own committee."""
_NOT_A_PART = composed("agencies", r"市|自治区|{no_division}$")


class Place(NamedTuple):
    """A division in full from the city down (北京市西城区) and its level; (None, 国家) for a central body."""

    region: str | None
    level: Level | None


@cache
def agencies() -> tuple[Agency, ...]:
    """The rows of agencies.toml."""
    return rows("agencies", "agency", Agency)


@cache
def endings() -> re.Pattern[str]:
    """Matches where an agency's name can end."""
    words = sorted(values("agencies", "endings"), key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(words) + ")(?:[(（][^()（）]{2,20}[)）])?$")


@cache
def _central() -> frozenset[str]:
    return frozenset(name for row in agencies() if row.level == "国家" for name in (row.name, *row.aliases))


@cache
def _starts() -> re.Pattern[str]:
    regions = [name for row in rows("regions", "region", Region) for name in (row.name, *row.parts) if len(name) > 2]
    names = sorted(
        {*regions, *(n for n in _central() if len(n) > 2), "财政部", "中共"}, key=lambda name: (-len(name), name)
    )
    return re.compile("(?=(?:" + "|".join(names) + "|国网|国家|(?:中华人民共和国)?[\u4e00-\u9fff]{2}(?:海关|海事局)))")


def region_start() -> re.Pattern[str]:
    """Matches (without width) where the name of a region or of a central body begins."""
    return _starts()


@cache
def _plates() -> tuple[str, ...]:
    joined = [n for row in agencies() if row.plates for n in (row.name, *row.aliases) if "、" in n]
    return tuple(sorted(joined, key=lambda name: (-len(name), name)))


def is_agency(name: str) -> bool:
    """Whether `name` reads like the name of a body."""
    return 2 <= len(name) <= 40 and not _NO_NAME.search(name) and (name in _central() or bool(endings().search(name)))


def split_names(text: str, together: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The bodies in a list, as written: at 、 and blanks, at 和/及 between two names, and where names run together.

    A body with two plates (a row of agencies.toml, or a name in `together`) stays one.
    """
    held: list[str] = []
    for name in (*together, *_plates()):
        if "、" in name and name in text:
            text = text.replace(name, f"\x00{len(held)}\x01")
            held.append(name)
    names: list[str] = []
    for piece in _pieces(text):
        piece = re.sub(r"\x00(\d+)\x01", lambda m: held[int(m[1])], piece).strip(" 。.:：")
        if piece and piece not in names:
            names.append(piece)
    return tuple(names)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _outside_brackets(text):
        start = 0
        for found in _AND.finditer(piece):
            if (
                found.start() > start
                and (endings().search(piece[start : found.start()]) or _GROUPED.search(piece[start : found.start()]))
                and (endings().search(piece[found.end() :]) or _GROUPED.search(piece[found.end() :]))
            ):
                pieces.append(piece[start : found.start()])
                start = found.end()
        pieces.append(piece[start:])
    return [name for piece in pieces for name in _run_together(piece)]


def _is_level(text: str, start: int, at: int) -> bool:
    """Whether 、 at `at` stands inside one name: 各市、县级政府, 省、市重点项目责任单位."""
    return bool(_LEVEL.search(text[start:at])) and text[at + 1 : at + 2] != "各"


def _outside_brackets(text: str) -> list[str]:
    depth, start, pieces = 0, 0, []
    for at, char in enumerate(text):
        if char in "(（〔[〈“":
            depth += 1
        elif char in ")）〕]〉”":
            depth = max(0, depth - 1)
        elif not depth and _SPLIT_AT.match(char) and not _is_level(text, start, at):
            pieces.append(text[start:at])
            start = at + 1
    return [piece for piece in (*pieces, text[start:]) if piece]


def _run_together(name: str) -> list[str]:
    names, start = [], 0
    for found in _starts().finditer(name):
        at = found.start()
        before = name[start:at]
        if any(name.startswith(longer, start) for longer in _central_longer(before)):
            continue
        if at > start and is_agency(before) and not _is_branch(before, name[at:]):
            names.append(before)
            start = at
    return [*names, name[start:]]


def _is_branch(before: str, after: str) -> bool:
    """Whether `after` begins with the place of a central body's branch（国家税务总局|上海市税务局）.

    A body whose branch is named already has no other, and no central body's name is a place.
    """
    if _OWN_BRANCH.fullmatch(before + after):  # 省政府国资委, 进出口银行福建省分行
        return True
    longest = max((name for name in _central() if before.startswith(name)), key=len, default=before)
    if longest != before or not _is_central(before) or _is_central(after):
        return False
    return bool(_BRANCH.match(after))


@cache
def _central_longer(name: str) -> tuple[str, ...]:
    """Names of central bodies that begin with `name` and go on（国务院 → 国务院国资委）."""
    return tuple(sorted(other for other in _central() if other != name and other.startswith(name)))


def _is_central(name: str) -> bool:
    return bool(_CENTRAL.match(name)) or any(name.startswith(other) for other in _central())


@cache
def _parts() -> dict[str, str]:
    """Part → the whole that it belongs to; only names that belong to one whole."""
    owners: dict[str, list[str]] = {}
    for row in rows("regions", "region", Region):
        for part in row.parts:
            owners.setdefault(part, []).append(row.name)
    return {part: names[0] for part, names in owners.items() if len(names) == 1}


@cache
def _levels() -> dict[str, Level]:
    return {row.name: row.level for row in rows("regions", "region", Region)}


@cache
def zones() -> tuple[Zone, ...]:
    """The development zones that are regions of their own."""
    return rows("regions", "zone", Zone)


@cache
def _shorts() -> tuple[Short, ...]:
    return rows("regions", "short", Short)


def place_of(name: str, context: str = "") -> Place:
    """The division whose body `name` is. `context` is text that may say which city a bare district belongs to."""
    name = name.removeprefix("中共").removeprefix("中国共产党")
    for zone in zones():
        if name.startswith(zone.name):
            return Place(zone.name, zone.level)
    if _is_central(name) or (name.endswith("部") and len(name) <= 9 and not _LOCAL.match(name)[0]):  # type: ignore[index]
        return Place(None, "国家")
    for row in _shorts():
        if name.startswith(row.short):
            name = row.name + name[len(row.short) :]
    for length in range(min(12, len(name)), 2, -1):
        if (head := name[:length]) in _levels() or head in _parts():
            return _known(head, name[length:])
    return _guessed(name, context)


def _known(head: str, rest: str) -> Place:
    level: Level = _levels().get(head) or (
        "市" if head.endswith(("州", "盟", "地区")) or _levels().get(_parts()[head]) == "省" else "区"
    )
    if level == "省":
        below = next(
            (rest[:n] for n in range(min(12, len(rest)), 2, -1) if rest[:n] in _parts() and _parts()[rest[:n]] == head),
            None,
        )
        if below:
            return _known(below, rest[len(below) :])
        guess = _guessed(rest, "") if is_agency(rest) else Place(None, None)
        return guess if guess.region else Place(head, "省")
    if zone := _ZONE.match(rest):
        return Place((_parts()[head] if level == "区" else "") + head + zone[0], "区")
    if level == "区":
        whole = _parts()[head]
        return Place(whole + head, "区")
    part = next(
        (
            rest[:n]
            for n in range(min(8, len(rest)), 1, -1)
            if _parts().get(rest[:n]) == head or rest[:n] in _parts_of(head)
        ),
        None,
    )
    if (
        part is None
        and is_agency(rest)
        and (found := re.match(r"[\u4e00-\u9fff]{1,6}?(?:新区|自治县|区|县|旗|市)", rest))
    ):
        part = found[0] if len(found[0]) > 2 and not _NOT_A_PART.search(found[0][:-1]) else None
    return Place(head + part, "区") if part else Place(head, "市")


@cache
def _parts_of(whole: str) -> frozenset[str]:
    return frozenset(part for row in rows("regions", "region", Region) if row.name == whole for part in row.parts)


def _guessed(name: str, context: str) -> Place:
    found = _LOCAL.match(name)
    if found is None or not found[0] or not is_agency(name):
        return Place(None, None)
    if found["province"]:
        return (
            Place(found["city"] + (found["part"] or ""), "区" if found["part"] else "市")
            if found["city"]
            else Place(found["province"], "省")
        )
    if found["city"] and len(found["city"]) > 2 and not _NOT_A_PART.search(found["city"][:-1]):
        return Place(found["city"] + (found["part"] or ""), "区" if found["part"] else "市")
    part = found["part"]
    if not part or len(part) < 3 or _NOT_A_PART.search(part[:-1]):
        return Place(None, None)
    whole = re.search(rf"([\u4e00-\u9fff]{{2,3}}市){part}", context)
    return Place(whole[1] + part, "区") if whole and whole[1] in (*_levels(), *_parts()) else Place(None, "区")
