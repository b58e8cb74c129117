"""The rows of a planned reception: minutes, seats, duties, notices, steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from app.desk import Desk
from app.domain.lines import DEMAND
from app.domain.rows.base import new_id
from app.domain.rows.matters import Deadline, Notice, Step
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.understood import UnderstoodLine
from app.services.case.matter_dates import deadline_rows
from app.services.handling.reception_plan import ASSIGNS, Affair, Plan

ENDED = "已结束"


@dataclass(frozen=True, slots=True)
class ReceptionRows:
    """Everything one reception adds to the store, papers apart."""

    heard: tuple[ReceivedVisit, ...]
    seats: tuple[Seat, ...]
    lines: tuple[Line, ...]
    duties: tuple[Duty, ...]
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
        lead=said(entry.lead),
        leader=said(entry.leader),
        recorder=entry.recorder,
        roster_reason=entry.roster_reason,
        status=ENDED,
        result=entry.result,
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
        return ReceptionRows(
            heard=tuple(self._heard()),
            seats=tuple(self._seats()),
            lines=lines,
            duties=tuple(self._duties(line_ids)),
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
                unit=said(seat.unit),
                person=seat.person,
                title=seat.title,
                arrived=seat.arrived,
                absent=seat.absent,
            )

    def _lines(self) -> Iterator[Line]:
        """What the earlier reception left open comes first, then what was said."""
        began = f"{self.at:%H:%M}"
        for position, left in enumerate(self.plan.carried):
            yield self._line(position, began, left.text, DEMAND)
        spoken = zip(self.plan.entry.lines, self.plan.lines, strict=True)
        for position, (entry, line) in enumerate(spoken, start=len(self.plan.carried)):
            yield self._line(position, entry.at or began, said(entry.text), line.line.kind)

    def _line(self, position: int, at: str, text: str, kind: str) -> Line:
        return Line(
            id=new_id(), reception_id=self.reception.id, position=position, at=at, text=text, kind=kind
        )

    def _duties(self, line_ids: dict[int, str]) -> Iterator[Duty]:
        """Each duty once for every matter of the reception."""
        for affair in self.plan.affairs:
            for place, line in self.plan.duties:
                yield self._duty(affair, line, line_ids[place])

    def _duty(self, affair: Affair, line: UnderstoodLine, line_id: str) -> Duty:
        if line.counted is None:
            raise ValueError("a duty without a date cannot be planned")
        return Duty(
            id=new_id(),
            reception_id=self.reception.id,
            matter_id=affair.matter.id,
            line_id=line_id,
            unit=said(line.unit),
            duty=said(line.line.duty),
            due=line.counted.due,
            derivation=line.counted.derivation,
            way=line.counted.way,
            provisional=line.counted.provisional,
            contact=line.line.contact,
            at=self.at,
        )

    def _notices(self) -> Iterator[Notice]:
        """The three notices of each matter; none where nothing was told (继续协调)."""
        told = self.plan.entry.notices
        if told is None or not (told.opinion or told.contact):
            return
        for affair in self.plan.affairs:
            yield Notice(
                id=new_id(),
                matter_id=affair.matter.id,
                visit_id=affair.visits[0].id,
                reception_id=self.reception.id,
                opinion=told.opinion,
                due=affair.notice.due,
                due_reason=affair.notice.reason,
                derivation=affair.notice.derivation,
                contact=told.contact,
                told="书面",
                at=self.at,
                by=self.desk.staff.login,
            )

    def _steps(self) -> Iterator[Step]:
        """One step per visit and unit for what was assigned, and one for the result beside it."""
        result, units = said(self.plan.entry.result), self.plan.duty_units
        assigning = result if result in ASSIGNS else "交办"
        for affair in self.plan.affairs:
            for visit in affair.visits:
                for unit in units:
                    yield self._step(affair, visit.id, assigning, unit)
                if not units or result not in ASSIGNS:
                    yield self._step(affair, visit.id, result, None if units else self.taken_by)

    @property
    def taken_by(self) -> str | None:
        """Whom a transfer without duties goes to: the one unit that was called beside the lead."""
        others = self.plan.others
        return others[0] if self.plan.entry.result in ASSIGNS and len(others) == 1 else None

    def _step(self, affair: Affair, visit_id: str, mode: str, unit: str | None) -> Step:
        return Step(
            id=new_id(),
            matter_id=affair.matter.id,
            visit_id=visit_id,
            reception_id=self.reception.id,
            mode=mode,
            unit=unit,
            at=self.at,
            by=self.desk.staff.login,
            detail={"reception": self.reception.number},
        )

    def _dates(self, steps: tuple[Step, ...]) -> Iterator[Deadline]:
        for affair in self.plan.affairs:
            step = next(one for one in steps if one.matter_id == affair.matter.id)
            yield from deadline_rows(
                affair.dates,
                affair.matter.id,
                self.at,
                step_id=step.id,
                visit_id=affair.visits[0].id,
                before=affair.current,
            )


def said(value: str | None) -> str:
    """A value that the check has made sure of."""
    if value is None:
        raise ValueError("the check lets no such reception through")
    return value
