"""Chapters numbered half by Word, half by hand.

Where an author typed some of the numbers, Word counts its own from one again: 第一章 (Word's) 第二章 第三章 第四章
(typed) 第一章 第二章 第三章 (Word's) 第八章 (typed). What is meant is 第五章 to 第七章.
source: five rules of Dalian and Liaoning, whose typed chapters skip as many as Word numbers before them
"""

from __future__ import annotations

import re

from extract.numbers import chinese
from extract.read.numbering import spelled

_CHAPTER = re.compile(r"\s*第([一二三四五六七八九十]{1,3})章")
_LAST = re.compile(r"附\s*则$|附(?:件|录)")
_TEXT = 30
"""Characters of a paragraph that is no heading or contents entry."""


class Chapters:
    """How far the chapters have been counted; one call per paragraph, in reading order."""

    def __init__(self) -> None:
        self._last = 0
        self._under_text = False

    def label(self, label: str, text: str) -> str:
        """Word's `label` of the paragraph with this typed `text`, or the next chapter's where it counts anew.

        After 附则 or an annex it may do so, and after a contents list, whose entries have no text below them.
        """
        automatic = _CHAPTER.match(label)
        found = automatic or _CHAPTER.match(text)
        if found:
            number = int(chinese(found[1]) or 0)
            if automatic and self._under_text and 0 < number <= self._last:
                number = self._last + 1
                label = f"第{spelled(number, 'japaneseCounting')}章{label[automatic.end() :]}"
            self._last, self._under_text = number, False
        self._under_text |= not found and len(text) >= _TEXT
        if _LAST.search(text.strip()[:8]):
            self._last = 0
        return label
