"""Counts the numbers behind a report's rates inside the store."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from datetime import date

from app.domain.case import names
from app.domain.dates.period import Period
from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.figures.indicators import (
    BUREAU_IN_TIME,
    CLOSINGS,
    NO_HANDLING,
    RATED,
    UNIT_IN_TIME,
    Completions,
    Kept,
    Measured,
    Opinions,
    Owed,
    Share,
)
from app.domain.lists.kinds import BACKLOG, KINDS
from app.domain.terms import ACCUSATION
from db.cipher import Connection
from db.counting import lists
from db.counting.figure_sql import STANDS, bounds, in_period, listed, of_matters


def measured(
    connection: Connection,
    period: Period,
    today: date,
    limits: tuple[int, int, int],
    only: Narrowed = WHOLE,
) -> Measured:
    """What the rates are made of; 化解率 is always that of the whole list.

    limits: days for the bureau's handling, for the unit's, and for rating (DOMAIN.md section 4.2).
    """
    bureau, unit, rating = limits
    return Measured(
        bureau_in_time=_share(connection, *handled(BUREAU_IN_TIME, period, bureau, only)),
        unit_in_time=_share(connection, *handled(UNIT_IN_TIME, period, unit, only)),
        completions=_completions(connection, period, today, only),
        opinions={whom: _opinions(connection, period, rating, whom, only) for whom in RATED},
        resolved=_resolved(connection, period),
    )


def owed(connection: Connection, period: Period, today: date, only: Narrowed = WHOLE) -> Owed:
    """Obligations whose day lies in the period, by kind, and steps of its days."""
    return Owed(_kept(connection, period, today, only), _steps(connection, period, only))


_HANDLING = {
    BUREAU_IN_TIME: ("handled_on", "1"),
    UNIT_IN_TIME: ("answered_on", f"passed_on AND purpose <> '{ACCUSATION}'"),
}
"""Rate to the day of the first handling since the visit, and which visits are counted."""


def handled(name: str, period: Period, days: int, only: Narrowed = WHOLE) -> tuple[str, dict[str, str]]:
    """Visits whose registration plus so many days lies in the period, with whether they were handled by then.

    Only what was done since this visit counts; visits of old ledgers are left out.
    """
    done, counted = _HANDLING[name]
    return (
        f"SELECT id, arrived_at AS at, "
        f"coalesce({done} <= date(substr(registered_at, 1, 10), :days), 0) AS counted "
        f"FROM ({in_period('登记日期', only)}) WHERE NOT imported AND {counted}"
    ), bounds(period, days, only) | {"days": f"+{days} day"}


def _share(connection: Connection, sql: str, bound: dict[str, str]) -> Share:
    whole, part = connection.execute(
        f"SELECT count(*), coalesce(sum(counted), 0) FROM ({sql})", bound
    ).fetchone()
    return Share(part, whole)


DUE = (
    "FROM obligations o WHERE o.due >= :start AND o.due < :after AND (o.met_at IS NOT NULL OR o.running) "
    "AND o.kind <> '安排'"
)
"""Obligations whose day lies in the period; those that ended without being met are left out."""
IN_TIME = "coalesce(substr(o.met_at, 1, 10) <= o.due, 0)"


def _completions(connection: Connection, period: Period, today: date, only: Narrowed) -> Completions:
    row = connection.execute(
        "SELECT coalesce(sum(done <= due), 0), coalesce(sum(done > due), 0), "
        "coalesce(sum(done IS NULL AND due >= :today), 0), coalesce(sum(done IS NULL AND due < :today), 0) "
        f"FROM (SELECT o.due AS due, substr(o.met_at, 1, 10) AS done {DUE} AND {FINISH}"
        f"{of_matters('o.matter_id', only)})",
        bounds(period, only=only) | {"today": today.isoformat()},
    ).fetchone()
    return Completions(*row)


FINISH = "o.what = '办结' AND o.kind = '法定'"


def _kept(connection: Connection, period: Period, today: date, only: Narrowed) -> dict[tuple[str, str], Kept]:
    rows = connection.execute(
        f"SELECT o.kind, o.what, count(*), sum({IN_TIME}), "
        "sum(CASE WHEN o.met_at IS NULL THEN o.due < :today ELSE substr(o.met_at, 1, 10) > o.due END) "
        f"{DUE}{of_matters('o.matter_id', only)} GROUP BY o.kind, o.what ORDER BY o.kind, o.what",
        bounds(period, only=only) | {"today": today.isoformat()},
    )
    return {(kind, what): Kept(*numbers) for kind, what, *numbers in rows}


def _steps(connection: Connection, period: Period, only: Narrowed) -> dict[str, int]:
    rows = connection.execute(
        f"SELECT s.mode, count(*) FROM steps s WHERE s.at >= :start AND s.at < :after AND {STANDS} "
        f"AND s.mode NOT IN {listed((*NO_HANDLING[:2], '旧台账'))}{of_matters('s.matter_id', only)} "
        "GROUP BY s.mode ORDER BY s.mode",
        bounds(period, only=only),
    )
    return dict(rows.fetchall())


def _resolved(connection: Connection, period: Period) -> Share:
    """积案 that were on their list in the period, and those taken off it as resolved."""
    rate = lists.figure(connection, BACKLOG, period).rate(KINDS[BACKLOG])
    return Share(rate.numerator, rate.denominator)


_RATED_MATTERS = f"m.purpose <> '{ACCUSATION}' AND m.status NOT IN {listed(names.UNRATED)}"
RATINGS = (
    "FROM ratings r CROSS JOIN matters m ON m.id = r.matter_id WHERE r.whom = :whom "
    f"AND r.at >= :start AND r.at < :after AND {_RATED_MATTERS} AND NOT EXISTS (SELECT 1 FROM "
    "ratings n WHERE n.matter_id = r.matter_id AND n.whom = r.whom AND n.id > r.id)"
)
NEVER_RATED = (
    "FROM steps s CROSS JOIN matters m ON m.id = s.matter_id WHERE s.at >= :start AND s.at < :after "
    f"AND s.mode IN {listed(CLOSINGS)} AND {STANDS} AND m.status = '{names.DONE}' AND {_RATED_MATTERS} "
    f"AND (:whom = '{RATED[0]}' OR m.unit IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM ratings r WHERE r.matter_id = s.matter_id AND r.whom = :whom)"
)


def _opinions(connection: Connection, period: Period, days: int, whom: str, only: Narrowed) -> Opinions:
    of = {"whom": whom}
    values = dict(
        connection.execute(
            f"SELECT r.value, count(*) {RATINGS}{of_matters('m.id', only)} GROUP BY r.value",
            bounds(period, only=only) | of,
        ).fetchall()
    )
    (never,) = connection.execute(
        f"SELECT count(DISTINCT s.matter_id) {NEVER_RATED}{of_matters('m.id', only)}",
        bounds(period, days, only) | of,
    ).fetchone()
    return Opinions(values.get("满意", 0), values.get("基本满意", 0), values.get("不满意", 0), never)
