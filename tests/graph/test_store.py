"""Opening stores: one holder, others join, nothing left behind, nothing leaked."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import connect, open_embedded, open_store
from schemas.errors import StoreError
from tests.neo4j.server import Server

HOLD = """
import signal, sys, time
from pathlib import Path
from graph.store import open_embedded
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell starts in the background
try:
    with open_embedded(Path(sys.argv[1])) as store:
        store.query("MERGE (n:Region {name: 'kept'})", write=True)
        print("open", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def _holder(home: Path, cwd: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "open\n", process.stderr and process.stderr.read()
    return process


def test_join_a_holder_and_take_over_after_it_was_killed(tmp_path: Path) -> None:
    home, cwd = tmp_path / "home", tmp_path / "cwd"
    cwd.mkdir()
    holder = _holder(home, cwd)
    address = home / "store" / "address.json"
    try:
        assert stat.S_IMODE(address.stat().st_mode) == 0o600
        with open_embedded(home) as joined:
            assert not joined.holds
            assert joined.query("MATCH (n:Region) RETURN n.name").rows == (("kept",),)
    finally:
        stale = json.loads(address.read_text())
        os.kill(stale["pid"], signal.SIGKILL)
        holder.kill()
        _, err = holder.communicate()
    assert err == "", "a user sees nothing of the Java machine"
    assert list(cwd.iterdir()) == []
    assert address.exists()
    with open_embedded(home) as store:
        assert store.holds
        assert store.address != stale["uri"]
        assert store.query("MATCH (n:Region) RETURN n.name").rows == (("kept",),)
    assert not address.exists()


def test_a_store_outlives_the_process_that_opened_it_by_no_more_than_its_closing(tmp_path: Path) -> None:
    holder = _holder(tmp_path, tmp_path)
    holder.kill()
    holder.communicate()
    with open_embedded(tmp_path) as store:
        assert store.holds
        assert store.query("MATCH (n:Region) RETURN n.name").rows == (("kept",),)


@pytest.mark.parametrize(("how", "said"), [(signal.SIGINT, "interrupted\n"), (signal.SIGTERM, "")])
def test_signals_end_a_holder(tmp_path: Path, how: signal.Signals, said: str) -> None:
    holder = _holder(tmp_path, tmp_path)
    holder.send_signal(how)
    begin = time.monotonic()
    out, err = holder.communicate(timeout=120)
    assert time.monotonic() - begin < 20
    assert (out, err) == (said, "")


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("bolt://127.0.0.1:1", "no graph store answers at bolt://127.0.0.1:1"),
        ("nonsense", "NEO4J_URI is not an address of a graph store"),
        ("neo4j+s://127.0.0.1:1", "no graph store answers"),
    ],
)
def test_a_wrong_address_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, uri: str, said: str) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "a-secret")
    with pytest.raises(StoreError, match=said) as error:
        open_store()
    assert "\n" not in str(error.value) and "a-secret" not in str(error.value)


def test_encrypted_addresses(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate that signs itself is taken where the address says so, and else refused for what it is."""
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    for scheme in ("bolt+ssc", "neo4j+ssc"):
        with connect(server.uri.replace("bolt", scheme)) as store:
            assert store.query("RETURN 1").rows == ((1,),)
    with pytest.raises(StoreError, match=r"the certificate of bolt\+s://.* is not trusted"):
        connect(server.uri.replace("bolt", "bolt+s"))


def test_a_home_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        open_embedded(tmp_path / "file")
