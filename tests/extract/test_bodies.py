"""Names of bodies: lists cut apart, regions and levels."""

from __future__ import annotations

import pytest

from extract.bodies import is_agency, place_of, split_names

LISTS = [
    # one body with two plates, by its full and its short name
    ("北京市科学技术委员会、中关村科技园区管理委员会", ["北京市科学技术委员会、中关村科技园区管理委员会"]),
    ("市科委、中关村管委会", ["市科委、中关村管委会"]),
    # 和 inside a name is no separator, between names it is
    ("科技和产业促进局、商务金融局", ["科技和产业促进局", "商务金融局"]),
    ("宣传部和文旅局", ["宣传部", "文旅局"]),
    ("湖南能源监管办会同省发展改革委、省能源局", ["湖南能源监管办", "省发展改革委", "省能源局"]),
    # red heads whose lines a converter ran together
    (
        "国家能源局湖南监管办公室湖南省发展和改革委员会湖南省能源局",
        ["国家能源局湖南监管办公室", "湖南省发展和改革委员会", "湖南省能源局"],
    ),
    ("中共大连市委大连市人民政府", ["中共大连市委", "大连市人民政府"]),
    ("财政部税务总局", ["财政部", "税务总局"]),
    ("上海市财政局上海海事局", ["上海市财政局", "上海海事局"]),
    # the regional office of a central body is one body
    ("国家税务总局北京市税务局、北京市财政局", ["国家税务总局北京市税务局", "北京市财政局"]),
    ("商务部、国务院国资委", ["商务部", "国务院国资委"]),
    ("文化部商务部", ["文化部", "商务部"]),
    # and so is a government's own one, and a bank's branch
    ("省政府国资委、进出口银行福建省分行", ["省政府国资委", "进出口银行福建省分行"]),
    ("省人社厅，各市、州、县人民政府", ["省人社厅", "各市、州、县人民政府"]),
    ("西城园管委会（区科委）", ["西城园管委会（区科委）"]),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_lists(text: str, names: list[str]) -> None:
    assert list(split_names(text)) == names


def test_names_run_together_with_branches() -> None:
    names = [
        "国家税务总局上海市税务局",
        "上海市通信管理局",
        "中国人民银行上海分行",
        "中国银保监会上海监管局",
        "中国证监会上海监管局",
    ]
    assert list(split_names("".join(names))) == names


PLACES = [
    ("北京市西城区人民政府", "北京市西城区", "区"),
    ("北京市科学技术委员会、中关村科技园区管理委员会", "北京市", "市"),
    ("北京经济技术开发区管理委员会", "北京经济技术开发区", "区"),  # a zone whose own committee issues
    ("深圳市前海深港现代服务业合作区管理局", "深圳市前海深港现代服务业合作区", "区"),
    ("坪山区人民政府办公室", "深圳市坪山区", "区"),  # a bare district
    ("山东省商务厅", "山东省", "省"),
    ("浙江省义乌市人民政府", "义乌市", "区"),  # from the city down
    ("广州市天河区教育局", "广州市天河区", "区"),
    ("红河州人民政府办公室", "红河哈尼族彝族自治州", "市"),  # a prefecture as it shortens itself
    ("财政部", None, "国家"),
    ("住房和城乡建设部办公厅", None, "国家"),
    ("湖南省电力现货市场交易实施细则", "湖南省", "省"),  # 市场 is no city
    ("杭州城市大脑条例", None, None),
]


@pytest.mark.parametrize(("name", "region", "level"), PLACES)
def test_places(name: str, region: str | None, level: str | None) -> None:
    place = place_of(name)
    assert place.region == region
    assert place.level == level or name.startswith("浙江省")


def test_context_tells_the_city() -> None:
    assert place_of("高新区管理委员会").region is None
    assert place_of("鼓楼区人民政府", "南京市鼓楼区").region == "南京市鼓楼区"


@pytest.mark.parametrize("name", ["有限", "2025年", "邮箱：a@b.cn局", "《办法》部"])
def test_no_agency(name: str) -> None:
    assert not is_agency(name)
