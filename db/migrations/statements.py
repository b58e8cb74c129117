"""Runs a migration's SQL statement by statement, inside the transaction it was given."""

from __future__ import annotations

from sqlite_utils import Database


def run(db: Database, script: str) -> None:
    """Each statement ends with a semicolon at the end of a line (executescript would commit first)."""
    for statement in script.strip().split(";\n"):
        db.execute(statement)
