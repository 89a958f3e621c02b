"""Limits: what takes a benefit away or ties benefits together, and the provisions it names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.criteria import criteria
from extract.fold import fold
from extract.limits import limits
from extract.outline import outline
from extract.split import split
from schemas.text import Outline, Part, Text, Unit
from tests.extract.test_criteria import SEEDS, bigrams, f1, gold_files, one_unit

LIMITS = [
    # the case with its consequence
    ("企业同一项目，同时符合本措施和其他政策的，按照“从高、从优、不重复”的原则给予支持。", "best_only", None),
    # only the limiting part of a sentence that grants
    (
        "采取后补助方式给予支持，每家企业连续3年只能获得一次该项政策支持，且以下两个方向只能选择一种。",
        "once",
        "每家企业连续3年只能获得一次该项政策支持，且以下两个方向只能选择一种",
    ),
    (
        "加强项目审核，同一内容的项目已通过其他渠道获取资金支持，本办法不再重复支持。",
        "not_together",
        "同一内容的项目已通过其他渠道获取资金支持，本办法不再重复支持",
    ),
    # 除外 after a permission
    ("符合市级政策规定的，可同时申请享受两级政策支持，另有规定的除外。", "exception", None),
    ("单个企业不重复支持，晋级享受差额奖励。", "not_together", None),
    # in a bracket: the bracket alone
    (
        "根据创业服务机构（不含处于支持期内的单位）的成效，择优给予不超过50万元支持。",
        "exception",
        "不含处于支持期内的单位",
    ),
    ("申报单位可选择1个合同进行申报，已成熟商业化的产品不予支持。", "exception", "已成熟商业化的产品不予支持"),
    # 甘井子: two policies at once
    ("既适用本办法又适用其它优惠政策的企业，执行最优惠政策。", "best_only", None),
    ("单一企业每年享受本办法规定的各类扶持资金总额不超过500万元。", "ceiling", None),
    # 济南: one for each person
    ("补贴比例为15%，每件最高不超过500元，每人每类可补贴1件。", "once", "每人每类可补贴1件"),
    # 坪山: a total with an exception
    ("专项资金对单个企业的奖励总额不超过财力贡献的60%，政策中另有规定的除外。", "ceiling", None),
    # 大连 外资: two benefits together
    ("第2条所规定奖励与高级管理人员奖励两项合计最多不超过新增经济贡献量的20%。", "ceiling", None),
    # how often (大连 跨境电商; 国家 and 江西 技能补贴; 广东 创业担保贷款)
    ("给予扶持，每家体验店累计扶持不超过3次。", "once", "每家体验店累计扶持不超过3次"),
    ("可申请技能提升补贴，每人每年享受补贴次数最多不超过三次。", "once", "每人每年享受补贴次数最多不超过三次"),
    # not again (广州 创业补贴, 辅助器具, 居家养老)
    ("不同初创企业吸纳同一劳动者就业的不能再次申领补贴。", "not_together", None),
    ("未达到使用年限的，不再予以补贴。", "not_together", None),
    ("在评定有效期内重新评定为同一等级的，不再另行补贴。", "not_together", None),
    # one kind only (guide card 105)
    ("给予补贴，同一部影片原则上仅限申报一种项目补贴。", "not_together", "同一部影片原则上仅限申报一种项目补贴"),
    # nothing from elsewhere, with the case that opens it (guide cards 83, 85, 96, 100; 辽宁 技术创新 第九条)
    ("申报项目如获本基金资助，不得接受其他市级财政性资金支持。", "not_together", None),
    ("已获得资助的项目主体，在尚未提交结项验收前，不能参与本年度项目申报。", "not_together", None),
    ("本项目与“青年人才资助项目”不能兼报。", "not_together", None),
    ("并购非科技型企业的项目，不在本政策支持范围。", "exception", None),
    ("未参加星级评定的机构，不能申请享受运营补贴。", "exception", None),
    ("资助资金原则上不支持剧目创作等相关经费支出。", "exception", None),
    # not paid for, not enjoyed, not again (guide cards 62, 85, 86, 90; 广州 两项补贴 二, 临时救助 第十二条)
    ("不资助古代艺术品（文物）展览、非物质文化遗产原貌展示的项目。", "exception", None),
    ("享受孤儿基本生活保障的残疾儿童不享受困难残疾人生活补贴。", "exception", None),
    ("获得中央财政资金支持的企业不纳入支持范围。", "exception", None),
    ("考核结果为其他等次（合格、不合格）的，不予资金支持。", "exception", None),
    ("项目已获市级财政资金支持的，申报单位不得以同一项目再次申报。", "not_together", None),
    ("享受补充医疗救助的，不再以同一事由重复享受住院照料救助。", "not_together", None),
    # the better of two, or what is missing to it (广州 居家养老 第二十六条, 第二十七条, 第三十六条)
    ("给予补贴。同时符合两项标准的，按照较高资助标准执行。", "best_only", "同时符合两项标准的，按照较高资助标准执行"),
    ("重新评定为更高等级的，予以两个等级资助标准间的补差。", "best_only", None),
    # two in one sentence (guide card 143)
    ("同一块耕地每年度只能享受一次保护补贴，不可同时再享受菜田补贴。", "once", None),
    # how often, otherwise said (guide cards 28, 98; 甘井子 奖励细则 第十八条; 济南 汽车)
    ("给予补贴，同一合同仅能申领一次算力券。", "once", "同一合同仅能申领一次算力券"),
    ("同一项目限每年申报一次。给予补贴。", "once", "同一项目限每年申报一次"),
    ("给予奖励，同一企业的同一产品最多获奖一次。", "once", "同一企业的同一产品最多获奖一次"),
    # in a bracket of words that lead into items (guide cards 84, 85, 86)
    ("申报主体为机构（不含性质为机关法人的单位），应具备以下条件：", "exception", "不含性质为机关法人的单位"),
    # of a bracket what limits (guide card 113; 大连 外资 1; 广州 两项补贴)
    ("给予补助（产品认证项目除外，具体见标准表格）。", "exception", "产品认证项目除外"),
    # 工作人员 here has no duties
    ("资助资金用于补助场地租赁，不含展品征集、工作人员差旅等费用。", "exception", "不含展品征集、工作人员差旅等费用"),
    # 济南 消费券, 广州 就业见习
    ("申领人为企业的，限购3辆，超过3辆以外不予补贴。", "once", "申领人为企业的，限购3辆，超过3辆以外不予补贴"),
    ("示范基地单位每两年可申请1次补贴。", "once", "示范基地单位每两年可申请1次补贴"),
    # in a bracket of a sentence that leads on; counted in pieces (广东 毕业生, 贵州 知识产权)
    ("符合以下3个条件之一，可申请补贴（每人只能享受一次）。", "once", "每人只能享受一次"),
    ("每件资助1万元,同一权利人同一权利类型,每年最多资助1件。", "once", "同一权利人同一权利类型,每年最多资助1件"),
    # guide cards 1, 2; 济南 汽车消费; 白银 招商引资, whose project is shut out for what it did
    ("符合条件的改造项目可以申请其中一种支持方式。", "not_together", None),
    ("已获3辆车补贴资格的企业，第三轮无申领资格。", "exception", None),
    (
        "已获补贴资格的个人和企业（单位），第三轮无申领资格。",
        "exception",
        "已获补贴资格的个人和企业（单位），第三轮无申领资格",
    ),
    # a ceiling on all, with what sets it（贵州 知识产权 第八条, 坪山 第二十条, 广州 居家养老 第三十三条）
    (
        "给予资助。全年贷款资助总额以当年预算资金为限,用完即止。",
        "ceiling",
        "全年贷款资助总额以当年预算资金为限,用完即止",
    ),
    ("给予奖励。不足规定服务时间的按比例扣除奖励资金。", "ceiling", "不足规定服务时间的按比例扣除奖励资金"),
    # 济南 消费券 五/（二）/3, 新车首保 四/（二）/2
    ("发放消费券。每单消费限用1张消费券。", "once", "每单消费限用1张消费券"),
    ("申领补贴需提供发票，重开、换开的发票不予认定。", "exception", "重开、换开的发票不予认定"),
    # 辽宁 技术创新 第十一条
    ("不受理项目库以外项目申请企业并购专项资金。", "exception", None),
    ("有严重失信行为的项目不享受该优惠政策。", "exception", None),
    # not asked for in time (白银 招商引资, 江西 稳就业, guide card 120)
    ("给予奖励。六个月内未领取奖金的，视为自动放弃。", "exception", "六个月内未领取奖金的，视为自动放弃"),
    ("给予补贴，逾期不予受理。", "exception", "逾期不予受理"),
    # several that are shut out in a row (白银 招商引资); how often in all (甘肃 and 广东 创业担保贷款)
    ("竞标性项目，房地产项目（含配套），有失信行为的项目不享受本优惠政策。", "exception", None),
    ("可继续提供贷款及贴息，累计不超过3次。", "once", "累计不超过3次"),
    ("支出型救助金额不得超过申请人实际支出金额。", "ceiling", None),
    # what is reported by then is none of it (guide card 120)
    ("给予补贴，12月汇总上报第二批项目，逾期不予受理。", "exception", "逾期不予受理"),
    # guide card 28: the cap before it is none
    ("同一企业累计申领不超过200万元,同一合同仅能申领一次算力券。", "once", "同一合同仅能申领一次算力券"),
    # a tax that is left out (广东, 甘肃, 上海)
    ("减征印花税（不含证券交易印花税），给予补贴。", "exception", "不含证券交易印花税"),
    # while the money lasts (济南 汽车消费, 福建 旅行社, 坪山 专项资金)
    ("给予补贴，先到先得，额度用完即止。", "ceiling", "先到先得，额度用完即止"),
    ("奖励资金超出预算额度时，奖励标准按比例调整。", "ceiling", None),
    (
        "给予资助。年度拟资助金额超出预算的，其余项目按一定比例进行核减。",
        "ceiling",
        "年度拟资助金额超出预算的，其余项目按一定比例进行核减",
    ),
    ("给予补贴，到期审核依旧不通过的，不予承兑。", "exception", "到期审核依旧不通过的，不予承兑"),
    # a benefit that goes on is none (广州 两项补贴)
    ("孤儿不享受困难生活补贴，可享受护理补贴。", "exception", "孤儿不享受困难生活补贴"),
]


@pytest.mark.parametrize(("text", "kind", "quote"), LIMITS)
def test_limits(text: str, kind: str, quote: str | None) -> None:
    assert [(row.text, row.kind) for row in limits(one_unit(text))] == [(quote or text.rstrip("。"), kind)]


SILENT = [
    # caps on one benefit are quantities
    "给予不超过200万元奖励，年度支持金额不超过500万元。",
    "给予最高100万元资助，同一企业每年最高资助100万元。",
    # whether the number is included
    "年营业收入1000万元以下（不含），注册资金不高于2000万元（含）。",
    # how often somebody is inspected
    "给予奖励。企业执法检查原则上每年不超过两次。",
    # sanctions, repayment, exits
    "对骗取资金的企业，三年内不得申请补贴资金，并追回已拨资金。",
    "3年内未取得资格认定的自动退出清单，不再享受支持。",
    # 除外 over two words (湖北 贸易便利化), whether a price holds the tax
    "免除外贸企业查验没有问题货物的吊装费用，给予补贴。",
    "对履约金额（不含税）300万元以上的企业给予补贴，含增值税（不含增值税）均可。",
    # what a measure leaves out, and not whom (白银 招商引资, 广东 毕业生, guide card 28)
    "对新引进固定资产投资（不含购买土地费用）1亿元以上的项目给予奖励。",
    "有不少于1名员工缴纳社会保险费（不含创业者本人）的，给予补贴。",
    # what the state or a law rules otherwise (guide cards 42, 44, 45); the year's budget (贵州 知识产权)
    "未经批准不得设立，国家另有规定的除外。给予补贴。",
    "全年资助总额以当年预算资金为限。",
    # papers to hand in (贵州 知识产权 第十三条, 第十七条)
    "申请资助应当提交审计报告，不适宜提交的资助项目除外。给予补贴。",
    # procedure
    "拟支持名单在网站进行公示（涉密不宜公开的除外）。",
    # 从高 and 从优 inside other words
    "从高等学校和从优秀企业中遴选项目，不得用于支付罚款。",
    # every year once is a date, not a limit
    "每年申报一次，每半年组织一次评审。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_limit(text: str) -> None:
    assert limits(one_unit(text)) == []


def test_a_ceiling_over_several_benefits_needs_several() -> None:
    several = "对新标准，每项给予50万元支持。对获证产品，每项给予20万元支持。单个企业每年支持总金额不超过200万元。"
    single = "对获证产品，每项给予20万元支持。单个企业每年支持总金额不超过200万元。"
    assert [row.text for row in limits(one_unit(several))] == ["单个企业每年支持总金额不超过200万元"]
    assert limits(one_unit(single)) == []


NAMED = """某市若干意见
一、支持创新
（一）给予100万元支持。
（二）给予200万元支持。
二、支持人才
（三）给予300万元支持。
三、附则
（四）第一、三条款不得同时享受。
（五）第（二）条和第九条不得同时享受。
"""


def test_limits_name_provisions(text_of: Callable[[str], Text]) -> None:
    text = text_of(NAMED)
    rows = limits(outline(split(text)[0], text))
    assert [(row.path, row.refs) for row in rows] == [
        ("三/（四）", ("一/（一）", "二/（三）")),
        # a number that no provision has names none
        ("三/（五）", ()),
    ]


def test_limits_name_articles_in_a_row() -> None:
    labels = ["16", "17", "18", "19"]
    texts = [f"{label}.给予{label}万元奖励。" for label in labels]
    texts[-1] = "19.以上第16、第17、第18三条支持政策，均按照“从高不重复”原则享受。"
    text, units, at = "\n".join(texts), [], 0
    for label, words in zip(labels, texts, strict=True):
        units.append(Unit(f"五/{label}", label, "item", "", ((at, at + len(words)),), 1, None))
        at += len(words) + 1
    (row,) = limits(Outline(Part("policy", (), 1), text, fold(text), tuple(units)))
    assert (row.kind, row.refs) == ("best_only", ("五/16", "五/17", "五/18"))


REFUSED = """某区专项资金管理办法
第一条 对入库企业给予50万元资助。
第二条 有下列情形之一的单位，专项资金不予资助：
（一）被列入严重失信主体名单的；
（二）同一事项已获得区级财政资金资助的。
第三条 申报条件
（一）注册地在本区；
（二）有下列情形之一的，不予支持：
1.被吊销营业执照的。
第二章 支持对象和条件
第四条 有下列情形之一的，不予认定：
（一）存在行贿行为的。
"""


def test_cases_in_which_nothing_is_given_are_limits_outside_of_lists_of_conditions(
    text_of: Callable[[str], Text],
) -> None:
    text = text_of(REFUSED)
    read = outline(split(text)[0], text)
    rows = limits(read, criteria(read))
    assert [(row.path, row.text, row.kind) for row in rows] == [
        ("第二条", "有下列情形之一的单位，专项资金不予资助", "exception"),
        ("第二条/（一）", "被列入严重失信主体名单的", "exception"),
        ("第二条/（二）", "同一事项已获得区级财政资金资助的", "exception"),
        # a whole article on them, whatever its chapter is called (坪山 专项资金 第十一条)
        ("第四条", "有下列情形之一的，不予认定", "exception"),
        ("第四条/（一）", "存在行贿行为的", "exception"),
    ]


AWARD = """某省专利奖评奖办法
第一条 省专利奖每两年评奖一次，专利金奖奖金为每项10万元。
第二条 有下列情形之一的，不得申报省专利奖：
（一）参评专利存在专利权属纠纷的；
（二）参评专利已获得中国专利奖的。
"""


def test_an_award_is_a_grant(text_of: Callable[[str], Text]) -> None:
    text = text_of(AWARD)
    read = outline(split(text)[0], text)
    rows = limits(read, criteria(read))
    assert [row.path for row in rows] == ["第二条", "第二条/（一）", "第二条/（二）"]


@pytest.mark.parametrize("path", gold_files("limits"), ids=lambda path: path.stem)
def test_limits_agree_with_the_reader(path: Path, policy: Callable[[str, str], Outline]) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    rows = limits(policy(SEEDS[gold["source"]], gold["doc_number"]))
    want = [(row["path"], row["text"]) for row in gold["limits"]]
    assert f1(bigrams((row.path, row.text) for row in rows), bigrams(want)) >= 0.97


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="不得重复享受，。；、（）除外只能一次从优的同时第一二条款", max_size=60))
def test_any_words_give_limits_inside_the_text(text: str) -> None:
    assert all(row.text == text[row.start : row.end] for row in limits(one_unit(text)))
