"""Pages reckoned from the first page and from what page breaks left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages import Stretch, marks


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], [(0, 6), (250, 7), (500, 8), (750, 9)]),  # nothing known: equally long
        ([520], [(0, 6), (260, 7), (520, 8), (760, 9)]),  # one trace, two pages before the end
        ([140, 430, 700], [(0, 6), (140, 7), (430, 8), (700, 9)]),  # a short first page, every break left a trace
        ([430, 440, 450, 460, 470], [(0, 6), (250, 7), (500, 8), (750, 9)]),  # more traces than pages: no traces
    ],
)
def test_marks(found: list[int], expected: list[tuple[int, int]]) -> None:
    assert marks(Stretch(0, 1000, 6, 4), found) == expected


@given(st.integers(1, 40), st.lists(st.integers(1, 19_999), unique=True).map(sorted))
def test_every_page_once_in_order(sheets: int, found: list[int]) -> None:
    made = marks(Stretch(0, 20_000, 3, sheets), found)
    assert [page for _, page in made] == list(range(3, 3 + sheets))
    assert made[0][0] == 0
    assert all(a[0] <= b[0] for a, b in pairwise(made))
