"""How a sentence grants: whether it does, who grants, where the grant's own words begin, what only sounds like it."""

from __future__ import annotations

import re
from functools import cache

from extract.reading import alternatives
from schemas.tables import values

# a sentence that grants something
GRANTING = re.compile(
    r"给予(?![^,。]{0,16}(?:处分|处罚|警告|批评|罚款|处理|表彰|通报))|予以[^,]{0,10}(?:支持|奖励|补贴|补助|资助|扶持|贴息|补偿|配套)|免[征收除缴]|减[征免半按]"
    r"|(?:奖励|奖补|补贴|补助|资助|扶持|贴息|补偿|支持)[^,。]{0,14}(?:\d|[一二三四五六七八九十]{1,3}[万千百]|标准|比例)"
    r"|\d[^,。]{0,12}(?:奖励|补贴|补助|资助|扶持|贴息|支持)|(?:享[受有]|领取|获得)[^,。]{0,20}(?:政策|补贴|补助|奖励|扶持|待遇|优惠|补偿|券)"
    r"|按[^,。]{0,40}(?:奖补|补贴|补助|奖励|资助|扶持|支持|贴息|发放|配套|补偿)|优先(?:给予|支持|安排|推荐|获得|入选|纳入|考虑|列入|供应|保障|享受|配租|办理)|授予|施行(?!政)|进行[^,。]{0,6}(?:补[贴助]|奖励|资助|补偿|扶持)|(?:奖励|资助|补[贴助])(?:企业|个人|单位|投资方)[^,。]{0,4}\d|(?:发放|兑现|拨付|预拨)[^,。]{0,14}(?:补贴|补助|奖励|奖金|津贴|资金)|全额(?:补贴|补助|奖励|返还)|(?:扣减|抵减|抵扣)[^,。]{0,14}(?:税|所得额)|实施代偿|稳岗返还|可以?(?:申领|领取|获得|享受)[^,。]{0,6}\d|[列纳]入[^,。]{0,16}(?:补助|资助|奖励)计划|税前扣除|准予[^,。]{0,24}扣除|的,允许|应保尽保|缓[缴征交]|执行[^,。]{0,20}(?:电价|水价|气价|价格|[^税]政策(?![^,。]))|(?:给予|予以|适当|政策)倾斜|不受[^,。]{2,24}限制|不再?(?:增收|加收|收取|征收)|暂退|(?:退还|返还)[^,。]{0,16}(?:税|费)|可[^,。]{0,6}(?:提高|放宽|延长|降低|减少|上浮|下浮)|可(?:分别|适当|以)?按[^,。]{0,50}%|追加[^,。]{0,4}(?:奖励|支持|资助|补[贴助])"
    r"|可[^,。]{0,6}申[请报](?!其中)[^,。]{0,30}(?:补贴|资金|奖励|补助|扶持|资助|支持)|有权申[请报]|免予"
)
# office work: a list is published, and then paid for
PUBLISHED = re.compile(r"公示(?!后)|经[^,]{0,12}公示")
# what follows takes away instead of granting
SANCTION = re.compile(
    r",?(?:应当?|可以?|将|一律|由[^,]{2,16})?(?:将[^,]{2,16}?)?(?:予以)?"
    r"(?:取消|追回|收回|停止|不予|不再(?!增收|加收|收取|征收)|责令|追究|依法处|退回|终止|暂停|不得|不能)"
)
# who grants, before the grant: 北京市广播电视局给予…
GRANTOR = re.compile(
    r"[^,的]{2,24}(?:局|委|厅|部门|政府|委员会|财政|办公室|管委会|公益金)(?:\([^()]*\))?(?=可|将|会|应|按|通过|委托|$)"
)
# 举办展会3天及以上: as much as is asked for
_REACHED = re.compile(r"(?:\d|[一二三四五六七八九十百千万亿])[^,\d]{1,4}(?:\([^()]*\))?及?以上$")
# 银行向企业发放贷款，按照…: what somebody does
DOING = re.compile(
    r"(?:企业|单位|机构|园区|个人|平台|创新主体|各类主体)[^,]{6,}"
    r"|(?!组织|支持|鼓励|引导|为)(?:[^,的]{1,8}的)?[^,的]{0,14}?(?:企业|单位|机构|银行|权利人|专利权人|主体|高校|院所|公司|工商户|纳税人|经营者|人员|毕业生|大学生|青年|居民|消费者|家庭|团队|平台|基地|个人|老年人|农民|合作社|协会)(?:\([^()]*\))?"
    r"(?:将|向|通过|首次|从事|销售|转让|成功|帮助|购买|开展|招用|吸纳|引进|承担|举办|参加|投保|购置|租赁|发行|获得?|取得|组织|入驻|聘用|录用|接收|收住|建设|完成|实现|设立|新建|新增|投资|入选|创办|主导|参与|牵头|为[^,]{2,30}提供)[^,]{4,}"
    r"|为[^,]{2,}提供[^,]{2,}(?:服务|的[^,的]{2,8})$"
)

# 将注册地迁入本区的上市公司: who does it
_NO_CASE = (
    "(?!(?:将|开展|实施|举办|组织|利用|加入)[^,]*的[^,的]{0,6}(?:企业|单位|机构|公司|个人|团队|人员)(?:,|$))"
)


@cache
def _stop() -> re.Pattern[str]:
    return alternatives("criteria", "granting_starts", r"(?:[并则再即也将都均各就还或暂]|依法|应当?|同时|最终)*{}")


def begins_grant(folded: str, start: int, end: int, goes_on: bool = False) -> bool:
    """Whether a clause opens with words of granting, and is no case that sounds so（单笔投资超过500万元的，）."""
    if not _stop().match(folded, start, end):
        return False
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
    (adverbs,) = values("criteria", "granting_adverbs")
    return alternatives("criteria", "granting_cores", f"{adverbs}*" + "{}")
