"""Quantities: what numbers are worth, what they bound, what they are for, and for whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.score import close, score
from extract.fold import fold
from extract.quantities import quantities, read
from extract.quantities.lists import align, years
from extract.quantities.nouns import short, unhalved
from extract.quantities.scan import scan
from extract.quantities.scope import scopes
from schemas.records import Quantity
from schemas.text import Outline, Part, Text, Unit

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests/gold"


def provision(text: str, heading: str = "") -> Outline:
    """An outline of one provision."""
    unit = Unit("第一条", "第一条", "article", heading, ((0, len(text)),), 1, None)
    return Outline(Part("policy", (), 1), text, fold(text), (unit,))


def told(text: str, heading: str = "") -> list[str]:
    """The quantities of one provision as 'value unit op role'."""
    return [f"{q.value:g} {q.unit} {q.op} {q.role}" for q in quantities(provision(text, heading))]


MEANT = [
    # --- comparison words
    ("给予落地主体不超过500万元奖励。", ["5e+06 元 <= benefit"]),
    # the word stands before a noun phrase: 不超过…30%
    ("出资额不超过项目总投资额30%。", ["0.3 % <= benefit"]),
    # it holds for the list behind it
    ("每个项目最高支持限额为外贸服务企业20万元、中小外贸企业5万元。", ["200000 元 <= benefit", "50000 元 <= benefit"]),
    ("最高按照上年度项目退出时产生投资收益的3%给予奖励。", ["0.03 % <= benefit"]),
    # 最低 in 最低价 compares nothing
    ("按出让最低价标准的70%给予补贴。", ["0.7 % = benefit"]),
    # at least and at most of one grant
    ("给予最低5万元，最高50万元的一次性资金支持。", ["50000 元 >= benefit", "500000 元 <= benefit"]),
    # a grant of at least
    ("给予不低于100万元的奖励。", ["1e+06 元 >= benefit"]),
    # （含） after a strict word takes the number in
    ("对支出金额大于1万元（含1万元）的项目予以支持。", ["10000 元 >= criterion"]),
    ("年营业收入1000万元以下（不含）的企业，给予支持。", ["1e+07 元 < criterion"]),
    # a code ends where its Latin letters do (大连 跨境电商)
    ("经营O2O体验店1年以上的，给予支持。", ["1 年 >= criterion"]),
    ("CMMI5级认证企业奖励20万元。", ["200000 元 = benefit"]),
    ("新建5G基站1000个以上的企业，给予补贴。", ["1000 个 >= criterion"]),
    # ranks with and without counters; 500强 and a list of the first are names (前海, 深圳, 荆门)
    (
        "全国20强、50强企业，给予奖励100万元、50万元。",
        ["20 强 <= criterion", "50 强 <= criterion", "1e+06 元 = benefit", "500000 元 = benefit"],
    ),
    ("排名前15的单位，给予10万元资助。", ["15 名 <= criterion", "100000 元 = benefit"]),
    ("对世界500强企业给予500万元奖励，发布50强榜单。", ["5e+06 元 = benefit"]),
    # sums without a unit (白银)
    ("当年贡献在500万—1000万的，给予奖补。", ["5e+06 元 >= criterion", "1e+07 元 <= criterion"]),
    # how many each may bring, what one may get, what is let off (前海, 天河, 江苏, 江西)
    ("每家机构最多支持3人，每人20万元。", ["3 人 <= benefit", "200000 元 = benefit"]),
    ("对个人，最高可申请50万元的担保贷款，给予贴息。", ["500000 元 <= benefit"]),
    ("利息的50%予以免除。", ["0.5 % = benefit"]),
    # what is spent in all, but not each time (福建)
    ("省财政安排贴息资金1亿元，给予贴息支持。", ["1e+08 元 = other"]),
    ("给予补助，每场最高列支100万元。", ["1e+06 元 <= benefit"]),
    ("正式运营一年后，给予奖励10万元。", ["1 年 >= criterion", "100000 元 = benefit"]),  # 白银
    # the noun of what is counted before the word that bounds it, but no level (辽宁, 荆门; 安徽)
    (
        "6个展位以内的展位费给予100%支持，6个展位以外的给予50%支持。",
        ["6 个 <= criterion", "1 % = benefit", "6 个 > criterion", "0.5 % = benefit"],
    ),
    ("给予40家省级以上平台补贴。", ["40 家 = other"]),
    # limits of what is paid, who is asked by age, what is charged in excess (广州 长期护理, 残疾人, 公租房)
    ("费用限额标准为职工每人每天105元、居民每人每天50元。给予补贴。", ["105 元 <= benefit", "50 元 <= benefit"]),
    ("为0-6岁残疾儿童免费适配。", ["0 岁 >= criterion", "6 岁 <= criterion"]),
    ("逾期不腾退的，按照租金标准的2倍收取。给予补贴。", ["2 倍 = other"]),
    # --- figures of plans: nothing is asked of anybody
    ("给予资金补助，培育不少于300家中小数商企业，形成不少于30个品牌产品。", ["300 家 >= other", "30 个 >= other"]),
    ("每年遴选不少于30家数字化转型标杆企业，对其给予奖励。", ["30 家 >= other"]),
    ("支持新增小微企业贷款2000亿元以上。推动企业给予补贴。", ["2e+11 元 >= other"]),
    ("激励市县新开工一批80亿元级重大项目，给予奖励。", []),
    ("到2025年底，全省80%以上的敬老院等级达到一级。", ["0.8 % >= other"]),
    # beside a grant as well (凉山, 重庆, 江西, 海南 专利奖)
    ("给予创业担保贷款贴息，新增发放创业担保贷款1亿元。", ["1e+08 元 = other"]),
    ("对入选企业给予补贴，推动制造业贷款增量不低于10亿元。", ["1e+09 元 >= other"]),
    ("给予补贴，支持30家福利院设置医务室。", ["30 家 = other"]),
    ("给予奖金，每届授予专利金奖不超过4项。", ["4 项 <= other"]),
    # and where a paragraph grants in another sentence (广东, 安徽, 福建, 凉山)
    ("对企业给予补贴。将面向中小企业的预留份额提高至40%以上的政策延续到年底。", ["0.4 % >= other"]),
    ("对企业给予补贴。引导担保机构提供不低于2亿元担保贷款。", ["2e+08 元 >= other"]),
    ("对企业给予补贴。应收账款融资总额不低于55亿元。", ["5.5e+09 元 >= other"]),
    ("给予奖励。租金低于1.5元/平方米/天的，按照实际租金计算。", ["1.5 元/平方米/天 < criterion"]),
    # a count that nothing is asked of (凉山, 郑州, 重庆), and one of what is granted
    ("对入驻企业给予奖励。年底前认定州级创业孵化基地2家。", ["2 家 = other"]),
    ("给予医师奖励。试行六项改革举措。", ["6 项 = other"]),
    ("给予人才奖励。出台第二批126项境外职业资格证书认可清单。", ["126 项 = other"]),
    ("对企业参加境外展会6个展位以外的展位费给予支持。", ["6 个 > criterion"]),
    # how often it may be had
    ("给予资金扶持，每家体验店累计扶持不超过3次。", ["3 次 <= benefit"]),
    # counters of what a city counts (昆明, 安徽, 江西)
    ("鲜切花产量105亿枝，粮食产量820亿斤以上。", ["1.05e+10 枝 = other", "8.2e+10 斤 >= other"]),
    # about so much bounds nothing
    ("入住率达60%左右。", ["0.6 % = other"]),
    # --- what was, before it was changed
    ("给予风险补偿，省级补偿比例由20%提高至40%。", ["0.2 % = other", "0.4 % = benefit"]),
    # --- at least so much is given, or taken on
    ("对增速超过平均水平的单位，给予5万元以上奖励。", ["50000 元 >= benefit"]),
    ("能按不低于20%的比例录用见习人员的单位，给予补贴。", ["0.2 % >= criterion"]),
    # --- what one falls under, what is asked of the grant itself
    ("适用3%征收率的应税销售收入，减按1%征收率征收增值税。", ["0.03 % = criterion", "0.01 % = benefit"]),
    ("资助资金10万元及以上的资助项目，应提交审计报告。", ["100000 元 >= other"]),
    ("补助数额按首次销售价格的20%核定。", ["0.2 % = benefit"]),
    # --- how long what is granted lasts
    ("可申请贷款展期，期限原则上不超过1年。", ["1 年 <= benefit"]),
    (
        "自登记当月起，在3年（36个月）内按每户每年14400元扣减税款，给予减免。",
        ["3 年 <= benefit", "36 月 <= benefit", "14400 元 = benefit"],
    ),
    # --- after how long again, for how long not
    ("见习单位每两年可申请1次补贴。", ["2 年 = benefit"]),
    ("取消评审资格，且三年内不得参加评审。", ["3 年 = other"]),
    # --- how many each may have granted
    ("对购置新车的个人（限购1辆）给予补贴。", ["1 辆 <= benefit"]),
    ("每件发明专利资助不超过3个国家或地区。", ["3 个 <= benefit"]),
    ("按申请资助先后顺序资助不超过100件。", ["100 件 <= other"]),
    # --- sums by which a grant goes
    ("给予补贴。船闸收费继续执行下调10%。", ["0.1 % = benefit"]),
    # --- fractions
    ("给予补贴，最高不超过其实际缴费额的2/3。", ["0.666667 比例 <= benefit"]),
    ("给予费用三分之二的补贴。", ["0.666667 比例 = benefit"]),
    ("对1/2类药品给予奖励。", []),
    ("减按25％计入应纳税所得额，按20％的税率缴纳企业所得税。", ["0.25 % = benefit", "0.2 % = benefit"]),
    # --- the applicant's own term
    ("应当在具备资助条件之日起6个月内申请办理资助事项。", ["6 月 <= criterion"]),
    ("给予补贴，首次申请应于登记之日起1年内，向参保地人力资源社会保障部门提出。", ["1 年 <= criterion"]),
    ("自公示之日起六个月内未领取奖金的，视为自动放弃。", ["6 月 <= criterion"]),
    ("给予资助，自申请截止之日起30日内完成对申报项目的审核。", ["30 日 <= other"]),
    # --- the whole stands between a strict word and the share
    ("接收见习人员超过本单位职工总人数的30%的，给予补贴。", ["0.3 % > criterion"]),
    ("对已投资额未达到投资总额25％的用地，允许预告登记。", ["0.25 % < criterion"]),
    ("电力缺口大于最高负荷的5%的，给予补偿。", ["0.05 % > criterion"]),
    ("对超过基数部分的10%给予奖励。", ["0.1 % = benefit"]),
    # --- an item's number before an age
    ("1.80周岁以上的老年人，给予补贴。", ["80 周岁 >= criterion"]),
    # --- what a division shall have is no threshold (广州 居家养老, 江西 养老)
    ("给予补贴。每个区应当单独设置至少1个综合养老服务中心。", ["1 个 >= other"]),
    ("租金标准以市场租金参考价的50%计算和收取。", ["0.5 % = benefit"]),
    ("所称经济困难老年人包括人均月收入低于最低生活保障标准的2.5倍的老年人。", ["2.5 倍 < criterion"]),
    # --- whom it is about, though nothing is granted
    (
        "对交货期仍在两年以上，单台设备价格在1亿元以上，且企业投资5000万元以上的项目，可提前验收。",
        ["2 年 >= criterion", "1e+08 元 >= criterion", "5e+07 元 >= criterion"],
    ),
    ("对400万元以下的工程项目，采购人应当面向中小企业采购。", ["4e+06 元 <= criterion"]),
    # --- what a price or a tax goes by
    ("可按不低于出让最低价标准的70%执行。", ["0.7 % >= benefit"]),
    # --- what qualifies against what is given, in one sentence
    (
        "对年度研发费用超过1000万元的企业，按10%给予不超过30万元奖励。",
        ["1e+07 元 > criterion", "0.1 % = benefit", "300000 元 <= benefit"],
    ),
    ("总投资5亿元或3000万美元以上的项目，给予奖励。", ["5e+08 元 >= criterion", "3e+07 美元 >= criterion"]),
    ("对排名前6位的集体给予20万元奖励。", ["6 位 <= criterion", "200000 元 = benefit"]),
    # 500强 is part of a name, 前100强 a rank
    ("对首次入选“世界500强”的企业奖励5000万元。", ["5e+07 元 = benefit"]),
    ("对进入前100强的企业奖励50万元。", ["100 强 <= criterion", "500000 元 = benefit"]),
    ("购买新车发票金额10(不含)万元以下，可申领1900元的礼包。", ["100000 元 < criterion", "1900 元 = benefit"]),
    ("按每平方米50元的标准给予一次性奖励。", ["50 元/平方米 = benefit"]),
    # --- ratios, prices, percentage points
    ("按照1：2的比例给予配套资助。", ["2 比例 = benefit"]),
    ("经认定，按照最高1.5元/平方米/天给予补贴。", ["1.5 元/平方米/天 <= benefit"]),
    ("按月租金的3倍进行补助。", ["3 倍 = benefit"]),
    # --- currencies, Chinese numerals, numbers whose unit is printed once
    ("直接投资额不低于5000万美元的，给予补助。", ["5e+07 美元 >= criterion"]),
    ("实缴注册外资1000万（含）至2000万美元的，给予奖励。", ["1e+07 美元 >= criterion", "2e+07 美元 < criterion"]),
    ("给予五十万元奖励。", ["500000 元 = benefit"]),
    ("按每人5-10万元标准给予资助。", ["50000 元 >= benefit", "100000 元 <= benefit"]),
    ("每床每月100元、600元或700元的运营补贴。", ["100 元 = benefit", "600 元 = benefit", "700 元 = benefit"]),
    ("分别一次性给予企业10万、20万。", ["100000 元 = benefit", "200000 元 = benefit"]),
    # --- tiers: the shared end goes to the tier that claims it
    (
        "增长介于10%至15%（含）的，按5%支持；增长在15%至20%（含）的，按10%支持。",
        [
            *("0.1 % >= criterion", "0.15 % <= criterion", "0.05 % = benefit"),
            *("0.15 % > criterion", "0.2 % <= criterion", "0.1 % = benefit"),
        ],
    ),
    # a mark names the end that it takes in; a tier that says 含 leaves the one before it open
    (
        "发展20座以上不足50座（含20座）温室，每座补贴1万元。",
        ["20 座 >= criterion", "50 座 < criterion", "10000 元 = benefit"],
    ),
    ("得分在95分-100分（含95分）的，给予支持。", ["95 分 >= criterion", "100 分 < criterion"]),
    (
        "1万平方米以上（含）至2万平方米以下的展会，奖励4万元；2万平方米以上（含2万平方米）的展会，奖励5万元。",
        [
            *("10000 平方米 >= criterion", "20000 平方米 < criterion", "40000 元 = benefit"),
            *("20000 平方米 >= criterion", "50000 元 = benefit"),
        ],
    ),
    ("补贴资格须在2个自然日（即领取次日）内使用，给予补贴。", ["2 日 <= criterion"]),
    ("对获得第一至三名的企业给予奖励。", ["1 名 >= criterion", "3 名 <= criterion"]),
    # --- times: granted, asked, of office work, of looking back
    ("按租金的40%给予补助，补助三年。", ["0.4 % = benefit", "3 年 = benefit"]),
    ("对缴纳6个月以上社会保险费的单位给予补贴。", ["6 月 >= criterion"]),
    ("组织毕业2年内高校毕业生参加见习的，给予补贴。", ["2 年 <= criterion"]),
    ("申报单位3年来无违规记录的，给予支持。", ["3 年 = window"]),
    ("5年内每年给予个人4万元薪酬补贴。", ["5 年 <= benefit", "40000 元 = benefit"]),
    ("按40%、60%的比例分两年发放奖励。", ["0.4 % = benefit", "0.6 % = benefit", "2 年 = benefit"]),
    ("对3年内首次被纳入名录的单位，给予奖励。", ["3 年 <= criterion"]),
    ("同一单位3年内不予重复支持。", ["3 年 = benefit"]),
    ("公示期为5个工作日。", ["5 工作日 = other"]),
    ("应在实施期满后3个月内完成验收工作。", ["3 月 <= other"]),
    ("近3年无不良信用记录的企业，给予支持。", ["3 年 = window"]),
    ("有下列情形的不予支持：三年内发生较大生产安全事故的。", ["3 年 = window"]),
    ("本办法有效期三年。", ["3 年 = other"]),
    ("退出的单位须提前1个月提交申请。", ["1 月 = other"]),  # no rank: 前3名
    # ages are counted in 周岁, and read as they are printed
    ("支持45周岁以下的青年人才。", ["45 周岁 <= criterion"]),
    # 每年 is no scope of a count of one that is asked for
    ("对每年引进机构至少两家的园区给予支持。", ["2 家 >= criterion"]),
    # --- sums under words that announce them, with the cap said there
    (
        "资助额度不超过以下标准：戏曲项目250万元；儿童剧项目120万元。",
        ["2.5e+06 元 <= benefit", "1.2e+06 元 <= benefit"],
    ),
    ("奖励标准为：国家级100万元；省级50万元。", ["1e+06 元 = benefit", "500000 元 = benefit"]),
    # --- a quantity of goods that is subsidised
    ("每人每次补贴限量2吨。", ["2 吨 <= benefit"]),
    # --- planned, not granted
    ("加大补贴力度。每年至少推出一部动画电影。", ["1 部 >= other"]),
    ("设立20亿元科技创新专项基金，给予企业支持。", ["2e+09 元 = other"]),
    # what money is used for, and who puts it up
    ("结余部分可按照不低于70%的比例用于绩效奖励。", ["0.7 % >= other"]),
    ("补助资金由市县按1:1比例承担。", ["1 比例 = other"]),
    ("由担保机构、银行和财政按4:3:2的比例分担风险。", ["4 比例 = other", "3 比例 = other", "2 比例 = other"]),
    # both ends of a range in Chinese numerals（郑州 湿地 第四十二条, 海洋环境保护法 第九十六条）
    ("处每平方米五百元以上一千元以下罚款。", ["500 元/平方米 >= other", "1000 元/平方米 <= other"]),
    ("处五千元以上二万元以下罚款。", ["5000 元 >= other", "20000 元 <= other"]),
    # --- fines, whatever else is given（济南 吸烟 第九条, 医师法 第五十六条, 浙江 人民防空 第二十九条）
    (
        "给予警告，可以并处五千元以上一万五千元以下罚款；情节严重的，取消资格。",
        ["5000 元 >= other", "15000 元 <= other"],
    ),
    ("给予补贴。并处违法所得一倍以上三倍以下的罚款。", ["1 倍 >= other", "3 倍 <= other"]),
    ("给予补贴。处应缴费用的标准五十元以上的罚款，但最高不得超过十万元。", ["50 元 >= other", "100000 元 <= other"]),
    ("处以违法所得二倍至三倍的罚款。处以十元罚款。", ["2 倍 >= other", "3 倍 <= other", "10 元 = other"]),
    ("给予补贴。提倡十八周岁至五十五周岁的公民献血。", ["18 周岁 >= criterion", "55 周岁 <= criterion"]),
    # --- grades of persons, and 三级 in a name（广州 两项补贴 一/（一）/2, 助餐 第二十七条, 长期护理 第十条）
    (
        "残疾等级被评为一、二级的重度残疾人，每人每月补贴200元。",
        ["1 级 = criterion", "2 级 = criterion", "200 元 = benefit"],
    ),
    ("照护需求等级1-2级的老年人每次补贴2元。", ["1 级 >= criterion", "2 级 <= criterion", "2 元 = benefit"]),
    ("对致残被鉴定为一级至四级的职工给予补贴。", ["1 级 >= criterion", "4 级 <= criterion"]),
    ("对二、三级医院给予补贴。", []),
    # --- tenths off（安徽 一/2, 哈密 二/（十））
    ("给予省内高速公路通行费八五折优惠。", ["8.5 折 = benefit"]),
    ("手续费实行不低于5折优惠。", ["5 折 >= benefit"]),
    # --- what one may do until when（大连 外资 七/24, 荆门 三, 广州 居家养老 第十四条, 白银 第十一条）
    ("给予支持，企业可在5年内继续按原用途使用土地。", ["5 年 <= benefit"]),
    ("允许1年内分期缴纳土地出让金，特殊项目可2年内缴清。", ["1 年 <= benefit", "2 年 <= benefit"]),
    ("给予支持，租赁期最长可延长至20年。", ["20 年 <= benefit"]),
    ("以租赁方式使用土地的，租赁期限不低于5年，不超过20年。", ["5 年 >= benefit", "20 年 <= benefit"]),
    # --- what one may ask for at most（荆门 六/（三十八））
    ("高校毕业生自主创业的，可申请最高额度不超过20万元的创业担保贷款。", ["200000 元 <= benefit"]),
    # a rate that one's case is reckoned by is asked for（广东 毕业生就业 三）
    ("每月按不低于最低工资80%的标准支付工作补贴的，可享受补贴。", ["0.8 % >= criterion"]),
    # --- what a person gets by the month（广州 救助标准 一/（一）, （三））
    ("全市城乡最低生活保障标准为每人每月1309元。", ["1309 元 = benefit"]),
    ("特困人员基本生活标准每人每月分别为2413元、2121元。", ["2413 元 = benefit", "2121 元 = benefit"]),
    # --- what was, with its bound; the size of a fund; what is free（上海 一/（五）, 大连 三/（十）, 汕尾 五/（四））
    ("支持门槛由总投入2000万元以上调整为1000万元以上，给予支持。", ["2e+07 元 >= other", "1e+07 元 >= criterion"]),
    ("逐步形成100亿元规模的支持产业发展资金。", ["1e+10 元 = other"]),
    ("为新开办企业免费刻制4枚印章。", ["4 枚 = benefit"]),
    ("对购买2级及以上能效标准的电冰箱给予补贴。", ["2 级 >= criterion"]),
    ("在出生180天内参保的新生儿，享受医保待遇。", ["180 日 <= criterion"]),
    # --- how many there are in all（天河 积分入学 一）
    (
        "申报条件：招生计划总数为1023个（小学563个、初中460个）。",
        ["1023 个 = other", "563 个 = other", "460 个 = other"],
    ),
    # --- built, not granted（安徽 四/12, 辽宁 四/12）
    ("省财政支持新建、改造410万亩高标准农田。", ["4.1e+06 亩 = other"]),
]
NOTHING = [
    "自2025年10月14日起施行，至2027年12月31日结束。",  # dates
    "《若干措施（2024-2027年）》（京科发〔2022〕7号）第3条。",  # titles, document numbers, ordinals
    "一个平台、两业融合、三城一区、一次性、一批企业。",  # words
    "电话：010-55579777，网址http://www.bjwzb.gov.cn，标准ISO9001，6G通信，3GPP。",
    "第一年、第二、三年，第1、2款。",
    "每投资1家企业给予奖励，只能获得1次。",  # parts of a scope and of a limit
    "主要有以下2种类型，涉及19个领域。",
    "2.2019年1月1日之前成立的机构。",  # an item's number before a year
    "7*24小时服务，时间为9:00-11:30。",
    "作品单幅不小于1.5×1.5米，篆刻不小于0.035×0.035米。",  # sizes
    "对以生产二元杂交母猪为主的种猪场给予支持。",
]


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_value_unit_comparison_and_role(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_quantities(text: str) -> None:
    assert told(text) == []


def test_headings_say_what_numbers_are() -> None:
    assert told("注册资本1000万元，从业人员100人。", "支持条件") == ["1e+07 元 = criterion", "100 人 = criterion"]
    assert told("入驻率不低于70%。", "发展目标") == ["0.7 % >= other"]
    # an amount that is asked for: 总额 alone grants nothing
    assert told("职工不超500人、资产总额不超过2亿元。", "申报条件") == ["500 人 <= criterion", "2e+08 元 <= criterion"]
    # a heading that names both says neither
    assert told("每家企业给予10万元奖励。", "扶持对象、条件及标准") == ["100000 元 = benefit"]


OF = [
    # what office work is done in time, what is paid for so long（甘井子 科技 第十五条, 阜阳 一, 荆门 十六）
    ("项目承担单位应当在接到通知之日起7天内与区科技局签订合同书。给予补贴。", ["与区科技局签订合同书"]),
    ("设立6个月的费用缓缴期，免收滞纳金。", ["费用缓缴期"]),
    ("实行1个月租金减免、3个月租金缓缴。", ["租金减免", "租金缓缴"]),
    # a share to be taken on; what is built or rented stands behind (广州 就业见习, 甘井子 外贸)
    ("能按不低于20%的比例录用见习人员的企业，给予补贴。", ["录用见习人员"]),
    ("自建或租用1000平方米以上海外仓，给予补贴。", ["海外仓"]),
    ("按照采购合同金额的10%给予牵头单位奖励。", ["采购合同金额"]),
    ("按企业已支付利息给予30%的贴息。", ["企业已支付利息"]),
    ("按实际支付的合同交易金额给予企业5%的资助。", ["实际支付的合同交易金额"]),
    ("入围剧目可获得50%的场租补贴。", ["场租"]),
    ("对获得市级资金支持的，按照1:1给予配套。", ["市级资金"]),
    ("对促成5个以上技术转移项目的机构，给予奖励。", ["技术转移项目"]),
    ("对3年内首次被纳入名录的单位给予奖励。", ["首次被纳入名录"]),
    # a rate that names itself, and shares in which the grant is paid out
    ("纳税人适用3%征收率的应税销售收入，减按1%征收率征收增值税。", ["征收率", "应税销售收入征收率"]),
    ("给予落户扶持，按40%、60%的比例分两年发放。", ["落户扶持", "落户扶持"]),
    # words that only join are no part of what is measured
    ("产值较上年增长20%以上的，给予奖励。", ["产值增长"]),
    ("中小企业是指从业人员不超过300人的企业，给予支持。", ["从业人员"]),
    # 以上 in 规模以上 is not the one behind the number
    ("规模以上企业是指年主营业务收入2000万元以上的工业企业。", ["主营业务收入"]),
    # what is cut stands behind the rate
    ("对民营小微企业送检的仪器设备减免30%的检验检测费。", ["检验检测费"]),
    ("年满18周岁、未满60周岁的申请人，给予补贴。", ["年龄", "年龄"]),
    ("对投资额已达到1亿元的项目给予奖励。", ["投资额"]),
    ("申报主体的营业面积：百货店应大于5000平方米，专卖店应大于2000平方米，给予支持。", ["营业面积", "营业面积"]),
    ("项目验收合格后，拨付剩余20%的资助资金。", ["资助资金"]),
    ("补助金额不高于制定标准补助上限的50%。", ["制定标准补助上限"]),
    ("资助额度不超过新创项目的50%。", ["新创项目"]),
    ("对企业的风险管理费用予以支持，支持比例不超过50%。", ["企业的风险管理费用"]),
    ("对经营良好（不满3年的按实际经营时间计算）的企业，给予支持。", ["经营时间"]),
    ("对工业企业按照实际租赁场地给予20%租金补贴。", ["租金"]),
    ("对连片规模达500亩以上的蔬菜基地、100亩以上的水产基地予以奖补。", ["连片规模", "连片规模"]),
    ("出口规模达到100万美元，给予10万元补贴，每增加10万美元再给予5万元补贴。", ["出口规模"]),
    ("设立1年以上的企业，给予支持。", ["设立"]),
    ("培训会务费最高支持比例为50%。", ["培训会务费"]),
    ("游览5个以上收费景区的，给予奖励。", ["收费景区"]),
    ("第一届规模不小于300个标准展位的，给予资助。", ["第一届规模"]),
    ("连续3年保持在规的，给予奖励。", ["保持在规"]),
    # an aside cuts the noun off
    ("支持条件：应在本市至少已有5家（连锁药店为10家）直营门店。", ["直营门店"]),
    # within a term: what happens, where the words before it say so
    ("对离校2年内未就业高校毕业生给予补贴。", ["离校"]),
    # words that only tell a scope are measured where nothing else is
    ("对每月通行次数在30次以上的客车，给予优惠。", ["通行次数"]),
    ("购买大型设备（单套价格达到200万元及以上）的，给予补贴。", ["价格"]),
    # the verb asks for what stands behind the number
    ("签订1年以上劳动合同并缴纳6个月以上社会保险费的，给予补贴。", ["劳动合同", "社会保险费"]),
    ("拥有2名以上在本省执业的专利代理师的机构，给予资助。", ["专利代理师"]),
    # a rate that names only itself, or a time
    ("对符合条件的项目给予2个百分点的贴息。", ["贴息"]),
    ("对地方经济贡献在500万元以上的，第一年按80%、第二年按50%的比例给予奖励。", ["地方经济贡献"] * 3),
    ("税率由3%降至1%。", ["税率", "税率"]),
    ("应税销售收入，减按1%征收率征收增值税。", ["应税销售收入征收率"]),
    ("对其场租减免部分，经审核认定，每年给予平台50%的补贴。", ["场租减免部分"]),
    ("预拨不超过资助金额的80%，验收后再拨付剩余的20%。", ["资助金额", "资助金额"]),
    ("按照50%幅度减征小规模纳税人的资源税。", ["资源税"]),
    ("自领取营业执照之日起，3年内免征增值税的企业，给予补贴。", ["领取营业执照之日起免征增值税"]),
    ("对业务的实际代偿损失，给予50%的分担补偿。", ["业务的实际代偿损失"]),
    ("2025年，实现50%以上服务事项即时办结。", ["服务事项即时办结"]),
    ("对符合条件的给予最高50%的展位费补贴。", ["展位费"]),
    ("按其年实际贷款额给予不超过6%的一次性贴息补助。", ["年实际贷款额"]),
    ("延续实施1%的失业保险费率政策，给予支持。", ["失业保险费率"]),
    ("小规模纳税人增值税征收率由3%减按1%的优惠政策。", ["小规模纳税人增值税征收率"] * 2),
    # a ceiling that is not what is given
    ("个人创业担保贷款额度最高30万元，给予贴息。", ["个人创业担保贷款额度"]),
    # no measure is who is asked, or where
    ("政府采购领域200万元以下的货物项目，面向中小企业采购。", ["货物项目"]),
    # a plan's sum is for what follows
    ("2025年，省财政统筹安排25亿元，支持科学中心建设。", ["支持科学中心建设"]),
]
WHO = [
    # each tier of a list by its own name（广东 毕业生就业 二, 荆门 六/（三十六））
    ("按博士每人10000元、硕士每人7000元、其他每人5000元标准给予补贴。", ["博士", "硕士", "其他"]),
    # whom a tax is cut for, and each of whom is given（上海 民间投资 二/5, 荆门 六/（三十六））
    ("继续按照50%幅度减免小型微利企业和个体工商户的资源税、印花税。", ["小型微利企业和个体工商户"]),
    ("给予每个工作室10万元建设资金扶持。", ["工作室"]),
    # an aside between the name and the grant
    ("对申请发明专利的企业（进入实质审查且已缴纳审查费用的），每项给予0.5万元的资助。", ["企业"]),
    # the noun behind the relative clause, not one inside it
    ("对为监管部门和企业提供信用评价服务的平台或机构，给予20万元扶持资金。", ["平台或机构"]),
    # the object of the sentence before
    ("对投资企业的，对其管理机构给予奖励。单笔奖励不超过100万元。", ["管理机构"]),
    # whom a ceiling counts
    ("对重大项目给予贴息，单个企业原则上年度贴息金额最高不超过3000万元。", ["企业"]),
    # a new sentence with its own subject
    ("对首台产品推广，给予合同额20%的资助。本地装备企业首次使用的，给予10%的补贴。", ["首台产品", "本地装备企业"]),
    # 组织 is a verb as well, and how something is given is nobody's name
    ("择优给予分档支持。产业类、要素类社会组织每年每家支持金额不超过200万元。", ["产业类、要素类社会组织"]),
    ("采取后补助方式给予支持，对行业组织给予奖励10万元。", ["行业组织"]),
    # a name the tables do not hold
    ("对I类化学药、I类生物制品，按研发费用的40%予以资助。", ["I类化学药、I类生物制品"]),
    ("给予落地主体不超过500万元奖励。", ["落地主体"]),
    # the same recipient goes on
    ("按展会费用的30%对服务机构进行补贴，单个展会不超过300万元。", ["服务机构", "服务机构"]),
    # each subject its own amount
    ("国家标准奖励30万元、行业标准奖励10万元。", ["国家标准", "行业标准"]),
    ("见习者参加社会保险6个月以上的，按每人3000元给予用人单位留用补贴。", ["用人单位"]),
    ("每个项目最高支持限额为外贸服务企业20万元、中小外贸企业5万元。", ["外贸服务企业", "中小外贸企业"]),
    ("市级绿色工厂企业，市节能专项资金给予30万元的资金奖励。", ["市级绿色工厂企业"]),
    ("对年出栏生猪达2000头、5000头以上的养殖场，分别给予6万元、15万元的补贴。", ["养殖场", "养殖场"]),
    ("广东省按每人10000元标准向承办机构支付培训补助。", ["承办机构"]),
    ("对小巨人企业给予30万元奖励；首次认定的，再增加20万元奖励。", ["小巨人企业", "小巨人企业"]),
    ("每件资助不超过5万元。申请人年度获得上述资助的总金额不超过2000万元。", ["", "申请人"]),
    # 的 and 对 inside a name, names of several
    (
        "歌剧项目的资助额度不超过9万元，艺术推广项目、对外交流项目的资助额度不超过5万元。",
        ["歌剧项目", "艺术推广项目、对外交流项目"],
    ),
    ("对总部企业人才首次购房的，提供一次性补贴10万元。", ["总部企业人才"]),
    # who pays what the rate is of
    ("给予新三板“创新层”企业10万元扶持资金。", ["新三板“创新层”企业"]),
    (
        "对1000万元以上技术改造项目，给予10%奖补，属于新兴产业技术改造项目，给予12%奖补。",
        ["技术改造项目", "新兴产业技术改造项目"],
    ),
    # the sentence before says it
    ("对新建体验店给予支持。支持内容包括连续12个月房租。", ["新建体验店"]),
    ("市级试点活动，可以比照国家级活动给予补助。每项补助金额不高于15万元。", ["市级试点活动"]),
    # the kind that one became; the next grant is another's (西城 第四条)
    (
        "对新培育的获得国家高新技术企业证书的企业给予30万元奖励、对通过复审的企业给予5万元奖励。",
        ["国家高新技术企业", "企业"],
    ),
    ("对首次被认定为国家高新技术企业的企业，给予20万元奖励。", ["国家高新技术企业"]),
    # each number has its own name before it (江西 稳就业, 广州 创业, 卡片92)
    ("可按照初级（五级）1000元、中级（四级）1500元的标准申请补贴。", ["初级(五级)", "中级(四级)"]),
    ("对获奖单位给予奖励，一等奖20万元，二等奖10万元。", ["一等奖", "二等奖"]),
    # a noun that another makes one of with itself is nobody (前海, 广东)
    ("前海机构符合条件的，减按15%的税率征收企业所得税。", ["前海机构"]),
    # a step adds to the grant before it
    ("对展会项目，给予项目单位50万元奖励，每增加1万平方米递增30万元奖励。", ["项目单位", "项目单位"]),
    # a case names nobody, an earlier recipient stays
    ("获评“全国示范步行街”的，再奖励300万元。", ["获评“全国示范步行街”的"]),
    # a name begins behind 为, and ends before a scope
    ("补贴标准为职工参保人员每人每月300元。", ["职工参保人员"]),
    # 每人 is a scope, not a name
    ("给予不超过申请企业实际支付费用50%的补助。", ["申请企业"]),
    # of what stands behind 的 the nearest is granted something, a bare 产品 is not
    ("鼓励投资企业购买保障人员安全的产品，按费用的50%，给予不超过1000元补助。", ["投资企业", "投资企业"]),
]
PER = [
    ("每家企业每年最高支持100万元。", ["每家企业每年"]),
    ("给予100万元、50万元的一次性资金支持。", ["一次性", "一次性"]),
    ("第二、三年根据考核结果，每年给予不超过1500万元支持。", ["第二、三年每年"]),
    ("单个项目资助金额不高于规定额度，原则上不超过1000万元。", ["单个项目"]),
    ("每新入驻1家企业，给予园区1万元资金。", ["每新入驻1家企业"]),
    ("每床每月50元的运营补贴。", ["每床每月"]),
    ("当期支持资金不超过300万元。", ["当期"]),
    ("一个项目补助额最高不超过50万元。", ["一个项目"]),
    ("对首发上市企业分阶段给予总额不超过800万元的补助。", ["分阶段总额"]),
    # 单项冠军 is a title
    ("对单项冠军示范企业给予一次性50万元奖励。", ["一次性"]),
    ("每超过1亿元，给予100万元奖励。", ["每超过1亿元"]),
    ("按每平方米200元补助，最高给予200万元补助。", ["", ""]),
    ("补贴标准为每亩300元。", ["每亩"]),
    # by head; while it lasts; by the acre; told first for all（大连 外资, 广州 长期护理, 辽宁, 甘井子 科技）
    ("按照每人次不超过总培训费用的85%给予最高3万元补贴。", ["每人次", "每人次"]),
    ("活动期限内，给予消费补贴，一个年度内补贴不超过2000元。", ["一个年度内"]),
    ("少耕、免耕亩补助不低于38元。", ["亩"]),
    ("每年根据其实际发生的费用给予资助，对在区内的单位给予10%、不超过100万元的资助。", ["每年", "每年"]),
    ("项目执行期内补助总额不超过200万元。", ["项目执行期内"]),
    ("按转贷规模一次性给予发行人0.5%贴息。", ["一次性"]),
    # 一次性 before the amount, or behind the cap of the rate
    ("给予一次性资助，资助金额为融资额的2%，最高不超过200万元。", ["一次性", "一次性"]),
    ("给予企业研发投入5%、最高50万元的一次性奖励。", ["一次性", "一次性"]),
    ("按照2000元/人的标准给予一次性补贴。", ["一次性"]),
    ("每辆可领取1000元的储值卡及800元的保险补贴。", ["每辆", "每辆"]),
    # an aside keeps the scope
    ("每个企业当年累计最多不超过100万元（“双自主”企业最多不超过1500万元）支持。", ["每个企业当年累计"] * 2),
]
ASKED_PER = [
    # the period with which the measure was named first (京科发〔2022〕6号 第五条, 卡片46)
    ("按照年度出资额度分档给予支持，其中，实际出资额在3亿元以上的，给予500万元。", ["年度"]),
    # by the year (guide cards, 甘井子 总部经济, 大连 跨境电商, 江苏)
    ("年营业收入1000万元以上的企业，给予奖励。", ["年"]),
    ("年进出口额达到200万美元以上的企业，给予奖励。", ["年"]),
    ("上年度营业收入不低于500万元且研发投入不低于50万元的企业，给予奖励。", ["上年度", "上年度"]),
    ("上一年度为不少于5家企业提供服务不少于10项的机构，给予奖励。", ["上一年度", "上一年度"]),
    ("累计制定不少于10项国家标准和不少于1项团体标准的企业，给予奖励。", ["累计", "累计"]),
    ("上年度获投资企业占比不低于30%，且获本机构投资企业占比不低于10%的，给予奖励。", ["上年度", "上年度"]),
    ("对当年新增规模达5亿元以上，10亿元以下的企业，给予奖励。", ["当年", "当年"]),
    ("对企业招用毕业年度或离校2年内高校毕业生的，给予补贴。", [""]),
    # another clause has its own time
    ("上年度营业收入不低于500万元，从业人员不少于10人的企业，给予奖励。", ["上年度", ""]),
    ("对2022年累计销售额不低于2000万元的企业给予奖励。", ["2022年累计"]),
    ("对2021年1月1日后签订合同、金额在300万元以上的项目给予奖励。", [""]),
]


@pytest.mark.parametrize(("text", "expected"), OF)
def test_of(text: str, expected: list[str]) -> None:
    assert [q.of for q in quantities(provision(text)) if q.of][: len(expected)] == expected


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_who(text: str, expected: list[str]) -> None:
    """Named as a careful reader would: the words may be cut a little shorter or longer."""
    names = [q.who for q in quantities(provision(text)) if q.role == "benefit"]
    assert len(names) == len(expected)
    assert all(close(name, want) if want else not name for name, want in zip(names, expected, strict=True)), names


ASKED = [
    # a contract is nobody (广东 毕业生, 江西 稳就业)
    ("对招用毕业生并签订1年以上劳动合同并缴纳社会保险费的小微企业，给予补贴。", "小微企业"),
    ("用人单位组织16至24岁失业青年参加见习的，给予补贴。", "失业青年"),
    ("对年度研发费用超过1000万元，且研发投入占比超过5%的国家高新技术企业，给予支持。", "国家高新技术企业"),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_who_is_asked_for_it(text: str, expected: str) -> None:
    assert expected in [q.who for q in quantities(provision(text)) if q.role == "criterion"]


DOES = [
    # who has to keep a term, and what a plan counts（广州 临时救助 第八条, 上海 中小微 二/（八））
    ("区民政部门应当自收到材料的3个工作日内作出决定。给予救助1000元。", "区民政部门"),
    ("采购人应当在合同签订之日起2个工作日内公告。给予补贴1000元。", "采购人"),
    ("给予企业补贴10万元。培育不少于20个细分领域专业服务商，推动上云。", "细分领域专业服务商"),
]


@pytest.mark.parametrize(("text", "expected"), DOES)
def test_who_does_it(text: str, expected: str) -> None:
    assert expected in [q.who for q in quantities(provision(text)) if q.role == "other"]


HALVES = [
    ("加油储值卡(价值", "加油储值卡"),  # 济南 汽车消费补贴
    ("一般项目)美术创作资助项目", "美术创作资助项目"),  # card of 国家艺术基金
    ("N”就业服务专项活动", "就业服务专项活动"),  # 荆政办发〔2023〕13号
    ("、专精特新中小企业", "专精特新中小企业"),  # 沪企服办〔2023〕1号
    ("5 | | 住院伙食补助费 |", "住院伙食补助费"),  # 内江 农民工问答
    ("“双自主”企业", "“双自主”企业"),
    ("的研发费用", "研发费用"),  # 京科发〔2022〕5号: of a window
    ("电话联系(每次至少间隔", "电话联系"),  # 穗政数规字〔2023〕1号
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_names_keep_no_half_of_a_bracket_or_a_quote(text: str, expected: str) -> None:
    assert short(text) == unhalved(text) == expected


@pytest.mark.parametrize(("text", "expected"), PER)
def test_per(text: str, expected: list[str]) -> None:
    assert [q.per for q in quantities(provision(text)) if q.role == "benefit"] == expected


@pytest.mark.parametrize(("text", "expected"), ASKED_PER)
def test_per_of_thresholds(text: str, expected: list[str]) -> None:
    assert [q.per for q in quantities(provision(text)) if q.role == "criterion"] == expected


PLANNED_PER = [
    ("2023年，省财政统筹安排25亿元，支持科学中心建设。", ["2023年"]),
    ("做大总量，2022年，全市市场主体23.2万户，民营企业5.2万户。", ["2022年", "2022年"]),
    ("今年新创建市级创业载体10家左右。", ["今年"]),
    ("每年新增储备项目总投资超万亿，其中重大项目超50个。", ["每年"]),
    ("完成2000年底前建成的老旧小区改造4000万平方米。", [""]),
]


@pytest.mark.parametrize(("text", "expected"), PLANNED_PER)
def test_per_of_a_plans_figures(text: str, expected: list[str]) -> None:
    assert [q.per for q in quantities(provision(text)) if q.role == "other"] == expected


def test_a_phrase_shows_the_comparison_that_holds() -> None:
    assert [q.text for q in quantities(provision("规模以上企业是指收入2000万元以上的企业。"))] == ["2000万元以上"]


RESPECTIVELY = [
    # stages receive nothing; the level's noun is told once; a list of events has its noun behind
    ("拟上市的企业，按照完成改制、辅导验收、发行上市三个环节分别给予60万元、60万元和80万元补贴。", ["企业"] * 3),
    ("评为国家级、市级孵化载体的，分别给予80万元、30万元支持。", ["国家级孵化载体", "市级孵化载体"]),
    ("对主板上市、新三板挂牌的总部企业，分别扶持100万元、50万元。", ["主板上市的总部企业", "新三板挂牌的总部企业"]),
    ("对新培育的独角兽、潜在独角兽企业，分别给予500万元、300万元。", ["独角兽", "潜在独角兽企业"]),
    # a member with 和 inside: 、 cuts first
    (
        "对单项冠军和隐形冠军、“小巨人”、“专精特新”企业，分别给予150万元、120万元、30万元奖励。",
        ["单项冠军和隐形冠军", "“小巨人”", "“专精特新”企业"],
    ),
    # the list stands behind another list, and its last member in a relative clause
    (
        "对制定基础技术、产品的国际标准、国家标准和主导制定行业标准的企业，分别给予200万元、100万元和30万元。",
        ["国际标准", "国家标准", "行业标准"],
    ),
    # three numbers, five names: 以及 opens the third member
    (
        "对国际标准、国家标准以及行业标准、地方标准，分别按每项100万元、30万元和20万元给予资助。",
        ["国际标准", "国家标准", "行业标准、地方标准"],
    ),
    # two lists of two: the prizes go before the pair of recipients
    (
        "对获得一等奖、二等奖，排名前两位的甲企业和乙企业分别给予100万元、50万元支持。",
        ["一等奖", "二等奖"],
    ),
    # kinds named in the sentence before
    ("分为引领类、培育类给予支持。第一年分别给予不超过1000万元、200万元。", ["引领类", "培育类"]),
    # 对 in 对象 opens nothing, names in quotes need no mark between, a cap goes on with the list (江西, 天河, 深圳)
    (
        "对吸纳脱贫劳动力和防止返贫监测对象的用工单位，分别按照1500元、2000元的标准给予补贴。",
        ["脱贫劳动力", "防止返贫监测对象"],
    ),
    (
        "对实现“小升规”“规改股”两个目标的港澳青年企业分别给予10万元和20万元奖励。",
        ["“小升规”的港澳青年企业", "“规改股”的港澳青年企业"],
    ),
    ("对数字化升级项目、数字化再造项目，分别予以50万元、最高30万元资助。", ["数字化升级项目", "数字化再造项目"]),
    # 国家 is a level, and what is attained begins behind its verb (西安, 前海)
    (
        "对获得国家、省级和市级优质奖项的，分别给予30万元、20万元和10万元。",
        ["国家优质奖项", "省级优质奖项", "市级优质奖项"],
    ),
    ("事务所首次成为全国20强、50强的，分别给予奖励150万元、100万元。", ["全国20强", "50强"]),
    # an object named behind 给予 receives all of it
    ("对担任主席、副主席的，分别给予该企业50万元、30万元支持。", ["企业", "企业"]),
]


@pytest.mark.parametrize(("text", "expected"), RESPECTIVELY)
def test_lists_told_with_respectively(text: str, expected: list[str]) -> None:
    assert [q.who for q in quantities(provision(text)) if q.role == "benefit"] == expected


def test_years_told_with_respectively() -> None:
    found = quantities(provision("第二、三年根据考核结果，分别给予不超过600万元、400万元支持。"))
    assert [q.per for q in found] == ["第二年", "第三年"]
    assert years("第二、三年根据考核结果，每年", 2) is None


def test_a_list_that_does_not_fit_is_a_doubt() -> None:
    found, doubts = read(provision("对甲、乙、丙类企业，分别给予50万元、30万元。"))
    assert len(found) == 2
    assert [doubt.code for doubt in doubts] == ["quantities.unaligned_list"]
    assert align("对甲、乙、丙类企业,", 2) is None


@pytest.mark.parametrize("text", ["给予002元奖励。", "给予1,00万元奖励。", "给予1，000万元奖励。"])
def test_numbers_that_cannot_be_read_are_doubts(text: str) -> None:
    found, doubts = read(provision(text))
    assert [q.value for q in found if q.value != 0] == []
    assert [doubt.code for doubt in doubts] == ["quantities.unreadable_number"]


def test_scopes_end_where_the_grant_begins() -> None:
    assert scopes("单个企业年度补贴金额不超过") == ["单个企业", "年度"]
    assert scopes("每投资1家企业给予") == ["每投资1家企业"]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *("对", "企业", "的", "给予", "不超过", "100", "万元", "（含）", "以上", "至", "、", "，", "。"),
                *("30%", "1:1", "三", "年", "每", "项", "第", "家", "按照", "《", "》", "(", ")", "10", "个"),
                *("年度", "奖励", "近", "分别"),
            ]
        ),
        max_size=24,
    )
)
def test_any_words_give_quantities_inside_the_text(words: list[str]) -> None:
    text = "".join(words)
    if not text:
        return
    for q in quantities(provision(text)):
        assert 0 <= q.start < q.end <= len(text)
        assert any(c.isdigit() or c in "一二三四五六七八九十两半百千" for c in text[q.start : q.end])
        assert q.text in text


@given(st.text(max_size=60))
def test_scan_never_fails(text: str) -> None:
    for mention in scan(fold(text)):
        assert 0 <= mention.start < mention.end <= len(text)


def _rows(found: list[Quantity]) -> list[dict[str, object]]:
    return [q.model_dump(mode="json") for q in found]


@pytest.mark.parametrize(
    ("word", "number", "gold"),
    [
        ("西城区", "西行规发〔2025〕4号", "000.json"),
        ("公报", "京科发〔2022〕5号", "001-5.json"),
        ("公报", "京科发〔2022〕7号", "001-7.json"),
        ("公报", "京科发〔2022〕6号", "own/001-6.quantities.json"),
        ("公报", "京科发〔2022〕9号", "own/001-9.quantities.json"),
        ("昌平区", "昌政办发〔2025〕8号", "own/003.quantities.json"),
        ("经开区", "京技管发〔2025〕4号", "own/002.quantities.json"),
    ],
)
def test_real_documents(policy: Callable[[str, str], Outline], word: str, number: str, gold: str) -> None:
    wanted = json.loads((GOLD / gold).read_text(encoding="utf-8"))
    record = {"type": "policy", "doc_number": number, "quantities": _rows(quantities(policy(word, number)))}
    gold_rows = {"doc_number": number, "title": wanted["title"], "quantities": wanted["quantities"]}
    board = score([record], [gold_rows], partial=True)
    assert board.tallies["quantity.value"].f1 >= 0.99
    assert board.tallies["quantity.strict"].f1 >= 0.97
    for field in ("quantity.of", "quantity.who", "quantity.per"):
        assert board.tallies[field].f1 >= 0.94


def test_places_are_places_in_the_file(policy: Callable[[str, str], Outline], seed: Callable[[str], Text]) -> None:
    text = seed("公报").text
    found = quantities(policy("公报", "京科发〔2022〕7号"))
    assert found
    for q in found:
        assert any(c.isdigit() or c in "一二三四五六七八九十两" for c in text[q.start : q.end])
        assert 47 <= q.page < 62
