"""What is on the leader's screen: who sits there, what was said, what the visitor is told. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from app.domain.lines import ANSWER, DEMAND, DUTY
from app.domain.terms import RECEPTION_FORMS
from app.domain.understood import UnderstoodLine


@dataclass(slots=True)
class SeatTyped:
    """One of the X: a unit, and whether it has come."""

    unit: str
    person: str | None = None
    title: str | None = None
    arrived: str | None = None

    def as_json(self) -> dict[str, Any]:
        if self.arrived is None:
            facts = {"unit": self.unit, "person": self.person, "title": self.title, "absent": True}
            return {key: value for key, value in facts.items() if value is not None}
        return {"unit": self.unit, "person": self.person, "title": self.title, "arrived": self.arrived}


@dataclass(slots=True)
class LineTyped:
    """One line of the minutes with the minute it was begun."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class WillMake:
    """What F9 makes of the lines so far, and what is still in the way."""

    duty_sheets: int
    duties: int
    answers: int
    open_demands: tuple[int, ...]
    """Numbers (from 1) of the demands nobody has answered or taken over yet."""
    unclear: tuple[int, ...]
    """Positions of lines that are not understood yet."""


@dataclass(slots=True)
class ReceptionForm:
    """The form as drafts keep it; ``as_json`` is the input of CLI.md's reception."""

    started_at: str | None = None
    form: str = RECEPTION_FORMS[0]
    room: str | None = "联合接访室"
    lead: str | None = None
    leader: str | None = None
    recorder: str | None = None
    roster_reason: str | None = None
    visits: list[str] = field(default_factory=list)
    seats: list[SeatTyped] = field(default_factory=list)
    lines: list[LineTyped] = field(default_factory=list)
    result: str | None = None
    opinion: str | None = None
    contact: str | None = None
    continues: str | None = None

    def add_seat(self, unit: str, arrived: str | None) -> bool:
        """Seat a unit once; False if it sits there already or is the lead."""
        if unit == self.lead or any(seat.unit == unit for seat in self.seats):
            return False
        self.seats.append(SeatTyped(unit, arrived=arrived))
        return True

    def toggle_seat(self, unit: str, now: str) -> None:
        """Came (with the minute) or did not."""
        for seat in self.seats:
            if seat.unit == unit:
                seat.arrived = None if seat.arrived else now

    def seat(self, unit: str) -> SeatTyped | None:
        return next((seat for seat in self.seats if seat.unit == unit), None)

    def remove_seat(self, unit: str) -> None:
        self.seats = [seat for seat in self.seats if seat.unit != unit]

    def written(self) -> list[LineTyped]:
        """The lines that hold something."""
        return [line for line in self.lines if line.text.strip()]

    def is_blank(self) -> bool:
        """Nothing worth keeping as a draft."""
        return not (self.written() or self.seats or self.visits or self.opinion)

    def as_json(self) -> dict[str, Any]:
        """The input of CLI.md's ``reception``; fields not filled in are left out."""
        notices = {"opinion": self.opinion, "contact": self.contact}
        facts: dict[str, Any] = {
            "at": self.started_at,
            "form": self.form,
            "room": self.room,
            "lead": self.lead,
            "leader": self.leader,
            "recorder": self.recorder,
            "roster_reason": self.roster_reason,
            "visits": list(self.visits),
            "units": [seat.as_json() for seat in self.seats],
            "lines": [asdict(line) for line in self.written()],
            "result": self.result,
            "notices": {key: value for key, value in notices.items() if value},
            "continues": self.continues,
        }
        return {key: value for key, value in facts.items() if value is not None}

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, kept: Mapping[str, Any]) -> ReceptionForm:
        """Fill the screen again from a draft; keys a later version no longer knows are left out."""
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        known["seats"] = [SeatTyped(**seat) for seat in known.get("seats", [])]
        known["lines"] = [LineTyped(**line) for line in known.get("lines", [])]
        return cls(**known)

    def title(self) -> str:
        """How the start screen names the draft."""
        who = f"{self.leader} " if self.leader else ""
        return f"{who}{self.form}，{len(self.visits)} 批"

    def first_words(self) -> str:
        written = self.written()
        return written[0].text[:40] if written else ""


def will_make(understood: Sequence[UnderstoodLine]) -> WillMake:
    """Count what F9 makes; each answer or duty settles the oldest demand still open."""
    units: set[str | None] = set()
    open_demands: list[int] = []
    unclear: list[int] = []
    answers = duties = demands = 0
    for position, one in enumerate(understood):
        if one.problems:
            unclear.append(position)
        elif one.line.kind == DEMAND:
            demands += 1
            open_demands.append(demands)
        elif one.line.kind == ANSWER:
            answers += 1
            del open_demands[:1]
        elif one.line.kind == DUTY:
            duties += 1
            units.add(one.unit)
            del open_demands[:1]
    return WillMake(len(units), duties, answers, tuple(open_demands), tuple(unclear))


def likely_result(made: WillMake) -> str | None:
    """交办 when a unit got a duty, 现场办结 when all was answered; else None: a person chooses."""
    if made.duties:
        return "交办"
    return "现场办结" if made.answers and not made.open_demands else None


def latest_due(understood: Sequence[UnderstoodLine]) -> str | None:
    """The date the visitor will be told: the latest duty's."""
    days = [one.counted.due for one in understood if one.counted is not None]
    return max(days).isoformat() if days else None


def minute(moment: datetime) -> str:
    return f"{moment:%H:%M}"
