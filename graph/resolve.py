"""What a change of sources means for the graph.

`plan` compares the graph with the graph that the sources will make and says, row by row, what to delete, rename, move
and create. It touches no store; the loader carries it out in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.catalogue import Catalogue, Change
from graph.fragment import fragment, named
from graph.fragment.draft import EdgeRow, Fragment, Named, NodeRow, clean
from graph.known import Mention, MentionKey, NodeKey, RecordKey, Stub
from graph.names import StoredCatalogue, holds_props, name_of, source_names
from graph.store import Store
from graph.time import contradictions
from schemas.records import AnyRecord, Source

Recall = Callable[[str], list[AnyRecord] | None]
"""Gives the records of an ingested file again, by its sha256; None where it cannot."""


class Unrecalled(Exception):
    """The text of a node must come from these files, whose records are not at hand."""

    def __init__(self, sources: set[str]) -> None:
        super().__init__(", ".join(sorted(sources)))
        self.sources = sources


@dataclass(slots=True)
class Plan:
    """What to do to the graph, in this order."""

    emptied: list[NodeKey] = field(default_factory=list)
    """Nodes whose own subgraph and outgoing relationships go."""
    lifted: list[tuple[NodeKey, str, int]] = field(default_factory=list)
    """(naming node, type, ordinal) of relationships that will point elsewhere; they are read and taken away."""
    sources_gone: list[str] = field(default_factory=list)
    deleted: list[NodeKey] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """(old, new id) of policies whose text stays."""
    restubbed: list[tuple[str, Stub]] = field(default_factory=list)
    """Nodes that stay and are stubs now, or stubs that look otherwise now."""
    filled: list[NodeRow] = field(default_factory=list)
    """Nodes that were there and get a text."""
    nodes: list[NodeRow] = field(default_factory=list)
    shared: dict[tuple[str, str], NodeRow] = field(default_factory=dict)
    """Nodes that may be there already."""
    edges: list[EdgeRow] = field(default_factory=list)
    relinked: list[tuple[tuple[NodeKey, str, int], NodeKey, str]] = field(default_factory=list)
    """(as in `lifted`, naming node as it is called now, new policy id)."""
    rehung: list[tuple[RecordKey, NodeKey]] = field(default_factory=list)
    """Records of files that stay, whose node is another one now."""
    hung: list[EdgeRow] = field(default_factory=list)
    """Their HOLDS."""


def plan(
    catalogue: Catalogue,
    gone: Iterable[str],
    new: list[tuple[Source, list[AnyRecord]]],
    recall: Recall | None = None,
    stamp: dict[str, Any] | None = None,
) -> Plan:
    """What taking the files `gone` (sha256) out and `new` in means; the catalogue is brought up to date with it.

    `stamp` are further properties of the Source nodes. Errors: Unrecalled; the catalogue is then spoilt.
    """
    out = Plan(sources_gone=sorted(gone))
    records = {(source.sha256, at): record for source, held in new for at, record in enumerate(held)}
    names = {key: name_of(record) for key, record in records.items()}
    naming = {key: named(record) for key, record in records.items()}
    mentioned = [Mention.of(item.number, item.title) for items in naming.values() for item in items]
    catalogue.learn(out.sources_gone, names.values(), mentioned)
    leaving = [key for source in out.sources_gone for key in catalogue.records_of(source)]
    old_mentions = {key: catalogue.mentions_of(key) for key in leaving}
    was_there = _Existence(catalogue)
    change = catalogue.replace_records(leaving, names.items())
    kept = {key: node for node, key in change.mains_before.items()}
    now = {key: node for node, key in change.mains_after.items()}
    arriving = {key: node for key, node in now.items() if key not in kept}
    losing = {key: node for key, node in kept.items() if key not in now}
    _recall(arriving, records, recall)
    fragments = {key: fragment(records[key], node[1]) for key, node in sorted(arriving.items())}
    mentions_gone = [m for key in losing for m in (old_mentions.get(key) or catalogue.mentions_of(key))]
    meant = {(key, item.type, item.ordinal): item for key, made in fragments.items() for item in made.mentions}
    catalogue.replace_mentions(
        mentions_gone, [(key, Mention.of(item.number, item.title)) for key, item in meant.items()]
    )
    change = catalogue.finish()

    out.emptied = sorted(losing.values())
    moving = {kept[key]: now[key] for key in kept if key in now and kept[key] != now[key]}
    swapped = {*moving, *moving.values()}
    settled = {mention for node in swapped for mention in catalogue.naming(node[1])}
    for mention in sorted({*change.moved, *settled} - set(meant)):
        if mention[0] not in losing:
            lift = (kept.get(mention[0], catalogue.nodes[mention[0]]), mention[1], mention[2])
            out.lifted.append(lift)
            out.relinked.append((lift, catalogue.nodes[mention[0]], catalogue.targets[mention]))
    _settle_nodes(out, catalogue, change, was_there, moving, fragments)
    _add_fragments(out, catalogue, fragments, meant)
    for source, held in new:
        places = [(source.sha256, at) for at in range(len(held))]
        notes = source_names([(names[key], naming[key]) for key in places])
        out.nodes.append(_source_node(source, notes | (stamp or {})))
        for at, record in enumerate(held):
            out.edges.append(_holds(catalogue, (source.sha256, at), record_label(record)))
    rehung = set(change.held) | {key for node in swapped for key in catalogue.holders(node)}
    out.rehung = sorted((key, catalogue.nodes[key]) for key in rehung if key[0] not in {s.sha256 for s, _ in new})
    out.hung = [_holds(catalogue, key, node[0]) for key, node in out.rehung]
    return out


class _Existence:
    """Which policies were there before the update."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def before(self, node: NodeKey, change: Change) -> bool:
        """True where the node was there, as a text or as a stub."""
        if node in change.mains_before:
            return True
        if node[0] != "Policy":
            return False
        if node[1] in change.stubs:
            return change.stubs[node[1]][0] is not None
        return node[1] in self._catalogue.stubs


