"""Lists the obligations that fall due, with their debtor and the 115 reminder owed (CASE.md 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.case.reminding import Rungs
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.ladder import CONTACTS, LAST, Owed, escalation, owed, unreminded
from app.domain.rows.matters import Matter, Reminder
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader

DAYS_AHEAD = 90
"""How far ahead the list looks unless asked otherwise: an accepted matter with its extension."""
MOST = 10_000
AT_ONCE = 400
"""Cases read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One unmet obligation with the reminder that is owed for it."""

    matter: Matter
    obligation: Obligation
    owed: Owed
    escalation: str | None = None
    """What it has come to once the date is over: 督办函, 领导清单, 通报."""
    to: dict[str, Any] | None = None
    """Name and phone of the person of the tier's rank, where the table of units has one."""
    reminders: tuple[Reminder, ...] = ()
    """For the date as it runs, oldest first."""
    is_reminded: bool = False
    """Whether reminders go to who owes it."""
    rungs: Rungs = ()
    """Its tiers with the days on which they go out."""

    @property
    def unit(self) -> str:
        """Who owes it."""
        return self.obligation.who

    @property
    def what(self) -> str:
        return self.obligation.what

    @property
    def kind(self) -> str:
        return self.obligation.kind

    @property
    def derivation(self) -> str:
        return self.obligation.derivation

    @property
    def last(self) -> Reminder | None:
        """The newest reminder of the tier that is owed now, sent or left out with a reason."""
        return self.of_tier(self.owed.tier)

    @property
    def sent(self) -> Reminder | None:
        """The reminder of the tier that is owed now, if it went out."""
        return self.last if self.last and self.last.went_out else None

    @property
    def is_owed(self) -> bool:
        """Whether somebody has to send the reminder, or say why not."""
        return self.owed.tier is not None and self.last is None

    def of_tier(self, tier: int | None) -> Reminder | None:
        return next((row for row in reversed(self.reminders) if row.tier == tier), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter.number,
            "obligation": self.obligation.id,
            "unit": self.unit,
            "due": self.owed.due.isoformat(),
            "days_left": self.owed.days_left,
            "tier": self.owed.tier,
            "from_rank": self.owed.from_rank,
            "to_rank": self.owed.to_rank,
            "to": self.to,
            "sent": self.sent.at.isoformat() if self.sent else None,
            "not_sent": self.last.reason if self.last and not self.sent else None,
            "escalation": self.escalation,
            "what": self.what,
            "duty": self.obligation.text,
            "kind": self.kind,
            "status": self.matter.status,
            "provisional": self.obligation.provisional,
            "derivation": self.derivation,
            "reminders": [
                {"tier": row.tier, "at": row.at.isoformat(), "not_sent": None if row.went_out else row.reason}
                for row in self.reminders
            ],
        }


@dataclass(frozen=True, slots=True)
class DueList:
    """The items, nearest first, and how many matters have a date in the span."""

    on: date
    items: tuple[DueItem, ...]
    matters: int
    withheld: tuple[DueItem, ...] = ()
    """Of guarded matters that who asks may not read: to be counted, and named by their number alone."""

    def as_json(self) -> dict[str, Any]:
        numbers = dict.fromkeys(item.matter.number for item in self.withheld)
        hidden = [
            {"matter": number, "number": number, "name": WITHHELD, "withheld": True} for number in numbers
        ]
        return {
            "on": self.on.isoformat(),
            "matters": self.matters,
            "items": [*(item.as_json() for item in self.items), *hidden],
        }


def due_matters(
    desk: Desk,
    on: date | None = None,
    *,
    ahead: int = DAYS_AHEAD,
    most: int = MOST,
    promises: bool = False,
) -> DueList:
    """Unmet obligations due no more than ``ahead`` days after the day, overdue ones first.

    Those of kind 法定 and 限期; with ``promises`` 承诺 too, for which nobody is reminded.
    """
    desk.require("due")
    day = on or desk.clock.now().date()
    kinds = (names.STATUTORY, names.SET_TERM, *((names.PROMISE,) if promises else ()))
    with desk.records.reading() as reads:
        dates, matters = reads.owed_dates(day + timedelta(days=ahead), kinds, most)
        ladder = Ladder(reads, desk, people=False)
        wanted = {row.obligation_id for row in dates}
        items: list[DueItem] = []
        withheld: list[DueItem] = []
        for case in _cases(ladder.reader, dict.fromkeys(row.matter_id for row in dates)):
            readable = case.may_be_read_by(desk.staff.login, desk.staff.roles)
            shown = items if readable else withheld
            shown += (item for item in ladder.items(case, day) if item.obligation.id in wanted)
    return DueList(day, tuple(sorted(items, key=_urgency)), matters, tuple(sorted(withheld, key=_urgency)))


def _cases(reader: CaseReader, ids: Iterable[str]) -> Iterator[CaseFile]:
    wanted = list(ids)
    for start in range(0, len(wanted), AT_ONCE):
        yield from reader.cases(wanted[start : start + AT_ONCE]).values()


def _urgency(item: DueItem) -> tuple[date, str]:
    return item.owed.due, item.obligation.id


class Ladder:
    """Puts the obligations of cases on the 115 ladder: calendar and units are read once.

    ``people``: False for the list of all that falls due, which names no visitor.
    """

    def __init__(self, reads: Reads, desk: Desk, *, people: bool = True) -> None:
        self.reader = CaseReader(reads, people=people)
        self._contacts = {unit.name: unit.contacts for unit in self.reader.rules.units}
        self._circular_after: int = desk.settings["逾期通报天数"]

    def items(self, case: CaseFile, on: date) -> list[DueItem]:
        """Every running obligation of the case that has a date, with what is owed for it on a day."""
        return [self._item(case, obligation, on) for obligation in case.running]

    def is_reminded(self, case: CaseFile, obligation: Obligation) -> bool:
        """Whether reminders go to who owes it (app.domain.case.reminding)."""
        return obligation.id in case.rungs

    def _item(self, case: CaseFile, obligation: Obligation, on: date) -> DueItem:
        if not self.is_reminded(case, obligation):
            return DueItem(matter=case.matter, obligation=obligation, owed=unreminded(obligation.due, on))
        calendar = self.reader.rules.calendar
        owing = owed(obligation.start, obligation.due, on, calendar)
        reminders = tuple(row for row in case.reminders if is_of(row, obligation))
        letter = any(row.tier == LAST and row.went_out for row in reminders)
        return DueItem(
            matter=case.matter,
            obligation=obligation,
            owed=owing,
            escalation=escalation(obligation.due, on, letter, self._circular_after),
            to=self.person(obligation.who, owing.tier),
            reminders=reminders,
            is_reminded=True,
            rungs=case.rungs[obligation.id],
        )

    def person(self, unit: str, tier: int | None) -> dict[str, Any] | None:
        """Whom the unit names for the tier's rank."""
        return self._contacts.get(unit, {}).get(CONTACTS[tier]) if tier else None


def is_of(reminder: Reminder, obligation: Obligation) -> bool:
    """Whether a reminder was for this obligation's date as it runs.

    A date that an extension moved is reminded of anew. Earlier versions noted the date alone for what a
    statute sets.
    """
    if reminder.duty_id is None:
        return reminder.due == obligation.due and reminder.unit in (None, obligation.who)
    return reminder.duty_id == obligation.id and reminder.due > obligation.start
