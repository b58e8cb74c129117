CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE action (
  one INTEGER PRIMARY KEY CHECK (one = 1), txn TEXT, login TEXT
);

CREATE TABLE alert_receipts (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, matter_id TEXT, addressee TEXT NOT NULL,
  person TEXT, feedback TEXT, at TEXT NOT NULL, noted_at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE amendments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, "table" TEXT NOT NULL, row_id TEXT NOT NULL,
  field TEXT NOT NULL, old TEXT, new TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
, reason TEXT, approved_by TEXT);

CREATE TABLE appointments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, part TEXT NOT NULL, login TEXT NOT NULL,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE attachments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, place TEXT NOT NULL, place_id TEXT,
  name TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL, content TEXT NOT NULL, width INTEGER,
  height INTEGER, pages INTEGER NOT NULL, note TEXT, desk TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE attendances (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, person_id TEXT NOT NULL,
  position INTEGER NOT NULL, representative INTEGER NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL, desk TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL,
  who TEXT NOT NULL, act TEXT NOT NULL, record TEXT, purpose TEXT, success INTEGER NOT NULL,
  before TEXT NOT NULL, hash TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE boots (
  first_seq INTEGER PRIMARY KEY, author TEXT NOT NULL UNIQUE, acked INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE carried (
  name TEXT PRIMARY KEY NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL
);

CREATE TABLE case_stale (
  matter_id TEXT PRIMARY KEY NOT NULL
);

CREATE TABLE case_states (
  id TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, unit TEXT, due TEXT, guarded INTEGER NOT NULL,
  contradicted INTEGER NOT NULL, owner TEXT, readers TEXT NOT NULL, pending INTEGER NOT NULL,
  accepted_at TEXT, closed_at TEXT
, to_read INTEGER NOT NULL DEFAULT 0);

CREATE TABLE categories (
  id TEXT PRIMARY KEY NOT NULL, path TEXT NOT NULL, initials TEXT NOT NULL, disabled INTEGER NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE conflicts (
  id TEXT PRIMARY KEY NOT NULL, tbl TEXT NOT NULL, row_id TEXT NOT NULL, field TEXT NOT NULL,
  kept TEXT NOT NULL, lost TEXT NOT NULL, reason TEXT NOT NULL, kept_by TEXT NOT NULL,
  lost_by TEXT NOT NULL, by TEXT, at TEXT NOT NULL, state TEXT NOT NULL, decided_by TEXT,
  decided_at TEXT, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE counted_visits (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, registered_at TEXT NOT NULL,
  arrived_at TEXT NOT NULL, heads INTEGER NOT NULL, desk TEXT NOT NULL, first INTEGER NOT NULL,
  purpose TEXT NOT NULL, category TEXT, place TEXT, unit TEXT, imported INTEGER NOT NULL,
  skipped INTEGER NOT NULL, proxied INTEGER NOT NULL, talked INTEGER NOT NULL, on_duty INTEGER NOT NULL,
  by_appointment INTEGER NOT NULL, down INTEGER NOT NULL, joint INTEGER NOT NULL, led INTEGER NOT NULL,
  spot INTEGER NOT NULL, assigned INTEGER NOT NULL, adopted INTEGER NOT NULL, lawful INTEGER,
  handled_on TEXT, passed_on INTEGER NOT NULL, answered_on TEXT
);

CREATE TABLE deadlines (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, step_id TEXT,
  what TEXT NOT NULL, start TEXT NOT NULL, due TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL,
  provisional INTEGER NOT NULL, derivation TEXT NOT NULL, way TEXT, at TEXT NOT NULL, supersedes TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE decisions (
  id TEXT PRIMARY KEY NOT NULL, request_id TEXT NOT NULL, matter_id TEXT NOT NULL,
  approved INTEGER NOT NULL, reason TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, document_id TEXT NOT NULL, at TEXT NOT NULL,
  how TEXT NOT NULL, sign TEXT NOT NULL, witness TEXT, noted_at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE desk_secrets (
  key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL
);

CREATE TABLE desks (
  id TEXT PRIMARY KEY NOT NULL, letter TEXT NOT NULL, series TEXT NOT NULL, key_id TEXT NOT NULL,
  public_key TEXT NOT NULL, at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE detachments (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, attachment_id TEXT NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE device_settings (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL
);

CREATE TABLE divisions (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, matter_id TEXT,
  visit_id TEXT, reception_id TEXT, unit TEXT, content TEXT NOT NULL, code TEXT, replaces TEXT,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, step_id TEXT);

CREATE TABLE drafts (
  id TEXT PRIMARY KEY NOT NULL, screen TEXT NOT NULL, owner TEXT NOT NULL, title TEXT NOT NULL,
  words TEXT NOT NULL, stopped_at TEXT NOT NULL, form TEXT NOT NULL, begun_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
);

CREATE TABLE duties (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, matter_id TEXT NOT NULL,
  line_id TEXT NOT NULL, unit TEXT NOT NULL, duty TEXT NOT NULL, due TEXT NOT NULL,
  derivation TEXT NOT NULL, provisional INTEGER NOT NULL, way TEXT, contact TEXT, at TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE duty_replies (
  id TEXT PRIMARY KEY NOT NULL, duty_id TEXT NOT NULL, matter_id TEXT NOT NULL, text TEXT NOT NULL,
  done INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE entered_figures (
  id TEXT PRIMARY KEY NOT NULL, figure TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  batches INTEGER, heads INTEGER, source TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE gaps (
  id TEXT PRIMARY KEY NOT NULL, series TEXT NOT NULL, serial INTEGER NOT NULL, reason TEXT NOT NULL,
  at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE hall_acts (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, act TEXT NOT NULL, to_whom TEXT, reason TEXT,
  at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE holidays (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, source TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE hub_has (
  pk TEXT NOT NULL, tbl TEXT NOT NULL, PRIMARY KEY (pk, tbl)
) WITHOUT ROWID;

CREATE TABLE incidents (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT, visit_id TEXT, kinds TEXT NOT NULL, who TEXT,
  what TEXT NOT NULL, measures TEXT NOT NULL, police TEXT, grave INTEGER NOT NULL, at TEXT NOT NULL,
  noted_at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE known_wraps (
  login TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, body TEXT
);

CREATE TABLE ledger_batch_visits (
  id TEXT PRIMARY KEY NOT NULL, batch_id TEXT NOT NULL, visit_id TEXT NOT NULL, sheet TEXT NOT NULL,
  row INTEGER NOT NULL
);

CREATE TABLE ledger_batches (
  id TEXT PRIMARY KEY NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, ended_at TEXT,
  undone_at TEXT
);

CREATE TABLE ledger_maps (
  id TEXT PRIMARY KEY NOT NULL, map TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL
);

CREATE TABLE lines (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, position INTEGER NOT NULL,
  at TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, cases TEXT NOT NULL DEFAULT '[]');

CREATE TABLE links (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
  why TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, undone_at TEXT, undone_by TEXT,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE list_facts (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, matter_id TEXT NOT NULL, entry_id TEXT,
  act TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE local_contents (
  id TEXT PRIMARY KEY NOT NULL, here INTEGER NOT NULL, at TEXT NOT NULL, epoch INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE matters (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, claim TEXT, facts TEXT, purpose TEXT NOT NULL,
  category TEXT, place TEXT, procedure TEXT NOT NULL, confidential INTEGER NOT NULL,
  status TEXT NOT NULL, unit TEXT, opened_at TEXT NOT NULL, due TEXT, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL
);

CREATE TABLE notices (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, reception_id TEXT,
  opinion TEXT, due TEXT, due_reason TEXT, derivation TEXT, contact TEXT, told TEXT NOT NULL,
  acknowledged TEXT, witness TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE obligations (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL,
  kind TEXT NOT NULL, start TEXT NOT NULL, due TEXT NOT NULL, met_at TEXT, ended_by TEXT,
  running INTEGER NOT NULL, provisional INTEGER NOT NULL
, reminded INTEGER NOT NULL DEFAULT 0, on15 TEXT, on10 TEXT, on5 TEXT);

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT
);

CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, sex TEXT, birth TEXT, ethnic TEXT,
  nationality TEXT, id_type TEXT NOT NULL, id_number TEXT, no_id_reason TEXT, phone TEXT, address TEXT,
  absent TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, birth_year INTEGER);

CREATE TABLE person_keys (
  id TEXT PRIMARY KEY NOT NULL, login TEXT NOT NULL, public_key TEXT NOT NULL, by TEXT NOT NULL,
  signature TEXT NOT NULL, at TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE print_jobs (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, printing_id TEXT NOT NULL,
  printer TEXT NOT NULL, paper TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL, detail TEXT,
  queued_at TEXT NOT NULL, sent_at TEXT, ended_at TEXT
);

CREATE TABLE printings (
  id TEXT PRIMARY KEY NOT NULL, document_id TEXT NOT NULL, times INTEGER NOT NULL, paper TEXT NOT NULL,
  form TEXT NOT NULL, reason TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE ratings (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, whom TEXT NOT NULL, value TEXT NOT NULL,
  remark TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE receipts (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, unit TEXT NOT NULL, at TEXT NOT NULL,
  noted_at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE received_visits (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, visit_id TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE receptions (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, at TEXT NOT NULL, form TEXT NOT NULL, room TEXT,
  lead TEXT NOT NULL, leader TEXT NOT NULL, recorder TEXT, roster_reason TEXT, status TEXT NOT NULL,
  result TEXT, ended_at TEXT, continues TEXT, desk TEXT NOT NULL, clerk TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE refused_rows (
  pk TEXT NOT NULL, tbl TEXT NOT NULL, rev INTEGER NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (pk, tbl)
) WITHOUT ROWID;

CREATE TABLE reminders (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, duty_id TEXT, unit TEXT,
  tier INTEGER NOT NULL, due TEXT NOT NULL, from_rank TEXT NOT NULL, to_rank TEXT NOT NULL,
  document_id TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, reason TEXT);

CREATE TABLE reports_out (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  basis TEXT NOT NULL, of_desk TEXT, of_form TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE requests (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, act TEXT NOT NULL,
  mode TEXT NOT NULL, ground TEXT, entry TEXT NOT NULL, send_to TEXT, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE roster (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, leader TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, part TEXT NOT NULL DEFAULT '全天');

CREATE TABLE sealed (
  first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, body BLOB NOT NULL, rev INTEGER
);

CREATE TABLE search_docs (
  doc INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL UNIQUE
);

CREATE VIRTUAL TABLE search_index USING fts5(
  tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);

CREATE TABLE search_stale (
  row_id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL
);

CREATE TABLE seats (
  id TEXT PRIMARY KEY NOT NULL, reception_id TEXT NOT NULL, position INTEGER NOT NULL,
  unit TEXT NOT NULL, person TEXT, title TEXT, arrived TEXT, absent INTEGER NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE sent (
  seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT, rev INTEGER NOT NULL
);

CREATE TABLE serials (
  series TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL
);

CREATE TABLE set_aside (
  seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, pk TEXT NOT NULL, base INTEGER, cols TEXT,
  ms INTEGER NOT NULL, txn TEXT NOT NULL, login TEXT, code TEXT NOT NULL, facts TEXT NOT NULL
);

CREATE TABLE settings (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE staff (
  id TEXT PRIMARY KEY NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
  disabled INTEGER NOT NULL, must_change_password INTEGER NOT NULL, at TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE steps (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, visit_id TEXT, reception_id TEXT,
  mode TEXT NOT NULL, unit TEXT, at TEXT NOT NULL, reason TEXT, approver TEXT, by TEXT NOT NULL,
  detail TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE thumbnails (
  id TEXT PRIMARY KEY NOT NULL, attachment_id TEXT NOT NULL, picture TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE units (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL, kind TEXT NOT NULL,
  division TEXT, initials TEXT NOT NULL, disabled INTEGER NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, contacts TEXT NOT NULL DEFAULT '{}');

CREATE TABLE visit_moves (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, from_matter TEXT NOT NULL,
  matter_id TEXT NOT NULL, act TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  _rev INTEGER NOT NULL DEFAULT 0
, reason TEXT);

CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, query_code TEXT NOT NULL,
  matter_id TEXT NOT NULL, arrived_at TEXT NOT NULL, registered_at TEXT NOT NULL, desk TEXT NOT NULL,
  clerk TEXT NOT NULL, headcount INTEGER NOT NULL, concerned INTEGER, kind TEXT NOT NULL,
  first INTEGER NOT NULL, purpose TEXT NOT NULL, category TEXT, place TEXT, units TEXT NOT NULL,
  claim TEXT, facts TEXT, written INTEGER NOT NULL, procedure TEXT NOT NULL, proxy TEXT,
  confidential INTEGER NOT NULL, absent TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, organisation TEXT, accused TEXT NOT NULL DEFAULT '[]', guardian TEXT, interpreter TEXT, urgent INTEGER NOT NULL DEFAULT 0, skipped_levels INTEGER NOT NULL DEFAULT 0, interest TEXT NOT NULL DEFAULT '[]', ledger TEXT);

CREATE TABLE voids (
  id TEXT PRIMARY KEY NOT NULL, visit_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
, approved_by TEXT);

CREATE TABLE withdrawals (
  id TEXT PRIMARY KEY NOT NULL, matter_id TEXT NOT NULL, step_id TEXT NOT NULL, reason TEXT NOT NULL,
  told TEXT, approved_by TEXT, at TEXT NOT NULL, by TEXT NOT NULL, _rev INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX alert_receipts_document_id ON alert_receipts (document_id);

CREATE INDEX alert_receipts_matter_id ON alert_receipts (matter_id);

CREATE INDEX amendments_matter_id ON amendments (matter_id);

CREATE INDEX amendments_row_id ON amendments (row_id);

CREATE INDEX appointments_login ON appointments (login);

CREATE INDEX appointments_matter_id ON appointments (matter_id);

CREATE INDEX attachments_content ON attachments (content);

CREATE INDEX attachments_matter_id ON attachments (matter_id);

CREATE INDEX attendances_person_id ON attendances (person_id);

CREATE INDEX attendances_visit_id ON attendances (visit_id);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_desk_position ON audit (desk, position);

CREATE INDEX audit_record ON audit (record);

CREATE INDEX case_states_owner ON case_states (owner);

CREATE INDEX case_states_status_due ON case_states (status, due);

CREATE INDEX case_states_to_read ON case_states (id) WHERE to_read = 1;

CREATE INDEX case_states_waiting ON case_states (contradicted, id)
  WHERE pending > 0 OR contradicted = 1;

CREATE INDEX categories_path ON categories (path);

CREATE INDEX conflicts_row_id ON conflicts (row_id);

CREATE INDEX conflicts_state ON conflicts (state);

CREATE INDEX counted_visits_arrived_at ON counted_visits (arrived_at);

CREATE INDEX counted_visits_matter_id ON counted_visits (matter_id);

CREATE INDEX counted_visits_registered_at ON counted_visits (registered_at);

CREATE INDEX deadlines_due ON deadlines (due);

CREATE INDEX deadlines_matter_id ON deadlines (matter_id);

CREATE INDEX decisions_matter_id ON decisions (matter_id);

CREATE INDEX decisions_request_id ON decisions (request_id);

CREATE INDEX deliveries_document_id ON deliveries (document_id);

CREATE INDEX deliveries_matter_id ON deliveries (matter_id);

CREATE INDEX desks_key_id ON desks (key_id);

CREATE INDEX desks_letter ON desks (letter);

CREATE INDEX detachments_attachment_id ON detachments (attachment_id);

CREATE INDEX detachments_matter_id ON detachments (matter_id);

CREATE INDEX device_settings_key ON device_settings (key);

CREATE INDEX divisions_code ON divisions (code);

CREATE INDEX documents_matter_id ON documents (matter_id);

CREATE INDEX documents_number ON documents (number);

CREATE INDEX documents_reception_id ON documents (reception_id);

CREATE INDEX documents_visit_id_kind ON documents (visit_id, kind);

CREATE INDEX drafts_changed_at ON drafts (changed_at);

CREATE INDEX duties_due ON duties (due);

CREATE INDEX duties_matter_id ON duties (matter_id);

CREATE INDEX duties_reception_id ON duties (reception_id);

CREATE INDEX duty_replies_duty_id ON duty_replies (duty_id);

CREATE INDEX duty_replies_matter_id ON duty_replies (matter_id);

CREATE INDEX entered_figures_start_end ON entered_figures (start, "end");

CREATE INDEX gaps_series ON gaps (series);

CREATE INDEX hall_acts_at ON hall_acts (at);

CREATE INDEX hall_acts_visit_id ON hall_acts (visit_id);

CREATE INDEX holidays_day ON holidays (day);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX incidents_at ON incidents (at);

CREATE INDEX incidents_matter_id ON incidents (matter_id);

CREATE INDEX ledger_batch_visits_batch_id ON ledger_batch_visits (batch_id);

CREATE INDEX lines_reception_id_position ON lines (reception_id, position);

CREATE INDEX links_one ON links (one);

CREATE INDEX links_other ON links (other);

CREATE INDEX list_facts_entry_id ON list_facts (entry_id);

CREATE INDEX list_facts_kind_act_at ON list_facts (kind, act, at);

CREATE INDEX list_facts_matter_id_kind_at ON list_facts (matter_id, kind, at);

CREATE INDEX matters_due ON matters (due, id) WHERE due IS NOT NULL;

CREATE INDEX matters_number ON matters (number);

CREATE INDEX matters_open ON matters (coalesce(due, '9999-12-31'), id)
  WHERE status IN ('办理中', '已受理', '已登记');

CREATE INDEX matters_opened_at ON matters (opened_at);

CREATE INDEX matters_place_category ON matters (place, category, id);

CREATE INDEX matters_status_due ON matters (status, due);

CREATE INDEX notices_matter_id ON notices (matter_id);

CREATE INDEX notices_visit_id ON notices (visit_id);

CREATE INDEX obligations_due ON obligations (due, kind, what, met_at, running, matter_id);

CREATE INDEX obligations_matter_id ON obligations (matter_id);

CREATE INDEX obligations_owed ON obligations (due, id, kind, matter_id) WHERE running = 1;

CREATE INDEX obligations_reminded ON obligations (due, matter_id, on15, on10, on5, start, who, id)
  WHERE running = 1 AND reminded = 1;

CREATE INDEX obligations_what_due ON obligations (what, due);

CREATE INDEX outbox_pk ON outbox (pk);

CREATE INDEX people_id_number ON people (id_number, id);

CREATE INDEX people_name ON people (name, id);

CREATE INDEX people_phone ON people (phone, id);

CREATE INDEX person_keys_login ON person_keys (login);

CREATE INDEX print_jobs_document_id ON print_jobs (document_id);

CREATE INDEX print_jobs_printer_state ON print_jobs (printer, state);

CREATE INDEX printings_document_id ON printings (document_id);

CREATE INDEX ratings_matter_id ON ratings (matter_id);

CREATE INDEX ratings_whom_at ON ratings (whom, at);

CREATE INDEX receipts_matter_id ON receipts (matter_id);

CREATE INDEX received_visits_reception_id ON received_visits (reception_id);

CREATE INDEX received_visits_visit_id ON received_visits (visit_id);

CREATE INDEX receptions_at ON receptions (at);

CREATE INDEX receptions_number ON receptions (number);

CREATE INDEX reminders_matter_id ON reminders (matter_id);

CREATE INDEX requests_at ON requests (at);

CREATE INDEX requests_matter_id ON requests (matter_id);

CREATE INDEX roster_day ON roster (day);

CREATE INDEX seats_reception_id ON seats (reception_id);

CREATE INDEX seats_unit ON seats (unit);

CREATE INDEX set_aside_pk ON set_aside (pk);

CREATE INDEX settings_key ON settings (key);

CREATE INDEX staff_login ON staff (login);

CREATE INDEX steps_at ON steps (at);

CREATE INDEX steps_matter_id ON steps (matter_id);

CREATE INDEX steps_mode_at ON steps (mode, at);

CREATE INDEX thumbnails_attachment_id ON thumbnails (attachment_id);

CREATE INDEX units_name ON units (name);

CREATE INDEX visit_moves_from_matter ON visit_moves (from_matter);

CREATE INDEX visit_moves_matter_id ON visit_moves (matter_id);

CREATE INDEX visit_moves_visit_id ON visit_moves (visit_id);

CREATE INDEX visits_arrived_at ON visits (arrived_at);

CREATE INDEX visits_matter_id ON visits (matter_id);

CREATE INDEX visits_number ON visits (number);

CREATE INDEX visits_query_code ON visits (query_code);

CREATE INDEX visits_registered_at ON visits (registered_at);

CREATE INDEX voids_visit_id ON voids (visit_id);

CREATE INDEX withdrawals_matter_id ON withdrawals (matter_id);

CREATE INDEX withdrawals_step_id ON withdrawals (step_id);
