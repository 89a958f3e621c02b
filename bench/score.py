"""Compare extracted records with gold records: precision, recall and F1 of every field.

Two readings are the same where they differ only in bracket family, quotation marks, white space, full or half width,
or in the name of a unit of one group. Sets are scored as multisets; single values as right or wrong. Criteria and
limits are scored by the character bigrams of their words at each path: how a text is cut into rows does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Fields = Mapping[str, Any]

_SIGNS = {"《": "〈<", "》": "〉>", "〔": "[［【", "〕": "]］】", '"': "“”＂「」", "'": "‘’", "-": "—–－"}
_FOLD = {ord(variant): sign for sign, variants in _SIGNS.items() for variant in variants}
_SAME_UNITS = (
    "家 个 家(个) 名 项 件 只 支 类 次 期 条 款 位 强 家次",
    "年 周年 年度 会计年度 个年度 个会计年度",
    "月 个月",
    "日 天 工作日 个工作日",
    "人 名(人)",
    "% ‰ 百分比 个百分点 百分点",
    "比例 ratio : 倍",
    "元 CNY 人民币元",
)
_UNIT = {name: group.split()[0] for group in _SAME_UNITS for name in group.split()}
_TIME_UNITS = {"年", "月", "日"}
_UNSCORED_UNIT = "前言"
_UNSCORED_ROLE = "window"
_WORDY = ("criteria", "limits")


def norm(value: object) -> str:
    """`value` as a string in NFKC with one form of brackets, quotes and dashes and no white space; None is ''."""
    if value is None:
        return ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)).translate(_FOLD))


def agency(value: object) -> str:
    """A body's name without the state's name before it."""
    return norm(value).removeprefix("中华人民共和国")


def doc_number(value: object) -> str:
    """A document number without 第 and leading zeros."""
    name = agency(value)
    match = re.fullmatch(r"(.*?)〔(\d{4})〕第?(\d+)号", name)
    return f"{match[1]}〔{match[2]}〕{int(match[3])}号" if match else name


def title(value: object) -> str:
    """A title without the marks around it."""
    return norm(value).strip('《》"')


def unit(value: object) -> str:
    """The first name of the unit's group."""
    return _UNIT.get(norm(value), norm(value))


def _document(ref: Fields) -> str:
    return doc_number(ref.get("doc_number")) or title(ref.get("title"))


def _strict(quantity: Fields) -> tuple[Hashable, ...]:
    value = round(float(quantity["value"]), 6)
    return norm(quantity["path"]), value, unit(quantity["unit"]), quantity["op"], quantity["role"]


def _value(quantity: Fields) -> tuple[float, str]:
    return round(float(quantity["value"]), 6), unit(quantity["unit"])


def _counted(paths: Iterable[object]) -> list[Hashable]:
    return [norm(path) for path in paths if norm(path) != _UNSCORED_UNIT]


def _listed(record: Fields, name: str, form: Callable[[Any], Hashable]) -> list[Hashable]:
    return [form(value) for value in record.get(name) or ()]


def _definitions(record: Fields) -> list[Hashable]:
    return [(norm(row["short"]), norm(row["full"])) for row in record.get("definitions") or ()]


def _responsible(record: Fields) -> list[Hashable]:
    return [(norm(row["path"]), norm(a)) for row in record.get("responsible") or () for a in row["agencies"]]


def _contacts(record: Fields) -> list[Hashable]:
    rows = record.get("contacts") or ()
    return [(norm(row["agency"]), norm(phone)) for row in rows for phone in row["phones"] or ("",)]


def _contents(record: Fields) -> list[Hashable]:
    return [(title(row["title"]), doc_number(row["doc_number"]), row["page"]) for row in record.get("contents") or ()]


def bigrams(rows: Iterable[Fields], paths: set[str] | None = None) -> list[Hashable]:
    """(path, two characters) of the rows' texts, of rows at `paths` alone where given."""
    found: list[Hashable] = []
    for row in rows:
        at = norm(row["path"])
        if paths is None or at in paths:
            letters = re.sub(r"\W", "", norm(row["text"]))
            found += [(at, letters[i : i + 2]) for i in range(len(letters) - 1)]
    return found


