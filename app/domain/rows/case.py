"""The further facts of a case: requests, withdrawals, receipts, deliveries, moves, lists; and its cache."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row

READER, OWNER = "读者", "首接"
"""Parts a person is appointed to: reads a guarded case; owns a case until it is routed (首接负责)."""
JOINED, SPLIT = "并案", "拆分"
LISTED, NOTED, ENDED = "列入", "记事", "销账"


class Request(Row, frozen=True, kw_only=True):
    """An act that waits for a 带班领导's signature; nothing else changes until a Decision approves it."""

    TABLE: ClassVar[str] = "requests"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("at",))

    matter_id: str
    visit_id: str | None = None
    act: str
    """办理, 撤销, 作废 or 更正 (app.domain.case.signing)."""
    mode: str
    """The mode of the step; for other acts the act itself."""
    ground: str | None = None
    entry: dict[str, Any] = field(default_factory=dict)
    """The input of the act, as its own command reads it."""
    send_to: str | None = None
    """Login of the leader who is asked; None asks every leader."""
    at: datetime
    by: str


class Decision(Row, frozen=True, kw_only=True):
    """A leader's answer to a request; an approved step is taken in the same transaction."""

    TABLE: ClassVar[str] = "decisions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("request_id",), ("matter_id",))

    request_id: str
    matter_id: str
    approved: bool
    reason: str | None = None
    at: datetime
    by: str


class Withdrawal(Row, frozen=True, kw_only=True):
    """A step taken back: what it met is owed again, what it started is gone; its papers are 作废.

    Or a request that its author takes back before a leader decides: ``step_id`` then names the request.
    """

    TABLE: ClassVar[str] = "withdrawals"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("step_id",))

    matter_id: str
    step_id: str
    reason: str
    told: str | None = None
    """What the visitor is told, where two answers were given."""
    approved_by: str | None = None
    at: datetime
    by: str


class Receipt(Row, frozen=True, kw_only=True):
    """The day on which a unit received what was sent to it (条例第23条第3款 counts from it)."""

    TABLE: ClassVar[str] = "receipts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",),)

    matter_id: str
    unit: str
    at: datetime
    """When the unit received it."""
    noted_at: datetime
    by: str


class Delivery(Row, frozen=True, kw_only=True):
    """送达: when and how a paper reached the visitor; the 30 days of 复查 and 复核 count from it."""

    TABLE: ClassVar[str] = "deliveries"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("document_id",))

    matter_id: str
    document_id: str
    at: datetime
    how: str
    """当面, 邮寄 or 其他."""
    sign: str
    """签收 or 拒收."""
    witness: str | None = None
    noted_at: datetime
    by: str


class Appointment(Row, frozen=True, kw_only=True):
    """A person named to a case: a reader of a guarded one, or who owns it now."""

    TABLE: ClassVar[str] = "appointments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("login",))

    matter_id: str
    part: str
    """读者 or 首接."""
    login: str
    at: datetime
    by: str


class VisitMove(Row, frozen=True, kw_only=True):
    """A visit put to another matter, or split off to one of its own; the next move of the visit undoes it."""

    TABLE: ClassVar[str] = "visit_moves"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("visit_id",), ("matter_id",), ("from_matter",))

    visit_id: str
    from_matter: str
    matter_id: str
    """Where the visit belongs from now on."""
    act: str
    """并案 or 拆分."""
    reason: str | None = None
    at: datetime
    by: str


class Incident(Row, frozen=True, kw_only=True):
    """One of the six acts of 条例第26条, 扬言, or an emergency: what was seen and done."""

    TABLE: ClassVar[str] = "incidents"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("at",), ("matter_id",))

    matter_id: str | None = None
    visit_id: str | None = None
    kinds: tuple[str, ...]
    who: str | None = None
    what: str
    """What happened."""
    measures: str
    """What was done about it."""
    police: str | None = None
    """When and whom of the police was called; None if nobody was."""
    grave: bool = False
    """重大紧急: reported at once (条例第25条)."""
    at: datetime
    noted_at: datetime
    by: str


