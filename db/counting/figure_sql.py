"""Pieces of the statements that count visits: which stand in a period, how many people, what was done."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.domain.dates.period import Period
from app.domain.figures.counting import HEADS_MOST
from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.figures.indicators import BY_APPOINTMENT, DOWN, JOINT, NOT_HEARD, ON_DUTY, TALKED

COLUMNS = {"登记日期": "registered_at", "信访日期": "arrived_at"}
FORM_MARKS = {
    TALKED: "talked",
    ON_DUTY: "on_duty",
    BY_APPOINTMENT: "by_appointment",
    DOWN: "down",
    JOINT: "joint",
}
"""Form of reception to the column that says that a visit was heard in it."""
UNHEARD = f"NOT ({' OR '.join(FORM_MARKS.values())})"


def listed(words: Sequence[str]) -> str:
    """Our own words as an SQL list."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


STANDS = "NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.step_id = s.id)"
"""That a step was not withdrawn."""


def in_period(basis: str, only: Narrowed = WHOLE) -> str:
    """The counted visits of a period; bound: first day, day after the last, the desk. KeyError: form."""
    column = COLUMNS[basis]
    return (
        f"SELECT * FROM counted_visits WHERE {column} >= :start AND {column} < :after "
        f"AND heads BETWEEN 1 AND {HEADS_MOST}{_among(only)}"
    )


def _among(only: Narrowed) -> str:
    desk = " AND desk = :desk" if only.desk is not None else ""
    if only.form is None:
        return desk
    return f"{desk} AND {UNHEARD if only.form == NOT_HEARD else FORM_MARKS[only.form]}"


def of_matters(column: str, only: Narrowed) -> str:
    """That a matter has such a visit, of whatever day; nothing where all visits are meant."""
    if not only:
        return ""
    among = f"SELECT matter_id FROM counted_visits WHERE true{_among(only)}"
    return f" AND {column} IN ({among})"


NUMBER = "(SELECT number FROM visits WHERE id = v.id)"
"""Number of a counted visit."""
FIRST_NAME = (
    "coalesce((SELECT p.name FROM attendances t JOIN people p ON p.id = t.person_id "
    "WHERE t.visit_id = v.id ORDER BY t.position LIMIT 1), '')"
)
"""Name of the first person of a visit."""


def bounds(period: Period, days: int = 0, only: Narrowed = WHOLE) -> dict[str, str]:
    """The period as bound values, moved back by so many days, and the desk that is asked for."""
    back = timedelta(days=days)
    bound = {"start": (period.start - back).isoformat(), "after": (period.after - back).isoformat()}
    return bound | ({"desk": only.desk} if only.desk is not None else {})
