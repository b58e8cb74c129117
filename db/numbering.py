"""Numbers that this desk has counted: how far, and which stand on no record and in no note of gaps."""

from __future__ import annotations

from collections.abc import Iterator

from db.cipher import Connection

_AFTER_BRACKET = chr(ord("〕") + 1)


def last_serial(connection: Connection, series: str) -> int:
    """How far a series has been counted."""
    row = connection.execute("SELECT value FROM serials WHERE series = ?", (series,)).fetchone()
    return int(row[0]) if row else 0


def missing_documents(connection: Connection, series: str, year: int) -> Iterator[tuple[str, int]]:
    """(铜信受-A-2026, 3) for each document number of the year that is nowhere explained."""
    tail = f"-{series}-{year}"
    counted = connection.execute("SELECT series, value FROM serials ORDER BY series").fetchall()
    for name, value in counted:
        if not name.endswith(tail):
            continue
        held = _issued(connection, f"{name.removesuffix(tail)}{series}〔{year}〕")
        held |= {
            serial for (serial,) in connection.execute("SELECT serial FROM gaps WHERE series = ?", (name,))
        }
        yield from ((name, serial) for serial in range(1, value + 1) if serial not in held)


def _issued(connection: Connection, start: str) -> set[int]:
    rows = connection.execute(
        "SELECT DISTINCT number FROM documents WHERE number >= ? AND number < ?",
        (start, start[:-1] + _AFTER_BRACKET),
    )
    tails = (number.removeprefix(start).removesuffix("号") for (number,) in rows)
    return {int(tail) for tail in tails if tail.isascii() and tail.isdigit()}
