"""Pages without a text layer, and images, read by rapidocr, an optional extra.

Lines carry their confidence and pages are marked `ocr`, so that every record made from them can say so. Without the
extra nothing is guessed: `read_image` raises, and the PDF reader asks `available()` first.
"""

from __future__ import annotations

import io
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from extract.read import runs, worker
from extract.read.columns import unfolded
from extract.read.media import media_type
from schemas.errors import Unreadable
from schemas.text import Document, Page

INSTALL = "pip install 'zhengtu[ocr]'"
"""The command that installs the extra."""
LONG_SIDE = 1900
"""Pixels of the longer side of the picture that is read; A4 at about 160 dpi, which 10-point print needs."""
SECONDS = 60.0
"""More time that each picture is given; 7 s is usual on one core."""
MAX_PIXELS = 120_000_000
MAX_FRAMES = 500
_A4_WIDTH = 595.0


def available() -> bool:
    """Whether the extra is installed."""
    return util.find_spec("rapidocr") is not None and util.find_spec("onnxruntime") is not None


def read_image(data: bytes, path: Path, sha256: str) -> Document:
    """An image, or the sheets of a multi-page TIFF. Errors: Unreadable('needs_ocr'|'damaged'|'too_large'|'empty')."""
    if not available():
        raise Unreadable("needs_ocr", f"the file is an image; for OCR: {INSTALL}")
    pages = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if frame.width * frame.height > MAX_PIXELS or number > MAX_FRAMES:
                    raise Unreadable("too_large", "the image has too many pixels or sheets")
                pages.append(_read(_scaled(frame.convert("RGB")), number, _A4_WIDTH))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("damaged", "the image is damaged and cannot be decoded") from error
    if not any(page.lines for page in pages):
        raise Unreadable("empty", "no text was found in the image")
    return Document(path.as_posix(), sha256, media_type(data), tuple(pages), reflowed=False)


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """A PDF page rendered and read; coordinates in points of the page as seen."""
    width, height = page.get_size()
    bitmap = page.render(scale=LONG_SIDE / max(width, height, 1.0))
    return _read(bitmap.to_pil().convert("RGB"), number, width)


def _scaled(image: Image.Image) -> Image.Image:
    ratio = LONG_SIDE / max(image.size)
    return image if ratio >= 1 else image.resize((round(image.width * ratio), round(image.height * ratio)))


def _read(image: Image.Image, number: int, width: float) -> Page:
    import numpy

    worker.allow(SECONDS)
    unit = width / image.width
    result = _engine()(numpy.asarray(image)[:, :, ::-1])
    found = []
    if result.boxes is not None and result.txts is not None and result.scores is not None:
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            xs, ys = [float(p[0]) * unit for p in box], [float(p[1]) * unit for p in box]
            if text := text.strip():
                place = min(xs), min(ys), max(xs), max(ys)
                found.append(runs.Run(text, *place, size=_size(text, *place), confidence=float(score)))
    found, height = unfolded(found, width, image.height * unit)
    return Page(number, tuple(runs.lines(found)), width=round(width, 1), height=round(height, 1), ocr=True)


def _size(text: str, x0: float, y0: float, x1: float, y1: float) -> float:
    """The size of print: what a full-width character takes up of the line, but no more than the height of its box."""
    ems = sum(0.5 if c.isascii() else 1.0 for c in text)
    return min((x1 - x0) / ems, y1 - y0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})
