"""The head and foot of a policy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.agencies import responsible
from extract.citations import citations
from extract.definitions import definitions
from extract.metadata import metadata
from extract.outline import outline
from extract.signature import approved_by
from extract.split import split
from extract.titles import bare, clean, genre, is_document, is_trial, sent_titles
from schemas.records import Metadata
from schemas.text import Outline, Paragraph, Text

GOLD = Path(__file__).parents[1] / "gold"
SEEDS = {"000": "西城区", "001": "公报", "002": "经开区", "003": "昌平区"}


def read(text: Text) -> Metadata:
    part = next(part for part in split(text) if part.kind == "policy")
    return metadata(part, outline(part, text), text)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于推动中关村加快建设世界领先科技园区的若干政策措施", "措施"),
        ("大连市支持生态科技创新城开发建设的若干政策", "政策"),
        ("中关村国家自主创新示范区提升企业创新能力支持资金管理办法（试行）", "办法"),
        ("金融企业呆账核销管理办法（2017年版）", "办法"),
        ("大连市进一步促进投资增长十八条措施", "措施"),
        ("甘井子区经济工作奖励暂行办法实施细则", "细则"),
        ("云南省营商环境全面提质年行动方案", "方案"),
        ("关于2025年度新能源机制电价竞价工作有关事项的通知", "通知"),
        ("莆田市营商环境支撑行动方案（2023-2025年）", "方案"),
        ("辽宁省进一步稳经济若干政策举措", "举措"),
        ("白银市招商引资优惠政策三十条", "政策"),
    ],
)
def test_genre(title: str, kind: str) -> None:
    assert genre(title) == kind


@pytest.mark.parametrize(
    ("title", "trial"),
    [
        ("甘井子区总部经济扶持办法（试行）", True),
        ("大连市工程实验室管理暂行办法", True),
        ("甘井子区经济工作奖励暂行办法实施细则", False),  # the trial is another document's
        ("广州市长期护理保险试行办法", True),
        ("甘井子区应用技术研究与开发资金管理办法（修订）", False),
    ],
)
def test_trial(title: str, trial: bool) -> None:
    assert is_trial(title) is trial


@pytest.mark.parametrize(
    "title",
    [
        *(
            "财政违法行为处罚处分条例",
            "公司法",
            "民法典",
            "中国制造2025",
            "企业财务通则",
            "产业结构调整指导目录（2019年本）",
        ),
        *(
            "关于同意在天津等12个城市设立跨境电子商务综合试验区的批复",
            "国家创新驱动发展战略纲要",
            "市场准入负面清单（2022）年版",
            "智慧商圈评价指标（试行）",
        ),
    ],
)
def test_documents(title: str) -> None:
    assert is_document(title)


@pytest.mark.parametrize(
    "title",
    [
        # certificates, forms, reports, works, and short names declared elsewhere
        *(
            "中关村标准产品认证证书",
            "机动车销售统一发票",
            "支付业务许可证",
            "实施首都标准化战略补助资金申请表",
            "政府工作报告",
        ),
        *("看昆明", "科学", "受理回执", "新生录取通知书", "项目计划任务书", "办法", "省实施办法", "营业执照"),
    ],
)
def test_no_documents(title: str) -> None:
    assert not is_document(title)


def test_bare_and_clean() -> None:
    assert bare("《“十四五”时期发展建设规划》（试行）") == "“十四五”时期发展建设规划"
    assert clean("中关村 世界领先科技园区建设方案(2024-2027年)") == "中关村世界领先科技园区建设方案（2024-2027年）"
    assert clean("PCT International Application Rules") == "PCT International Application Rules"


@pytest.mark.parametrize(
    ("notice", "sent"),
    [
        ("某局关于印发《甲办法》的通知", ["甲办法"]),
        ("某局关于印发《甲办法》和《乙细则》的通知", ["甲办法", "乙细则"]),
        ("某市人民政府办公厅关于印发某市公共租赁住房管理办法的通知", ["某市公共租赁住房管理办法"]),
        # the name of another document inside an unquoted title
        (
            "某省人民政府办公厅关于印发贯彻落实《促进个体工商户发展条例》若干措施的通知",
            ["贯彻落实《促进个体工商户发展条例》若干措施"],
        ),
        ("关于转发市卫生健康委等四部门制订的《三年行动计划（2023-2025年）》的通知", ["三年行动计划（2023-2025年）"]),
        ("某市商务局关于2025年汽车补贴工作的通知", []),
    ],
)
def test_sent_titles(notice: str, sent: list[str]) -> None:
    assert sent_titles(notice) == sent


NOTICE = """山 东 省 商 务 厅
山东省财政厅
鲁商字〔2025〕1号

