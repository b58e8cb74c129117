"""Why a field was corrected, a visit moved; and who signed a correction or a voiding."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE amendments ADD COLUMN reason TEXT;
ALTER TABLE amendments ADD COLUMN approved_by TEXT;
ALTER TABLE visit_moves ADD COLUMN reason TEXT;
ALTER TABLE voids ADD COLUMN approved_by TEXT;
"""


def m0050_corrections(db: Database) -> None:
    """Add the columns."""
    run(db, TABLES)
