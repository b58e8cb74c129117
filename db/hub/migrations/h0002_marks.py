"""The secret of each centre's marks: by it the hub knows again what it once said itself (db.hub.marks)."""

from __future__ import annotations

STATEMENTS = """
ALTER TABLE centres ADD COLUMN secret TEXT;
"""
