"""Items of a list of conditions: each paragraph of an item is a criterion whole."""

from __future__ import annotations

import re

from extract.criteria.clauses import Found
from extract.criteria.sections import Section, has_items, shuts_out
from extract.limits import limited
from extract.reading import Span, alternatives, sentences, trim
from schemas.text import Outline

# a paragraph that only names what the next ones require（申报单位资质要求）
_NAMES = re.compile(r"[^,。;:]{2,16}(?:要求|条件|资质|规定|时限|事项|申报|标准)")
# an item of one sentence and of this length that limits is a limit and no condition
_SHORT = 48
_MOST = 0.7


def items(outline: Outline, index: int, words: list[Span], section: Section) -> list[Found]:
    """The conditions in the words of a unit that stands under a list.

    A paragraph that ends in a colon leads into the next, or into the items below; it is no condition.
    """
    folded = outline.folded
    if section.by_heading and section.unit == index:
        words = _without_heading(outline, outline.units[index].heading, words)
    if words and (len(words) > 1 or has_items(outline, index)) and _only_names(folded, *words[0]):
        words = words[1:]
    words = [span for span in words if not folded.startswith(":", span[1])]
    if has_items(outline, index):
        words = [span for span in words if not _leads_on(folded, *span)]
    return [_item(folded, span, section) for span in words if not _only_limits(folded, *span)]


def _item(folded: str, span: Span, section: Section) -> Found:
    refused = section.shuts_out or shuts_out(folded, *span)
    # 扶持对象是指在…注册的企业: that the item is on the scope is said of it, and does not belong to it
    lead = alternatives("criteria", "item_leads").match(folded, *span)
    start, end = trim(folded, lead.end() if lead else span[0], span[1])
    return Found(start, end, "criterion.shut_out" if refused else "criterion.item")


def _only_names(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph is a heading of what follows: such words, without a stop."""
    return _NAMES.fullmatch(folded, start, end) is not None and not folded.startswith(("。", ";"), end)


def _leads_on(folded: str, start: int, end: int) -> bool:
    """Whether the words of a unit with items name their subject only（支持企业在园区落地发展。）."""
    encourages = alternatives("criteria", "encouraging").match(folded, start, end)
    return encourages is not None or shuts_out(folded, start, end)


def _without_heading(outline: Outline, heading: str, words: list[Span]) -> list[Span]:
    if not words or not outline.text.startswith(heading, words[0][0]):
        return words
    start, end = trim(outline.folded, words[0][0] + len(heading), words[0][1])
    return [(start, end), *words[1:]] if start < end else words[1:]


def _only_limits(folded: str, start: int, end: int) -> bool:
    """Whether an item limits and asks for nothing else."""
    pieces = list(sentences(folded, start, end))
    if len(pieces) != 1 or end - start >= _SHORT:
        return False
    return sum(last - first for first, last in limited(folded, *pieces[0])) > _MOST * (end - start)
