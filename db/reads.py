"""Reads of rows within one snapshot, and the questions that need more than one table."""
# ruff: noqa: S608 - table and column names come from our own row classes; values are bound

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from app.domain.case.facts import Paper
from app.domain.case.tiles import Only
from app.domain.dates.period import Period
from app.domain.figures.figure_question import WHOLE, FigureRow, Narrowed, Question, Total
from app.domain.figures.indicators import TABLES, VISITS, Counts, Measured, Owed, Tally
from app.domain.lists.figures import ListCount, ListRow
from app.domain.paging import Block, PageAsked
from app.domain.rows.base import Row
from app.ports.records import Hit, LikeVisit, MatterMatch, OwedDate, PersonMatch, WaitingVisit
from db import numbering, papers
from db.cipher import Connection, as_unavailable
from db.counting import figure_rows, figures, ledger, lists, rates, supervision
from db.evened import evened
from db.mapping import Shape, shape
from db.search import find, matters, people, waiting

R = TypeVar("R", bound=Row)
AT_ONCE = 500
"""Values bound in one statement."""


class StoreReads:
    """app.ports.records.Reads over one connection that is inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        """For db/ only: sync and the search read it too."""

    def get(self, kind: type[R], id: str) -> R | None:
        """The row of this id, if any."""
        rows = self._rows(shape(kind), "WHERE id = ?", (id,))
        return rows[0] if rows else None

    def find(
        self, kind: type[R], /, *, newest_first: bool = False, limit: int | None = None, **equal: Any
    ) -> list[R]:
        """Rows whose columns equal the values; KeyError for a column the kind does not have."""
        where, values = _equal(shape(kind), equal)
        order = " ORDER BY id DESC" if newest_first else " ORDER BY id"
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        return self._rows(shape(kind), where + order + tail, values)

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]:
        """Rows whose column is one of the values, in id order."""
        seen = shape(kind).column(column)
        wanted = list(dict.fromkeys(seen.to_sql(value) for value in values))
        rows: list[R] = []
        for start in range(0, len(wanted), AT_ONCE):
            part = evened(wanted[start : start + AT_ONCE], AT_ONCE)
            marks = ", ".join("?" * len(part))
            rows += self._rows(shape(kind), f'WHERE "{seen.name}" IN ({marks})', part)
        return sorted(rows, key=_id)

    def between(self, kind: type[R], column: str, start: datetime | date, end: datetime | date) -> list[R]:
        """Rows with start <= column < end, ordered by the column, then by id."""
        seen = shape(kind).column(column)
        name = f'"{seen.name}"'
        return self._rows(
            shape(kind),
            f"WHERE {name} >= ? AND {name} < ? ORDER BY {name}, id",
            (seen.to_sql(start), seen.to_sql(end)),
        )

    def count(self, kind: type[Row], /, **equal: Any) -> int:
        """How many rows equal the values."""
        where, values = _equal(shape(kind), equal)
        with as_unavailable():
            sql = f'SELECT count(*) FROM "{kind.TABLE}" {where}'
            return int(self.connection.execute(sql, values).fetchone()[0])

    def mended_visits(self) -> list[str]:
        """Ids of the visits of old ledgers that say otherwise than their file (visits.origin)."""
        with as_unavailable():
            rows = self.connection.execute(
                "SELECT id FROM visits WHERE ledger LIKE '%\"mended\"%' OR ledger LIKE '%\"one_name\"%'"
            )
            return [row[0] for row in rows]

    def last_serial(self, series: str) -> int:
        """How far a series has been counted in this store (db/numbering)."""
        with as_unavailable():
            return numbering.last_serial(self.connection, series)

    def missing_documents(self, series: str, year: int) -> list[tuple[str, int]]:
        """Document numbers that nothing stands for (db/numbering)."""
        with as_unavailable():
            return list(numbering.missing_documents(self.connection, series, year))

    def search(self, text: str, limit: int = 20) -> tuple[list[Hit], int]:
        """Best hits for what was typed, and how many there are (db/search/find)."""
        with as_unavailable():
            return find.search(self.connection, text, limit)

    def same_people(self, like: LikeVisit, limit: int = 5) -> list[PersonMatch]:
        """Earlier visits of what may be the same person (db/search/people)."""
        with as_unavailable():
            return people.same_people(self.connection, like, limit)

    def same_matters(self, like: LikeVisit, limit: int = 5) -> list[MatterMatch]:
        """Matters that may be the same affair (db/search/matters)."""
        with as_unavailable():
            return matters.same_matters(self.connection, like, limit)

    def hall_visits(self, day: date) -> list[WaitingVisit]:
        """The standing visits of a day (db/search/waiting)."""
        with as_unavailable():
            return waiting.hall_visits(self.connection, day)

    def visit_counts(self, basis: str, period: Period, only: Narrowed = WHOLE) -> Counts:
        """批次 and 人次 of each kind of the report (db/counting/figures)."""
        with as_unavailable():
            return figures.visit_counts(self.connection, basis, period, only)

    def newest_by_desk(self, since: datetime) -> dict[str, datetime]:
        """When the newest visit of each desk was registered (db/counting/figures)."""
        with as_unavailable():
            return figures.newest_by_desk(self.connection, since)

    def visit_groups(
        self,
        basis: str,
        period: Period,
        figure: str = VISITS,
        tables: Sequence[str] = TABLES,
        only: Narrowed = WHOLE,
    ) -> dict[str, dict[str, Tally]]:
        """批次 and 人次 of a figure by category, place, unit, desk, leader and form (db/counting/figures)."""
        with as_unavailable():
            return figures.visit_groups(self.connection, basis, period, figure, tables, only)

    def measured(
        self, period: Period, today: date, limits: tuple[int, int, int], only: Narrowed = WHOLE
    ) -> Measured:
        """What the rates are made of (db/counting/rates)."""
        with as_unavailable():
            return rates.measured(self.connection, period, today, limits, only)

    def owed(self, period: Period, today: date, only: Narrowed = WHOLE) -> Owed:
        """How obligations were kept, and the steps that were taken (db/counting/rates)."""
        with as_unavailable():
            return rates.owed(self.connection, period, today, only)

    def daily_counts(self, basis: str, period: Period, only: Narrowed = WHOLE) -> dict[date, Counts]:
        """批次 and 人次 of each kind for each day (db/counting/figures)."""
        with as_unavailable():
            return figures.daily_counts(self.connection, basis, period, only)

    def figure_rows(self, asked: Question, first: int = 0, most: int = -1) -> list[FigureRow]:
        """The visits or matters that a figure is made of (db/counting/figure_rows)."""
        with as_unavailable():
            return figure_rows.figure_rows(self.connection, asked, first, most)

    def figure_total(self, asked: Question) -> Total:
        """The same, added up (db/counting/figure_rows)."""
        with as_unavailable():
            return figure_rows.figure_total(self.connection, asked)

    def owed_dates(self, until: date, kinds: Sequence[str], limit: int) -> tuple[list[OwedDate], int]:
        """Running obligations that fall due, and of how many matters (db/counting/supervision)."""
        with as_unavailable():
            return supervision.owed_dates(self.connection, until, kinds, limit)

    def papers_of(
        self, matter_ids: Collection[str], reception_ids: Collection[str]
    ) -> list[tuple[str | None, Paper]]:
        """Papers of matters, and of receptions what belongs to no single matter (db/papers)."""
        with as_unavailable():
            return list(papers.papers_of(self.connection, matter_ids, reception_ids))

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]:
        """Visits whose first person gave a name and an address (db/papers)."""
        with as_unavailable():
            return papers.identified(self.connection, visit_ids)

    def ledger_counts(self, on: date) -> dict[str, int]:
        """How many cases each tile of the 督办台账 has (db/counting/ledger)."""
        with as_unavailable():
            return ledger.counts(self.connection, on)

    def ledger_values(self) -> dict[str, list[str]]:
        """What open cases name, by filter of the 督办台账 (db/counting/ledger)."""
        with as_unavailable():
            return ledger.values(self.connection)

    def ledger_block(
        self, tile: str, on: date, asked: PageAsked, only: Only, reader: str | None
    ) -> Block[str]:
        """Ids of a tile's cases, a block of them (db/counting/ledger)."""
        with as_unavailable():
            return ledger.block(self.connection, tile, on, asked, only, reader=reader)

    def list_counts(self) -> dict[str, int]:
        """How many cases stand on each list (db/counting/lists)."""
        with as_unavailable():
            return lists.counts(self.connection)

    def list_block(
        self, kind: str, only_open: bool, asked: PageAsked, counted: bool = True
    ) -> Block[tuple[str, str]]:
        """Entries of a list with their matters, a block of them (db/counting/lists)."""
        with as_unavailable():
            return lists.block(self.connection, kind, only_open, asked, counted)

    def list_figures(self, period: Period) -> Mapping[str, ListCount]:
        """Each list's figures of a period (db/counting/lists)."""
        with as_unavailable():
            return lists.figures(self.connection, period)

    def list_rows(self, kind: str, period: Period) -> list[ListRow]:
        """The entries behind a list's figure (db/counting/lists)."""
        with as_unavailable():
            return lists.rows(self.connection, kind, period)

    def _rows(self, seen: Shape[R], tail: str, values: Iterable[Any]) -> list[R]:
        with as_unavailable():
            sql = f'SELECT {seen.selected} FROM "{seen.kind.TABLE}" {tail}'
            return [seen.row(row) for row in self.connection.execute(sql, tuple(values))]


def _id(row: Row) -> str:
    return row.id


def _equal(seen: Shape[Any], equal: dict[str, Any]) -> tuple[str, list[Any]]:
    if not equal:
        return "", []
    terms = " AND ".join(f'"{seen.column(name).name}" IS ?' for name in equal)
    return f"WHERE {terms}", [seen.column(name).to_sql(value) for name, value in equal.items()]
