"""Full-text search over provisions and guide cards, one `search` for both stores.

On Neo4j it is a full-text index with the `cjk` analyzer, kept in the background (in the transaction it cost more than
all else together; a load waits for it at its end); the embedded store has none that Cypher can use, so there the
text is looked through (60,000 provisions in a tenth of a second) and ranked by how often the words stand in it. Either
way every word must be found, as written.
"""

from __future__ import annotations

from graph.store import Result, Store
from schemas.errors import UsageError

INDEX = """
CREATE FULLTEXT INDEX zhengtu_text IF NOT EXISTS FOR (n:Provision|GuideCard)
ON EACH [n.heading, n.text, n.title, n.content, n.conditions]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: true}}
"""

_SHOWN = """
OPTIONAL MATCH (p:Policy)-[:HAS*1..12]->(n)
RETURN coalesce(p.doc_number, p.title, n.title) AS document, coalesce(n.path, 'guide card') AS path, n.page AS page,
       score, coalesce(n.text, n.content) AS text
ORDER BY score DESC, document, path LIMIT $limit
"""

_INDEXED = "CALL db.index.fulltext.queryNodes('zhengtu_text', $query) YIELD node AS n, score WITH n, score LIMIT $limit"

_SCANNED = """
MATCH (n:{label}) WITH n, {text} AS text WHERE all(word IN $words WHERE text CONTAINS word)
WITH n, toFloat(reduce(found = 0, word IN $words | found + size(split(text, word)) - 1)) AS score
"""

_TEXTS = {
    "Provision": "coalesce(n.heading, '') + ' ' + coalesce(n.text, '')",
    "GuideCard": "n.title + ' ' + coalesce(n.content, '') + ' ' + coalesce(n.conditions, '')",
}


def search(store: Store, words: str, *, limit: int = 20) -> Result:
    """Provisions and cards in which all of `words` (split at white space) stand, best first.

    Columns: document, path, page, score, text. Errors: UsageError without a word, StoreError.
    """
    wanted = words.split()
    if not wanted:
        raise UsageError("search wants at least one word")
    if not store.embedded:
        query = " AND ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in wanted)
        return store.query(_INDEXED + _SHOWN, {"query": query, "limit": limit})
    parts = [
        store.query(_SCANNED.format(label=label, text=text) + _SHOWN, {"words": wanted, "limit": limit})
        for label, text in _TEXTS.items()
    ]
    rows = sorted((row for part in parts for row in part.rows), key=lambda row: (-row[3], str(row[0]), str(row[1])))
    return Result(parts[0].columns, tuple(rows[:limit]))
