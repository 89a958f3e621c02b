"""The head and foot of a policy: number, titles, genre, issuers, dates, validity, region, copies.

Where two places of a document say the same thing, the one printed in the document counts before the one that stands
beside it (a web page's field, a file's name); where they contradict each other, or nothing certain is found, an Issue
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from extract import doc_numbers
from extract.bodies import Place, is_agency, place_of, region_start, split_names, zones
from extract.dates import InForce, any_date, in_force
from extract.fold import fold
from extract.signature import (
    History,
    Signature,
    approved_by,
    are_full,
    copied_to,
    headed_bodies,
    history,
    printed_on,
    signature,
)
from extract.spans import holding
from extract.titles import Titles, blocks, clean, find_titles, genre, is_trial
from schemas.records import Issue, Metadata
from schemas.text import Outline, Paragraph, Part, Text

_FIELDS = {
    "title": ("标题", "名称", "文件名称", "公文名称"),
    "number": ("文号", "发文字号", "发布文号", "公文文号"),
    "issuer": ("发文机关", "发文单位", "制定机关", "发布机关", "发布机构"),
    "issued": ("成文日期", "发文日期", "签署日期"),
    "effective": ("施行日期", "实施日期", "生效日期"),
    "expires": ("失效日期", "废止日期", "有效期至"),
}
_REPRINT = re.compile(
    r"^[(（](?:转载|转发)[^()（）]*[)）]|[-_|—].{2,30}(?:网|门户网站|政府)$|[(（]\d{1,2}[)）]$"
    r"|^(?:\d{4}[-.年]\d{1,2}(?:[-.月]\d{1,2}日?)?(?:印发|发布|公开|施行|公布)?[ ,，、]*)+"
)
_SELF = re.compile(
    r"本[\u4e00-\u9fff《》“”]{1,12}?(?:自|从|于|有效|试行|由|执行|实施|施行|至|期)|^(?:自|有效期|试行期|执行期"
    r"|实施期|施行|执行时间|实施时间)|[,。](?:自|有效期|试行期)|(?:印发|发布|公布)之日"
)
_FORCE_WORDS = ("施行", "实施", "执行", "试行", "生效", "有效", "期限", "实行", "适用", "废止", "失效")
_FORCE = re.compile(r"施行|实施|执行|试行|生效|有效期?|实行|期限|之日起?")
_LIFE_OF_OTHERS = re.compile(
    r"(?:证书|资质|资格|合同|协议|执照|许可|称号|名单|入库|专利|贷款|担保|补贴|备案|证件?|评价|认定|标志|目录"
    r"|卡|结果)[^,。;]{0,8}(?:的)?有效期|(?:项目|合同|协议)[^,。;]{0,6}(?:实施|执行)期"
    r"|(?:补贴|活动|申[报请领]|受理|报名|购买|发放|使用|参保|缴费)(?:时间|期限|期间?|有效期)[^,。;]{0,20}(?:至|到)"
)
_SENTENCE = re.compile(r"[^。;\n]*[。;\n]?")
_JOINT = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?个?(?:部门|单位|委办局)(?=办公厅|关于|印发)")


def metadata(part: Part, outline: Outline, text: Text) -> Metadata:
    """The metadata of one policy. Its `issues` tell what could not be said with certainty."""
    beside = dict(part.context)
    page = {name: value for name, keys in _FIELDS.items() for key, value in reversed(text.document.meta) if key in keys}
    titles = _titles(part, outline, text, beside, page)
    notice, own = _sheets(outline, titles)
    made = history(own) or history(notice)
    signed = signature(notice) or signature(outline.tail) or signature(own)
    names = _numbers(notice, own, made, beside, page)
    issuers = _issuers(titles, signed, made, notice, page, names[0] if names else "")
    issued = _issued(signed, made, page) or any_date(beside.get("printed_date", ""))
    printed = printed_on(outline.tail) or printed_on(own)
    force = _force(outline, notice, made, (made.made_on if made else None) or issued or printed)
    place = _place(issuers, titles, outline)
    doubts = list(_doubts(titles, issuers, issued, force, page, place))
    return Metadata(
        doc_number=names[0] if names else None,
        doc_numbers=names,
        title=titles.title,
        notice_title=titles.notice_title,
        kind=genre(titles.title),
        trial=is_trial(titles.title),
        issuers=issuers,
        issued_on=_iso(issued, None),
        printed_on=_iso(printed, None),
        effective_from=_iso(force.effective_from, page.get("effective")),
        expires_on=_iso(force.expires_on, page.get("expires")),
        region=place.region,
        level=place.level,
        approved_by=approved_by([p for p in notice if len(p.text) > 12]),
        copied_to=copied_to(outline.tail),
        issues=tuple(doubts),
    )


def _iso(read: date | None, printed_beside: str | None) -> str | None:
    day = read or (any_date(printed_beside) if printed_beside else None)
    return day.isoformat() if day else None


def _titles(part: Part, outline: Outline, text: Text, beside: dict[str, str], page: dict[str, str]) -> Titles:
    head = list(outline.head)
    body = [p.text for p in part.paragraphs[:60] if len(p.text) < 120]
    ours = outline.folded[part.paragraphs[0].start : part.paragraphs[-1].end] if part.paragraphs else ""
    given = beside.get("notice_title") or beside.get("title") or _REPRINT.sub("", page.get("title", ""))
    candidates = blocks(head, region_start())
    if found := find_titles(candidates, body, given, ours):
        return found
    names = [_REPRINT.sub("", piece) for piece in PurePath(text.document.path).stem.split("_")]
    if named := max((name for name in names if genre(name)), key=len, default=""):
        return (find_titles([named], body, "", ours) or Titles(clean(named), None, ""))._replace(rule="file_name")
    longest = next((title for title in candidates if 6 <= len(title) <= 80), "")
    return Titles(clean(longest), None, "first_line" if longest else "", "no line of the head ends like a title")


def _sheets(outline: Outline, titles: Titles) -> tuple[list[Paragraph], list[Paragraph]]:
    """The head in two: the notice down to the policy's own title, and what stands below that."""
    head = list(outline.head)
    if not titles.notice_title:
        return head, head
    key = _squeezed(titles.title)
    at = next((i for i, p in enumerate(head) if i and p.text[0] != "《" and _squeezed(p.text) == key), len(head))
    return head[:at], head[at:]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s《》]", "", fold(text))


