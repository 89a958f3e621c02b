"""The facts that a government page prints beside its article: 索引号, 发布机构, 文号, 成文日期, 有效性 …

They stand in a table or list of label and value, in one cell or in two, with spaces inside the labels; the labels are
rows of schemas/tables/pages.toml. The first value of each name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml.etree import _Element as Element
from pydantic import BaseModel

from extract.read.blocks import text_of
from schemas import tables

_BLANK = re.compile(r"\s+")
_PAIR = re.compile(r"[\s【\[]*([\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,7})[\s】\]]*[:：]\s*(.*)", re.S)
_NEXT = re.compile(r" (?=[\u4e00-\u9fff]{2,6} ?[:：])| ?时间[:：]| ?【?字[体号]")
_MAX_VALUE = 200
_HOLDERS = ("td", "th", "li", "dt", "dd", "span", "div", "p", "b", "strong", "label", "em")


class _Label(BaseModel):
    name: str
    forms: list[str]


class _MetaTag(BaseModel):
    tag: str
    name: str


@cache
def _labels() -> dict[str, str]:
    return {form: row.name for row in tables.rows("pages", "label", _Label) for form in row.forms}


@cache
def _metatags() -> dict[str, str]:
    return {row.tag.lower(): row.name for row in tables.rows("pages", "metatag", _MetaTag)}


def facts(root: Element, article: Element | None) -> tuple[tuple[str, str], ...]:
    """(name, value) pairs of a page, those printed beside the article before those of <meta> tags."""
    found: dict[str, str] = {}
    inside = set(article.iter()) - _fact_elements(article) if article is not None else set()
    for element in root.iter(*_HOLDERS):
        if element not in inside:
            for name, value in _pair(element):
                found.setdefault(name, value)
    for tag in root.iter("meta"):
        named = _metatags().get((tag.get("name") or "").lower())
        value = _BLANK.sub(" ", tag.get("content") or "").strip()
        if named and value:
            found.setdefault(named, value)
    return tuple(found.items())


def strip_facts(article: Element) -> None:
    """Cut a table of such facts out of the article, where the page prints it there."""
    for table in list(article.iter("table")):
        if table is not article and _is_facts(table):
            table.drop_tree()


def _fact_elements(article: Element) -> set[Element]:
    return {element for table in article.iter("table") if _is_facts(table) for element in table.iter()}


def _is_facts(table: Element) -> bool:
    names = {name for cell in table.iter("td", "th") for name, _ in _pair(cell)}
    return len(names) >= 3 and bool(names & {"索引号", "文号", "发布机构"})


def _pair(element: Element) -> Iterator[tuple[str, str]]:
    """The fact that begins in this element: label and value in it, or the label alone and the value beside it."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > 2 * _MAX_VALUE:
            return
    bare = _BLANK.sub("", text).strip("【】[]:：")
    if name := _labels().get(bare):
        value = _clean(element.tail or "") or next(
            (_clean(text_of(sibling)) for sibling in element.itersiblings() if isinstance(sibling.tag, str)), ""
        )
    elif (match := _PAIR.match(text)) and (name := _labels().get(_BLANK.sub("", match[1]))):
        value = _clean(match[2])
    else:
        return
    if value and len(value) <= _MAX_VALUE and _BLANK.sub("", value).strip("：:") not in _labels():
        yield name, value


def _clean(text: str) -> str:
    """A value in one line, up to the next label that stands in the same element."""
    return _NEXT.split(_BLANK.sub(" ", text).strip(" :："), maxsplit=1)[0].strip(" 【[")
