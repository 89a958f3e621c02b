"""Who the words around a number's clause put it under.

Read outwards: the clauses before it in the sentence, backwards (对…的企业, 企业…的), the sentences before, then what
the sentence, the paragraph or the heading opens with (支持企业…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.quantities.context import Place
from extract.quantities.nouns import LABEL, first_noun, halts, is_body, is_recipient, short
from extract.quantities.who import addressee
from extract.words import cut

_FOR = re.compile(r"(?<![应针相绝核面校反])对(?!应|象|外(?!资)|口|标(?!准)|接|比|照|策|赌|话|等)于?")
_VERBS = re.compile(
    r"给予|予以|进行|按照?|分别|发放|提供|一次性|根据|实行|每|最高|单个|单项|不超过|年度|奖励|补贴|补助|资助|支持"
)
_BACKING = re.compile(
    r"(?:支持(?!资金|方式|周期|金额|条件|标准|总|内容|期|对象|范围)|鼓励|引导|推动|面向|吸引"
    r"|^(?:大力|积极|加快)?(?:申报|培育|建设|打造)|(?:^|(?<=,))组织)(?:建设|培育|打造|发展|重点|优秀|和)*([^,;。:]{2,40})"
)
_NAMELESS = re.compile(r"(.*?的)(?:,|再?给予|一次性)")
_THING = re.compile(r"([^的;。:]{2,40}?),?(?:再?给予|予以|按照?(?!规定)|一次性|每)")
_NO_THING = re.compile(r"^[其该此]|\d|进行|开展|上述|情况|问题|工作|行为")
_CASE = re.compile(r"(?:截[至止][^,]*,)?((?:[^,]{2,40},)?[^,]{2,30}的),")
_NO_CASE = re.compile(r"给予|必要|按照?|依照|[:;]|其中|申请|申报|对|\d")
_AGAIN = re.compile("对(?:该|上述|前述|其(?![他它余中]|管理机构|运营|高级|高管|母公司|所属))")
_DESCRIBED = re.compile(r".*(?:提供|进行|开展|支持|奖励).*的([^的]{2,24}?)(?:再?给予|予以|按照?|分别|每|一次性|$)")
_PROCEDURE = re.compile("进行审")
_LISTED = re.compile(r"(?:目录|名录|名单|清单|计划)的$")
_PAID = re.compile(r"(?:实际)?(?:投资|租金|房租|贷款|保费|费用|支出|利息|贷款利息)+$")
_RELATING = re.compile(r"[为在将与]")
_WORK = re.compile(r"(?:作品|产品|标准|活动|剧目|专利|展会|赛事|工程|期刊)$")
_BELONGS = re.compile(
    r"(?:其中)?(?:当年|首次|成功|新|被)*(?:属于?|认定|评定|获评|评为|入选|列入|获批|创建|建成)为?([^的]{2,30})"
)
_DONE = re.compile(r"(?:开展|实施|新建|建设)(.{2,60}(?:项目|工程))$")
_SUM = re.compile(r"(?:比例|标准|[额费金])$")
_COUNTED = re.compile(r"(?:(?:人数|总数)在?|数量?|占.*|比例|[^,的]{0,8}率)?(?:达到?|大于|超过|不[少低]于)?(?:\d|$)")
_VALUED = re.compile(r"(?:人数|总数|数量?|占.*|比例|[^,的]{0,8}[率额费值])?(?:达到?|大于|超过|不[少低]于)?(?:\d|$)")
_OBTAINS = re.compile(r"(?:其中)?([^,]{2,30}?)(?<!自)(?<!起)(?:可|均可)(?:获得|享受|申请|领取)")
_BROUGHT = re.compile(r"(?:(?:设立|引进|组建|成立)(?:相关)?|(?=(?:挂牌|上市|入驻)(?:企业|公司|机构)$))([^的]{2,30})$")
COMMON = ("项目", "产品", "活动")
_AWARDED = re.compile(r"(?:新?获评|被?评为|被?认定为|新?获批|入选|列入|被?确定为)(.{2,})的")
_ASIDE = re.compile(r"\([^()]{9,}\)")
_NUMBER = re.compile(r"\d[\d.]*[%万亿元]")
_STOPS = re.compile("[。;:]")
_MARKS = re.compile(r"[,;。:|\n]")
_INTRODUCED = re.compile(r"^(?:其中,|[^,。;:]{0,6}(?:标准|方式|额度|金额):)")
_CONNECTED = re.compile(
    r"^(?:其中|新建|和改造|且|并|同一|单个|每家|根据(?!其)|申报(?![人者]|单位|企业|主体|机构|项目))+(?=.{2})"
)
_ENGAGED = re.compile(r"((?:专门|主要)?从事[^,。;:的]{2,24}的(?:企业|单位|机构|公司|主体))(?=[^,。;:的])")
_APPLICANT = re.compile(r"的([^,的]{0,4}(?:企业|单位|机构|公司|主体))")
_MEASURED = re.compile(r"([一-鿿]{2,16})的[^的,]{2,12}(?:价格|金额|收入|面积|投资额?)$")
_ALLOWED = re.compile(r"[^,。;]*[的后],([^,。;]{2,24}?)(?:可|均|应|须|享受|按)")
_APPLIED = re.compile(r"^(?:申报|申请|认定|评定)(?![人者方]|企业|单位|主体|机构|项目)")
_ENTITLED = re.compile(r"([^,;。:]{2,16}?)(?:奖励|补贴|补助|资助|扶持)(?=[。:]|$)")
_MERIT = re.compile(r"根据(?!其)([^,;。]{3,})")
_NO_TOPIC = re.compile(r"[对按在后时的年底]|期[间内满]|给予|支持|享受|资助|申请|采[取用]|根据|符合|经|\d")


def plain(text: str) -> str:
    """The text without its longer asides（企业（…的投资项目优先支持，下同）和现代服务业企业）."""
    return _ASIDE.sub("", text) if "(" in text else text


def governed(place: Place, sentence: str = "") -> str:
    """The recipient that the clauses before the number put it under, nearest first; '' where none names one.

    A bare 项目 or 产品 gives way to whom the `sentence` backs（支持企业申报…项目，对项目…予以支持）.
    """
    for clause in _clauses_back(place.head):
        found = _governing(clause)
        if found:
            return (opener(sentence) if found in COMMON and sentence else "") or found
        if clause.startswith("对") and _NUMBER.search(place.head[: -len(clause)]) and not _NUMBER.search(clause):
            return clause_without_name(place)  # 给予5%，其中对认定为技术创新型项目的，给予10%
    return ""


def before(text: str) -> str:
    """The recipient that the sentences before a number's put what follows under（对…项目给予支持。采取…）; ''."""
    for sentence in reversed(_STOPS.split(text)):
        found = addressee(sentence) or next(filter(None, map(_governing, _clauses_back(f"{sentence},"))), "")
        found = found or (topic(sentence) if "给予" in sentence else "")
        if found:
            return found
    return ""


