"""Table of the rows that this desk read and did not take, with the reason, until a better one comes."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE refused_rows (
  pk TEXT NOT NULL, tbl TEXT NOT NULL, rev INTEGER NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (pk, tbl)
) WITHOUT ROWID;
"""


def m0020_refused(db: Database) -> None:
    """Make the table of refused rows."""
    run(db, TABLES)