def close(a: object, b: object) -> bool:
    """Whether one phrase holds the other, or half of the shorter one's bigrams."""
    short, long = sorted((norm(a), norm(b)), key=len)
    if not short or short in long:
        return bool(short)
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} or {text} for text in (short, long)]
    return len(pairs[0] & pairs[1]) >= 0.5 * min(map(len, pairs))


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: 'missing' and 'extra' in sets, 'wrong' in single values."""

    field: str
    how: str
    where: str
    what: str


@dataclass(slots=True)
class Tally:
    """Counts of one field."""

    hit: int = 0
    got: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.got if self.got else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.got + self.gold) if self.got + self.gold else 1.0


@dataclass
class Board:
    """Tallies by field, in order of first use, and every difference seen."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, name: str, hit: int, got: int, gold: int) -> None:
        tally = self.tallies.setdefault(name, Tally())
        tally.hit, tally.got, tally.gold = tally.hit + hit, tally.got + got, tally.gold + gold

    def multiset(self, name: str, got: Iterable[Hashable], gold: Iterable[Hashable], where: str) -> None:
        mine, theirs = Counter(got), Counter(gold)
        self.add(name, (mine & theirs).total(), mine.total(), theirs.total())
        for how, rest in (("missing", theirs - mine), ("extra", mine - theirs)):
            things: Iterable[object] = rest.elements()
            if name in _WORDY:
                at = Counter(item[0] for item in rest.elements() if isinstance(item, tuple))
                things = [f"{count} bigrams at {path}" for path, count in at.items()]
            self.misses += [Miss(name, how, where, str(thing)) for thing in things]

    def single(self, name: str, got: object, gold: object, where: str) -> None:
        self.add(name, got == gold, 1, 1)
        if got != gold:
            self.misses.append(Miss(name, "wrong", where, f"got {got!r}, want {gold!r}"))


Form = Callable[[Any], Hashable]
_POLICY_SINGLE: dict[str, Form] = {"doc_number": doc_number, "title": title, "notice_title": title, "trial": bool}
_POLICY_SINGLE |= dict.fromkeys(("kind", "issued_on", "printed_on", "effective_from", "expires_on", "region"), norm)
_POLICY_LISTS: dict[str, Form] = dict.fromkeys(("issuers", "interpreted_by", "copied_to"), agency)
_POLICY_LISTS |= dict.fromkeys(("supersedes", "based_on", "cites"), _document)
_CARD_SINGLE: dict[str, Form] = {"number": lambda number: number, "title": title}
_CARD_SINGLE |= dict.fromkeys(("part", "published_on", "audience", "frequency"), norm)
_CARD_LISTS: dict[str, Form] = {"basis": title, "issuers": norm, "doc_numbers": doc_number, "tool_class": norm}
_ISSUE_SINGLE = ("name", "year", "issue", "total_issue", "published_on")


def policy(board: Board, got: Fields, gold: Fields, *, partial: bool = False) -> None:
    """Score one policy; with `partial` only the fields that the gold has."""
    where = gold["doc_number"] or gold["title"]
    fields = set(gold) - (set() if "kind" in gold else {"doc_number", "title"}) if partial else None

    def asked(name: str) -> bool:
        return fields is None or name in fields

    for name, form in _POLICY_SINGLE.items():
        if asked(name):
            board.single(f"policy.{name}", form(got.get(name)), form(gold.get(name)), where)
    for name, form in _POLICY_LISTS.items():
        if asked(name):
            board.multiset(f"policy.{name}", _listed(got, name, form), _listed(gold, name, form), where)
    for name, rows in {"definitions": _definitions, "responsible": _responsible}.items():
        if asked(name):
            board.multiset(f"policy.{name}", rows(got), rows(gold), where)
    if asked("structure"):
        units = _counted(row["path"] for row in got.get("provisions") or ())
        board.multiset("structure", units, _counted(gold["structure"]), where)
    if "criteria" in gold:
        paths = {norm(row["path"]) for row in gold["criteria"]}
        board.multiset("criteria", bigrams(got.get("criteria") or (), paths), bigrams(gold["criteria"]), where)
    if "limits" in gold:
        board.multiset("limits", bigrams(got.get("limits") or ()), bigrams(gold["limits"]), where)
    if "quantities" in gold:
        quantities(board, got.get("quantities") or (), gold["quantities"], where)


