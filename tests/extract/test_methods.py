"""Support methods of benefits, and which criteria they hang on."""

from __future__ import annotations

import pytest

from extract.criteria import criteria
from extract.methods import with_methods
from extract.quantities import quantities
from extract.ties import with_ties
from tests.extract.test_criteria import one_unit

METHODS = [
    ("对新培育的企业，给予30万元奖励。", ["奖励"]),
    ("按企业已支付利息给予30%的贴息，年度贴息金额不超过300万元。", ["贷款贴息", "贷款贴息"]),
    ("对获得市级资金支持的，按照1:0.5给予配套，支持金额不超过2500万元。", ["配套", "配套"]),
    # what is declared holds until the next declaration
    (
        "第一年采取事前补助方式，支持金额不超过200万元。第三年可采取股权投资方式，出资额不超过1500万元。",
        ["事前补助", "股权投资"],
    ),
    # 保费补贴 under a declared 后补助: the closer word
    ("采取后补助方式，按照相关保险费80%的比例给予保费补贴。", ["保费补贴"]),
    # declared beats a plain word beside the number
    ("采取后补助方式给予支持，给予不超过50万元的补贴。", ["后补助"]),
    ("租用自用办公用房的，按月租金的50%给予补贴。", ["租金补贴"]),
    ("给予不超过500万元支持。", [""]),
]


@pytest.mark.parametrize(("text", "expected"), METHODS)
def test_methods(text: str, expected: list[str]) -> None:
    rows = with_methods(quantities(one_unit(text)), one_unit(text))
    assert [row.method for row in rows if row.role == "benefit"] == expected


TIES = [
    # each sum hangs on what stands before it
    (
        "对新培育的企业给予30万元奖励、对通过复审的企业给予5万元奖励。",
        [["新培育的企业"], ["通过复审的企业"]],
    ),
    # as many tiers as sums
    (
        "对投资超过1亿元、5亿元的项目，分别给予30万元、50万元奖励。",
        [["投资超过1亿元"], ["5亿元的项目"]],
    ),
    # a later sentence of the provision, with one group before it
    ("对获奖企业给予30万元奖励。支持金额最高为50万元。", [["获奖企业"], ["获奖企业"]]),
    # with two groups before it nothing is tied
    (
        "对获奖企业给予30万元奖励。对获批中心给予20万元奖励。支持金额最高为50万元。",
        [["获奖企业"], ["获批中心"], []],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIES)
def test_ties(text: str, expected: list[list[str]]) -> None:
    unit = one_unit(text)
    found = quantities(unit)
    conditions = criteria(unit, found)
    rows = with_ties(found, conditions, unit)
    assert [[conditions[n].text for n in row.hangs_on] for row in rows if row.role == "benefit"] == expected
