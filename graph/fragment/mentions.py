"""The documents that a policy names."""

from __future__ import annotations

from graph.fragment.draft import Draft
from graph.identity import number_key, short_key, title_key
from schemas.records import Amendment, Citation, Policy, Supersession


def mentions(draft: Draft, record: Policy) -> None:
    """The documents a policy names; a short name（以下简称《若干措施》）stands for what the document says it does."""
    short = {title_key(item.short): item.full for item in record.definitions if "》" in item.short or "《" in item.full}

    def named(citation: Citation) -> str:
        return short.get(title_key(citation.title), citation.title)

    own_numbers = {number_key(number) for number in (record.doc_number, *record.doc_numbers)}
    own_titles = {short_key(title) for title in (record.title, record.notice_title)}

    def itself(citation: Citation, earlier: bool) -> bool:
        """A document does not cite itself; one that replaces its own title means an earlier version."""
        number = number_key(citation.doc_number)
        return number in own_numbers if number else not earlier and short_key(named(citation)) in own_titles

    earlier: tuple[Supersession | Amendment, ...] = (*record.supersedes, *record.amends)
    for item in earlier:
        if itself(item, earlier=True):
            continue
        scope = {"scope": item.scope} if isinstance(item, Supersession) else {}
        draft.mention(
            "SUPERSEDES" if scope else "AMENDS",
            item.doc_number,
            named(item),
            **scope,
            on=item.on,
            text=item.text,
            provision=item.path,
            provisions=item.provisions,
        )
    for type_, citations in (("BASED_ON", record.based_on), ("CITES", record.cites)):
        for citation in citations:
            if itself(citation, earlier=False):
                continue
            draft.mention(type_, citation.doc_number, named(citation), text=citation.text, provision=citation.path)
