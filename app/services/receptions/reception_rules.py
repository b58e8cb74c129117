"""Gathers the rules that check a reception of a day: calendar, units, roster, who may lead."""

from __future__ import annotations

from datetime import date, datetime

from app.desk import Desk
from app.domain.entries.understood import ReceptionRules
from app.domain.roles import LEADER
from app.domain.roster import on_duty, still_leading
from app.domain.rows.centre import AFTERNOON, MORNING, Roster, Staff, Unit
from app.ports.records import Reads
from app.services.case.case_reader import BUREAU_KIND
from app.services.case.lookups import read_calendar

NOON = 12


def reception_rules(desk: Desk, reads: Reads, day: date, half: str | None = None) -> ReceptionRules:
    """What a reception of that day (and half-day) is checked by: calendar, units, roster, who may lead."""
    units = tuple(reads.find(Unit, disabled=False))
    accounts = reads.find(Staff)
    entered = still_leading(reads.find(Roster, day=day), accounts, desk.clock.now().date())
    return ReceptionRules(
        calendar=read_calendar(reads),
        units=units,
        roster=on_duty(entered, half),
        leaders={row.login: row.name for row in accounts if LEADER in row.roles and not row.disabled},
        bureau=next((unit.name for unit in units if unit.kind == BUREAU_KIND), None),
        roll=desk.settings["末日遇休息日顺延"],
    )


def half_of(moment: datetime) -> str:
    """上午 or 下午, as the roster has it."""
    return MORNING if moment.hour < NOON else AFTERNOON
