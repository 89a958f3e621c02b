"""Who a number's own clause names: the object of granting, its subject, or whom its scope counts by.

What the clauses, sentences and headings around it say is in extract.quantities.clauses.
"""

from __future__ import annotations

import re
from functools import cache

from extract.quantities.context import Place
from extract.quantities.nouns import LABEL, alternatives, first_noun, halts, is_body, is_recipient, short
from extract.quantities.scope import scopes
from extract.words import cut
from schemas.tables import values

# where the name behind 给予 ends: at a scope, a comparison, what is given, or a mark
_END = (
    r"(?=单项|单个|单家|每|一次性|分别|最高|最多|最低|不超过|不高于|不低于|不少于|年度|累计|总额|总金额|按照?|奖励|补贴|补助"
    r"|资助|支持|配套|资金|贴息|贴费|风险|相应|一定|额度|适当|以|为期|第[一二三四五]年|上一|其|综合|专项|运营补|租金|场租"
    r"|发放|享受|保费|“|\d|$|[,;。])"
)
_OBJECT = re.compile(rf"(?:给予|给(?!予)|奖励(?!性)|补贴给|拨付给)([^,;。:\d]{{2,40}}?){_END}")
_WHOLE_OBJECT = re.compile("给予([^,。;:给]{2,40})$")  # 给予新三板“创新层”企业10万元
_BEHIND = re.compile(r"(?:对|向|给(?!予))([^,;。]{2,24}?)(?:给予|进行|予以|发放|提供|支付|拨付)")
_BACKED = re.compile(r"(?:活动)?(?:经费|资金|补助)?,?(?:用于)?支持([^,;。]{2,30})")
_BUILT = re.compile(r"(?:建设|运营|发展).*$")
_NEXT = re.compile(rf"[^,;。]*,(?:择优|分档|分类|分级|由[^,]*)?给予([^,;。:\d]{{2,40}}?){_END}")
_LEADING = re.compile(r"^(?:\([^()]*\))?[、和及或;,]+|^.*\((?=[^)]*$)")
_BY = re.compile("按照?")
_SUM_IS = re.compile(r"(?:金额|限额|标准|上限|额度|比例)为")
_NO_SUBJECT = re.compile(
    r"^(?:可|参与|承担|开展|提供)|对(?!外)|[按在](?!校|京)|(?<!博士)后|时(?!尚|装)|并(?!购)|经(?![营济开纪])|自(?![主贸动营建由])"
    r"|[期以]内|给予|支持|奖励|补贴|根据|符合|超过|高出|获得|每"
)
_CAPPED = re.compile(r"(?:限额|上限)为([^,。;]{2,20})$")
_ENTITLES = re.compile(
    r"([^的]{2,30}?)(?:每年|年度)?(?:可(?:使用|享受|获得|申请|领取)|(?:获得|享受)(?=上述|本条|以上|该))"
)
_EACH_THING = re.compile(r"每[项件款类种部]|单[个项](?:项目|产品|活动)")
_PAYS = re.compile(r"(?:资金|公益金|财政|政府|部门|[局委])$")
_RECEIVERS = ("企业", "单位", "机构", "个人", "主体", "公司", "家庭", "方", "人")
_YUAN = re.compile(r"\d[\d.,]*[万亿]?元")
_AMOUNT_NOUN = re.compile(r"[额费金率期价款限例间本券”]$")
_COUNTED = re.compile(
    r"(?:每(?:家|个|户|位|名|一)|单(?:家|个|户|名|一))(?=[^,;。\d]{2})|同一|一个(?=(?:申报)?(?:企业|单位|项目|机构)(?:当年|年度|每年))"
)
_PRINCIPLE = re.compile(r"^(?:每年|年度|原则上|当年|累计)+")
_NEW_NOUN = re.compile(r"[一-鿿]{2,8}")
_YEARLY = re.compile(r"(?:每年|年度|当年|累计)+.*$")
_RECEIVER = re.compile(r"(?:企业|机构|单位|主体|公司|平台|组织|团队|基地|中心|方|孵化器|人)$")
_RAISED = "上调 可上调 上浮 可上浮 提高 可提高 提高到 提高至 "
_LITTLE = _RAISED + "增加 可 获得 为 的 最高 按 再 额外 择优 分档 应 原则上 一般 分别 每年 也 均 将 另 每"


@cache
def _amount_end() -> re.Pattern[str]:
    words = (*values("benefit", "amount"), *values("benefit", "grant"), *_LITTLE.split())
    return re.compile(f"(?:{alternatives(words)})+$")


