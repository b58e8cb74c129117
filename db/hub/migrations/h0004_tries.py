"""How often the tracking page was asked, where several processes count together (db.hub.shared_limit)."""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE tries (
  kind TEXT NOT NULL, who TEXT NOT NULL, at {int} NOT NULL
);
CREATE INDEX tries_who ON tries (kind, who, at);
"""
