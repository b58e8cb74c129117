"""The tiles of the 督办台账: which cases each one counts on a day (LOOK2 ledger); and its filters."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.value import Value

LATE, TODAY, FIVE, FIFTEEN, PROMISE, REMIND, ANSWERED, WAITING, OPEN = (
    "逾期",
    "今日到期",
    "5 日内",
    "15 日内",
    "超本局承诺",
    "今天要催",
    "单位回复待看",
    "要批准、待核对",
    "全部在办",
)
SHOWN = (LATE, TODAY, FIVE, FIFTEEN, PROMISE, REMIND, ANSWERED, WAITING)
"""Those with a tile of their own."""
TILES = (*SHOWN, OPEN)
AHEAD = 40
"""Days before a date from which on its first reminder may be owed: 15, and the longest run of days off."""


class Span(Value, frozen=True):
    """Binding dates from one day to another, both included; None is without end on that side."""

    first: date | None
    last: date | None


class Only(Value, frozen=True):
    """What the ledger is narrowed to; empty fields ask nothing."""

    unit: str | None = None
    """Who owes something that binds."""
    what: str | None = None
    """What is owed: 办结, 书面告知 …"""
    kind: str | None = None
    """法定 or 限期."""
    category: str | None = None
    """First level of the category."""
    place: str | None = None
    """Code of the division."""

    @property
    def asks_nothing(self) -> bool:
        return self == Only()


def span_of(tile: str, on: date) -> Span | None:
    """Between which days the binding date of a case lies for a tile; None for tiles that go by else.

    5 日内 counts what falls due from tomorrow on; 15 日内 everything up to then, what is late too.
    """
    return {
        LATE: Span(None, on - timedelta(days=1)),
        TODAY: Span(on, on),
        FIVE: Span(on + timedelta(days=1), on + timedelta(days=5)),
        FIFTEEN: Span(None, on + timedelta(days=15)),
    }.get(tile)
