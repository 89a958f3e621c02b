"""Public bodies under their full names: a short name is read in the light of the document it stands in.

`区科委` in a document of 北京市西城区 is 北京市西城区科学技术委员会; 市科委、中关村管委会 is what the document defines;
a renamed or merged body is known by its present name, with the old ones as aliases. Tables, in `schemas/tables`:
`agencies.toml` (bodies), `agency_names.toml` (short endings, renamed local bodies), `regions.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pydantic import ConfigDict

from graph.identity import plain_name
from schemas.records import GazetteIssue, GuideCard, Policy, Record
from schemas.tables import rows, values

_RELATIVE = re.compile(r"本?(自治区|[省市区县])(?=.{2})")
"""How a name begins that depends on where it is said."""


_NOBODY = re.compile(rf"(?:有关|相关)(?:[和及]?(?:{'|'.join(values('agencies', 'groups'))}))+$")


class Body(NamedTuple):
    """A public body: canonical name, other names, level, region, and the body above it."""

    name: str
    aliases: tuple[str, ...] = ()
    level: str | None = None
    region: str | None = None
    part_of: str | None = None


class _Agency(Record):
    """What the graph needs of a row; the reader of documents has columns of its own there."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    level: str | None = None
    region: str | None = None
    part_of: str | None = None
    successor: str | None = None
    """The body that took over: this name then means that body."""


class _Region(Record):
    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    level: str
    parts: tuple[str, ...] = ()


class _Zone(Record):
    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    level: str


class _Short(Record):
    short: tuple[str, ...]
    full: str


@cache
def _known() -> dict[str, _Agency]:
    """Bodies of the tables by each of their names; a body that was merged into another stands under that one's."""
    listed = {row.name: row for table in ("agencies", "agency_names") for row in rows(table, "agency", _Agency)}
    names: dict[str, set[str]] = {}
    for row in listed.values():
        present = row
        while present.successor in listed:
            present = listed[present.successor]
        names.setdefault(present.name, set()).update({row.name, *row.aliases, *row.former})
    out: dict[str, _Agency] = {}
    for name, others in names.items():
        body = listed[name].model_copy(update={"aliases": tuple(sorted(others - {name}))})
        out |= dict.fromkeys(others, body)
    return out


@cache
def _regions() -> dict[str, str]:
    """Level of each division by its full name from the province or city down, and of the development zones."""
    out: dict[str, str] = {}
    for region in rows("regions", "region", _Region):
        out[region.name] = region.level
        below = "区" if region.level == "市" else "市"
        out |= {region.name + part: below for part in region.parts}
        if region.level == "省":
            out |= {part: "市" for part in region.parts if part.endswith("市")}
    out |= {zone.name: zone.level for zone in rows("regions", "zone", _Zone)}
    return out


@cache
def _endings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Short endings of bodies' names, longest first, with what they stand for."""
    pairs = [(short, row.full) for row in rows("agency_names", "ending", _Short) for short in row.short]
    pairs.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return tuple((re.compile(re.escape(short) + "$"), full) for short, full in pairs)


def region_level(name: str) -> str | None:
    """国家, 省, 市 or 区; None for a name that the tables do not know and that does not say so itself."""
    if found := _regions().get(name):
        return found
    if re.search(r"(?:区|县|旗)$", name):
        return "区"
    return "市" if name.endswith(("市", "州", "盟")) else "省" if name.endswith("省") else None


def region_of(name: str) -> str | None:
    """The division a full name begins with, the longest that the tables know."""
    lengths = sorted({len(region) for region in _regions()}, reverse=True)
    return next((name[:size] for size in lengths if len(name) > size and name[:size] in _regions()), None)


class Agencies:
    """Names of bodies as one document uses them: `region` is its own, `defined` its short names and their meanings."""

    def __init__(self, region: str | None, defined: dict[str, str]) -> None:
        self._region = region
        self._defined = defined

    def named(self, written: str) -> Body:
        """The body that `written` means here; a name that nothing explains stands for itself."""
        name = plain_name(written)
        name = plain_name(self._defined.get(name, name))
        body = _known().get(name)
        if body and self._near(name, body):
            return _body(body)
        name = self._placed(name)
        return _body(_known()[name]) if name in _known() else _local(name)

    def _near(self, name: str, body: _Agency) -> bool:
        """False for a name like 市财政局 in a document of another city than the body's."""
        region = body.region or region_of(body.name)
        return not _RELATIVE.match(name) or not region or bool(self._region and self._region.startswith(region))

    def _placed(self, name: str) -> str:
        """With the region in front（区科委 → 北京市西城区科委）and the ending in full."""
        own, mark = self._region, _RELATIVE.match(name)
        if own and mark and region_of(name) is None and (place := _upward(own, mark[1])):
            name = place + name[mark.end() :]
        for pattern, full in _endings():
            if pattern.search(name):
                return pattern.sub(full, name)
        return name


def _upward(region: str, mark: str) -> str | None:
    """The division of the kind `mark` that `region` is or lies in: 市 of 北京市西城区 is 北京市."""
    ends = ("区", "县", "旗", "市", "州") if mark in "区县" else (mark,)
    if region.endswith(ends) and not (mark == "市" and region_level(region) == "区"):
        return region
    found = [name for name in _regions() if region.startswith(name) and name != region and name.endswith(ends)]
    return max(found, key=len, default=None)


def _body(row: _Agency) -> Body:
    return Body(row.name, row.aliases, row.level, row.region, row.part_of)


def _local(name: str) -> Body:
    region = region_of(name)
    return Body(name, (), region_level(region) if region else None, region)


def is_somebody(name: str) -> bool:
    """Whether a name in a list of those in charge is that of some body: 市级相关部门 and 相关单位 are nobody's."""
    return not _NOBODY.search(plain_name(name))


def agencies_of(record: Policy | GuideCard | GazetteIssue) -> Agencies:
    """The names of bodies as this record uses them."""
    if isinstance(record, Policy):
        defined = {plain_name(item.short): item.full for item in record.definitions if item.kind == "abbreviation"}
        return Agencies(record.region, defined)
    if isinstance(record, GuideCard):
        regions = [region_of(plain_name(name)) for name in record.issuers]
        return Agencies(next((region for region in regions if region), None), {})
    return Agencies(None, {})
