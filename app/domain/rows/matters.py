"""信访事项: the matter itself, its steps, dates, notices, reminders and ratings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row


class Matter(Row, frozen=True, kw_only=True):
    """信访事项: what one or many visits are about."""

    TABLE: ClassVar[str] = "matters"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("number",),
        ("status", "due"),
        ("place", "category"),
        ("opened_at",),
    )
    COMPUTED: ClassVar[frozenset[str]] = frozenset({"status", "unit", "due"})
    """Columns that follow from the facts: a change of theirs is nobody's act, never sent, never merged."""

    number: str
    claim: str | None = None
    facts: str | None = None
    purpose: str
    category: str | None = None
    place: str | None = None
    procedure: str = "普通"
    confidential: bool = False
    status: str
    """One of app.domain.terms.STATUSES."""
    unit: str | None = None
    """责任单位: who has it now."""
    opened_at: datetime
    due: date | None = None
    """The next date that binds: the earliest open statutory date or duty."""


class Deadline(Row, frozen=True, kw_only=True):
    """One computed date with its derivation; a recomputed one supersedes it."""

    TABLE: ClassVar[str] = "deadlines"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("due",))

    matter_id: str
    visit_id: str | None = None
    step_id: str | None = None
    what: str
    start: date
    due: date
    rule: str
    kind: str
    """法定 or 承诺."""
    provisional: bool
    derivation: str
    way: str | None = None
    """How to count it anew (app.domain.dates.deadlines.Way), e.g. 受理起60日."""
    at: datetime
    supersedes: str | None = None


class Step(Row, frozen=True, kw_only=True):
    """办理步骤: one thing done with a matter (登记, 转送, 交办, 受理告知, 办结 …)."""

    TABLE: ClassVar[str] = "steps"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("at",), ("mode", "at"))

    matter_id: str
    visit_id: str | None = None
    reception_id: str | None = None
    mode: str
    unit: str | None = None
    at: datetime
    reason: str | None = None
    approver: str | None = None
    by: str
    detail: dict[str, Any] = field(default_factory=dict)


class Notice(Row, frozen=True, kw_only=True):
    """三个告知: opinion, date and contact as told to the visitor; a new one supersedes, none is edited."""

    TABLE: ClassVar[str] = "notices"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("visit_id",))

    matter_id: str
    visit_id: str | None = None
    reception_id: str | None = None
    opinion: str | None = None
    due: date | None = None
    due_reason: str | None = None
    derivation: str | None = None
    contact: str | None = None
    told: str
    """口头 or 书面."""
    acknowledged: str | None = None
    """签字, 拒签 or 见证; None while not yet acknowledged."""
    witness: str | None = None
    at: datetime
    by: str


class Reminder(Row, frozen=True, kw_only=True):
    """A 115 reminder, sent or left out with a reason: tier 15, 10 or 5 days before the date."""

    TABLE: ClassVar[str] = "reminders"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",),)

    matter_id: str
    duty_id: str | None = None
    """Id of the obligation; earlier versions gave that of a reception's duty alone."""
    unit: str | None = None
    tier: int
    due: date
    from_rank: str
    to_rank: str
    document_id: str | None = None
    at: datetime
    by: str
    reason: str | None = None
    """Why it was not sent (then it has no document), or was sent a second time."""

    @property
    def went_out(self) -> bool:
        return self.document_id is not None or self.reason is None


class Rating(Row, frozen=True, kw_only=True):
    """满意度: 满意, 基本满意 or 不满意, given to the petition bureau or to the unit."""

    TABLE: ClassVar[str] = "ratings"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("whom", "at"))

    matter_id: str
    whom: str
    """信访部门 or 责任单位."""
    value: str
    remark: str | None = None
    at: datetime
    by: str
