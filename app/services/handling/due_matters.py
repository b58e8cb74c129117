"""What falls due, and which 115 reminder is owed to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.ladder import Owed, owed
from app.domain.rows.matters import Deadline, Matter, Reminder
from app.domain.rows.receptions import Duty
from app.domain.terms import STATUTORY
from app.ports.records import Reads
from app.services.case.lookups import read_calendar
from app.services.case.matter_dates import binding_dates

DAYS_AHEAD = 90
"""How far ahead the list looks unless asked otherwise: an accepted matter with its extension."""
MOST = 10_000
DUTY = "交办"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One date of one matter: its statutory date, or a duty a unit was given in a reception."""

    matter: Matter
    unit: str | None
    what: str
    kind: str
    owed: Owed
    derivation: str
    duty: Duty | None = None
    reminders: tuple[Reminder, ...] = ()
    """Sent for this date, oldest first."""

    @property
    def sent(self) -> Reminder | None:
        """The reminder of the tier that is owed now, if it went out."""
        return next((one for one in reversed(self.reminders) if one.tier == self.owed.tier), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter.number,
            "unit": self.unit,
            "due": self.owed.due.isoformat(),
            "days_left": self.owed.days_left,
            "tier": self.owed.tier,
            "from_rank": self.owed.from_rank,
            "to_rank": self.owed.to_rank,
            "sent": self.sent.at.isoformat() if self.sent else None,
            "what": self.what,
            "duty": self.duty.duty if self.duty else None,
            "kind": self.kind,
            "status": self.matter.status,
            "derivation": self.derivation,
            "reminders": [{"tier": one.tier, "at": one.at.isoformat()} for one in self.reminders],
        }


@dataclass(frozen=True, slots=True)
class DueList:
    """The items, nearest first, and how many matters have a date in the span."""

    on: date
    items: tuple[DueItem, ...]
    matters: int

    def as_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "matters": self.matters,
            "items": [one.as_json() for one in self.items],
        }


def due_matters(desk: Desk, on: date | None = None, *, ahead: int = DAYS_AHEAD, most: int = MOST) -> DueList:
    """Open matters whose date lies no more than ``ahead`` days after the day, overdue ones first."""
    desk.require("due")
    day = on or desk.clock.now().date()
    until = day + timedelta(days=ahead)
    with desk.records.reading() as reads:
        matters, total = reads.due_matters(until, most)
        items = [item for item in due_items(reads, matters, day) if item.owed.due <= until]
    return DueList(day, tuple(sorted(items, key=_urgency)), total)


def _urgency(item: DueItem) -> tuple[date, str]:
    return item.owed.due, item.matter.id


def due_items(reads: Reads, matters: Sequence[Matter], on: date) -> list[DueItem]:
    """Every open date of the matters with the reminder owed for it on a day."""
    calendar = read_calendar(reads)
    ids = [matter.id for matter in matters]
    bindings = binding_dates(reads, ids)
    sent: dict[str, list[Reminder]] = {}
    for reminder in reads.among(Reminder, "matter_id", ids):
        sent.setdefault(reminder.matter_id, []).append(reminder)
    owing = {due: owed(due, on, calendar) for binding in bindings.values() for due in binding.dates}
    items = []
    for matter in matters:
        binding, mine = bindings[matter.id], sent.get(matter.id, ())
        for duty in binding.duties:
            items.append(_duty_item(matter, duty, mine, owing[duty.due]))
        statutory = binding.statutory
        if statutory is not None and not (binding.duties and statutory.what == DUTY):
            items.append(_statutory_item(matter, statutory, mine, owing[statutory.due]))
    return items


def _duty_item(matter: Matter, duty: Duty, sent: Iterable[Reminder], owing: Owed) -> DueItem:
    mine = tuple(one for one in sent if one.duty_id == duty.id)
    return DueItem(
        matter=matter,
        unit=duty.unit,
        what=DUTY,
        kind=STATUTORY,
        owed=owing,
        derivation=duty.derivation,
        duty=duty,
        reminders=mine,
    )


def _statutory_item(matter: Matter, one: Deadline, sent: Iterable[Reminder], owing: Owed) -> DueItem:
    mine = tuple(reminder for reminder in sent if reminder.duty_id is None and reminder.due == one.due)
    return DueItem(
        matter=matter,
        unit=matter.unit,
        what=one.what,
        kind=one.kind,
        owed=owing,
        derivation=one.derivation,
        reminders=mine,
    )
