"""Indexes for the figures: obligations by their day, ratings by theirs, steps of a mode by theirs."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

INDEXES = """
CREATE INDEX obligations_due ON obligations (due, kind, what, met_at, running, matter_id);
CREATE INDEX ratings_whom_at ON ratings (whom, at);
CREATE INDEX steps_mode_at ON steps (mode, at);
"""


def m0060_figures(db: Database) -> None:
    """Make them."""
    run(db, INDEXES)
