"""Typeset the paragraphs of a policy the way offices print them: PDF in the layout of GB/T 9704, DOCX, and a scan.

GB/T 9704-2012: A4, 22 lines of 28 characters of 16 points, a text block of 156 mm x 225 mm, 37 mm of head margin, 28 mm
of binding margin, the number of the page between dashes, right on odd pages and left on even ones, a red head, a title
of 22 points in the middle. Scans need a Chinese font that pdfium finds (Debian: fonts-arphic-uming).
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from bench.press import Press, width

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, TOP, WIDTH = 28 * MM, 37 * MM, 156 * MM
LINES = 22
PITCH = 225 * MM / LINES
SIZE = 16.0
FONTS = (
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
)

_LABEL = re.compile(
    r"(?:第([一二三四五六七八九十百]+)(条|章)|([（(])([一二三四五六七八九十]+)([）)])|([一二三四五六七八九十]+)(、)|(\d{1,2})([.．]))"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]+[〔\[]\d{4}[〕\]]\d+号")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SIGNED = re.compile(r"(?P<body>[^，。；：:]{4,40}?)(?P<date>\d{4}年\d{1,2}月\d{1,2}日)")
_CLOSERS = "，。、；：！？,.;:!?)）》〉”’〕]%％"
_OPENERS = "《〈（(“‘〔["
_DIGITS = "零一二三四五六七八九"


class Block(NamedTuple):
    """One paragraph with its part in the layout: red, number, title, salutation, body, heading, right or foot."""

    role: str
    text: str


def font() -> Path | None:
    """A Chinese font of this machine, which scans need; None where there is none."""
    return next((path for path in FONTS if path.exists()), None)


def blocks(texts: Sequence[str], titles: Sequence[str]) -> list[Block]:
    """The paragraphs of a policy with their roles; `titles` are its titles as read from the text."""
    bare = {re.sub(r"\W", "", title) for title in titles if title}
    made: list[Block] = []
    foot = False
    for text in texts:
        foot = foot or text.startswith("抄送")
        signed = _SIGNED.fullmatch(text)
        if not made and text.endswith("文件"):
            made.append(Block("red", text))
        elif _NUMBER.fullmatch(text):
            made.append(Block("number", text))
        elif re.sub(r"\W", "", text) in bare:
            made.append(Block("title", text))
        elif foot or text.endswith("印发"):
            made.append(Block("foot", text))
        elif signed:
            made += [Block("right", signed["body"]), Block("right", signed["date"])]
        elif _DATE.fullmatch(text) or (len(text) < 26 and text.endswith(("政府", "办公室", "委员会", "局"))):
            made.append(Block("right", text))
        elif re.match("第[一二三四五六七八九十]+章", text):
            made.append(Block("heading", text))
        elif text.endswith(("：", ":")) and len(made) < 8 and not any(b.role == "body" for b in made):
            made.append(Block("salutation", text))
        else:
            made.append(Block("body", text))
    return made


def lines(text: str, room: float, indent: float, size: float) -> Iterator[tuple[float, str]]:
    """(indent, text) of the lines that `text` fills; no closing mark begins a line, none that opens ends one."""
    line, used, at = "", indent, indent
    for unit in re.findall(r"[!-~]+|.", text):
        if line and used + width(unit, size) > room + 0.5 and unit[0] not in _CLOSERS:
            keep = ""
            while line and line[-1] in _OPENERS:
                keep, line = line[-1] + keep, line[:-1]
            yield at, line
            line, used, at = keep, width(keep, size), 0.0
        line += unit
        used += width(unit, size)
    yield at, line


def pdf(content: Sequence[Block], path: Path) -> int:
    """Write the PDF; the number of its pages."""
    sheet = _Sheet(Press(PAGE))
    for before, block in zip([None, *content], content, strict=False):
        sheet.set(block, before)
    sheet.number()
    sheet.press.write(path)
    return len(sheet.press.pages)


class _Sheet:
    """The current page and line."""

    def __init__(self, press: Press) -> None:
        self.press, self.row = press, 0.0

    def set(self, block: Block, before: Block | None) -> None:
        """Set a paragraph."""
        if block.role == "red":
            self._line(block.text, 36.0, 0.0, (WIDTH - width(block.text, 36.0)) / max(len(block.text) - 1, 1), red=True)
            self.row += 3
        elif block.role in ("title", "number", "heading"):
            size = 22.0 if block.role == "title" else SIZE
            if block.role == "title":
                self.row += LINES if before and before.role == "right" else 2
            for _, text in lines(block.text, WIDTH - 2 * size, 0.0, size):
                self._line(text, size, (WIDTH - width(text, size)) / 2)
            self.row += block.role != "heading"
        elif block.role == "right":
            self._line(block.text, SIZE, WIDTH - width(block.text, SIZE) - 4 * SIZE)
        else:
            size = 14.0 if block.role == "foot" else SIZE
            indent = {"salutation": 0.0, "foot": size}.get(block.role, 2 * size)
            *full, last = lines(block.text, WIDTH, indent, size)
            for at, text in full:
                gap = (WIDTH - at - width(text, size)) / max(len(text) - 1, 1)
                self._line(text, size, at, min(max(gap, -0.3), 3.0))
            self._line(last[1], size, last[0])

    def _line(self, text: str, size: float, x: float, space: float = 0.0, red: bool = False) -> None:
        if self.row > LINES - 1:
            self.number()
            self.press.turn()
            self.row = 0.0
        self.press.text(LEFT + x, TOP + (self.row + 0.5) * PITCH + 0.36 * size, text, size, space, red)
        self.row += 1

    def number(self) -> None:
        """Set the number of the page under its text."""
        page = len(self.press.pages)
        mark = f"— {page} —"
        x = WIDTH - width(mark, 14.0) - 14.0 if page % 2 else 14.0
        self.press.text(LEFT + x, TOP + LINES * PITCH + 7 * MM + 14.0, mark, 14.0)


def scan(printed: Path, path: Path, dpi: int = 200, seed: int = 9704) -> None:
    """Write the pages of a PDF as a scanner does: grey, a little askew, with noise, as JPEG in a PDF without text."""
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = random.Random(seed)
    sheets = []
    document = pypdfium2.PdfDocument(printed)
    for page in document:
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(chance.uniform(-0.5, 0.5), resample=Image.Resampling.BICUBIC, fillcolor=255)
        noise = Image.effect_noise(image.size, 24)
        sheets.append(Image.blend(image, noise, 0.12).filter(ImageFilter.GaussianBlur(0.6)))
    document.close()
    buffer = io.BytesIO()
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi, quality=70)
    path.write_bytes(buffer.getvalue())


def docx(content: Sequence[Block], path: Path) -> int:
    """Write the DOCX; labels (第一条, （一）, 一、, 1.) exist only as Word's numbering. Returns how many do."""
    numbering = _Numbering()
    body = "".join(_paragraph(block, numbering) for block in content)
    wrap = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{}'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" '
        f'ContentType="{kind}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": f"<w:numbering {space}>{numbering.xml()}</w:numbering>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), wrap.format(xml))
    return numbering.used


