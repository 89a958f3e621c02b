"""Items of a list of conditions: each paragraph of an item is a criterion whole."""

from __future__ import annotations

from extract.criteria.clauses import Found
from extract.criteria.sections import Section, has_items, shuts_out
from extract.reading import Span, alternatives, clauses, composed, trim
from schemas.text import Outline

# a paragraph that only names what the next ones require（申报单位资质要求）
_NAMES = composed("criteria", r"[^,。;:]{2,16}{item_headings}")
# what a lead asks for itself, before it leads in（申报主体应为企业，并符合下列条件：）
_ASKS = composed("criteria", r"{asks}|为[^,]{2,}|的[^,的]{0,12}(?:企业|单位|机构|人员|项目|个人)$")
# and in one breath with it（具有本市户籍且符合以下条件之一的人员：）
_ALSO = composed(
    "criteria", r"((?:(?!{below})[^,;]){4,}?)(?:且|并)(?:应当?|须|需)?(?:同时)?(?:具备|符合|满足|具有){below}"
)
_AT_LEAST = 8
# the longest paragraph that is a heading
_HEADING = 30


def items(outline: Outline, index: int, words: list[Span], section: Section) -> list[Found]:
    """The conditions in the words of a unit that stands under a list.

    A paragraph that ends in a colon leads into the next, or into the items below; it is no condition.
    """
    folded = outline.folded
    if section.by_heading and section.unit == index:
        words = _without_heading(outline, outline.units[index].heading, words)
    elif section.unit == index:
        words = words[next(n for n, (_, end) in enumerate(words) if folded.startswith(":", end)) :]
    if words and (len(words) > 1 or has_items(outline, index)) and _only_names(folded, *words[0]):
        words = words[1:]
    parts = [(part, folded.startswith(":", span[1])) for span in words for part in _asked(folded, *span)]
    if has_items(outline, index):
        parts = [(part, leads) for part, leads in parts if not _leads_on(folded, *part)]
    return [_item(folded, part, section.shuts_out and not leads) for part, leads in parts]


def _item(folded: str, span: Span, refused: bool) -> Found:
    # 扶持对象是指在…注册的企业: that the item is on the scope is said of it, and does not belong to it
    lead = alternatives("criteria", "item_leads").match(folded, *span)
    start, end = trim(folded, lead.end() if lead else span[0], span[1])
    return Found(start, end, "criterion.shut_out" if refused or shuts_out(folded, *span) else "criterion.item")


def _asked(folded: str, start: int, end: int) -> list[Span]:
    """A paragraph as it stands; of one that leads into items, what it asks for before it leads in."""
    if not folded.startswith(":", end):
        return [(start, end)]
    last = max(folded.rfind("。", start, end), folded.rfind(";", start, end)) + 1
    whole = [trim(folded, start, last)] if last > start else []
    pieces = clauses(folded, max(last, start), end)
    leads = alternatives("criteria", "leads")
    first = next((n for n, (a, b) in enumerate(pieces) if leads.search(folded[a:b] + ":")), 0)
    if first:
        start, end = trim(folded, pieces[0][0], pieces[first - 1][1])
        if end - start >= _AT_LEAST and _ASKS.search(folded, start, end):
            whole.append((start, end))
    elif also := _ALSO.match(folded, *pieces[0]):
        whole.append(also.span(1))
    return whole


def _only_names(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph is a heading of what follows: such words without a stop, or what is to be furthered."""
    if _NAMES.fullmatch(folded, start, end):
        return not folded.startswith(("。", ";"), end)
    urged = alternatives("criteria", "encouraging").match(folded, start, end)
    return urged is not None and end - start <= _HEADING and folded.startswith("\n", end + 1)


def _leads_on(folded: str, start: int, end: int) -> bool:
    """Whether the words of a unit with items name their subject only（支持企业在园区落地发展。）."""
    encourages = alternatives("criteria", "encouraging").match(folded, start, end)
    return encourages is not None or shuts_out(folded, start, end)


def _without_heading(outline: Outline, heading: str, words: list[Span]) -> list[Span]:
    if not words:
        return words
    boxed = outline.folded.startswith("〔", words[0][0])  # 第九条【资助对象】
    if not outline.text.startswith(heading, words[0][0] + boxed):
        return words
    start, end = trim(outline.folded, words[0][0] + len(heading) + 2 * boxed, words[0][1])
    return [(start, end), *words[1:]] if start < end else words[1:]
