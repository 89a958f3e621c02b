"""Names to identities: tables of forms that are one, and of forms that must stay apart."""

import pytest

from graph.agencies import Agencies, is_somebody, region_level, region_of
from graph.identity import number_key, short_key, title_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("京科发〔2022〕5号", "京科发〔2022〕5号"),
        ("京科发[2022]5号", "京科发〔2022〕5号"),  # ASCII brackets
        ("京科发【2022】 05 号", "京科发〔2022〕5号"),  # leading zero, spaces
        ("京科发（２０２２）第５号", "京科发〔2022〕5号"),  # full-width digits, 第
        ("〔2022〕京经信发 45号", "京经信发〔2022〕45号"),  # guide card 38: the year at the front
        ("国务院令第732号", "国务院令第732号"),
        ("国务院第732号令", "国务院令第732号"),  # the word behind the number
        ("商务部令2014年第3号", "商务部令2014年第3号"),
        ("财政部公告2019年第76号", "财政部公告2019年第76号"),
        ("沪府发〔2021〕12号", "沪府发〔2021〕12号"),
        ("", ""),
        (None, ""),
    ],
)
def test_one_form_of_a_number(written: str | None, key: str) -> None:
    assert number_key(written) == key
    assert number_key(key) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("《北京国际科技创新中心建设条例》", "北京国际科技创新中心建设条例"),
        ("北京国际科技创新中心 建设条例", "北京国际科技创新中心建设条例"),
        # a notice bears the name of what it covers, in any kind of book marks
        ("北京市西城区人民政府关于印发<北京市西城区支持自主创新若干规定>的通知", "北京市西城区支持自主创新若干规定"),
        ("《关于印发〈甲管理办法（试行）〉的通知》", "甲管理办法（试行）"),
        ("北京市科学技术委员会印发《关于推动中关村发展的若干措施》的通知", "关于推动中关村发展的若干措施"),
        ("关于印发加强腾退低效产业空间改造利用实施方案的通知", "加强腾退低效产业空间改造利用实施方案"),
        # two documents under one notice: neither name is the notice's
        ("关于印发《甲办法》和《乙办法》的通知", "关于印发《甲办法》和《乙办法》的通知"),
        # a decision on a law is not that law
        ("国务院关于修改《甲条例》的决定", "国务院关于修改《甲条例》的决定"),
        # （试行） and years are part of the name
        ("甲办法(试行)", "甲办法（试行）"),
        ("甲方案（2024－2027年）", "甲方案（2024-2027年）"),
    ],
)
def test_one_form_of_a_title(written: str, key: str) -> None:
    assert title_key(written) == key
    assert title_key(key) == key


def test_the_state_in_front_of_a_law_makes_no_difference() -> None:
    assert short_key("《中华人民共和国公司法》") == short_key("公司法")
    assert short_key("甲办法（试行）") != short_key("甲办法")


@pytest.mark.parametrize(
    ("region", "written", "name"),
    [
        ("北京市西城区", "区科委", "北京市西城区科学技术委员会"),
        ("北京市西城区", "区发改委", "北京市西城区发展和改革委员会"),
        ("北京市昌平区", "市财政局", "北京市财政局"),  # 市 from inside a district is the city above it
        ("北京市", "市财政局", "北京市财政局"),
        ("大连市", "市财政局", "大连市财政局"),
        (None, "国家发展改革委", "国家发展和改革委员会"),
        (None, "环境保护部", "生态环境部"),  # renamed
        (None, "科技和产业促进局", "科技和产业促进局"),  # nothing explains it: it stands for itself
    ],
)
def test_agencies(region: str | None, written: str, name: str) -> None:
    assert Agencies(region, {}).named(written).name == name


def test_a_body_is_what_the_document_says_it_is() -> None:
    full = "北京市科学技术委员会、中关村科技园区管理委员会"
    assert Agencies(None, {"市科委": full}).named("市科委").name == full


def test_regions() -> None:
    assert region_of("北京市西城区人民政府") == "北京市西城区"
    assert region_of("科技部") is None
    assert [region_level(name) for name in ("北京市", "北京市西城区", "湖南省")] == ["市", "区", "省"]


@pytest.mark.parametrize(
    ("name", "known"), [("市级相关部门", False), ("相关单位", False), ("有关部门和单位", False), ("市司法局", True)]
)
def test_those_concerned_are_no_body(name: str, known: bool) -> None:
    assert is_somebody(name) is known
