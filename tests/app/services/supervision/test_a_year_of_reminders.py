"""A simulated year: each obligation gets exactly the reminders owed, and the figures count what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.case import names
from app.domain.dates.calendar import from_rows
from app.domain.rows.base import new_id
from app.domain.rows.centre import Holiday
from app.domain.rows.matters import Matter, Reminder, Step
from app.domain.rows.receptions import DutyReply
from app.domain.rows.visits import Visit, Void
from app.ports.clock import CENTRE_TIME
from app.services.case.case_reader import CaseReader
from app.services.figures.report_figures import report_figures
from app.services.supervision.due_matters import due_matters
from app.services.supervision.send_reminder import ReminderWanted, send_reminder

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 5), date(2026, 12, 18)
CLOSED = {date(2026, 4, 20) + timedelta(days=n) for n in range(10)}
"""Days on which the program is not opened."""
MATTERS = 24
BODY, HIGHER = "市政府（示例）", "省政府（示例）"
"""Who is asked for 复查 and 复核."""
UNITS = ("市住建局", "市人社局", "市教育局", "义安区")


@dataclass(frozen=True)
class Owed:
    """What a unit owes in one stretch between two days, as the plan of the year says."""

    matter: str
    what: str
    start: date
    due: date
    settled: date
    """The first day on which nothing is owed any more."""


def days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), CENTRE_TIME)


class Year:
    """Plays the plan of the year into the store as its days come, and keeps what each unit owes."""

    def __init__(self, office) -> None:
        self.office = office
        self.owed: list[Owed] = []
        self.closed: dict[str, date] = {}
        """By matter: the day of its 办结."""
        self.plan: dict[date, list] = {}
        for n in range(MATTERS):
            self._matter(n)

    def _matter(self, n: int) -> None:
        start = FIRST + timedelta(days=9 * n)
        unit = UNITS[n % len(UNITS)]
        self.office.register(f"{start} 08:30", claim=f"示例事项{n}")
        matter = max(self.office.all(Matter), key=lambda row: row.id)
        (assign, extend, leave_open, void) = (n % 3 == 0, n % 4 == 1, n % 5 == 4, n % 8 == 7)
        accept_on, close_on = start + timedelta(days=n % 4 + 1), start + timedelta(days=40 + 3 * n)
        end = LAST + timedelta(days=1) if leave_open else close_on
        if void:
            end = start + timedelta(days=45)
            visit = self.office.one(Visit, matter_id=matter.id)
            self._on(
                end, Void(id=new_id(), visit_id=visit.id, at=moment(end), by="leader", reason="登记有误")
            )
        if assign:
            self._assign(matter, unit, start, n, accept_on, end)
        self._step(matter, "受理告知", unit, accept_on)
        due = accept_on + timedelta(days=60)
        if extend and accept_on + timedelta(days=50) < end:
            longer = accept_on + timedelta(days=50)
            self._step(matter, "延期", unit, longer, days=30)
            self.owed.append(Owed(matter.id, names.FINISH, accept_on, due, min(longer, end)))
            accept_on, due = due, due + timedelta(days=30)
        self.owed.append(Owed(matter.id, names.FINISH, accept_on, due, end))
        if not leave_open and not void:
            self._step(matter, "办结", unit, close_on)
            self.closed[matter.id] = close_on
            if n % 2 == 0:
                self._review(matter, n, close_on)

    def _review(self, matter: Matter, n: int, closed: date) -> None:
        """条例第35条、第36条: 30 days for who is asked; every second answer is late."""
        asked, took = closed + timedelta(days=12), 34 if n % 4 else 20
        answered = asked + timedelta(days=took)
        self._step(matter, "复查", BODY, asked, body=BODY)
        self._step(matter, "复查意见", BODY, answered, body=BODY)
        self.owed.append(Owed(matter.id, names.REVIEW_OPINION, asked, asked + timedelta(days=30), answered))
        if n % 4:
            again, done = answered + timedelta(days=5), answered + timedelta(days=27)
            self._step(matter, "复核", HIGHER, again, body=HIGHER)
            self._step(matter, "复核意见", HIGHER, done, body=HIGHER)
            self.owed.append(Owed(matter.id, names.RECHECK_OPINION, again, again + timedelta(days=30), done))

    def _assign(self, matter: Matter, unit: str, day: date, n: int, accepted: date, end: date) -> None:
        term = 5 + 4 * n % 31
        step = self._step(matter, "交办", unit, day, way_of_term=f"交办起{term}日")
        answered = day + timedelta(days=term + n % 20 - 8)
        if answered > day and n % 2:
            reply = DutyReply(
                id=new_id(), duty_id=step.id, matter_id=matter.id, text="已核查", done=True,
                at=moment(answered), by="host",
            )  # fmt: skip
            self._on(answered, reply)
            end = min(end, answered)
        self.owed.append(Owed(matter.id, names.DUTY, day, day + timedelta(days=term), end))
        notice = Owed(matter.id, names.NOTIFY, day, day + timedelta(days=15), min(accepted, end))
        self.owed.append(notice)

    def _step(self, matter: Matter, mode: str, unit: str, day: date, **detail) -> Step:
        step = Step(
            id=new_id(), matter_id=matter.id, mode=mode, unit=unit, at=moment(day), by="host", detail=detail
        )
        self._on(day, step)
        return step

    def _on(self, day: date, row) -> None:
        self.plan.setdefault(day, []).append(row)

    def play(self, *, remind: bool = True) -> None:
        """At nine the facts of the day, at ten the supervisor sends what is owed."""
        for day in days(FIRST, LAST):
            if day in self.plan:
                self.office.add(*self.plan[day])
            if day in CLOSED or not remind:
                continue
            desk = self.office.desk("watch", f"{day} 10:00")
            for item in due_matters(desk).items:
                if item.is_owed:
                    asked = ReminderWanted(tier=item.owed.tier, obligation=item.obligation.id)
                    send_reminder(desk, item.matter.number, asked)


def expected(owed: Owed, off: set[date], work: set[date]) -> set[int]:
    """The tiers that had a day on which somebody sat at the program while it was the one owed."""

    def is_rest(day: date) -> bool:
        return day in off or (day.weekday() >= 5 and day not in work)

    def day_of(tier: int) -> date:
        day = owed.due - timedelta(days=tier)
        while is_rest(day):
            day -= timedelta(days=1)
        return day

    begins = {tier: day_of(tier) for tier in (15, 10, 5) if day_of(tier) > owed.start}
    tiers = set()
    for day in days(owed.start, min(owed.settled - timedelta(days=1), LAST)):
        if day in CLOSED:
            continue
        come = [tier for tier, first in begins.items() if first <= day]
        if day > owed.due:
            come = [5]
        if come:
            tiers.add(min(come))
    return tiers


def test_each_obligation_gets_exactly_the_reminders_owed(office):
    year = Year(office)
    year.play()
    holidays = from_rows(office.all(Holiday))
    wanted = Counter(
        (owed.matter, owed.what, owed.due, tier)
        for owed in year.owed
        for tier in expected(owed, set(holidays.off), set(holidays.work))
    )
    with office.store.reading() as reads:
        cases = CaseReader(reads).cases(row.id for row in reads.find(Matter))
    sent = Counter(
        (row.matter_id, case.obligation(row.duty_id).what, row.due, row.tier)
        for case in cases.values()
        for row in case.reminders
    )
    assert sent == wanted
    assert len(sent) > MATTERS
    assert max(sent.values()) == 1
    for row in office.all(Reminder):
        obligation = cases[row.matter_id].obligation(row.duty_id)
        assert obligation.met_at is None or row.at < obligation.met_at
    for case in cases.values():
        assert not case.is_open or case.binding, "no matter is open without an obligation"
        assert not case.is_open or case.holders, "or without somebody who has it"
        assert all(obligation.who for obligation in case.obligations)


def test_the_figures_of_the_year_are_a_count_over_its_facts(office):
    """Visits that stand; answers in time and late by the last date of each; parts add up to the year."""
    year = Year(office)
    year.play(remind=False)
    gone = {row.visit_id for row in office.all(Void)}
    standing = [row for row in office.all(Visit) if row.id not in gone]
    desk = office.desk("leader", f"{LAST} 17:00")
    told = report_figures(desk, FIRST, LAST, by="month").as_json()
    figures = told["figures"]
    assert (figures["来访"]["批次"], figures["来访"]["人次"]) == (len(standing), len(standing))
    for figure in ("来访", "个体访", "初次"):
        parts = [part["figures"][figure]["批次"] for part in told["periods"]]
        assert sum(parts) == figures[figure]["批次"] == len(standing), figure
    by_unit = told["by"]["责任单位"]
    assert sum(unit["批次"] for unit in by_unit.values()) == len(standing)
    last = {owed.matter: owed.due for owed in year.owed if owed.what == names.FINISH}
    matters = {row.matter_id for row in standing}
    due = {matter: day for matter, day in last.items() if matter in matters and FIRST <= day <= LAST}
    in_time = [matter for matter, day in due.items() if year.closed.get(matter, LAST + DAY) <= day]
    rate = figures["按期办结率"]
    assert (rate["numerator"], rate["denominator"]) == (len(in_time), len(due))
    assert 0 < len(in_time) < len(due)
