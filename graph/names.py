"""What records are called and what they name: from a record, into a store, and out of it again.

HOLDS keeps the names of a record, `Source.named` the documents that the records of a file name, and `Source.names`
all these names as they are compared: by it the files are found that a change can touch, without reading the others.
All are written with the file, in the same transaction, and go with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.catalogue import Catalogue
from graph.fragment.card import card_id
from graph.fragment.draft import Named, clean_edge
from graph.fragment.issue import issue_id
from graph.identity import number_key, title_key
from graph.known import Mention, MentionKey, Name, NodeKey, RecordKey
from graph.store import Conflict, Store
from schemas.records import AnyRecord, GazetteIssue, Policy


def name_of(record: AnyRecord) -> Name:
    """The names of a record."""
    if isinstance(record, GazetteIssue):
        return Name("GazetteIssue", issue_id(record), size=len(record.contents))
    if not isinstance(record, Policy):
        return Name("GuideCard", card_id(record), size=len(record.content))
    number = number_key(record.doc_number)
    others = (number_key(other) for other in record.doc_numbers)
    return Name(
        "Policy",
        "",
        number,
        tuple(dict.fromkeys(key for key in (number, *others) if key)),
        title_key(record.title or record.notice_title),
        title_key(record.notice_title) if record.notice_title else "",
        record.issued_on or record.effective_from or "",
        sum(len(unit.text) for unit in record.provisions),
    )


def holds_props(key: RecordKey, name: Name) -> dict[str, Any]:
    """What HOLDS remembers of a record: its place in the file and the names it bears there."""
    return clean_edge(
        "HOLDS",
        {
            "ordinal": key[1],
            "doc_number": name.number,
            "doc_numbers": list(name.numbers),
            "title": name.title,
            "notice_title": name.notice,
            "dated": name.dated,
            "chars": name.size,
        },
    )


def source_names(records: Iterable[tuple[Name, Iterable[Named]]]) -> dict[str, Any]:
    """What a Source remembers of its records, in their order: all names in them, and the documents they name."""
    names: set[str] = set()
    lines = []
    for place, (name, mentions) in enumerate(records):
        names.update(name.all)
        for item in mentions:
            names.update(Mention.of(item.number, item.title).all)
            lines.append(f"{place} {item.type} {item.ordinal} {item.number} {item.title}")  # no form has white space
    return {"names": sorted(names), "named": lines}


def ledger(store: Store) -> int:
    """The number of the last load that went into a store."""
    return int(store.query("MATCH (l:Ledger {id: 'zhengtu'}) RETURN l.version").rows[0][0])


# one row with a list in it: a message per row takes longer than what is in it
_INDEX = "MATCH (s:Source) RETURN collect([s.id, s.names])"

_FILES = """
UNWIND $files AS file MATCH (s:Source {id: file})-[h:HOLDS]->(n)
WITH s, collect([
  h.ordinal, labels(n)[0], n.id, n.source, h.doc_number, h.doc_numbers, h.title, h.notice_title, h.dated, h.chars
]) AS held
RETURN collect([s.id, s.named, held])
"""


class _Item(NamedTuple):
    """A record of the store, or a mention in one, that is not taken up yet."""

    names: tuple[str, ...]
    record: RecordKey
    mention: tuple[MentionKey, Mention] | None


class StoredCatalogue(Catalogue):
    """The names of a store, of which only what a change can touch is read: `number` is that of its ledger.

    Names hang together where a record or a mention has both; nothing that happens to one such cluster means anything
    to another. So whole clusters are taken up, by way of the files in which their names are. What is taken up is kept
    right by the changes themselves, the rest stays as it is in the store.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.number = ledger(store)
        self._store = store
        self._files: dict[str, list[str]] = defaultdict(list)
        self._unread: set[str] = set()
        for file, names in store.query(_INDEX, timeout=None).rows[0][0]:
            self._unread.add(file)
            for name in names or ():
                self._files[name].append(file)
        self._known: set[str] = set()
        self._waiting: dict[str, list[_Item]] = defaultdict(list)
        self._nameless: dict[str, list[_Item]] = defaultdict(list)
        self._held: dict[str, list[RecordKey]] = {}
        self._naming: dict[RecordKey, set[str]] = defaultdict(set)

    def learn(self, files: Iterable[str], records: Iterable[Name], mentions: Iterable[Mention]) -> None:
        """Take up what a change can touch. Errors: Conflict where the store is not any more as it was."""
        going = list(files)
        self._read(going)
        leaving = [key for file in going for key in self._held.pop(file, None) or self.records_of(file)]
        bearing = [*records, *(self.records[key] for key in leaving)]
        self._take_up({each for name in bearing for each in name.all}, going)
        # a copy may become the text of its node or cease to be it, and what it names with it
        texts = {*leaving, *self.near(bearing)}
        named = {each for key in texts for each in self._naming.get(key, ())}
        self._take_up(named | {each for mention in mentions for each in mention.all}, ())

    def learn_all(self) -> None:
        """Take up everything."""
        self._read(list(self._unread))
        self._take_up(set(self._files), list(self._nameless))

    def _take_up(self, names: set[str], files: Iterable[str]) -> None:
        """The clusters of these names, and what is in these files without any name."""
        items = {item.mention or item.record: item for file in files for item in self._nameless.pop(file, ())}
        todo = names - self._known
        while todo:
            self._known |= todo
            self._read({file for name in todo for file in self._files.pop(name, ())})
            found = [item for name in todo for item in self._waiting.pop(name, ())]
            items |= {item.mention or item.record: item for item in found}
            todo = {name for item in found for name in item.names} - self._known
        records = [item.record for item in items.values() if item.mention is None]
        self.restore(records, [item.mention for item in items.values() if item.mention])

    def _read(self, files: Iterable[str]) -> None:
        """Files with their records and the nodes of these."""
        wanted = sorted(self._unread.intersection(files))
        if not wanted:
            return
        self._unread.difference_update(wanted)
        for file, lines, held in self._store.query(_FILES, {"files": wanted}, timeout=None).rows[0][0]:
            texts: dict[NodeKey, RecordKey] = {}
            for place, label, id_, source, number, numbers, title, notice, dated, chars in sorted(held):
                key, node = (file, place), (label, id_)
                forms = (number or "", tuple(numbers or ()), title or "", notice or "", dated or "", chars or 0)
                name = Name(label, "" if label == "Policy" else id_, *forms)
                self.records[key], self.nodes[key] = name, node
                self._wait(_Item(name.all, key, None))
                if source == file and (node not in texts or name.size > self.records[texts[node]].size):
                    texts[node] = key
            self._held[file] = [(file, row[0]) for row in held]
            for line in lines or ():
                place, type_, ordinal, number, title = line.split(" ")
                key, mention = (file, int(place)), Mention.of(number, title)
                self._naming[key].update(mention.all)
                if texts.get(self.nodes[key]) == key:
                    self._wait(_Item(mention.all, key, ((key, type_, int(ordinal)), mention)))
        if ledger(self._store) != self.number:
            raise Conflict("another load changed the graph")

    def _wait(self, item: _Item) -> None:
        for name in item.names:
            self._waiting[name].append(item)
        if not item.names:
            self._nameless[item.record[0]].append(item)
