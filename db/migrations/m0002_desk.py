"""First tables: the centre's own, the audit, and what this desk keeps to itself (outbox, keys, search)."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE staff (
  id TEXT PRIMARY KEY NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
  disabled INTEGER NOT NULL, must_change_password INTEGER NOT NULL, at TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX staff_login ON staff (login);
CREATE TABLE desks (
  id TEXT PRIMARY KEY NOT NULL, letter TEXT NOT NULL, series TEXT NOT NULL, key_id TEXT NOT NULL,
  public_key TEXT NOT NULL, at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX desks_letter ON desks (letter);
CREATE INDEX desks_key_id ON desks (key_id);
CREATE TABLE units (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL, kind TEXT NOT NULL,
  division TEXT, initials TEXT NOT NULL, disabled INTEGER NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX units_name ON units (name);
CREATE TABLE categories (
  id TEXT PRIMARY KEY NOT NULL, path TEXT NOT NULL, initials TEXT NOT NULL, disabled INTEGER NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX categories_path ON categories (path);
CREATE TABLE divisions (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX divisions_code ON divisions (code);
CREATE TABLE holidays (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, source TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX holidays_day ON holidays (day);
CREATE TABLE roster (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, leader TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX roster_day ON roster (day);
CREATE TABLE settings (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX settings_key ON settings (key);
CREATE TABLE gaps (
  id TEXT PRIMARY KEY NOT NULL, series TEXT NOT NULL, serial INTEGER NOT NULL, reason TEXT NOT NULL,
  at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX gaps_series ON gaps (series);
CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL, desk TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL,
  who TEXT NOT NULL, act TEXT NOT NULL, record TEXT, purpose TEXT, success INTEGER NOT NULL,
  before TEXT NOT NULL, hash TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX audit_desk_position ON audit (desk, position);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_record ON audit (record);
CREATE TABLE drafts (
  id TEXT PRIMARY KEY NOT NULL, screen TEXT NOT NULL, owner TEXT NOT NULL, title TEXT NOT NULL,
  words TEXT NOT NULL, stopped_at TEXT NOT NULL, form TEXT NOT NULL, begun_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
);
CREATE INDEX drafts_changed_at ON drafts (changed_at);
CREATE TABLE device_settings (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL
);
CREATE INDEX device_settings_key ON device_settings (key);
"""

DESK = """
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT
);
CREATE INDEX outbox_pk ON outbox (pk);
CREATE TABLE action (
  one INTEGER PRIMARY KEY CHECK (one = 1), txn TEXT, login TEXT
);
INSERT INTO action VALUES (1, NULL, NULL);
CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL
);
CREATE TABLE serials (
  series TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL
);
CREATE TABLE desk_secrets (
  key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL
);
CREATE TABLE search_docs (
  doc INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE search_index USING fts5(
  tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
CREATE TABLE search_stale (
  row_id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL
);
"""


def m0002_desk(db: Database) -> None:
    """Make the tables of the centre and of the desk."""
    run(db, TABLES)
    run(db, DESK)
