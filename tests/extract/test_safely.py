"""The whole way in a child process: the same records, and no fault of ours or of a document reaches the caller."""

from pathlib import Path

import pytest

from extract import extract, extract_safely
from extract.read import guard
from schemas.errors import Unreadable, UsageError

RAW = Path(__file__).parents[2] / "raw_docs"


@pytest.mark.parametrize("name", ["西城区*", "昌平区*"])
def test_same_records(name: str) -> None:
    path = next(RAW.glob(name))
    assert extract_safely(path) == extract(path)


def test_every_refusal_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("昨日，市里召开会议，听取了有关情况的汇报。\n" * 9, encoding="utf-8")
    with pytest.raises(Unreadable, match="no policy was found") as error:
        extract_safely(path)
    assert error.value.code == "no_policy"
    with pytest.raises(UsageError):
        extract_safely(tmp_path / "none.txt")


@pytest.mark.parametrize("title", ["🚀 项目部署完成指南", "GitHub Pages 部署指南", "✅ 优秀命名标准"])
def test_product_notes_are_no_policies(tmp_path: Path, title: str) -> None:
    path = tmp_path / "README.md"
    text = f"# {title}\n\n## 一、准备\n\n先安装软件，再打开页面。\n\n## 二、运行\n\n运行程序。\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match="no policy was found"):
        extract(path)


def test_a_long_search_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract_safely(next(RAW.glob("昌平区*")))  # the child has loaded what it needs
    monkeypatch.setattr(guard.GUARD, "seconds", 0.01)
    with pytest.raises(Unreadable) as error:
        extract_safely(next(RAW.glob("*公报*")))
    assert error.value.code == "timeout"
