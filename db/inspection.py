"""Reads what a store's file is made of: its tables, triggers and steps.

At each start of the program, so by bare statements: sqlite-utils takes 36 ms of CPU to load, which only a
change of the schema waits for.
"""

from __future__ import annotations

from typing import NamedTuple

from db.cipher import Connection

STEPS_TABLE = "_sqlite_migrations"
"""Where sqlite-utils records the steps it has applied."""


class Trigger(NamedTuple):
    name: str
    sql: str


def table_names(connection: Connection) -> list[str]:
    """Every table of the file."""
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def triggers_in(connection: Connection) -> list[Trigger]:
    """Every trigger of the file, as it was made."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [Trigger(*row) for row in rows]


def steps_of(connection: Connection, name: str) -> list[str]:
    """The steps of a set that the file has, in order. LookupError for a file that records none."""
    if STEPS_TABLE not in table_names(connection):
        raise LookupError(STEPS_TABLE)
    rows = connection.execute(
        f"SELECT name FROM {STEPS_TABLE} WHERE migration_set = ? ORDER BY rowid",  # noqa: S608 - our own name
        (name,),
    )
    return [step for (step,) in rows]
