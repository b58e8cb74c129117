"""Short ways to tell the facts of a case in tests of the pure reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.case.facts import CaseFacts, Paper, Rules
from app.domain.case.obligations import Right
from app.domain.case.reading import read_case
from app.domain.dates.calendar import from_rows
from app.domain.dates.derivation import Span, Way
from app.domain.dates.limits import Limits
from app.domain.reference import days_off
from app.domain.rows.base import id_at
from app.domain.rows.case import Decision, Delivery, Receipt, Request, Withdrawal
from app.domain.rows.matters import Matter, Rating, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Amendment, Visit, Void

CHINA = timezone(timedelta(hours=8))
BUREAU = "市信访局"
CALENDAR = from_rows(list(days_off()))


def at(text: str) -> datetime:
    """A moment of the centre: '2026-09-20' (nine o'clock) or '2026-09-20 10:30'."""
    return datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=CHINA)


class Tale:
    """The facts of one matter, told one after another; ``case`` reads them."""

    def __init__(self, purpose: str = "求决", procedure: str = "普通", **limits: Any) -> None:
        self._ids = count(1)
        self.rules = Rules(calendar=CALENDAR, limits=Limits(**limits), bureau=BUREAU)
        self.matter = Matter(
            id=self._id(), number="XF", purpose=purpose, procedure=procedure, status="已登记",
            opened_at=at("2026-01-01"),
        )  # fmt: skip
        self.facts = CaseFacts(matter=self.matter)

    def _id(self) -> str:
        return id_at(next(self._ids), 0)

    def _add(self, **rows: Any) -> None:
        kept = {name: (*getattr(self.facts, name), row) for name, row in rows.items()}
        self.facts = replace(self.facts, **kept)

    def visit(self, on: str, *, by: str = "clerk", identified: bool = True, **over: Any) -> Visit:
        visit = Visit(
            **{
                "id": self._id(), "number": "LF", "query_code": "Q", "matter_id": self.matter.id,
                "arrived_at": at(on), "registered_at": at(on), "desk": "A", "clerk": by, "headcount": 1,
                "kind": "个体访", "first": not self.facts.visits, "purpose": self.matter.purpose,
                "procedure": self.matter.procedure,
            }
            | over
        )  # fmt: skip
        self._add(visits=visit)
        if identified:
            self.facts = replace(self.facts, identified=self.facts.identified | {visit.id})
        return visit

    def void(self, visit: Visit, on: str) -> None:
        self._add(voids=Void(id=self._id(), visit_id=visit.id, at=at(on), by="clerk", reason="重复"))

    def step(self, mode: str, on: str, *, unit: str | None = None, by: str = "host", **detail: Any) -> Step:
        reception = detail.pop("reception", None)
        step = Step(
            id=self._id(), matter_id=self.matter.id, mode=mode, unit=unit, at=at(on), by=by,
            reception_id=reception, detail=detail,
        )  # fmt: skip
        self._add(steps=step)
        return step

    def withdraw(self, step: Step, on: str) -> None:
        row = Withdrawal(
            id=self._id(), matter_id=self.matter.id, step_id=step.id, reason="办错了", at=at(on), by="leader"
        )
        self._add(withdrawals=row)

    def duty(self, unit: str, on: str, span: Span | None = None, *, reception: str = "JF") -> Duty:
        way = Way("交办", span or Span(10, "日"), False)
        counted = way.count(at(on).date(), CALENDAR)
        duty = Duty(
            id=self._id(), reception_id=reception, matter_id=self.matter.id, line_id="", unit=unit,
            duty="核查", due=counted.due, derivation=counted.derivation, provisional=counted.provisional,
            way=str(way), at=at(on),
        )  # fmt: skip
        self._add(duties=duty)
        return duty

    def reply(self, duty: Duty | Step, on: str, *, done: bool = True) -> None:
        row = DutyReply(
            id=self._id(), duty_id=duty.id, matter_id=self.matter.id, text="已核查", done=done, at=at(on),
            by="host",
        )  # fmt: skip
        self._add(replies=row)

    def received(self, unit: str, on: str) -> None:
        row = Receipt(
            id=self._id(), matter_id=self.matter.id, unit=unit, at=at(on), noted_at=at(on), by="host"
        )
        self._add(receipts=row)

    def delivered(self, step: Step, on: str, kind: str = "信访处理意见书") -> None:
        paper = Paper(id=self._id(), kind=kind, number="信意", at=step.at, step_id=step.id)
        row = Delivery(
            id=self._id(), matter_id=self.matter.id, document_id=paper.id, at=at(on), how="当面",
            sign="签收", noted_at=at(on), by="host",
        )  # fmt: skip
        self._add(papers=paper, deliveries=row)

    def amend(
        self, field: str, new: str, on: str, *, old: str | None = None, visit: Visit | None = None
    ) -> None:
        row = Amendment(
            id=self._id(), matter_id=self.matter.id, table="visits" if visit else "matters",
            row_id=visit.id if visit else self.matter.id, field=field, old=old, new=new, at=at(on),
            by="clerk",
        )  # fmt: skip
        self._add(amendments=row)
        if visit is None:
            value: Any = new == "是" if field == "confidential" else new
            self.facts = replace(self.facts, matter=replace(self.facts.matter, **{field: value}))

    def ask(self, mode: str, on: str, *, by: str = "clerk") -> Request:
        row = Request(id=self._id(), matter_id=self.matter.id, act="办理", mode=mode, at=at(on), by=by)
        self._add(requests=row)
        return row

    def decide(self, request: Request, on: str, *, approved: bool = True) -> None:
        row = Decision(
            id=self._id(), request_id=request.id, matter_id=self.matter.id, approved=approved, at=at(on),
            by="leader",
        )  # fmt: skip
        self._add(decisions=row)

    @property
    def case(self) -> CaseFile:
        return read_case(self.facts, self.rules)

    def rate(self, whom: str, on: str, value: str = "满意") -> None:
        row = Rating(
            id=self._id(), matter_id=self.matter.id, whom=whom, value=value, at=at(on), by="clerk"
        )  # fmt: skip
        self._add(ratings=row)

    def rights(self, what: str) -> list[Right]:
        """The rights of a kind, open or not."""
        return [right for right in self.case.rights if right.what == what]

    def running(self) -> dict[tuple[str, str], str]:
        """What is owed now: (what, who) to the day."""
        return {(one.what, one.who): one.due.isoformat() for one in self.case.running if one.kind != "承诺"}
