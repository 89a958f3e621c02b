"""Records: what `zhengtu extract --format json` writes, one per policy, gazette issue and guide card.

Money is in yuan, rates are fractions, ratios plain numbers (1:0.5 -> 0.5), dates ISO strings. `start` and `end` are
character offsets in the tidied text of the source file, `page` is the printed page (else the physical one).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all records: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Placed(Record):
    """Something found in the text: where it stands and which rule found it."""

    page: int = 1
    start: int = 0
    end: int = 0
    rule: str = ""


class Source(Record):
    """The file a record was read from."""

    path: str
    sha256: str
    media_type: str
    pages: int
    chars: int
    ocr: bool = False
    confidence: float | None = None


class Issue(Record):
    """A doubt about the source or about a reading: reported, never guessed away."""

    code: str
    message: str
    level: Literal["info", "warning", "error"] = "warning"
    page: int | None = None
    start: int | None = None


class Citation(Placed):
    """A document named in the text. `path` is the provision that names it."""

    title: str
    doc_number: str | None = None
    path: str = ""
    text: str = ""


class Supersession(Citation):
    """A document that this one replaces; 'partial' where only the provisions in `provisions` fall."""

    scope: Literal["full", "partial"] = "full"
    on: str | None = None
    provisions: tuple[str, ...] = ()


class Amendment(Citation):
    """A document that this one changes without replacing it."""

    on: str | None = None
    provisions: tuple[str, ...] = ()


class Definition(Placed):
    """A short name and what it stands for（以下简称…、是指…）."""

    short: str
    full: str
    path: str = ""
    kind: Literal["abbreviation", "term"] = "abbreviation"


class Responsible(Placed):
    """The bodies that a provision charges with its work（责任单位、由…负责）."""

    path: str
    agencies: tuple[str, ...]


class Contact(Placed):
    """Whom to call."""

    agency: str
    phones: tuple[str, ...] = ()


class Provision(Placed):
    """One unit of the outline; `text` is its own text without that of the units below."""

    path: str
    label: str
    level: Literal["preamble", "part", "chapter", "section", "article", "item", "subitem", "annex"]
    heading: str = ""
    text: str = ""
    parent: str | None = None
    ordinal: int = 0


class Quantity(Placed):
    """A number that matters to who gets what."""

    path: str
    text: str
    value: float
    unit: str
    op: Literal["=", "<=", ">=", "<", ">"]
    role: Literal["benefit", "criterion", "other", "window"]
    per: str = ""
    of: str = ""
    who: str = ""
    currency: str | None = None
    """ISO code where the money is not in yuan; `value` is then in that currency."""
    method: str = ""
    """Support method of a benefit（事前补助、后补助、股权投资、贷款贴息 …）."""
    hangs_on: tuple[int, ...] = ()
    """Indexes into the record's `criteria`: the conditions this number hangs on, where the text ties them."""
    flags: tuple[str, ...] = ()
    """'ocr_low_confidence': read from print with little confidence; 'recipient_unsure': `who` is only the likeliest."""


class Criterion(Placed):
    """Who or what qualifies. All criteria of a `group` must hold; one of it where `any` is true."""

    path: str
    text: str
    of: str = ""
    op: str = ""
    value: float | None = None
    unit: str = ""
    numeric: bool = False
    group: str = ""
    any: bool = False


class Limit(Placed):
    """What takes a benefit away or ties benefits together; `refs` are the paths of the provisions it names."""

    path: str
    text: str
    kind: Literal["not_together", "best_only", "once", "ceiling", "exception"]
    refs: tuple[str, ...] = ()


class Deadline(Placed):
    """When to apply or how often（申报截止、每年一次）."""

    path: str
    text: str


class Policy(Record):
    """One policy text with its covering notice. Keys as in the gold files; provisions in place of `structure`."""

    type: Literal["policy"] = "policy"
    doc_number: str | None = None
    doc_numbers: tuple[str, ...] = ()
    title: str = ""
    notice_title: str | None = None
    kind: str = ""
    trial: bool = False
    issuers: tuple[str, ...] = ()
    issued_on: str | None = None
    printed_on: str | None = None
    effective_from: str | None = None
    expires_on: str | None = None
    region: str | None = None
    level: Literal["国家", "省", "市", "区"] | None = None
    page: int = 1
    approved_by: tuple[str, ...] = ()
    """Who agreed to it before it was issued（经市人民政府同意）, as written."""
    interpreted_by: tuple[str, ...] = ()
    supersedes: tuple[Supersession, ...] = ()
    amends: tuple[Amendment, ...] = ()
    based_on: tuple[Citation, ...] = ()
    cites: tuple[Citation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    """Declared short names（以下简称…）only."""
    terms: tuple[Definition, ...] = ()
    """Terms explained（…是指…）."""
    responsible: tuple[Responsible, ...] = ()
    copied_to: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    provisions: tuple[Provision, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    limits: tuple[Limit, ...] = ()
    issues: tuple[Issue, ...] = ()
    source: Source


class ContentsEntry(Record):
    """One line of a gazette issue's table of contents."""

    title: str
    doc_number: str | None
    page: int
    category: str | None = None


class GazetteIssue(Record):
    """One issue of a government gazette."""

    type: Literal["gazette_issue"] = "gazette_issue"
    name: str
    year: int
    issue: int
    total_issue: int | None = None
    published_on: str | None = None
    sponsor: str | None = None
    issn: str | None = None
    cn: str | None = None
    contents: tuple[ContentsEntry, ...] = ()
    issues: tuple[Issue, ...] = ()
    source: Source


class GuideCard(Record):
    """One card of a guide book: a policy told to applicants in fields."""

    type: Literal["guide_card"] = "guide_card"
    guide: str = ""
    ordinal: int
    part: str | None = None
    subpart: str | None = None
    number: int | None = None
    title: str = ""
    policy_title: str | None = None
    basis: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()
    published_on: str | None = None
    tool_class: tuple[str, ...] = ()
    audience: str | None = None
    frequency: str | None = None
    content: str = ""
    conditions: str | None = None
    process: str | None = None
    contacts: tuple[Contact, ...] = ()
    page: int = 1
    provisions: tuple[Provision, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    limits: tuple[Limit, ...] = ()
    issues: tuple[Issue, ...] = ()
    source: Source


AnyRecord = Policy | GazetteIssue | GuideCard


class Metadata(Record):
    """The head and foot of a policy: the fields of `Policy` that are not found provision by provision."""

    doc_number: str | None = None
    doc_numbers: tuple[str, ...] = ()
    title: str = ""
    notice_title: str | None = None
    kind: str = ""
    trial: bool = False
    issuers: tuple[str, ...] = ()
    issued_on: str | None = None
    printed_on: str | None = None
    effective_from: str | None = None
    expires_on: str | None = None
    region: str | None = None
    level: Literal["国家", "省", "市", "区"] | None = None
    approved_by: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


class Annotations(Record):
    """What the annotation pipeline finds in one outline, before it is put into a record."""

    quantities: tuple[Quantity, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    limits: tuple[Limit, ...] = ()
    supersedes: tuple[Supersession, ...] = ()
    amends: tuple[Amendment, ...] = ()
    based_on: tuple[Citation, ...] = ()
    cites: tuple[Citation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    """Declared short names（以下简称…）only."""
    terms: tuple[Definition, ...] = ()
    """Terms explained（…是指…）."""
    responsible: tuple[Responsible, ...] = ()
    interpreted_by: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    issues: tuple[Issue, ...] = Field(default=())
