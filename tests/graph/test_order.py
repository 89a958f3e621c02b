"""The five seeds in any order make one graph; in memory always, in the store once the other way round."""

import random
from pathlib import Path

import pytest

from extract import extract
from graph.build import build_sources
from graph.catalogue import Catalogue
from graph.load import load
from graph.resolve import plan
from graph.store import Store
from tests.graph.factories import Held, held, policy
from tests.stores import difference, expected, snapshot

RAW = Path(__file__).parents[2] / "raw_docs"
ORDERS = 20


@pytest.fixture(scope="session")
def seeds() -> list[Held]:
    """Records of the five documents."""
    records = [extract(path) for path in sorted(RAW.glob("*.txt"))]
    return [(held[0].source, held) for held in records]


def test_names_mean_the_same_in_twenty_orders(seeds: list[Held]) -> None:
    """Ids, targets and stubs after loading one by one in 20 random orders are those of loading all at once."""
    whole = Catalogue()
    plan(whole, [], seeds)
    rng = random.Random(20)
    for _ in range(ORDERS):
        catalogue = Catalogue()
        for file in rng.sample(seeds, len(seeds)):
            plan(catalogue, [], [file])
        assert catalogue.nodes == whole.nodes
        assert catalogue.targets == whole.targets
        assert catalogue.stubs == whole.stubs


def test_a_name_made_of_another_name_follows_it() -> None:
    """What has no better name is called after the document that replaced it, and that got a second version later."""
    files = [
        held("spies", policy(None, "反间谍法", issued_on="2014-11-01", supersedes=[("国家安全法", None)])),
        held("later", policy(None, "国家安全法", issued_on="2015-07-01")),
        held("again", policy(None, "反间谍法", issued_on="2023-04-26")),
    ]
    whole, grown = Catalogue(), Catalogue()
    plan(whole, [], files)
    for file in files:
        plan(grown, [], [file])
    assert grown.targets == whole.targets
    assert set(grown.targets.values()) == {"title:国家安全法@before title:反间谍法@2014-11-01"}


def test_one_by_one_backwards_is_the_same_graph(store: Store, seeds: list[Held]) -> None:
    for file in reversed(seeds):
        load(store, [file])
    assert difference(snapshot(store), expected(seeds)) == []


def test_the_order_of_the_seeds_says_nothing_in_memory(seeds: list[Held]) -> None:
    one, other = build_sources(seeds), build_sources(seeds[::-1])
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
    assert one.number_of_edges() == other.number_of_edges()
