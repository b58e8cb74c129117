"""Visits of old ledgers: what they keep of it, and this desk's batches and maps."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE visits ADD COLUMN ledger TEXT;
CREATE TABLE ledger_batches (
  id TEXT PRIMARY KEY NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, ended_at TEXT,
  undone_at TEXT
);
CREATE TABLE ledger_batch_visits (
  id TEXT PRIMARY KEY NOT NULL, batch_id TEXT NOT NULL, visit_id TEXT NOT NULL, sheet TEXT NOT NULL,
  row INTEGER NOT NULL
);
CREATE INDEX ledger_batch_visits_batch_id ON ledger_batch_visits (batch_id);
CREATE TABLE ledger_maps (
  id TEXT PRIMARY KEY NOT NULL, map TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL
);
"""


def m0030_ledger(db: Database) -> None:
    """Make the column and the tables of the import."""
    run(db, TABLES)
