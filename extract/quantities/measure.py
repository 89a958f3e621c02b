"""What a rate is taken of, and what a threshold measures."""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.compare import Bound
from extract.quantities.context import Place
from extract.quantities.nouns import is_body
from extract.quantities.scope import scopes
from schemas.tables import values

_TAIL = re.compile(
    r"(?:的|为|在|达到|超过|超|应|须|应当|需|可|约|是|占|达|至少|由|分别|均|原则上|一般|给予|予以|最高|最多|按照?|支付|享受|提高到|提升至|提高至|(?<!支)(?:奖励|补贴|补助|资助|支持)(?=$)|[“”：: ])+$"
)
_BASE = re.compile(r".*(?:按照|依照|根据|按|给予|予以|获得|可享受|享受|对(?=[^,]{0,6}$)|其中)")
_START = re.compile(
    r"^(?:第[一二三四五六七八九十百]+条|\(?[一二三四五六七八九十\d]+[)、.．]|[、和及与或且并,;。:对其中于给以]|按照?|属于)+"
)
_HOLD = re.compile(
    r"^(?:应|须|需|要|已|均|且|并)*(?:设立|投入|安排|新建|建设|具有|具备|拥有|已有|设有|配备|建有|聘用|有|至少|获得|取得|达到|包括|含)+$"
)
_VERB_END = re.compile(
    r"(?:具有|拥有|具备|已有|有|安排|设置|聘用|签订|促成|完成|达成|引进|承担|参与|创制|配备|组织|举办)$"
)
_OPEN_END = re.compile(r"(?:[、和或及且并]|以及)*(?:累计)?(?:不[少低高多]于|不超过|至少|最[高低少多])?$")
_AFTER = re.compile(r"^(?:\([^()]*\))?(?:及以上|及以下|以上|以下|以内|之内|内|之间)?(?:\([^()]*\))?(?:的)?")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(r"(?:一次性)?(?:" + "|".join(map(re.escape, values("benefit", "given"))) + ").*$")


def of_rate(place: Place, bound: Bound) -> str:
    """What a granted rate or ratio is a rate of: 按照（采购合同金额）的10%, 不超过（项目总投资额）50%, 30%的（场租）补贴."""
    left = place.left
    behind = re.match(r"的([^,。;(]{2,16})|((?:费|利|贴息)率)", place.right)
    if bound.at is not None and bound.word:
        inner = _clean(left[bound.at + len(bound.word) :])
        outer = _clean(_BASE.sub("", left[: bound.at]))
        found = inner or outer or _clean(left[: bound.at])
    elif behind and re.search(r"(?:给予|予以|获得|享受|提供)$", left) and "按" not in left:
        found = ""
    else:
        cleaned = _TAIL.sub("", left)
        found = _clean(_BASE.sub("", cleaned)) or _clean(cleaned)
    if left.endswith("减按"):
        found = re.split("[,;。]", place.right)[0].removeprefix("的")
    if is_body(found):
        base = re.search(r"按照?([^,。;]*?)(?:给予|予以|对|向)", left)
        found = _clean(base[1]) if base else ""
    return found or (behind[2] or _given().sub("", behind[1]) if behind else "") or _earlier(place)


def _earlier(place: Place) -> str:
    """按…，给予30%; 对获得市级资金支持的，按照1:0.5给予配套."""
    found = re.search(r"按照?([^,。;]{2,24}),[^,。;]*$", place.head) or re.search(
        r"(?:获得|取得|享受)([^,。;]*?(?:资金|经费|补助|补贴|奖励))(?:支持|资助)?的[^,。;]*,[^,。;]*$", place.head
    )
    return _clean(found[1]) if found else ""


def of_threshold(place: Place, bound: Bound) -> str:
    """What a threshold measures: （年度研发费用）超过1000万元, 3个以上（国际发明专利）, 促成5个（技术转移项目）."""
    left = place.left if bound.at is None else place.left[: bound.at] + _between(place.left, bound)
    inside = re.match(r"^(.*)\(([^)]*)$", left)
    if left.startswith(")"):
        left = re.sub(r"\([^()]*\)", "", place.lead[: len(place.lead) - len(place.left)] + left)
    elif inside and not place.mention.ordinal:
        left = (
            inside[2]
            if len("".join(re.split("|".join(map(re.escape, scopes(inside[2]))) or "$", inside[2]))) > 1
            else inside[1]
        )
    name = _clean(re.sub(r"^(?:\([^()]*\))?(?:及?以[上下内]|之?内)(?:\([^()]*\))?", "", left))
    if place.mention.kind == "time" and re.match(r"(?:以|之)?内", place.right):
        return re.split(r"[,;。的]", _AFTER.sub("", place.right))[0] or name
    for scope in scopes(name):
        name = name.replace(scope, "", 1)
    behind = _OPEN_END.sub("", re.split(r"[,;。]", _AFTER.sub("", place.right))[0])
    if re.search(r"[和及或且]$", name):
        return behind
    if place.mention.ordinal and place.mention.unit not in ("名", "位"):
        return name.removesuffix("前") + re.split(r"[中里内的]", behind)[0]
    if (_VERB_END.search(name) and len(behind) > 1) or re.fullmatch(r"[\d年月日至连续]*", name):
        return behind.split("的")[0]
    if not name or _HOLD.match(name) or (len(name) <= 2 and place.mention.kind == "count"):
        return (name if not _HOLD.match(name) else "") + behind.split("的")[0]
    return name


def _between(left: str, bound: Bound) -> str:
    """The noun phrase between a comparison word and its number（不少于全部屋面水平投影40%）."""
    return (
        left[bound.at + len(bound.word) :]
        if bound.word and bound.at is not None and left[bound.at :].startswith(bound.word)
        else ""
    )


def _clean(text: str) -> str:
    text = re.split(r"[,;。:]", re.sub(r"\((?=[^)]*$)|^[^(]*\)", "", text))[-1].translate({0x1F: "、"})
    previous = None
    while previous != text:
        previous, text = text, _START.sub("", _TAIL.sub("", text))
    return text.strip("的、 ")
