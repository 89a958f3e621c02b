"""How a sentence grants: whether it does, who grants, where the grant's own words begin, what only sounds like it."""

from __future__ import annotations

import re
from functools import cache

from extract.reading import alternatives, composed

# a sentence that grants something
GRANTING = alternatives("criteria", "granting")
# and one that only does something for somebody
SERVING = alternatives("criteria", "serving")
# office work: a list is published, and then paid for
PUBLISHED = re.compile(r"公示(?!后)|经[^,]{0,12}公示")
# what follows takes away instead of granting
SANCTION = composed("criteria", r",?(?:应当?|可以?|将|一律|由[^,]{2,16})?(?:将[^,]{2,16}?)?(?:予以)?{takes_away}")
# who grants, before the grant: 北京市广播电视局给予…
GRANTOR = composed("criteria", r"[^,的]{2,24}{grantors}(?:\([^()]*\))?(?={grantor_acts}|$)")
# 纳入培育库的企业，按照…机制确定的国有企业: somebody, and no grant
_WHO = composed("criteria", r"的[^,的]{0,8}(?:企业|单位|机构|公司|园区|平台|基地|人员)$")
# 举办展会3天及以上: as much as is asked for
_REACHED = re.compile(r"(?:\d|[一二三四五六七八九十百千万亿])[^,\d]{1,4}(?:\([^()]*\))?及?以上$")
# 银行向企业发放贷款，按照…: what somebody does
DOING = composed(
    "criteria",
    r"(?:企业|单位|机构|园区|个人|平台|创新主体|各类主体)[^,]{6,}"
    r"|(?!组织|支持|鼓励|引导|为)(?:[^,的]{1,8}的)?[^,的]{0,14}?{doers}(?:\([^()]*\))?{deeds}[^,]{4,}"
    r"|为[^,]{2,}提供[^,]{2,}(?:服务|的[^,的]{2,8})$",
)

# 将注册地迁入本区的上市公司: who does it
_NO_CASE = "(?!(?:将|开展|实施|举办|组织|利用|加入)[^,]*的[^,的]{0,6}(?:企业|单位|机构|公司|个人|团队|人员)(?:,|$))"


@cache
def _stop() -> re.Pattern[str]:
    leads = "[并则再即也将都均各就还或暂]|依法|应当?|同时|最终|可(?=根据|按|依据)"
    return composed("criteria", f"(?:{leads})*" + "{granting_starts}")


def begins_grant(folded: str, start: int, end: int, goes_on: bool = False) -> bool:
    """Whether a clause opens with words of granting, and is no case that sounds so（单笔投资超过500万元的，）."""
    if not _stop().match(folded, start, end):
        return False
    if _WHO.search(folded, max(start, end - 30), end):
        return any(folded[match.end() - 1] not in "按照" for match in core().finditer(folded, start, end))
    return not (goes_on or folded[end - 1] == "的") or core().search(folded, start, end) is not None


def merely_working(folded: str, start: int, end: int) -> bool:
    """Whether a clause tells what is done (搭建平台，给予…) and sets no case, no threshold and no subject."""
    working = alternatives("criteria", "working", _NO_CASE + "{}(?!的)")
    if folded[end - 1] == "的" or _REACHED.search(folded, start, end) or DOING.match(folded, start, end):
        return False
    return working.match(folded, start, end) is not None


@cache
def core() -> re.Pattern[str]:
    """Where a grant begins inside a clause, adverbs included."""
    return composed("criteria", "{granting_adverbs}*{granting_cores}")