class ListFact(Row, frozen=True, kw_only=True):
    """台账: a case put on a list (积案, 包案 …), a note on it, or its taking off with the result."""

    TABLE: ClassVar[str] = "list_facts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("matter_id", "kind", "at"),
        ("kind", "act", "at"),
        ("entry_id",),
    )

    kind: str
    """One of app.domain.lists.kinds."""
    matter_id: str
    entry_id: str | None = None
    """The fact that put the case on the list; None for that fact itself."""
    act: str
    """列入, 记事 or 销账."""
    data: dict[str, Any] = field(default_factory=dict)
    at: datetime
    by: str


class CaseState(Row, frozen=True, kw_only=True):
    """What a case comes to, as app.domain.case reads it from its facts; a cache with the matter's id."""

    TABLE: ClassVar[str] = "case_states"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("status", "due"), ("owner",))

    status: str
    unit: str | None = None
    due: date | None = None
    """The earliest unmet obligation of kind 法定 or 限期."""
    guarded: bool = False
    contradicted: bool = False
    owner: str | None = None
    readers: tuple[str, ...] = ()
    """Logins that may read a guarded case beside the 带班领导."""
    pending: int = 0
    """Requests that wait for a signature."""
    to_read: bool = False
    """Open, and a unit's answer is the last thing that happened in it."""
    accepted_at: datetime | None = None
    closed_at: datetime | None = None


class CaseObligation(Row, frozen=True, kw_only=True):
    """One obligation of a case, as app.domain.case reads it from its facts; a cache."""

    TABLE: ClassVar[str] = "obligations"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("matter_id",),
        ("due", "id", "kind"),
        ("what", "due"),
        ("due", "kind", "what"),
    )

    matter_id: str
    what: str
    who: str
    kind: str
    """法定, 限期, 承诺 or 安排."""
    start: date
    due: date
    met_at: datetime | None = None
    ended_by: str | None = None
    """Id of the fact that ended it without meeting it."""
    reminded: bool = False
    """Whether somebody is reminded of it (115)."""
    on15: date | None = None
    on10: date | None = None
    on5: date | None = None
    """The days on which its tiers go out; None where it has no such tier."""
    running: bool
    """Neither met nor ended."""
    provisional: bool = False


class CountedVisit(Row, frozen=True, kw_only=True):
    """A standing visit as figures count it (app.domain.figures.counting), corrected, moved; a cache by id.

    What is done counts from the visit's arrival on. A definition that changes comes with a migration, which
    reads every case anew.
    """

    TABLE: ClassVar[str] = "counted_visits"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("registered_at",), ("arrived_at",))

    matter_id: str
    """The matter that it belongs to now."""
    registered_at: datetime
    arrived_at: datetime
    heads: int
    desk: str
    """Letter of the desk, or 台账."""
    first: bool
    """初次: no standing visit of the same matter came before it."""
    purpose: str
    category: str | None = None
    """First level."""
    place: str | None = None
    unit: str | None = None
    """责任单位: who has the matter, else what the visitor named first."""
    imported: bool = False
    skipped: bool = False
    proxied: bool = False
    talked: bool = False
    on_duty: bool = False
    by_appointment: bool = False
    down: bool = False
    joint: bool = False
    led: bool = False
    """Heard by a leader, in whatever form but 接谈."""
    spot: bool = False
    """现场办结."""
    assigned: bool = False
    """转办办结."""
    adopted: bool = False
    lawful: int | None = None
    """依法分类处理: which of the first five ways of 条例第31条; 0 where it is not said."""
    handled_on: date | None = None
    """First handling since it came."""
    passed_on: bool = False
    """Sent to a unit since it came."""
    answered_on: date | None = None
    """First answer of a unit since it came."""
