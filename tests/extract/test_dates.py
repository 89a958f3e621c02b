"""Dates in words and figures, and what a document says about its own force."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dates import add_months, any_date, in_force, small_number, written
from extract.fold import fold

ISSUED = date(2025, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年10月14日", date(2025, 10, 14)),
        ("二〇二五年十月十四日", date(2025, 10, 14)),
        ("二○二三年五月二十日", date(2023, 5, 20)),  # a circle for the zero
        ("一九九二年五月三十一日", date(1992, 5, 31)),
        ("2025 年 1 月 3 日", date(2025, 1, 3)),  # blanks of a justified line
        ("2023-9-27", date(2023, 9, 27)),  # unpadded
        ("2024/08/22", date(2024, 8, 22)),
        ("2019.10.16 16:40", date(2019, 10, 16)),
        ("2023年2月30日", None),  # no calendar has it
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert any_date(text) == day


@pytest.mark.parametrize(
    ("text", "number"), [("十二", 12), ("三十", 30), ("两", 2), ("5", 5), ("二十一", 21), ("元", 1), ("百", None)]
)
def test_small_numbers(text: str, number: int | None) -> None:
    assert small_number(text) == number


FORCE = [
    # 西城: validity from the day of issue
    ("本措施自印发之日起实施，有效期为3年。", "2025-10-14", "2028-10-14"),
    # 昌平: who explains comes first
    (
        "本办法由昌平区科学技术委员会负责解释，自印发之日起实施，有效期5年，实施期间如遇政策变动，同步调整。",
        "2025-10-14",
        "2030-10-14",
    ),
    # 经开区: an end date that is not the only date
    (
        "本意见自公布之日起施行，至2027年12月31日结束，相应政策兑现周期截止日期为2027年12月31日。",
        "2025-10-14",
        "2028-01-01",
    ),
    # 甘井子: validity before the start, in Chinese numerals
    ("本办法有效期五年，自2016年1月1日起施行。", "2016-01-01", "2021-01-01"),
    ("本办法自2019年3月1日起施行，有效期四年。", "2019-03-01", "2023-03-01"),
    # 甘井子: together with another document
    ("本细则自2017年5月1日起与《办法》一并施行，有效期至2020年12月31日。", "2017-05-01", "2021-01-01"),
    ("本办法自发布之日起30日后施行。", "2025-11-13", None),
    ("本规定自发布之日起满30日施行。", "2025-11-13", None),
    ("本办法自印发之日起试行，试行期一年。", "2025-10-14", "2026-10-14"),
    ("本办法自2022年1月1日起试行一年。", "2022-01-01", "2023-01-01"),
    ("自2025年2月1日起至2027年1月31日止执行，本通知由市财政局解释。", "2025-02-01", "2027-02-01"),
    # the end of a year or a month
    ("本政策自印发之日起施行，有效期至2026年底。", "2025-10-14", "2027-01-01"),
    ("本通知执行至2026年2月底。", None, "2026-03-01"),
    ("本条例自公布之日起施行。", "2025-10-14", None),
    # the day of another document is not ours
    ("本办法施行前已经受理的申请，按照原规定办理。", None, None),
]


@pytest.mark.parametrize(("sentence", "begins", "ends"), FORCE)
def test_in_force(sentence: str, begins: str | None, ends: str | None) -> None:
    found = in_force(fold(sentence), [(0, len(sentence))], ISSUED)
    read = [day and day.isoformat() for day in (found.effective_from, found.expires_on)]
    assert read == [begins, ends]


def test_unknown_day_of_issue() -> None:
    sentence = fold("本办法自印发之日起施行，有效期3年。")
    assert in_force(sentence, [(0, len(sentence))], None)[:2] == (None, None)


def test_leap_day() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 3, 1)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_round_trip(day: date) -> None:
    assert written(f"自{day.year}年{day.month}月{day.day}日起") == day


@given(st.text(alphabet="自本办法印发施行起有效期至年月日0123一二三十，。", max_size=50))
def test_any_text(text: str) -> None:
    in_force(fold(text), [(0, len(text))], ISSUED)
