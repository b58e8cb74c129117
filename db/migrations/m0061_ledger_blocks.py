"""The 督办台账 read in its order: indexes of what is open, owed and reminded; cases whose answer waits."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
ALTER TABLE case_states ADD COLUMN to_read INTEGER NOT NULL DEFAULT 0;
CREATE INDEX case_states_to_read ON case_states (id) WHERE to_read = 1;
DROP INDEX case_states_waiting;
CREATE INDEX case_states_waiting ON case_states (contradicted, id)
  WHERE pending > 0 OR contradicted = 1;
CREATE INDEX matters_open ON matters (coalesce(due, '9999-12-31'), id)
  WHERE status IN ('办理中', '已受理', '已登记');
CREATE INDEX obligations_owed ON obligations (due, id, kind, matter_id) WHERE running = 1;
CREATE INDEX obligations_reminded ON obligations (due, matter_id, on15, on10, on5, start, who, id)
  WHERE running = 1 AND reminded = 1;
DROP INDEX obligations_running_due;
"""


def m0061_ledger_blocks(db: Database) -> None:
    """Make them; what the column says is read from the facts when the triggers are made anew."""
    run(db, TABLES)
