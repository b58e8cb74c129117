"""Counting for reports and due dates inside the store, so that no year's visits are read into memory."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from app.domain.indicators import (
    ADOPTED,
    AGAIN,
    ASSIGNED_DONE,
    BANDS,
    BY_APPOINTMENT,
    BY_LAW,
    BY_PROXY,
    CLOSINGS,
    DOWN,
    FIRST,
    GROUP,
    JOINT,
    LED,
    ON_DUTY,
    ON_THE_SPOT,
    SETTLED_AT_ONCE,
    SINGLE,
    SKIPPED,
    TALKED,
    TRANSFERS,
    VISITS,
    Counts,
    FigureRow,
    Tally,
)
from app.domain.period import Period
from app.domain.terms import GROUP_FROM
from db.cipher import Connection
from db.figure_sql import FIRST_NAME, STANDS, bounds, in_period, listed, standing_step
from db.rates import rate_rows


def _heard(condition: str) -> str:
    """That the visit was heard in a finished reception of some kind."""
    return (
        "EXISTS (SELECT 1 FROM received_visits r JOIN receptions c ON c.id = r.reception_id "
        f"WHERE r.visit_id = v.id AND c.status = '已结束' AND {condition})"
    )


_SPOT = (
    f"EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND {STANDS} AND ("
    "(s.mode = '现场办结' AND s.visit_id = v.id) OR "
    f"(s.mode IN {listed(SETTLED_AT_ONCE)} AND substr(s.at, 1, 10) = substr(v.arrived_at, 1, 10) "
    "AND (s.visit_id IS NULL OR s.visit_id = v.id))))"
)
_ASSIGNED = (
    f"EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = v.matter_id AND s.mode IN {listed(TRANSFERS)} "
    f"AND {STANDS}) AND {standing_step(f's.mode IN {listed(CLOSINGS)}')}"
)
_WAY = "CAST(json_extract(s.detail, '$.way') AS INTEGER)"
_BY_LAW = f"(s.mode = '引导' OR (s.mode = '受理告知' AND {_WAY} BETWEEN 1 AND 5))"
"""依法分类处理: shown another way, or accepted by one of the first five ways of 条例第31条."""
CONDITIONS = {
    VISITS: "1",
    SINGLE: f"v.heads < {GROUP_FROM}",
    GROUP: f"v.heads >= {GROUP_FROM}",
    JOINT: _heard(f"c.form = '{JOINT}'"),
    ON_THE_SPOT: _SPOT,
    ASSIGNED_DONE: f"({_ASSIGNED} AND NOT {_SPOT})",
    FIRST: "v.first",
    AGAIN: "NOT v.first",
    **{band: f"v.heads BETWEEN {least} AND {most}" for band, (least, most) in BANDS.items()},
    **{form: _heard(f"c.form = '{form}'") for form in (TALKED, ON_DUTY, BY_APPOINTMENT, DOWN)},
    LED: _heard(f"c.form <> '{TALKED}' AND coalesce(c.leader, '') <> ''"),
    SKIPPED: "v.skipped_levels",
    BY_PROXY: "v.proxy IS NOT NULL",
    BY_LAW: standing_step(_BY_LAW),
    ADOPTED: standing_step("s.mode = '采纳'"),
}
"""Figure to what a visit is that counts in it."""


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
    flags = ", ".join(f"({condition}) AS f{at}" for at, condition in enumerate(CONDITIONS.values()))
    sums = ", ".join(
        f"coalesce(sum(f{at}), 0), coalesce(sum(heads * f{at}), 0)" for at in range(len(CONDITIONS))
    )
    row = connection.execute(
        f"SELECT {sums} FROM (SELECT v.heads AS heads, {flags} FROM ({in_period(basis)}) v)",
        bounds(period),
    ).fetchone()
    return Counts({name: Tally(*row[2 * at : 2 * at + 2]) for at, name in enumerate(CONDITIONS)})


def visit_groups(connection: Connection, basis: str, period: Period) -> dict[str, dict[str, Tally]]:
    """批次 and 人次 by category (first level) and place as corrected, unit and desk."""
    answer: dict[str, dict[str, Tally]] = {}
    for name, key in _GROUPED_BY.items():
        rows = connection.execute(
            f"SELECT {key} AS k, count(*), sum(v.heads) FROM ({in_period(basis)}) v "
            "JOIN matters m ON m.id = v.matter_id GROUP BY k",
            bounds(period),
        )
        answer[name] = {str(key): Tally(batches, heads) for key, batches, heads in rows}
    return answer


def visit_rows(connection: Connection, basis: str, period: Period, name: str) -> list[FigureRow]:
    """The visits that a counted figure is made of, in order of arrival."""
    rows = connection.execute(
        f"SELECT v.number, v.matter_id, {FIRST_NAME}, v.heads, v.arrived_at FROM ({in_period(basis)}) v "
        f"WHERE {CONDITIONS[name]} ORDER BY v.arrived_at, v.id",
        bounds(period),
    )
    return [FigureRow(*row) for row in rows]


def figure_rows(
    connection: Connection, basis: str, period: Period, limits: tuple[int, int, int], path: tuple[str, ...]
) -> list[FigureRow]:
    """The visits or matters that the figure of a path is made of."""
    if path[0] in CONDITIONS:
        return visit_rows(connection, basis, period, path[0])
    return rate_rows(connection, basis, period, limits, path)
