"""Web pages: the article out of the page's chrome, the facts beside it (文号, 成文日期 …) as metadata.

The article is the element that a government publishing system marks as such (schemas/tables/pages.toml); where none is
marked, trafilatura finds it. The page's title comes first unless the article itself begins with it.
"""

from __future__ import annotations

import email
import email.policy
import re
from functools import cache
from pathlib import Path

from lxml import etree, html
from lxml.etree import _Element as Element
from pydantic import BaseModel

from extract.read.blocks import SKIPPED, Blocks, text_of, weight
from extract.read.facts import facts, strip_facts
from extract.read.media import HTML
from extract.read.text import decode
from schemas import tables
from schemas.errors import Unreadable
from schemas.text import Document, Line, Note, Page

MIN_ARTICLE = 60
"""Characters outside links below which a page is navigation only; so is one of which more than half is links."""

MAX_SAMPLE = 100
"""Sentences by which the article's element is sought."""

_FRAMES = ("body", "div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SITE = re.compile(r"(?:\s*[-_–—|]+\s*[^-_–—|《》]*(?:政府|网|门户|委员会|局|厅|部)[^-_–—|《》]*)+$")
_SPACE = re.compile(r"\s+")


class _Container(BaseModel):
    names: list[str]
    source: str


class _Chrome(BaseModel):
    pattern: str
    source: str


def read_html(data: bytes, path: Path, sha256: str) -> Document:
    """The article of a page. Errors: Unreadable('binary'|'damaged'|'no_article')."""
    text, notes = decode(data, _declared(data))
    return _document(text, notes, path, sha256)


def read_mhtml(data: bytes, path: Path, sha256: str) -> Document:
    """A page saved as one MIME file (.mht, or a .doc that is one). Errors as for `read_html`."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return read_html(body, path, sha256)
    raise Unreadable("damaged", "the MIME file holds no web page")


def _document(text: str, notes: tuple[Note, ...], path: Path, sha256: str) -> Document:
    try:
        root = html.document_fromstring(text.encode("utf-8"), html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("damaged", f"the page is no HTML that can be parsed: {error}") from error
    for spare in list(root.iter(etree.Comment, etree.ProcessingInstruction, *SKIPPED)):
        spare.drop_tree()
    article = _marked(root)
    if article is None:
        article = _found(root, text)
    if article is None or weight(article) < max(MIN_ARTICLE, 0.5 * len(_bare(text_of(article)))):
        raise Unreadable("no_article", "the page holds no article, only navigation")
    meta = facts(root, article)
    strip_facts(article)
    page = _page(Blocks(article), _title(root, meta))
    return Document(path.as_posix(), sha256, HTML, (page,), reflowed=True, meta=meta, notes=notes)


def _page(blocks: Blocks, title: str) -> Page:
    """The article's lines under its title, without the lines of the page's own furniture."""
    kept = [not _chrome().fullmatch(_bare(line)) for line in blocks.lines]
    aligned = zip(blocks.lines, blocks.aligns, kept, strict=True)
    lines = [Line(line, align=align) for line, align, keep in aligned if keep]
    before = 0
    if title and _bare(title) not in _bare("".join(line.text for line in lines[:12])):
        lines, before = [Line(title, align="center"), *lines], 1
    moved = tuple(table._replace(at=sum(kept[: table.at]) + before) for table in blocks.tables)
    return Page(1, tuple(lines), moved)


def _declared(data: bytes) -> str | None:
    """The charset that the page declares, if it is one of the Chinese ones."""
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    return "gb18030" if name in {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"} else None


@cache
def _names() -> frozenset[str]:
    return frozenset(name.lower() for row in tables.rows("pages", "container", _Container) for name in row.names)


@cache
def _chrome() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in tables.rows("pages", "chrome", _Chrome)))


def _marked(root: Element) -> Element | None:
    """The innermost element marked as the article that still holds most of the text so marked."""
    weighed = [(weight(element), element) for element in root.iter() if _is_container(element)]
    most = max((size for size, _ in weighed), default=0)
    if most < MIN_ARTICLE:
        return None
    return min((pair for pair in weighed if pair[0] >= 0.7 * most), key=lambda pair: len(text_of(pair[1])))[1]


def _is_container(element: Element) -> bool:
    named = f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()
    return any(name in _names() for name in named)


def _found(root: Element, text: str) -> Element | None:
    """The innermost element that holds nearly all the sentences that trafilatura takes for the article.

    The page's own element keeps its tables whole, without the lists of links that come along in trafilatura's text.
    """
    import trafilatura

    found = trafilatura.extract(text, include_comments=False, include_tables=False, include_links=False)
    lines = [bare for line in (found or "").split("\n") if len(bare := _bare(line)) >= 20]
    sentences = lines[:: len(lines) // MAX_SAMPLE + 1]
    wanted = 0.8 * sum(map(len, sentences))
    if not wanted:
        return None
    article = root
    while True:
        for child in article.iterchildren(*_FRAMES):
            inside = _bare(text_of(child))
            if sum(len(sentence) for sentence in sentences if sentence in inside) >= wanted:
                article = child
                break
        else:
            return article


def _title(root: Element, meta: tuple[tuple[str, str], ...]) -> str:
    candidates = [value for name, value in meta if name == "标题"]
    heads = [_SPACE.sub(" ", text_of(head)).strip() for head in root.iter("h1")]
    candidates += [head for head in heads if len(head) >= 8][:1]
    candidates += [_SITE.sub("", _SPACE.sub(" ", text_of(title)).strip()) for title in root.iter("title")][:1]
    return next((title for title in candidates if title), "")


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
