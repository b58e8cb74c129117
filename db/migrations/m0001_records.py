"""First tables: visits and people, matters, receptions, papers."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.statements import run

TABLES = """
CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, sex TEXT, birth TEXT, ethnic TEXT,
  nationality TEXT, id_type TEXT NOT NULL, id_number TEXT, no_id_reason TEXT, phone TEXT, address TEXT,
  absent TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX people_id_number ON people (id_number, id);
CREATE INDEX people_phone ON people (phone, id);
CREATE INDEX people_name ON people (name, id);
CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, query_code TEXT NOT NULL,
  matter_id TEXT NOT NULL, arrived_at TEXT NOT NULL, registered_at TEXT NOT NULL, desk TEXT NOT NULL,
  clerk TEXT NOT NULL, headcount INTEGER NOT NULL, concerned INTEGER, kind TEXT NOT NULL,
  first INTEGER NOT NULL, purpose TEXT NOT NULL, category TEXT, place TEXT, units TEXT NOT NULL,
  claim TEXT, facts TEXT, written INTEGER NOT NULL, procedure TEXT NOT NULL, proxy TEXT,
  confidential INTEGER NOT NULL, absent TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX visits_number ON visits (number);
CREATE INDEX visits_query_code ON visits (query_code);
CREATE INDEX visits_matter_id ON visits (matter_id);
CREATE INDEX visits_arrived_at ON visits (arrived_at);
CREATE INDEX visits_registered_at ON visits (registered_at);
CREATE TABLE attendances (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, person_id TEXT NOT NULL,
  position INTEGER NOT NULL, representative INTEGER NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX attendances_visit_id ON attendances (visit_id);
CREATE INDEX attendances_person_id ON attendances (person_id);
CREATE TABLE voids (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX voids_visit_id ON voids (visit_id);
CREATE TABLE links (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
  why TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, undone_at TEXT, undone_by TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX links_one ON links (one);
CREATE INDEX links_other ON links (other);
CREATE TABLE amendments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, "table" TEXT NOT NULL, row_id TEXT NOT NULL,
  field TEXT NOT NULL, old TEXT, new TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX amendments_matter_id ON amendments (matter_id);
CREATE INDEX amendments_row_id ON amendments (row_id);
CREATE TABLE matters (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, claim TEXT, facts TEXT, purpose TEXT NOT NULL,
  category TEXT, place TEXT, procedure TEXT NOT NULL, confidential INTEGER NOT NULL,
  status TEXT NOT NULL, unit TEXT, opened_at TEXT NOT NULL, due TEXT, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX matters_number ON matters (number);
CREATE INDEX matters_status_due ON matters (status, due);
CREATE INDEX matters_place_category ON matters (place, category, id);
CREATE INDEX matters_opened_at ON matters (opened_at);
CREATE TABLE deadlines (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, step_id TEXT,
  what TEXT NOT NULL, start TEXT NOT NULL, due TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL,
  provisional INTEGER NOT NULL, derivation TEXT NOT NULL, way TEXT, at TEXT NOT NULL, supersedes TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deadlines_matter_id ON deadlines (matter_id);
CREATE INDEX deadlines_due ON deadlines (due);
CREATE TABLE steps (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, reception_id TEXT,
  mode TEXT NOT NULL, unit TEXT, at TEXT NOT NULL, reason TEXT, approver TEXT, by TEXT NOT NULL,
  detail TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX steps_matter_id ON steps (matter_id);
CREATE INDEX steps_at ON steps (at);
CREATE TABLE notices (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, reception_id TEXT,
  opinion TEXT, due TEXT, due_reason TEXT, derivation TEXT, contact TEXT, told TEXT NOT NULL,
  acknowledged TEXT, witness TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notices_matter_id ON notices (matter_id);
CREATE INDEX notices_visit_id ON notices (visit_id);
CREATE TABLE reminders (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, duty_id TEXT, unit TEXT,
  tier INTEGER NOT NULL, due TEXT NOT NULL, from_rank TEXT NOT NULL, to_rank TEXT NOT NULL,
  document_id TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX reminders_matter_id ON reminders (matter_id);
CREATE TABLE ratings (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, whom TEXT NOT NULL, value TEXT NOT NULL,
  remark TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ratings_matter_id ON ratings (matter_id);
CREATE TABLE receptions (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, at TEXT NOT NULL, form TEXT NOT NULL, room TEXT,
  lead TEXT NOT NULL, leader TEXT NOT NULL, recorder TEXT, roster_reason TEXT, status TEXT NOT NULL,
  result TEXT, ended_at TEXT, continues TEXT, desk TEXT NOT NULL, clerk TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX receptions_number ON receptions (number);
CREATE INDEX receptions_at ON receptions (at);
CREATE TABLE received_visits (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, visit_id TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX received_visits_reception_id ON received_visits (reception_id);
CREATE INDEX received_visits_visit_id ON received_visits (visit_id);
CREATE TABLE seats (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, position INTEGER NOT NULL,
  unit TEXT NOT NULL, person TEXT, title TEXT, arrived TEXT, absent INTEGER NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX seats_reception_id ON seats (reception_id);
CREATE INDEX seats_unit ON seats (unit);
CREATE TABLE lines (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, position INTEGER NOT NULL,
  at TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX lines_reception_id_position ON lines (reception_id, position);
CREATE TABLE duties (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, matter_id TEXT NOT NULL,
  line_id TEXT NOT NULL, unit TEXT NOT NULL, duty TEXT NOT NULL, due TEXT NOT NULL,
  derivation TEXT NOT NULL, provisional INTEGER NOT NULL, way TEXT, contact TEXT, at TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX duties_reception_id ON duties (reception_id);
CREATE INDEX duties_matter_id ON duties (matter_id);
CREATE INDEX duties_due ON duties (due);
CREATE TABLE duty_replies (
  id TEXT PRIMARY KEY NOT NULL, duty_id TEXT NOT NULL, matter_id TEXT NOT NULL, text TEXT NOT NULL,
  done INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX duty_replies_duty_id ON duty_replies (duty_id);
CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, matter_id TEXT,
  visit_id TEXT, reception_id TEXT, unit TEXT, content TEXT NOT NULL, code TEXT, replaces TEXT,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX documents_matter_id ON documents (matter_id);
CREATE INDEX documents_visit_id_kind ON documents (visit_id, kind);
CREATE INDEX documents_reception_id ON documents (reception_id);
CREATE INDEX documents_number ON documents (number);
CREATE TABLE printings (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, times INTEGER NOT NULL, paper TEXT NOT NULL,
  form TEXT NOT NULL, reason TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX printings_document_id ON printings (document_id);
CREATE TABLE print_jobs (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, printing_id TEXT NOT NULL,
  printer TEXT NOT NULL, paper TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL, detail TEXT,
  queued_at TEXT NOT NULL, sent_at TEXT, ended_at TEXT
);
CREATE INDEX print_jobs_printer_state ON print_jobs (printer, state);
CREATE INDEX print_jobs_document_id ON print_jobs (document_id);
"""


def m0001_records(db: Database) -> None:
    """Make the tables of the day's records."""
    run(db, TABLES)
