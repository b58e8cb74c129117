"""Holds this machine's clock against the desk's own audit, where no hub tells that it is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.desk import Desk, MachineClock
from app.domain.dates.clocks import against_record
from app.domain.rows.audit import AuditEntry
from app.words import sentence

FAR = timedelta(days=365 * 100)
NEWEST = 200
"""Entries that are looked at: what a clock did that has been right since is over."""


def clock_trouble(desk: Desk, now: datetime | None = None) -> str | None:
    """The sentence for a clock that stands before the desk's newest entries; None where it does not.

    ``now``: the machine's clock, by default; no other time stands in for it.
    """
    now = now or MachineClock().now()
    with desk.records.reading() as reads:
        later = reads.between(AuditEntry, "at", now, now + FAR)
        own = [row for row in later if row.desk.rstrip("0123456789") == desk.place.letter]
        ends = {series: reads.count(AuditEntry, desk=series) for series in {row.desk for row in own}}
    newest = [row.at for row in own if row.position > ends[row.desk] - NEWEST]
    wrong = against_record(now, max(newest)) if newest else None
    return sentence(*wrong) if wrong else None