山东省商务厅等2部门
关于印发《山东省2025年家电以旧换新实施方案》的通知

各市商务主管部门、财政局：

现将《山东省2025年家电以旧换新实施方案》印发给你们，请认真抓好贯彻落实。

山东省商务厅
山东省财政厅
二〇二五年一月十八日

山东省2025年家电以旧换新实施方案

为落实国家部署，制定本方案。

一、补贴范围

个人消费者购买家电，给予补贴。

二、实施期限

本方案自印发之日起施行，有效期至2025年12月31日。

抄送：省委办公厅，省人大常委会办公厅。

山东省商务厅办公室 2025年1月20日印发
"""


def test_joint_notice(text_of: Callable[[str], Text]) -> None:
    meta = read(text_of(NOTICE))
    assert meta.doc_number == "鲁商字〔2025〕1号"
    assert meta.title == "山东省2025年家电以旧换新实施方案"
    assert meta.notice_title == "山东省商务厅等2部门关于印发《山东省2025年家电以旧换新实施方案》的通知"
    assert meta.issuers == ("山东省商务厅", "山东省财政厅")
    assert (meta.issued_on, meta.printed_on) == ("2025-01-18", "2025-01-20")
    assert (meta.effective_from, meta.expires_on) == ("2025-01-18", "2026-01-01")
    assert (meta.region, meta.level, meta.kind, meta.trial) == ("山东省", "省", "方案", False)
    assert meta.copied_to == ("省委办公厅", "省人大常委会办公厅")


@pytest.mark.parametrize(
    ("notice", "below", "title"),
    [
        # the notice's title leaves words out that its sentence and the text below have: 漳州
        (
            "某市司法局印发关于优化营商环境激发市场活力若干措施的通知",
            "关于优化营商环境激发市场主体活力若干措施\n\n为优化环境，提出以下措施：",
            "关于优化营商环境激发市场主体活力若干措施",
        ),
        # the text's first words run on behind its title: 福州
        (
            "某市人民政府办公厅关于印发持续优化营商环境八大举措的通知",
            "某市持续优化营商环境八大举措为优化环境，制定如下举措。",
            "某市持续优化营商环境八大举措",
        ),
    ],
)
def test_title_quoted_in_the_notice(text_of: Callable[[str], Text], notice: str, below: str, title: str) -> None:
    head = (notice, "各区：", f"现将《{title}》印发给你们，请认真组织实施。", "2023年5月6日")
    lines = (*head, below, "一、健全制度。及时公开。")
    meta = read(text_of("\n\n".join(lines)))
    assert (meta.title, meta.notice_title) == (title, notice)


@pytest.mark.parametrize(
    ("title", "issuers", "region"),
    [
        # 关 in a name is no 关于
        ("湖北省商务厅武汉海关关于进一步提升跨境贸易便利化水平的公告", ("湖北省商务厅", "武汉海关"), "湖北省"),
        ("嘉峪关市人民政府办公室关于复制推广改革举措的通知", ("嘉峪关市人民政府办公室",), "嘉峪关市"),
        ("广西壮族自治区机关事务管理局关于做好工作的通知", ("广西壮族自治区机关事务管理局",), "广西壮族自治区"),
    ],
)
def test_issuers_in_the_title(
    text_of: Callable[[str], Text], title: str, issuers: tuple[str, ...], region: str
) -> None:
    lines = (title, "各有关单位：", "为做好工作，现将有关事项通知如下：", "一、健全制度。及时公开。", "二、狠抓落实。")
    meta = read(text_of("\n\n".join(lines)))
    assert (meta.issuers, meta.region) == (issuers, region)


def test_a_joint_signature_in_one_line(text_of: Callable[[str], Text]) -> None:
    bodies = [
        f"海南省{name}" for name in ("人力资源和社会保障厅", "发展和改革委员会", "自然资源和规划厅", "农业农村厅")
    ]
    bodies += [f"海南省{name}" for name in ("工业和信息化厅", "商务厅", "科学技术厅", "财政厅", "教育厅", "民政厅")]
    bodies += [
        f"海南省{name}" for name in ("卫生健康委员会", "住房和城乡建设厅", "市场监督管理局", "乡村振兴局", "知识产权局")
    ]
    lines = (
        "海南省人力资源和社会保障厅等十五部门关于加强劳务品牌建设的实施意见",
        "一、健全制度。及时公开。",
        "".join(bodies),
    )
    assert read(text_of("\n\n".join((*lines, "2023年5月24日")))).issuers == tuple(bodies)


def test_the_line_above_the_text_is_its_title(text_of: Callable[[str], Text]) -> None:
    lines = (
        "某自治区市场监管厅关于印发优化环境促进民营经济高质量发展若干措施的通知",
        "各市：",
        "现将《优化环境促进民营经济高质量发展的若干措施》印发给你们。",
        "优化环境促进民营经济高质量发展若干措施",
        "为优化环境，制定以下措施。",
        "一、健全制度。及时公开。",
    )
    assert read(text_of("\n\n".join(lines))).title == lines[3]


def test_the_date_of_a_compilation_s_heading(text_of: Callable[[str], Text]) -> None:
    lines = (
        "1. 某市财政局关于优化政府采购营商环境的通知（2023年6月15日）",
        "各区：",
        "为优化环境，现通知如下：",
        "一、健全制度。及时公开。" * 5,
    )
    assert read(text_of("\n\n".join(lines))).issued_on == "2023-06-15"


def test_notice_without_a_policy(text_of: Callable[[str], Text]) -> None:
    meta = read(
        text_of(
            "关于追加2025年政府汽车消费补贴资金额度的公告\n\n为提振消费，现追加政府资金3000万元用于汽车消费补贴。\n\n"
            "一、补贴将于2月26日10时起开放申报。\n\n济南市商务局\n\n2025年2月25日\n"
        )
    )
    assert (meta.title, meta.notice_title) == ("关于追加2025年政府汽车消费补贴资金额度的公告", None)
    assert (meta.issuers, meta.issued_on, meta.effective_from) == (("济南市商务局",), "2025-02-25", None)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("经区政府研究同意，现将《某办法》印发给你们。", ("区政府",)),
        ("《某办法》业经市人民政府同意，现印发给你们。", ("市人民政府",)),
        ("《某办法》已经区委、区政府同意，现印发实施。", ("区委", "区政府")),
        # a meeting stands for its body
        ("《某办法》，已经市科委、中关村管委会2022年第6次行政办公会审议通过。", ("市科委、中关村管委会",)),
        ("《某办法》已经2021年1月8日市政府第15届130次常务会议通过，现予公布。", ("市政府",)),
        ("对经认定的企业给予支持，经专家评审通过的项目予以公示。", ()),
    ],
)
def test_approved_by(sentence: str, names: tuple[str, ...]) -> None:
    assert approved_by([Paragraph(sentence, 0, len(sentence), 1)]) == names


def test_order(text_of: Callable[[str], Text]) -> None:
    meta = read(
        text_of(
            "广州市人民政府令\n\n第179号\n\n《广州市老年人优待办法》已经市政府常务会议通过，现予公布，自202"
            "1年5月1日起施行。\n\n"
            "市长 温国辉\n\n2021年1月29日\n\n广州市老年人优待办法\n\n第一条 为保障老年人权益，制定本办法。\n\n"
            "第二条 年满60周岁的公民，享受本办法规定的优待。\n"
        )
    )
    assert (meta.doc_number, meta.title) == ("广州市人民政府令第179号", "广州市老年人优待办法")
    assert (meta.issuers, meta.issued_on, meta.effective_from) == (("广州市人民政府",), "2021-01-29", "2021-05-01")


ORDERS = [
    # the body stands in a picture above: its head signs
    (
        "第35号\n\n《某监督办法》已经审议通过，现予公布，自公布之日起施行。\n\n"
        "国务院国有资产监督管理委员会主任 某某\n\n2017年1月7日",
        "国务院国有资产监督管理委员会令第35号",
        ("国务院国有资产监督管理委员会",),
    ),
    # several, with two signatures in one line: 国家互联网信息办公室等令第15号
    (
        "国家互联网信息办公室\n\n教育部\n\n令\n\n第15号\n\n《某监督办法》已经审议通过，现予公布，自2023年8月15日起施行。\n\n"
        "国家互联网信息办公室主任庄某某教育部部长怀某某\n\n2023年7月10日",
        "国家互联网信息办公室令第15号",
        ("国家互联网信息办公室", "教育部"),
    ),
]


@pytest.mark.parametrize(("head", "number", "issuers"), ORDERS)
def test_orders_signed_by_heads(
    text_of: Callable[[str], Text], head: str, number: str, issuers: tuple[str, ...]
) -> None:
    meta = read(text_of(f"{head}\n\n某监督办法\n\n第一条 为规范监督，制定本办法。\n\n第二条 本办法由我委解释。\n"))
    assert (meta.doc_number, meta.issuers) == (number, issuers)


def test_end_of_a_subsidy_is_no_end_of_force(text_of: Callable[[str], Text]) -> None:
    meta = read(
        text_of(
            "某市补贴方案\n\n一、标准\n\n补贴时间为本细则发布之日起至2025年12月31日止。\n\n二、其他\n\n从严管理。\n"
        )
    )
    assert meta.expires_on is None


STATUTE = """# 中华人民共和国集会游行示威法

