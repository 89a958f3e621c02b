"""Row models for the tables of kinds: recipients.toml and fields.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Kind(BaseModel):
    """A kind of recipient, or a field: its name and the expression that finds it in folded text.

    `qualified`: being of that kind is itself a condition (a certificate, a list, a size).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    match: str
    qualified: bool = False
