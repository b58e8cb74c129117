"""Reads the columns of the store's own tables, so that an older and a newer desk's rows both fit."""

from __future__ import annotations

from db.cipher import Connection


def columns_of(connection: Connection, table: str) -> list[str]:
    """Names of a table's columns; empty if this program has no such table."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def filled_of(connection: Connection, table: str) -> set[str]:
    """Columns that the store fills itself where a row does not bring them."""
    return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[4] is not None}


def fillers(connection: Connection, table: str, brought: set[str]) -> dict[str, str | int]:
    """What to put into columns that may not be NULL and that the row did not bring."""
    fill: dict[str, str | int] = {}
    for _, name, kind, required, default, key in connection.execute(f'PRAGMA table_info("{table}")'):
        if required and default is None and not key and name not in brought:
            fill[name] = 0 if kind == "INTEGER" else ""
    return fill
