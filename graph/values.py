"""Values on their way out of the driver: driver types become plain Python ones."""

from __future__ import annotations

from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time


def plain(value: Any) -> Any:
    """Dates become datetime values, durations their ISO text, nodes and relationships dictionaries, paths lists."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    if isinstance(value, Duration):
        return value.iso_format()
    if isinstance(value, Node):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Relationship):
        return {"type": value.type} | {name: plain(item) for name, item in value.items()}
    if isinstance(value, Path):
        nodes = [plain(node) for node in value.nodes]
        steps = [plain(step) for step in value.relationships]
        return nodes[:1] + [item for pair in zip(steps, nodes[1:], strict=True) for item in pair]
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
