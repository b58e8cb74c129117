"""Tables of sync: conflicts, starts of the program, what was sent or set aside, the wraps last seen."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE conflicts (
  id TEXT PRIMARY KEY NOT NULL, tbl TEXT NOT NULL, row_id TEXT NOT NULL, field TEXT NOT NULL,
  kept TEXT NOT NULL, lost TEXT NOT NULL, reason TEXT NOT NULL, kept_by TEXT NOT NULL,
  lost_by TEXT NOT NULL, by TEXT, at TEXT NOT NULL, state TEXT NOT NULL, decided_by TEXT,
  decided_at TEXT, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX conflicts_state ON conflicts (state);
CREATE INDEX conflicts_row_id ON conflicts (row_id);
CREATE TABLE boots (
  first_seq INTEGER PRIMARY KEY, author TEXT NOT NULL UNIQUE, acked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE sent (
  seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT, rev INTEGER NOT NULL
);
CREATE TABLE set_aside (
  seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT, code TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE INDEX set_aside_pk ON set_aside (pk);
CREATE TABLE hub_has (
  pk TEXT NOT NULL, tbl TEXT NOT NULL, PRIMARY KEY (pk, tbl)
) WITHOUT ROWID;
CREATE TABLE known_wraps (
  login TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, body TEXT
);
"""


def m0003_sync(db: Database) -> None:
    """Make the tables of sync."""
    run(db, TABLES)
