"""What OCR is known to misread and the text itself can put right: nothing is changed without a note.

- The mark after a heading's number is lost（二强化原始创新布局）: put back where the number is the next.
- A dash between digits is read as 一（2024一2027年）.
- A seal is read as a few characters that nobody is sure of: left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.layout.draft import Draft
from schemas.text import Note

_NUMBERED = re.compile(r"([一二三四五六七八九十]{1,3})([、]?)(?=[\u4e00-\u9fff])")
_LONGEST = 40
_SEAL = 8
"""Characters at most that a seal is read as."""
_UNSURE = 0.7
_DASH = re.compile(r"(?<=\d)一(?=\d)")
_ORDER = [*"一二三四五六七八九十", *(f"十{n}" for n in "一二三四五六七八九"), "二十"]


def righted(drafts: Iterable[Draft], notes: list[Note]) -> Iterator[Draft]:
    """The drafts of an OCR'd document with such misreadings put right; `notes` receives one note for each."""
    last = -1
    for draft in drafts:
        if draft.confidence is not None and draft.confidence < _UNSURE and _is_seal(draft.text):
            notes.append(_note(f"unsure reading left out: {draft.text}", draft.page))
            continue
        text = _DASH.sub("—", draft.text)
        if text != draft.text:
            notes.append(_note(f"一 between digits read as a dash: {text[:40]}", draft.page))
        match = _NUMBERED.match(text)
        heading = match and len(text) < _LONGEST and not re.search("[。；，：]", text)
        if match and match[2] and match[1] in _ORDER:
            last = _ORDER.index(match[1])
        elif match and heading and last >= 0 and _ORDER[last + 1 : last + 2] == [match[1]]:
            last += 1
            text = f"{match[1]}、{text[match.end() :]}"
            notes.append(_note(f"、 put back after a heading's number: {text}", draft.page))
        yield draft if text == draft.text else replace(draft, text=text)


def _is_seal(text: str) -> bool:
    return len(text) <= _SEAL and not re.search(r"\d", text)


def _note(message: str, page: int) -> Note:
    return Note("ocr_righted", message, "info", page)
