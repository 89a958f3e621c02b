"""A gazette issue as nodes and relationships."""

from __future__ import annotations

from graph.fragment.draft import Draft, Fragment
from schemas.records import GazetteIssue


def issue_id(record: GazetteIssue) -> str:
    """name/year/issue"""
    return f"{record.name}/{record.year}/{record.issue}"


def issue(record: GazetteIssue) -> Fragment:
    """The issue and the documents of its contents."""
    id_ = issue_id(record)
    draft = Draft("GazetteIssue", id_)
    draft.node(
        "GazetteIssue",
        id_,
        name=record.name,
        year=record.year,
        issue=record.issue,
        total_issue=record.total_issue,
        published_on=record.published_on,
        source=record.source.sha256,
    )
    contents(draft, record)
    return draft.done()


def contents(draft: Draft, record: GazetteIssue) -> None:
    """The documents of its table of contents."""
    for position, entry in enumerate(record.contents, 1):
        draft.mention("CONTAINS", entry.doc_number, entry.title, page=entry.page, position=position)
