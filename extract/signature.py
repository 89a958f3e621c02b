"""Who signs a document and when: signature lines, print line, copies, and the history lines of statutes.

Everything here reads short paragraphs of a document's head and tail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extract.bodies import is_agency, place_of, region_start, split_names
from extract.dates import WRITTEN, written
from extract.fold import fold
from schemas.text import Paragraph

_SIGNED = re.compile(rf"(?P<who>[^,。;:《》]{{0,120}}?) ?(?P<when>{WRITTEN})(?:\(盖章\))?$")
_PRINTED = re.compile(rf"(?:^|[^,。;]{{0,60}}?)(?P<when>{WRITTEN}) ?印发(?:\(.{{0,20}}\))?$")
_COPIES = re.compile(r"抄 ?[送报] ?[:：]")
_STAND_IN = re.compile(r"[(（][^()（）]*章[)）]?$|^[(（]此页无正文[)）]")
_OFFICE = r"(?:主任|部长|局长|市长|省长|区长|县长|署长|行长|主席|总理|厅长)"
_HEADED = re.compile(rf"(?P<body>[\u4e00-\u9fff、]{{3,40}}?){_OFFICE}[ :]?[\u4e00-\u9fff ]{{0,6}}$")
_ROLE = re.compile(
    r"^(?:市长|省长|区长|县长|州长|主席|主任|部长|局长|总理|署长|行长|委员长|院长|检察长|厅长"
    r"|会长)(?:[:：\s]|$)|^(?:联系|附件|附[:：]|抄|主题|公开|信息|此件|特此|注[:：])"
)
_REVISED = re.compile(r"修正|修订|修改|批准的")


class Signature(NamedTuple):
    """Names as printed above a date, and the date."""

    names: tuple[str, ...]
    day: date
    start: int
    end: int


def signature(paragraphs: Sequence[Paragraph]) -> Signature | None:
    """The first date line among `paragraphs` that stands by itself or after a name, with the names above it."""
    for index, paragraph in enumerate(paragraphs):
        text = fold(paragraph.text)
        if len(text) > 140 or not (found := _SIGNED.match(text)) or text.startswith("("):
            continue
        who, day = found["who"].strip(), written(found["when"])
        if day is None or (who and not _names(who)):
            continue
        names = list(_names(who))
        at = index
        while at > 0 and len(names) < 30 and (above := _above(paragraphs[at - 1])) is not None:
            names[:0] = above
            at -= 1
        return Signature(tuple(dict.fromkeys(names)), day, paragraphs[at].start, paragraph.end)
    return None


def _names(text: str) -> tuple[str, ...]:
    """The bodies in a line that holds nothing else."""
    names = headed_bodies(text) or split_names(_STAND_IN.sub("", text))
    return names if names and all(is_agency(fold(name)) for name in names) else ()


def headed_bodies(text: str) -> tuple[str, ...]:
    """The bodies whose heads sign a line: 教育部部长 怀进鹏, also several in one line."""
    headed = re.split(_OFFICE, fold(text)) if _HEADED.search(fold(text)) else []
    first, behind = headed[:1], headed[1:-1]
    begins = [region_start().search(piece) for piece in behind]
    names = [*first, *(piece[at.start() :] for piece, at in zip(behind, begins, strict=True) if at)]
    return tuple(names) if all(begins) and names and all(is_agency(name) for name in names) else ()


def _above(paragraph: Paragraph) -> tuple[str, ...] | None:
    """The names in a signature line; () for a line that may stand between (代章), None where the signature ends."""
    text = paragraph.text.strip()
    if len(text) > 600 or _ROLE.match(text):
        return None
    if _STAND_IN.fullmatch(fold(text)):
        return ()
    return _names(text) or None


def printed_on(paragraphs: Sequence[Paragraph]) -> date | None:
    """The date of the 印发 line at the foot."""
    for paragraph in reversed(paragraphs):
        if len(paragraph.text) < 120 and (found := _PRINTED.search(fold(paragraph.text))):
            return written(found["when"])
    return None


def copied_to(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The recipients of copies, as written; their lines run on to the print line."""
    for index, paragraph in enumerate(paragraphs):
        found = _COPIES.match(fold(paragraph.text))
        if not found:
            continue
        lines = [paragraph.text[found.end() :]]
        for after in paragraphs[index + 1 :]:
            text = fold(after.text)
            if _PRINTED.search(text) or _SIGNED.match(text) or after.text[-1] not in "。，,、；;" or len(text) > 300:
                break
            lines.append(after.text)
        return tuple(name for line in lines for name in _recipients(line))
    return ()


