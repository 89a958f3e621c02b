"""What a printer adds and a reader skips."""

from __future__ import annotations

import pytest

from extract.layout.furniture import is_rule, page_marks, running_heads

TEXT = [f"第{n}行的文字。" for n in range(10)]

MARKS = [
    # dashes, slashes and words mark a page wherever they stand
    (["甲", "— 4 —", "乙"], {1: 4}),
    (["－12－", "第 3 页 共 9 页", "3/9", "Page 7 of 8"], {0: 12, 1: 3, 2: 3, 3: 7}),
    # bare numbers that rise with the text
    ([*TEXT, "1", *TEXT, "2", *TEXT], {10: 1, 21: 2}),
    # a single bare number is a number
    ([*TEXT, "65", *TEXT], {}),
    # a phone number, a year before smaller numbers, cells of a table
    ([*TEXT, "13699120158", *TEXT], {}),
    ([*TEXT, "1", "2", "3", "4", *TEXT], {}),
    # Roman numbers of a preface begin the chain
    (["I", *TEXT, "1", *TEXT, "2"], {0: 0, 11: 1, 22: 2}),
]


@pytest.mark.parametrize(("lines", "marks"), MARKS)
def test_page_marks(lines: list[str], marks: dict[int, int]) -> None:
    assert page_marks(lines) == marks


def test_running_heads() -> None:
    assert running_heads(["北京市人民政府公报", *TEXT, "北京市人民政府公报"]) == {"北京市人民政府公报"}
    assert running_heads(["北京市人民政府公报", *TEXT, "服务内容", "服务内容"]) == frozenset()


@pytest.mark.parametrize(("line", "expected"), [("-----", True), ("* * *", True), ("— 4 —", False), ("……", False)])
def test_rules(line: str, expected: bool) -> None:
    assert is_rule(line) is expected
