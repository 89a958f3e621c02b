"""Words of Chinese text: jieba with the trade's own vocabulary, loaded once and only when first asked."""

from __future__ import annotations

import logging
from functools import cache

import jieba

from schemas.tables import values

jieba.setLogLevel(logging.WARNING)


@cache
def segmenter() -> jieba.Tokenizer:
    """A jieba tokenizer of our own that knows the nouns of recipients and the words of granting as one word each."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in (*values("recipients", "bodies"), *values("recipients", "things"), *values("benefit", "grant"), *values("benefit", "amount")):
        tokenizer.add_word(word)
    return tokenizer


def cut(text: str) -> list[str]:
    """The words of a clause, in order; joined they are the clause. No guessing of unknown words, so the same everywhere."""
    return list(segmenter().cut(text, HMM=False))
