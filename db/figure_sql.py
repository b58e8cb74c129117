"""Pieces of the statements that count visits: which stand in a period, how many people, what was done."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.domain.period import Period

_COLUMNS = {"登记日期": "registered_at", "信访日期": "arrived_at"}
_HEADS_MOST = 9999


def listed(words: Sequence[str]) -> str:
    """Our own words as an SQL list."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


_HEADS = (
    "coalesce((SELECT CAST(a.new AS INTEGER) FROM amendments a WHERE a.row_id = v.id "
    "AND a.\"table\" = 'visits' AND a.field = 'headcount' ORDER BY a.at DESC, a.id DESC LIMIT 1), "
    "v.headcount)"
)
"""人次 of a visit, as corrected since."""
STANDS = "NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.step_id = s.id)"
"""That a step was not withdrawn."""


def in_period(basis: str) -> str:
    """The visits of a period that stand; bound: first day, day after the last."""
    column = _COLUMNS[basis]
    return (
        f"SELECT v.*, {_HEADS} AS heads FROM visits v WHERE v.{column} >= :start AND v.{column} < :after "
        f"AND {_HEADS} BETWEEN 1 AND {_HEADS_MOST} "
        "AND NOT EXISTS (SELECT 1 FROM voids x WHERE x.visit_id = v.id)"
    )


def standing_step(condition: str) -> str:
    """That the visit's matter has a standing step of some kind, taken since the visit came."""
    return (
        "EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND s.at >= v.arrived_at "
        f"AND {STANDS} AND {condition})"
    )


FIRST_NAME = (
    "coalesce((SELECT p.name FROM attendances t JOIN people p ON p.id = t.person_id "
    "WHERE t.visit_id = v.id ORDER BY t.position LIMIT 1), '')"
)
"""Name of the first person of a visit."""


def bounds(period: Period, days: int = 0) -> dict[str, str]:
    """The period as bound values, moved back by so many days."""
    back = timedelta(days=days)
    return {"start": (period.start - back).isoformat(), "after": (period.after - back).isoformat()}
