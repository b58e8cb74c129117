"""Table of figures that are entered by hand: 赴省, 进京, channels other than visits."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE entered_figures (
  id TEXT PRIMARY KEY NOT NULL, figure TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  batches INTEGER, heads INTEGER, source TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entered_figures_start_end ON entered_figures (start, "end");
"""


def m0032_entered(db: Database) -> None:
    """Make the table."""
    run(db, TABLES)
