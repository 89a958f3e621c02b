"""Word files: what Word prints, and nothing else."""

from pathlib import Path

import pytest

from extract.read.docx import read_docx
from extract.read.numbering import spelled
from schemas.errors import Unreadable
from schemas.text import Document
from tests.extract.read import made
from tests.extract.read.made import CORPUS, docx, levels, numbered, p, tc


def read(data: bytes) -> Document:
    return read_docx(data, Path("x.docx"), "")


def lines(body: str, **parts: str) -> list[str]:
    return [line.text for page in read(docx(body, **parts)).pages for line in page.lines]


@pytest.mark.parametrize(
    ("count", "style", "text"),
    [
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (115, "chineseCountingThousand", "一百一十五"),
        (1003, "chineseCountingThousand", "一千零三"),
        (10_500, "chineseCountingThousand", "一万零五百"),
        (101, "chineseCounting", "一〇一"),  # this format counts by ten only below a hundred
        (11, "chineseLegalSimplified", "壹拾壹"),
        (4, "ideographTraditional", "丁"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "decimalFullWidth", "７"),
        (7, "decimalZero", "07"),
        (27, "lowerLetter", "aa"),
        (14, "upperRoman", "XIV"),
        (5, "none", ""),
        (0, "chineseCounting", "〇"),
        (5, "hebrew1", "5"),  # a format that Chinese documents don't use
    ],
)
def test_spelled(count: int, style: str, text: str) -> None:
    assert spelled(count, style) == text


def test_articles_and_items_numbered_by_word() -> None:
    lists = made.numbering(
        {0: levels(("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3"))},
        {1: (0, "")},
    )
    body = numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1, 1) + numbered("丁", 1) + numbered("戊", 1, 1)
    expected = ["第一条 甲", "（一） 乙", "（二） 丙", "第二条 丁", "（一） 戊"]
    assert lines(body, numbering=lists) == expected
    # a number of the level above in another format is printed in that format
    assert lines(numbered("甲", 1) + numbered("乙", 1, 2), numbering=lists)[1] == "一.1 乙"


def test_restarts_and_shared_counts() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = made.numbering({0: levels(("decimal", "%1."))}, {1: (0, ""), 2: (0, override), 3: (0, "")})
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 2) + numbered("丁", 3)
    # 2 starts again at 5; 3 is the same list as 1 and counts on
    assert lines(body, numbering=lists) == ["1. 甲", "5. 乙", "6. 丙", "7. 丁"]


def test_chapters_numbered_half_by_word_half_by_hand() -> None:
    lists = made.numbering(
        {0: levels(("japaneseCounting", "第%1章")), 1: levels(("japaneseCounting", "第%1章"))}, {1: (0, ""), 2: (1, "")}
    )
    text = p("第一条 为鼓励示范应用，引导本市企业发展模式转变，设立示范应用项目推广资金，制定本办法。")
    typed = p("第二章 支持领域") + text
    body = numbered("总则", 1) + text + typed + numbered("申报审核", 2) + text + numbered("监督检查", 2) + text
    heads = [line for line in lines(body, numbering=lists) if "章" in line[:4]]
    assert heads == ["第一章 总则", "第二章 支持领域", "第三章 申报审核", "第四章 监督检查"]
    # a second rule after 附则 and an annex count from one, and so does a text below its contents
    again = numbered("总则", 1) + text + p("第二章 附则") + text + numbered("总则", 2) + text
    assert [line for line in lines(again, numbering=lists) if "章" in line[:4]][2] == "第一章 总则"
    contents = p("第一章 总则") + p("第二章 管理") + numbered("总则", 1) + text
    assert lines(contents, numbering=lists)[2] == "第一章 总则"


