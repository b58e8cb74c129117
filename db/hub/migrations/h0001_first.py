"""First hub tables: centres, desks, authors, rows, batches, quarantine, codes, wraps."""

from __future__ import annotations

STATEMENTS = """
CREATE TABLE centres (
  id {key}, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, epoch {int} NOT NULL, top {int} NOT NULL,
  mark {int} NOT NULL, seal TEXT
);
CREATE TABLE desks (
  id TEXT PRIMARY KEY, centre {int} NOT NULL, letter TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
  enrolled_at {int} NOT NULL, seen_at {int}, revoked_at {int}
);
CREATE TABLE codes (
  hash TEXT PRIMARY KEY, centre {int}, letter TEXT NOT NULL, expires_at {int} NOT NULL, used_at {int}
);
CREATE TABLE authors (
  id {key}, name TEXT NOT NULL UNIQUE, centre {int} NOT NULL, desk TEXT NOT NULL, last {int} NOT NULL
);
CREATE INDEX authors_desk ON authors (desk);
CREATE TABLE shapes (
  id {key}, tbl TEXT NOT NULL, columns TEXT NOT NULL UNIQUE
);
CREATE TABLE rows (
  id {key}, centre {int} NOT NULL, tbl TEXT NOT NULL, pk TEXT NOT NULL, rev {int} NOT NULL,
  txe {int} NOT NULL, author {int} NOT NULL, seq {int} NOT NULL, same {int} NOT NULL,
  born_rev {int} NOT NULL, born_hlc {int} NOT NULL, born_author {int} NOT NULL, born_seq {int} NOT NULL,
  born_login TEXT,
  stamps {blob}, shape {int} NOT NULL, body {blob} NOT NULL, ref TEXT, code TEXT
);
CREATE UNIQUE INDEX rows_pk ON rows (centre, tbl, pk);
CREATE UNIQUE INDEX rows_rev ON rows (centre, rev, author, same, txe);
CREATE INDEX rows_ref ON rows (centre, ref) WHERE ref IS NOT NULL;
CREATE INDEX rows_code ON rows (code) WHERE code IS NOT NULL;
CREATE TABLE batches (
  centre {int} NOT NULL, rev {int} NOT NULL, nonce TEXT NOT NULL, first_rev {int} NOT NULL,
  desk TEXT NOT NULL, author {int} NOT NULL, first_seq {int} NOT NULL, last_seq {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (centre, rev)
);
CREATE TABLE quarantine (
  id {key}, centre {int} NOT NULL, desk TEXT NOT NULL, author {int} NOT NULL, seq {int} NOT NULL,
  tbl TEXT NOT NULL, pk TEXT NOT NULL, code TEXT NOT NULL, operation {blob} NOT NULL, at {int} NOT NULL
);
CREATE INDEX quarantine_seq ON quarantine (author, seq);
CREATE TABLE wraps (
  centre {int} NOT NULL, login TEXT NOT NULL, at {int} NOT NULL, body TEXT, PRIMARY KEY (centre, login)
);
"""
