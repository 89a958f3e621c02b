"""Words of Chinese text: jieba with the trade's own vocabulary, loaded once and only when first asked."""

from __future__ import annotations

import logging
import re
import warnings
from functools import cache, lru_cache
from math import inf, log

from schemas.tables import values

with warnings.catch_warnings():  # its patterns warn of escapes where they are first compiled
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel(logging.WARNING)

_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)|\r\n|[\s\S]")
"""A run of characters that words are made of, else one character, as jieba tells them."""
_LATIN = re.compile("[a-zA-Z0-9]")


@cache
def segmenter() -> jieba.Tokenizer:
    """A jieba tokenizer of our own that knows the nouns of recipients and the words of granting as one word each."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    words = (("recipients", "bodies"), ("recipients", "things"), ("benefit", "grant"), ("benefit", "amount"))
    for word in sorted({word for table, key in words for word in values(table, key)}):
        tokenizer.add_word(word)
    return tokenizer


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """The words of a clause, in order; joined they are the clause.

    Unknown words are not guessed, so a clause is cut the same way everywhere. The words are those of
    `segmenter().cut(text, HMM=False)`, found in two thirds of the time.
    """
    found: list[str] = []
    for block in _BLOCK.finditer(text):
        if block[1]:
            _likeliest(block[1], found)
        else:
            found.append(block[0])
    return tuple(found)


def _likeliest(block: str, found: list[str]) -> None:
    """Append the likeliest words of a block to `found`: jieba's reckoning, of equals the longer word first."""
    words = segmenter()
    count_of, total, size = words.FREQ.get, log(words.total), len(block)
    scores, ends = [0.0] * (size + 1), [0] * size
    for at in range(size - 1, -1, -1):
        best, to = -inf, at + 1
        end, count = at + 1, count_of(block[at])
        while count is not None:  # None: no word begins so; 0: only the beginning of a word
            if count and (score := log(count) - total + scores[end]) >= best:
                best, to = score, end
            end += 1
            count = count_of(block[at:end]) if end <= size else None
        scores[at] = best if best > -inf else scores[at + 1] - total
        ends[at] = to
    at, latin = 0, ""
    while at < size:
        word = block[at : ends[at]]
        at = ends[at]
        if len(word) == 1 and _LATIN.match(word):
            latin += word
            continue
        if latin:
            found.append(latin)
            latin = ""
        found.append(word)
    if latin:
        found.append(latin)
