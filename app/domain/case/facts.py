"""The facts of a case: rows as stored, gathered for one matter; and the rules they are read by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case.superiors import superiors
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import Derivation, Span, count
from app.domain.dates.limits import Limits
from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.case import (
    Appointment,
    Decision,
    Delivery,
    Incident,
    ListFact,
    Receipt,
    Request,
    VisitMove,
    Withdrawal,
)
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Deadline, Matter, Notice, Rating, Reminder, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Amendment, Attendance, Person, Visit, Void
from app.domain.value import Value


class Paper(Value, frozen=True, kw_only=True):
    """An issued paper without its content."""

    id: str
    kind: str
    number: str
    at: datetime
    visit_id: str | None = None
    reception_id: str | None = None
    step_id: str | None = None
    unit: str | None = None
    replaces: str | None = None
    printed: bool = False
    """Whether it was put on paper at least once."""


class Hearing(Value, frozen=True, kw_only=True):
    """That a visit was heard in a reception that has ended."""

    visit_id: str
    reception_id: str
    form: str
    leader: str


class Visitor(Value, frozen=True):
    """A person who came with a visit, and his place among those who came."""

    seat: Attendance
    person: Person

    @property
    def visit_id(self) -> str:
        return self.seat.visit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What facts are read by and acts judged by: calendar, limits in force, the bureau and its units."""

    calendar: Calendar
    limits: Limits = field(default_factory=Limits)
    bureau: str = "市信访局"
    """Name of the unit of kind 信访部门."""
    units: tuple[Unit, ...] = ()
    """The table of units, by which short names and initials are told."""
    review_unused: bool = False
    """复查期满不再受理: whether 复查 or 复核 that nobody asked for in time is a ground of 不再受理."""
    _counted: dict[tuple[date, Span, bool, str, str], Derivation] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @property
    def superiors(self) -> dict[str, str]:
        """Each unit to the one above it (app.domain.case.superiors)."""
        return superiors(self.units)

    def count(self, start: date, span: Span, roll: bool, began: str, rule: str) -> Derivation:
        """Count by the calendar (app.domain.dates); the same question once for many cases of one day."""
        asked = (start, span, roll, began, rule)
        if (known := self._counted.get(asked)) is None:
            known = self._counted[asked] = count(start, span, self.calendar, roll, began=began, rule=rule)
        return known


class CaseFacts(Value, frozen=True, kw_only=True):
    """Every fact of one matter, in any order; visits are those that belong to it after joins and splits."""

    matter: Matter
    visits: tuple[Visit, ...] = ()
    voids: tuple[Void, ...] = ()
    identified: frozenset[str] = frozenset()
    """Ids of visits whose first person has a name and an address (条例第23条第2款)."""
    people: tuple[Visitor, ...] = ()
    """Who came with its visits; empty where the reader was asked for none (app.services.case.case_reader)."""
    amendments: tuple[Amendment, ...] = ()
    moves: tuple[VisitMove, ...] = ()
    """Moves of its visits, in and out."""
    merged_into: str | None = None
    """Number of the matter that holds all its visits now."""
    steps: tuple[Step, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    requests: tuple[Request, ...] = ()
    decisions: tuple[Decision, ...] = ()
    duties: tuple[Duty, ...] = ()
    replies: tuple[DutyReply, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    ratings: tuple[Rating, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    lists: tuple[ListFact, ...] = ()
    incidents: tuple[Incident, ...] = ()
    papers: tuple[Paper, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    detachments: tuple[Detachment, ...] = ()
    terms: tuple[Deadline, ...] = ()
    """The limits under which dates were counted when their facts were stored."""