def _settle_nodes(
    out: Plan,
    catalogue: Catalogue,
    change: Change,
    was_there: _Existence,
    moving: dict[NodeKey, NodeKey],
    fragments: dict[RecordKey, Fragment],
) -> None:
    """Which nodes go, are renamed, become stubs or texts."""
    out.renamed = sorted((old[1], new[1]) for old, new in moving.items())
    touched = set(change.mains_before) | {("Policy", id_) for id_ in change.stubs}
    for node in sorted(touched):
        stub = catalogue.stubs.get(node[1]) if node[0] == "Policy" else None
        there = was_there.before(node, change) and node not in moving
        if stub is not None:
            if there:
                out.restubbed.append((node[1], stub))
            else:
                out.nodes.append(stub_node(node[1], stub))
        elif there and (node not in change.mains_after or node in moving.values()):
            out.deleted.append(node)
    gone = set(out.deleted)
    for made in fragments.values():
        here = (made.label, made.id)
        head, *rest = made.nodes
        there = was_there.before(here, change) and here not in moving and here not in gone
        (out.filled if there else out.nodes).append(head)
        out.nodes.extend(rest)


def _add_fragments(
    out: Plan, catalogue: Catalogue, fragments: dict[RecordKey, Fragment], named: dict[MentionKey, Named]
) -> None:
    for made in fragments.values():
        out.edges.extend(made.edges)
        for node in made.shared:
            out.shared.setdefault(node[:2], node)
    for key, item in named.items():
        label, id_ = catalogue.nodes[key[0]]
        out.edges.append(EdgeRow(item.type, label, id_, "Policy", catalogue.targets[key], item.props))


def _recall(arriving: dict[RecordKey, NodeKey], records: dict[RecordKey, AnyRecord], recall: Recall | None) -> None:
    """Get the records that become texts of nodes and are not at hand: copies whose fuller twin went away."""
    missing = {key[0] for key in arriving if key not in records}
    lost = set()
    for source in sorted(missing):
        again = recall(source) if recall else None
        if again is None:
            lost.add(source)
            continue
        records.update({(source, at): record for at, record in enumerate(again) if (source, at) in arriving})
    lost |= {key[0] for key in arriving if key not in records}
    if lost:
        raise Unrecalled(lost)


def record_label(record: AnyRecord) -> str:
    """The label of the node that a record becomes."""
    return type(record).__name__


def stub_node(id_: str, stub: Stub) -> NodeRow:
    """The node of a document that is only named."""
    props = {"id": id_, "doc_number": stub.doc_number, "title": stub.title, "stub": True}
    return NodeRow("Policy", id_, clean("Policy", props | ({"ambiguous": True} if stub.ambiguous else {})))


def _source_node(source: Source, more: dict[str, Any]) -> NodeRow:
    props = {
        "id": source.sha256,
        "path": source.path,
        "media_type": source.media_type,
        "pages": source.pages,
        "chars": source.chars,
        "ocr": source.ocr or None,
        **more,
    }
    return NodeRow("Source", source.sha256, clean("Source", props))


def _holds(catalogue: Catalogue, key: RecordKey, label: str) -> EdgeRow:
    name = catalogue.records[key]
    return EdgeRow("HOLDS", "Source", key[0], label, catalogue.nodes[key][1], holds_props(key, name))


def ambiguous(store: Store) -> list[tuple[str, str, str]]:
    """What the store cannot decide: names that could mean several documents, then replacements that contradict.

    Rows: (name, label, candidates), and (ids, 'contradiction', what is wrong).
    """
    catalogue = StoredCatalogue(store)
    catalogue.learn_all()
    names = [(id_, "Policy", "；".join(found)) for id_, found in catalogue.ambiguous()]
    return names + [(ids, "contradiction", f"{kind}: {wrong}") for kind, ids, wrong in contradictions(store)]
