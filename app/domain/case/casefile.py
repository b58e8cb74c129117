"""The one answer about a case: what it is now, who owes what by when, who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from msgspec import field

from app.domain.case import names
from app.domain.case.facts import Hearing, Paper, Rules, Visitor
from app.domain.case.modes import MAIN
from app.domain.case.obligations import Contradiction, Holder, Obligation, Right
from app.domain.case.reminding import Rungs
from app.domain.case.secrecy import may_read
from app.domain.lists.entries import ListEntry, read_entries
from app.domain.lists.plan import in_sight
from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.case import (
    Appointment,
    Decision,
    Delivery,
    Incident,
    ListFact,
    Request,
    VisitMove,
    Withdrawal,
)
from app.domain.rows.matters import Matter, Notice, Rating, Reminder, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Amendment, Person, Visit, Void
from app.domain.value import Value

NO_FACT_OF_HANDLING = frozenset({"登记", "三个告知", "交办回复"})
"""Modes of steps that record something else than a 办理方式."""


class Stages(Value, frozen=True, kw_only=True):
    """The acts that what may be done next turns on; None where there is none."""

    accepted: Step | None = None
    closed: Step | None = None
    answered: Step | None = None
    """The 信访处理意见书 or 直接回复 that 复查 may be asked of."""
    review: Step | None = None
    reviewed: Step | None = None
    recheck: Step | None = None
    rechecked: Step | None = None
    objections: tuple[Step, ...] = ()
    """Objections that the sender has neither agreed to nor declined."""


class CaseFile(Value, frozen=True, kw_only=True):
    """A case as its facts say it is; the only thing that services, papers, lists and pages read."""

    matter: Matter
    """As corrected; its status, unit and due are those of this reading."""
    kind: str
    """建议意见类, 检举控告类 or 申诉求决类 (条例第29至31条)."""
    status: str
    visits: tuple[Visit, ...]
    """Standing visits as corrected, in order of arrival."""
    taken_back: tuple[Visit, ...] = ()
    """Visits that were voided, as they were registered."""
    voids: tuple[Void, ...] = ()
    """Who took them back, when and why."""
    people: tuple[Visitor, ...] = ()
    """Who came with each visit, those taken back too; the main visitor of a visit first (``people_of``)."""
    steps: tuple[Step, ...] = ()
    """Every step in its order, withdrawn ones too (``is_withdrawn``)."""
    withdrawals: tuple[Withdrawal, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    rights: tuple[Right, ...] = ()
    holders: tuple[Holder, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    pending: tuple[Request, ...] = ()
    """Requests that no leader has decided yet and their authors have not taken back."""
    recalled: tuple[tuple[Request, Withdrawal], ...] = ()
    """Requests that their authors took back before a leader decided."""
    decided: tuple[tuple[Request, Decision], ...] = ()
    """Requests that a leader signed or sent back, each with his decision."""
    duties: tuple[Duty, ...] = ()
    """With the dates as counted now; those withdrawn are left out."""
    replies: tuple[DutyReply, ...] = ()
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    ratings: tuple[Rating, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    moves: tuple[VisitMove, ...] = ()
    """Joins and splits of its visits."""
    appointments: tuple[Appointment, ...] = ()
    """Who was named to read it, and to whom it was handed over."""
    lists: tuple[ListFact, ...] = ()
    incidents: tuple[Incident, ...] = ()
    papers: tuple[Paper, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """Every one in the order in which they were put, those taken off too (``taken_off``)."""
    detachments: tuple[Detachment, ...] = ()
    guarded: bool = False
    readable_by: frozenset[str] = field(default_factory=frozenset)
    """Logins that may read it if it is guarded, beside every 带班领导."""
    accused: frozenset[str] = field(default_factory=frozenset)
    owner: str | None = None
    merged_into: str | None = None
    stages: Stages = Stages()
    accepted_by: str | None = None
    rules: Rules
    """What it was read by; what may be done with it is judged by the same (app.domain.case.moves)."""
    rungs: Mapping[str, Rungs] = field(default_factory=dict)
    """By the id of each obligation that somebody is reminded of: its tiers of 115 with their days."""

    def __eq__(self, other: object) -> bool:
        """The same answer, whatever it was read by."""
        return isinstance(other, CaseFile) and self._answer() == other._answer()

    def __hash__(self) -> int:
        return hash(self.matter)

    def __repr__(self) -> str:
        return f"CaseFile({', '.join(f'{name}={value!r}' for name, value in self._answer().items())})"

    def _answer(self) -> dict[str, object]:
        """All fields but what the case was read by."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != "rules"}

    @property
    def contradicted(self) -> bool:
        return bool(self.contradictions)

    @property
    def is_open(self) -> bool:
        return self.status in names.OPEN

    @property
    def unit(self) -> str | None:
        """The 主办 unit."""
        return main_unit_of(self.holders)

    @property
    def running(self) -> tuple[Obligation, ...]:
        """Obligations neither met nor ended, the nearest first."""
        return tuple(sorted((owed for owed in self.obligations if owed.running), key=_by_due))

    @property
    def binding(self) -> tuple[Obligation, ...]:
        """Running obligations of kind 法定 or 限期, the nearest first."""
        return tuple(owed for owed in self.running if owed.binds)

    @property
    def running_outward(self) -> tuple[Obligation, ...]:
        """What runs without the plan of a 包案, which is nobody's but the bureau's."""
        return tuple(owed for owed in self.running if owed.kind != names.PLANNED)

    @property
    def in_sight(self) -> tuple[Obligation, ...]:
        """What runs, with the earliest day alone of each item of a plan (包案)."""
        return in_sight(owed for owed in self.obligations if owed.running)

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """The lists (台账) that it is or was on."""
        return read_entries(self.lists)

    @property
    def due(self) -> date | None:
        """The earliest date that binds; None where nothing is owed."""
        return earliest_of(self.obligations)

    @property
    def open_duties(self) -> tuple[Obligation, ...]:
        return tuple(owed for owed in self.running if owed.what == names.DUTY)

    @property
    def may_rate(self) -> tuple[str, ...]:
        """Whom the visitor may rate now: 信访部门, 责任单位."""
        return tuple(
            whom for whom in names.RATED if any(right.whom == whom and right.is_open for right in self.rights)
        )

    @property
    def notice(self) -> Notice | None:
        """The three notices as last told."""
        return self.notices[-1] if self.notices else None

    @property
    def newest_visit(self) -> Visit | None:
        """The standing visit registered last."""
        return max(self.visits, key=lambda visit: (visit.registered_at, visit.id), default=None)

    @property
    def standing_steps(self) -> tuple[Step, ...]:
        """Steps that were not withdrawn."""
        return tuple(step for step in self.steps if not self.is_withdrawn(step.id))

    def is_withdrawn(self, step_id: str) -> bool:
        return any(row.step_id == step_id for row in self.withdrawals)

    def people_of(self, visit_id: str) -> tuple[Person, ...]:
        """Who came with a visit, the main visitor first."""
        return tuple(came.person for came in self.people if came.visit_id == visit_id)

    def representatives_of(self, visit_id: str) -> tuple[str, ...]:
        """Ids of those who speak for a visit (条例第20条)."""
        came = (came for came in self.people if came.visit_id == visit_id)
        return tuple(row.person.id for row in came if row.seat.representative)

    def taken_off(self, attachment_id: str) -> Detachment | None:
        """The fact that took an attachment off; None for one that stands."""
        return next((row for row in self.detachments if row.attachment_id == attachment_id), None)

    def may_be_read_by(self, login: str, roles: Collection[str]) -> bool:
        return may_read(self.guarded, self.readable_by, login, roles)

    def obligation(self, id: str) -> Obligation | None:
        return next((owed for owed in self.obligations if owed.id == id), None)


def main_unit_of(holders: Iterable[Holder]) -> str | None:
    """The 主办 unit, else the first that holds the case."""
    units = sorted(holders, key=lambda holder: holder.role != MAIN)
    return units[0].unit if units else None


def earliest_of(obligations: Iterable[Obligation]) -> date | None:
    """The earliest date that binds; None where nothing is owed."""
    return min((owed.due for owed in obligations if owed.binds), default=None)


def _by_due(owed: Obligation) -> tuple[date, str]:
    return owed.due, owed.id
