"""A read-only query writes nothing, whatever it tries, on either store."""

import random

import pytest

from graph.load import load
from graph.readonly import refuse_writes
from graph.store import Store
from schemas.errors import StoreError
from tests.graph.factories import held, policy
from tests.stores import snapshot

CLAUSES = [
    "CREATE (n:Policy {id: 'x'})",
    "CREATE (:Evil)",
    "MATCH (p:Policy) CREATE (p)-[:CITES]->(p)",
    "MERGE (n:Policy {id: 'x'})",
    "MATCH (p:Policy) MERGE (p)-[:CITES]->(p)",
    "MERGE (n:Policy {id: 'x'}) ON CREATE SET n.stub = true",
    "MATCH (p:Policy) SET p.title = 'x'",
    "MATCH (p:Policy) SET p += {title: 'x'}",
    "MATCH (p:Policy) SET p = {}",
    "MATCH (p:Policy) SET p:Evil",
    "MATCH (p:Policy) REMOVE p.title",
    "MATCH (p:Policy) DELETE p",
    "MATCH (p:Policy) DETACH DELETE p",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (p:Policy) FOREACH (x IN [1] | SET p.title = 'x')",
    "FOREACH (x IN [1, 2] | CREATE (:Evil {n: x}))",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'file:///etc/passwd' AS line CREATE (:Evil {line: line})",
    "CREATE INDEX evil FOR (n:Policy) ON (n.kind)",
    "CREATE CONSTRAINT evil FOR (n:Evil) REQUIRE n.id IS UNIQUE",
    "CREATE FULLTEXT INDEX evil FOR (n:Policy) ON EACH [n.title]",
    "CREATE TEXT INDEX evil FOR (n:Policy) ON (n.title)",
    "CREATE LOOKUP INDEX evil FOR (n) ON EACH labels(n)",
    "DROP CONSTRAINT policy_id",
    "DROP INDEX policy_title",
    "DROP INDEX policy_title IF EXISTS",
    "CREATE USER evil SET PASSWORD 'evilevil1' CHANGE NOT REQUIRED",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "ALTER USER neo4j SET PASSWORD 'evilevil1'",
    "DROP USER neo4j",
    "CREATE DATABASE evil",
    "DROP DATABASE neo4j",
    "GRANT ROLE admin TO neo4j",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "MATCH (p:Policy) CALL (p) { SET p.title = 'x' } RETURN p",
    "MATCH (p:Policy) CALL { WITH p SET p.title = 'x' } RETURN p",
    "CALL { CREATE (:Evil) } RETURN 1",
    "UNWIND [1] AS x CALL (x) { CREATE (:Evil {n: x}) } IN TRANSACTIONS",
    "INSERT (:Evil {n: 1})",
]
PROCEDURES = [
    "CALL db.createLabel('Evil')",
    "CALL db.createProperty('evil')",
    "CALL db.createRelationshipType('EVIL')",
    "CALL db.create.setNodeVectorProperty(null, 'x', [1.0])",
    "CALL dbms.setConfigValue('db.transaction.timeout', '1')",
    "CALL dbms.security.createUser('evil', 'evilevil1', false)",
    "CALL dbms.killTransaction('x')",
    "CALL db.clearQueryCaches()",
    "CALL db.resampleOutdatedIndexes()",
    "CALL tx.setMetaData({a: 1})",
    "CALL apoc.create.node(['Evil'], {})",
    "CALL apoc.cypher.doIt('CREATE (:Evil)', {})",
    "CALL `db`.`createLabel`('Evil')",
]
HIDDEN = [
    "/* only reading */ {}",
    "// reading\n{}",
    "\n\t{}",
    "CYPHER runtime=slotted {}",
    "EXPLAIN RETURN 1; {}",
    "PROFILE {}",
    "WITH 1 AS `create` {}",
    "WITH '\\' MATCH' AS s {}",
    'WITH "//" AS s {}',
    "UNWIND [1, 2] AS z {}",
]


def attempts() -> list[str]:
    """Two hundred and more ways to write: every clause and procedure, in other letters, and wrapped."""
    rng = random.Random(1)
    plain = [*CLAUSES, *PROCEDURES]
    mixed = ["".join(rng.choice((c.lower(), c.upper())) if c.isalpha() else c for c in text) for text in CLAUSES]
    wrapped = [frame.replace("{}", rng.choice(plain)) for frame in HIDDEN for _ in range(14)]
    return list(dict.fromkeys([*plain, *mixed, *wrapped]))


def test_there_are_two_hundred() -> None:
    assert len(attempts()) >= 200


@pytest.mark.parametrize("guarded", [True, False], ids=["guard and store", "store alone"])
def test_nothing_is_written(store: Store, guarded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two locks holds alone: the guard on the text, and the store's own."""
    load(store, [held("a.txt", policy("甲发〔2022〕1号", "甲办法", cites=[("乙法", None)]))])
    before, schema_before = snapshot(store), _schema(store)
    if not guarded:
        monkeypatch.setattr("graph.store.refuse_writes", lambda cypher: None)
    passed = []
    for text in attempts():
        if not guarded and text.split()[0].upper() in ("ALTER", "CALL", "TERMINATE"):
            continue  # the login's own password and the server's procedures are the guard's to keep
        try:
            store.query(text, timeout=10)
        except StoreError:
            continue
        passed.append(text)
    assert snapshot(store) == before, passed
    assert _schema(store) == schema_before, passed
    if guarded:
        assert passed == []


def _schema(store: Store) -> object:
    names = [
        sorted(str(row[1]) for row in store.query(f"SHOW {kind}", write=True).rows)
        for kind in ("INDEXES", "CONSTRAINTS")
    ]
    return names if not store.embedded else names[1]


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (p:Policy) RETURN p.id AS create",
        "MATCH (p) WHERE p.title = 'CREATE (n)' RETURN p",
        "MATCH (p) WHERE p.set = 1 RETURN p.delete, {merge: 1} AS m",
        "MATCH (a)-[:REMOVE]->(b:Drop) RETURN a // SET a.x = 1",
        "MATCH (p) RETURN p.start AS start, p.end AS end ORDER BY start",
        "MATCH (p:Provision) WITH p.start AS start RETURN start, start + 1",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH (p) CALL (p) { MATCH (p)-->(q) RETURN count(q) AS n } RETURN n",
        "MATCH (p) RETURN $create, `SET`",
    ],
)
def test_reading_passes(text: str) -> None:
    refuse_writes(text)


def test_an_error_carries_the_query(store: Store) -> None:
    with pytest.raises(StoreError, match=r"MATCH \(n RETURN n.*with \$x"):
        store.query("MATCH (n RETURN n", {"x": 1})


def test_a_query_may_not_take_forever(store: Store) -> None:
    endless = "UNWIND range(1, 100000000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*)"
    with pytest.raises(StoreError):
        store.query(endless, timeout=2)