def _recipients(line: str) -> list[str]:
    return [
        name for piece in re.split(r"[,，;；。]", _PRINTED.sub("", line)) for name in _listed(piece.strip()) if name
    ]


def _listed(piece: str) -> list[str]:
    names = piece.split("、")
    return names if len(names) > 1 and all(is_agency(fold(name)) for name in names) else [piece]


_APPROVED = re.compile(
    r"(?:[已业并,。》]|^)(?:报)?经(?P<who>[^,。;《》]{2,60}?)(?:研究|审核|审查|审定|讨论|审议)*(?:同意|批准|通过|审定)"
)
_MEETING = re.compile(
    r"(?<!^)(?:\d{4}年|第?[\d一二三四五六七八九十]+[届次]|常务会议|党组会|局务会|专题会|局长办公|主任办公|行政办公|党委会).*$"
)
_WHEN = re.compile(r"^(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日)?(?:第\d+次)?")


def approved_by(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Who agreed to a document, by its notice: 已经市政府第22次常务会议审议通过, 经区政府研究同意; as written."""
    for paragraph in paragraphs:
        for found in _APPROVED.finditer(fold(paragraph.text)):
            who = _MEETING.sub("", _WHEN.sub("", paragraph.text[slice(*found.span("who"))]))
            names = split_names(who)
            if names and all(is_agency(fold(name)) for name in names):
                return names
    return ()


class History(NamedTuple):
    """What the lines under a statute's title say: who made it, when it was last changed and last made, its order."""

    issuers: tuple[str, ...]
    issued_on: date | None
    made_on: date | None
    effective_from: date | None
    order: str


_PASSED = re.compile(r"通过|公布|发布|颁布|批准|修订|修正|施行|印发")
_CONGRESS = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,12}?)第?[一二三四五六七八九十百\d]+届(?P<body>全国)?人民代表大会(?P<standing>"
    r"常务委员会)?"
)
_COUNCIL = re.compile(
    r"(?:国务院|[\u4e00-\u9fff]{2,12}?(?:人民政府|委员会|部|总局|局))(?=令|第?\d+次|发布|公布|批准|关于)"
)
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_HISTORY = re.compile(rf"\(?(?:根据)?(?:经)?{WRITTEN}")


def history(paragraphs: Sequence[Paragraph]) -> History | None:
    """The history of a statute, from lines such as 2018年8月31日第十三届全国人民代表大会常务委员会第五次会议通过."""
    lines = [
        fold(p.text)
        for p in paragraphs
        if len(p.text) < 1500 and _HISTORY.match(fold(p.text)) and _PASSED.search(p.text)
    ]
    if not lines:
        return None
    events = [event for line in lines for event in _events(line)]
    made = [event for event in events if not event[1].rstrip(")").endswith("施行")]
    starts = [day for day, what in events if what.rstrip(")").endswith("施行")]
    by_issuer = sorted(events, key=lambda event: "批准" in event[1])
    issuers = next((names for _, what in by_issuer if (names := _makers(what))), ())
    anew = [day for day, what in made if not re.search(r"#.*修|修正|修改", what)]
    order = next(
        (what for _, what in reversed(made) if re.search(r"令 ?\(?第?", what) and not _REVISED.search(what)), ""
    )
    last = max((day for day, _ in made), default=None)
    return History(issuers, last, max(anew, default=last), starts[-1] if starts else None, order)


def _events(line: str) -> list[tuple[date, str]]:
    """(day, what happened) for every date of a history line, outside 《》."""
    plain = re.sub(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》", lambda m: "#" * len(m[0]), line)
    found = list(re.finditer(WRITTEN, plain))
    events = []
    for match, after in zip(found, [*found[1:], None], strict=True):
        what = plain[match.end() : after.start() if after else len(plain)].strip(" 、,根据和经")
        if (day := written(match[0])) and (
            _PASSED.search(what) or (after is None and _PASSED.search(line[match.end() :]))
        ):
            events.append((day, what))
    return events


def _makers(what: str) -> tuple[str, ...]:
    if courts := tuple(dict.fromkeys(_COURT.findall(what))):
        return courts
    if found := _CONGRESS.search(what):
        place = "全国" if found["body"] else found["place"].removeprefix("经")
        return (f"{place}人民代表大会{found['standing'] or ''}",)
    if found := _COUNCIL.search(what.replace("中华人民共和国", "")):
        return (found[0],)
    return ()


def are_full(names: Sequence[str]) -> bool:
    """Whether every name says whose body it is (山东省商务厅), not only 省商务厅 or 商务局."""
    return bool(names) and all((place := place_of(name)).region or place.level == "国家" for name in names)
