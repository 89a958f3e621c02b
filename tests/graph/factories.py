"""Small records: one line makes one."""

from __future__ import annotations

import hashlib
from typing import Any

from schemas.records import (
    AnyRecord,
    Citation,
    ContentsEntry,
    Criterion,
    GazetteIssue,
    GuideCard,
    Policy,
    Provision,
    Quantity,
    Source,
    Supersession,
)

Held = tuple[Source, list[AnyRecord]]


def source(path: str, *told: object) -> Source:
    """A file whose hash depends on its path and on what is told in it."""
    sha = hashlib.sha256(repr((path, told)).encode()).hexdigest()
    return Source(path=path, sha256=sha, media_type="text/plain", pages=1, chars=1000)


def policy(
    number: str | None = None,
    title: str = "",
    *,
    articles: int = 2,
    supersedes: list[tuple[str, str | None]] | None = None,
    cites: list[tuple[str, str | None]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The fields of a policy with `articles` provisions, each with a benefit that hangs on a criterion."""
    paths = [f"第{n}条" for n in "一二三四五六七八九十"[:articles]]
    return {
        "doc_number": number,
        "title": title,
        "issuers": ("北京市西城区人民政府",),
        "region": "北京市西城区",
        "provisions": tuple(
            Provision(
                path=p,
                label=p,
                level="article",
                text=f"{p}给予企业不超过{n}万元支持。",
                start=n * 100,
                end=n * 100 + 50,
            )
            for n, p in enumerate(paths, 1)
        ),
        "quantities": tuple(
            Quantity(
                path=p,
                text=f"不超过{n}万元",
                value=n * 10000,
                unit="元",
                op="<=",
                role="benefit",
                who="企业",
                hangs_on=(n - 1,),
                start=n * 100 + 5,
            )
            for n, p in enumerate(paths, 1)
        ),
        "criteria": tuple(Criterion(path=p, text="国家高新技术企业", start=n * 100) for n, p in enumerate(paths, 1)),
        "supersedes": tuple(Supersession(title=t, doc_number=n, text=f"《{t}》废止") for t, n in supersedes or []),
        "cites": tuple(Citation(title=t, doc_number=n, path="第一条") for t, n in cites or []),
        **more,
    }


def held(path: str, *policies: dict[str, Any], told: object = "") -> Held:
    """A file with these policies."""
    where = source(path, told, *policies)
    return where, [Policy(source=where, **fields) for fields in policies]


def issue(path: str, *entries: tuple[str, str | None]) -> Held:
    """A file with a gazette issue."""
    where = source(path, entries)
    contents = tuple(ContentsEntry(title=t, doc_number=n, page=i) for i, (t, n) in enumerate(entries, 1))
    return where, [GazetteIssue(name="北京市人民政府公报", year=2022, issue=35, contents=contents, source=where)]


def cards(path: str, *told: tuple[tuple[str, ...], tuple[str, ...]]) -> Held:
    """A file with guide cards, each with (document numbers, titles of its basis)."""
    where = source(path, told)
    return where, [
        GuideCard(
            guide="指南",
            ordinal=n,
            title=f"卡片{n}",
            issuers=("北京市财政局",),
            doc_numbers=numbers,
            basis=titles,
            content="给予企业10万元",
            source=where,
        )
        for n, (numbers, titles) in enumerate(told, 1)
    ]
