"""What the catalogue knows of a record, of a document that is named, and of one that is only named."""

from __future__ import annotations

from typing import NamedTuple

from graph.identity import short_key

RecordKey = tuple[str, int]
"""(sha256 of the file, place of the record in it)"""
NodeKey = tuple[str, str]
"""(label, id)"""
MentionKey = tuple[RecordKey, str, int]
"""(record that names, type of the relationship, ordinal)"""


class Name(NamedTuple):
    """The names of one record; `dated` tells versions apart, `size` which of two copies is fuller.

    `fixed` is the id of a card or an issue, which goes by no other name; the rest is for policies.
    """

    label: str
    fixed: str = ""
    number: str = ""
    numbers: tuple[str, ...] = ()
    title: str = ""
    notice: str = ""
    dated: str = ""
    size: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its titles."""
        return tuple(dict.fromkeys(key for key in (short_key(self.title), short_key(self.notice)) if key))

    @property
    def all(self) -> tuple[str, ...]:
        """Everything by which it may hang together with other names."""
        return (*self.numbers, *self.keys, *([self.fixed] if self.fixed else []))


class Mention(NamedTuple):
    """A document named: number and title in their one form, either may be ''; `key` is that of the title."""

    number: str
    title: str
    key: str

    @classmethod
    def of(cls, number: str, title: str) -> Mention:
        """The mention of this number and title."""
        return cls(number, title, short_key(title))

    @property
    def all(self) -> tuple[str, ...]:
        """Everything by which it may hang together with other names."""
        return tuple(name for name in (self.number, self.key) if name)


class Stub(NamedTuple):
    """What is known of a document that is only named."""

    doc_number: str
    title: str
    ambiguous: bool
