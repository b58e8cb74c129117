"""The dates that registering would start, shown beside the form while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.domain.dates.deadlines import Dated, for_registration, if_accepted
from app.domain.dates.limits import Limits
from app.domain.terms import PROCEDURES, PURPOSES
from app.services.case.lookups import read_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Dates from registering on the day, and what would run if the matter were accepted the same day."""

    dates: tuple[Dated, ...]
    if_accepted: tuple[Dated, ...]


def preview_dates(
    desk: Desk, day: date | None = None, purpose: str | None = None, procedure: str = PROCEDURES[0]
) -> Preview:
    """What registering on a day (by default today) starts; an unsaid purpose counts as 求决."""
    desk.require("register")
    day = day or desk.clock.now().date()
    counted_as = purpose if purpose in PURPOSES else "求决"
    limits = Limits.of(desk.settings)
    with desk.records.reading() as reads:
        calendar = read_calendar(reads)
    return Preview(
        dates=tuple(for_registration(day, counted_as, procedure, calendar, limits)),
        if_accepted=tuple(if_accepted(day, counted_as, procedure, calendar, limits)),
    )
