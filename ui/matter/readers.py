"""谁看过 as rows to read: one for each person, day and act; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.services.case.case_readings import OPENED, CaseReading
from ui.widgets.dates import day_words

MOST = 40
"""Lines that are shown; the audit has them all."""
_WORDS = {OPENED: "看过"}


def reader_rows(readings: Sequence[CaseReading], today: date) -> list[tuple[str, ...]]:
    """When, who, what, where, what for, the newest first; what one did several times in a day is one row."""
    groups: dict[tuple[date, str, str, str, bool], list[CaseReading]] = {}
    for reading in readings:
        key = (reading.at.date(), reading.login, reading.what, reading.desk, reading.allowed)
        groups.setdefault(key, []).append(reading)
    rows = [_row(same, today) for same in groups.values()]
    rest = [(f"还有 {len(rows) - MOST} 行更早的，在审计里",)] if len(rows) > MOST else []
    return [*rows[:MOST], *rest] or [("还没有人看过",)]


def _row(same: Sequence[CaseReading], today: date) -> tuple[str, ...]:
    newest = same[0]
    when = f"{day_words(newest.at.date(), today)[:-3]} {newest.at:%H:%M}"
    what = _WORDS.get(newest.what, newest.what)
    times = f" {len(same)} 次" if len(same) > 1 else ""
    what = f"{what}{times}" if newest.allowed else f"想看，没有给看{times}"
    purpose = f"用途：{newest.purpose}" if newest.purpose else ""
    return when, newest.name, what, f"{newest.desk.rstrip('0123456789')} 台", purpose
