"""One record's own part of the graph: its nodes, its relationships, and the documents it names.

A fragment holds what this record alone asserts. Which node a named document is, is decided by `graph.resolve` with
sight of everything; nothing in here looks at another record.
"""

from __future__ import annotations

from graph.fragment.card import card, summarised
from graph.fragment.draft import Draft, Fragment, Named
from graph.fragment.issue import contents, issue
from graph.fragment.mentions import mentions
from graph.fragment.policy import policy
from schemas.records import AnyRecord, GazetteIssue, Policy


def fragment(record: AnyRecord, policy_id: str = "") -> Fragment:
    """The record's part of the graph; a policy's id is given, since versions of one title must be told apart."""
    if isinstance(record, Policy):
        return policy(record, policy_id)
    if isinstance(record, GazetteIssue):
        return issue(record)
    return card(record)


def named(record: AnyRecord) -> tuple[Named, ...]:
    """The documents that the record names, without the rest of its fragment."""
    draft = Draft(type(record).__name__, "")
    if isinstance(record, Policy):
        mentions(draft, record)
    elif isinstance(record, GazetteIssue):
        contents(draft, record)
    else:
        summarised(draft, record)
    return tuple(draft.mentions)