def addressed(place: Place) -> str:
    """The object of granting in the number's clause, or in the next where that only says to whom; ''.

    给予（落地主体）不超过…, …的10%给予（牵头单位）奖励, …的30%对（专业服务机构）进行补贴.
    """
    for text in (place.left, place.right):
        if name := addressee(text):
            return name
    backed = _BACKED.match(place.right)
    if backed and (name := first_noun(backed[1]) or _BUILT.sub("", backed[1])) and not halts() & set(cut(name)):
        return name
    rate = place.mention.kind in ("rate", "ratio")
    behind = _BEHIND.search(place.right) or (_NEXT.match(place.following) if rate else None)
    return short(behind[1]) if behind and is_recipient(behind[1]) else ""


def addressee(text: str) -> str:
    """The last object of granting in a text（给予转让方资金补贴）; ''."""
    objects = [found[1].strip("的") for found in _OBJECT.finditer(text)]
    whole = _WHOLE_OBJECT.search(text)
    for name in (*objects[-1:], *(whole.groups() if whole else ())):
        if is_recipient(name) and not _EACH_THING.match(name):
            return short(name)
        if (body := first_noun(name)).endswith(_RECEIVERS):  # 给予用人单位留用补贴
            return body
    return ""


def named(place: Place, comparison: int | None) -> str:
    """The recipient that the number's own clause names: whom it caps, its object, its subject, whom it counts; ''."""
    left = place.left if comparison is None else place.left[:comparison]
    capped = _CAPPED.match(place.left, comparison) if comparison is not None else None
    if capped:
        name = short(capped[1])  # 每人每月 counts, it names nobody
        if is_recipient(name):
            return name
    return addressed(place) or _subject(left, place) or _counted(left)


def _subject(left: str, place: Place) -> str:
    """The noun phrase before the verb or the amount: （国际首创产品）支持金额不超过…, （国际标准）50万元."""
    text = LABEL.sub("", _LEADING.sub("", left)).removeprefix("其中")
    entitled = _ENTITLES.match(text)
    if entitled and is_recipient(entitled[1]) and not _NO_SUBJECT.search(entitled[1]):
        return short(entitled[1])
    for scope in scopes(text):
        text = text.replace(scope, "")
    if text.startswith("可") or "出资" in text:
        return ""
    text = _SUM_IS.split(_amount_end().sub("", _BY.split(text)[0]))[-1].rpartition("的")[2].rstrip("、")
    if not 1 < len(text) <= 60 or text[0] == "(" or _NO_SUBJECT.search(text):
        return ""
    if _PAYS.search(text):
        return ""
    plain = left == place.lead and left.endswith("给予") and 4 <= len(text) < 16 and not halts() & set(cut(text))
    return short(text) if is_recipient(text) or plain or _parallel(place, text) else ""


def _parallel(place: Place, text: str) -> bool:
    """Whether a name with no noun of recipients is told apart by its amount（曲艺短篇不超过10万元；木偶项目…）."""
    if place.mention.kind not in ("money", "price") or len(text) < 3 - text.endswith("级") or _AMOUNT_NOUN.search(text):
        return False
    if halts() & set(cut(text)):  # 入库前完成股改给予3万元
        return False
    return len(_YUAN.findall(place.text)) > 1


def _counted(left: str) -> str:
    marks = list(_COUNTED.finditer(left))
    if not marks:
        return ""
    text = counted(left)
    if _RECEIVER.search(text):
        return text
    rest = left[marks[-1].end() :]
    body = first_noun(_PRINCIPLE.sub("", rest))
    if is_body(body) and "、" not in body:  # 同一企业数据资产入表补贴
        return body
    thing = _amount_end().sub("", rest)
    single = marks[-1][0] == "单个"  # 单个医疗器械奖励金额
    single = single and (thing == "项目" or not is_recipient(thing))
    return thing if single and thing != rest and _NEW_NOUN.fullmatch(thing) and not halts() & set(cut(thing)) else ""


def counted(left: str) -> str:
    """What the scope counts by（单个项目, 每家企业）; ''."""
    marks = list(_COUNTED.finditer(left))
    first, *others = (scopes(left[marks[-1].start() :]) if marks else []) or [""]
    text = _YEARLY.sub("", first[2:] or "".join(others))  # 每个单位每年 is read as 每个, 单位每年
    return text if is_recipient(text) else ""
