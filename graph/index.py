"""The names of records and of what they name, and where each of them stands: what a `Catalogue` looks up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.known import Mention, MentionKey, Name, NodeKey, RecordKey


class Index:
    """Records and mentions by number, title, file and node; it knows nothing of what a name means."""

    def __init__(self) -> None:
        self.records: dict[RecordKey, Name] = {}
        self.nodes: dict[RecordKey, NodeKey] = {}
        self.targets: dict[MentionKey, str] = {}
        self._holders: dict[NodeKey, set[RecordKey]] = defaultdict(set)
        self._mentions: dict[MentionKey, Mention] = {}
        self._named: dict[str, set[MentionKey]] = defaultdict(set)
        self._with_number: dict[str, set[RecordKey]] = defaultdict(set)
        self._with_title: dict[str, set[RecordKey]] = defaultdict(set)
        self._by_number: dict[str, set[MentionKey]] = defaultdict(set)
        self._by_title: dict[str, set[MentionKey]] = defaultdict(set)
        self._of_record: dict[RecordKey, set[MentionKey]] = defaultdict(set)
        self._of_source: dict[str, set[RecordKey]] = defaultdict(set)

    def main(self, node: NodeKey) -> RecordKey | None:
        """The record that stands for a node: of several copies the fullest, then the one with the smallest hash."""
        holders = self._holders.get(node, ())
        return min(holders, key=lambda key: (-self.records[key].size, key), default=None)

    def holders(self, node: NodeKey) -> list[RecordKey]:
        """The records that are this node, copies included."""
        return sorted(self._holders.get(node, ()))

    def naming(self, policy: str) -> list[MentionKey]:
        """The mentions that mean this policy."""
        return sorted(self._named.get(policy, ()))

    def mentions_of(self, record: RecordKey) -> list[MentionKey]:
        """What one record names."""
        return sorted(self._of_record.get(record, ()))

    def records_of(self, source: str) -> list[RecordKey]:
        """The records of one file."""
        return sorted(self._of_source.get(source, ()))

    def near(self, records: Iterable[Name]) -> list[RecordKey]:
        """The records that hang together with these names."""
        numbers: set[str] = set()
        titles: set[str] = set()
        fixed = set()
        for name in records:
            numbers.update(name.numbers)
            titles.update(name.keys)
            fixed |= self._holders.get((name.label, name.fixed), set()) if name.fixed else set()
        self._close(numbers, titles)
        found = {key for number in numbers for key in self._with_number.get(number, ())}
        return sorted(found | {key for title in titles for key in self._with_title.get(title, ())} | fixed)

    # -- changing it --------------------------------------------------------------------------------------------

    def _add_record(self, key: RecordKey, name: Name) -> None:
        self.records[key] = name
        self._of_source[key[0]].add(key)
        for number in name.numbers:
            self._with_number[number].add(key)
        for title in name.keys:
            self._with_title[title].add(key)

    def _drop_record(self, key: RecordKey) -> None:
        name = self.records.pop(key)
        self._of_source[key[0]].discard(key)
        for number in name.numbers:
            self._with_number[number].discard(key)
        for title in name.keys:
            self._with_title[title].discard(key)
        self._holders[self.nodes.pop(key)].discard(key)

    def _index(self, key: MentionKey, mention: Mention, out: bool = False) -> None:
        groups = [self._of_record[key[0]]]
        groups += [self._by_number[mention.number]] if mention.number else []
        groups += [self._by_title[mention.key]] if mention.key else []
        for group in groups:
            (group.discard if out else group.add)(key)

    def _point(self, key: MentionKey, target: str | None) -> None:
        old = self.targets.pop(key, None)
        if old is not None:
            self._named[old].discard(key)
        if target is not None:
            self.targets[key] = target
            self._named[target].add(key)

    def _close(self, numbers: set[str], titles: set[str]) -> None:
        """Widen to all names that hang together with these through a record or a mention that has both."""
        numbers.discard("")
        titles.discard("")
        todo: list[tuple[bool, str]] = [(True, number) for number in numbers] + [(False, title) for title in titles]
        while todo:
            by_number, name = todo.pop()
            records = (self._with_number if by_number else self._with_title).get(name, ())
            mentions = (self._by_number if by_number else self._by_title).get(name, ())
            both = [m for m in (self._mentions[key] for key in mentions) if m.number and m.key]
            near_numbers = {n for key in records for n in self.records[key].numbers} | {m.number for m in both}
            near_titles = {t for key in records for t in self.records[key].keys} | {m.key for m in both}
            todo += [(True, n) for n in near_numbers - numbers] + [(False, t) for t in near_titles - titles]
            numbers |= near_numbers
            titles |= near_titles
