"""Notes how often the tracking page was asked, for all processes of a hub (db.hub.tracking.shared_limit)."""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE tries (
  kind TEXT NOT NULL, who TEXT NOT NULL, at {int} NOT NULL
);
CREATE INDEX tries_who ON tries (kind, who, at);
"""
