"""Counting for reports and due dates inside the store, so that no year's visits are read into memory."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

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
    GROUPINGS,
    HEARD_BY,
    JOINT,
    LED,
    NOT_HEARD,
    ON_DUTY,
    ON_THE_SPOT,
    SINGLE,
    SKIPPED,
    TALKED,
    VISITS,
    WAYS,
    Counts,
    FigureRow,
    Tally,
)
from app.domain.period import Period
from app.domain.terms import GROUP_FROM
from db.cipher import Connection
from db.figure_sql import FIRST_NAME, NUMBER, bounds, in_period
from db.rates import rate_rows

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
    sums = ", ".join(
        f"coalesce(sum({mark}), 0), coalesce(sum(heads * ({mark})), 0)" for mark in CONDITIONS.values()
    )
    row = connection.execute(f"SELECT {sums} FROM ({in_period(basis)})", bounds(period)).fetchone()
    return Counts({name: Tally(*row[2 * at : 2 * at + 2]) for at, name in enumerate(CONDITIONS)})


def visit_groups(
    connection: Connection, basis: str, period: Period, figure: str = VISITS
) -> dict[str, dict[str, Tally]]:
    """批次 and 人次 of a counted figure by each of GROUPINGS and HEARD_BY."""
    answer: dict[str, dict[str, Tally]] = {}
    for name, key in _GROUPED_BY.items():
        rows = connection.execute(
            f"SELECT {key} AS k, count(*), sum(v.heads) FROM ({in_period(basis)}) v "
            f"WHERE {CONDITIONS[figure]} GROUP BY k",
            bounds(period),
        )
        answer[name] = {str(key): Tally(batches, heads) for key, batches, heads in rows}
    within = f"FROM ({in_period(basis)}) v WHERE {CONDITIONS[figure]}"
    for name, (key, _more) in _HEARD_BY.items():
        rows = connection.execute(
            f"SELECT k, count(*), sum(heads) FROM (SELECT DISTINCT v.id, v.heads AS heads, {key} AS k "
            f"FROM ({in_period(basis)}) v JOIN received_visits r ON r.visit_id = v.id "
            f"JOIN receptions c ON c.id = r.reception_id WHERE {CONDITIONS[figure]} AND {_held(name)} "
            f"UNION ALL SELECT v.id, v.heads, '{NOT_HEARD}' {within} AND NOT {_is_heard(name)}) GROUP BY k",
            bounds(period),
        )
        answer[name] = {str(key): Tally(batches, heads) for key, batches, heads in rows}
    return answer


def visit_rows(
    connection: Connection, basis: str, period: Period, name: str, group: tuple[str, str] | None = None
) -> list[FigureRow]:
    """The visits that a counted figure is made of, of one cell of a table if asked, in order of arrival."""
    within = f" AND {_in_cell(group[0])}" if group else ""
    rows = connection.execute(
        f"SELECT {NUMBER}, v.matter_id, {FIRST_NAME}, v.heads, v.arrived_at FROM ({in_period(basis)}) v "
        f"WHERE {CONDITIONS[name]}{within} ORDER BY v.arrived_at, v.id",
        bounds(period) | ({"cell": group[1]} if group else {}),
    )
    return [FigureRow(*row) for row in rows]


def _in_cell(table: str) -> str:
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


def figure_rows(
    connection: Connection, basis: str, period: Period, limits: tuple[int, int, int], path: tuple[str, ...]
) -> list[FigureRow]:
    """The visits or matters that the figure of a path is made of."""
    if path[0] in CONDITIONS:
        group = (path[-2], path[-1]) if len(path) > 2 and path[-2] in (*GROUPINGS, *HEARD_BY) else None
        return visit_rows(connection, basis, period, path[0], group)
    return rate_rows(connection, basis, period, limits, path)
