"""Each visit as figures count it: a cache beside those of cases and obligations."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE counted_visits (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, registered_at TEXT NOT NULL,
  arrived_at TEXT NOT NULL, heads INTEGER NOT NULL, desk TEXT NOT NULL, first INTEGER NOT NULL,
  purpose TEXT NOT NULL, category TEXT, place TEXT, unit TEXT, imported INTEGER NOT NULL,
  skipped INTEGER NOT NULL, proxied INTEGER NOT NULL, talked INTEGER NOT NULL, on_duty INTEGER NOT NULL,
  by_appointment INTEGER NOT NULL, down INTEGER NOT NULL, joint INTEGER NOT NULL, led INTEGER NOT NULL,
  spot INTEGER NOT NULL, assigned INTEGER NOT NULL, adopted INTEGER NOT NULL, lawful INTEGER,
  handled_on TEXT, passed_on INTEGER NOT NULL, answered_on TEXT
);
CREATE INDEX counted_visits_matter_id ON counted_visits (matter_id);
CREATE INDEX counted_visits_registered_at ON counted_visits (registered_at);
CREATE INDEX counted_visits_arrived_at ON counted_visits (arrived_at);
"""


def m0058_counted(db: Database) -> None:
    """Make the table; the upgrade reads every case anew and fills it."""
    run(db, TABLES)
