"""Web pages: the article, its tables and the facts beside it; nothing of the page's chrome."""

from pathlib import Path

import pytest

from extract.read.html import read_html, read_mhtml
from schemas.errors import Unreadable
from schemas.text import Document
from tests.extract.read.made import CORPUS

BODY = (
    "<p style='text-align:center'>某市促进科技创新<br>若干措施</p><p>　　第一条　支持企业开展研发活动，"
    "给予不超过100万元奖励，"
    "对首次认定的国家高新技术企业给予一次性30万元奖励，同一企业不重复享受。</p><ol><li>初次认定</li><li>重新认定</li></ol>"
    "<p style='text-align: right'>2025年1月1日</p>"
)
CHROME = (
    "<div class=nav><a href=/>首页</a><a href=/zw>政务公开</a></div>{}"
    "<div class=links><a>相关链接一</a><a>市统计局</a></div>"
    "<div>版权所有 ICP备案</div>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{CHROME.format(body)}</body></html>"


def read(text: str, encoding: str = "utf-8") -> Document:
    return read_html(text.encode(encoding), Path("x.html"), "")


def lines(document: Document) -> list[str]:
    return [line.text for line in document.pages[0].lines]


@pytest.mark.parametrize("container", ["class='TRS_Editor a'", "id=UCAP-CONTENT", "id=zoom", "class=article"])
def test_article_out_of_chrome(container: str) -> None:
    # the last is marked by no publishing system that is known: trafilatura finds it
    head = "<title>某市促进科技创新若干措施-某市人民政府网站</title>"
    document = read(page(f"<div><div {container}>{BODY}</div></div>", head))
    assert document.reflowed
    assert lines(document)[0] == "某市促进科技创新"  # the title is not said twice
    assert [line.align for line in document.pages[0].lines] == ["center", "center", None, None, None, "right"]
    assert "1. 初次认定" in lines(document)
    text = "".join(lines(document))
    assert "首页" not in text and "市统计局" not in text and "备案" not in text


def test_title_of_the_page_where_the_article_has_none() -> None:
    body = f"<div class=TRS_Editor>{BODY.replace('某市促进科技创新<br>若干措施', '某府发〔2025〕1号')}</div>"
    document = read(page(body, "<meta name=ArticleTitle content='某市人民政府关于印发若干措施的通知'>"))
    assert lines(document)[:2] == ["某市人民政府关于印发若干措施的通知", "某府发〔2025〕1号"]


FACTS_TABLE = (
    "<table><tr><td>索 引 号：</td><td>1144/2023-00331</td><td>发布机构：</td><td>某市科技局</td></tr>"
    "<tr><td>文　　号：</td><td>某科发〔2023〕19号</td><td>成文日期</td><td>2023-10-19</td></tr></table>"
)
FACTS_LIST = (
    "<ul><li><b>索引号：</b>1144/2023-00331</li><li><span>发文机关</span><span>某市科技局</span></li>"
    "<li>发文字号：某科发〔2023〕19号</li><li>成文日期：2023-10-19 来源：本网 字体大小：大 中 小</li></ul>"
)


@pytest.mark.parametrize("facts", [FACTS_TABLE, FACTS_LIST])
@pytest.mark.parametrize("inside", [True, False])
def test_facts(facts: str, inside: bool) -> None:
    article = f"<div class=TRS_Editor>{facts if inside and 'table' in facts else ''}{BODY}</div>"
    document = read(page((facts if not inside or "table" not in facts else "") + article))
    meta = dict(document.meta)
    assert meta["索引号"] == "1144/2023-00331"
    assert meta["发布机构"] == "某市科技局"
    assert meta["文号"] == "某科发〔2023〕19号"
    assert meta["成文日期"] == "2023-10-19"
    assert not document.pages[0].tables
    assert "索引号" not in "".join(lines(document))


def test_words_of_the_article_are_no_facts() -> None:
    document = read(page(f"<div class=TRS_Editor>{BODY}<p>文号：某发〔2020〕1号</p></div>"))
    assert "文号" not in dict(document.meta)
    assert "文号：某发〔2020〕1号" in lines(document)


def test_tables_with_merged_cells_and_layout_tables() -> None:
    table = (
        "<table><tr><th colspan=2>档次</th><th>补贴</th></tr><tr><td rowspan=2>一</td><td>甲</td><td>1<br>2</td></tr>"
        "<tr><td>乙</td><td>3</td></tr></table>"
    )
    body = f"<div class=TRS_Editor><table><tr><td>边</td><td>{BODY}{table}</td></tr></table></div>"
    found = read(page(body)).pages[0]
    assert [t.rows for t in found.tables] == [(("档次", "", "补贴"), ("一", "甲", "1\n2"), ("", "乙", "3"))]
    assert found.tables[0].at == len(found.lines)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gb2312", "utf-16"])
def test_encodings(encoding: str) -> None:
    head = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>" if encoding.startswith("gb") else ""
    assert lines(read(page(f"<div id=zoom>{BODY}</div>", head), encoding))[0] == "某市促进科技创新"


def test_hidden_text_and_page_buttons_are_left_out() -> None:
    extra = "<p style='display: none'>隐</p><script>x</script><p>【打印本页】</p><p>相关附件</p><p>浏览次数：12</p>"
    assert lines(read(page(f"<div id=zoom>{BODY}{extra}</div>"))) == lines(read(page(f"<div id=zoom>{BODY}</div>")))


@pytest.mark.parametrize(
    "text",
    [
        page(""),
        page("<ul>" + "<li><a>某号文件的很长很长很长很长的标题</a> [2025-01-14]</li>" * 30 + "</ul>"),
        "<html></html>",
        "<html><body><div id=app></div><script>render()</script></body></html>",
    ],
)
def test_navigation_is_no_article(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(text)
    assert error.value.code == "no_article"


def test_page_saved_as_mime() -> None:
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page(f"<div id=zoom>{BODY}</div>").encode("gb18030")
        + b"\r\n--B--\r\n"
    )
    assert lines(read_mhtml(data, Path("x.doc"), ""))[0] == "某市促进科技创新"
    with pytest.raises(Unreadable):
        read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", Path("x.doc"), "")


@pytest.mark.skipif(
    not CORPUS.exists(),
    reason="the corpus of further documents, which is not part of this repository, is not at ../shared/corpus",
)
@pytest.mark.parametrize(
    ("name", "number", "first", "last", "tables"),
    [
        ("08_*", "穗卫函〔2023〕1930号", "广州市卫生健康委等4部门关于印发", "2.关于推进", 2),
        ("13_*", "穗建规字〔2024〕5号", "穗建规字〔2024〕5号", "公开方式：主动公开", 0),
        ("27b_*", "穗残联规字〔2019〕2 号", "穗残联规字〔2019〕2号", "公开方式：主动公开", 0),
        ("33_*", None, "广州市人民政府令", "广州市人民政府办公厅 2021年2月7日印发", 0),
        ("37_*", None, "中华人民共和国市场主体登记管理条例", "第五十五条", 0),
    ],
)
def test_corpus(name: str, number: str | None, first: str, last: str, tables: int) -> None:
    path = next((CORPUS / "guangzhou-html").rglob(name))
    document = read_html(path.read_bytes(), path, "")
    found = [line.strip("　 \xa0") for line in lines(document)]
    assert found[0].startswith(first)
    assert found[-1].startswith(last)
    assert dict(document.meta).get("文号") == number
    assert len(document.pages[0].tables) == tables
