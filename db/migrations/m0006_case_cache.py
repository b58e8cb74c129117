"""The list of matters whose case must be read anew, and the step that a paper belongs to."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE case_stale (
  matter_id TEXT PRIMARY KEY NOT NULL
);
ALTER TABLE documents ADD COLUMN step_id TEXT;
"""


def m0006_case_cache(db: Database) -> None:
    """Make the list and the column."""
    run(db, TABLES)
