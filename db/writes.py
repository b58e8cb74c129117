"""One business action: rows in, changes, numbers and audit, all in the transaction it was given."""
# ruff: noqa: S608 - table and column names come from our own row classes; values are bound

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from app.domain.audit import ChainKey
from app.domain.rows.base import Keep, Row, new_id
from db import chain
from db.cipher import Connection, as_unavailable
from db.mapping import Shape, shape
from db.reads import StoreReads

R = TypeVar("R", bound=Row)


class StoreWrites(StoreReads):
    """app.ports.records.Writes over the writer's connection, inside BEGIN IMMEDIATE."""

    def __init__(
        self,
        connection: Connection,
        series: str,
        audit_key: ChainKey,
        audit_clock: Callable[[], datetime] = chain.machine_time,
    ) -> None:
        super().__init__(connection)
        self._series = series
        self._audit_clock = audit_clock
        self._audit_key = audit_key
        self.who: str | None = None
        """Who acts, as the audit of this action says."""

    def add(self, *rows: Row) -> None:
        """Insert rows in the order given."""
        with as_unavailable():
            for kind, some in groupby(rows, type):
                seen: Shape[Row] = shape(kind)
                self.connection.executemany(seen.insert, [seen.values(row) for row in some])

    def change(self, row: R, **fields: Any) -> R:
        """Update fields of a MUTABLE or LOCAL row and return the new row.

        TypeError for an append-only kind or an unknown field, KeyError if the row is not stored.
        """
        if row.KEEP is Keep.APPEND:
            raise TypeError(f"{row.TABLE} is append-only: a correction is a new row")
        seen = shape(type(row))
        changed = replace(row, **fields)
        if not fields:
            return changed
        sets = ", ".join(f'"{name}" = ?' for name in fields)
        values = [seen.column(name).to_sql(value) for name, value in fields.items()]
        with as_unavailable():
            done = self.connection.execute(f'UPDATE "{row.TABLE}" SET {sets} WHERE id = ?', (*values, row.id))
        if done.rowcount != 1:
            raise KeyError(row.id)
        return changed

    def remove(self, row: Row) -> None:
        """Delete a LOCAL row; nothing happens if it is gone already. TypeError for any other kind."""
        if row.KEEP is not Keep.LOCAL:
            raise TypeError(f"{row.TABLE} is never deleted from")
        with as_unavailable():
            self.connection.execute(f'DELETE FROM "{row.TABLE}" WHERE id = ?', (row.id,))

    def serial(self, series: str) -> int:
        """The next number of a series, from 1; taken back if the action does not commit."""
        with as_unavailable():
            rows = self.connection.execute(
                "INSERT INTO serials (series, value) VALUES (?, 1)"
                " ON CONFLICT (series) DO UPDATE SET value = value + 1 RETURNING value",
                (series,),
            ).fetchall()
        return int(rows[0][0])

    def begin_action(self) -> None:
        """Give the outbox rows that follow a business action of their own."""
        with as_unavailable():
            self.connection.execute("UPDATE action SET txn = ?", (new_id(),))

    def audit(
        self,
        who: str,
        act: str,
        record: str | None = None,
        *,
        purpose: str | None = None,
        success: bool = True,
    ) -> None:
        """Append to this desk's hash chain; the outbox rows of the action carry ``who`` too."""
        self.who = who
        with as_unavailable():
            last = chain.last(self.connection, self._series)
        at, key = self._audit_clock(), self._audit_key
        self.add(chain.next_entry(last, self._series, who, act, record, purpose, success, at, key))
