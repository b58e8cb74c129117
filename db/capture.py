"""The triggers that put every change into the outbox and every touched record on the list to re-index."""
# ruff: noqa: S608 - table and column names come from the schema itself

from __future__ import annotations

import hashlib
import re

from app.domain.rows.matters import Matter
from app.errors import Unavailable
from db.cipher import Connection
from db.inspection import table_names, triggers_in

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
TXN = "coalesce((SELECT txn FROM action), 'sql-' || lower(hex(randomblob(8))))"
LOGIN = "(SELECT login FROM action)"
OUTBOX = "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login)"

MADE = "triggers"
"""Where the store notes the triggers it was given."""
WORD_FIELDS = ("number", "claim", "facts", "confidential")


def _stale(row: str, kind: str, rows: str = "") -> str:
    """Put records on the list once. Not by OR IGNORE: an upsert would override that and fail (SQLite)."""
    return (
        f"INSERT INTO search_stale (row_id, kind) SELECT DISTINCT {row}, '{kind}'{rows or ' WHERE true'}"
        f" AND NOT EXISTS (SELECT 1 FROM search_stale WHERE row_id = {row});"
    )


INDEXED = {
    "visits": _stale("NEW.id", "来访"),
    "matters": _stale("NEW.id", "信访事项")
    + "\n  "
    + _stale("v.id", "来访", " FROM visits v WHERE v.matter_id = NEW.id"),
    "receptions": _stale("NEW.id", "联合接访"),
    "attendances": _stale("NEW.visit_id", "来访"),
    "people": _stale("a.visit_id", "来访", " FROM attendances a WHERE a.person_id = NEW.id"),
}
"""For each table whose words are found by search: which records to index anew when a row changes."""
INDEXED_FIELDS = {
    "visits": ("number", "query_code", "matter_id", "claim", "facts", "place", "category", "confidential"),
    "matters": (*WORD_FIELDS, "place", "category"),
    "receptions": ("number",),
    "attendances": ("visit_id", "person_id"),
    "people": ("name", "id_number", "phone"),
}


CACHED = {Matter.TABLE: Matter.COMPUTED}
"""Columns that are read from the facts (db.cases): a change of theirs is nobody's act and is not captured."""
FACTS_OF_A_CASE = (
    *("visits", "steps", "deadlines", "duties", "duty_replies", "amendments", "requests", "decisions"),
    *("withdrawals", "receipts", "appointments", "list_facts", "reminders"),
)
"""Tables whose rows name their matter and bear on what a case comes to."""
_OF_VISIT = "SELECT matter_id FROM visits WHERE id = NEW.visit_id"
_OPEN = "SELECT id FROM case_states WHERE status IN ('已登记', '办理中', '已受理') OR due IS NOT NULL"
STALE_CASES = {
    **dict.fromkeys(FACTS_OF_A_CASE, "SELECT NEW.matter_id"),
    "matters": "SELECT NEW.id",
    "voids": _OF_VISIT,
    "received_visits": _OF_VISIT,
    "receptions": "SELECT v.matter_id FROM received_visits r JOIN visits v ON v.id = r.visit_id"
    " WHERE r.reception_id = NEW.id",
    "attendances": _OF_VISIT,
    "visit_moves": "SELECT NEW.matter_id UNION SELECT NEW.from_matter",
    "people": "SELECT v.matter_id FROM attendances a JOIN visits v ON v.id = a.visit_id"
    " WHERE a.person_id = NEW.id AND a.position = 0",
    **dict.fromkeys(("holidays", "settings", "units"), _OPEN),
}
"""For each table: the cases to read anew when one of its rows comes or changes."""


def synced_tables(connection: Connection) -> list[str]:
    """Every table that has a _rev: what the outbox captures."""
    return sorted(name for name in table_names(connection) if "_rev" in _columns(connection, name))


