"""A PDF writer of a page of code, for documents that tests and benchmarks print: Chinese text, rules, nothing embedded.

Text is set in STSong-Light, one of the fonts that PDF readers know (Adobe-GB1, encoding UniGB-UCS2-H): a character is
as wide as its size, an ASCII one half of that. To render the page a Chinese font of the machine's own is needed.
"""

from __future__ import annotations

from pathlib import Path

A4 = (595.28, 841.89)


def width(text: str, size: float) -> float:
    """How wide a text is, in points."""
    return sum(0.5 if char.isascii() else 1.0 for char in text) * size


class Press:
    """Pages that are written to; coordinates in points from the top left, text by its baseline."""

    def __init__(self, page: tuple[float, float] = A4) -> None:
        self.size = page
        self.pages: list[list[str]] = [[]]

    def text(self, x: float, y: float, text: str, size: float = 16.0, space: float = 0.0, red: bool = False) -> None:
        """Set a line of text; `space` is added after every character."""
        colour = "0.9 0 0 rg" if red else "0 g"
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(
            f"BT {colour} /F1 {size:.2f} Tf {space:.3f} Tc {x:.2f} {self.size[1] - y:.2f} Td <{code}> Tj ET"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a straight line."""
        top = self.size[1]
        self.pages[-1].append(f"0.5 w {x0:.2f} {top - y0:.2f} m {x1:.2f} {top - y1:.2f} l S")

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])

    def write(self, path: Path) -> None:
        """Write the file."""
        path.write_bytes(self.data())

    def data(self) -> bytes:
        """The file's bytes."""
        kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(self.pages)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
            "/DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
            "/Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >>",
        ]
        for marks in self.pages:
            stream = "\n".join(marks)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.size[0]} {self.size[1]}] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        return _file(objects)


def _file(objects: list[str]) -> bytes:
    body, places = "%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    size = len(objects) + 1
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("ascii")
