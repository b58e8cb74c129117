"""Counting for reports and due dates inside the store, so that no year's visits are read into memory."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.domain.dates.period import Period
from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.figures.indicators import (
    ADOPTED,
    AGAIN,
    ASSIGNED_DONE,
    BANDS,
    BY_FORM,
    BY_LAW,
    BY_LEADER,
    BY_PROXY,
    COUNTED,
    FIRST,
    GROUP,
    LED,
    NOT_HEARD,
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
from app.domain.terms import GROUP_FROM
from db.cipher import Connection
from db.counting.figure_sql import COLUMNS, FORM_MARKS, UNHEARD, bounds, in_period

_MARKS = {
    **FORM_MARKS,
    LED: "led",
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
    **{name: f"lawful = {way}" for name, way in WAYS.items()},
}
CONDITIONS = {name: _MARKS[name] for name in COUNTED}
"""Figure to the condition on a counted visit (app.domain.figures.counting.figures_of)."""
_IN_FORM = {**FORM_MARKS, NOT_HEARD: UNHEARD}
"""Cells of 接访形式: a visit stands once in each form that it was heard in."""


def _both_sums(marks: Iterable[str]) -> str:
    """批次 and 人次 of each mark, as SQLite and DuckDB both read them."""
    return ", ".join(
        f"count(*) FILTER (WHERE {mark}), coalesce(sum(heads) FILTER (WHERE {mark}), 0)" for mark in marks
    )


SUMS, _FORM_SUMS = _both_sums(CONDITIONS.values()), _both_sums(_IN_FORM.values())
_KEYS = {"类别": "category", "属地": "place", "责任单位": "unit", "登记台": "desk"}
_GROUPED_BY = {
    "类别": "coalesce({key}, '未分类')",
    "属地": "coalesce((SELECT d.name FROM divisions d WHERE d.code = {key} LIMIT 1), {key}, '不详')",
    "责任单位": "coalesce({key}, '未定')",
    "登记台": "{key}",
}
"""Table to the column of a counted visit, and to how its value is called."""


def visit_counts(connection: Connection, basis: str, period: Period, only: Narrowed = WHOLE) -> Counts:
    """批次 and 人次 of every kind of the report. KeyError for a basis that is none of indicators.BASES."""
    row = connection.execute(
        f"SELECT {SUMS} FROM ({in_period(basis, only)})", bounds(period, only=only)
    ).fetchone()
    return Counts({name: Tally(*row[2 * at : 2 * at + 2]) for at, name in enumerate(CONDITIONS)})


def daily_counts(
    connection: Connection, basis: str, period: Period, only: Narrowed = WHOLE
) -> dict[date, Counts]:
    """The same for each day that has visits, in one pass; days add up to any period."""
    rows = connection.execute(
        f"SELECT substr({COLUMNS[basis]}, 1, 10) AS day, {SUMS} FROM ({in_period(basis, only)}) GROUP BY day",
        bounds(period, only=only),
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
    only: Narrowed = WHOLE,
) -> dict[str, dict[str, Tally]]:
    """批次 and 人次 of a counted figure by the cells of each table (indicators.TABLES)."""
    answer: dict[str, dict[str, Tally]] = {table: {} for table in tables}
    visits = f"FROM ({in_period(basis, only)}) v WHERE {CONDITIONS[figure]}"
    bound = bounds(period, only=only)
    plain = [table for table in tables if table in _GROUPED_BY]
    if plain:
        for place, cell, batches, heads in connection.execute(cells_of(plain, visits), bound):
            answer[plain[place]][str(cell)] = Tally(batches, heads)
    if BY_FORM in tables:
        sums = connection.execute(f"SELECT {_FORM_SUMS} {visits}", bound).fetchone()
        by_form = {form: Tally(*sums[2 * at : 2 * at + 2]) for at, form in enumerate(_IN_FORM)}
        answer[BY_FORM] = {form: tally for form, tally in by_form.items() if tally.batches}
    if BY_LEADER in tables:
        rows = connection.execute(_by_leader(visits), bound)
        answer[BY_LEADER] = {str(cell): Tally(batches, heads) for cell, batches, heads in rows if batches}
    return answer


def cells_of(tables: Sequence[str], visits: str) -> str:
    """All the tables of one pass: the visits are summed by the cells of all of them, then of each."""
    keys = ", ".join(f"v.{_KEYS[table]} AS k{at}" for at, table in enumerate(tables))
    places = ", ".join(str(at + 1) for at in range(len(tables)))
    each = " UNION ALL ".join(
        f"SELECT {at}, {_GROUPED_BY[table].format(key=f'k{at}')} AS k, sum(n), sum(h) FROM sums GROUP BY k"
        for at, table in enumerate(tables)
    )
    return (
        f"WITH sums AS MATERIALIZED (SELECT {keys}, count(*) AS n, sum(v.heads) AS h {visits} "
        f"GROUP BY {places}) {each}"
    )


def _by_leader(visits: str) -> str:
    """A visit stands once with each leader that heard it."""
    return (
        "SELECT k, count(*), sum(heads) FROM (SELECT DISTINCT v.id, v.heads AS heads, c.leader AS k FROM "
        f"(SELECT * {visits} AND led) v CROSS JOIN received_visits r ON r.visit_id = v.id "
        f"JOIN receptions c ON c.id = r.reception_id WHERE {_LED}) GROUP BY k "
        f"UNION ALL SELECT '{NOT_HEARD}', count(*), sum(heads) {visits} AND NOT led"
    )


_LED = f"c.status = '已结束' AND c.form <> '{TALKED}' AND c.leader <> ''"


def in_cell(table: str) -> str:
    """That a visit stands in the cell ``:cell`` of a table."""
    if table in _GROUPED_BY:
        return f"{_GROUPED_BY[table].format(key=f'v.{_KEYS[table]}')} = :cell"
    if table == BY_FORM:
        forms = " ".join(f"WHEN '{form}' THEN {mark}" for form, mark in _IN_FORM.items())
        return f"CASE :cell {forms} END"
    heard = (
        "EXISTS (SELECT 1 FROM received_visits r JOIN receptions c ON c.id = r.reception_id "
        f"WHERE r.visit_id = v.id AND {_LED} AND c.leader = :cell)"
    )
    return f"CASE :cell WHEN '{NOT_HEARD}' THEN NOT led ELSE {heard} END"
