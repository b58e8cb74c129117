"""A store grown in SQL: the rows of a table copied many times, with other ids and in years before."""

from __future__ import annotations

from collections.abc import Callable

from db.cipher import Connection


def prepare(connection: Connection) -> None:
    """Let the store be filled quickly, and let no trigger answer; it is a copy that is thrown away."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -262144")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def copy_rows(
    connection: Connection, table: str, copies: int, copied: Callable[[str], str], where: str = "1"
) -> None:
    """Copy the rows so many times; ``copied`` says what a column becomes, ``where`` which rows are copied.

    Both may speak of ``:copy`` (its number), ``:suffix`` and ``:years`` (a modifier of SQLite's date).
    """
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(copied(column) for column in columns)
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for copy in range(copies, 0, -1):
        connection.execute(
            f"INSERT INTO {table} SELECT {values} FROM {table} WHERE rowid <= :last AND {where}",
            {"copy": copy, "suffix": f"-{copy}", "years": f"-{copy} years", "last": last},
        )
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")


def earlier(column: str) -> str:
    """The same day and hour in the copy's year."""
    return f"date(substr({column}, 1, 10), :years) || substr({column}, 11)"
