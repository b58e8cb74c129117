"""Indexes for the lists of cases: their entries by day, and what was noted on a matter by kind."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

INDEXES = """
DROP INDEX list_facts_kind_act;
CREATE INDEX list_facts_kind_act_at ON list_facts (kind, act, at);
DROP INDEX list_facts_matter_id;
CREATE INDEX list_facts_matter_id_kind_at ON list_facts (matter_id, kind, at);
"""


def m0053_lists(db: Database) -> None:
    """Widen two indexes."""
    run(db, INDEXES)
