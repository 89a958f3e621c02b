"""What a policy rests on, replaces, changes and merely names.

`cites` are the laws, policies and plans named besides those it rests on and those it replaces, each once. Forms,
certificates and works in 《》 are no documents; a policy does not cite itself or what its notice sends out, and
《办法》 is what it was declared short for.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extract.definitions import definitions
from extract.fold import fold
from extract.mentions import Mention, Region, mentions, regions, sentence
from extract.reading import alternatives, composed
from extract.repeals import Repeal, repeals
from extract.spans import holding
from extract.titles import is_document, sent_titles
from schemas.records import Amendment, Citation, Metadata, Supersession
from schemas.text import Outline

_CHANGED = composed(
    "citation",
    r"(?:的|中|中的|原文)?(?P<where>第[一二三四五六七八九十百零\d]+条(?:第[一二三四五六七八九十\d]+款)?)?[^。;《》]{0,30}?{changed}",
)
_SENT = composed("citation", r"(?:现|予以?|一并|特此|同意,)?{sending}(?:给|,|。|施行|实施|执行)")
_STANDARD = re.compile(r"[A-Z]{2,4}[/ \d]")
_STANDARD_BEHIND = composed("citation", r"\(?(?:[A-Z]{2,5}(?:/[A-Z])?[ \-]?\d|(?:系列)?{standards}标准)")
_STANDARD_BEFORE = composed("citation", r"{standards}标准$")
_ORIGINAL = re.compile(
    r"将?原(?:文|文件|通知|办法|规定)(?:中)?(?P<where>第[一二三四五六七八九十百零\d]+[条款项])[^。;]{0,80}?修改为"
)
_BASIS = alternatives("citation", "basis")
_PURPOSE = alternatives("citation", "purpose")
_ANNEX = re.compile(r"(?:附[件表录]?\d{0,2}[:.、]? ?)?(?:\d{1,2}[.、])?")
_FILE = re.compile(r"\.[a-z]{2,4}$|(?<=》)[^》]*$|[(（]略[)）]$")
_CHANGES_TITLE = re.compile(r"关于(?:修改|修订|调整|废止)[《〈](.+?)[》〉]")


class Citations(NamedTuple):
    """The four kinds of reference of one policy, each in reading order."""

    supersedes: tuple[Supersession, ...]
    amends: tuple[Amendment, ...]
    based_on: tuple[Citation, ...]
    cites: tuple[Citation, ...]


def citations(outline: Outline, meta: Metadata) -> Citations:
    """The references of one policy; `meta` says who it is, so that it is not taken to cite itself."""
    places = regions(outline)
    named = mentions(outline, places)
    gone = repeals(outline.folded, places, named)
    taken = {_key(repeal.mention) for repeal in gone}
    changed = _amendments(outline, meta, places, named)
    own = _own_titles(meta)
    rest = [m for m in named if _key(m) not in taken and is_document_named(m) and not _is_self(m, meta, own)]
    ours = _ours(outline) if rest else frozenset()
    rest = [m for m in rest if m.number or not (_squeezed(m.title) in ours or _is_standard(outline.folded, m))]
    rest = [m for m in rest if not _is_sent(outline.folded, m)]
    bases, others = _told_apart(outline.folded, rest, {change.start for change in changed})
    return Citations(
        supersedes=tuple(_supersession(outline, meta, repeal) for repeal in gone),
        amends=tuple(changed),
        based_on=tuple(Citation(**_fields(outline, m, "basis")) for m in bases),
        cites=tuple(Citation(**_fields(outline, m, "mention")) for m in others),
    )


def is_document_named(mention: Mention) -> bool:
    """Whether a mention is a law, policy or plan: by its number, or by a title that ends like one and says more."""
    return bool(mention.number) or (is_document(mention.title) and not _STANDARD.match(mention.title))


def _key(mention: Mention) -> str:
    return mention.number or _squeezed(mention.title)


def _squeezed(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"()]", "", fold(title))


def _own_titles(meta: Metadata) -> frozenset[str]:
    own = [meta.title, meta.notice_title or "", *sent_titles(meta.notice_title or meta.title)]
    return frozenset(_squeezed(title) for title in own if title)


def _is_self(mention: Mention, meta: Metadata, own: frozenset[str]) -> bool:
    return mention.number in meta.doc_numbers if mention.number else _squeezed(mention.title) in own


def _ours(outline: Outline) -> frozenset[str]:
    """Titles that are no other document's: declared short ones（以下简称《目录》）and those of its own annexes."""
    listed = [fold(p.text) for p in (*outline.head, *outline.tail) if len(p.text) < 100]
    annexes = [line[found.end() :] for line in listed if (found := _ANNEX.match(line)) and found.end()]
    annexes += [unit.heading for unit in outline.units if unit.level == "annex"]
    return frozenset(_squeezed(_FILE.sub("", name)) for name in (*annexes, *(d.short for d in definitions(outline))))


