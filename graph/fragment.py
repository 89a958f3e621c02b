"""One record's own part of the graph: its nodes, its relationships, and the documents it names.

A fragment holds what this record alone asserts. Which node a named document (a `Mention`) is, is decided by
`graph.resolve` with sight of everything; nothing in here looks at another record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graph.agencies import Agencies, agencies_of, region_level
from graph.identity import number_key, plain_name, short_key, title_key
from graph.kinds import fields, recipients
from schemas import graph as schema
from schemas.records import AnyRecord, Citation, Criterion, GazetteIssue, GuideCard, Limit, Policy, Provision, Quantity

Props = dict[str, Any]


class NodeRow(NamedTuple):
    """A node: `id` is the value of the label's key; it is in `props` as well."""

    label: str
    id: str
    props: Props


class EdgeRow(NamedTuple):
    """A relationship between two nodes."""

    type: str
    from_label: str
    from_id: str
    to_label: str
    to_id: str
    props: Props


class Named(NamedTuple):
    """A document named by a record, as written; `ordinal` counts the mentions of one type in the record."""

    type: str
    ordinal: int
    number: str
    title: str
    props: Props


@dataclass(frozen=True, slots=True)
class Fragment:
    """`nodes` belong to the record; `shared` (agencies, recipients, regions, fields) may be named by others too."""

    label: str
    id: str
    nodes: tuple[NodeRow, ...]
    shared: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    mentions: tuple[Named, ...]


@dataclass(slots=True)
class _Draft:
    label: str
    id: str
    nodes: list[NodeRow] = field(default_factory=list)
    shared: dict[tuple[str, str], NodeRow] = field(default_factory=dict)
    edges: list[EdgeRow] = field(default_factory=list)
    mentions: list[Named] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def node(self, label: str, id_: str, /, **props: Any) -> None:
        self.nodes.append(NodeRow(label, id_, clean(label, {schema.key(label): id_, **props})))

    def edge(self, type_: str, start: tuple[str, str], end: tuple[str, str], /, **props: Any) -> None:
        self.edges.append(EdgeRow(type_, *start, *end, clean_edge(type_, props)))

    def numbered(self, stem: str) -> str:
        self.counts[stem] += 1
        return f"{stem}{self.counts[stem]}"

    def share(self, label: str, name: str, /, **props: Any) -> tuple[str, str]:
        self.shared.setdefault((label, name), NodeRow(label, name, clean(label, {"name": name, **props})))
        return label, name

    def agency(self, agencies: Agencies, name: str) -> tuple[str, str]:
        """The body of that name with the bodies and regions it is part of."""
        body = agencies.named(name)
        known = ("Agency", body.name) in self.shared
        end = self.share("Agency", body.name, aliases=list(body.aliases), level=body.level, region=body.region)
        if known:
            return end
        if body.part_of:
            self.edge("PART_OF", end, self.agency(agencies, body.part_of))
        elif body.region:
            self.edge("PART_OF", end, self.region(body.region))
        return end

    def region(self, name: str) -> tuple[str, str]:
        return self.share("Region", name, level=region_level(name))

    def mention(self, type_: str, number: str | None, title: str | None, /, **props: Any) -> None:
        self.counts[type_] += 1
        ordinal = self.counts[type_]
        written = {"ordinal": ordinal, "title": title or None, "doc_number": number or None}
        self.mentions.append(
            Named(type_, ordinal, number_key(number), title_key(title), clean_edge(type_, {**props, **written}))
        )

    def done(self) -> Fragment:
        return Fragment(
            self.label,
            self.id,
            tuple(self.nodes),
            tuple(self.shared.values()),
            tuple(distinct(self.edges)),
            tuple(self.mentions),
        )


def distinct(edges: Iterable[EdgeRow]) -> Iterator[EdgeRow]:
    """Without a second relationship of one type between the same two nodes, unless they are mentions of their own."""
    seen = set()
    for edge in edges:
        key = (*edge[:5], edge.props.get("ordinal"))
        if key not in seen:
            seen.add(key)
            yield edge


def clean(label: str, props: Props) -> Props:
    """Only what has a value, dates as dates, and nothing that the schema does not know (KeyError)."""
    return _typed(schema.schema().label[label].properties, props)


def clean_edge(type_: str, props: Props) -> Props:
    """The same for a relationship."""
    return _typed(schema.relationship(type_).properties, props)


def _typed(known: dict[str, schema.Property], props: Props) -> Props:
    out: Props = {}
    for name, value in props.items():
        kind = known[name].type
        if value is None or value == "" or value == []:
            continue
        if kind == "date":
            value = as_date(value)
        elif kind == "float":
            value = float(value)
        elif kind == "strings":
            value = list(value)
        if value is not None and value != []:
            out[name] = value
    return out


