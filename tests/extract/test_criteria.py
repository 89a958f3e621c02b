"""Criteria: which words qualify, how they are cut, what is no criterion."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.criteria import criteria
from extract.fold import fold
from extract.limits import limits
from extract.outline import outline
from extract.quantities import quantities
from extract.split import split
from schemas.text import Outline, Paragraph, Part, Text, Unit

GOLD = Path(__file__).parents[1] / "gold"
SEEDS = {"000": "西城区", "001": "公报", "002": "经开区", "003": "昌平区"}


def one_unit(text: str) -> Outline:
    """An outline of one provision, of a card: there is no doubt that it grants."""
    unit = Unit("第一条", "第一条", "article", "", ((0, len(text)),), 1, None)
    return Outline(Part("guide_card", (), 1), text, fold(text), (unit,))


def found(text: str) -> list[str]:
    """The texts of the criteria of one provision."""
    return [criterion.text for criterion in criteria(one_unit(text), quantities(one_unit(text)))]


CLAUSES = [
    # what is done for those who fit, or allowed them（上海 民间投资 三/11, 大连 外资 十/36, 宁夏 四/13）
    ("支持符合科创板定位的未上市民营企业到科创板上市。", ["符合科创板定位的未上市民营企业"]),
    ("将符合条件的外商投资医院纳入医保定点范围。", ["符合条件的外商投资医院"]),
    (
        "允许只通过互联网从事经营活动的个体工商户使用网络经营场所登记，提供便利。",
        ["只通过互联网从事经营活动的个体工商户"],
    ),
    ("将从事芯片设计的人才列为紧缺人才目录，优先享受奖励政策。", ["从事芯片设计的人才"]),
    # eased for somebody（新疆 一/（一）; 荆门 二/（十九））
    (
        "对在系统中有鉴定合格信息的自建房，用作住所的，登记时无需提交鉴定报告。",
        ["在系统中有鉴定合格信息的自建房，用作住所的"],
    ),
    ("对高新技术企业进口的特殊包装货物，免于口岸验核。", ["高新技术企业进口的特殊包装货物"]),
    # what is done for them is no part of who they are（江西 就业 十三）
    ("对就业困难人员持续落实就业服务计划，制定援助方案，优先推荐岗位。", ["就业困难人员"]),
    # sums named by their cap; 对其在…, 对其中… (cards 26, 53, 62, 106; 山东 家电, 上海 老年人)
    (
        "其中，获得科技型中小企业评价入库的企业，每年可使用的创新券额度不超过50万元。",
        ["获得科技型中小企业评价入库的企业"],
    ),
    ("对零售品牌创新店、概念店资金支持比例不超过实际投资额的50%。", ["零售品牌创新店、概念店"]),
    ("支持开源组织落地，对其在京设立的共享开源平台给予不超过200万元的奖励。", ["其在京设立的共享开源平台"]),
    ("对其中高龄、无子女的老年人给予补贴。", ["高龄、无子女的老年人"]),
    # who it is, before that one of the cases below is met (广东 求职补贴, 荆门 创业贷款)
    ("毕业学年的困难学生，符合以下条件之一的，给予一次性求职补贴。", ["毕业学年的困难学生"]),
    ("合伙创业的，可根据合伙人数，按照不超过10%的比例提高贷款额度，给予贴息。", ["合伙创业的"]),
    # 在…方面给予 opens the grant (农业中关村 服务内容/1, 9; 西安 营商环境 一/（一）)
    (
        "对晋升特级资质的施工、设计、监理企业，在评优评先、资质增项方面予以支持。",
        ["晋升特级资质的施工、设计、监理企业"],
    ),
    # what is spared or had first (美丽健康 1/（5）; 大连 外资 六/19, 七/22; 辽宁 农产品加工 三/（三）; 仪器装备 20)
    (
        "对引进的人才，本人（含配偶）在怀柔无房产的，可优先配租人才公租房。",
        ["引进的人才，本人（含配偶）在怀柔无房产的"],
    ),
    ("收到的侵害企业合法权益的举报案件优先受理、优先处置。", []),
    # tiers with the sum that one may draw (济南 新车首保 三, 汽车消费补贴 三/1, 3)
    (
        "车辆商业保险金额在3000元(含)至4000元之间，可领取1000元；",
        ["车辆商业保险金额在3000元(含)", "至4000元之间"],
    ),
    (
        "购买新车发票金额为15（含）万元-25（不含）万元，可申领4800元的汽车消费礼包。",
        ["购买新车发票金额为15（含）万元", "-25（不含）万元"],
    ),
    # 对…的, with the grant in the next clause
    ("对投资达1年以上的，按实缴出资额的10%给予奖励。", ["投资达1年以上的"]),
    # two grants in one sentence
    (
        "对新培育的企业给予30万元奖励、对通过复审的企业给予5万元奖励。",
        ["新培育的企业", "通过复审的企业"],
    ),
    # a subject with its case (大连 外资 二/11)
    (
        "总部升级为更大区域的总部，主要高级管理人员常驻大连工作的，该总部可获得500万元奖励。",
        ["总部升级为更大区域的总部，主要高级管理人员常驻大连工作的"],
    ),
    # 支持在…备案的基金…: a relative clause
    (
        "引导在协会备案的创业投资基金开展直接投资，每投资1家企业给予不超过100万元奖励。",
        ["在协会备案的创业投资基金"],
    ),
    # a tier without 的
    ("若增长超过20%，支持比例为15%。", ["增长超过20%"]),
    # 对经济具有…作用 is an effect, not a grant
    (
        "上一年度效果显著，对经济及产业具有明显带动作用，且保持良好趋势的企业，给予不超过300万元资金支持。",
        ["上一年度效果显著，对经济及产业具有明显带动作用", "保持良好趋势的企业"],
    ),
    # 外资 after 对 is no 对外; the clause's end is 的
    ("对外资制造业企业，当年营业收入10亿元以上的，给予300万元的奖励。", ["外资制造业企业", "当年营业收入10亿元以上的"]),
    # brackets are passed over, also with a grant in them
    (
        "对新设立的企业（重点领域项目优先支持），实缴资本1亿元以上的，给予600万元奖励。",
        ["新设立的企业（重点领域项目优先支持）", "实缴资本1亿元以上的"],
    ),
    # 由 … as a subject is none of the grant's words (甘井子 人才 八)
    (
        "由毕业生首次创办的经营实体，经相关部门认定，一次性给予1万元补贴。",
        ["由毕业生首次创办的经营实体，经相关部门认定"],
    ),
    # what was attained, without 的 (贵州)
    ("首次通过知识产权管理体系认证，给予一次性资助3万元。", ["首次通过知识产权管理体系认证"]),
    # 已享受…补贴的 is no grant (甘井子 人才 四)
    ("当年引进已享受薪酬补贴的紧缺人才，经认定，给予个人10万元安家费。", ["当年引进已享受薪酬补贴的紧缺人才，经认定"]),
    # 可领取…补贴 is a grant (广州 天河 第八条)
    (
        "在基地入驻企业连续就业的港澳青年，在职期间可领取每人每年3000元交通补贴。",
        ["在基地入驻企业连续就业的港澳青年"],
    ),
    # 可申请…扶持 is a grant too (甘井子 总部经济; guide card 105)
    (
        "已完成制作的优质电影项目，可以申请影片宣传推介、发行放映、海外推广等方面扶持。",
        ["已完成制作的优质电影项目"],
    ),
    # where the money stands belongs to the grant (大连 首台套 第七条, 上海 黄浦)
    ("对承担国家项目须由市级配套的，在推广资金中优先安排，给予支持。", ["承担国家项目须由市级配套的"]),
    # whose money it is does not qualify (guide card 138)
    ("专项资金对首次进入市场的新技术新产品给予补贴。", ["首次进入市场的新技术新产品"]),
    ("对符合标准的农村养老服务设施，市福彩公益金给予补贴。", ["符合标准的农村养老服务设施"]),
    ("合同交货期在一年内的，一次性预拨资金。", ["合同交货期在一年内的"]),
    # a case, and then what of it is paid for (江西, 安徽 稳增长; 柳河 第十三条)
    ("企业首次通过CMMI5级认证的，对认证费用给予50%补贴。", ["企业首次通过CMMI5级认证的"]),
    # a case that begins like a grant (大连 外资 18)
    ("单笔投资额不超过500万元（含）的，按投资额的4%给予奖励。", ["单笔投资额不超过500万元（含）的"]),
    # 将 and 自 inside the case (guide cards 105, 134)
    (
        "符合规定的创作方向，将在京立项并重点投入制作的创作选题，可以申请选题孵化扶持。",
        ["符合规定的创作方向，将在京立项并重点投入制作的创作选题"],
    ),
    # the recipient between the grant and its sum (京科发〔2022〕5号 第五条, 8号 第二十三条; guide card 78)
    ("给予大赛一等奖企业、第一至三名企业不超过30万元资金支持。", ["大赛一等奖企业、第一至三名企业"]),
    ("给予新设机构不超过30万元资金支持，给予企业30万元支持。", ["新设机构"]),
    # 优先支持 grants (guide cards 8, 113, 124)
    ("优先支持在自由贸易试验区注册的外贸企业开拓国际市场；", ["在自由贸易试验区注册的外贸企业开拓国际市场"]),
    # works, incomes and houses (guide cards 99, 133; 大连 外资 13)
    ("入围国际赛事并获得奖项的大型舞台艺术作品，给予一次性资助50万元。", ["入围国际赛事并获得奖项的大型舞台艺术作品"]),
    # further tiers without 对, in the sentence and behind ; (贵州 知识产权 第十条, 第十一条; 广东 就业)
    ("对获得批准的示范城市给予200万元，试点县（园区）给予50万元。", ["获得批准的示范城市", "试点县（园区）"]),
    (
        "对承担分析评议的单位，每个项目资助15万元；重点专项导航研究，每个项目资助30万元。",
        ["承担分析评议的单位", "重点专项导航研究"],
    ),
    # a cap is no tier (guide cards 26, 108, 111)
    ("对境外投保的企业给予补助，一个项目当年补助不超过500万元。", ["境外投保的企业"]),
    # what somebody does (贵州 知识产权 第八条, 第九条)
    ("银行向权利人发放一年期及以上质押贷款，按照贷款额的0.2%给予资助。", ["银行向权利人发放一年期及以上质押贷款"]),
    # as much as is asked for opens a case (荆门 九)
    ("举办展会3天及以上，规模达到50个展位以上的，给予5万元补助。", ["举办展会3天及以上", "规模达到50个展位以上的"]),
    # words of granting in the name of a document (上海 稳增长)
    ("对列入《免征车辆购置税车型目录》的电动汽车，免征车辆购置税。", ["列入《免征车辆购置税车型目录》的电动汽车"]),
    # who grants may be told by 由 (上海 稳增长)
    ("由各区对新认定的“专精特新”企业给予10万元奖励。", ["新认定的“专精特新”企业"]),
    # how much for each belongs to the grant (江西 四)
    ("对吸纳就业并签订1年以上合同的每增加1人给予1000元补贴。", ["吸纳就业并签订1年以上合同的"]),
    # favours that are no money: a price, a place in a plan, what is not asked for (白银, 大连 养老, 农产品加工)
    ("符合集约用地标准的，在确定土地出让价格时，可分别按不低于最低价标准的15%执行。", ["符合集约用地标准的"]),
    ("对通过老厂改造提高利用率的，不再增收土地价款。", ["通过老厂改造提高利用率的"]),
    ("对符合用电类别的种养业项目，执行农业生产用电电价政策。", ["符合用电类别的种养业项目"]),
    ("对进入省级集聚区的重点项目建设用地，要优先保障。", ["进入省级集聚区的重点项目建设用地"]),
    ("投资设立公司制体育企业的，允许注册资本分期注入。", ["投资设立公司制体育企业的"]),
    ("公建民营养老机构享有与公办机构同等的扶持政策。", ["公建民营养老机构"]),
    # what is paid for, without 的; the date until which is none of it (上海 稳增长)
    ("对营利性养老机构建设减半征收有关行政事业性收费。", ["营利性养老机构建设"]),
    ("对符合条件的旅行社，2023年3月31日前继续按照100%比例暂退保证金。", ["符合条件的旅行社"]),
    ("对符合环保政策的企业，电价按照有关通知执行，并给予补贴。", ["符合环保政策的企业"]),
    # who does what (广州 就业见习, 助餐; 广东 个体工商户)
    ("饭堂运营机构为本市户籍老年人提供送餐服务可享受送餐补贴。", ["饭堂运营机构为本市户籍老年人提供送餐服务"]),
    # whose case is approved first (宁夏 民营经济; guide cards 41, 92)
    ("对制定水平高的民营企业，经评估确认后给予一次性8万元补助。", ["制定水平高的民营企业，经评估确认后"]),
    # as ruled, or reckoned so, before the case ends (上海 中小微企业, 广东 毕业生, 江西 稳就业)
    ("按照联动机制确定的工资难以满足需求的企业，可给予补贴。", ["按照联动机制确定的工资难以满足需求的企业"]),
    # what is no money (上海 中小微企业, 安徽 提振信心, 江苏 个体工商户; guide cards 4, 29, 55, 132)
    ("科技型中小企业实际发生的研发费用，按照100%在税前加计扣除。", ["科技型中小企业实际发生的研发费用"]),
    ("落实对月销售额10万元以下的纳税人免征增值税政策。", ["月销售额10万元以下的纳税人"]),
    ("示范引领效应较强的孵化器可评定为年度标杆孵化器。", ["示范引领效应较强的孵化器"]),
    ("对申请国际专利的新技术开辟绿色通道。", ["申请国际专利的新技术"]),
    ("为稳岗效果好的个体工商户提供低息信用贷款。", ["稳岗效果好的个体工商户"]),
    # what is done for somebody (江西 稳就业, 甘肃 and 广东 个体工商户, 大连 外资, 上海 民间投资)
    ("对符合条件的失业人员，做好失业保险金发放工作。", ["符合条件的失业人员"]),
    ("对符合条件的个体工商户继续落实增值税留抵退税政策。", ["符合条件的个体工商户"]),
    ("对因疫情影响暂时遇困的到期小微企业贷款，协商延期还本付息。", ["因疫情影响暂时遇困的到期小微企业贷款"]),
    # whom others are urged to help (福建 经济向好, 广东 毕业生, guide card 21)
    ("对暂时遇困的小微企业，鼓励银行开发产品，予以延期。", ["暂时遇困的小微企业"]),
    # guide cards 26, 135; 大连 外资
    ("对增速不低于10%的工业企业分档奖励。", ["增速不低于10%的工业企业"]),
    ("经民政部门认定的养老机构，实行水电气热收费与居民用户同价。", ["经民政部门认定的养老机构"]),
    # until when it must be asked for (广东 毕业生, 贵州 知识产权, 江西 稳就业)
    ("给予补贴。首次申请应于登记注册之日起3年内提出。", ["首次申请应于登记注册之日起3年内提出"]),
    ("应在具备条件之日起6个月内申请资助，逾期不予受理。", ["应在具备条件之日起6个月内申请资助"]),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses_on_which_a_grant_hangs(text: str, expected: list[str]) -> None:
    assert found(text) == expected


SILENT = [
    # merely encouraged
    "支持企业加大投入，给予不超过500万元奖励。",
    # generic recipients
    "对符合条件的企业给予综合资助。",
    # sanctions
    "对骗取资金的企业，取消其申报资格，追回补贴资金。",
    # a limit is no criterion
    "同一项目同时符合其他政策的，按照“从优不重复”原则给予支持。",
    # the sums of a grant
    "按企业已支付利息给予30%的贴息，年度贴息金额不超过300万元，补贴比例为30%。",
    # nothing granted at all
    "对违反本规定的单位，由主管部门责令改正。",
    # to be judged is no condition
    "确有必要的，按有关程序给予事前补助支持，最高不超过1000万元。",
    # what a sum is reckoned by, in what respects
    "对保费给予一定补助。",
    "对产业发展在品牌建设、融资渠道等方面给予支持。",
    "其中第一年为80%，给予奖励。",
    "对同一服务机构的奖励额度每年最高不超过10万元。",
    # what is looked at before it is paid
    "对政策落实和发展成效进行年度综合评估，给予奖励。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_criterion(text: str) -> None:
    assert found(text) == []


SCOPE = [
    ("本办法适用于依法登记注册，且无严重失信行为的企业。按标准给予奖励。", "依法登记注册，且无严重失信行为的企业"),
    ("给予补贴。符合支持条件的注册在其他区域的创新主体参照执行。", "符合支持条件的注册在其他区域的创新主体"),
    ("资助对象原则上是在坪山区实际从事经营活动的单位。给予补贴。", "在坪山区实际从事经营活动的单位"),
    ("本办法所称融资租赁企业，是指注册地属甘井子区，经营状况良好。给予补贴。", "注册地属甘井子区，经营状况良好"),
    # what is paid for, explained (大连 首台套 第四条, 辽宁 首台套, 天河 第二条)
    (
        "风险补贴项目（以下简称补贴项目），是指经认定的项目，被本市单位首次订购并使用。给予补贴。",
        "经认定的项目，被本市单位首次订购并使用",
    ),
    # who or what an applicant, or a subsidy applied for, must be (大连 首台套, 广州 天河, guide cards)
    ("申报单位应为在北京地区注册的企业。给予补贴。", "在北京地区注册的企业"),
    ("享受本措施支持的项目应为在库项目。", "享受本措施支持的项目应为在库项目"),
    # words of the document's own, a limit left out (甘井子 融资租赁 and 经济工作奖励, 前海 涉税服务)
    ("“高级管理人员”，是指总经理、业务主管。给予奖励。", "总经理、业务主管"),
    # guide card 21, 甘井子 经济工作奖励, guide cards 87 and 103
    ("有关支持政策适用于实际发生采购的更新改造项目。", "实际发生采购的更新改造项目"),
    # guide card 109
    ("申请营业额补助的应为申请企业直接中标项目。", "申请企业直接中标项目"),
    ("创新带头人的基本条件为年龄不超过45周岁。给予奖励。", "年龄不超过45周岁"),
    ("申请资金支持的企业所拍摄的电影应符合以下题材：反映历史的伟大实践。", "反映历史的伟大实践"),
]


@pytest.mark.parametrize(("text", "expected"), SCOPE)
def test_scope(text: str, expected: str) -> None:
    assert [c.text for c in criteria(one_unit(text)) if c.rule == "criterion.scope"] == [expected]


AUDIENCE = [
    ("服务对象：在本市从事生产的农户和合作社，鼓励补贴向规模主体倾斜。", ["在本市从事生产的农户和合作社"]),
    ("服务对象：企业和项目。", []),
    ("服务对象：各领域的人才培训。不资助古代艺术品保护人才培训。", ["各领域的人才培训"]),
]


@pytest.mark.parametrize(("text", "expected"), AUDIENCE)
def test_the_audience_of_a_card(text: str, expected: list[str]) -> None:
    label, _, words = text.partition("：")
    unit = Unit(label, label, "article", "", ((len(label) + 1, len(text)),), 1, None)
    outline = Outline(Part("guide_card", (), 1), text, fold(text), (unit,))
    assert words and [row.text for row in criteria(outline)] == expected


@pytest.mark.parametrize("opening", ["【资助对象】\n专项资金的资助对象原则上是", "资助对象\n本办法资助对象主要是"])
def test_a_heading_and_the_words_that_lead_on_are_no_condition(opening: str) -> None:
    text = f"第九条{opening}在坪山区实际从事经营活动的单位。"
    unit = Unit(
        "第九条", "第九条", "article", "资助对象", ((0, text.index("\n")), (text.index("\n") + 1, len(text))), 1, None
    )
    outline = Outline(Part("guide_card", (), 1), text, fold(text), (unit,))
    assert [row.text for row in criteria(outline)] == ["在坪山区实际从事经营活动的单位"]


def statute(*texts: str) -> Outline:
    """A statute: the articles, forty on permits, a chapter on penalties."""
    texts = (*texts, *(f"第{n}项许可，应当具备下列条件：有固定场所。" for n in range(40)), "法律责任")
    joined, units, at = "\n".join(texts), [], 0
    for n, text in enumerate(texts):
        level, heading = ("chapter", "法律责任") if text == "法律责任" else ("article", "")
        units.append(Unit(f"第{n}条", f"第{n}条", level, heading, ((at, at + len(text)),), 1, None))  # type: ignore[arg-type]
        at += len(text) + 1
    return Outline(Part("policy", (), 1), joined, fold(joined), tuple(units))


def test_a_statute_on_permits_and_penalties_has_no_criteria() -> None:
    grants = ["专项资金由财政安排，给予补助。", "农业机械在公路上短距离行驶的，不需要经过批准。"]
    assert criteria(statute(*grants)) == [] and limits(statute(*grants)) == []


def test_a_statute_is_told_by_who_passed_it() -> None:
    text = "对入库企业，给予10万元奖励。对因抢险造成损失的单位，给予补偿，不超过5万元。"
    policy = replace(one_unit(text), part=Part("policy", (), 1))
    passed = "（2018年5月24日市第十五届人民代表大会常务委员会第四次会议通过）"
    law = replace(policy, head=(Paragraph(passed, 0, 0, 1),))
    assert len(criteria(policy)) > len(criteria(law)) == 1


FAVOURS = [
    (
        "65周岁以上老年人持本市老年人优待凭证免费乘坐公共汽车。",
        ["65周岁以上老年人持本市老年人优待凭证"],
    ),  # 广州 优待办法 第六条
    # who owes it stands between (临沂 献血条例, 上海 残疾人保障)
    ("对无固定收入的残疾人，组织者应当给予补助。", ["无固定收入的残疾人"]),
    # for whom all of it is (广州 优待办法 第二条; 浙江 军人军属)
    ("年满60周岁，具有本市户籍的公民，享受本办法规定的优待。", ["年满60周岁，具有本市户籍的公民"]),
    # praise, damages, duties, courts
    ("对在养老服务工作中作出突出贡献的单位和个人，给予表彰和奖励。", []),
    ("对举报属实的举报人，给予奖励。", []),
    ("造成财产损失的，应当依法给予补偿。", []),
]


@pytest.mark.parametrize(("text", "want"), FAVOURS)
def test_a_statute_gives_single_favours(text: str, want: list[str]) -> None:
    assert [row.text for row in criteria(statute(text))] == want


THRESHOLDS = [
    # 京商 guide cards 21, 35, 129; 京技管发〔2025〕4号 四/（九）
    ("给予补贴。政策期内实际设备采购金额应达到500万元及以上。", ["政策期内实际设备采购金额应达到500万元及以上"]),
    (
        "对建成的加氢站，按照额定工作能力不少于1000公斤给予500万元补贴。",
        ["建成的加氢站", "按照额定工作能力不少于1000公斤"],
    ),
    ("给予支持；租金低于1.5元/平方米/天的，按照实际租金计算。", ["租金低于1.5元/平方米/天的"]),
    # 皖政〔2023〕13号 一/3: whose task the sentence before is; 内江 农民工问答（八）: a bracket that goes on to a grant
    (
        "给予支持。（责任单位：省电力公司）用户报装容量160千瓦及以下的小微企业可采用低压接入。",
        ["用户报装容量160千瓦及以下的小微企业可采用低压接入"],
    ),
    (
        "给予补贴。需自工商登记注册之日起2年内申请创业补贴（以申请时间计算，给予一次）。",
        ["需自工商登记注册之日起2年内申请创业补贴"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), THRESHOLDS)
def test_a_number_that_is_asked_for_is_a_criterion(text: str, expected: list[str]) -> None:
    outline = one_unit(text)
    assert [row.text for row in criteria(outline, quantities(outline))] == expected


def test_one_piece_of_words_is_atomic_conditions_of_one_group() -> None:
    text = "对年度研发费用超过1000万元，且研发投入占比超过年度目标值的国家高新技术企业，给予30万元支持。"
    rows = criteria(one_unit(text), quantities(one_unit(text)))
    assert [row.text for row in rows] == ["年度研发费用超过1000万元", "研发投入占比超过年度目标值", "国家高新技术企业"]
    assert len({row.group for row in rows}) == 1 and not any(row.any for row in rows)
    assert [(row.numeric, row.op, row.value) for row in rows] == [(True, ">", 1e7), *[(False, "", None)] * 2]


def test_tiers_and_alternatives_need_one_of_the_group() -> None:
    text = "对投资超过1亿元、5亿元、10亿元的项目，分别给予30万元、50万元、100万元。"
    rows = criteria(one_unit(text), quantities(one_unit(text)))
    assert [(row.value, row.any) for row in rows] == [(1e8, True), (5e8, True), (1e9, True)]


def test_alternatives_with_or_are_a_group_of_which_one_is_enough() -> None:
    text = "对累计研发投入不低于500万元或上一年度研发投入不低于200万元，且有发明专利的企业，给予50万元支持。"
    rows = criteria(one_unit(text), quantities(one_unit(text)))
    # each alternative is a condition, but with 且 behind them nothing smaller than the whole is true
    assert [(row.text, row.any, row.value) for row in rows] == [
        ("累计研发投入不低于500万元或上一年度研发投入不低于200万元，且有发明专利的企业", False, None)
    ]
    text = "对累计研发投入不低于500万元或上一年度研发投入不低于200万元的企业，给予50万元支持。"
    rows = criteria(one_unit(text), quantities(one_unit(text)))
    assert [(row.value, row.any) for row in rows] == [(5e6, True), (2e6, True)]
    assert len({row.group for row in rows}) == 1


def test_a_range_is_two_conditions() -> None:
    text = "研发费用同比增量为100万元（含）至500万元的，给予不超过20万元的资金支持。"
    rows = criteria(one_unit(text), quantities(one_unit(text)))
    assert [(row.op, row.value, row.any) for row in rows] == [(">=", 1e6, False), ("<", 5e6, False)]


LISTS = """某市支持办法
第一条 支持条件
1.属于高精尖产业领域。
2.企业注册成立不超过5年。
3.申报单位资质要求
持有相关资质，且无违规记录。
4.项目符合规划。申报主体为依法登记的企业，并符合以下条件之一：
（1）设有研发机构。
5.项目已获其他资金支持的不得重复申报。
第二条 申报单位应符合以下条件之一：
（一）年纳税额2000万元以上。
（二）年营业收入1亿元以上，且有研发机构。
第三条 有下列情形之一的企业，不予支持：
（一）发生重大税收违法行为的。
第四条 申报材料
（一）营业执照复印件。
第五条 毕业学年学生，符合以下2个条件之一，可申请求职补贴（每人只能享受一次）。
（一）属于持证残疾人。
（二）补贴对象为具有本市户籍且符合下列条件之一的人员：
1.曾获得国家助学贷款。
第六条 给予不超过50万元补贴。
第七条 给予不超过100万元奖励。
"""


def test_items_of_a_list_are_criteria_whole(text_of: Callable[[str], Text]) -> None:
    text = text_of(LISTS)
    rows = criteria(outline(split(text)[0], text))
    assert [(row.path, row.text, row.any) for row in rows] == [
        ("第一条/1", "属于高精尖产业领域", False),
        ("第一条/2", "企业注册成立不超过5年", False),
        ("第一条/3", "持有相关资质", False),
        ("第一条/3", "无违规记录", False),
        # what a lead asks for before it leads in (guide cards 69, 84, 86, 116, 142)
        ("第一条/4", "项目符合规划", False),
        ("第一条/4", "申报主体为依法登记的企业", False),
        ("第一条/4/（1）", "设有研发机构", True),
        # each item counts, one that limits too
        ("第一条/5", "项目已获其他资金支持的不得重复申报", False),
        ("第二条/（一）", "年纳税额2000万元以上", True),
        ("第二条/（二）", "年营业收入1亿元以上，且有研发机构", True),
        ("第三条/（一）", "发生重大税收违法行为的", False),
        # a list that a whole sentence leads into (广东 毕业生, 广州 两项补贴)
        ("第五条", "毕业学年学生", False),
        ("第五条/（一）", "属于持证残疾人", True),
        ("第五条/（二）", "具有本市户籍", True),
        ("第五条/（二）/1", "曾获得国家助学贷款", True),
    ]
    assert rows[0].group == rows[1].group == "第一条"
    assert [row.op for row in rows] == [""] * 10 + ["not"] + [""] * 4


Grams = Counter[tuple[str, str]]


def bigrams(rows: Iterable[tuple[str, str]], paths: set[str] | None = None) -> Grams:
    """Character bigrams of (path, text) rows, each with its path: how a text is cut doesn't matter."""
    grams: Grams = Counter()
    for path, text in rows:
        path, words = fold(path), re.sub(r"\W", "", fold(text))
        if paths is None or path in paths:
            grams.update((path, words[n : n + 2]) for n in range(len(words) - 1))
    return grams


