"""Who receives what a number grants, or of whom a threshold asks it.

A recipient is read from the words nearest to the number outwards: its own clause (object, subject, scope), then the
clauses before it in the sentence, backwards (对…的企业, 企业…的), then what the sentence, the paragraph or the heading opens with
(支持企业…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.quantities.context import Place
from extract.quantities.scope import scopes
from extract.words import cut
from schemas.tables import values

_LABEL = re.compile(r"^(?:\(?[一二三四五六七八九十\d]+[)、.．]|第[一二三四五六七八九十百]+[条章节]|[①-⑳])[ 　]*")
_CUT = (
    r"(?:单项|单个|单家|每|一次性|分别|最高|最多|最低|不超过|不高于|不低于|不少于|年度|累计|总额|总金额|按照?|奖励|补贴|补助|资助|支持|配套|资金|贴息|贴费|风险|相应"
    r"|一定|额度|适当|以|为期|第[一二三四五]年|上一|其|综合|专项|运营补|租金|场租|发放|享受|保费|“|\d|$|[,;。])"
)
_OBJECT = re.compile(rf"(?:给予|给(?!予)|奖励(?!性)|补贴给|拨付给)([^,;。:\d]{{2,40}}?)(?={_CUT})")
_BEHIND = re.compile(r"(?:对|向|给(?!予))([^,;。]{2,24}?)(?:给予|进行|予以|发放|提供)")
_NEXT = re.compile(rf"[^,;。]*,(?:择优|分档|分类|分级|由[^,]*)?给予([^,;。:\d]{{2,40}}?)(?={_CUT})")
_FOR = re.compile(r"(?<![应针相绝核面校反])对(?!应|象|外(?!资)|口|标(?!准)|接|比|照|策|赌|话|等)于?")
_VERBS = re.compile(r"给予|予以|进行|按照?|分别|发放|提供|一次性|根据|实行|每|最高|单个|单项|不超过|年度|奖励|补贴|补助|资助|支持")
_BACKING = re.compile(
    r"(?:支持(?!资金|方式|周期|金额|条件|标准|总|内容|期|对象|范围)|鼓励|引导|推动|面向|吸引|^(?:大力|积极|加快)?(?:申报|培育|建设|打造))"
    r"(?:建设|培育|打造|发展|重点|优秀)?([^,;。:]{2,40})"
)
_JOINED = re.compile(r"(?:申报|建设|实施|承担|参与|组织|申请|开放|投资)(?:企业|单位|主体|机构|方|者|人|项目)")
_TEAM = re.compile(r"(?:运营|建设|管理|服务|研制|承担|牵头|申报|实施|使用|投资)?(?:主体|机构|单位|企业|方|者)")


@cache
def _nouns() -> tuple[str, ...]:
    words = [word for table in ("recipients", "scope") for key in ("bodies", "things") for word in values(table, key)]
    return tuple(sorted((word for word in words if not word.endswith("额")), key=len, reverse=True))


@cache
def _body_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, (*values("recipients", "bodies"), *values("scope", "bodies")))) + r")(?:\([^()]*\))?”?$")


@cache
def _halt() -> frozenset[str]:
    return frozenset(values("scope", "halts"))


@cache
def _noun_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, _nouns())) + r")(?:\([^()]*\))?[”]?(?:等)?$")


@cache
def _amount_end() -> re.Pattern[str]:
    little = ["可", "获得", "为", "的", "最高", "按", "再", "额外", "择优", "分档", "应", "原则上", "一般", "分别", "每年", "也", "均", "将", "另", "每"]
    words = sorted((*values("benefit", "amount"), *values("benefit", "grant"), *little), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")+$")


def is_recipient(text: str) -> bool:
    """Whether the words end in a noun that names who or what can be granted something."""
    return bool(_noun_end().search(text)) and not re.search(r"\d人(?:\([^()]*\))?$|人数$|(?:^|的|按|照|达到|助|贴|励|持|费|算)标准$", text)


def is_body(text: str) -> bool:
    """Whether the words end in a noun of a body or person, that can itself receive or be asked."""
    return bool(_body_end().search(text)) and is_recipient(text)


def addressed(place: Place) -> str:
    """The object of granting in the number's clause: 给予（落地主体）…, …的10%给予（牵头单位）奖励, …对（管理机构）给予; ''."""
    for text in (place.left, place.right):
        objects = [m[1].strip("的") for m in _OBJECT.finditer(text)]
        if objects and is_recipient(objects[-1]):
            return _short(objects[-1])
    behind = _BEHIND.search(place.right) or (_NEXT.match(place.following) if place.mention.kind in ("rate", "ratio") else None)
    return _short(behind[1]) if behind and is_recipient(behind[1]) else ""