def as_date(value: str | date | None) -> date | None:
    """An ISO date; None for what is no date."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def fragment(record: AnyRecord, policy_id: str = "") -> Fragment:
    """The record's part of the graph; a policy's id is given, since versions of one title must be told apart."""
    if isinstance(record, Policy):
        return _policy(record, policy_id)
    if isinstance(record, GazetteIssue):
        return _issue(record)
    return _card(record)


def issue_id(record: GazetteIssue) -> str:
    """name/year/issue"""
    return f"{record.name}/{record.year}/{record.issue}"


def card_id(record: GuideCard) -> str:
    """guide title/ordinal; cards of a book without a title go by its file."""
    return f"{record.guide or record.source.sha256}/{record.ordinal}"


def _policy(record: Policy, id_: str) -> Fragment:
    draft = _Draft("Policy", id_)
    here = ("Policy", id_)
    draft.node(
        "Policy",
        id_,
        doc_number=number_key(record.doc_number),
        doc_numbers=[number_key(number) for number in record.doc_numbers] if len(record.doc_numbers) > 1 else None,
        title=record.title,
        notice_title=record.notice_title,
        kind=record.kind,
        trial=record.trial,
        level=record.level,
        region=record.region,
        issued_on=record.issued_on,
        printed_on=record.printed_on,
        effective_from=record.effective_from,
        expires_on=record.expires_on,
        stub=False,
        page=record.page,
        source=record.source.sha256,
    )
    agencies = agencies_of(record)
    for type_, names in (
        ("ISSUED_BY", record.issuers),
        ("INTERPRETED_BY", record.interpreted_by),
        ("COPIED_TO", record.copied_to),
    ):
        for name in names:
            if plain_name(name):
                draft.edge(type_, here, draft.agency(agencies, name), as_written=name)
    if record.region:
        draft.edge("APPLIES_IN", here, draft.region(record.region))
    places = _provisions(draft, id_, record.provisions)
    _grants(draft, here, places, record.quantities, record.criteria)
    _limits(draft, places, record.limits)
    for charge in record.responsible:
        at = places.at(charge.path, charge.start)
        for name in charge.agencies:
            if at is not None and plain_name(name):
                draft.edge("RESPONSIBLE", at, draft.agency(agencies, name), as_written=name)
    _mentions(draft, record)
    return draft.done()


@dataclass(slots=True)
class _Places:
    """Where a provision path leads: the node of the path, of the nearest unit above it, or by its characters."""

    by_path: dict[str, list[tuple[Provision, str]]]

    def at(self, path: str, start: int = 0) -> tuple[str, str] | None:
        while path:
            if found := self.by_path.get(path):
                inside = [id_ for unit, id_ in found if unit.start <= start < unit.end]
                return "Provision", (inside or [found[0][1]])[0]
            path = path.rpartition("/")[0]
        return None

    def exactly(self, path: str) -> tuple[str, str] | None:
        found = self.by_path.get(path)
        return ("Provision", found[0][1]) if found else None


def _provisions(draft: _Draft, policy: str, units: tuple[Provision, ...]) -> _Places:
    """Provision nodes with HAS and NEXT; a path that comes twice gets ~2, ~3 … in its id."""
    places = _Places({})
    before: tuple[str, str] | None = None
    concerned = fields([unit.text for unit in units])
    for ordinal, (unit, named) in enumerate(zip(units, concerned, strict=True), 1):
        twins = places.by_path.setdefault(unit.path, [])
        id_ = f"{policy}#{unit.path}" + (f"~{len(twins) + 1}" if twins else "")
        parents = places.by_path.get(unit.parent or "")
        above = ("Provision", parents[-1][1]) if parents else ("Policy", policy)
        twins.append((unit, id_))
        here = ("Provision", id_)
        draft.node(
            "Provision",
            id_,
            path=unit.path,
            label=unit.label,
            level=unit.level,
            heading=unit.heading,
            text=unit.text,
            page=unit.page,
            start=unit.start,
            end=unit.end,
            ordinal=unit.ordinal or ordinal,
        )
        draft.edge("HAS", above, here)
        for field_ in named:
            draft.edge("CONCERNS", here, draft.share("Field", field_))
        if before:
            draft.edge("NEXT", before, here)
        before = here
    return places


def _grants(
    draft: _Draft,
    whole: tuple[str, str],
    places: _Places | None,
    quantities: tuple[Quantity, ...],
    criteria: tuple[Criterion, ...],
) -> None:
    """Criteria and benefits under the provision they stand in, or under the card itself (`places` None)."""
    ids: dict[int, str] = {}
    for index, criterion in enumerate(criteria):
        at = whole if places is None else places.at(criterion.path, criterion.start)
        if at is None:
            continue
        ids[index] = id_ = draft.numbered(f"{at[1]}/c")
        draft.node(
            "Criterion",
            id_,
            text=criterion.text,
            of=criterion.of,
            op=criterion.op,
            value=criterion.value,
            unit=criterion.unit,
            numeric=criterion.numeric,
            group=criterion.group,
            any=criterion.any,
            page=criterion.page,
            start=criterion.start,
            end=criterion.end,
        )
        draft.edge("REQUIRES", at, ("Criterion", id_))
    for quantity in quantities:
        at = whole if places is None else places.at(quantity.path, quantity.start)
        if at is None or quantity.role != "benefit":
            continue
        id_ = draft.numbered(f"{at[1]}/b")
        here = ("Benefit", id_)
        draft.node(
            "Benefit",
            id_,
            text=quantity.text,
            value=quantity.value,
            unit=quantity.unit,
            op=quantity.op,
            per=quantity.per,
            of=quantity.of,
            who=quantity.who,
            method=quantity.method,
            currency=quantity.currency,
            page=quantity.page,
            start=quantity.start,
            end=quantity.end,
        )
        draft.edge("GRANTS", at, here)
        for recipient in recipients(quantity.who) or filter(None, [plain_name(quantity.who)]):
            draft.edge("FOR", here, draft.share("Recipient", recipient))
        for index in quantity.hangs_on:
            if index in ids:
                draft.edge("IF", here, ("Criterion", ids[index]))


def _limits(draft: _Draft, places: _Places, limits: tuple[Limit, ...]) -> None:
    for limit in limits:
        at = places.at(limit.path, limit.start)
        if at is None:
            continue
        id_ = draft.numbered(f"{at[1]}/l")
        draft.node(
            "Limit",
            id_,
            text=limit.text,
            kind=limit.kind,
            refs=limit.refs,
            page=limit.page,
            start=limit.start,
            end=limit.end,
        )
        draft.edge("LIMITS", at, ("Limit", id_))
        for path in limit.refs:
            if (bound := places.exactly(path)) is not None:
                draft.edge("BINDS", ("Limit", id_), bound)


def _mentions(draft: _Draft, record: Policy) -> None:
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

    for replaced in record.supersedes:
        if itself(replaced, earlier=True):
            continue
        draft.mention(
            "SUPERSEDES",
            replaced.doc_number,
            named(replaced),
            scope=replaced.scope,
            on=replaced.on,
            text=replaced.text,
            provision=replaced.path,
            provisions=replaced.provisions,
        )
    for changed in record.amends:
        if itself(changed, earlier=True):
            continue
        draft.mention(
            "AMENDS",
            changed.doc_number,
            named(changed),
            on=changed.on,
            text=changed.text,
            provision=changed.path,
            provisions=changed.provisions,
        )
    for type_, citations in (("BASED_ON", record.based_on), ("CITES", record.cites)):
        for citation in citations:
            if itself(citation, earlier=False):
                continue
            draft.mention(type_, citation.doc_number, named(citation), text=citation.text, provision=citation.path)


def _issue(record: GazetteIssue) -> Fragment:
    id_ = issue_id(record)
    draft = _Draft("GazetteIssue", id_)
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
    for position, entry in enumerate(record.contents, 1):
        draft.mention("CONTAINS", entry.doc_number, entry.title, page=entry.page, position=position)
    return draft.done()


def _card(record: GuideCard) -> Fragment:
    id_ = card_id(record)
    draft = _Draft("GuideCard", id_)
    here = ("GuideCard", id_)
    draft.node(
        "GuideCard",
        id_,
        ordinal=record.ordinal,
        part=record.part,
        subpart=record.subpart,
        number=record.number,
        title=record.title,
        published_on=record.published_on,
        tool_class=record.tool_class,
        audience=record.audience,
        frequency=record.frequency,
        content=record.content,
        conditions=record.conditions,
        process=record.process,
        page=record.page,
        source=record.source.sha256,
    )
    agencies = agencies_of(record)
    for name in record.issuers:
        if plain_name(name):
            draft.edge("ISSUED_BY", here, draft.agency(agencies, name), as_written=name)
    for contact in record.contacts:
        if plain_name(contact.agency):
            end = draft.agency(agencies, contact.agency)
            draft.edge("CONTACT", here, end, phones=contact.phones, as_written=contact.agency)
    _grants(draft, here, None, record.quantities, record.criteria)
    for number, title in _summarised(record):
        draft.mention("SUMMARISES", number, title)
    return draft.done()


def _summarised(record: GuideCard) -> list[tuple[str | None, str | None]]:
    """(number, title) of the policies a card tells: by number where it gives any, else by the titles of its basis.

    A title is put beside a number only where there is one of each; which of several belongs to which is not said.
    """
    titles = [title for title in record.basis if title_key(title)]
    if len(record.doc_numbers) == 1 and len(titles) == 1:
        return [(record.doc_numbers[0], titles[0])]
    if record.doc_numbers:
        return [(number, None) for number in record.doc_numbers]
    return [(None, title) for title in titles or [record.policy_title or ""] if title_key(title)]
