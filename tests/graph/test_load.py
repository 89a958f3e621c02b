"""Loading: idempotent, whole documents, the same graph whatever came first."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph.load import load, loaded_sources, retire
from graph.store import Store
from schemas.errors import StoreError
from tests.graph.factories import Held, cards, held, issue, policy
from tests.stores import difference, expected, snapshot

A, B, C = "京科发〔2022〕5号", "京科发〔2017〕1号", "京科发〔2025〕9号"


def check(store: Store, sources: list[Held]) -> None:
    assert difference(snapshot(store), expected(sources)) == []


def test_loading_twice_changes_nothing(store: Store) -> None:
    sources = [held("a.txt", policy(A, "甲办法", cites=[("乙条例", None)])), cards("g.txt", ((A,), ("甲办法",)))]
    first = load(store, sources)
    assert first.nodes_created > 10 and first.relationships_created > 10
    before = snapshot(store)
    again = load(store, sources)
    assert again.changes() == dict.fromkeys(again.changes(), 0) | {"unchanged": 2}
    assert snapshot(store) == before
    assert set(loaded_sources(store)) == {source.sha256 for source, _ in sources}
    check(store, sources)


def test_a_stub_becomes_the_text_when_it_arrives(store: Store) -> None:
    later = held("a.txt", policy(C, "甲办法", supersedes=[("《乙办法》", "京科发[2017] 1号")]))
    load(store, [later])
    stub = "MATCH (p:Policy {id: $id}) RETURN p.stub, p.title, p.doc_number"
    assert store.query(stub, {"id": B}).rows == ((True, "乙办法", B),)
    earlier = held("b.txt", policy(B, "乙办法"))
    load(store, [earlier])
    assert store.query(stub, {"id": B}).rows == ((False, "乙办法", B),)
    chain = "MATCH (:Policy {id: $new})-[s:SUPERSEDES]->(o:Policy)-[:HAS]->(v) RETURN o.id, s.scope, count(v)"
    assert store.query(chain, {"new": C}).rows == ((B, "full", 2),)
    check(store, [earlier, later])


def test_a_changed_file_replaces_its_own_part(store: Store) -> None:
    other = held("b.txt", policy(B, "乙办法", cites=[("甲办法", None), ("丙条例", None)]))
    old = held("a.txt", policy(A, "甲办法", articles=5, cites=[("丁条例", None)]), policy(C, "戊办法"))
    new = held("a.txt", policy(A, "甲办法", articles=3, cites=[("丙条例", None)]))
    load(store, [other, old])
    report = load(store, [new])
    assert report.deleted > 0
    check(store, [other, new])
    assert list(loaded_sources(store).values()) == ["a.txt", "b.txt"] or len(loaded_sources(store)) == 2


def test_retiring_leaves_what_others_say(store: Store) -> None:
    one, two = held("a.txt", policy(A, "甲办法")), held("b.txt", policy(B, "乙办法", cites=[("甲办法", A)]))
    load(store, [one, two])
    retire(store, "a.txt")
    check(store, [two])
    retire(store, two[0].sha256)
    check(store, [])
    assert store.query("MATCH (n) WHERE NOT n:Ledger RETURN count(n)").rows == ((0,),)
    with pytest.raises(StoreError, match=r"b\.txt is not in the graph"):
        retire(store, "b.txt")


def test_a_fuller_copy_is_the_text_and_the_other_steps_in(store: Store) -> None:
    thin, full = held("a.txt", policy(A, "甲办法", articles=2)), held("b.txt", policy(A, "甲办法", articles=4))
    for first, second in ((thin, full), (full, thin)):
        load(store, [first])
        load(store, [second])
        check(store, [thin, full])
        report = retire(store, "b.txt", recall={thin[0].sha256: thin[1]}.get)
        assert report.reload == ()
        check(store, [thin])
        retire(store, "a.txt")
    load(store, [thin, full])
    assert retire(store, "b.txt").reload == ("a.txt",), "without its records the copy must be ingested again"
    check(store, [])


NUMBERS = [A, B, C, None, None]
TITLES = ["甲办法", "乙办法", "中华人民共和国丙法"]
NAMES = [
    ("甲办法", None),
    ("《甲办法》", A),
    ("乙办法", B),
    ("丙法", None),
    ("甲办法", C),
    ("关于印发《乙办法》的通知", None),
]


def _world(rng: random.Random, files: int) -> list[Held]:
    """Files whose policies share numbers, titles and citations in every awkward way."""
    out: list[Held] = []
    for n in range(files):
        policies: list[dict[str, Any]] = [
            policy(
                rng.choice(NUMBERS),
                rng.choice(TITLES),
                articles=rng.randint(1, 3),
                issued_on=rng.choice([None, "2017-05-01", "2022-06-10"]),
                supersedes=rng.sample(NAMES, rng.randint(0, 2)),
                cites=rng.sample(NAMES, rng.randint(0, 2)),
            )
            for _ in range(rng.randint(1, 2))
        ]
        out.append(held(f"{n}.txt", *policies, told=rng.random()))
    out.append(issue("issue.txt", *rng.sample(NAMES, 3)))
    out.append(cards("cards.txt", ((A,), ("甲办法",)), ((), ("丙法",)), ((C, B), ("甲办法", "乙办法"))))
    return out


@pytest.mark.parametrize("anew", [False, True], ids=["one process", "a process for each load"])
@pytest.mark.parametrize("seed", range(4))
def test_any_history_ends_in_the_same_graph(store: Store, seed: int, anew: bool) -> None:
    rng = random.Random(seed)
    now: dict[str, Held] = {}
    everything: dict[str, list[Any]] = {}
    for _ in range(6):
        for file in rng.sample(_world(rng, 5), rng.randint(1, 5)):
            everything[file[0].sha256] = file[1]
            now[file[0].path] = file
        load(_twin(store) if anew else store, rng.sample(list(now.values()), len(now)), recall=everything.get)
        check(store, list(now.values()))
        path = rng.choice(sorted(now))
        if rng.random() < 0.5:
            del now[path]
            retire(_twin(store) if anew else store, path, recall=everything.get)
            check(store, list(now.values()))


def test_a_new_process_reads_only_what_a_change_can_touch(store: Store) -> None:
    """Of files that share no name with the changed one, nothing is read but their lists of names."""
    apart = [held(f"{n}.txt", policy(f"乙发〔2020〕{n}号", f"第{n}号办法", cites=[("丁条例", None)])) for n in range(8)]
    near = held("near.txt", policy(B, "乙办法", cites=[("甲办法", A), ("戊办法", None)]))
    load(store, [*apart, near, held("a.txt", policy(A, "甲办法"))])
    new = held("a.txt", policy(A, "甲办法", articles=3))
    twin = _twin(store)
    load(twin, [new])
    assert twin.catalogue and {key[0] for key in twin.catalogue.records} == {near[0].sha256, new[0].sha256}
    check(store, [*apart, near, new])


def test_a_file_read_again_and_again_by_a_new_process(store: Store) -> None:
    both = held("a.txt", policy(A, "甲办法", cites=[("乙办法", None)]), policy(C, "丁办法"))
    other = held("b.txt", policy(B, "乙办法", cites=[("丁办法", None)]))
    one = (both[0], both[1][:1])
    load(store, [both, other])
    twin = _twin(store)
    for now in (one, both, one):
        load(twin, [now], force=True)
        check(store, [now, other])


def test_a_graph_of_another_version_is_left_alone(store: Store) -> None:
    load(store, [held("a.txt", policy(A, "甲办法"))])
    store.query("MATCH (l:Ledger) REMOVE l.layout", write=True)
    before = snapshot(store)
    with pytest.raises(StoreError, match="another version of zhengtu"):
        load(_twin(store), [held("b.txt", policy(B, "乙办法"))])
    assert snapshot(store) == before


def test_loads_at_once_do_not_corrupt(store: Store) -> None:
    files = _world(random.Random(7), 12)
    with ThreadPoolExecutor(4) as pool:
        recall = {source.sha256: records for source, records in files}.get
        for job in [pool.submit(load, _twin(store), files[n::4], recall=recall) for n in range(4)]:
            job.result()
    check(store, files)


def _twin(store: Store) -> Store:
    """The same store as another process sees it: with a memory of its own."""
    return Store(store.address, store.database, store._writer, store._reader, store.kind, home=store._home)
