"""What the rules that tell a number's role look at, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.quantities.compare import Bound, Op
from extract.quantities.context import Place

Role = Literal["benefit", "criterion", "other", "window"]
Answer = Role | tuple[Role, Op] | None


class Verdict(NamedTuple):
    """A role, the operator where the rule changes it, and the rule's name."""

    role: Role
    op: Op | None
    rule: str


class Seen(NamedTuple):
    """The numbers of an outline in reading order; None for the verdict on one that is no quantity."""

    places: Sequence[Place]
    bounds: Sequence[Bound]
    verdicts: Sequence[Verdict | None]


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: `previous` is the number before in the paragraph, `grants` whether the unit grants."""

    place: Place
    bound: Bound
    previous: Verdict | None
    grants: bool

    @property
    def kind(self) -> str:
        return self.place.mention.kind

    @property
    def time(self) -> bool:
        return self.place.mention.kind == "time"

    @property
    def before(self) -> str:
        """The clause up to the comparison word."""
        return self.place.left[: self.bound.ahead]

    @property
    def about_grants(self) -> bool:
        return self.grants or self.place.section in ("conditions", "grants")
