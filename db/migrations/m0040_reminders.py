"""Why a reminder was not sent, or was sent a second time."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE reminders ADD COLUMN reason TEXT;
"""


def m0040_reminders(db: Database) -> None:
    """Add the column."""
    run(db, TABLES)
