"""Tables of attachments: put to a case, taken off, their small pictures, the contents that lie here."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE attachments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, place TEXT NOT NULL, place_id TEXT,
  name TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL, content TEXT NOT NULL, width INTEGER,
  height INTEGER, pages INTEGER NOT NULL, note TEXT, desk TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX attachments_matter_id ON attachments (matter_id);
CREATE INDEX attachments_content ON attachments (content);
CREATE TABLE detachments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, attachment_id TEXT NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX detachments_matter_id ON detachments (matter_id);
CREATE INDEX detachments_attachment_id ON detachments (attachment_id);
CREATE TABLE thumbnails (
  id TEXT PRIMARY KEY NOT NULL, attachment_id TEXT NOT NULL, picture TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX thumbnails_attachment_id ON thumbnails (attachment_id);
CREATE TABLE local_contents (
  id TEXT PRIMARY KEY NOT NULL, here INTEGER NOT NULL, at TEXT NOT NULL, epoch INTEGER NOT NULL DEFAULT 0
);
"""


def m0054_attachments(db: Database) -> None:
    """Make the tables."""
    run(db, TABLES)
