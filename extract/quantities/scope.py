"""Per what a number counts: per year, per enterprise, for the first year, once, in total."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel

from extract.quantities.context import Place
from schemas.tables import rows, values


class _Scope(BaseModel):
    name: str
    pattern: str
    source: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    stop = "|".join(map(re.escape, (*values("benefit", "amount"), *values("benefit", "grant"))))
    ends = rf"{stop}|最高|最多|最低|不超过|不低于|不少于|不高于|可|按|分别|一次性|再|投资|金额|资金|总|在|须|应|不|连续|限|累计|发放|为|的|\d|$"
    patterns = [row.pattern.replace("{stop}", ends) for row in rows("scope", "scope", _Scope)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def scopes(text: str) -> list[str]:
    """The scope words of a stretch of folded text, in order, each once."""
    return list(dict.fromkeys(found[0] for found in _pattern().finditer(text)))


def per(place: Place, at: int | None, previous: str, last: Place | None) -> str:
    """The scope of a number: the scope words of its clause up to it, 一次性 right behind it, or the years that lead its sentence.

    `at` is where the comparison word starts in `place.left`; `previous` is the scope of `last`, the number before it in the
    sentence, which lists, bare caps on a rate and parallel clauses（国内首创产品支持金额不超过300万元） share.
    """
    base = place.left if at is None else place.left[:at]
    found = scopes(re.sub(r"按.*$", "", base) if place.mention.kind in ("rate", "ratio") else place.left)
    behind = re.match(r"[^,。;]{0,4}?(一次性)|[^,。;的]{0,2}(累计|分年度)", place.right)
    if behind:
        found.append(behind[1] or behind[2])
    if any(word.startswith("每年") for word in found):
        years = re.search(r"第[一二三四五][、至][^,。;]{0,6}?年", place.head[-60:])
        found = [years[0], *found] if years and years[0] not in found else found
    return "".join(dict.fromkeys(found)) or _shared(place, at, previous, last)


def _shared(place: Place, at: int | None, previous: str, last: Place | None) -> str:
    steps = re.search(
        r"(每[^,。;]{0,8}(?:一|1)(?:个|家|项|户|人|名|位|件|次|场|台|套|辆|部|集|条|款)[^,。;\d]{0,16}),[^,。;]*$",
        place.head,
    )
    if steps and place.mention.kind == "money":
        return steps[1]
    if place.mention.joint or re.match(r"\)?、", place.left):
        return previous
    bare = re.fullmatch(r"(?:原则上|一般|但|并|且|最高|可|给予)?", place.left if at is None else place.left[:at])
    if bare and place.mention.kind == "money" and last and last.sentence == place.sentence:
        clauses = place.head.split(",")
        return (
            previous
            if last.mention.kind == "rate"
            else "".join(scopes(clauses[-2]))
            if len(clauses) > 1 and not re.search(r"\d", clauses[-2])
            else ""
        )
    if bare is not None and place.mention.kind == "money" and "," in place.head:
        before = place.head.rsplit(",", 2)[-2]
        return "".join(scopes(before)) if not re.search(r"\d", before) else ""
    if previous and last and "支持金额" in place.left and not re.search(r"给予|对|按", place.left):
        return previous
    years = re.findall(r"第[一二三四五]年(?!度)", place.head)
    return years[-1] if years and place.mention.kind != "time" else ""
