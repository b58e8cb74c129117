"""A table of the reports of figures that were written to files."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLE = """
CREATE TABLE reports_out (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  basis TEXT NOT NULL, of_desk TEXT, of_form TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
"""


def m0063_reports_out(db: Database) -> None:
    """Make the table."""
    run(db, TABLE)