1989年10月31日 第七届全国人民代表大会常务委员会第十次会议通过

2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》修正

## 第一章 总则

第一条 为了保障公民依法行使集会、游行、示威的权利，根据宪法，制定本法。

第二条 本法自公布之日起施行。
"""


def test_statute(text_of: Callable[[str], Text]) -> None:
    meta = read(text_of(STATUTE))
    assert meta.issuers == ("全国人民代表大会常务委员会",)
    # changed in 2009, but in force since it was made
    assert (meta.issued_on, meta.effective_from) == ("2009-08-27", "1989-10-31")
    assert (meta.region, meta.level, meta.kind) == (None, "国家", "法")


def test_nothing_is_guessed(text_of: Callable[[str], Text]) -> None:
    meta = read(text_of("被评为国家5A级的企业，给予30万元奖励。\n\n每年工业总产值排前二十名的街道，奖励50万元。\n"))
    assert (meta.title, meta.issuers, meta.issued_on, meta.region) == ("", (), None, None)
    assert {issue.code for issue in meta.issues} >= {"title", "no_issuer", "no_date"}


def gold_files() -> list[Path]:
    return [GOLD / f"{name}.json" for name in ("000", "001-4", "001-5", "001-7")] + sorted(GOLD.glob("own/*.meta.json"))


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.name)
def test_gold(path: Path, policy: Callable[[str, str], Outline], seed: Callable[[str], Text]) -> None:
    want: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found = policy(SEEDS[want["source"]], want["doc_number"])
    meta = metadata(found.part, found, seed(SEEDS[want["source"]]))
    for field in ("doc_number", "title", "notice_title", "kind", "trial", "issued_on", "printed_on", "effective_from"):
        assert clean(str(getattr(meta, field))) == clean(str(want[field])), field
    assert (meta.expires_on, meta.region) == (want["expires_on"], want["region"])
    assert list(meta.issuers) == want["issuers"]
    assert list(meta.copied_to) == want["copied_to"]
    named = citations(found, meta)
    for field in ("supersedes", "based_on", "cites"):
        said = {c.doc_number or c.title for c in getattr(named, field)}
        assert said == {c["doc_number"] or clean(c["title"]) for c in want[field]}, field
    assert [(d.short, d.full) for d in definitions(found)] == [
        (d["short"], d["full"]) for d in want["definitions"]
    ] or {(d.short, d.full) for d in definitions(found)} == {(d["short"], d["full"]) for d in want["definitions"]}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="某市人民政府关于印发《办法》〈细则〉的通知第一条章（）〔2025〕3号年月日，。：抄送同时废止以下简称由负责",
            max_size=40,
        ),
        max_size=12,
    )
)
def test_any_text(text_of: Callable[[str], Text], lines: list[str]) -> None:
    """Any text: no crash, and every place inside the text."""
    text = text_of("\n\n".join(["某市办法", *lines]))
    for part in split(text):
        tree = outline(part, text)
        meta = metadata(part, tree, text)
        named = citations(tree, meta)
        places = [c for group in named for c in group]
        assert all(0 <= p.start <= p.end <= len(text.text) for p in [*places, *definitions(tree), *responsible(tree)])
