"""The visits or matters behind a figure: one statement for each path, read in blocks and added up."""
# ruff: noqa: S608 - only our own words and column names are put into statements; values are bound

from __future__ import annotations

from msgspec import field

from app.domain.figures.figure_question import FigureRow, Question, Total
from app.domain.figures.indicators import (
    AGAIN_RATE,
    BUREAU_IN_TIME,
    CONTENT,
    FINISHED_IN_TIME,
    FINISHED_OF_DUE,
    OWED,
    RATED,
    TABLES,
    TAKING_PART,
    UNIT_IN_TIME,
)
from app.domain.value import Value
from db.cipher import Connection
from db.counting.figure_sql import FIRST_NAME, NUMBER, bounds, in_period, of_matters
from db.counting.figures import CONDITIONS, in_cell
from db.counting.rates import DUE, FINISH, IN_TIME, NEVER_RATED, RATINGS, handled

ALL = -1
"""LIMIT of a list that is wanted whole."""


class _Behind(Value, frozen=True):
    """A statement that gives id, at and counted; ids are of visits or of matters."""

    sql: str
    bound: dict[str, str] = field(default_factory=dict)
    of_visits: bool = True


def figure_rows(connection: Connection, asked: Question, first: int = 0, most: int = ALL) -> list[FigureRow]:
    """The rows behind a figure in order of time, so many from a place on. KeyError for a path without."""
    behind = _behind(asked)
    block = f"SELECT id, at, counted FROM ({behind.sql}) ORDER BY at, id LIMIT :most OFFSET :first"
    rows = connection.execute(
        (_OF_VISITS if behind.of_visits else _OF_MATTERS).format(block=block),
        behind.bound | {"most": most, "first": first},
    )
    return [
        FigureRow(number, matter, name, heads, at, bool(counted), visit or "")
        for number, matter, name, heads, at, counted, visit in rows
    ]


_OF_VISITS = (
    f"SELECT {NUMBER}, v.matter_id, {FIRST_NAME}, v.heads, v.arrived_at, k.counted, v.id "
    "FROM ({block}) k JOIN counted_visits v ON v.id = k.id ORDER BY k.at, k.id"
)
_OF_MATTERS = (
    f"SELECT m.number, m.id, coalesce({FIRST_NAME}, ''), coalesce(v.heads, 0), k.at, k.counted, v.id "
    "FROM ({block}) k JOIN matters m ON m.id = k.id LEFT JOIN counted_visits v ON v.id = "
    "(SELECT f.id FROM counted_visits f WHERE f.matter_id = m.id ORDER BY f.arrived_at, f.id LIMIT 1) "
    "ORDER BY k.at, k.id"
)


def figure_total(connection: Connection, asked: Question) -> Total:
    """All the rows behind a figure, added up. KeyError."""
    behind = _behind(asked)
    heads = "JOIN counted_visits v ON v.id = k.id" if behind.of_visits else ""
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(k.counted), 0), {'coalesce(sum(v.heads), 0)' if heads else '0'} "
        f"FROM ({behind.sql}) k {heads}",
        behind.bound,
    ).fetchone()
    return Total(*row)


def _behind(asked: Question) -> _Behind:
    name, period = asked.path[0], asked.period
    if name in CONDITIONS:
        return _counted(asked)
    if name in (BUREAU_IN_TIME, UNIT_IN_TIME):
        days = asked.limits[0] if name == BUREAU_IN_TIME else asked.limits[1]
        sql, bound = handled(name, period, days, asked.only)
        return _Behind(sql, bound)
    if name == AGAIN_RATE:
        visits = in_period(asked.basis, asked.only)
        sql = f"SELECT id, arrived_at AS at, NOT first AS counted FROM ({visits})"
        return _Behind(sql, bounds(period, only=asked.only))
    if name in (FINISHED_IN_TIME, FINISHED_OF_DUE):
        due = "" if name == FINISHED_IN_TIME else " AND (o.met_at IS NOT NULL OR o.due < :today)"
        return _owed(asked, f"{FINISH}{due}")
    if name == OWED and len(asked.path) > 2:
        more = {"kind": asked.path[1], "what": asked.path[2]}
        return _owed(asked, "o.kind = :kind AND o.what = :what", more)
    if name in (TAKING_PART, CONTENT) and asked.path[-1] in RATED:
        return _rated(asked)
    raise KeyError(".".join(asked.path))


def _counted(asked: Question) -> _Behind:
    table, cell = asked.path[1:3] if len(asked.path) > 2 else ("", "")
    if table and table not in TABLES:
        raise KeyError(".".join(asked.path))
    within = f" AND {in_cell(table)}" if table else ""
    sql = (
        f"SELECT v.id AS id, v.arrived_at AS at, 1 AS counted FROM ({in_period(asked.basis, asked.only)}) v "
        f"WHERE {CONDITIONS[asked.path[0]]}{within}"
    )
    return _Behind(sql, bounds(asked.period, only=asked.only) | ({"cell": cell} if table else {}))


def _owed(asked: Question, condition: str, more: dict[str, str] | None = None) -> _Behind:
    among = of_matters("o.matter_id", asked.only)
    sql = f"SELECT o.matter_id AS id, o.due AS at, {IN_TIME} AS counted {DUE} AND {condition}{among}"
    bound = bounds(asked.period, only=asked.only) | {"today": asked.today.isoformat()} | (more or {})
    return _Behind(sql, bound, of_visits=False)


def _rated(asked: Question) -> _Behind:
    name, whom = asked.path[0], asked.path[-1]
    taken = "1" if name == TAKING_PART else "r.value IN ('满意', '基本满意')"
    bound = bounds(asked.period, only=asked.only) | {"whom": whom}
    among = of_matters("m.id", asked.only)
    sql = f"SELECT r.matter_id AS id, r.at AS at, {taken} AS counted {RATINGS}{among}"
    if name == TAKING_PART:
        past = bounds(asked.period, asked.limits[2])
        never = NEVER_RATED.replace(":start", ":past_start").replace(":after", ":past_after")
        sql += f" UNION ALL SELECT s.matter_id, max(s.at), 0 {never}{among} GROUP BY s.matter_id"
        bound |= {f"past_{word}": day for word, day in past.items()}
    return _Behind(sql, bound, of_visits=False)
