"""Appends to a desk's audit chain and reads it back in order."""
# ruff: noqa: S608 - table and column names come from our own row classes; values are bound

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.audit import FIRST, ChainKey, entry_hash
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from db.cipher import Connection
from db.mapping import CENTRE_ZONE, shape
from db.suites.suite import raw, suite_of


def machine_time() -> datetime:
    """Now by the machine's clock: what the audit keeps, whatever time stands in for it elsewhere."""
    return datetime.now(CENTRE_ZONE)


def audit_key(store_key: bytes) -> ChainKey:
    """The key of a store's own audit: it follows from the store's key, and hashes by its suite."""
    suite = suite_of(store_key)
    secret = suite.digest(b"jiefangtai audit" + raw(store_key))
    id = suite.digest(b"jiefangtai audit key id" + secret).hex()[:8]
    return ChainKey(suite.mac, id, lambda entry: suite.keyed(secret, entry).hex())


def last(connection: Connection, desk: str) -> AuditEntry | None:
    """The newest entry of a desk's chain."""
    seen = shape(AuditEntry)
    row = connection.execute(
        f"SELECT {seen.selected} FROM audit WHERE desk = ? ORDER BY position DESC LIMIT 1", (desk,)
    ).fetchone()
    return None if row is None else seen.row(row)


def next_entry(
    before: AuditEntry | None,
    desk: str,
    who: str,
    act: str,
    record: str | None,
    purpose: str | None,
    success: bool,
    at: datetime,
    key: ChainKey,
) -> AuditEntry:
    """The entry that follows the last one of the chain."""
    position = 1 if before is None else before.position + 1
    link = FIRST if before is None else before.hash
    return AuditEntry(
        id=new_id(),
        desk=desk,
        position=position,
        at=at,
        who=who,
        act=act,
        record=record,
        purpose=purpose,
        success=success,
        before=link,
        hash=entry_hash(
            link,
            desk=desk,
            position=position,
            at=at,
            who=who,
            act=act,
            record=record,
            purpose=purpose,
            success=success,
            key=key,
        ),
    )


def chains(connection: Connection) -> Iterator[tuple[str, Iterator[AuditEntry]]]:
    """Every desk that has audited here, with its entries in position order."""
    seen = shape(AuditEntry)
    for (desk,) in connection.execute("SELECT DISTINCT desk FROM audit ORDER BY desk").fetchall():
        rows = connection.execute(
            f"SELECT {seen.selected} FROM audit WHERE desk = ? ORDER BY position, id", (desk,)
        )
        yield desk, (seen.row(row) for row in rows)
