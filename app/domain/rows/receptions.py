"""联合接访: a joint 1+X reception, who sat in it, its minutes and the duties that came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from app.domain.rows.base import Keep, Row


class Reception(Row, frozen=True, kw_only=True):
    """联合接访: opened when the leader sits down, closed once with minutes, duties and notices."""

    TABLE: ClassVar[str] = "receptions"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("number",), ("at",))

    number: str
    at: datetime
    form: str
    room: str | None = None
    lead: str
    """The 1 of 1+X: the petition bureau or lead unit."""
    leader: str
    recorder: str | None = None
    roster_reason: str | None = None
    status: str
    """进行中 or 已结束."""
    result: str | None = None
    ended_at: datetime | None = None
    continues: str | None = None
    """Id of the reception whose open lines this one carries on."""
    desk: str
    clerk: str


class ReceivedVisit(Row, frozen=True, kw_only=True):
    """A visit that was heard in a reception."""

    TABLE: ClassVar[str] = "received_visits"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("reception_id",), ("visit_id",))

    reception_id: str
    visit_id: str


class Seat(Row, frozen=True, kw_only=True):
    """One of the X: a unit that came to the reception, or did not."""

    TABLE: ClassVar[str] = "seats"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("reception_id",), ("unit",))

    reception_id: str
    position: int
    unit: str
    person: str | None = None
    title: str | None = None
    arrived: str | None = None
    """HH:MM of arrival."""
    absent: bool = False


class Line(Row, frozen=True, kw_only=True):
    """One time-stamped line of the minutes."""

    TABLE: ClassVar[str] = "lines"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("reception_id", "position"),)

    reception_id: str
    position: int
    at: str
    """HH:MM."""
    text: str
    kind: str
    """诉求, 交办, 现场答复 or 记录."""
    cases: tuple[str, ...] = ()
    """Ids of the visits the line is about; empty where it is about all of the reception."""


class Duty(Row, frozen=True, kw_only=True):
    """交办: what a unit must do by when, and whom it answers to; a date counted anew is an Amendment."""

    TABLE: ClassVar[str] = "duties"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("reception_id",), ("matter_id",), ("due",))

    reception_id: str
    matter_id: str
    line_id: str
    unit: str
    duty: str
    due: date
    derivation: str
    provisional: bool
    way: str | None = None
    """How to count it anew (app.domain.dates.deadlines.Way), e.g. 交办起5工作日."""
    contact: str | None = None
    at: datetime


class DutyReply(Row, frozen=True, kw_only=True):
    """A unit's answer to a duty; the duty is open until one exists with done set."""

    TABLE: ClassVar[str] = "duty_replies"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("duty_id",), ("matter_id",))

    duty_id: str
    matter_id: str
    text: str
    done: bool
    at: datetime
    by: str
