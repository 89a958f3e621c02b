"""The noun phrases of a paragraph that can name who is granted or asked something, with what stands beside them.

A phrase is known by its last word (企业, 项目: the nouns of recipients.toml and scope.toml) or by its place in the
clause, whatever its last word: the object of 对…给予, the subject of 应 or 可, what is attained (获得…授权).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from extract.quantities.nouns import LABEL, Noun, halts, is_noun, no_nouns, nouns_of, short
from extract.quantities.scope import scopes
from extract.reading import alternatives
from extract.words import cut
from schemas.tables import values

_STOP = re.compile(r"[,;。:!?\n]")
_SENTENCE_ENDS = "。;!?\n"
_DIGIT = re.compile(r"\d")
_JOINTS = "、和及与或\x1f"
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase; `start` and `end` are offsets of the paragraph."""

    name: str
    start: int
    end: int
    clause: int
    sentence: int
    before: str
    """The word before it in its clause, '^' at its beginning; `after` the one behind, '$' at its end."""
    after: str
    form: str
    """How the clause shows it: object, subject, attained; with + where its last word is known too; '' by that alone."""
    closes: bool
    """Its clause ends in 的."""
    facts: tuple[str, ...]
    """What is told of it in itself."""


class Paragraph:
    """The clauses of a paragraph, the number of the sentence of each, and, where asked for, their noun phrases."""

    __slots__ = ("_found", "clauses", "sentences", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.clauses: list[tuple[int, int]] = []
        self.sentences: list[int] = []
        self._found: dict[int, list[Phrase]] = {}
        start = sentence = 0
        for stop in _STOP.finditer(text):
            self.clauses.append((start, stop.start()))
            self.sentences.append(sentence)
            start = stop.end()
            sentence += stop[0] in _SENTENCE_ENDS
        self.clauses.append((start, len(text)))
        self.sentences.append(sentence)

    def phrases(self, clause: int) -> list[Phrase]:
        """The noun phrases of one clause, in order."""
        found = self._found.get(clause)
        if found is None:
            start, end = self.clauses[clause]
            found = self._found[clause] = list(_in_clause(self.text[start:end], start, clause, self.sentences[clause]))
        return found


@lru_cache(maxsize=64)
def paragraph(text: str) -> Paragraph:
    """A paragraph to be read phrase by phrase; `text` is folded, with the punctuation in parentheses hidden."""
    return Paragraph(text)


def _in_clause(clause: str, base: int, index: int, sentence: int) -> Iterator[Phrase]:
    label = LABEL.match(clause)
    first = label.end() if label else 0
    clause, base = clause[first:], base + first
    words = cut(clause)
    ends = tuple(accumulate(map(len, words)))
    forms = _by_place(clause)
    here = nouns_of(clause, words, ends)
    known = {noun.end for noun in here}
    here += [
        Noun(short(clause[a:b]), a, b)
        for b, (a, _) in forms.items()
        if b not in known and not any(a < end < b for end in known)  # 创新主体申请专利
    ]
    here = sorted(_whole_lists(here, clause), key=_end)
    closes = clause.endswith("的")
    ahead, behind = ("^", "^", *words), (*words, "$", "$")
    for name, start, end in here:
        if not name or name in no_nouns():
            continue
        before = bisect_right(ends, start)
        after = bisect_left(ends, end) + 1
        form = (forms[end][1] if end in forms else "") + "+" * (end in known)
        facts = (
            f"form={form}|{closes}",
            f"before={ahead[before + 1]}",
            f"after={behind[after]}",
            "sorts2=" + "|".join(map(_sort, (*ahead[before : before + 2], *behind[after : after + 2]))),
        )
        yield Phrase(
            name,
            base + start,
            base + end,
            index,
            sentence,
            ahead[before + 1],
            behind[after],
            form,
            closes,
            facts,
        )


def _whole_lists(found: list[Noun], clause: str) -> list[Noun]:
    """The names without those that are only the beginning of a list（企业 of 企业、社会组织）."""
    last: dict[int, int] = {}
    for noun in found:
        last[noun.start] = max(noun.end, last.get(noun.start, 0))
    return [noun for noun in found if last[noun.start] == noun.end or clause[noun.end] not in _JOINTS]


def _end(noun: Noun) -> int:
    return noun.end


def _by_place(clause: str) -> dict[int, tuple[int, str]]:
    """Where names stand by their place in a clause: end → (start, form)."""
    out: dict[int, tuple[int, str]] = {}
    if "对" in clause:
        for mark in alternatives("clauses", "towards").finditer(clause):
            _put(out, clause, _object().match(clause, mark.end()), "object")
    subject = _subject().match(clause)
    if subject and not halts() & set(cut(subject[1])[:1]) and not _payer().search(subject[1]):
        _put(out, clause, subject, "subject")
    for found in _attained().finditer(clause):
        _put(out, clause, found, "attained")
    return out


def _put(out: dict[int, tuple[int, str]], clause: str, found: re.Match[str] | None, form: str) -> None:
    """Add the last noun of what was found, without numbers in it."""
    if not found:
        return
    start, end = found.span(1)
    while end > start and clause[end - 1] in "的、":
        end -= 1
    start = max(clause.rfind("的", start, end) + 1, start)
    words = clause[start:end]
    if 1 < len(words) <= _LONGEST and not _DIGIT.search(words) and words not in scopes(words):
        out.setdefault(end, (start, form))


@cache
def _object() -> re.Pattern[str]:
    return re.compile(rf"([^,;。:]{{2,60}}?)(?={'|'.join(values('clauses', 'gives'))}|$)")


@cache
def _subject() -> re.Pattern[str]:
    before, after = ("|".join(values("clauses", key)) for key in ("before_subject", "after_subject"))
    return re.compile(rf"(?:{before})?([^,;。:的\d]{{2,24}}?)(?={after})")


@cache
def _payer() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(values('clauses', 'payers'))})$")


@cache
def _attained() -> re.Pattern[str]:
    verbs, after = ("|".join(values("clauses", key)) for key in ("attains", "after_attained"))
    return re.compile(rf"(?:{verbs})([^,;。:]{{2,30}}?)(?={after})")


@cache
def _sorts() -> dict[str, str]:
    """The sort of the words that the tables list; of several the one that says most."""
    known = dict.fromkeys(values("scope", "halts"), "halt")
    for sort in ("measured", "amount", "grant"):
        known |= dict.fromkeys(values("benefit", sort), sort)
    return known


@lru_cache(maxsize=8192)
def _sort(word: str) -> str:
    known = _sorts().get(word)
    if known:
        return known
    if word[0].isdigit():
        return "number"
    if len(word) == 1:
        return word
    return "noun" if is_noun(word) else "word"
