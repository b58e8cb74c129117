"""Adds the tables of hall acts on waiting visitors and of receipts for a warning."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE hall_acts (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, act TEXT NOT NULL, to_whom TEXT, reason TEXT,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX hall_acts_visit_id ON hall_acts (visit_id);
CREATE INDEX hall_acts_at ON hall_acts (at);
CREATE TABLE alert_receipts (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, matter_id TEXT, addressee TEXT NOT NULL,
  person TEXT, feedback TEXT, at TEXT NOT NULL, noted_at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX alert_receipts_document_id ON alert_receipts (document_id);
CREATE INDEX alert_receipts_matter_id ON alert_receipts (matter_id);
"""


def m0052_hall(db: Database) -> None:
    """Make the tables."""
    run(db, TABLES)