_NUMBER_LINE = re.compile(r"(?:文号|发文字号)?[::]?\(?(?P<number>[^,。;:《》]{2,60}号)\)?(?:签发人.*)?$")


def _numbers(
    notice: Sequence[Paragraph],
    own: Sequence[Paragraph],
    made: History | None,
    beside: dict[str, str],
    page: dict[str, str],
) -> tuple[str, ...]:
    """The document's own numbers: a line of the head, what the contents say, the order that made it."""
    for paragraph in notice:
        line = fold(paragraph.text).strip()
        if len(line) < 90 and (found := _NUMBER_LINE.match(line)) and (numbers := doc_numbers.split(found["number"])):
            return numbers
    if given := beside.get("doc_number"):
        return doc_numbers.split(given)
    if numbers := doc_numbers.split(page.get("number", "")):
        return numbers
    if made and made.order and (numbers := doc_numbers.split(made.order)):
        return numbers[:1]
    order = next(
        (found for p in notice[:12] if (found := re.fullmatch(r"\(?第 ?(\d{1,4}) ?号\)?", fold(p.text).strip()))), None
    )
    if order:
        named = _ordering(notice)
        return (f"{named.removeprefix('中华人民共和国')}令第{int(order[1])}号",) if named else ()
    head = next((p for p in [*notice[:6], *own[:3]] if re.match(r"\([^()]*号\)$", fold(p.text).strip())), None)
    return doc_numbers.split(head.text) if head else ()


def _ordering(notice: Sequence[Paragraph]) -> str:
    """Whose order a 第35号 is: the body before 令, the first above a line that is 令, or the one whose head signs."""
    above = ""
    for paragraph in notice:
        line = paragraph.text.strip()
        if line == "令":
            return above
        if found := re.match(r"([\u4e00-\u9fff、]{3,30})令$", line):
            return found[1]
        if heads := headed_bodies(line):
            return heads[0]
        above = above if above or not is_agency(line) else line
    return ""


def _issuers(
    titles: Titles,
    signed: Signature | None,
    made: History | None,
    notice: Sequence[Paragraph],
    page: dict[str, str],
    number: str,
) -> tuple[str, ...]:
    """Who issues: the first of signature, title, red head and the page's field that gives full names."""
    above = _red_head(notice, titles)
    title = titles.notice_title or titles.title
    named = _title_issuers(title)
    by_order = re.match(r"([\u4e00-\u9fff]{3,30}?)(?:令|公告)(?:\d{4}年)?第", number)
    choices = [
        signed.names if signed else (),
        named,
        above,
        made.issuers if made else (),
        (by_order[1],) if by_order else (),
    ]
    whole = [names for names in choices if are_full(names)]
    for names in whole:
        wider = next((other for other in whole if set(names) < set(other)), names)
        return _with_place(wider)
    first_of_several = _title_issuers(_JOINT.sub("", title))
    return next((names for names in (*choices, split_names(page.get("issuer", "")), first_of_several) if names), ())


