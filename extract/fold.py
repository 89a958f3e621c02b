"""One-to-one folding of characters, so that rules see one form and offsets stay true.

`fold(text)` has the length of `text`: full-width letters and digits, full-width and small punctuation become ASCII,
the bracket families of document numbers 〔〕, quotation marks “”, dashes -, and Kangxi or CJK-supplement radicals the
ordinary characters they look like. 。、《》〈〉 and the Chinese digits stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def radicals() -> dict[int, str]:
    """Kangxi and supplement radicals and compatibility ideographs → the ordinary characters they look like."""
    table: dict[int, str] = {}
    for cp in [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)]:
        folded = unicodedata.normalize("NFKC", chr(cp))
        if len(folded) == 1 and folded != chr(cp):
            table[cp] = folded
    # CJK radicals supplement that NFKC leaves alone but PDF fonts use for the ordinary character
    supplement, ordinary = "⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻰⻳", "民见角贝车长门青页风飞食马鱼鸟麦黄齐龙龟"
    table |= {ord(a): b for a, b in zip(supplement, ordinary, strict=True)}
    return table


def _table() -> dict[int, str]:
    table = {cp: chr(cp - 0xFEE0) for cp in range(0xFF01, 0xFF5F)}
    table |= {ord(c): " " for c in "\u3000\u00a0\u2002\u2003\u2009\u200a\u202f\t"}
    table |= dict.fromkeys(map(ord, "[［【"), "〔") | dict.fromkeys(map(ord, "]］】"), "〕")
    table |= dict.fromkeys(map(ord, "—–－―─"), "-") | {ord("∶"): ":", ord("︰"): ":", ord("％"): "%"}
    table |= dict(zip(map(ord, "﹐﹑﹒﹔﹕﹖﹗﹙﹚﹝﹞"), ",、.;:?!()〔〕", strict=True))
    table |= {ord("「"): "“", ord("」"): "”", ord("＜"): "〈", ord("＞"): "〉"}
    return table | radicals()


_FOLD = _table()
_FOLDED = {chr(cp): folded for cp, folded in _FOLD.items()}
_FOLDABLE = re.compile(f"[{re.escape(''.join(sorted(_FOLDED)))}]")


def _one(found: re.Match[str]) -> str:
    return _FOLDED[found[0]]


def fold(text: str) -> str:
    """The folded twin of `text`, of the same length."""
    return _FOLDABLE.sub(_one, text)  # several times as fast as str.translate, which looks at every character


folded_file = lru_cache(maxsize=4)(fold)
"""As `fold`, for the text of a whole file, which several stages fold."""
