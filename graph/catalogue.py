"""Which document is meant: names in all their forms become one node each, whatever came first.

A `Catalogue` knows the names of every record (policy, card, issue) and of every document that a record names. It
answers two questions, each as a function of the whole set and never of the order in which it was filled: which node is
a record, which node is a mention.

A policy with a number has the number as its id, else `title:` and its title. Where several would share an id, they are
told apart by title (one notice that covers two texts) or by date (`title:X@2017-05-01`, versions). Copies of one text
in several files are one node; the fullest copy is its text.
A mention with a number means the document of that number. One by title alone means the one document known by that
title; where several were when it was named, it stays a node of its own, marked ambiguous, and is reported. A document
that replaces or amends one of its own title, or replaces one whose title only a later text bears, means an earlier one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.identity import short_key, year_of
from graph.index import Index
from graph.known import Mention, MentionKey, Name, NodeKey, RecordKey, Stub


@dataclass(slots=True)
class Change:
    """What an update did to what was there before and stays."""

    mains_before: dict[NodeKey, RecordKey] = field(default_factory=dict)
    """Touched nodes with the record that was their text."""
    mains_after: dict[NodeKey, RecordKey] = field(default_factory=dict)
    """The same nodes and new ones with the record that is now."""
    held: dict[RecordKey, NodeKey] = field(default_factory=dict)
    """Records that stay, whose node is now another one."""
    moved: dict[MentionKey, tuple[str | None, str | None]] = field(default_factory=dict)
    """Mention → (old, new policy id); None where it was or is not there."""
    stubs: dict[str, tuple[Stub | None, Stub | None]] = field(default_factory=dict)
    """Policy id → (old, new look as a stub); None where it was or is none."""


class Catalogue(Index):
    """All names. `replace_records`, then `replace_mentions`, then `finish` for what that changed."""

    def __init__(self) -> None:
        super().__init__()
        self.stubs: dict[str, Stub] = {}
        self._begin()

    def _begin(self) -> None:
        self._change = Change()
        self._was: dict[MentionKey, str | None] = {}
        self._numbers: set[str] = set()
        self._titles: set[str] = set()
        self._ids: set[str] = set()
        self._remembered: set[NodeKey] = set()

    def learn(self, files: Iterable[str], records: Iterable[Name], mentions: Iterable[Mention]) -> None:
        """Told before a change which files go and which names come; a catalogue in memory alone knows all there is."""

    def restore(self, records: Iterable[RecordKey], mentions: Iterable[tuple[MentionKey, Mention]]) -> None:
        """Take up what was there before, which is no change: records and mentions with all they hang together with.

        In `records` and `nodes` the records are already, and so are those in which the mentions stand.
        """
        for key in records:
            self._add_record(key, self.records[key])
            self._holders[self.nodes[key]].add(key)
        found = dict(mentions)
        for mention, named in found.items():
            self._mentions[mention] = named
            self._index(mention, named)
        known: dict[str, tuple[set[str], str]] = {}
        for mention in found:
            self._point(mention, self._target(mention, known))
        for id_ in {self.targets[mention] for mention in found}:
            if not self._holders.get(("Policy", id_)):
                self.stubs[id_] = self._look(id_)

    # -- changing it --------------------------------------------------------------------------------------------

    def replace_records(self, gone: Iterable[RecordKey], new: Iterable[tuple[RecordKey, Name]]) -> Change:
        """Take records out, put records in. In the change, mains and `held` are then right; the rest is not yet."""
        change = self._change
        nodes: set[NodeKey] = set()
        numbers: set[str] = set()
        titles: set[str] = set()
        leaving, coming = list(gone), list(new)
        for name in [*(self.records[key] for key in leaving), *(name for _, name in coming)]:
            numbers.update(name.numbers)
            titles.update(name.keys)
        self._close(numbers, titles)
        old = {key for number in numbers for key in self._with_number.get(number, ())}
        old |= {key for title in titles for key in self._with_title.get(title, ())} | set(leaving)
        for node in sorted({self.nodes[key] for key in old}):
            self._remember(node)
        for key in leaving:
            self._drop_record(key)
        for key, name in coming:
            if name.fixed:
                self._remember((name.label, name.fixed))
            self._add_record(key, name)
        touched = (old - set(leaving)) | {key for key, _ in coming}
        for key in sorted(touched):
            node = self._node_of(key)
            before = self.nodes.get(key)
            if before != node:
                self._remember(node)
                if before is not None:
                    self._holders[before].discard(key)
                    change.held[key] = node
                    # what has no better name is called after the document that replaces it
                    titles.update(self._mentions[mention].key for mention in self._of_record.get(key, ()))
                self.nodes[key] = node
                self._holders[node].add(key)
            nodes.add(node)
        for node in nodes | set(change.mains_before):
            if (main := self.main(node)) is not None:
                change.mains_after[node] = main
            else:
                change.mains_after.pop(node, None)
        self._ids |= {id_ for label, id_ in nodes | self._remembered if label == "Policy"}
        self._numbers |= numbers
        self._titles |= titles
        return change

    def replace_mentions(self, gone: Iterable[MentionKey], new: Iterable[tuple[MentionKey, Mention]]) -> None:
        """Take mentions out, put mentions in."""
        for key in gone:
            mention = self._mentions.pop(key)
            self._index(key, mention, out=True)
            self._was.setdefault(key, self.targets.get(key))
            self._point(key, None)
            self._numbers.add(mention.number)
            self._titles.add(mention.key)
        for key, mention in new:
            self._mentions[key] = mention
            self._index(key, mention)
            self._was.setdefault(key, None)
            self._numbers.add(mention.number)
            self._titles.add(mention.key)

    def finish(self) -> Change:
        """Resolve what may mean something else now, and tell all that changed since the last `finish`."""
        numbers, titles, was = self._numbers, self._titles, self._was
        self._close(numbers, titles)
        affected = {key for number in numbers for key in self._by_number.get(number, ())}
        affected |= {key for title in titles for key in self._by_title.get(title, ())}
        for key in affected:
            was.setdefault(key, self.targets.get(key))
        known: dict[str, tuple[set[str], str]] = {}
        for key in sorted(affected):
            self._point(key, self._target(key, known))
        change = self._change
        change.moved = {key: (old, self.targets.get(key)) for key, old in was.items() if old != self.targets.get(key)}
        self._ids |= {id_ for pair in change.moved.values() for id_ in pair if id_}
        self._ids |= {self.targets[key] for key in affected}
        for id_ in sorted(self._ids):
            self._refresh_stub(id_)
        self._begin()
        return change

    def _remember(self, node: NodeKey) -> None:
        """Note, once, who was the text of a node before this update."""
        if node not in self._remembered:
            self._remembered.add(node)
            if (main := self.main(node)) is not None:
                self._change.mains_before[node] = main

    # -- nodes of records ---------------------------------------------------------------------------------------

    def _node_of(self, key: RecordKey) -> NodeKey:
        name = self.records[key]
        return name.label, name.fixed or self._policy_id(key, name)

    def _policy_id(self, key: RecordKey, name: Name) -> str:
        if name.number:
            return self._numbered_id(name)
        same = [self.records[k] for k in sorted(self._with_title.get(short_key(name.title), ()))]
        same = [other for other in same if short_key(other.title) == short_key(name.title)]
        if not same:
            return f"title:{key[0]}/{key[1]}"
        same_day = {self._numbered_id(other) for other in same if other.number and other.dated == name.dated != ""}
        if len(same_day) == 1:
            return same_day.pop()
        bare = [other for other in same if not other.number]
        version = f"@{name.dated or 'undated'}" if len({other.dated for other in bare}) > 1 else ""
        return f"title:{min(other.title for other in bare)}{version}"

    def _numbered_id(self, name: Name) -> str:
        """The number; with the title behind it where texts of other titles bear the same number."""
        titles: dict[str, str] = {}
        for key in sorted(self._with_number[name.number]):
            other = self.records[key]
            if other.number == name.number:
                title = short_key(other.title)
                titles[title] = min(titles.get(title, other.title), other.title)
        return name.number if len(titles) == 1 else f"{name.number}/{titles[short_key(name.title)]}"

    # -- targets of mentions ------------------------------------------------------------------------------------

    def _target(self, key: MentionKey, known: dict[str, tuple[set[str], str]]) -> str:
        """The policy that is meant; `known` keeps what is found out about a title for the next mention of it."""
        mention = self._mentions[key]
        if mention.number:
            return self._by_its_number(mention, key[0])
        if mention.key not in known:
            known[mention.key] = self._pool(mention.key), f"title:{self._fullest(mention.key)}"
        pool, stem = known[mention.key]
        own = self.nodes[key[0]][1]
        earlier = key[1] in ("SUPERSEDES", "AMENDS")
        others = self._not_later(pool - {own} if earlier else pool, key)
        if pool and earlier and not others:
            return f"{stem}@before {own}"
        if len(others) == 1:
            return next(iter(others))
        return stem if stem not in others else f"{stem}@unclear"

    def _not_later(self, policies: set[str], mention: MentionKey) -> set[str]:
        """Those that were there when they were named; one alone may be the later text of what was cited or amended."""
        day = self.records[mention[0]].dated
        if not day or (len(policies) < 2 and mention[1] != "SUPERSEDES"):
            return policies
        return {id_ for id_ in policies if not (when := self._dated(id_)) or when <= day[: len(when)]}

    def _dated(self, policy: str) -> str:
        """Day of a text, year of a document that is only named by its number; '' where neither is known."""
        main = self.main(("Policy", policy))
        return year_of(policy) if main is None else self.records[main].dated

    def _by_its_number(self, mention: Mention, owner: RecordKey) -> str:
        texts = sorted(self._with_number.get(mention.number, ()))
        found = {self.nodes[key][1] for key in texts}
        if len(found) > 1 and mention.key:
            found = {self.nodes[key][1] for key in texts if mention.key in self.records[key].keys}
        if len(found) == 1:
            return found.pop()
        if not texts:
            titled = self._with_title.get(mention.key, ())
            bare = {self.nodes[k][1] for k in titled if k != owner and self._fits(k, mention.number)}
            if len(bare) == 1:
                return bare.pop()
        return mention.number

    def _fits(self, key: RecordKey, number: str) -> bool:
        """True where a text without number can be the one of that number: no other year is known of it."""
        name, year = self.records[key], year_of(number)
        return not name.numbers and (not year or not name.dated or name.dated[:4] == year)

    def _pool(self, title: str) -> set[str]:
        """All documents known by this title: its texts, and those that mentions name with this title and a number.

        What a guide card says counts only where nothing else does: its numbers and titles are put together loosely.
        """
        sure = {self.nodes[key][1] for key in self._with_title.get(title, ())}
        loose: set[str] = set()
        for key in self._by_title.get(title, ()):
            if self._mentions[key].number:
                (loose if key[1] == "SUMMARISES" else sure).add(self._by_its_number(self._mentions[key], key[0]))
        return sure or loose

    def _fullest(self, title: str) -> str:
        """The fullest form of a title that is only named."""
        forms = {self._mentions[key].title for key in self._by_title.get(title, ())}
        return min(forms, key=lambda form: (-len(form), form), default=title)

    # -- stubs --------------------------------------------------------------------------------------------------

    def _refresh_stub(self, id_: str) -> None:
        only_named = self._named.get(id_) and not self._holders.get(("Policy", id_))
        old, new = self.stubs.get(id_), self._look(id_) if only_named else None
        if old != new:
            self._change.stubs[id_] = (old, new)
            self.stubs.pop(id_, None)
            if new is not None:
                self.stubs[id_] = new

    def _look(self, id_: str) -> Stub:
        mentions = [self._mentions[key] for key in self._named[id_]]
        titles = Counter(mention.title for mention in mentions if mention.title)
        title = min(titles, key=lambda t: (-titles[t], -len(t), t), default="")
        number = id_ if any(mention.number == id_ for mention in mentions) else ""
        return Stub(number, title, len(self.candidates(id_)) > 1)

    def candidates(self, id_: str) -> list[str]:
        """The documents that a node which is only named could be."""
        keys = self._named.get(id_, ())
        if any(self._mentions[key].number == id_ for key in keys):
            return sorted({self.nodes[key][1] for key in self._with_number.get(id_, ())})
        pools = {title: self._pool(title) for title in {self._mentions[key].key for key in keys}}
        meant = (pools[self._mentions[key].key] - {self.nodes[key[0]][1]} for key in keys)
        return sorted(set().union(*(self._not_later(pool, key) for pool, key in zip(meant, keys, strict=True))))

    def ambiguous(self) -> Iterator[tuple[str, list[str]]]:
        """(id, candidates) of every named document that could be several."""
        return ((id_, self.candidates(id_)) for id_, stub in sorted(self.stubs.items()) if stub.ambiguous)
