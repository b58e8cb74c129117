"""Reads the obligations that fall due from the cases' cache, so that no case is read to find them."""
# ruff: noqa: S608 - marks alone are put into the statement; values are bound

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.ports.records import OwedDate
from db.cipher import Connection


def owed_dates(
    connection: Connection, until: date, kinds: Sequence[str], limit: int
) -> tuple[list[OwedDate], int]:
    """Running obligations of the kinds, due by the day, nearest first; and of how many matters."""
    where = f"running = 1 AND due <= ? AND kind IN ({', '.join('?' * len(kinds))})"
    bound = (until.isoformat(), *kinds)
    (matters,) = connection.execute(
        f"SELECT count(DISTINCT matter_id) FROM obligations WHERE {where}", bound
    ).fetchone()
    rows = connection.execute(
        f"SELECT id, matter_id, due FROM obligations WHERE {where} ORDER BY due, id LIMIT ?", (*bound, limit)
    )
    return [OwedDate(id, matter, date.fromisoformat(due)) for id, matter, due in rows], matters
