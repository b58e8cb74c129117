"""The hash chain of a desk's audit: any changed, missing or reordered row is found.

Each desk hashes with a key of its own store, so that nobody who holds a copy (the hub, another desk) can
write the chain anew. The hash names its algorithm and key: ``hmac1:<key id>:<hex>``; a bare hex is SHA-256
without a key, of a program before that. By the national suite it is ``hmac-sm3:<key id>:<hex>``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.rows.audit import AuditEntry
from app.domain.value import Value

FIRST = "0" * 64
"""What stands before the first entry of a chain."""


@dataclass(frozen=True, slots=True)
class ChainKey:
    """The key of a chain: the name of its keyed hash, eight hex digits that tell nothing of it, the hash."""

    scheme: str
    """``hmac1`` is HMAC-SHA256, ``hmac-sm3`` HMAC-SM3."""
    id: str
    mac: Callable[[bytes], str] = field(repr=False, compare=False)

    @property
    def mark(self) -> str:
        """What a hash by this key begins with."""
        return f"{self.scheme}:{self.id}:"


class Finding(Value, frozen=True):
    """One thing wrong with a chain: audit_changed, audit_missing or audit_order, at an entry."""

    code: str
    desk: str
    position: int


def entry_hash(
    before: str,
    *,
    desk: str,
    position: int,
    at: datetime,
    who: str,
    act: str,
    record: str | None,
    purpose: str | None,
    success: bool,
    key: ChainKey | None = None,
) -> str:
    """Keyed hash over the canonical JSON of the entry and the hash before it; SHA-256 without a key."""
    canonical = json.dumps(
        [before, desk, position, at.astimezone(UTC).isoformat(), who, act, record, purpose, success],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    if key is None:
        return hashlib.sha256(canonical.encode()).hexdigest()
    return key.mark + key.mac(canonical.encode())


def is_keyed(entry: AuditEntry, key: ChainKey | None = None) -> bool:
    """Whether the entry was hashed with a key; with this one, where one is given."""
    return entry.hash.startswith(key.mark) if key else ":" in entry.hash


def hash_of(entry: AuditEntry, key: ChainKey | None = None) -> str:
    """What the entry's own hash has to be."""
    return entry_hash(
        entry.before,
        desk=entry.desk,
        position=entry.position,
        at=entry.at,
        who=entry.who,
        act=entry.act,
        record=entry.record,
        purpose=entry.purpose,
        success=entry.success,
        key=key,
    )


def verify_chain(
    entries: Iterable[AuditEntry], key: ChainKey | None = None, *, is_own: bool = False
) -> list[Finding]:
    """Findings over the entries of one desk in position order; empty if the chain is whole.

    Entries under another key than ``key`` are held against their neighbours alone. Of a chain that
    ``is_own``, none may be so, nor may one without a key follow one with.
    """
    findings: list[Finding] = []
    before, position, was_keyed = FIRST, 0, False
    for entry in entries:
        if entry.position != position + 1:
            findings.append(Finding("audit_missing", entry.desk, position + 1))
        elif entry.before != before:
            findings.append(Finding("audit_order", entry.desk, entry.position))
        if not _is_true(entry, key, was_keyed=was_keyed, is_own=is_own):
            findings.append(Finding("audit_changed", entry.desk, entry.position))
        before, position, was_keyed = entry.hash, entry.position, was_keyed or is_keyed(entry)
    return findings


def _is_true(entry: AuditEntry, key: ChainKey | None, *, was_keyed: bool, is_own: bool) -> bool:
    if not is_keyed(entry):
        return not was_keyed and entry.hash == hash_of(entry)
    if key is None or not is_keyed(entry, key):
        return not is_own
    return hmac.compare_digest(entry.hash.encode(), hash_of(entry, key).encode())
