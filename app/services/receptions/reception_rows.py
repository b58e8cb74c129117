"""The rows of a planned reception: minutes, seats, duties, notices, steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from app.desk import Desk
from app.domain.case.history import REOPENS, SEEN
from app.domain.case.modes import CLOSINGS, COORDINATING, ROUTES
from app.domain.dates.deadlines import Dated, if_routed
from app.domain.dates.derivation import Derivation
from app.domain.dates.limits import RULE_22, Limits
from app.domain.entries.lines import DEMAND
from app.domain.entries.understood import UnderstoodLine
from app.domain.rows.base import new_id
from app.domain.rows.matters import Deadline, Notice, Step
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.terms import STATUTORY
from app.services.case.matter_dates import deadline_rows
from app.services.receptions.reception_plan import ASSIGNS, Affair, Plan, mode_of_assigning

ENDED = "已结束"


@dataclass(frozen=True, slots=True)
class ReceptionRows:
    """Everything one reception adds to the store, papers apart."""

    heard: tuple[ReceivedVisit, ...]
    seats: tuple[Seat, ...]
    lines: tuple[Line, ...]
    duties: tuple[Duty, ...]
    counted: Mapping[str, Derivation]
    """How the date of each duty was counted, by its id."""
    notices: tuple[Notice, ...]
    steps: tuple[Step, ...]
    dates: tuple[Deadline, ...]

    def all(self) -> tuple[ReceivedVisit | Seat | Line | Duty | Notice | Step | Deadline, ...]:
        return (*self.heard, *self.seats, *self.lines, *self.duties, *self.notices, *self.steps, *self.dates)


def reception_row(desk: Desk, plan: Plan, number: str) -> Reception:
    """The reception itself, ended."""
    entry = plan.entry
    return Reception(
        id=new_id(),
        number=number,
        at=plan.at,
        form=entry.form,
        room=entry.room,
        lead=checked_text(entry.lead),
        leader=entry.leader or "",
        recorder=entry.recorder,
        roster_reason=entry.roster_reason,
        status=ENDED,
        result=plan.result,
        ended_at=_ended(desk, plan),
        continues=plan.continues.id if plan.continues else None,
        desk=desk.place.letter,
        clerk=desk.staff.login,
    )


def _ended(desk: Desk, plan: Plan) -> datetime:
    """Now, or the time of the last line where that is later."""
    last = max((line.at for line in plan.entry.lines if line.at), default=f"{plan.at:%H:%M}")
    said_last = datetime.combine(plan.at.date(), time.fromisoformat(last), plan.at.tzinfo)
    return max(plan.at, said_last, desk.clock.now())


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one reception."""

    desk: Desk
    plan: Plan
    reception: Reception

    @property
    def at(self) -> datetime:
        return self.plan.at

    def rows(self) -> ReceptionRows:
        lines = tuple(self._lines())
        line_ids = {line.position - len(self.plan.carried): line.id for line in lines}
        steps = tuple(self._steps())
        duties = list(self._duties(line_ids))
        return ReceptionRows(
            heard=tuple(self._heard()),
            seats=tuple(self._seats()),
            lines=lines,
            duties=tuple(duty for duty, _ in duties),
            counted={duty.id: counted for duty, counted in duties},
            notices=tuple(self._notices()),
            steps=steps,
            dates=tuple(self._dates(steps)),
        )

    def _heard(self) -> Iterator[ReceivedVisit]:
        for affair in self.plan.affairs:
            for visit in affair.visits:
                yield ReceivedVisit(id=new_id(), reception_id=self.reception.id, visit_id=visit.id)

    def _seats(self) -> Iterator[Seat]:
        for position, seat in enumerate(self.plan.entry.units):
            yield Seat(
                id=new_id(),
                reception_id=self.reception.id,
                position=position,
                unit=checked_text(seat.unit),
                person=seat.person,
                title=seat.title,
                arrived=seat.arrived,
                absent=seat.absent,
            )

    def _lines(self) -> Iterator[Line]:
        """What the earlier reception left open comes first, then what was said."""
        began = f"{self.at:%H:%M}"
        heard = {visit.id for affair in self.plan.affairs for visit in affair.visits}
        for position, left in enumerate(self.plan.carried):
            cases = tuple(id for id in left.cases if id in heard)
            yield self._line(position, began, left.text, DEMAND, cases)
        spoken = zip(self.plan.entry.lines, self.plan.lines, strict=True)
        for place, (entry, line) in enumerate(spoken):
            position = place + len(self.plan.carried)
            named = self.plan.named.get(place, ())
            yield self._line(position, entry.at or began, line.line.body, line.line.kind, named)

    def _line(self, position: int, at: str, text: str, kind: str, cases: tuple[str, ...]) -> Line:
        return Line(
            id=new_id(),
            reception_id=self.reception.id,
            position=position,
            at=at,
            text=text,
            kind=kind,
            cases=cases,
        )

    def _duties(self, line_ids: dict[int, str]) -> Iterator[tuple[Duty, Derivation]]:
        """Each duty for every case that its line is about, with how its date was counted."""
        for affair in self.plan.affairs:
            for place, line in affair.duties:
                yield self._duty(affair, line, line_ids[place])

    def _duty(self, affair: Affair, line: UnderstoodLine, line_id: str) -> tuple[Duty, Derivation]:
        if line.counted is None:
            raise ValueError("a duty without a date cannot be planned")
        duty = Duty(
            id=new_id(),
            reception_id=self.reception.id,
            matter_id=affair.matter.id,
            line_id=line_id,
            unit=checked_text(line.unit),
            duty=checked_text(line.line.duty),
            due=line.counted.due,
            derivation=line.counted.derivation,
            way=line.counted.way,
            provisional=line.counted.provisional,
            contact=line.line.contact,
            at=self.at,
        )
        return duty, line.counted

    def _notices(self) -> Iterator[Notice]:
        """The three notices of each case; none where nothing was told (继续协调)."""
        for affair in self.plan.affairs:
            notices = affair.notices
            if notices is None or not (notices.opinion or notices.contact):
                continue
            yield Notice(
                id=new_id(),
                matter_id=affair.matter.id,
                visit_id=affair.visits[0].id,
                reception_id=self.reception.id,
                opinion=notices.opinion,
                due=affair.notice.due,
                due_reason=affair.notice.reason,
                derivation=affair.notice.counted.derivation if affair.notice.counted else None,
                contact=notices.contact,
                told="书面",
                at=self.at,
                by=self.desk.staff.login,
            )

    def _steps(self) -> Iterator[Step]:
        """One step per visit and unit for what was assigned, and one for the result beside it.

        What was settled on the spot closes nothing where duties were given: the case goes on for them.
        """
        for affair in self.plan.affairs:
            units = affair.duty_units
            for visit in affair.visits:
                for unit in units:
                    yield self._step(affair, visit.id, mode_of_assigning(affair.result), unit)
                if not units or affair.result == COORDINATING:
                    yield self._step(affair, visit.id, affair.result, None if units else self._taker(affair))

    def _taker(self, affair: Affair) -> str | None:
        """Whom a transfer without duties goes to: the one unit that was called beside the lead."""
        others = self.plan.others
        return others[0] if affair.result in ASSIGNS and len(others) == 1 else None

    def _step(self, affair: Affair, visit_id: str, mode: str, unit: str | None) -> Step:
        detail: dict[str, Any] = {"reception": self.reception.number, REOPENS: affair.reopens}
        if mode in CLOSINGS:
            detail |= {SEEN: [duty.id for duty in affair.case.duties], "answer": self._answer(affair)}
        return Step(
            id=new_id(),
            matter_id=affair.matter.id,
            visit_id=visit_id,
            reception_id=self.reception.id,
            mode=mode,
            unit=unit,
            at=self.at,
            by=self.desk.staff.login,
            detail=detail,
        )

    def _answer(self, affair: Affair) -> str | None:
        """What was answered on the spot, else the opinion told."""
        answers = [self.plan.lines[place].line.answer for place in affair.lines]
        return "；".join(answer for answer in answers if answer) or (
            affair.notices.opinion if affair.notices else None
        )

    def _dates(self, steps: tuple[Step, ...]) -> Iterator[Deadline]:
        """How the latest duty's date, or the date that a transfer without duties starts, is counted."""
        for affair in self.plan.affairs:
            step = next(step for step in steps if step.visit_id == affair.visits[0].id)
            counted = [line.counted for _, line in affair.duties if line.counted]
            if not counted:
                yield from self._deadlines(affair, step, self._started_by(step))
                continue
            last = max(counted, key=lambda derivation: derivation.due)
            yield from self._deadlines(affair, step, [Dated("交办", RULE_22, STATUTORY, last)])

    def _started_by(self, step: Step) -> list[Dated]:
        if step.mode not in ROUTES:
            return []
        limits = Limits.of(self.desk.settings)
        return if_routed(step.mode, self.at.date(), self.plan.calendar, limits)

    def _deadlines(self, affair: Affair, step: Step, dates: list[Dated]) -> list[Deadline]:
        first = affair.visits[0].id
        return deadline_rows(
            dates, affair.matter.id, self.at, step_id=step.id, visit_id=first, before=affair.met
        )


def checked_text(value: str | None) -> str:
    """A value that the check has made sure of."""
    if value is None:
        raise ValueError("the check lets no such reception through")
    return value
