"""Provision nodes in their tree, and where a path leads among them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.fragment.draft import Draft
from graph.kinds import fields
from schemas.records import Provision


@dataclass(slots=True)
class Places:
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


def provisions(draft: Draft, policy: str, units: tuple[Provision, ...]) -> Places:
    """Provision nodes with HAS and NEXT; a path that comes twice gets ~2, ~3 … in its id."""
    places = Places({})
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
