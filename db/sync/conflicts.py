"""Step: show a person what was lost, and put a lost value back or leave it."""
# ruff: noqa: S608 - table and column names are checked against the store's own schema; values are bound

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from app.domain.rows.clashes import KEPT, OPEN, RESTORED, Conflict
from app.domain.rows.matters import Matter
from app.errors import FieldError, Refused
from app.ports.link import Aside, Clash
from db.cipher import Connection
from db.mapping import CENTRE_ZONE
from db.reads import StoreReads
from db.store import Store
from db.sync.columns import columns_of
from db.sync.refusing import refused
from db.writes import StoreWrites

NUMBERS = {
    "matters": "SELECT number FROM matters WHERE id = ?",
    "visits": "SELECT number FROM visits WHERE id = ?",
    "receptions": "SELECT number FROM receptions WHERE id = ?",
    "people": "SELECT v.number FROM attendances a JOIN visits v ON v.id = a.visit_id"
    " WHERE a.person_id = ? ORDER BY v.id DESC LIMIT 1",
    "attendances": "SELECT v.number FROM attendances a JOIN visits v ON v.id = a.visit_id WHERE a.id = ?",
}
BY_MATTER = "SELECT m.number FROM {table} t JOIN matters m ON m.id = t.matter_id WHERE t.id = ?"
OF_A_MATTER = frozenset({"steps", "notices", "deadlines", "duties", "reminders", "ratings", "amendments"})


def open_clashes(reads: StoreReads, most: int | None = None) -> list[Clash]:
    """Open conflicts, oldest first; no more than ``most`` of them."""
    return [
        _clash(reads, conflict) for conflict in sorted(reads.find(Conflict, state=OPEN), key=_when)[:most]
    ]


def settle(store: Store, id: str, who: str, restore: bool) -> Clash:
    """Decide one conflict; restoring is an edit like any other and travels to every desk.

    Refused: not_found, conflict_settled, conflict_gone (the row or field is not here), status_move.
    """

    def work(writes: StoreWrites) -> Clash:
        conflict = writes.get(Conflict, id)
        if conflict is None:
            raise Refused(FieldError("id", "not_found", {"number": id}))
        if conflict.state != OPEN:
            raise Refused(FieldError("id", "conflict_settled", {"state": conflict.state}))
        clash = _clash(writes, conflict)
        if restore:
            _put(writes, conflict, json.loads(conflict.lost))
        writes.change(
            conflict,
            state=RESTORED if restore else KEPT,
            decided_by=who,
            decided_at=datetime.now(CENTRE_ZONE).replace(microsecond=0),
        )
        writes.audit(who, "恢复冲突" if restore else "保留冲突", clash.number or conflict.row_id)
        return clash

    return store.write(work)


def reopen(store: Store, settled: Clash, who: str) -> Clash:
    """Take a decision back: what had been restored gives way to what stood there before, and is open again.

    Refused: not_found, conflict_gone, conflict_changed, conflict_status.
    """

    def work(writes: StoreWrites) -> Clash:
        conflict = writes.get(Conflict, settled.id)
        if conflict is None:
            raise Refused(FieldError("id", "not_found", {"number": settled.id}))
        if conflict.state == RESTORED:
            if _clash(writes, conflict).now != settled.lost:
                raise Refused(FieldError("id", "conflict_changed"))
            _put(writes, conflict, settled.now)
        if conflict.state != OPEN:
            writes.change(conflict, state=OPEN, decided_by=None, decided_at=None)
            writes.audit(who, "撤回冲突处理", settled.number or conflict.row_id)
        return _clash(writes, conflict)

    return store.write(work)


def _put(writes: StoreWrites, conflict: Conflict, value: Any) -> None:
    """Give the field a value, as an edit of this desk."""
    present = _present(writes, conflict)
    if present is None:
        raise Refused(FieldError("id", "conflict_gone"))
    (now,) = present
    if conflict.tbl == Matter.TABLE and conflict.field in Matter.COMPUTED:
        raise Refused(FieldError("id", "conflict_status", {"now": now, "lost": value}))
    writes.connection.execute(
        f'UPDATE "{conflict.tbl}" SET "{conflict.field}" = ? WHERE id = ?', (value, conflict.row_id)
    )


def _present(reads: StoreReads, conflict: Conflict) -> tuple[Any] | None:
    """What stands in the field at present; None where this desk has no such row or field."""
    connection = reads.connection
    if conflict.field not in columns_of(connection, conflict.tbl) or conflict.field in ("id", "_rev"):
        return None
    row = connection.execute(
        f'SELECT "{conflict.field}" FROM "{conflict.tbl}" WHERE id = ?', (conflict.row_id,)
    ).fetchone()
    return None if row is None else (row[0],)


def _when(conflict: Conflict) -> tuple[datetime, str]:
    return conflict.at, conflict.id


def _clash(reads: StoreReads, conflict: Conflict) -> Clash:
    present = _present(reads, conflict)
    kept = json.loads(conflict.kept)
    return Clash(
        conflict.id,
        number_of(reads.connection, conflict.tbl, conflict.row_id),
        conflict.tbl,
        conflict.field,
        kept,
        json.loads(conflict.lost),
        conflict.by,
        conflict.lost_by,
        conflict.at.isoformat(),
        conflict.reason,
        conflict.row_id,
        conflict.kept_by,
        kept if present is None else present[0],
    )


def number_of(connection: Connection, table: str, row_id: str) -> str | None:
    """The number by which people know the record a row belongs to."""
    sql = NUMBERS.get(table) or (BY_MATTER.format(table=table) if table in OF_A_MATTER else None)
    row = connection.execute(sql, (row_id,)).fetchone() if sql else None
    return str(row[0]) if row else None


def asides(connection: Connection) -> list[Aside]:
    """What the hub set aside, one entry for each action: its first row, the audit's only if alone.

    After it the rows of others that this desk read and did not take.
    """
    rows = connection.execute(
        "SELECT txn, tbl, pk, code, facts FROM set_aside WHERE seq IN"
        " (SELECT coalesce(min(CASE WHEN tbl <> 'audit' THEN seq END), min(seq)) FROM set_aside GROUP BY txn)"
        " ORDER BY seq"
    ).fetchall()
    sent = [
        Aside(txn, number_of(connection, table, pk), table, pk, code, json.loads(facts))
        for txn, table, pk, code, facts in rows
    ]
    read = [
        Aside(f"read-{table}-{pk}", number_of(connection, table, pk), table, pk, code, facts)
        for table, pk, code, facts in refused(connection)
    ]
    return sent + read
