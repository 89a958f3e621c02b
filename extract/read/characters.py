"""Characters as they should have come: what every reader's text goes through, whatever the format.

Afterwards: no control, zero-width, direction or surrogate characters; every blank is ' ', '\\u3000' or '\\t'; Kangxi
and supplement radicals and compatibility ideographs are the ordinary characters. Full-width forms stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.fold import radicals
from schemas.text import Document, Page, Table


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], None)
    table |= dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD], None)
    table |= dict.fromkeys(range(0xFE00, 0xFE10), None)
    table |= dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
    table |= {9: "\t", 10: "\n", 0x2028: "\n", 0x2029: "\n", 11: "\n"}
    return table | radicals()


_TABLE = _table()
_SURROGATE = re.compile("[\ud800-\udfff]")


def mend(text: str) -> str:
    """`text` without what no reader sees; see the module's promise."""
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATE.sub("", text).translate(_TABLE)


def mended(document: Document) -> Document:
    """`document` with every line, cell and metadata value mended."""
    return replace(
        document,
        pages=tuple(_page(page) for page in document.pages),
        meta=tuple((mend(key), mend(value)) for key, value in document.meta),
    )


def _page(page: Page) -> Page:
    return replace(
        page,
        lines=tuple(line._replace(text=mend(line.text)) for line in page.lines),
        tables=tuple(
            Table(table.at, tuple(tuple(mend(cell) for cell in row) for row in table.rows)) for table in page.tables
        ),
    )