def _with_place(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name) for name in names))


_NOT_ON = "(?:[^《》关]|关(?!于))"
"""A letter before 关于; 海关 and 机关 are names."""


def _title_issuers(title: str) -> tuple[str, ...]:
    found = re.match(
        rf"(?P<who>{_NOT_ON}{{3,160}}?)(?=关于|印发|转发|发布|公布|批转)|(?P<gov>{_NOT_ON}{{2,12}}人民政府)", title
    )
    if found and found["gov"]:
        return (found["gov"],)
    if not found:
        return ()
    names = split_names(found["who"])
    return names if all(is_agency(name) for name in names) else ()


def _red_head(notice: Sequence[Paragraph], titles: Titles) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in notice[:16]:
        line = re.sub(r"\s", "", paragraph.text)
        if (
            re.search(r"号\)?$", fold(line))
            or line in titles.title
            or (titles.notice_title and line.startswith(titles.notice_title[:12]))
        ):
            break
        lines.append(line.removesuffix("文件"))
    names = split_names("、".join(line for line in lines if line))
    return names if names and all(is_agency(name) for name in names) else ()


def _issued(signed: Signature | None, made: History | None, page: dict[str, str]) -> date | None:
    if made and made.issued_on:
        return made.issued_on
    if signed:
        return signed.day
    return any_date(page["issued"]) if "issued" in page else None


def _force(outline: Outline, notice: Sequence[Paragraph], made: History | None, issued: date | None) -> InForce:
    """When the policy holds: by its last provisions, its notice, its first ones, else the line under its title."""
    units = [u for u in outline.units if u.level != "annex" and not u.path.startswith("附件")]
    late = [span for unit in units[-14:] for span in unit.spans]
    early = [span for unit in units[:4] for span in unit.spans]
    sheets = [(p.start, p.end) for p in (*notice, *outline.tail)]
    found = InForce(None, None, "")
    for spans in (late, sheets, early):
        read = in_force(outline.folded, list(_sentences(outline.folded, spans)), issued)
        if found.effective_from is None and (read.effective_from or read.expires_on):
            found = read if found.expires_on is None else read._replace(expires_on=found.expires_on)
    if found.effective_from is None and made and made.effective_from:
        found = found._replace(effective_from=made.effective_from, rule="history")
    return found


def _sentences(folded: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences of `spans` in which the document speaks of its own force, the last paragraph first."""
    ordered = sorted(spans)
    for index in reversed(holding(folded, ordered, *_FORCE_WORDS)):
        start, end = ordered[index]
        for found in _SENTENCE.finditer(folded, start, end):
            sentence = found[0]
            if _FORCE.search(sentence) and _SELF.search(sentence) and not _LIFE_OF_OTHERS.search(sentence):
                yield found.span()


def _place(issuers: Sequence[str], titles: Titles, outline: Outline) -> Place:
    """The region of the first issuer that has one; without issuers, the region that the title begins with."""
    context = " ".join((*issuers, titles.notice_title or "", titles.title, *(p.text for p in outline.head[:6])))
    places = [place_of(name, context) for name in issuers]
    local = next((place for place in places if place.region), None)
    if local:
        return local
    if places and any(place.level == "国家" for place in places):
        return Place(None, "国家")
    named = place_of(re.sub(r"^(?:关于|\d{4}年)", "", titles.title), context)
    if named.region in {zone.name for zone in zones()}:
        return Place(None, None)
    return (
        named
        if named.region or (named.level == "国家" and titles.title.startswith("中华人民共和国"))
        else Place(None, None)
    )


def _doubts(
    titles: Titles, issuers: Sequence[str], issued: date | None, force: InForce, page: dict[str, str], place: Place
) -> Iterator[Issue]:
    if titles.doubt:
        yield Issue(code="title", message=titles.doubt, level="info")
    if not issuers:
        yield Issue(code="no_issuer", message="no issuing body is named in head, signature or title")
    elif place.region is None and place.level is None:
        yield Issue(code="no_region", message=f"no region is known for {'、'.join(issuers)}")
    if len(issuers) == 1 and _JOINT.search(titles.notice_title or titles.title):
        yield Issue(code="joint_issuers", message="the title speaks of several issuers, one is named")
    if issued is None:
        yield Issue(code="no_date", message="no date of signature", level="info")
    if force.expires_on and (other := any_date(page.get("expires", ""))) and abs((other - force.expires_on).days) > 1:
        yield Issue(
            code="expiry_differs",
            message=f"the text says {force.expires_on}, the page's field {other}",
            start=force.start,
        )
