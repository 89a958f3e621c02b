"""Which bodies a provision charges with its work, and who explains the policy.

In prose only bodies named as such count: 有关部门, 各级人民政府 and 项目单位 charge nobody in particular. A list of
those in charge is told as it is written, 相关部门 among them included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.bodies import is_agency, split_names
from extract.definitions import definitions
from extract.reading import alternatives, composed
from extract.spans import LABEL, holding, unit_spans
from schemas.records import Responsible
from schemas.text import Outline

# the longest name of a body that ends like none（市12345热线办公室、省商务厅〔省政府口岸办〕）
_LONGEST = 14
_LIST = composed(
    "agencies",
    r"{roles}{role_units}:\n?(?P<who>(?:[^。\n;()〔〕]|[(〔][^()〔〕\n]{0,40}[)〕]){2,600}?)"
    r"(?=[)〕。;\n]|$|,?{roles}{role_units}:|,?{no_more_names}[^,;:。]{0,6}:|,[\u4e00-\u9fff]{2,4}[,:]?\d{7})",
)
_IN_BRACKETS = composed(
    "agencies",
    r"[(〔](?:[^()〔〕:]{2,8}:)?(?P<who>(?:[^()〔〕。:]|[(〔][^()〔〕]{1,20}[)〕]){2,400}?)"
    r"(?:负责|牵头|配合|参与|落实|{by_duty})(?:完成(?:有关工作)?)?(?:[,;。]{behind_names}(?:[^()〔〕]|[(][^()]{1,12}[)]){0,80})?[)〕]",
)
# （运用促进处，蔺朝阳，63916862）
_REACHED = re.compile(r"[(〔](?P<who>[^()〔〕,:\d\n]{3,20}),(?:[\u4e00-\u9fff·、]{2,12}[,:])?[\d-]{7,20}[)〕]")
_BARE = composed(
    "agencies",
    r"(?<=[。;\n])[(〔](?P<who>(?:[^()〔〕。:\d]|[(][^()]{1,12}[)]){3,300})(?:。{behind_names}[^()〔〕]{0,80})?[)〕]",
)
# so many names in brackets are bodies in charge wherever the brackets stand; fewer at the end of a paragraph
_SEVERAL = 3
_VAGUE = alternatives("agencies", "vague")
_ETC = composed(
    "agencies",
    r"等(?:[^、，,；;]{0,8}(?:有关|相关){groups}(?:[和及]{groups})?(?:[(（][^()（）]{1,6}[)）])?|(?=[^、，,；;]{0,10}{groups}))",
)
_SHARED = alternatives("agencies", "shared")
# 市民政部门, 市、区财政部门, 各区市县（先导区）发展改革部门: one body for each division
_DEPARTMENT = re.compile(r"各?(?:[省市区县州]、?)+(?:[(（][^()（）]{1,6}[)）])?(?!政府)[\u4e00-\u9fff]{2,10}部门")
_AND = re.compile("^(?:以及|及|和|与)")
_NOBODY = composed("agencies", r"(?:{groups}|等)?")
_GROUP = composed("agencies", r"^各|(?:{groups}|集团|政府)(?:[(（].{1,12}[)）])?$")
_BY = composed(
    "agencies",
    r"由(?P<who>(?:[^,。;:()由]|[(][^()]{1,20}[)]){2,80}?)(?:{by_duty}|共同|分别|会同有关部门|会同相关部门|统一|具体|牵头|组织)*"
    r"(?:负责|组织实施|承担|牵头(?=[,。;、会组按根])(?:、(?P<too>[^,。;:()由]{2,60}?)(?:配合|协助|参与))?)(?P<what>[^。;\n]{0,40})",
)
_HEADS = composed(
    "agencies",
    r"(?m:^|(?<=[。;:,\n]))(?:第[一二三四五六七八九十百零\d]+条|[(][一二三四五六七八九十\d]+[)]"
    r"|[一二三四五六七八九十\d]+[、.．]|[一二三四五六七八九十]是)?\s?"
    r"(?P<who>[^,。;:\n(〔][^,。;:\n]{1,40}?)(?:[(][^()\n]{1,30}[)])?(?:(?:是|为|作为|发挥)[^,。;:\n]{2,40},)?"
    r"(?:具体|主要|统一|牵头|组织|共同|按职责分工"
    r"|按职责)*(?:负责|(?<=牵头)(?={led}))(?P<what>[^,。;\n]{0,40})",
)
_ACTS = composed("agencies", r"{no_names}|主要$|部委$|落实|推进|的|^[各由经报对向与和及]")
_TOLD = composed("agencies", r"{no_names}|主要|的(?!处室|单位|部门)")
_DUTY = re.compile(r"[(（][^()（）]{0,30}(?:职责|下同|另行)[^()（）]*[)）]?$")
_NO_CHARGE = re.compile(
    r"[的人]|(?:本[\u4e00-\u9fff]{2,6}的?)?(?:具体|最终)?解释(?!并|和|及|、)|.{0,20}(?:真实性|准确性|完整性|合法性)"
)
_DUTIES = alternatives("agencies", "duties")
_WORKS = alternatives("agencies", "works")
_PLACED = re.compile(r"[省市区县州旗]|[\u4e00-\u9fff]{2,4}(?:[省市县州旗盟]|(?<![园景社地片])区)")
_OF_BODY = re.compile(r"(?:[(][^()]{1,3}[)]|\d{1,2}[.、])?(?P<who>[^,。;:\n]{3,30}):(?!\d)")
# 区审计局按照工作职责，依法…, under a heading of duties
_BEARS = composed("agencies", r"(?P<who>[^,。;:\n()]{3,200}?){bears}")
# （一）区科技局主要职责：
_OWN_DUTIES = re.compile(
    r"(?:第[一二三四五六七八九十百]+条|[(][一二三四五六七八九十\d]+[)]|\d+[.、]|[一二三四五六七八九十]+、)?\s?"
    r"(?P<who>[^,。;:\n(〔]{3,24}?)的?(?:主要|具体|工作|管理)*职责(?:是|为|包括)?:"
)
_Charge = tuple[int, int, tuple[str, ...], str]
_EXPLAINED = composed(
    "agencies",
    r"(?P<self>本[\u4e00-\u9fff《》]{1,12}|具体应用[^,。;由]{0,8}|^)[^。;由]{0,24}由(?P<who>(?:[^,。;:()]"
    r"|[(][^()]{1,20}[)]){2,90}?)"
    r"(?:{by_duty}|共同|分别)?(?:负责|承担|进行)?(?:本[\u4e00-\u9fff]{2,6}的?)?(?:具体|最终|统一)?的?解释(?=[。,;\n和及并、与的]|$)",
)
_RIGHT = re.compile(
    r"解释权?[:,]?(?:归属于|归属|属于|归|由)(?P<who>[^,。;:\n]{2,60}?)(?:所有|行使|负责)?(?=[。,;\n]|$)"
    r"|(?P<keeps>[^,。;:\n]{2,40}?)(?:对本[\u4e00-\u9fff]{2,8})?(?:保留|享有"
    r"|拥有)(?:本[\u4e00-\u9fff]{2,8}的?)?(?:最终)?解释权"
)


def _together(outline: Outline) -> tuple[str, ...]:
    """Short names declared for a body whose name holds a 、 (市科委、中关村管委会): they stay one."""
    return tuple(d.short for d in definitions(outline) if "、" in d.short and "、" in d.full)


def _named(text: str, together: tuple[str, ...]) -> tuple[str, ...]:
    """The bodies in `text`, or () where one of the names is none or is vague."""
    names = split_names(text, together)
    return names if names and all(_is_certain(name) for name in names) else ()


def _is_certain(name: str) -> bool:
    if _VAGUE.search(name):
        return False
    return (len(name) > 2 and is_agency(name) and not _ACTS.search(name)) or bool(_DEPARTMENT.fullmatch(name))


def responsible(outline: Outline) -> list[Responsible]:
    """The bodies charged with each provision, one record per place that says so: 责任单位：…, （…负责）, 由…负责…."""
    spans, paths = unit_spans(outline)
    words = ("负责", "牵头", "组织实施", "单位:", "部门:", "主体:", "室:", "承担", "按职责", "按照职责")
    closed = (index for index, (_, end) in enumerate(spans) if outline.folded[end - 1] in ")〕")
    inside = holding(outline.folded, spans, "。(", "。〔")
    headed = dict(_headed(outline))
    heading = (index for index, (start, _) in enumerate(spans) if start in headed)
    charging = sorted({*holding(outline.folded, spans, *words), *closed, *inside, *heading})
    together = _together(outline) if charging else ()
    found: list[Responsible] = []
    taken: set[tuple[str, str]] = set()
    for index in charging:
        path, (start, end) = paths[index], spans[index]
        if outline.folded[end - 1] == ":" and path in paths[index + 1 : index + 2]:
            end = spans[index + 1][1]  # 责任单位：⏎市财政局
        own = [headed[start]] if start in headed else []
        for at, to, names, rule in (*own, *_charged(outline, start, end, together)):
            fresh = tuple(name for name in names if (path, name) not in taken)
            taken |= {(path, name) for name in fresh}
            if fresh:
                found.append(
                    Responsible(path=path, agencies=fresh, rule=rule, page=outline.page_at(at), start=at, end=to)
                )
    return _of_groups(found, outline)


def _of_groups(found: list[Responsible], outline: Outline) -> list[Responsible]:
    """The records, with those of a whole group at the group: of its items only the last closes with a paragraph."""
    closes = (unit.path for unit in outline.units if any(outline.folded[at] in "(〔" for at, _ in unit.spans[1:]))
    told = {row.path for row in found}.union(closes)
    starts = {start for unit in outline.units for start, _ in unit.spans[1:]}
    items: dict[int, list[str]] = {}
    for unit in outline.units:
        if unit.parent is not None:
            items.setdefault(unit.parent, []).append(unit.path)
    groups = {
        last: outline.units[parent].path
        for parent, (*others, last) in items.items()
        if others and last in told and not told.intersection(others)
    }
    listed = ("in_brackets", "bare", "listed")
    return [
        row.model_copy(update={"path": groups[row.path]})
        if row.path in groups and row.start in starts and row.rule in listed
        else row
        for row in found
    ]


def _headed(outline: Outline) -> Iterator[tuple[int, _Charge]]:
    """Bodies that are the heading of their article, or of a paragraph under 职责分工（市财政局：…）, by place."""
    folded = outline.folded
    for unit in outline.units:
        start, end = unit.spans[0] if unit.spans else (0, 0)
        own = _OWN_DUTIES.match(folded, start, end)
        if own and (names := _named(outline.text[slice(*own.span("who"))], ())):
            yield start, (start, own.end(), names, "heading")
        elif len(unit.spans) > 1 and _PLACED.match(unit.heading) and _WORKS.match(folded, *unit.spans[1]):
            if _is_certain(unit.heading):
                yield start, (start, end, (unit.heading,), "heading")
        elif _DUTIES.search(unit.heading):
            for start, end in unit.spans:
                found = _OF_BODY.match(folded, start, end) or _BEARS.match(folded, start, end)
                if found and (names := _named(outline.text[slice(*found.span("who"))], ())):
                    yield start, (start, found.end(), names, "heading")


def _charged(outline: Outline, start: int, end: int, together: tuple[str, ...]) -> Iterator[_Charge]:
    folded, text = outline.folded, outline.text
    if folded.find(":", start, end) >= 0:
        for found in _LIST.finditer(folded, start, end):
            at, to = found.span("who")
            names = _as_listed(text[at:to], together)
            if names and _is_list(names):
                yield found.start(), found.end(), names, "listed"
    for bare in _BARE.finditer(folded, start, end):
        names = _as_listed(text[slice(*bare.span("who"))], together)
        sure = any(map(_is_certain, names)) and all(is_agency(name) or _GROUP.search(name) for name in names)
        if sure and (bare.end() == end or len(names) >= _SEVERAL):
            yield bare.start(), bare.end(), names, "bare"
    for found in _REACHED.finditer(folded, start, end):
        if names := _named(text[slice(*found.span("who"))], together):
            yield found.start(), found.end(), names, "reached"
    if not any(folded.find(word, start, end) >= 0 for word in ("负责", "牵头", "组织实施", "配合)", "承担", "职责")):
        return
    for found in _IN_BRACKETS.finditer(folded, start, end):
        at, to = found.span("who")
        names = _as_listed(text[at:to], together)
        if any(is_agency(name) or name.endswith("成员单位") for name in names) and not any(
            _TOLD.search(name) for name in names
        ):
            yield found.start(), found.end(), names, "in_brackets"
    for found in _BY.finditer(folded, start, end):
        at, to = found.span("who")
        if not _NO_CHARGE.match(found["what"]) and (names := _named(text[at:to], together)):
            too = _named(text[slice(*found.span("too"))], together) if found["too"] else ()
            yield found.start(), found.end(), (*names, *too), "by"
    for found in _HEADS.finditer(folded, start, end):
        at, to = found.span("who")
        if (
            not _NO_CHARGE.match(found["what"])
            and "由" not in found["who"]
            and (names := _named(text[at:to], together))
        ):
            yield found.start(), found.end(), names, "subject"


def _is_list(names: tuple[str, ...]) -> bool:
    """Whether what stands behind 责任单位： are bodies, not what they do（牵头单位：⏎梳理政策）."""
    if any(is_agency(name) or _GROUP.search(name) for name in names):
        return is_agency(names[0]) or not _WORKS.match(names[0])
    return len(names[0]) <= _LONGEST and not _WORKS.match(names[0])


def _as_listed(text: str, together: tuple[str, ...]) -> tuple[str, ...]:
    """The names in a list of those in charge, as written, without the words that say how they share the work."""
    text = _SHARED.sub("、", _ETC.sub("、", _DUTY.sub("", text)))
    names = (_AND.sub("", name.removesuffix("等")) for name in split_names(text, together))
    return tuple(name for name in names if len(name) > 1 and not _NOBODY.fullmatch(name))


def interpreted_by(outline: Outline) -> list[str]:
    """Who explains the policy, as its last provisions write it（由…负责解释）."""
    spans, _ = unit_spans(outline)
    names: list[str] = []
    explaining = holding(outline.folded, spans, "解释")
    together = _together(outline) if explaining else ()
    for index in reversed(explaining):
        names += [name for name in _explainers(outline, *spans[index], together) if name not in names]
    return names


def _explainers(outline: Outline, start: int, end: int, together: tuple[str, ...]) -> Iterator[str]:
    for pattern in (_EXPLAINED, _RIGHT):
        for found in pattern.finditer(outline.folded, start, end):
            group = "who" if found["who"] else "keeps"
            at, to = found.span(group)
            who = LABEL.sub("", outline.text[at:to], count=1).removesuffix("会同有关部门").removesuffix("会同相关部门")
            names = split_names(who, together)
            if all(
                len(name) > 1 and (is_agency(name) or name.endswith(("部门", "机关", "会议", "机构"))) for name in names
            ):
                yield from names
