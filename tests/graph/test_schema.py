"""The schema file: whole, and the only copy."""

from pathlib import Path

from schemas import graph as schema

DOCS = Path(__file__).parents[2] / "docs" / "graph.md"


def test_every_end_is_a_label_and_every_key_a_property() -> None:
    known = schema.schema().label
    for relationship in schema.schema().relationship:
        assert {*relationship.sources, *relationship.targets} <= set(known)
    for label in known.values():
        assert label.key in label.properties


def test_constraints_cover_every_label() -> None:
    assert sum("IS UNIQUE" in statement for statement in schema.constraints()) == len(schema.schema().label)


def test_the_data_dictionary_is_up_to_date() -> None:
    """Written by: python -c "from schemas.graph import dictionary; open('docs/graph.md', 'w').write(dictionary())"."""
    assert DOCS.read_text(encoding="utf-8") == schema.dictionary()
    assert "Ledger" not in schema.dictionary()
