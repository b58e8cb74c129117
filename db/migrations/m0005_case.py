"""Tables of the life of a case: requests, withdrawals, receipts, deliveries, moves, lists; and its cache."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE requests (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, act TEXT NOT NULL,
  mode TEXT NOT NULL, ground TEXT, entry TEXT NOT NULL, send_to TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX requests_matter_id ON requests (matter_id);
CREATE INDEX requests_at ON requests (at);
CREATE TABLE decisions (
  id TEXT PRIMARY KEY NOT NULL, request_id TEXT NOT NULL, matter_id TEXT NOT NULL,
  approved INTEGER NOT NULL, reason TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX decisions_request_id ON decisions (request_id);
CREATE INDEX decisions_matter_id ON decisions (matter_id);
CREATE TABLE withdrawals (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, step_id TEXT NOT NULL, reason TEXT NOT NULL,
  told TEXT, approved_by TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX withdrawals_matter_id ON withdrawals (matter_id);
CREATE INDEX withdrawals_step_id ON withdrawals (step_id);
CREATE TABLE receipts (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, unit TEXT NOT NULL, at TEXT NOT NULL,
  noted_at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX receipts_matter_id ON receipts (matter_id);
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, document_id TEXT NOT NULL, at TEXT NOT NULL,
  how TEXT NOT NULL, sign TEXT NOT NULL, witness TEXT, noted_at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_matter_id ON deliveries (matter_id);
CREATE INDEX deliveries_document_id ON deliveries (document_id);
CREATE TABLE appointments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, part TEXT NOT NULL, login TEXT NOT NULL,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX appointments_matter_id ON appointments (matter_id);
CREATE INDEX appointments_login ON appointments (login);
CREATE TABLE visit_moves (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, from_matter TEXT NOT NULL,
  matter_id TEXT NOT NULL, act TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX visit_moves_visit_id ON visit_moves (visit_id);
CREATE INDEX visit_moves_matter_id ON visit_moves (matter_id);
CREATE INDEX visit_moves_from_matter ON visit_moves (from_matter);
CREATE TABLE incidents (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT, visit_id TEXT, kinds TEXT NOT NULL, who TEXT,
  what TEXT NOT NULL, measures TEXT NOT NULL, police TEXT, grave INTEGER NOT NULL, at TEXT NOT NULL,
  noted_at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX incidents_at ON incidents (at);
CREATE INDEX incidents_matter_id ON incidents (matter_id);
CREATE TABLE list_facts (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, matter_id TEXT NOT NULL, entry_id TEXT,
  act TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX list_facts_matter_id ON list_facts (matter_id);
CREATE INDEX list_facts_kind_act ON list_facts (kind, act);
CREATE INDEX list_facts_entry_id ON list_facts (entry_id);
CREATE TABLE case_states (
  id TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, unit TEXT, due TEXT, guarded INTEGER NOT NULL,
  contradicted INTEGER NOT NULL, owner TEXT, readers TEXT NOT NULL, pending INTEGER NOT NULL,
  accepted_at TEXT, closed_at TEXT
);
CREATE INDEX case_states_status_due ON case_states (status, due);
CREATE INDEX case_states_owner ON case_states (owner);
CREATE TABLE obligations (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL,
  kind TEXT NOT NULL, start TEXT NOT NULL, due TEXT NOT NULL, met_at TEXT, ended_by TEXT,
  running INTEGER NOT NULL, provisional INTEGER NOT NULL
);
CREATE INDEX obligations_matter_id ON obligations (matter_id);
CREATE INDEX obligations_running_due ON obligations (running, due);
CREATE INDEX obligations_what_due ON obligations (what, due);
ALTER TABLE visits ADD COLUMN organisation TEXT;
ALTER TABLE visits ADD COLUMN accused TEXT NOT NULL DEFAULT '[]';
ALTER TABLE visits ADD COLUMN guardian TEXT;
ALTER TABLE visits ADD COLUMN interpreter TEXT;
ALTER TABLE visits ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN skipped_levels INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN interest TEXT NOT NULL DEFAULT '[]';
ALTER TABLE units ADD COLUMN contacts TEXT NOT NULL DEFAULT '{}';
ALTER TABLE roster ADD COLUMN part TEXT NOT NULL DEFAULT '全天';
ALTER TABLE lines ADD COLUMN cases TEXT NOT NULL DEFAULT '[]';
"""


def m0005_case(db: Database) -> None:
    """Make the tables and add the columns that a case needs."""
    run(db, TABLES)