def _paragraph(block: Block, numbering: _Numbering) -> str:
    align = {"red": "center", "title": "center", "number": "center", "heading": "center", "right": "right"}
    marks, text = "", block.text
    match = _LABEL.match(text) if block.role in ("body", "heading") else None
    if match:
        number = numbering.number(match)
        marks = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        text = text[match.end() :]
    if block.role in align:
        marks += f'<w:jc w:val="{align[block.role]}"/>'
    return f'<w:p><w:pPr>{marks}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


class _Numbering:
    """One abstract list for each form of label, one instance for each run of numbers that does not begin anew."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.instances: list[tuple[int, int]] = []
        self.open: dict[str, tuple[int, int]] = {}
        self.used = 0

    def number(self, match: re.Match[str]) -> int:
        """The instance whose next number is the label's."""
        digits = next(match[i] for i in (1, 4, 6, 8) if match[i])
        form = match[0].replace(digits, "%1", 1)
        value = int(digits) if digits.isdigit() else _value(digits)
        self.used += 1
        if form not in self.forms:
            self.forms.append(form)
        instance, following = self.open.get(form, (0, 0))
        if following != value:
            self.instances.append((self.forms.index(form), value))
            instance = len(self.instances)
        self.open[form] = (instance, value + 1)
        return instance

    def xml(self) -> str:
        """The lists as word/numbering.xml has them."""
        made = ""
        for index, form in enumerate(self.forms):
            style = "decimal" if form[1:] in (".", "．") or form.startswith("%1.") else "chineseCounting"
            made += (
                f'<w:abstractNum w:abstractNumId="{index}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
                f'<w:lvlText w:val="{escape(form)}"/></w:lvl></w:abstractNum>'
            )
        for number, (index, start) in enumerate(self.instances, 1):
            made += (
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="{index}"/><w:lvlOverride w:ilvl="0">'
                f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            )
        return made


def _value(digits: str) -> int:
    """The value of a Chinese number below a hundred."""
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return _DIGITS.index(digits)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)
