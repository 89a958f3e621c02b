"""Whether a text grants anything: an incentive policy, or a law, a plan, a form."""

from __future__ import annotations

import re
from itertools import islice

from schemas.text import Outline

_GRANT = re.compile(
    r"(?:给予|享受|予以|发放|拨付)[^,。;\n]{0,24}?(?:奖励|补贴|补助|资助|扶持|贴息|配套|奖金|资金|支持|补偿|\d)"
    r"|(?:支持|扶持|补助|补贴|奖励|资助|专项|贴息)(?:专项)?资金"
    r"|(?:奖励|补贴|补助|资助|贴息|支持|出资额?)(?:金额|比例|额度|标准)?[^,。;\n]{0,8}?(?:不超过|最高|\d)"
)
_AT_LEAST = 2
_UNITS_A_GRANT = 20


def grants(outline: Outline) -> bool:
    """Whether a guide card, or a policy that speaks of grants at least twice and in one of twenty provisions.

    A statute that mentions a subsidy somewhere is no incentive policy: its conditions are for permits and penalties.
    """
    if outline.part.kind == "guide_card":
        return True
    first = min((start for unit in outline.units for start, _ in unit.spans), default=0)
    last = max((end for unit in outline.units for _, end in unit.spans), default=0)
    enough = max(_AT_LEAST, -(-len(outline.units) // _UNITS_A_GRANT))
    return sum(1 for _ in islice(_GRANT.finditer(outline.folded, first, last), enough)) == enough
