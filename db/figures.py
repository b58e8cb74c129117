"""Counting for reports and due dates inside the store, so that no year's visits are read into memory."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.indicators import (
    AGAIN,
    ASSIGNED_DONE,
    CLOSINGS,
    FIRST,
    GROUP,
    JOINT,
    NO_HANDLING,
    ON_THE_SPOT,
    SETTLED_AT_ONCE,
    SINGLE,
    TRANSFERS,
    UNIT_ANSWERS,
    VISITS,
    Completions,
    Counts,
    Measured,
    Opinions,
    Period,
    Share,
    Tally,
)
from app.domain.rows.matters import Matter
from app.domain.terms import ACCUSATION, CLOSED_STATUSES, STATUSES
from db.cipher import Connection, told
from db.mapping import shape

_COLUMNS = {"登记日期": "registered_at", "信访日期": "arrived_at"}
_UNRATED = ("不予受理", "不再受理", "已引导", "存", "已撤回")
_HEADS_MOST = 9999


def _listed(words: Sequence[str]) -> str:
    """Our own words as an SQL list."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


def _in_period(basis: str) -> str:
    """The visits of a period that stand; bound: first day, day after the last."""
    column = _COLUMNS[basis]
    return (
        f"SELECT v.* FROM visits v WHERE v.{column} >= :start AND v.{column} < :after "
        f"AND v.headcount BETWEEN 1 AND {_HEADS_MOST} "
        "AND NOT EXISTS (SELECT 1 FROM voids x WHERE x.visit_id = v.id)"
    )


_HEARD = (
    "EXISTS (SELECT 1 FROM received_visits r JOIN receptions c ON c.id = r.reception_id "
    "WHERE r.visit_id = v.id AND c.status = '已结束')"
)
_SPOT = (
    "EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND ("
    "(s.mode = '现场办结' AND s.visit_id = v.id) OR "
    f"(s.mode IN {_listed(SETTLED_AT_ONCE)} AND substr(s.at, 1, 10) = substr(v.arrived_at, 1, 10) "
    "AND (s.visit_id IS NULL OR s.visit_id = v.id))))"
)
_ASSIGNED = (
    f"EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND s.mode IN {_listed(TRANSFERS)}) "
    f"AND EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND s.mode IN {_listed(CLOSINGS)} "
    "AND s.at >= v.arrived_at)"
)
_CONDITIONS = {
    VISITS: "1",
    SINGLE: f"kind = '{SINGLE}'",
    GROUP: f"kind = '{GROUP}'",
    JOINT: "heard",
    ON_THE_SPOT: "spot",
    ASSIGNED_DONE: "(assigned AND NOT spot)",
    FIRST: "first",
    AGAIN: "NOT first",
}


def _present(field: str) -> str:
    """What a visit said of its matter, as corrected since (app.services.case.corrected_visit)."""
    return (
        f"CASE WHEN v.{field} IS NOT m.{field} AND EXISTS (SELECT 1 FROM amendments a WHERE a.row_id = m.id "
        f"AND a.\"table\" = 'matters' AND a.field = '{field}' AND a.old IS v.{field}) "
        f"THEN m.{field} ELSE v.{field} END"
    )


_FIRST_LEVEL = (
    "CASE WHEN instr(category, '/') > 0 THEN substr(category, 1, instr(category, '/') - 1) ELSE category END"
)
_GROUPED_BY = {
    "类别": f"(SELECT coalesce({_FIRST_LEVEL}, '未分类') FROM (SELECT {_present('category')} AS category))",
    "属地": "(SELECT coalesce((SELECT d.name FROM divisions d WHERE d.code = place LIMIT 1), place, '不详') "
    f"FROM (SELECT {_present('place')} AS place))",
    "责任单位": "coalesce(m.unit, json_extract(v.units, '$[0]'), '未定')",
    "登记台": "rtrim(v.desk, '0123456789')",
}


def visit_counts(connection: Connection, basis: str, period: Period) -> Counts:
    """批次 and 人次 of every kind of the report. KeyError for a basis that is none of indicators.BASES."""
    sums = ", ".join(
        f"coalesce(sum({condition}), 0), coalesce(sum(headcount * ({condition})), 0)"
        for condition in _CONDITIONS.values()
    )
    row = connection.execute(
        f"SELECT {sums} FROM (SELECT v.kind, v.first, v.headcount, {_HEARD} AS heard, {_SPOT} AS spot, "
        f"({_ASSIGNED}) AS assigned FROM ({_in_period(basis)}) v)",
        _bounds(period),
    ).fetchone()
    return Counts({name: Tally(*row[2 * at : 2 * at + 2]) for at, name in enumerate(_CONDITIONS)})


def visit_groups(connection: Connection, basis: str, period: Period) -> dict[str, dict[str, Tally]]:
    """批次 and 人次 by category (first level) and place as corrected, unit and desk."""
    answer: dict[str, dict[str, Tally]] = {}
    for name, key in _GROUPED_BY.items():
        rows = connection.execute(
            f"SELECT {key} AS k, count(*), sum(v.headcount) FROM ({_in_period(basis)}) v "
            "JOIN matters m ON m.id = v.matter_id GROUP BY k",
            _bounds(period),
        )
        answer[name] = {str(key): Tally(batches, heads) for key, batches, heads in rows}
    return answer


