"""Pieces of the statements that count visits: which stand in a period, how many people, what was done."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.domain.counting import HEADS_MOST
from app.domain.period import Period

COLUMNS = {"登记日期": "registered_at", "信访日期": "arrived_at"}


def listed(words: Sequence[str]) -> str:
    """Our own words as an SQL list."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


STANDS = "NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.step_id = s.id)"
"""That a step was not withdrawn."""


def in_period(basis: str) -> str:
    """The counted visits of a period; bound: first day, day after the last."""
    column = COLUMNS[basis]
    return (
        f"SELECT * FROM counted_visits WHERE {column} >= :start AND {column} < :after "
        f"AND heads BETWEEN 1 AND {HEADS_MOST}"
    )


NUMBER = "(SELECT number FROM visits WHERE id = v.id)"
"""Number of a counted visit."""
FIRST_NAME = (
    "coalesce((SELECT p.name FROM attendances t JOIN people p ON p.id = t.person_id "
    "WHERE t.visit_id = v.id ORDER BY t.position LIMIT 1), '')"
)
"""Name of the first person of a visit."""


def bounds(period: Period, days: int = 0) -> dict[str, str]:
    """The period as bound values, moved back by so many days."""
    back = timedelta(days=days)
    return {"start": (period.start - back).isoformat(), "after": (period.after - back).isoformat()}
