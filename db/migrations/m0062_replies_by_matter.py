"""Answers of units by their matter: each case that was read went through every answer ever given."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

INDEX = """
CREATE INDEX duty_replies_matter_id ON duty_replies (matter_id);
"""


def m0062_replies_by_matter(db: Database) -> None:
    """Make the index."""
    run(db, INDEX)
