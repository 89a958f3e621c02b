"""Three answers out of the graph that a reader can check against the documents, each with page and text."""

from __future__ import annotations

from graph.store import Store

REPLACES = """
MATCH (p:Policy)-[s:SUPERSEDES]->(old:Policy) WHERE NOT p.stub
MATCH (p)-[:HAS*1..8]->(at:Provision) WHERE at.path = s.provision
RETURN p.doc_number AS doc_number, p.title AS title, p.effective_from AS effective_from, p.expires_on AS expires_on,
       old.doc_number AS old_number, old.title AS old_title, s.text AS text, at.path AS path, at.page AS page
ORDER BY effective_from DESC, doc_number, old_number LIMIT 1
"""
GRANTS = """
MATCH (p:Policy)-[:HAS*1..8]->(at:Provision)-[:GRANTS]->(b:Benefit)-[:IF]->(c:Criterion)
WHERE b.unit = '元' AND p.effective_from IS NOT NULL
WITH p, at, b, c ORDER BY c.start
WITH p, at, b, collect(c.text) AS conditions
RETURN p.doc_number AS doc_number, at.path AS path, at.page AS page, b.text AS grants, conditions, at.text AS text
ORDER BY p.effective_from DESC, doc_number, at.ordinal, b.id LIMIT 1
"""
PUBLISHED = """
MATCH (i:GazetteIssue)-[c:CONTAINS]->(p:Policy)
RETURN i.name AS name, i.year AS year, i.issue AS issue, c.page AS page, p.doc_number AS doc_number, p.title AS title
ORDER BY i.year DESC, i.issue DESC, c.page LIMIT 1
"""


SAMPLES = (
    (
        "What does the newest policy replace?",
        REPLACES,
        "{doc_number} {title} (in force from {effective_from} to before {expires_on}) replaces "
        "{old_number} {old_title}; {path}, page {page}: {text}",
    ),
    (
        "Who gets what, on which condition?",
        GRANTS,
        "{doc_number} {path}, page {page}: {grants}, if {conditions}\n  “{text}”",
    ),
    ("Where was it published?", PUBLISHED, "{name} {year}年第{issue}期, page {page}: {doc_number} {title}"),
)


def samples(store: Store) -> tuple[tuple[str, str], ...]:
    """Up to three (question, answer) pairs; one that the graph has no answer to is left out."""
    found = []
    for question, cypher, wording in SAMPLES:
        for row in store.query(cypher, {}).dicts()[:1]:
            words = {name: " + ".join(value) if isinstance(value, list) else value for name, value in row.items()}
            found.append((question, wording.format(**words)))
    return tuple(found)
