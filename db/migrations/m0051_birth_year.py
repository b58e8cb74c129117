"""Of a visitor who knows only the year of birth: that year."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE people ADD COLUMN birth_year INTEGER;
"""


def m0051_birth_year(db: Database) -> None:
    """Add the column."""
    run(db, TABLES)