def _is_standard(folded: str, mention: Mention) -> bool:
    """Whether it is a technical standard: 国家标准《卓越绩效评价准则》（GB/T 19580）, 《…规范》国家标准."""
    before = _STANDARD_BEFORE.search(folded, max(mention.home.start, mention.start - 8), mention.start)
    return bool(before or _STANDARD_BEHIND.match(folded, mention.after))


def _is_sent(folded: str, mention: Mention) -> bool:
    """Whether the notice sends this document out（现将《A》《B》印发给你们）: such are annexes, not references."""
    if mention.home.path:
        return False
    start, end = sentence(folded, mention.start, mention.home.start, mention.home.end)
    return bool(_SENT.search(folded, mention.after, end)) and not _BASIS.search(folded, start, mention.start)


def _told_apart(folded: str, named: list[Mention], changed: set[int]) -> tuple[list[Mention], list[Mention]]:
    """Mentions → (those in the sentence of purpose, the others), each document once; what is changed is no basis."""
    bases: dict[str, Mention] = {}
    others: dict[str, Mention] = {}
    for mention in named:
        key = _key(mention).removeprefix("中华人民共和国")
        if mention.home.purpose and mention.start not in changed and _rests_on(folded, mention):
            bases.setdefault(key, mention)
        else:
            others.setdefault(key, mention)
    numbered = {_squeezed(m.title) for m in (*bases.values(), *others.values()) if m.number}
    unnumbered = [
        (k, m) for k, m in others.items() if k not in bases and (m.number or _squeezed(m.title) not in numbered)
    ]
    return [m for m in bases.values() if m.number or _squeezed(m.title) not in numbered], [m for _, m in unnumbered]


def _rests_on(folded: str, mention: Mention) -> bool:
    """Whether a mention stands in the sentence that says why and whereupon the document is made."""
    region = mention.home
    start, end = sentence(folded, mention.start, region.start, region.end)
    if not _BASIS.search(folded, start, mention.start):
        return False
    return region.path in ("", "前言") or bool(_PURPOSE.search(folded, start, end))


def _fields(outline: Outline, mention: Mention, rule: str) -> dict[str, Any]:
    return {
        "title": mention.title,
        "doc_number": mention.number,
        "path": mention.home.path,
        "text": outline.text[mention.start : mention.end],
        "page": outline.page_at(mention.start),
        "start": mention.start,
        "end": mention.end,
        "rule": rule,
    }


def _supersession(outline: Outline, meta: Metadata, repeal: Repeal) -> Supersession:
    fields = _fields(outline, repeal.mention, repeal.rule) | {"text": outline.text[repeal.start : repeal.end]}
    on = repeal.on.isoformat() if repeal.on else meta.effective_from
    return Supersession(**fields, scope=repeal.scope, on=on, provisions=repeal.provisions)


def _amendments(outline: Outline, meta: Metadata, places: list[Region], named: list[Mention]) -> list[Amendment]:
    """Documents whose words this one changes: by its title, by 《A》第三条修改为…, by 原文第五条…修改为… below A."""
    found: dict[str, Amendment] = {}
    for title in (meta.title, meta.notice_title or ""):
        for quoted in _CHANGES_TITLE.findall(title):
            found.setdefault(
                _squeezed(quoted), Amendment(title=quoted, text=title, rule="title", on=meta.effective_from)
            )
    for mention in named:
        change = _CHANGED.match(outline.folded, mention.end)
        if change and is_document_named(mention):
            where: tuple[str, ...] = (change["where"],) if change["where"] else ()
            found.setdefault(
                _squeezed(mention.title), _amendment(outline, meta, mention, change.end(), where, "changed")
            )
    spans = [(place.start, place.end) for place in places]
    changing = [spans[index] for index in holding(outline.folded, spans, "修改为")]
    below = [(m["where"], m.end()) for span in changing for m in _ORIGINAL.finditer(outline.folded, *span)]
    if not below:
        return list(found.values())
    titles = _own_titles(meta)
    own = [mention for mention in named if is_document_named(mention) and not _is_self(mention, meta, titles)]
    if len({_key(mention) for mention in own}) == 1:
        places_below = tuple(place for place, _ in below)
        found.setdefault(
            _squeezed(own[0].title), _amendment(outline, meta, own[0], own[0].end, places_below, "changed_below")
        )
    return list(found.values())


def _amendment(
    outline: Outline, meta: Metadata, mention: Mention, end: int, where: tuple[str, ...], rule: str
) -> Amendment:
    fields = _fields(outline, mention, rule) | {"text": outline.text[mention.start : end]}
    return Amendment(**fields, on=meta.effective_from, provisions=where)
