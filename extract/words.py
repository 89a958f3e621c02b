"""Words of Chinese text: jieba with the trade's own vocabulary, loaded once and only when first asked."""

from __future__ import annotations

import logging
import warnings
from functools import cache, lru_cache

from schemas.tables import values

with warnings.catch_warnings():  # its patterns warn of escapes where they are first compiled
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel(logging.WARNING)


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

    Unknown words are not guessed, so a clause is cut the same way everywhere.
    """
    return tuple(segmenter().cut(text, HMM=False))