def clause_without_name(place: Place) -> str:
    """The last 对…的 before the number that names nobody（采用融资租赁方式…的）; ''."""
    head = plain(place.head)
    marks = list(_FOR.finditer(head))
    object_ = re.split(r"[;。:]", head[marks[-1].end() :])[0] if marks else ""
    found = _NAMELESS.match(object_)
    if not found:
        thing = _THING.match(object_)
        return short(thing[1]) if thing and not _NO_THING.search(thing[1]) else ""
    awarded = _AWARDED.fullmatch(found[1])
    return short(awarded[1]) if awarded and is_recipient(awarded[1]) else found[1]


def case(place: Place) -> str:
    """The case …的 that opens the number's sentence, where it names nobody（经评估为重度失能的，每人每月…）; ''."""
    found = _CASE.match(LABEL.sub("", place.head))
    if not found or _NO_CASE.search(found[1]):
        return ""
    name = first_noun(short(found[1]))
    return name if is_body(name) else found[1]


def _clauses_back(head: str) -> Iterator[str]:
    """The clauses of a sentence up to a number, nearest first; one with 对 brings what follows up to its noun."""
    clauses = plain(head).split(",")
    for i in range(len(clauses) - 1, -1, -1):
        marks = list(_FOR.finditer(clauses[i])) if "对" in clauses[i] else []
        if marks:
            yield "对" + ",".join([clauses[i][marks[-1].end() :], *clauses[i + 1 :]])
        elif i < len(clauses) - 1:
            yield clauses[i]


def _governing(clause: str) -> str:
    """Whom one clause puts what follows under: 对（…的）X, X可获得, X…的; ''."""
    if not clause.startswith("对"):
        return _governing_subject(LABEL.sub("", clause))
    if _AGAIN.match(clause):
        return ""
    *parts, own = clause[1:].split(",")
    for part in (*parts, own.removesuffix("的")):
        described = _DESCRIBED.match(part) if "的" in part else None
        if described and is_recipient(described[1]):  # 对为企业提供信用评价服务的平台
            return short(described[1])
        verbs = [found.start() for found in _VERBS.finditer(part)]
        for at in (*verbs, len(part)):
            name = part[:at].rpartition("的")[2]
            owner = first_noun(name) if _PAID.search(name) else ""
            if owner and _PAID.fullmatch(name[len(owner) :]):  # 对现代服务业项目投资按照, 对体验店租金按照
                return owner
            if len(name) < 60 and is_recipient(name):
                return (first_noun(name) if _RELATING.search(name) else "") or short(name)
        tail = part.rpartition("的")[2]
        if "的" in part and len(tail) > 1 and not _VERBS.search(tail):
            owner = first_noun(part)
            owner = owner if is_body(owner) else first_noun(tail)
            if owner or (len(tail) < 24 and not _SUM.search(tail)):
                return owner or short(tail)
        if part.endswith("的"):
            awarded = _AWARDED.fullmatch(part)  # 对获评制造业单项冠军企业的
            owner = short(awarded[1]) if awarded else first_noun(part)
            return owner if is_body(owner) and "的" not in owner else ""
    first = "" if _PROCEDURE.search(clause) else first_noun(clause[1:])
    return first if first and "的" not in clause[1:].split(first)[0] else ""