def named(place: Place, comparison: int | None) -> str:
    """The recipient that the number's own clause names: its object, its subject, or the one its scope counts by; ''."""
    left = place.left if comparison is None else place.left[:comparison]
    return addressed(place) or _subject(left, place) or _counted(left)


def _subject(left: str, place: Place) -> str:
    """The noun phrase before the verb of granting or the amount: （国际首创产品）支持金额不超过…, （国际标准）50万元."""
    text = _LABEL.sub("", re.sub(r"^(?:\([^()]*\))?[、和及或;,]+|^.*\((?=[^)]*$)", "", left)).removeprefix("其中")
    for scope in scopes(text):
        text = text.replace(scope, "")
    text = _amount_end().sub("", re.split("按照?", text)[0]).rpartition("的")[2]
    if not text or len(text) > 60 or re.search(r"[对按在后时并经自]|[期以]内|给予|支持|奖励|补贴|根据|符合|超过|高出|获得|每", text):
        return ""
    plain = left == place.lead and left.endswith("给予") and 4 <= len(text) < 16 and not _halt() & set(cut(text))
    return _short(text) if is_recipient(text) or plain or _parallel(place, text) else ""


def _parallel(place: Place, text: str) -> bool:
    """Whether a name that is no recipient's noun is told apart from others by its amount（曲艺短篇不超过10万元；木偶…）."""
    money = re.findall(r"\d[\d.,]*[万亿]?元", place.text)
    return place.mention.kind in ("money", "price") and len(money) > 1 and 2 < len(text) and not re.search(r"[额费金率期价款限例间本]$", text)


def _counted(left: str) -> str:
    text = counted(left)
    return text if re.search(r"(?:企业|机构|单位|主体|公司|平台|组织|团队|基地|中心|方|孵化器|人)$", text) else ""


def counted(left: str) -> str:
    """What the scope counts by（单个项目, 每家企业）; ''."""
    found = None
    for found in re.finditer(r"(?:每|单)(?:家|个|户|位|名|一)(?=[^,;。\d]{2})|同一", left):
        pass
    if not found:
        return ""
    name = scopes(left[found.start() :])
    text = re.sub(r"(?:每年|年度|当年|累计)+.*$", "", name[0][2:]) if name else ""
    return text if is_recipient(text) else ""


def governed(place: Place, sentence: str = "") -> str:
    """The recipient that the clauses before the number put it under, nearest first; '' where none names one.

    A bare 项目 gives way to whom the `sentence` backs（支持企业申报…项目，对项目…予以支持）.
    """
    for clause in _clauses_back(place):
        found = _governing(clause)
        if found:
            return (opener(sentence) if found == "项目" and sentence else "") or found
    return ""


def clause_without_name(place: Place) -> str:
    """The last 对…的 before the number that names nobody（采用融资租赁方式…的）; ''."""
    marks = list(_FOR.finditer(place.head))
    if not marks:
        return ""
    text = re.split(r"[;。:]", place.head[marks[-1].end() :])[0]
    found = re.match(r"(.*?的),", text)
    return found[1] if found else ""


def _clauses_back(place: Place) -> Iterator[str]:
    """The sentence's clauses before the number, nearest first; one that begins with 对 brings the clauses up to its noun."""
    clauses = place.head.split(",")
    for i in range(len(clauses) - 1, -1, -1):
        marks = list(_FOR.finditer(clauses[i]))
        if not marks:
            yield clauses[i] if i < len(clauses) - 1 else ""
            continue
        yield "对" + ",".join([clauses[i][marks[-1].end() :], *clauses[i + 1 :]])


def _governing(clause: str) -> str:
    if not clause.startswith("对"):
        return _governing_subject(_LABEL.sub("", clause))
    if re.match("对该|对上述|对前述|对其", clause):
        return ""
    for part in clause[1:].split(","):
        cuts = [m.start() for m in _VERBS.finditer(part)] + [len(part)]
        for at in cuts:
            name = part[:at].rpartition("的")[2]
            if is_recipient(name) and not part[:at].endswith("的"):
                return (first_noun(name) if re.search(r"[为在将与]", name) else "") or _short(name)
        tail = part.rpartition("的")[2]
        if "的" in part and 1 < len(tail) < 16 and not _VERBS.search(part):
            return first_noun(part) or _short(tail)
        if part.endswith("的"):
            return ""
    first = first_noun(clause[1:])
    return first if first and "的" not in clause[1:].split(first)[0] else ""


