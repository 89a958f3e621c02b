"""A gazette issue: masthead, contents, and its policies cut out at their pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.score import norm, score
from extract.assemble import records
from extract.gazette import Gazette, gazette
from extract.split import split
from schemas.records import GazetteIssue, Policy
from schemas.text import Text

GOLD = Path(__file__).parents[1] / "gold"
TextOf = Callable[[str], Text]


def test_the_issue_agrees_with_what_was_read_by_eye(seed: Callable[[str], Text]) -> None:
    gold = json.loads((GOLD / "001-issue.json").read_text(encoding="utf-8"))
    issue, *policies = records(seed("公报"))
    assert isinstance(issue, GazetteIssue)
    assert not score([issue.model_dump()], [gold]).misses
    assert [entry.category for entry in issue.contents] == ["部门文件"] * 6
    assert (issue.sponsor, issue.issn, issue.cn) == (gold["sponsor"], gold["issn"], gold["cn"])
    assert [policy.page for policy in policies if isinstance(policy, Policy)] == [6, 17, 32, 47, 62, 91]
    assert [norm(policy.doc_number) for policy in policies if isinstance(policy, Policy)] == [
        norm(entry.doc_number) for entry in issue.contents
    ]


def test_odd_characters_in_the_contents_are_told_by_the_headings(seed: Callable[[str], Text]) -> None:
    issue = records(seed("公报"))[0]
    told = {found.code for found in issue.issues}
    assert {"contents_title", "pages_reckoned"} <= told  # 管理辦法 in the contents; no page marks in the file
    assert isinstance(issue, GazetteIssue)
    assert "办法" in issue.contents[1].title


def test_parts_hold_every_paragraph_once(seed: Callable[[str], Text]) -> None:
    text = seed("公报")
    starts = sorted(paragraph.start for part in split(text) for paragraph in part.paragraphs)
    assert starts == [paragraph.start for paragraph in text.paragraphs]


def test_pages_rise_from_each_policys_first_page(seed: Callable[[str], Text]) -> None:
    _, *policies = split(seed("公报"))
    for part, last in zip(policies, (16, 31, 46, 61, 90, None), strict=True):
        pages = [page for p in part.paragraphs for page in (p.page, *(number for _, number in p.breaks))]
        assert pages == sorted(pages)
        assert str(pages[0]) == dict(part.context)["page"]
        assert last is None or pages[-1] == last


def test_the_colophon_is_no_part_of_the_last_policy(seed: Callable[[str], Text]) -> None:
    issue, *policies = split(seed("公报"))
    assert not any("邮编" in paragraph.text for paragraph in policies[-1].paragraphs)
    assert any("邮编" in paragraph.text for paragraph in issue.paragraphs)


# Another gazette: a year before the number, dots of another kind, categories, one entry without number or text.
OTHER = """
深圳市人民政府公报
2023年第12期
总第1280期
2023年4月3日
目录
【市政府文件】
深圳市人民政府关于印发扩大工业投资若干措施的通知（深府规〔2023〕2号）………………（3）
【部门文件】
深圳市商务局关于印发《展会扶持办法》的通知（深商务规〔2023〕4号）……（9）
【人事任免】
深圳市人民政府任免名单……（15）
深圳市人民政府关于印发扩大工业投资若干措施的通知
深府规〔2023〕2号
各区人民政府：
现将《扩大工业投资若干措施》印发给你们，请遵照执行。
一、给予最高不超过500万元资助。
深圳市人民政府
2023年3月1日
深圳市商务局关于印发《展会扶持办法》的通知
深商务规〔2023〕4号
各有关单位：
《展会扶持办法》已经同意，现予印发。
第一条 对展会给予30万元资助。
深圳市商务局
2023年3月2日
主办单位：深圳市人民政府办公厅
刊号：CN44-1234/D
"""


@pytest.fixture
def other(text_of: TextOf) -> Text:
    return text_of(OTHER)


def test_another_citys_gazette(other: Text) -> None:
    issue, *policies = records(other)
    assert isinstance(issue, GazetteIssue)
    assert (issue.name, issue.year, issue.issue, issue.total_issue) == ("深圳市人民政府公报", 2023, 12, 1280)
    assert (issue.published_on, issue.sponsor, issue.cn) == ("2023-04-03", "深圳市人民政府办公厅", "CN44-1234/D")
    assert [(entry.category, entry.doc_number, entry.page) for entry in issue.contents] == [
        ("市政府文件", "深府规〔2023〕2号", 3),
        ("部门文件", "深商务规〔2023〕4号", 9),
        ("人事任免", None, 15),
    ]
    assert [found.code for found in issue.issues][:1] == ["policy_not_found"]
    titles = [policy.title for policy in policies if isinstance(policy, Policy)]
    assert titles == ["扩大工业投资若干措施", "展会扶持办法"]


def test_what_the_part_knows_goes_with_it(other: Text) -> None:
    issue, first, _ = gazette(other)
    assert isinstance(issue, Gazette)
    assert dict(first.context) == {
        "gazette": "深圳市人民政府公报",
        "page": "3",
        "notice_title": "深圳市人民政府关于印发扩大工业投资若干措施的通知",
        "doc_number": "深府规〔2023〕2号",
    }


def test_other_documents_are_no_gazette(seed: Callable[[str], Text], text_of: TextOf) -> None:
    assert gazette(seed("西城区")) == []
    assert gazette(text_of("某市人民政府公报\n第3期\n没有目录，只有一篇文章。")) == []


def test_page_marks_of_the_file_are_brought_to_the_printed_pages(text_of: TextOf) -> None:
    front, first, second = OTHER.partition("（15）\n")[0] + "（15）\n", "深圳市人民政府关于印发", "深圳市商务局关于印发"
    body = OTHER[len(front) :].replace(first, f"# Page 5:\n{first}", 1).replace(second, f"# Page 11:\n{second}", 1)
    _, *policies = split(text_of(f"# Page 1:\n{front}{body}"))
    assert [part.paragraphs[0].page for part in policies] == [3, 9]


def test_pages_that_contradict_the_contents_are_reported(text_of: TextOf) -> None:
    front, second = OTHER.partition("（15）\n")[0] + "（15）\n", "深圳市商务局关于印发"
    body = OTHER[len(front) :].replace(second, f"# Page 8:\n{second}", 1)
    issue = records(text_of(f"# Page 1:\n{front}# Page 3:\n{body}"))[0]
    assert "contents_page" in {found.code for found in issue.issues}