def quantities(board: Board, got: Iterable[Fields], gold: Iterable[Fields], where: str) -> None:
    """Score numbers: values alone, with path, unit, comparison and role, and the words around those that agree."""
    mine, theirs = ([q for q in side if q["role"] != _UNSCORED_ROLE] for side in (got, gold))
    board.multiset("quantity.value", map(_value, mine), map(_value, theirs), where)
    board.multiset("quantity.strict", map(_strict, mine), map(_strict, theirs), where)
    for role in ("benefit", "criterion", "other"):
        alike = [[_strict(q) for q in side if q["role"] == role] for side in (mine, theirs)]
        board.multiset(f"quantity.{role}", alike[0], alike[1], where)
    for found, want in pairs(mine, theirs):
        _words(board, found, want, where)


def pairs(got: Iterable[Fields], gold: Iterable[Fields]) -> Iterator[tuple[Fields, Fields]]:
    """The quantities of `gold` that `got` has too, with path, unit, comparison and role, each beside its own."""
    waiting: dict[tuple[Hashable, ...], list[Fields]] = defaultdict(list)
    for quantity in got:
        waiting[_strict(quantity)].append(quantity)
    for want in gold:
        if waiting[_strict(want)]:
            yield waiting[_strict(want)].pop(0), want


def _words(board: Board, got: Fields, gold: Fields, where: str) -> None:
    for name in ("of", "who", "per"):
        duration = name == "of" and unit(gold["unit"]) in _TIME_UNITS and gold["role"] != "criterion"
        if gold.get(name) and not duration:
            good = close(got.get(name), gold[name])
            board.add(f"quantity.{name}", good, 1, 1)
            if not good:
                what = f"at {gold['path']}, {gold['text']}: got {got.get(name)!r}, want {gold[name]!r}"
                board.misses.append(Miss(f"quantity.{name}", "wrong", where, what))


def card(board: Board, got: Fields, gold: Fields) -> None:
    """Score one guide card: its quantities, or its criteria and limits, where the gold has these, else its fields."""
    where = f"card {gold['ordinal']}"
    if "criteria" in gold:
        paths = {norm(row["path"]) for row in gold["criteria"]}
        board.multiset("criteria", bigrams(got.get("criteria") or (), paths), bigrams(gold["criteria"]), where)
        board.multiset("limits", bigrams(got.get("limits") or ()), bigrams(gold["limits"]), where)
        return
    if "quantities" in gold:
        quantities(board, got.get("quantities") or (), gold["quantities"], where)
        return
    for name, form in _CARD_SINGLE.items():
        board.single(f"card.{name}", form(got.get(name)), form(gold.get(name)), where)
    for name, form in _CARD_LISTS.items():
        board.multiset(f"card.{name}", _listed(got, name, form), _listed(gold, name, form), where)
    board.multiset("card.contacts", _contacts(got), _contacts(gold), where)


def issue(board: Board, got: Fields, gold: Fields) -> None:
    """Score one gazette issue."""
    for name in _ISSUE_SINGLE:
        board.single(f"issue.{name}", norm(got.get(name)), norm(gold.get(name)), "issue")
    board.multiset("issue.contents", _contents(got), _contents(gold), "issue")


def score(records: Iterable[Fields], golds: Iterable[Any], *, partial: bool = False) -> Board:
    """The board of `records` against `golds`: each a policy, an issue, or a list of cards.

    A policy is found by its number, else by its title; a gold without a record counts as all missing.
    """
    records = list(records)
    policies = [r for r in records if r["type"] == "policy"]
    by_number = {_document(r): r for r in policies}
    by_title = {title(r.get("title")): r for r in policies}
    cards = {r["ordinal"]: r for r in records if r["type"] == "guide_card"}
    issues = [r for r in records if r["type"] == "gazette_issue"]
    board = Board()
    for gold in golds:
        if isinstance(gold, list):
            for row in gold:
                card(board, cards.get(row["ordinal"], {}), row)
        elif "contents" in gold:
            issue(board, issues[0] if issues else {}, gold)
        else:
            got = by_number.get(doc_number(gold["doc_number"])) or by_title.get(title(gold["title"])) or {}
            policy(board, got, gold, partial=partial)
    return board
