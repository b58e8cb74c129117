"""The tiles of the 督办台账: which cases each one counts on a day (LOOK2 ledger)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LATE, TODAY, FIVE, FIFTEEN, PROMISE, WAITING, OPEN = (
    "逾期",
    "今日到期",
    "5 日内",
    "15 日内",
    "超本局承诺",
    "要批准、待核对",
    "全部在办",
)
TILES = (LATE, TODAY, FIVE, FIFTEEN, PROMISE, WAITING, OPEN)


@dataclass(frozen=True, slots=True)
class Span:
    """Binding dates from one day to another, both included; None is without end on that side."""

    first: date | None
    last: date | None


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
