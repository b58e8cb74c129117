"""Who said so: what a desk brought along when it joined, who let it in, whether unsigned history is over."""

from __future__ import annotations

STATEMENTS = """
ALTER TABLE centres ADD COLUMN closed_at {int};
ALTER TABLE desks ADD COLUMN founder {int} NOT NULL DEFAULT 0;
ALTER TABLE desks ADD COLUMN history {int} NOT NULL DEFAULT 0;
ALTER TABLE desks ADD COLUMN authors TEXT NOT NULL DEFAULT '';
ALTER TABLE desks ADD COLUMN admitted_by TEXT;
ALTER TABLE desks ADD COLUMN admitted_key TEXT;
ALTER TABLE codes ADD COLUMN tries {int} NOT NULL DEFAULT 0;
"""
