"""Every test of a store runs on the embedded one and on each Neo4j that this machine can fetch and start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, connect, open_embedded
from tests.neo4j.server import VERSIONS, Server, Unavailable
from tests.stores import empty

STORES = ("embedded", *VERSIONS)


_servers: dict[str, Server] = {}


@pytest.fixture(scope="session", params=STORES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An open store of each kind."""
    folder: Path = tmp_path_factory.mktemp(f"store-{request.param}")
    if request.param == "embedded":
        with open_embedded(folder) as store:
            yield store
        return
    server = None
    try:
        server = Server(request.param, folder)
        server.encrypt()
        server.start()
    except Unavailable as error:
        pytest.skip(str(error))
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in server.environment().items():
                patch.setenv(name, value)
            store = connect(server.uri)
        with store:
            _servers[store.address] = server
            yield store
    finally:
        server.stop()


@pytest.fixture
def store(opened: Store, request: pytest.FixtureRequest) -> Store:
    """The same store, empty; the summary of the tests names it."""
    request.node.user_properties.append(("store", opened.name))
    empty(opened)
    return opened


@pytest.fixture
def server(opened: Store) -> Server:
    """The Neo4j server under test."""
    if opened.address not in _servers:
        pytest.skip("the embedded store listens on this machine alone, without encryption")
    return _servers[opened.address]
