"""谁看过 as lines to read: one for each person, day and act; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.services.case.case_readings import OPENED, CaseReading
from ui.widgets.dates import day_words

MOST = 40
"""Lines that are shown; the audit has them all."""
_WORDS = {OPENED: "看过"}


def reader_words(readings: Sequence[CaseReading], today: date) -> str:
    """The newest first; what one person did several times in a day is one line with its number."""
    groups: dict[tuple[date, str, str, str, bool], list[CaseReading]] = {}
    for reading in readings:
        key = (reading.at.date(), reading.login, reading.what, reading.desk, reading.allowed)
        groups.setdefault(key, []).append(reading)
    lines = [_line(same, today) for same in groups.values()]
    rest = [f"还有 {len(lines) - MOST} 行更早的，在审计里"] if len(lines) > MOST else []
    return "\n".join([*lines[:MOST], *rest]) or "还没有人看过"


def _line(same: Sequence[CaseReading], today: date) -> str:
    newest = same[0]
    when = f"{day_words(newest.at.date(), today)[:-3]} {newest.at:%H:%M}"
    what = _WORDS.get(newest.what, newest.what)
    times = f" {len(same)} 次" if len(same) > 1 else ""
    parts = [when, newest.name, f"{what}{times}" if newest.allowed else f"想看，没有给看{times}"]
    parts.append(f"{newest.desk.rstrip('0123456789')} 台")
    if newest.purpose:
        parts.append(f"用途：{newest.purpose}")
    return "　".join(parts)
