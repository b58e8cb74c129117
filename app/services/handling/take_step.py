"""What a step is judged by, and what becomes of its matter; shared by advance_matter and the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.domain.calendar import Calendar
from app.domain.deadlines import Dated, dated, extended, for_step
from app.domain.derivation import DAYS, Span
from app.domain.entry import Problems
from app.domain.limits import RULE_22, Limits
from app.domain.roles import LEADER
from app.domain.rows.centre import Staff, Unit
from app.domain.rows.matters import Deadline, Matter, Step
from app.domain.rows.visits import Visit
from app.domain.step_entry import StepEntry
from app.domain.step_rules import ROUTED, StepFacts
from app.domain.terms import CLOSED_STATUSES, STATUTORY
from app.ports.records import Reads
from app.services.case.lookups import dates_in_force, read_calendar

FINISH, EXTEND, REGISTER = "办结", "延期", "登记"


@dataclass(frozen=True, slots=True)
class History:
    """What has happened with a matter so far."""

    matter: Matter
    steps: tuple[Step, ...]
    dates: tuple[Deadline, ...]
    visits: tuple[Visit, ...]

    @classmethod
    def of(cls, reads: Reads, matter: Matter) -> History:
        return cls(
            matter,
            tuple(sorted(reads.find(Step, matter_id=matter.id), key=_when)),
            tuple(dates_in_force(reads, matter.id)),
            tuple(reads.find(Visit, matter_id=matter.id)),
        )

    @property
    def came_again(self) -> bool:
        """Whether its people were registered again after it was closed."""
        if self.matter.status not in CLOSED_STATUSES:
            return False
        modes = [step.mode for step in self.steps if step.mode not in ("三个告知", "复查", "复核")]
        return len(modes) > 1 and modes[-1] == REGISTER

    @property
    def finish_by(self) -> date | None:
        """The running 办结 date (条例第34条)."""
        dates = [one.due for one in self.dates if one.what == FINISH and one.kind == STATUTORY]
        return dates[-1] if dates else None

    @property
    def was_extended(self) -> bool:
        """Whether the 60 days that run now were extended already."""
        modes = [step.mode for step in self.steps]
        accepted = max((n for n, mode in enumerate(modes) if mode == "受理告知"), default=-1)
        return EXTEND in modes[accepted + 1 :]

    @property
    def routed_on(self) -> date | None:
        """When the unit that has the matter received it."""
        days = [step.at.date() for step in self.steps if step.mode in ROUTED]
        return days[-1] if days else None

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(unit for visit in self.visits for unit in visit.units)


def step_facts(desk: Desk, reads: Reads, history: History) -> StepFacts:
    """What the rule of a step asks about the matter and the centre."""
    return StepFacts(
        calendar=read_calendar(reads),
        status=history.matter.status,
        came_again=history.came_again,
        purpose=history.matter.purpose,
        due=history.finish_by,
        extended=history.was_extended,
        routed_on=history.routed_on,
        touched=history.touched,
        units=tuple(reads.find(Unit, disabled=False)),
        most_days=desk.settings["延期上限"],
        objection_days=Limits.of(desk.settings).objection,
    )


def check_approver(reads: Reads, desk: Desk, entry: StepEntry, problems: Problems) -> None:
    """A 带班领导 of this centre, and another person than the clerk (两人规则, DOMAIN.md section 3.5)."""
    if entry.approver is None:
        return
    named = [one for one in reads.find(Staff) if entry.approver in (one.login, one.name) and not one.disabled]
    leaders = [one for one in named if LEADER in one.roles]
    if not named:
        problems.add("approver", "approver_unknown", approver=entry.approver)
    elif not leaders:
        problems.add("approver", "approver_not_leader", approver=entry.approver)
    elif all(one.login == desk.staff.login for one in leaders):
        problems.add("approver", "approver_is_self", approver=entry.approver)


def step_dates(
    entry: StepEntry, day: date, history: History, calendar: Calendar, limits: Limits
) -> list[Dated]:
    """The dates that the step starts."""
    mode = entry.mode or ""
    if mode == EXTEND and history.finish_by is not None and entry.days is not None:
        return [extended(history.finish_by, entry.days, calendar, limits)]
    if mode == "退回":
        span = Span(limits.forward, DAYS)
        return [
            dated("转送", day, span, calendar, began="退回", rule=RULE_22, kind=STATUTORY, roll=limits.roll)
        ]
    return for_step(mode, day, history.matter.purpose, calendar, limits)


def unit_after(entry: StepEntry, matter: Matter) -> str | None:
    """Who has the matter after the step."""
    if entry.mode in ROUTED:
        return entry.unit
    if entry.mode == "退回":
        return None
    return entry.unit if entry.mode == "受理告知" and entry.unit else matter.unit


def _when(step: Step) -> tuple[str, str]:
    return step.at.isoformat(), step.id
