"""Understand the lines of a reception as they are typed: which unit, by when, or what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.desk import Desk
from app.domain.rows.centre import Roster, Unit
from app.domain.understood import ReceptionRules, UnderstoodLine, understand_line
from app.ports.records import Reads
from app.services.case.lookups import read_calendar


def reception_rules(desk: Desk, reads: Reads, day: date) -> ReceptionRules:
    """What a reception of that day is checked by: calendar, units, roster, and whether dates roll."""
    return ReceptionRules(
        calendar=read_calendar(reads),
        units=tuple(reads.find(Unit, disabled=False)),
        roster=tuple(one.leader for one in reads.find(Roster, day=day)),
        roll=desk.settings["末日遇休息日顺延"],
    )


def read_lines(desk: Desk, texts: Sequence[str], day: date | None = None) -> list[UnderstoodLine]:
    """The lines as a reception of the day (by default today) would take them; never refuses."""
    desk.require("reception")
    today = day or desk.clock.now().date()
    with desk.records.reading() as reads:
        rules = reception_rules(desk, reads, today)
    return [understand_line(text, today, rules, f"lines[{n}].text") for n, text in enumerate(texts)]
