"""Word and HTML: one line is one paragraph, but for the centred lines of one title and what a page break cut."""

import pytest

from extract.layout import tidy
from schemas.text import Document, Line, Page


def tidied(*pages: list[Line]) -> list[tuple[str, str]]:
    sheets = tuple(Page(number, tuple(lines)) for number, lines in enumerate(pages, 1))
    text = tidy(Document("x.docx", "", "text/html", sheets, reflowed=True))
    return [(paragraph.kind, paragraph.text) for paragraph in text.paragraphs]


def centred(*texts: str) -> list[Line]:
    return [Line(text, align="center") for text in texts]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a title typed in three lines, of which the second already ends like one
        (
            ["某市人力资源和社会保障局", "关于印发某市引进人才入户管理办法", "实施细则的通知"],
            ["某市人力资源和社会保障局关于印发某市引进人才入户管理办法实施细则的通知"],
        ),
        (["某市人民政府令", "第179号"], ["某市人民政府令", "第179号"]),
        (["某市科技创新条例", "目录"], ["某市科技创新条例", "目录"]),
        (["某市2025年消费补贴", "第一章 总则"], ["某市2025年消费补贴", "第一章总则"]),
    ],
)
def test_centred_lines_of_one_title(lines: list[str], expected: list[str]) -> None:
    assert tidied(centred(*lines)) == [("centered", text) for text in expected]


def test_other_lines_stay_apart() -> None:
    lines = [Line("营业执照"), Line("申请表"), Line("相关文件"), Line("2025年1月1日", align="right")]
    assert tidied(lines) == [("text", "营业执照"), ("text", "申请表"), ("text", "相关文件"), ("right", "2025年1月1日")]


def test_a_paragraph_cut_by_a_page_is_one() -> None:
    first, second = (
        [Line("负荷侧市场主体包括参与交易的传统高")],
        [Line("载能工业负荷，以及储能。"), Line("第九条 其他。")],
    )
    assert [text for _, text in tidied(first, second)][-1] == "第九条其他。"
    cut = [Line("市场主体包括参与电力辅助服务交易的、")], [Line("能够响应指令的负荷。")]
    assert tidied(*cut) == [("text", "市场主体包括参与电力辅助服务交易的、能够响应指令的负荷。")]
    short = [Line("抽水蓄能机组达到其申报的最大连续")], [Line("抽水时间，视为调峰能力用尽。")]
    assert tidied(*short) == [("text", "抽水蓄能机组达到其申报的最大连续抽水时间，视为调峰能力用尽。")]
    heading = [Line("第三章 深度调峰")], [Line("深度调峰按下列规定办理。")]
    assert len(tidied(*heading)) == 2