def measured(connection: Connection, period: Period, today: date, limits: tuple[int, int, int]) -> Measured:
    """What the rates are made of.

    limits: days for the bureau's handling, for the unit's, and for rating (DOMAIN.md section 4.2).
    """
    bureau, unit, rating = limits
    return Measured(
        bureau_in_time=_in_time(connection, period, bureau, f"s.mode NOT IN {_listed(NO_HANDLING)}", "1"),
        unit_in_time=_in_time(
            connection,
            period,
            unit,
            f"s.mode IN {_listed(UNIT_ANSWERS)}",
            "EXISTS (SELECT 1 FROM steps t WHERE t.matter_id = v.matter_id "
            f"AND t.mode IN {_listed(TRANSFERS)})",
        ),
        completions=_completions(connection, period, today),
        opinions=_opinions(connection, period, rating),
    )


def _in_time(connection: Connection, period: Period, days: int, handled: str, counted: str) -> Share:
    """Visits whose registration plus so many days lies in the period, and those handled by then."""
    whole, part = connection.execute(
        "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id "
        f"AND {handled} AND substr(s.at, 1, 10) <= date(substr(v.registered_at, 1, 10), :days))), 0) "
        f"FROM ({_in_period('登记日期')}) v WHERE {counted}",
        _bounds(period, days) | {"days": f"+{days} day"},
    ).fetchone()
    return Share(part, whole)


def _completions(connection: Connection, period: Period, today: date) -> Completions:
    row = connection.execute(
        "SELECT coalesce(sum(done <= due), 0), coalesce(sum(done > due), 0), "
        "coalesce(sum(done IS NULL AND due >= :today), 0), coalesce(sum(done IS NULL AND due < :today), 0) "
        "FROM (SELECT d.due, (SELECT min(substr(s.at, 1, 10)) FROM steps s WHERE s.matter_id = d.matter_id "
        f"AND s.mode IN {_listed(CLOSINGS)} AND s.at >= d.at) AS done FROM deadlines d "
        "WHERE d.what = '办结' AND d.kind = '法定' AND d.due >= :start AND d.due < :after "
        "AND NOT EXISTS (SELECT 1 FROM deadlines n WHERE n.matter_id = d.matter_id AND n.what = '办结' "
        "AND n.kind = '法定' AND n.id > d.id))",
        _bounds(period) | {"today": today.isoformat()},
    ).fetchone()
    return Completions(*row)


def _opinions(connection: Connection, period: Period, days: int) -> Opinions:
    rated_matters = (
        f"m.purpose <> '{ACCUSATION}' AND m.status NOT IN {_listed(_UNRATED)}"  # what the method leaves out
    )
    values = dict(
        connection.execute(
            "SELECT r.value, count(*) FROM ratings r JOIN matters m ON m.id = r.matter_id "
            f"WHERE r.at >= :start AND r.at < :after AND {rated_matters} AND NOT EXISTS (SELECT 1 FROM "
            "ratings n WHERE n.matter_id = r.matter_id AND n.whom = r.whom AND n.id > r.id) GROUP BY r.value",
            _bounds(period),
        ).fetchall()
    )
    (never,) = connection.execute(
        "SELECT count(DISTINCT s.matter_id) FROM steps s JOIN matters m ON m.id = s.matter_id "
        f"WHERE s.at >= :start AND s.at < :after AND s.mode IN {_listed(CLOSINGS)} AND m.status = '已办结' "
        f"AND {rated_matters} AND NOT EXISTS (SELECT 1 FROM ratings r WHERE r.matter_id = s.matter_id)",
        _bounds(period, days),
    ).fetchone()
    return Opinions(values.get("满意", 0), values.get("基本满意", 0), values.get("不满意", 0), never)


def due_matters(connection: Connection, until: date, limit: int) -> tuple[list[Matter], int]:
    """Open matters whose binding date is no later than ``until``, nearest first, and how many."""
    open_statuses = _listed([status for status in STATUSES if status not in CLOSED_STATUSES])
    where = f"status IN {open_statuses} AND due <= :until"
    bound = {"until": until.isoformat(), "limit": limit}
    (total,) = connection.execute(f"SELECT count(*) FROM matters WHERE {where}", bound).fetchone()
    of = shape(Matter)
    rows = connection.execute(
        f"SELECT {of.selected} FROM matters WHERE {where} ORDER BY due, id LIMIT :limit",
        bound,
    )
    return [of.row(row) for row in rows], total


def _bounds(period: Period, days: int = 0) -> dict[str, str]:
    """The period as bound values, moved back by so many days."""
    back = timedelta(days=days)
    return {"start": (period.start - back).isoformat(), "after": (period.after - back).isoformat()}


class FigureReads:
    """The counting questions of app.ports.records.Reads, mixed into the store's reads."""

    connection: Connection

    def visit_counts(self, basis: str, period: Period) -> Counts:
        with told():
            return visit_counts(self.connection, basis, period)

    def visit_groups(self, basis: str, period: Period) -> dict[str, dict[str, Tally]]:
        with told():
            return visit_groups(self.connection, basis, period)

    def measured(self, period: Period, today: date, limits: tuple[int, int, int]) -> Measured:
        with told():
            return measured(self.connection, period, today, limits)

    def due_matters(self, until: date, limit: int) -> tuple[list[Matter], int]:
        with told():
            return due_matters(self.connection, until, limit)
