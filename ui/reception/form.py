"""The form keeps the leader's screen: who sits there, the minutes, each visitor's result. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from app.domain.entries.lines import ANSWER, DEMAND, DUTY
from app.domain.entries.reception_entry import CONTINUED
from app.domain.entries.understood import UnderstoodLine
from app.domain.terms import JOINT_FORM, RECEPTION_FORMS, TALK_FORM


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


@dataclass(slots=True)
class NoticesTyped:
    """What one of several visits comes to and is told; None where it is as for all."""

    result: str | None = None
    opinion: str | None = None
    contact: str | None = None

    def is_blank(self) -> bool:
        return not (self.result or self.opinion or self.contact)


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
    own: dict[str, NoticesTyped] = field(default_factory=dict)
    """By visit: what differs from the result and notices for all, where several visits are heard."""

    @property
    def is_joint(self) -> bool:
        return self.form == JOINT_FORM

    @property
    def needs_leader(self) -> bool:
        """接谈 is the bureau's own people; in every other form a leader sits."""
        return self.form != TALK_FORM

    def notices_of(self, visit: str) -> NoticesTyped:
        """What a visit comes to and is told: its own words, else those for all."""
        own = self.own.get(visit, NoticesTyped())
        return NoticesTyped(
            own.result or self.result, own.opinion or self.opinion, own.contact or self.contact
        )

    def say_own(self, visit: str, typed: NoticesTyped) -> None:
        """Keep what differs for one visit; nothing where nothing does."""
        if typed.is_blank():
            self.own.pop(visit, None)
        else:
            self.own[visit] = typed

    def put_off(self) -> None:
        """改日继续: all of it."""
        self.result = CONTINUED
        for own in self.own.values():
            own.result = None

    def differs(self) -> bool:
        """Whether a visit comes to something else, or is told something else, than the others."""
        return any(visit in self.own for visit in self.visits)

    def begins_with(self, arrived: datetime, now: datetime) -> bool:
        """Whether a visit that came at ``arrived`` can be heard: none begins before its visits have come.

        A screen that stood open without a visitor begins with its first one: now, or where minutes were
        written already, when the visitor came (at another desk, whose clock may be ahead).
        """
        if self.started_at is None or arrived <= datetime.fromisoformat(self.started_at):
            return True
        if self.visits:
            return False
        begun = arrived if self.written() else max(arrived, now)
        self.started_at = begun.astimezone(now.tzinfo).isoformat()
        return True

    def remove_visit(self, visit: str) -> None:
        self.visits = [kept for kept in self.visits if kept != visit]
        self.own.pop(visit, None)

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
        own = {
            visit: self.own[visit].result
            for visit in self.visits
            if visit in self.own and self.own[visit].result
        }
        facts: dict[str, Any] = {
            "at": self.started_at,
            "form": self.form,
            "room": self.room,
            "lead": self.lead if self.is_joint else None,
            "leader": self.leader if self.needs_leader else None,
            "recorder": self.recorder,
            "roster_reason": self.roster_reason,
            "visits": list(self.visits),
            "units": [seat.as_json() for seat in self.seats],
            "lines": [asdict(line) for line in self.written()],
            "result": self.result,
            "results": own or None,
            "notices": self._notices(),
            "continues": self.continues,
        }
        return {key: value for key, value in facts.items() if value is not None}

    def _notices(self) -> dict[str, Any]:
        """The plain notices, or those of each visit where they differ."""
        if not self.differs():
            return _notices_json(NoticesTyped(None, self.opinion, self.contact))
        return {visit: _notices_json(self.notices_of(visit)) for visit in self.visits}

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, kept: Mapping[str, Any]) -> ReceptionForm:
        """Fill the screen again from a draft; keys a later version no longer knows are left out."""
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        known["seats"] = [SeatTyped(**seat) for seat in known.get("seats", [])]
        known["lines"] = [LineTyped(**line) for line in known.get("lines", [])]
        known["own"] = {visit: NoticesTyped(**own) for visit, own in known.get("own", {}).items()}
        return cls(**known)

    def title(self) -> str:
        """How the start screen names the draft."""
        who = f"{self.leader} " if self.leader else ""
        return f"{who}{self.form}，{len(self.visits)} 批"

    def first_words(self) -> str:
        written = self.written()
        return written[0].text[:40] if written else ""


def _notices_json(typed: NoticesTyped) -> dict[str, Any]:
    words = {"opinion": typed.opinion, "contact": typed.contact}
    return {key: value for key, value in words.items() if value}


def lines_of(understood: Sequence[UnderstoodLine], place: int | None) -> list[UnderstoodLine]:
    """The lines that are about the visit at a place (from 1), those about all included; all for None."""
    return [
        reading
        for reading in understood
        if place is None or not reading.line.cases or place in reading.line.cases
    ]


def results(form: ReceptionForm, understood: Sequence[UnderstoodLine]) -> dict[str, str | None]:
    """What each visit comes to: as typed for it, as typed for all, or as its lines say; None: not settled."""
    return {
        visit: form.notices_of(visit).result or likely_result(will_make(lines_of(understood, place)))
        for place, visit in enumerate(form.visits, start=1)
    }


def will_make(understood: Sequence[UnderstoodLine]) -> WillMake:
    """Count what F9 makes; each answer or duty settles the oldest demand still open."""
    units: set[str | None] = set()
    open_demands: list[int] = []
    unclear: list[int] = []
    answers = duties = demands = 0
    for position, reading in enumerate(understood):
        if reading.problems:
            unclear.append(position)
        elif reading.line.kind == DEMAND:
            demands += 1
            open_demands.append(demands)
        elif reading.line.kind == ANSWER:
            answers += 1
            del open_demands[:1]
        elif reading.line.kind == DUTY:
            duties += 1
            units.add(reading.unit)
            del open_demands[:1]
    return WillMake(len(units), duties, answers, tuple(open_demands), tuple(unclear))


def likely_result(made: WillMake) -> str | None:
    """交办 when a unit got a duty, 现场办结 when all was answered; else None: a person chooses."""
    if made.duties:
        return "交办"
    return "现场办结" if made.answers and not made.open_demands else None


def latest_due(understood: Sequence[UnderstoodLine]) -> str | None:
    """The date the visitor will be told: the latest duty's."""
    days = [reading.counted.due for reading in understood if reading.counted is not None]
    return max(days).isoformat() if days else None


def minute(moment: datetime) -> str:
    return f"{moment:%H:%M}"