def triggers(connection: Connection) -> dict[str, str]:
    """Name and text of every trigger that the tables as they are now call for."""
    wanted: dict[str, str] = {}
    for table in synced_tables(connection):
        left_out = {"id", "_rev"} | CACHED.get(table, frozenset())
        columns = [name for name in _columns(connection, table) if name not in left_out]
        wanted[f"capture_{table}_insert"] = _insert_trigger(table)
        wanted[f"capture_{table}_update"] = _update_trigger(table, columns)
    for table, body in INDEXED.items():
        wanted[f"index_{table}_insert"] = _index_trigger(table, "INSERT", body, ())
        wanted[f"index_{table}_update"] = _index_trigger(table, "UPDATE", body, INDEXED_FIELDS.get(table, ()))
    for table, cases in STALE_CASES.items():
        left_out = {"_rev"} | CACHED.get(table, frozenset())
        watched = tuple(name for name in _columns(connection, table) if name not in left_out)
        for event in ("INSERT", "UPDATE"):
            wanted[f"case_{table}_{event.lower()}"] = _case_trigger(table, event, cases, watched)
    return wanted


def install(connection: Connection) -> None:
    """Make all triggers anew; run after every migration (a table transform drops its triggers silently)."""
    drop(connection)
    for text in triggers(connection).values():
        connection.execute(text)
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (MADE, _digest(connection)))


def drop(connection: Connection) -> None:
    """Take our triggers away, for a bulk load that writes outbox and index itself."""
    for trigger in triggers_in(connection):
        if re.fullmatch(r"(capture|index|case)_\w+", trigger.name):
            connection.execute(f'DROP TRIGGER "{trigger.name}"')


def missing(connection: Connection) -> list[str]:
    """Names of triggers that are absent or not word for word what they should be."""
    present = {trigger.name: trigger.sql for trigger in triggers_in(connection)}
    return sorted(name for name, text in triggers(connection).items() if present.get(name) != text)


def require(connection: Connection) -> None:
    """Unavailable('store_incomplete') if a trigger that was made is gone: changes would be lost.

    Triggers that are as they were made, but by a program that words them otherwise, are made anew.
    """
    names = missing(connection)
    if not names:
        return
    made = connection.execute("SELECT value FROM meta WHERE key = ?", (MADE,)).fetchone()
    if made is None or made[0] != _digest(connection):
        raise Unavailable("store_incomplete", names="、".join(names))
    connection.execute("BEGIN IMMEDIATE")
    install(connection)
    connection.execute("COMMIT")


def _digest(connection: Connection) -> str:
    texts = sorted((trigger.name, trigger.sql) for trigger in triggers_in(connection))
    return hashlib.sha256(repr(texts).encode()).hexdigest()


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _insert_trigger(table: str) -> str:
    return (
        f'CREATE TRIGGER capture_{table}_insert AFTER INSERT ON "{table}" WHEN NEW._rev = 0 BEGIN\n'
        f"  {OUTBOX} VALUES ('{table}', NEW.id, NULL, NULL, {NOW_MS}, {TXN}, {LOGIN});\n"
        "END"
    )


def _update_trigger(table: str, columns: list[str]) -> str:
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns)
    pairs = "\n    UNION ALL ".join(
        f'SELECT \'{name}\' AS c, NEW."{name}" AS v WHERE NEW."{name}" IS NOT OLD."{name}"'
        for name in columns
    )
    return (
        f'CREATE TRIGGER capture_{table}_update AFTER UPDATE ON "{table}"\n'
        f"WHEN NEW._rev IS OLD._rev AND ({changed}) BEGIN\n"
        f"  {OUTBOX} SELECT '{table}', NEW.id, OLD._rev, json_group_object(c, v), {NOW_MS}, {TXN}, {LOGIN}"
        " FROM (\n"
        f"    {pairs});\n"
        "END"
    )


def _index_trigger(table: str, event: str, body: str, watched: tuple[str, ...]) -> str:
    when = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in watched) if event == "UPDATE" else ""
    guard = f" WHEN {when}" if when else ""
    return (
        f'CREATE TRIGGER index_{table}_{event.lower()} AFTER {event} ON "{table}"{guard} BEGIN\n  {body}\nEND'
    )


def _case_trigger(table: str, event: str, cases: str, watched: tuple[str, ...]) -> str:
    """Not by OR IGNORE: an upsert would override that and fail (SQLite)."""
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in watched)
    guard = f" WHEN {changed}" if event == "UPDATE" else ""
    return (
        f'CREATE TRIGGER case_{table}_{event.lower()} AFTER {event} ON "{table}"{guard} BEGIN\n'
        f"  INSERT INTO case_stale (matter_id) SELECT m FROM (SELECT NULL AS m WHERE 0 UNION {cases})"
        " WHERE m IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_stale WHERE matter_id = m);\n"
        "END"
    )
