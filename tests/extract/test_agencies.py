"""Bodies in charge, bodies that explain, short names, contacts and deadlines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.agencies import interpreted_by, responsible
from extract.contacts import PHONE, contacts
from extract.deadlines import deadlines
from extract.definitions import definitions, terms
from extract.outline import outline
from extract.split import split
from schemas.text import Outline, Text

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture
def tree(text_of: Callable[[str], Text]) -> Callable[[str], Outline]:
    """The outline of a policy whose second article says this."""

    def one(words: str) -> Outline:
        text = text_of(f"某市办法\n\n第一条 为规范管理，制定本办法。\n\n第二条 {words}\n")
        return outline(next(part for part in split(text) if part.kind == "policy"), text)

    return one


HEADED = [
    # the heading is the body (济南 手机购新补贴 第九条-第十三条)
    ("市商务局\n\n负责组织实施购新补贴政策工作。", ["市商务局"]),
    ("市工业和信息化局\n\n根据部门职能，推进政策实施。", ["市工业和信息化局"]),
    # paragraphs under 职责分工 (大兴安岭 联合服务 四; 长宁 免申即享 二/（二）; 广东 联席会议 二)
    ("职责分工\n\n地区住建局：负责业务指导。\n\n地区营商局：拟定服务规范。", ["地区住建局", "地区营商局"]),
    (
        "工作职责\n\n区政府办公室：统筹推进工作。\n\n项目牵头单位：梳理政策。\n\n区城运中心：落实支撑。",
        ["区政府办公室", "区城运中心"],
    ),
    # the body opens the sentence (坪山 专项资金 第六条, 第七条)
    ("审计部门职责\n\n区审计局按照工作职责，依法对专项资金使用情况进行审计监督。", ["区审计局"]),
    # whose duties the next paragraphs tell (甘井子 应用技术研究; 上海 绿化)
    (
        "第一条 分工。\n\n1.区科技局主要职责：\n\n编制预算。\n\n2.市绿化局的主要职责是：\n\n编制规划。",
        ["区科技局", "市绿化局"],
    ),
    ("咨询方式\n\n市中区教育和体育局：0832-2037308", []),
    ("建设科技园区\n\n根据需要给予支持。", []),
]


@pytest.mark.parametrize(("words", "want"), HEADED)
def test_bodies_as_headings(tree: Callable[[str], Outline], words: str, want: list[str]) -> None:
    assert [name for row in responsible(tree(words)) for name in row.agencies] == want


CHARGED = [
    ("给予支持。（责任单位：科技和产业促进局、商务金融局）", ["科技和产业促进局", "商务金融局"]),  # 经开区
    (
        ("优化服务。责任单位：市发展改革委、经信委、建委，各区市县政府及先导区管委会（各单位按职责分工落实，下同）"),
        None,
    ),  # 大连
    # what stands behind the names in brackets (忻州, 甘肃, 陕西 市场监管, 泰安)
    (
        "完善机制。（市行政审批局牵头，各县〈市、区〉人民政府、市直各单位按职责完成有关工作，2023年6月底前完成）",
        ["市行政审批局", "各县〈市、区〉人民政府", "市直各单位"],
    ),
    ("推广系统。（省工改办负责，长期坚持）", ["省工改办"]),
    ("规范登记。（登记指导处、信用监管处按职责分工负责，完成时限：2023年底前）", ["登记指导处", "信用监管处"]),
    ("压缩时间。（市发展改革委、市商务局牵头。以下任务均需各县区政府落实）", ["市发展改革委", "市商务局"]),
    # vague ones behind 等; what the commas mean; brackets within a paragraph (通辽, 广元, 凉山)
    ("开展清理。〔州司法局、州财政局等州级有关部门（单位）、各县人民政府〕", ["州司法局", "州财政局", "各县人民政府"]),
    ("持续改革。〔州发展改革委，州财政局。逗号前为牵头部门，下同〕", ["州发展改革委", "州财政局"]),
    ("联合执法。〔州司法局、州生态环境局、州市场监管局〕各地要落实。", ["州司法局", "州生态环境局", "州市场监管局"]),
    ("省级牵头部门要会同联办部门组建工作专班负责推进。", []),
    (
        "强化保障。（市水务局牵头，市工信局等市级相关部门和单位及各区县按职责分工负责）",
        ["市水务局", "市工信局", "各区县"],
    ),  # 铜川
    ("简化流程。（市发展改革委、各园区管委会负责组织落实）", ["市发展改革委", "各园区管委会"]),  # 白银
    (
        "扩大招聘。（省财政厅会同履行出资人职责机构和其他企业主管部门按职责分工负责）",
        ["省财政厅", "履行出资人职责机构", "其他企业主管部门"],
    ),
    (
        "联合监管。（责任单位：省市场监管领域部门联合“双随机、一公开”监管工作联席会议成员单位）",
        ["省市场监管领域部门联合“双随机、一公开”监管工作联席会议成员单位"],
    ),  # 贵州
    # who leads by making something (太原 三/（二）, 安徽 政务公开 七, 密室剧本杀 第十五条)
    ("围绕五个环境，市司法局牵头制定方案，市文旅局牵头制定人文方案。", ["市司法局", "市文旅局"]),
    ("加强服务。一是市工信局牵头组织培训。二是市发改委牵头组织考察。", ["市工信局", "市发改委"]),  # 延安
    # an office, a person and a phone (陕西 知识产权)
    ("推进融资。（运用促进处，蔺朝阳，63916862）", ["运用促进处"]),
    ("责任单位：规划协调处，联系人：孙某某，电话：63916891", ["规划协调处"]),
    # the list on the next line, offices within an office (克拉玛依, 郑州, 漳州)
    ("优化收费。责任单位：\n各区人民政府，市市场监管局", ["各区人民政府", "市市场监管局"]),
    ("加强学习。责任科室：政策法规科牵头，各科室配合", ["政策法规科", "各科室"]),
    ("由市行政审批局牵头、市公安局配合，统一制定标准。", ["市行政审批局", "市公安局"]),
    ("省发展改革委发挥主管部门作用，负责综合协调。", ["省发展改革委"]),
    ("推进试点。（牵头单位：市财政局；配合单位：市科技局、市商务局）", ["市财政局", "市科技局", "市商务局"]),
    ("简化许可。（省邮政管理局牵头负责）", ["省邮政管理局"]),  # 辽宁
    ("加强协同。（省发展改革委、省国资委、各市政府按职责分工负责）", ["省发展改革委", "省国资委", "各市政府"]),
    ("汽车下乡。（市商务局牵头，市财政局、市公安局配合）", ["市商务局", "市财政局", "市公安局"]),
    (
        "本措施由西城园管委会（区科委）负责解释并组织实施。",
        ["西城园管委会（区科委）"],
    ),  # 西城: explains and carries out
    # half-stops, groups and names that end like no body
    (
        "推进监管。（自治区市场监管局牵头；自治区公安厅、司法厅，人民银行南宁中心支行等按职责分工负责）",
        ["自治区市场监管局", "自治区公安厅", "司法厅", "人民银行南宁中心支行"],
    ),  # 广西
    (
        "优化服务。（市服务业委牵头，市供销社、相关区市县和开放先导区配合）",
        ["市服务业委", "市供销社", "相关区市县和开放先导区"],
    ),  # 大连
    ("规范制定。(市司法局牵头，相关单位按职责分工负责)", ["市司法局", "相关单位"]),  # 太原
    ("一网通办。（市司法局牵头，市直相关部门及各地按职责分工负责）", ["市司法局", "市直相关部门", "各地"]),  # 吉安
    ("用地保障。（市自然资源局、白银高新区负责组织落实）", ["市自然资源局", "白银高新区"]),  # 白银
    ("扶持发展。（省扶持个体工商户发展联席会议各成员单位按职责分工负责）", ["省扶持个体工商户发展联席会议各成员单位"]),
    ("整合平台。（自治区交易中心和各设区市整合牵头部门按职责分工负责）", ["自治区交易中心", "各设区市整合牵头部门"]),
    ("加快建设。责任单位：市规划局，省、市重点项目责任单位", ["市规划局", "省、市重点项目责任单位"]),  # 大连
    ("竞价工作由省发展改革委会同省能源局负责组织。", ["省发展改革委", "省能源局"]),  # 湖南
    ("市财政局负责预算管理，市科技局负责项目评审。", ["市财政局", "市科技局"]),
    # departments of a division are one body each (广州 居家养老, 两项补贴; 大连 首台套); not 有关部门
    (
        "市民政部门是主管部门，负责统筹指导。市、区财政部门负责资金保障。",
        ["市民政部门", "市、区财政部门"],
    ),
    ("各区市县（先导区）财政部门负责审核并推荐上报。", ["各区市县（先导区）财政部门"]),
    ("各司其职，共同管理。其中：省财政厅负责预算；省经信委负责项目。", ["省财政厅", "省经信委"]),  # 辽宁
    ("具体办法由市科技局、甘井子区政府牵头，根据需要制定。", ["市科技局", "甘井子区政府"]),
    ("市住房保障办公室（以下称市住房保障部门）是具体实施机构，负责房屋分配。", ["市住房保障办公室"]),  # 广州
    ("优化登记。（市市场监管局牵头，市公安局配合完成，2023年10月底前完成）", ["市市场监管局", "市公安局"]),
    (
        "强化用工。（省司法厅牵头，中省直各相关部门及各市、县级政府按职责分工负责）",
        ["省司法厅", "中省直各相关部门", "各市、县级政府"],
    ),
    # 等 and who they belong to go, who stands beside them stays (德州, 凉山)
    (
        "优化服务。（市市场监管局等市政府有关部门及各县政府按职责分工负责）",
        ["市市场监管局", "各县政府"],
    ),
    # who is meant in all that follows (福建, 江苏, 甘肃)
    ("减税降费。（责任单位：省税务局，以下均需各市人民政府落实，不再列出）", ["省税务局", "各市人民政府"]),
    # a bracket of bodies at the end: 上海, 四川, 吉林
    ("推动医保服务下沉基层。（省社会医疗保险管理局）", ["省社会医疗保险管理局"]),
    ("支持转型。（市经济信息化委、市国资委、各区政府）", ["市经济信息化委", "市国资委", "各区政府"]),
    # nobody in particular
    ("按规定公示。（公示期为五个工作日）", []),
    ("报有关单位备案。（另有规定的除外）", []),
    ("强化监管。（市政府有关部门按职责分工负责）", []),
    ("提供担保的，由其承担责任（或者部分承担）。", []),
    ("区政府有关部门按其职责负责相关工作落实。", []),
    ("各级人民政府负责本地区的工作。", []),
    ("申请人对材料的真实性负责。", []),
    ("项目承担单位负责项目实施。", []),
    ("政府主要负责人是第一责任人。", []),
    ("由政府承担的中介服务费用，不得转嫁给市场主体承担。", []),
    # only explains
    ("本办法由市财政局负责解释。", []),
]


@pytest.mark.parametrize(("words", "names"), CHARGED)
def test_responsible(tree: Callable[[str], Outline], words: str, names: list[str] | None) -> None:
    said = [name.replace("(", "（").replace(")", "）") for r in responsible(tree(words)) for name in r.agencies]
    assert said == (["市发展改革委", "经信委", "建委", "各区市县政府", "先导区管委会"] if names is None else names)


GROUPS = [
    # of several items only the last closes with a paragraph of names: they have all (廊坊 六十一条, 漳州 六项机制)
    ("（一）清单管理\n\n1.推动落实。\n\n2.建立机制。\n\n〔市商务局牵头，市公安局配合〕", ["（一）", "（一）"]),
    # each its own
    ("（一）服务\n\n1.推动落实。\n\n（市商务局牵头）\n\n2.建立机制。\n\n（市公安局牵头）", ["（一）/1", "（一）/2"]),
    # inside the last item's own words
    ("（一）服务\n\n1.推动落实。\n\n2.建立机制。〔市商务局牵头〕", ["（一）/2"]),
]


@pytest.mark.parametrize(("words", "paths"), GROUPS)
def test_names_behind_the_last_item(tree: Callable[[str], Outline], words: str, paths: list[str]) -> None:
    rows = responsible(tree(f"推进下列措施。\n\n{words}"))
    assert [row.path.removeprefix("第二条/") for row in rows for _ in row.agencies] == paths


EXPLAINED = [
    ("本办法由市科委、中关村管委会负责解释。", ["市科委、中关村管委会"]),  # two plates
    ("本办法由省财政厅、省经信委按各自职责负责解释。", ["省财政厅", "省经信委"]),
    ("本细则由湖南能源监管办会同省发展改革委、省能源局负责解释。", ["湖南能源监管办", "省发展改革委", "省能源局"]),
    ("本办法由坪山区人民政府负责解释，具体工作由区工业和信息化局承担。", ["坪山区人民政府"]),
    ("本细则由市商务局进行解释。后续政策有新要求的，按照规定执行。", ["市商务局"]),
    ("本办法最终解释权归属于甘井子区商务局。", ["甘井子区商务局"]),
    ("活动解释权：归济南市商务局所有。", ["济南市商务局"]),
    ("济南市商务局对本活动保留最终解释权。", ["济南市商务局"]),
    ("本办法由昌平区科学技术委员会负责解释，自印发之日起实施。", ["昌平区科学技术委员会"]),
    # no explaining of this document
    ("电力交易机构应在收到异议的当日给予解释和协调。", []),
]


@pytest.mark.parametrize(("words", "names"), EXPLAINED)
def test_interpreted_by(tree: Callable[[str], Outline], words: str, names: list[str]) -> None:
    assert interpreted_by(tree(words)) == names


SHORT = [
    (
        "从北京市科学技术委员会、中关村科技园区管理委员会(以下简称市科委、中关村管委会)专项资金中列支。",
        "市科委、中关村管委会",
        "北京市科学技术委员会、中关村科技园区管理委员会",
    ),
    (
        "企业是指注册在中关村国家自主创新示范区(以下简称中关村示范区)范围内的企业。",
        "中关村示范区",
        "中关村国家自主创新示范区",
    ),
    (
        "更好推动《“十四五”时期建设规划》(中示区组发〔2021〕1号,简称“十四五”规划)实施。",
        "“十四五”规划",
        "“十四五”时期建设规划",
    ),
    (
        "聚焦北京经济技术开发区（以下简称“经开区”）定位。",
        "经开区",
        "北京经济技术开发区",
    ),  # quotation marks around the whole
    (
        "支持在京科研仪器设备拥有单位(以下简称开放单位)参与建设。",
        "开放单位",
        "在京科研仪器设备拥有单位",
    ),  # letters do not tell
    (
        "平台向社会开放共享重大科研基础设施和大型科研仪器(以下简称科研设施与仪器)。",
        "科研设施与仪器",
        "重大科研基础设施和大型科研仪器",
    ),
    (
        "扎实推进中国（大连）跨境电子商务综合试验区（以下简称综试区）建设。",
        "综试区",
        "中国（大连）跨境电子商务综合试验区",
    ),  # brackets in the name
    ("本规定所称企业技术创新专项资金（以下简称专项资金），用于并购。", "专项资金", "企业技术创新专项资金"),
    ("市医疗保险经办机构（以下简称：医保经办机构）负责经办。", "医保经办机构", "市医疗保险经办机构"),  # colon
    ("按照《公共租赁住房管理办法》（以下简称《办法》，见附件）执行。", "《办法》", "公共租赁住房管理办法"),
    (
        "享受延续护理待遇的人员（以下简称延续失能人员），需经评估。",
        "延续失能人员",
        "享受延续护理待遇的人员",
    ),  # a verb of the name
    ("监督本行政区域内镇人民政府（街道办事处）〔以下简称镇（街）〕落实。", "镇（街）", "镇人民政府（街道办事处）"),
    ("由县（市、区）人民政府（以下简称县级政府）落实。", "县级政府", "县（市、区）人民政府"),
    ("人大会议期间，使用市人民代表大会秘书处（以下简称大会秘书处）的纸。", "大会秘书处", "市人民代表大会秘书处"),
    ("本市实行生活垃圾分类投放管理责任人（以下简称管理责任人）制度。", "管理责任人", "生活垃圾分类投放管理责任人"),
    ("城乡规划部门划定城市绿地控制线。划定城市绿地控制线（以下简称绿线）须公示。", "绿线", "城市绿地控制线"),
    ("规范我市社会医疗保险（以下简称医保）制度。", "医保", "社会医疗保险"),
    ("从事支教、支农和支医（以下简称“三支”）服务的大学生。", "三支", "支教、支农和支医"),
    ("依照《刑法修正案（七）》（以下简称《修正案（七）》）办理。", "《修正案（七）》", "刑法修正案（七）"),
]


@pytest.mark.parametrize(("words", "short", "full"), SHORT)
def test_definitions(tree: Callable[[str], Outline], words: str, short: str, full: str) -> None:
    (found,) = definitions(tree(words))
    assert (found.short, found.full, found.path) == (short, full, "第二条")


FULL = [
    # a verb that stands in the name: 东湖高新区, 恩施州, 芜湖市
    ("为高质量建设东湖高新区进口贸易促进创新示范区（以下简称示范区）", "东湖高新区进口贸易促进创新示范区"),
    ("持续强化州优化营商环境领导小组办公室（以下简称领导小组办公室）", "州优化营商环境领导小组办公室"),
    ("我局决定组织开展住宅工程质量提升专项行动（以下简称专项行动）", "住宅工程质量提升专项行动"),
    # lists: legal persons are named together, a body alone
    (
        "本市的企业、个体经济组织、民办非企业单位等组织（以下称用人单位）",
        "本市的企业、个体经济组织、民办非企业单位等组织",
    ),
    ("首问责任制是指公民、法人或其他组织（以下称申请人）", "公民、法人或其他组织"),
    ("市发展改革委、市住房和城乡建设局（以下简称市住建局）", "市住房和城乡建设局"),
    # the year is not part of the name
    ("正式启动2026年度城乡居民基本医疗保险（以下简称城乡居民医保）", "城乡居民基本医疗保险"),
    ("海南省知识产权局设海南省专利奖评审委员会（以下简称评审委员会）", "海南省专利奖评审委员会"),
    # behind a verb that stands behind the last 的 (河北 双随机, 电力市场监管, 看守所条例, 重庆 议事规则)
    ("将调整后的事项及时录入河北省双随机执法监管平台（以下简称监管平台）", "河北省双随机执法监管平台"),
    ("人犯的武装警戒和押解由中国人民武装警察部队（以下简称武警）", "中国人民武装警察部队"),
    ("对违反本规定的行为有权向国家能源局及其派出机构（以下简称电力监管机构）", "国家能源局及其派出机构"),
    ("以省中小企业融资综合信用服务平台（以下简称省平台）", "省中小企业融资综合信用服务平台"),
    ("派遣单位应当与接受以派遣形式用工的单位（以下称用工单位）", "接受以派遣形式用工的单位"),
]


@pytest.mark.parametrize(("words", "full"), FULL)
def test_full_names(tree: Callable[[str], Outline], words: str, full: str) -> None:
    (found,) = definitions(tree(words))
    assert found.full == full


def test_general_names_are_no_definitions(tree: Callable[[str], Outline]) -> None:
    assert definitions(tree("技术水平国内首创的技术产品(统称为首创产品)实现首次应用。")) == []


def test_terms(tree: Callable[[str], Outline]) -> None:
    (term,) = terms(tree("创投基金：是指在中国证券投资基金业协会备案的基金。"))
    assert (term.kind, term.full) == ("term", "在中国证券投资基金业协会备案的基金")


def test_contacts(tree: Callable[[str], Outline]) -> None:
    found = contacts(
        tree("市卫生健康委联系人：孙某，联系电话：81085234；市医保局咨询电话：010-55597912、010-55597913。")
    )
    assert [(c.agency, c.phones) for c in found] == [
        ("市卫生健康委", ("81085234",)),
        ("市医保局", ("010-55597912", "010-55597913")),
    ]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("4006096588", True),
        ("0755-82977353", True),
        ("12345", True),
        ("13800138000", True),
        ("20250101", True),
        ("3000万元", False),
    ],
)
def test_phones(text: str, phone: bool) -> None:
    assert bool(PHONE.fullmatch(text)) is phone


DEADLINES = [
    ("申报单位应于2025年3月31日前提交申请材料。", "until"),
    ("原则上每年申报一次。", "cycle"),
    ("报名时间为4月26日至4月28日，逾期不予受理。", "window"),
    ("应在获得证书之日起30日内提出申请。", "after"),
]


@pytest.mark.parametrize(("words", "rule"), DEADLINES)
def test_deadlines(tree: Callable[[str], Outline], words: str, rule: str) -> None:
    assert [d.rule for d in deadlines(tree(words))][:1] == [rule]


def test_no_deadline(tree: Callable[[str], Outline]) -> None:
    assert deadlines(tree("企业申请支持，应当符合本办法规定的条件。")) == []


@pytest.mark.parametrize(
    ("word", "number", "name"),
    [("经开区", "京技管发〔2025〕4号", "own/002.meta"), ("西城区", "西行规发〔2025〕4号", "000")],
)
def test_gold(policy: Callable[[str, str], Outline], word: str, number: str, name: str) -> None:
    want = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    found = policy(word, number)
    said = [(r.path, a.replace("(", "（").replace(")", "）")) for r in responsible(found) for a in r.agencies]
    assert said == [(row["path"], agency) for row in want["responsible"] for agency in row["agencies"]]
    assert [a.replace("(", "（").replace(")", "）") for a in interpreted_by(found)] == want["interpreted_by"]
