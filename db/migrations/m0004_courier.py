"""Table of the courier: signed messages of desks without a network, waiting to be handed to the hub."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE carried (
  name TEXT PRIMARY KEY NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL
);
"""


def m0004_courier(db: Database) -> None:
    """Make the table of the courier."""
    run(db, TABLES)
