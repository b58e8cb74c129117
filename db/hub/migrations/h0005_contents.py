"""Sealed contents of attachments: named by rows, whole, in pieces, on their way."""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE content_names (
  centre {int} NOT NULL, name TEXT NOT NULL, PRIMARY KEY (centre, name)
);
CREATE TABLE contents (
  centre {int} NOT NULL, name TEXT NOT NULL, size {int} NOT NULL, desk TEXT NOT NULL, at {int} NOT NULL,
  PRIMARY KEY (centre, name)
);
CREATE INDEX contents_desk ON contents (desk);
CREATE TABLE content_pieces (
  centre {int} NOT NULL, name TEXT NOT NULL, desk TEXT NOT NULL, begins {int} NOT NULL, bytes {int} NOT NULL,
  body {blob} NOT NULL, PRIMARY KEY (centre, name, desk, begins)
);
CREATE TABLE content_sendings (
  centre {int} NOT NULL, name TEXT NOT NULL, desk TEXT NOT NULL, size {int} NOT NULL, held {int} NOT NULL,
  PRIMARY KEY (centre, name, desk)
);
CREATE INDEX content_sendings_desk ON content_sendings (desk);
"""
