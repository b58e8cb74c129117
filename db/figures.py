"""Counting for reports and due dates inside the store, so that no year's visits are read into memory."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.domain.indicators import (
    ADOPTED,
    AGAIN,
    ASSIGNED_DONE,
    BANDS,
    BY_APPOINTMENT,
    BY_FORM,
    BY_LAW,
    BY_LEADER,
    BY_PROXY,
    COUNTED,
    DOWN,
    FIRST,
    GROUP,
    JOINT,
    LED,
    NOT_HEARD,
    ON_DUTY,
    ON_THE_SPOT,
    SINGLE,
    SKIPPED,
    TABLES,
    TALKED,
    VISITS,
    WAYS,
    Counts,
    Tally,
)
from app.domain.period import Period
from app.domain.terms import GROUP_FROM
from db.cipher import Connection
from db.figure_sql import COLUMNS, bounds, in_period

_FORMS = {
    TALKED: "talked",
    ON_DUTY: "on_duty",
    BY_APPOINTMENT: "by_appointment",
    DOWN: "down",
    JOINT: "joint",
    LED: "led",
}
_MARKS = {
    **_FORMS,
    VISITS: "1",
    SINGLE: f"heads < {GROUP_FROM}",
    GROUP: f"heads >= {GROUP_FROM}",
    ON_THE_SPOT: "spot",
    ASSIGNED_DONE: "assigned",
    FIRST: "first",
    AGAIN: "first = 0",
    SKIPPED: "skipped",
    BY_PROXY: "proxied",
    BY_LAW: "lawful IS NOT NULL",
    ADOPTED: "adopted",
    **{band: f"heads BETWEEN {least} AND {most}" for band, (least, most) in BANDS.items()},
    **{name: f"lawful IS {way}" for name, way in WAYS.items()},
}
CONDITIONS = {name: _MARKS[name] for name in COUNTED}
"""Figure to the condition on a counted visit (app.domain.counting.figures_of)."""
_SUMS = ", ".join(
    f"coalesce(sum({mark}), 0), coalesce(sum(heads * ({mark})), 0)" for mark in CONDITIONS.values()
)
_GROUPED_BY = {
    "类别": "coalesce(v.category, '未分类')",
    "属地": "coalesce((SELECT d.name FROM divisions d WHERE d.code = v.place LIMIT 1), v.place, '不详')",
    "责任单位": "coalesce(v.unit, '未定')",
    "登记台": "v.desk",
}
_HEARD_BY = {
    BY_LEADER: ("c.leader", f" AND c.form <> '{TALKED}' AND c.leader <> ''"),
    BY_FORM: ("c.form", ""),
}
"""What a visit may have several of: the leaders and the forms of its receptions."""


def visit_counts(connection: Connection, basis: str, period: Period) -> Counts:
    """批次 and 人次 of every kind of the report. KeyError for a basis that is none of indicators.BASES."""
    row = connection.execute(f"SELECT {_SUMS} FROM ({in_period(basis)})", bounds(period)).fetchone()
    return Counts({name: Tally(*row[2 * at : 2 * at + 2]) for at, name in enumerate(CONDITIONS)})


def daily_counts(connection: Connection, basis: str, period: Period) -> dict[date, Counts]:
    """The same for each day that has visits, in one pass; days add up to any period."""
    rows = connection.execute(
        f"SELECT substr({COLUMNS[basis]}, 1, 10) AS day, {_SUMS} FROM ({in_period(basis)}) GROUP BY day",
        bounds(period),
    )
    return {
        date.fromisoformat(day): Counts(
            {name: Tally(*numbers[2 * at : 2 * at + 2]) for at, name in enumerate(CONDITIONS)}
        )
        for day, *numbers in rows
    }


def newest_by_desk(connection: Connection, since: datetime) -> dict[str, datetime]:
    """When the newest visit of each desk was registered, of those since a moment."""
    rows = connection.execute(
        "SELECT desk, max(registered_at) FROM counted_visits WHERE registered_at >= ? GROUP BY desk",
        (since.isoformat(),),
    )
    return {desk: datetime.fromisoformat(at) for desk, at in rows}


def visit_groups(
    connection: Connection,
    basis: str,
    period: Period,
    figure: str = VISITS,
    tables: Sequence[str] = TABLES,
) -> dict[str, dict[str, Tally]]:
    """批次 and 人次 of a counted figure by the cells of each table (indicators.TABLES)."""
    answer: dict[str, dict[str, Tally]] = {}
    for table in tables:
        sql = _by_cell(table, basis, figure) if table in _GROUPED_BY else _by_hearing(table, basis, figure)
        rows = connection.execute(sql, bounds(period))
        answer[table] = {str(cell): Tally(batches, heads) for cell, batches, heads in rows}
    return answer


def _by_cell(table: str, basis: str, figure: str) -> str:
    return (
        f"SELECT {_GROUPED_BY[table]} AS k, count(*), sum(v.heads) FROM ({in_period(basis)}) v "
        f"WHERE {CONDITIONS[figure]} GROUP BY k"
    )


def _by_hearing(table: str, basis: str, figure: str) -> str:
    """A visit stands once in each cell that it was heard in."""
    visits, key = f"FROM ({in_period(basis)}) v", _HEARD_BY[table][0]
    return (
        f"SELECT k, count(*), sum(heads) FROM (SELECT DISTINCT v.id, v.heads AS heads, {key} AS k "
        f"{visits} JOIN received_visits r ON r.visit_id = v.id JOIN receptions c ON c.id = r.reception_id "
        f"WHERE {CONDITIONS[figure]} AND {_held(table)} UNION ALL SELECT v.id, v.heads, '{NOT_HEARD}' "
        f"{visits} WHERE {CONDITIONS[figure]} AND NOT {_is_heard(table)}) GROUP BY k"
    )


def in_cell(table: str) -> str:
    """That a visit stands in the cell ``:cell`` of a table."""
    if table in _GROUPED_BY:
        return f"{_GROUPED_BY[table]} = :cell"
    key, _more = _HEARD_BY[table]
    cell = _is_heard(table, f" AND {key} = :cell")
    return f"CASE :cell WHEN '{NOT_HEARD}' THEN NOT {_is_heard(table)} ELSE {cell} END"


def _held(table: str) -> str:
    return f"c.status = '已结束'{_HEARD_BY[table][1]}"


def _is_heard(table: str, more: str = "") -> str:
    return (
        "EXISTS (SELECT 1 FROM received_visits r JOIN receptions c ON c.id = r.reception_id "
        f"WHERE r.visit_id = v.id AND {_held(table)}{more})"
    )