def _governing_subject(clause: str) -> str:
    """企业获得…的; 2019年底前成立的养老机构; 入围剧目可获得…."""
    if clause.endswith("的"):
        found = "" if _LISTED.search(clause) else first_noun(clause)
        return "" if found and _measures(found, clause) else found
    if _BACKING.match(clause):
        return opener(clause)
    if clause.startswith("针对") and is_recipient(clause):
        return short(clause[2:])
    belonging = _BELONGS.fullmatch(clause)
    if belonging and is_recipient(belonging[1]):
        return short(belonging[1])
    done = _DONE.match(clause)
    if done and is_recipient(done[1]):
        return done[1]
    _, de, tail = clause.rpartition("的")
    if de and len(tail) < 20 and (is_body(tail) or _WORK.search(tail)):
        return short(tail)
    obtains = _OBTAINS.match(clause)
    if obtains:
        return short(obtains[1])
    brought = _BROUGHT.search(clause)
    return short(brought[1]) if brought and is_body(clause) else ""


def opener(text: str) -> str:
    """The recipient behind the 支持、鼓励 … that opens a text（支持企业利用…）; ''."""
    found = _BACKING.search(LABEL.sub("", text))
    if not found:
        return ""
    first = first_noun(found[1])
    owner = _APPLICANT.match(found[1], len(first)) if first else None  # 支持搭建研发平台的企业
    if owner:
        return owner[1]
    return first or (first_noun(found[1].rpartition("的")[2]) if "的" in found[1] else "")


def asked(text: str, measured: bool = False) -> str:
    """Of whom a sentence or clause asks something: its subject, or the noun its first clause ends in; ''.

    In a clause cut before its number the last noun is what is `measured`（在职正式职工不多于100人）.
    """
    text = plain(text)
    engaged = _ENGAGED.match(_INTRODUCED.sub("", LABEL.sub("", text)))
    if engaged:
        return engaged[1]
    found = subject(text)
    if measured and found and _measures(found, text):
        return ""
    if measured and (thing := _MEASURED.match(LABEL.sub("", text))) and is_recipient(thing[1]) and "、" not in thing[1]:
        return thing[1]  # 成套技术装备的首套销售价格不低于500万元
    if not found:
        first = _MARKS.split(_INTRODUCED.sub("", LABEL.sub("", text)))[0]
        found = first_noun(_APPLIED.sub("", first.rpartition("的")[2]))
        if measured and (first.endswith(found) or _measures(found, text)):
            return ""
    return found if is_body(found) and not _NUMBER.search(found) else ""


def allowed(text: str) -> str:
    """The subject of the clause that follows a condition（投入满5年后，出资人…可以转让）; ''."""
    found = _ALLOWED.match(text)
    name = first_noun(found[1]) if found else ""
    return name if is_body(name) else ""


def subject(text: str) -> str:
    """The recipient that is the subject of a sentence or clause（企业获得…的, 其中生物医药领域企业注册成立…）; ''."""
    clause = _MARKS.split(_INTRODUCED.sub("", LABEL.sub("", plain(text))))[0][:48]
    if _LISTED.search(clause):
        return ""
    rest = _CONNECTED.sub("", clause)
    found = first_noun(rest)
    if _NUMBER.search(found):
        return ""
    owner = _APPLICANT.match(rest, len(found)) if clause.startswith("申报") else None
    return owner[1] if owner else found  # 申报升级改造项目的企业


def _measures(name: str, text: str) -> bool:
    """Whether the noun is what a number counts or values（入股农户达到100户，设备金额大于…）, not who is asked."""
    measures = _COUNTED if is_body(name) else _VALUED  # 企业产值 is the enterprise's
    return any(measures.match(behind) for behind in text.split(name)[1:])


def entitled(text: str) -> str:
    """Whom a heading promises a grant（银行奖励。…, 担保公司补贴）; ''."""
    found = _ENTITLED.match(LABEL.sub("", text))
    return found[1] if found and is_body(found[1]) else ""


def by_merit(text: str) -> str:
    """Whose merits decide（根据创业服务机构…孵化服务成效，择优给予）; ''."""
    found = _MERIT.search(text)
    return first_noun(found[1]) if found else ""


def topic(text: str) -> str:
    """A noun phrase that stands alone at the start of a sentence（重点国际学术会议，采取…）; ''."""
    first, comma, _ = LABEL.sub("", text).partition(",")
    if not comma or not 2 < len(first) <= 20 or _NO_TOPIC.search(first):
        return ""
    return "" if cut(first[:8])[0] in halts() else first