def _governing_subject(clause: str) -> str:
    """企业获得…的; 2019年底前成立的养老机构; 入围剧目可获得…."""
    if clause.endswith("的"):
        return first_noun(clause)
    if _BACKING.match(clause):
        return opener(clause)
    _, de, tail = clause.rpartition("的")
    if de and len(tail) < 20 and (is_body(tail) or re.search(r"(?:作品|产品|标准|活动|剧目|专利|展会|赛事|工程|期刊)$", tail)):
        return _short(tail)
    found = re.match(r"(?:其中)?([^,]{2,30}?)(?:可|均可)(?:获得|享受|申请|领取)", clause)
    return _short(found[1]) if found and not re.search(r"自|起$", found[1]) else ""


def opener(text: str) -> str:
    """The recipient behind the 支持、鼓励 … that opens a text（支持企业利用…）; ''."""
    found = _BACKING.search(_LABEL.sub("", text))
    if not found:
        return ""
    return first_noun(found[1]) or (first_noun(found[1].rpartition("的")[2]) if "的" in found[1] else "")


def asked(text: str, measured: bool = False) -> str:
    """Of whom a sentence or clause asks something: its subject, or the noun its first clause ends in; ''.

    In a clause cut before its number the last noun is what is `measured`（在职正式职工不多于100人）.
    """
    found = subject(text)
    if measured and (not found or re.fullmatch(r".*" + re.escape(found) + r"(?:人数|总数|数量?|占.*|比例)?", text)):
        return ""
    if not found:
        first = re.split(r"[,;。:]", _LABEL.sub("", text))[0]
        found = first_noun(re.sub(r"^(?:申报|申请|认定|评定)", "", first.rpartition("的")[2]))
    return found if _body_end().search(found) else ""


def subject(text: str) -> str:
    """The recipient that is the subject of a sentence or clause（企业获得…的, 其中生物医药领域企业注册成立…）; ''."""
    clause = re.split(r"[,;。:]", _LABEL.sub("", text))[0][:48]
    return first_noun(re.sub(r"^(?:其中|且|并|同一|单个|每家|根据|申报)+(?=.{2})", "", clause))


def entitled(text: str) -> str:
    """Whom a heading promises a grant（银行奖励。…, 担保公司补贴）; ''."""
    found = re.match(r"([^,;。:]{2,16}?)(?:奖励|补贴|补助|资助|扶持)(?=[。:]|$)", _LABEL.sub("", text))
    return found[1] if found and is_body(found[1]) else ""


def by_merit(text: str) -> str:
    """Whose merits decide（根据创业服务机构…孵化服务成效，择优给予）; ''."""
    found = re.search(r"根据(?!其)([^,;。]{3,})", text)
    return first_noun(found[1]) if found else ""


def topic(text: str) -> str:
    """A noun phrase that stands alone at the start of a sentence（重点国际学术会议，采取…）; ''."""
    first, comma, _ = _LABEL.sub("", text).partition(",")
    plain = comma and 2 < len(first) <= 20 and cut(first[:8])[0] not in _halt() and not re.search(r"[对按在后时的年底]|给予|支持|采[取用]|根据|符合|经|\d", first)
    return first if plain else ""


def first_noun(text: str) -> str:
    """The words up to the first noun of recipients, as jieba cuts them, with the list it opens; '' where a verb stands between."""
    taken = ""
    for word in cut(text[:60]):
        taken += word
        if is_recipient(word) and (len(word) > 1 or text[len(taken) : len(taken) + 1] not in tuple("案式法面向便针标员才数力口工")):
            more = "" if _body_end().search(taken) else _longer(text, taken)
            return _short(more or taken + _rest_of_list(text[len(taken) :]))
        if len(taken) > 24 or (word in _halt() and not (taken == word and _JOINED.match(text))):
            return ""
    return ""


def _longer(text: str, taken: str) -> str:
    """The body that a thing's noun is only the beginning of（技术转移机构, 科技成果概念验证平台）; ''."""
    whole = taken
    for word in cut(text[len(taken) : len(taken) + 12])[:4]:
        whole += word
        if word in _halt() or not re.fullmatch(r"[一-鿿]+", word):
            return ""
        if _body_end().search(whole) and len(word) > 1:
            return whole
    return ""


def _rest_of_list(text: str) -> str:
    """What belongs to the noun just read: 、…企业, 和…机构, 运营主体."""
    team = _TEAM.match(text)
    if team:
        return team[0]
    more = re.match(r"(?:[、和及或与][^,;。:、和及的]{1,14})*(?:等[^,;。:、的]{1,6})?", text)
    words = more[0] if more else ""
    while words and not is_recipient(words):
        words = words[:-1]
    return words


def _short(text: str) -> str:
    text = text.strip("的、 \x1f").translate({0x1F: "、"})
    return re.sub(r"^(?:该|其(?![余他中它])|上述|符合条件的|本市|我市|我区|每年每家|每家|每个|单个|单家|各|各类)(?=.{2})", "", text)
