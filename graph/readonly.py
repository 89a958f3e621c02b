"""The guard of read-only queries: a statement with a clause or procedure that writes is refused before it is sent.

It is the second lock. The first is in the store: the access mode on Neo4j, a user without the right to write on the
embedded store. The text is read as Cypher tokens, so `'CREATE'` in a string, a comment or a property name is no clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.errors import StoreError

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<quoted>`(?:``|[^`])*`)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d[\w.]*)
      | (?P<space>\s+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)

_WRITES = frozenset(
    re.findall(
        r"\w+",
        "CREATE MERGE SET DELETE DETACH REMOVE DROP FOREACH LOAD ALTER GRANT REVOKE DENY INSERT START STOP TERMINATE "
        "RENAME ENABLE DRYRUN REALLOCATE DEALLOCATE",
    )
)

# Procedures a reader may call; by name, since a new one that writes must not slip through.
_PROCEDURES = frozenset(
    re.findall(
        r"\S+",
        "db.labels db.relationshiptypes db.propertykeys db.schema.visualization db.schema.nodetypeproperties "
        "db.schema.reltypeproperties db.index.fulltext.querynodes db.index.fulltext.queryrelationships dbms.components "
        "db.info db.ping",
    )
)


def refuse_writes(cypher: str) -> None:
    """Pass where `cypher` only reads. Errors: StoreError that names the clause or procedure."""
    tokens = list(_tokens(cypher))
    for at, (kind, text) in enumerate(tokens):
        if kind != "word":
            continue
        before = tokens[at - 1][1] if at else ""
        after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
        if before in (".", "$", ":", "|", "&", "!") or (after == ":" and before in ("{", ",")):
            continue  # a property, parameter, label or map key
        word = text.upper()
        if word in _WRITES and not _is_name(word, before, after):
            raise StoreError(f"a read-only query must not use {word}; use --write if you mean it")
        if word == "CALL":
            _check_call(tokens[at + 1 :])


def _tokens(cypher: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or ""
        if kind not in ("comment", "space"):
            yield kind, match.group()


def _is_name(word: str, before: str, after: str) -> bool:
    """True where the word is a variable or a function called so: `AS set`, `start.x`, `start)`; a clause never is."""
    if before.upper() == "AS":
        return True
    return word in ("START", "STOP", "ENABLE", "RENAME") and after in (".", ")", ",", "=", "<", ">", "", "]", "-", "+")


def _check_call(rest: list[tuple[str, str]]) -> None:
    """A subquery is read on; a procedure must be one that only reads."""
    if rest and rest[0][1] in ("{", "("):
        return
    name = ""
    for _, text in rest:
        if text == "." or not name or name.endswith("."):
            name += text.strip("`")
        else:
            break
    if name.lower() not in _PROCEDURES:
        raise StoreError(f"a read-only query must not call {name or 'this procedure'}; use --write if you mean it")
