"""Kinds of recipients and fields: which names words give."""

from __future__ import annotations

import pytest

from graph.build import build_sources
from graph.kinds import fields, recipients
from tests.graph.factories import held, policy

WHO = [
    ("获批的国家高新技术企业", ("国家高新技术企业",)),
    # the longer kind, not 独角兽企业 as well
    ("独角兽、潜在独角兽企业", ("独角兽企业", "潜在独角兽企业")),
    ("信息传输、软件和信息技术服务业企业", ("信息传输、软件和信息技术服务业企业",)),
    ("技术转移机构、知识产权服务机构", ("技术转移机构", "知识产权服务机构")),
    ("高校、科研院所", ("高等学校", "科研机构")),
    ("国际标准", ()),
    ("", ()),
]


@pytest.mark.parametrize(("who", "expected"), WHO)
def test_recipients(who: str, expected: tuple[str, ...]) -> None:
    assert recipients(who) == expected


def test_nobody_is_named_where_the_reader_is_unsure() -> None:
    for flags, expected in (((), ["企业"]), (("recipient_unsure",), [])):
        given = policy("京测〔2026〕1号", "测试办法", articles=1)
        given["quantities"] = tuple(q.model_copy(update={"flags": flags}) for q in given["quantities"])
        graph = build_sources([held("a.txt", given)])
        assert [end[1] for _, end, edge in graph.edges(data=True) if edge["type"] == "FOR"] == expected


FIELDS = [
    ("聚焦新一代信息技术、生物医药和大健康、机器人和智能制造", ("新一代信息技术", "医药健康", "机器人", "智能制造")),
    # names of bodies are no fields (京技管发〔2025〕4号)
    ("支持中试平台建设。（责任单位：机器人和智能制造产业局、高端汽车和新能源产业局）", ()),
    ("智能网联新能源汽车", ("智能网联汽车",)),
    ("给予30万元奖励", ()),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_fields(text: str, expected: tuple[str, ...]) -> None:
    assert fields([text, "通则"]) == [expected, ()]
