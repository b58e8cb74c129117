"""The order of the 督办台账: cases by the date that binds them."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

INDEXES = """
CREATE INDEX matters_due ON matters (due, id) WHERE due IS NOT NULL;
CREATE INDEX case_states_waiting ON case_states (contradicted, pending);
"""


def m0007_ledger_order(db: Database) -> None:
    """Make the indexes."""
    run(db, INDEXES)
