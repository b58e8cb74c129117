"""Of each obligation in the cache: whether somebody is reminded of it, and on which days (115 督办)."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE obligations ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE obligations ADD COLUMN on15 TEXT;
ALTER TABLE obligations ADD COLUMN on10 TEXT;
ALTER TABLE obligations ADD COLUMN on5 TEXT;
"""


def m0053_reminded(db: Database) -> None:
    """Add the columns; the upgrade reads every case anew and fills them."""
    run(db, TABLES)
