"""Numerals of either script."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import numbers

WRITTEN = [
    ("100", 100),
    ("1,000.5", "1000.5"),
    ("3万", 30_000),
    ("1.5亿", 150_000_000),
    ("2千万", 20_000_000),
    ("三", 3),
    ("十", 10),
    ("十五", 15),
    ("一百二十", 120),
    ("一百零五", 105),
    ("三千五百", 3500),
    ("两万五千", 25_000),
    ("一亿二千万", 120_000_000),
    ("三万亿", 3_000_000_000_000),
    # 亿 multiplies all that stands before it
    ("一万二千亿", 1_200_000_000_000),
    # digit by digit, as years are written
    ("二〇二五", 2025),
    ("十点五", "10.5"),
    ("半", "0.5"),
    # bare multipliers count once
    ("百万", 1_000_000),
    ("伍拾万", 500_000),
]
NO_NUMERAL = ["", "1,00", "1,0000", "三十十", "千百", "十万千百", "三三十", "万元", "abc", "一点"]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_value(text: str, value: int | str) -> None:
    assert numbers.number(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMERAL)
def test_no_numeral(text: str) -> None:
    assert numbers.number(text) is None


def in_chinese(value: int) -> str:
    """A whole number below 10,000 亿 as it is written out."""
    if value < 10:
        return "零一二三四五六七八九"[value]
    for weight, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= weight:
            head, rest = divmod(value, weight)
            gap = "零" if 0 < rest < weight // 10 else ""
            return in_chinese(head) + word + (gap + in_chinese(rest) if rest else "")
    raise AssertionError(value)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_round_trip_in_chinese(value: int) -> None:
    assert numbers.number(in_chinese(value)) == value


@given(st.integers(min_value=0, max_value=10**15), st.booleans())
def test_round_trip_in_digits(value: int, commas: bool) -> None:
    assert numbers.number(f"{value:,}" if commas else str(value)) == value


@given(st.text(alphabet="零〇一二两三五九十百千万亿点半0123456789.,元", max_size=12))
def test_any_text_is_a_value_or_nothing(text: str) -> None:
    value = numbers.number(text)
    assert value is None or value >= 0