def test_level_that_never_restarts() -> None:
    inside = levels(("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")).replace(
        'w:ilvl="1">', 'w:ilvl="1"><w:lvlRestart w:val="0"/>'
    )
    lists = made.numbering({0: inside}, {1: (0, "")})
    body = "".join(numbered(text, 1, level) for text, level in [("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1)])
    assert lines(body, numbering=lists) == ["第一章 甲", "第一条 乙", "第二章 丙", "第二条 丁"]


def test_numbering_by_style_and_its_absence() -> None:
    lists = made.numbering({0: levels(("decimal", "%1、"))}, {1: (0, "")})
    styles = (
        f'<w:styles xmlns:w="{made.W}"><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    off = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", '<w:pStyle w:val="b"/>') + p("乙", off) + p("丙", '<w:pStyle w:val="a"/>')
    assert lines(body, numbering=lists, styles=styles) == ["1、 甲", "乙", "2、 丙"]


def test_bullets_and_unknown_lists_have_no_label() -> None:
    lists = made.numbering({0: levels(("bullet", "\uf0b7"))}, {1: (0, "")})
    assert lines(numbered("甲", 1) + numbered("乙", 9), numbering=lists) == ["甲", "乙"]


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (RUN.format("甲") + f"<w:ins>{RUN.format('乙')}</w:ins>", ["甲乙"]),
        (RUN.format("甲") + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", ["甲"]),
        (f"<w:hyperlink>{RUN.format('甲')}</w:hyperlink>", ["甲"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>" + RUN.format("乙"), ["乙"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>', ["甲"]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", ["甲", "乙"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>", ["甲\t乙-丙"]),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText><w:t>x</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/><w:t>页</w:t></w:r>',
            ["3页"],
        ),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', []),  # never closed: the next paragraph is text again
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2460"/><w:t>甲</w:t></w:r>', ["①甲"]),
    ],
)
def test_runs(inside: str, expected: list[str]) -> None:
    assert lines(f"<w:p>{inside}</w:p>" + p("末")) == [*expected, "末"]


def test_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('盒')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"{box}</w:pict></mc:Fallback></mc:AlternateContent><w:t>甲</w:t></w:r></w:p>"
    )
    assert lines(body) == ["甲", "盒"]


def test_tables_with_merged_cells() -> None:
    rows = [
        tc("轮次", '<w:gridSpan w:val="2"/>') + tc("金额"),
        tc("第一轮", '<w:vMerge w:val="restart"/>') + tc("批次1") + tc("100"),
        tc("", "<w:vMerge/>") + tc("批次2") + tc("200"),
        tc("合计"),
    ]
    body = p("前") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + p("后")
    page = read(docx(body)).pages[0]
    assert [line.text for line in page.lines] == ["前", "后"]
    assert page.tables[0].at == 1
    assert page.tables[0].rows == (
        ("轮次", "", "金额"),
        ("第一轮", "批次1", "100"),
        ("", "批次2", "200"),
        ("合计", "", ""),
    )


def test_a_table_of_one_column_is_text() -> None:
    assert lines(f"<w:tbl><w:tr>{tc('甲')}</w:tr><w:tr>{tc('乙')}</w:tr></w:tbl>") == ["甲", "乙"]


def test_numbers_go_on_inside_tables() -> None:
    lists = made.numbering({0: levels(("decimal", "%1."))}, {1: (0, "")})
    cell = f"<w:tc>{numbered('乙', 1)}</w:tc>"
    body = numbered("甲", 1) + f"<w:tbl><w:tr>{cell}{tc('x')}</w:tr></w:tbl>" + numbered("丙", 1)
    document = read(docx(body, numbering=lists))
    assert [line.text for line in document.pages[0].lines] == ["1. 甲", "3. 丙"]
    assert document.pages[0].tables[0].rows == (("2. 乙", "x"),)


def test_headers_and_contents_are_left_out() -> None:
    styles = f'<w:styles xmlns:w="{made.W}"><w:style w:styleId="11"><w:name w:val="toc 1"/></w:style></w:styles>'
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        p("第一章 总则\t1", '<w:pStyle w:val="11"/>')
        + contents
        + f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtContent>{p('第一章 总则')}</w:sdtContent></w:sdt>"
    )
    assert lines(body, styles=styles, header1=f"<w:hdr xmlns:w='{made.W}'>{p('页眉')}</w:hdr>") == ["第一章 总则"]


def test_footnotes_stand_after_the_text() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{made.W}"><w:footnote w:id="-1">{p("线")}</w:footnote><w:footnote w:id="2">{p("注释")}'
        "</w:footnote></w:footnotes>"
    )
    body = '<w:p><w:r><w:t>创投基金</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + p("后")
    assert lines(body, footnotes=notes) == ["创投基金①", "后", "①注释"]


def test_pages_by_the_last_layout_else_by_hard_breaks() -> None:
    rendered = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>"
    middle = "<w:p><w:r><w:t>丙一</w:t><w:lastRenderedPageBreak/><w:t>丙二</w:t></w:r></w:p>"
    found = read(docx(p("甲") + rendered + middle + p("丁")))
    assert [(page.number, [line.text for line in page.lines]) for page in found.pages] == [
        (1, ["甲"]),
        (2, ["乙", "丙一丙二"]),
        (3, ["丁"]),
    ]
    hard = read(docx('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/></w:r></w:p>' + p("乙", "<w:pageBreakBefore/>")))
    assert [page.number for page in hard.pages] == [1, 3]


def test_alignment_by_paragraph_or_style() -> None:
    styles = (
        f'<w:styles xmlns:w="{made.W}"><w:style w:styleId="t"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:styleId="u"><w:basedOn w:val="t"/></w:style></w:styles>'
    )
    left = '<w:pStyle w:val="t"/><w:jc w:val="both"/>'
    body = p("标题", '<w:pStyle w:val="u"/>') + p("正文", left) + p("2025年1月1日", '<w:jc w:val="right"/>')
    page = read(docx(body, styles=styles)).pages[0]
    assert [line.align for line in page.lines] == ["center", None, "right"]


def test_broken_relationships_stop_nothing() -> None:
    broken = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/image" Target="../NULL"/></Relationships>'
    )
    data = made.package({"word/document.xml": made.document(p("甲")), "word/_rels/document.xml.rels": broken})
    assert [line.text for line in read(data).pages[0].lines] == ["甲"]


def test_a_damaged_side_part_stops_nothing() -> None:
    assert lines(p("甲"), numbering="<w:numbering", styles="<a><b></a>") == ["甲"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(""), "empty"),
        (made.package({"word/document.xml": made.document(""), "word/media/image1.png": "x"}), "scanned"),
        (docx(p("甲"))[:400], "damaged"),
        (made.package({"word/document.xml": "<w:document"}), "damaged"),
        (made.package({"word/media/x.png": "x"}), "damaged"),
        (made.package({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + made.document(p("&b;"))}), "hostile"),
        (docx(f"<w:tbl><w:tr>{tc('x') * 300}</w:tr></w:tbl>"), "hostile"),
        # libxml2 allows 256 levels
        (docx("<w:sdt><w:sdtContent>" * 150 + p("甲") + "</w:sdtContent></w:sdt>" * 150), "damaged"),
    ],
)
def test_what_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(data)
    assert error.value.code == code
    assert "\n" not in str(error.value)


@pytest.mark.skipif(
    not CORPUS.exists(),
    reason="the corpus of further documents, which is not part of this repository, is not at ../shared/corpus",
)
@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("*第一轮公告.docx", ["（1）购车人身份证原件正反面照片", "（三）补贴审核"]),
        # Word counts chapter seven anew, between a typed six and a typed eight
        ("甘井子区总部经济*.docx", ["第七章 总部企业申报指南"]),
        ("规则-上级文档.docx", ["1. 被评为国家3A-5A级", "2. 每年工业总产值"]),
        ("2025年济南市*公告.docx", ["一、消费券发放时间"]),
    ],
)
def test_corpus(name: str, texts: list[str]) -> None:
    path = next(CORPUS.rglob(name))
    found = [line.text for page in read(path.read_bytes()).pages for line in page.lines]
    for text in texts:
        assert any(line.startswith(text) for line in found), text
