"""Tables of who said so: the persons' public keys, messages sealed when a person left, what was proved."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE person_keys (
  id TEXT PRIMARY KEY NOT NULL, login TEXT NOT NULL, public_key TEXT NOT NULL, by TEXT NOT NULL,
  signature TEXT NOT NULL, at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX person_keys_login ON person_keys (login);
CREATE TABLE sealed (
  first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, body BLOB NOT NULL, rev INTEGER
);
"""


def m0021_persons(db: Database) -> None:
    """Make the tables of persons' keys and sealed messages."""
    run(db, TABLES)
