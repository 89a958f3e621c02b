"""The tree of provisions of one part, with what stands above and below it.

Paths join the labels from article level down: 第五条/（二）/1/（1）, 二/（一）/3, 附则/（一）, 附件/1. Chapters and
sections stand for themselves (第二章, 第二章/第一节) and begin the path of an article only where articles count from
one again in every chapter. Paths are as printed: where the source gives a number twice, or one provision holds two
lists, a path comes twice, and its place tells the units apart. Wrong numbers are kept and reported as notes.

Nothing is lost: every character of the part's paragraphs is in exactly one of head, units' spans and tail.
"""

from __future__ import annotations

from extract.outline.build import outline, outline_fields

__all__ = ["outline", "outline_fields"]
