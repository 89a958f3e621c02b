"""Plain text and Markdown: the encoding found, page marks made pages, lines kept as they are printed.

What stays in a line for the layout stage to use and then strip: leading `#`, `-`, `*` and `1.` marks, `**`, the two
blanks of a Markdown line break, indentation, and empty lines. What goes: `[bookmark: …]`, HTML comments and inline
tags, link targets.
"""

from __future__ import annotations

import re
from pathlib import Path

from extract.read.markdown import is_markdown, unmark
from extract.read.media import MARKDOWN, TEXT
from schemas.errors import Unreadable
from schemas.text import Document, Line, Note, Page, Table

MAX_PRINTED = 75
"""Characters in a printed line of Chinese; no paper has more."""

_PAGE_MARK = re.compile(r"^#{0,6}[ \t]*+(?:[Pp]age|第)[ \t]*+(\d{1,5})[ \t]*+页?[ \t]*+[:：][ \t]*$", re.M)
_NOISE = re.compile(
    r"\[bookmark:[^\]\n]{0,200}\]"
    r"|</?(?:sup|sub|span|font|b|i|u|em|strong|p|div|center|a|small|big|mark|img|details|summary)\b[^<>\n]*>",
    re.I,
)
_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)|<((?:https?|mailto):[^<>\s]+)>")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ENDS = tuple("。；：！？.;:!?”’）)】》|")


def read_text(data: bytes, path: Path, sha256: str) -> Document:
    """The lines of a text file. Errors: Unreadable('binary'|'encoding'|'empty')."""
    text, notes = decode(data)
    text = _LINE_END.sub("\n", text)
    if not text.strip():
        raise Unreadable("empty", "the file holds no text")
    markdown = is_markdown(_PAGE_MARK.sub("", text))
    text, meta = unmark(text) if markdown else (text, ())
    text = _LINK.sub(lambda m: m[1] or m[2] or "", _NOISE.sub("", _broken(_uncommented(text))))
    pages = tuple(_page(number, lines) for number, lines in _paged(text))
    return Document(
        path=path.as_posix(),
        sha256=sha256,
        media_type=MARKDOWN if markdown else TEXT,
        pages=pages,
        reflowed=is_reflowed([line.text for page in pages for line in page.lines]),
        meta=meta,
        notes=notes,
    )


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text of `data`: by byte-order mark, else UTF-8 if it is that, else as declared, else in the encoding in which
    it reads most like Chinese text.

    Errors: Unreadable('binary') where it is no text in any encoding known here.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    try:
        text = data.decode("utf-8")
        if "\0" not in text and len(_CONTROL.findall(text)) <= 0.1 * len(text):
            return text, ()
    except UnicodeDecodeError:
        pass
    if declared and plausibility(text := data.decode(declared, "replace")) >= 0.9:
        return _checked(text)
    candidates = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
    return _checked(max(candidates, key=plausibility))


def _checked(text: str) -> tuple[str, tuple[Note, ...]]:
    if plausibility(text) < 0.9:
        raise Unreadable("binary", "the file is no text in UTF-8, UTF-16 or GB18030 and no document format known here")
    lost = text.count("\ufffd")
    text = text.replace("\0", "")
    if lost:
        return text, (Note("encoding", f"{lost} characters could not be decoded and stand as \ufffd"),)
    return text, ()


def plausibility(text: str) -> float:
    """Share of a sample's characters that Chinese official text is made of, 0..1."""
    sample = text if len(text) <= 40_000 else text[:20_000] + text[len(text) // 2 :][:10_000] + text[-10_000:]
    return sum(map(_plausible, sample)) / len(sample) if sample else 1.0


def _plausible(c: str) -> bool:
    if c < "\x7f":
        return c >= " " or c in "\t\n\r\f"
    return (
        "\u4e00" <= c <= "\u9fff"
        or "\u3000" <= c <= "\u303f"
        or "\uff01" <= c <= "\uff5e"
        or "\u2010" <= c <= "\u206f"
        or "\u2460" <= c <= "\u24ff"
        or c in "\xa0·×±°§®©÷éü\ufeff￥…—―"
        or "\u2100" <= c <= "\u22ff"
        or "\u2500" <= c <= "\u25ff"
        or "\u2e80" <= c <= "\u2fdf"
        or "\ue000" <= c <= "\uf8ff"
        or "\u3400" <= c <= "\u4dbf"
    )


def _uncommented(text: str) -> str:
    """`text` without HTML comments; one that is never closed stays."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])


def _broken(text: str) -> str:
    """`text` with <br> as an end of line; inside a table row, where that would end the row, as a line separator."""
    if not _BREAK.search(text):
        return text
    return "\n".join(_BREAK.sub("\u2028" if "|" in line else "\n", line) for line in text.split("\n"))


def _paged(text: str) -> list[tuple[int, list[str]]]:
    """Pages by form feeds and `# Page N:` marks; a mark's number counts, else the page before plus one."""
    pages: list[tuple[int, list[str]]] = [(1, [])]
    for sheet, chunk in enumerate(text.split("\f")):
        if sheet and (pages[-1][1] or sheet > 1):
            pages.append((pages[-1][0] + 1, []))
        for line in chunk.split("\n"):
            if mark := _PAGE_MARK.fullmatch(line):
                pages.append((int(mark[1]), []))
            else:
                pages[-1][1].append(line)
    return [(number, lines) for number, lines in pages if any(line.strip() for line in lines)]


def _page(number: int, lines: list[str]) -> Page:
    """Pipe tables come out of the lines; a table is lines with `|` around a rule of dashes."""
    kept: list[Line] = []
    tables: list[Table] = []
    row = 0
    while row < len(lines):
        if "|" in lines[row] and row + 1 < len(lines) and "|" in lines[row + 1] and _RULE.match(lines[row + 1]):
            end = row + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            tables.append(Table(len(kept), _rows([lines[row], *lines[row + 2 : end]])))
            row = end
        else:
            kept.append(Line(lines[row].replace("\u2028", " ")))
            row += 1
    return Page(number, tuple(kept), tuple(tables))


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|"))] for line in lines]
    cells = [row[:-1] if row and not row[-1] else row for row in cells]
    width = max(map(len, cells))
    return tuple(tuple(row + [""] * (width - len(row))) for row in cells)


def is_reflowed(lines: list[str]) -> bool:
    """True where lines are paragraphs: some are far longer than paper is wide, or most of the text stands in lines that
    end as sentences do. Hard-wrapped lines end where the paper ends, most of them in mid-sentence.
    """
    texts = [line.strip(" \t\u3000*") for line in lines]
    long = [text for text in texts if len(text) >= 15]
    total = sum(map(len, long))
    if sum(len(text) for text in long if len(text) > MAX_PRINTED) > 0.3 * total:
        return True
    ended = sum(len(text) for text in long if text.endswith(_ENDS))
    return not total or ended >= 0.6 * total
