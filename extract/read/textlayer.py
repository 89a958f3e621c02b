"""A PDF page's text layer as runs at their places, and whether it can be what the page shows.

One box for the first and one for the last character of a run is all that the layout stage needs, so a page costs a few
dozen calls of pdfium.
"""

from __future__ import annotations

import math
import re
from statistics import median
from typing import Literal, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read.drawn import Drawn
from extract.read.runs import GAP, Run

MAX_SIZE = 120.0
"""Larger print (points) is a watermark."""

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
"""One line: pdfium puts U+FFFE for a hyphen at a line's end and leaves the line end out."""
_SIDE_BY_SIDE = re.compile("[\u4e00-\u9fff]{3}( +)(?=[\u4e00-\u9fff]{3})")
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x1f]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_COMMON = re.compile(
    "[的一是在不和有人这中大为上个国我以要他时来用们生到作地于出分对成可主发年动同工也能下过产种面方后多定行学法所民得经"
    "十三之进等部度家力如化高自二理物实加量两体制机当使点从业本去把性应开合因由些前外政四日社义事平形全表间与关各重新线内"
    "数正反明利比或质气第向道此条件没结问意建月公系情者最立通并提题程展五果料员革位入文总次品式活设及管特长求基资边流路级]"
)


class Frame(NamedTuple):
    """The page's visible rectangle in PDF space and its rotation, to turn PDF points into points from the top left."""

    left: float
    top: float
    width: float
    height: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the reader sees them."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A PDF rectangle as (x0, y0, x1, y1) from the top left of the page as seen."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.rotation == 90:
            return self.height - y1, x0, self.height - y0, x1
        if self.rotation == 180:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.rotation == 270:
            return y0, self.width - x1, y1, self.width - x0
        return x0, y0, x1, y1


def text_of(textpage: pypdfium2.PdfTextPage) -> str:
    """The page's text, one character per pdfium character index wherever pdfium has one."""
    return str(textpage.get_text_range(0, -1, errors="replace")) if textpage.count_chars() else ""


def box(textpage: pypdfium2.PdfTextPage, index: int, frame: Frame, rect: pdfium.FS_RECTF) -> tuple[float, ...]:
    pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, rect)
    return frame.place(rect.left, rect.bottom, rect.right, rect.top)


def runs_of(textpage: pypdfium2.PdfTextPage, text: str, frame: Frame) -> list[Run]:
    """What pdfium took for lines, upright ones only (watermarks stand askew)."""
    raw, rect = textpage.raw, pdfium.FS_RECTF()
    aligned = textpage.count_chars() == len(text)
    runs = []
    for match in _LINE.finditer(text):
        body = match[0].replace("\ufffe", "-").strip()
        if not body:
            continue
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        first, last = begin, begin + len(body) - 1
        if not aligned:
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, first)
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, last)
        a, b = box(textpage, first, frame, rect), box(textpage, last, frame, rect)
        x0, x1 = min(a[0], b[0]), max(a[2], b[2])
        y0, y1 = min(a[1], b[1]), max(a[3], b[3])
        height = max(a[3] - a[1], b[3] - b[1])
        size = min(_width(textpage, body, first, frame, rect) or height, height)
        even = (len(body) <= 3 or y1 - y0 <= 2.2 * height) and not _of_two_sizes(body, a, b)
        if size <= MAX_SIZE and even:
            run = Run(body, x0, y0, x1, y1, first, size)
            runs += _apart(textpage, run, frame, rect) if aligned and _SIDE_BY_SIDE.search(body) else [run]
        elif aligned and _is_upright(pdfium.FPDFText_GetCharAngle(raw, first), frame):
            runs += _parted(textpage, body, first, frame, rect)
    return runs


def _apart(textpage: pypdfium2.PdfTextPage, run: Run, frame: Frame, rect: pdfium.FS_RECTF) -> list[Run]:
    """A run parted where white space wider than GAP stands between names."""
    pieces, start = [], 0
    left = run.x0
    for blank in _SIDE_BY_SIDE.finditer(run.text):
        before, after = blank.start() + 2, blank.end(1)
        end = box(textpage, run.first + before, frame, rect)[2]
        begin = box(textpage, run.first + after, frame, rect)[0]
        if begin - end > GAP * run.size:
            pieces.append(run._replace(text=run.text[start : before + 1], x0=left, x1=end, first=run.first + start))
            start, left = after, begin
    return [*pieces, run._replace(text=run.text[start:], x0=left, first=run.first + start)]


def _of_two_sizes(body: str, first: tuple[float, ...], last: tuple[float, ...]) -> bool:
    """Whether a line of small print and a tall word beside it (a red head's 文件) were taken for one."""
    small, large = sorted((first[2] - first[0], last[2] - last[0]))
    return large > 1.5 * small and bool(_CHINESE.match(body[0]) and _CHINESE.match(body[-1]))


def _is_upright(angle: float, frame: Frame) -> bool:
    """Whether print at this angle (radians) stands upright on the page as seen."""
    return abs(math.sin(angle) if frame.rotation in (0, 180) else math.cos(angle)) < 0.05


def _parted(textpage: pypdfium2.PdfTextPage, body: str, first: int, frame: Frame, rect: pdfium.FS_RECTF) -> list[Run]:
    """The lines that pdfium took for one, a watermark's huge letter among them perhaps, which goes."""
    parts: list[Run] = []
    boxes = [(i, char, box(textpage, first + i, frame, rect)) for i, char in enumerate(body) if not char.isspace()]
    usual = median(box[3] - box[1] for _, _, box in boxes)
    for i, char, (x0, y0, x1, y1) in boxes:
        if y1 - y0 > min(2.2 * usual, MAX_SIZE):
            continue
        last = parts[-1] if parts else None
        level = last and min(last.y1, y1) - max(last.y0, y0) > 0.5 * (y1 - y0) and x0 > last.x1 - 0.5 * usual
        if last and level and not (_CHINESE.match(char) and x1 - x0 > 1.5 * last.size):
            parts[-1] = last._replace(text=last.text + char, x1=x1)
        else:
            size = min(x1 - x0, y1 - y0) if _CHINESE.match(char) else y1 - y0
            parts.append(Run(char, x0, y0, x1, y1, first + i, size))
    return parts


def _width(textpage: pypdfium2.PdfTextPage, body: str, first: int, frame: Frame, rect: pdfium.FS_RECTF) -> float:
    """The width of a Chinese character: its size where its font claims too high a box; 0 where there is none."""
    found = _CHINESE.search(body)
    if not found:
        return 0.0
    x0, _, x1, _ = box(textpage, first + found.start(), frame, rect)
    return x1 - x0


def verdict(text: str, marks: Drawn, frame: Frame) -> Literal["good", "thin", "garbled"]:
    """Whether the text layer can be what the page shows.

    'thin': hardly any text beside pictures or outlines that may be text; 'garbled': characters that no reader sees.
    """
    letters = "".join(text.split())
    if len(letters) < 30:
        shows = marks.pictures > 0.3 * frame.width * frame.height or marks.outlines > 150
        return "thin" if shows else "good"
    chinese = len(_CHINESE.findall(letters))
    foreign = chinese >= 200 and len(_COMMON.findall(letters)) <= 0.06 * chinese
    return "garbled" if foreign or len(_STRANGE.findall(letters)) > 0.3 * len(letters) else "good"
