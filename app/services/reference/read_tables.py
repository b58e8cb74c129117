"""The centre's tables as the window's pages need them: read once, kept at hand while forms are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.desk import Desk
from app.domain.entries.understood import ReceptionRules
from app.domain.entries.visit_entry import VisitRules
from app.domain.hall import GONE
from app.domain.roles import LEADER, allows
from app.domain.roster import duty_of_day, still_leading, uncovered
from app.domain.rows.centre import Category, Division, Roster, Staff, Unit
from app.domain.text.pinyin import readings
from app.services.case.lookups import read_calendar
from app.services.receptions.reception_rules import half_of, reception_rules
from app.services.visits.list_hall import HallVisit, read_hall
from app.services.visits.visit_rules import visit_rules

AHEAD = 14
"""Days that the start page looks ahead on the roster."""


@dataclass(frozen=True, slots=True)
class VisitTables:
    """What the registration offers and checks by."""

    divisions: tuple[Division, ...]
    """The centre's own city first."""
    categories: tuple[Category, ...]
    units: tuple[Unit, ...]
    staff: tuple[Staff, ...]
    """Accounts in force, for who has to keep away."""
    rules: VisitRules


@dataclass(frozen=True, slots=True)
class ReceptionTables:
    """What the reception offers and checks by on one day."""

    day: date
    rules: ReceptionRules
    units: tuple[Unit, ...]
    waiting: tuple[HallVisit, ...]
    leaders: tuple[str, ...]
    """Names: who is on the roster of the day, then every account that is a 带班领导."""


@dataclass(frozen=True, slots=True)
class DayTables:
    """What the start page says of the day."""

    duty: tuple[tuple[str, str], ...]
    """Half-day and leader on the roster of the day; empty where nobody is entered."""
    is_workday: bool
    next_year_known: bool
    """Whether the holidays of the next year have been imported."""
    next_gap: date | None = None
    """The first working day after this one that nobody leads, within AHEAD days."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at a window who can take a visitor over."""

    login: str
    name: str
    initials: str
    sounds: tuple[str, ...]


def read_colleagues(desk: Desk) -> list[Colleague]:
    """The other accounts that work at a window, by name. NotAllowed(role_missing)."""
    desk.require("show")
    with desk.records.reading() as reads:
        staff = reads.find(Staff, disabled=False)
    colleagues = [row for row in staff if row.login != desk.staff.login and allows(row.roles, "hall")]
    return [_colleague(row) for row in sorted(colleagues, key=lambda row: row.name)]


def _colleague(row: Staff) -> Colleague:
    sounds = readings(row.name)
    return Colleague(row.login, row.name, sounds.initials[0] if sounds.initials else "", tuple(sounds.full))


def read_units(desk: Desk) -> tuple[Unit, ...]:
    """The units in force, by name."""
    with desk.records.reading() as reads:
        return tuple(sorted(reads.find(Unit, disabled=False), key=lambda unit: unit.name))


def read_visit_tables(desk: Desk) -> VisitTables:
    """Divisions, categories and units in force, and the rules made of them."""
    with desk.records.reading() as reads:
        rules = visit_rules(reads, desk.settings)
        divisions = reads.find(Division)
        categories = reads.find(Category, disabled=False)
        units = reads.find(Unit, disabled=False)
        staff = sorted(reads.find(Staff, disabled=False), key=lambda row: row.login)
    own = desk.place.code[:4]
    near = sorted(
        divisions,
        key=lambda division: (not division.code.startswith(own), division.code.endswith("00"), division.code),
    )
    return VisitTables(tuple(near), tuple(categories), tuple(units), tuple(staff), rules)


def read_reception_tables(desk: Desk) -> ReceptionTables:
    """Rules of lines, units, who waits and who may lead, as of today. NotAllowed(role_missing)."""
    desk.require("reception")
    now = desk.clock.now()
    day = now.date()
    with desk.records.reading() as reads:
        rules = reception_rules(desk, reads, day, half_of(now))
        units = tuple(reads.find(Unit, disabled=False))
        waiting = tuple(visit for visit in read_hall(desk, reads, day) if visit.state.where != GONE)
        staff = reads.find(Staff, disabled=False)
    named = [row.name for row in staff if LEADER in row.roles]
    return ReceptionTables(day, rules, units, waiting, tuple(dict.fromkeys([*rules.roster, *named])))


def read_day_tables(desk: Desk) -> DayTables:
    """Who leads today and whether dates of the next year are still provisional."""
    today = desk.clock.now().date()
    with desk.records.reading() as reads:
        calendar = read_calendar(reads)
        rows = reads.between(Roster, "day", today, today + timedelta(days=AHEAD + 1))
        entered = still_leading(rows, reads.find(Staff), today)
    duty = duty_of_day(row for row in entered if row.day == today)
    known = calendar.knows(date(today.year + 1, 1, 1))
    ahead = [today + timedelta(days=n) for n in range(1, AHEAD + 1)]
    gaps = (
        day
        for day in ahead
        if calendar.is_workday(day) and uncovered(duty_of_day([row for row in entered if row.day == day]))
    )
    return DayTables(duty, calendar.is_workday(today), known, next(gaps, None))