def f1(got: Grams, want: Grams) -> float:
    """Balanced agreement of two multisets."""
    return 2 * (got & want).total() / (got.total() + want.total())


def gold_files(key: str) -> list[Path]:
    """The gold files of policies that were read for a field."""
    files = [*GOLD.glob("*.json"), *GOLD.glob(f"own/*.{key}.json")]
    return sorted(path for path in files if f'"{key}"' in path.read_text(encoding="utf-8") and "cards" not in path.stem)


@pytest.mark.parametrize("path", gold_files("criteria"), ids=lambda path: path.stem)
def test_criteria_agree_with_the_reader(path: Path, policy: Callable[[str, str], Outline]) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = policy(SEEDS[gold["source"]], gold["doc_number"])
    want = [(row["path"], row["text"]) for row in gold["criteria"]]
    got = [(row.path, row.text) for row in criteria(text, quantities(text))]
    assert f1(bigrams(got, {fold(path) for path, _ in want}), bigrams(want)) >= 0.97


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="对的，。；、：（）给予企业100万元支持且或条件符合以下超过不", max_size=80))
def test_any_words_give_criteria_inside_the_text_that_do_not_overlap(text: str) -> None:
    rows = criteria(one_unit("给予补贴。" + text))
    assert all(row.text == ("给予补贴。" + text)[row.start : row.end] for row in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))
