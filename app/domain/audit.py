"""The hash chain of a desk's audit: any changed, missing or reordered row is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.rows.audit import AuditEntry

FIRST = "0" * 64
"""What stands before the first entry of a chain."""


@dataclass(frozen=True, slots=True)
class Finding:
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
) -> str:
    """SHA-256 (hex) over the canonical JSON of the entry and the hash before it."""
    canonical = json.dumps(
        [before, desk, position, at.astimezone(UTC).isoformat(), who, act, record, purpose, success],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def hash_of(entry: AuditEntry) -> str:
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
    )


def verify_chain(entries: Iterable[AuditEntry]) -> list[Finding]:
    """Findings over the entries of one desk in position order; empty if the chain is whole."""
    findings: list[Finding] = []
    before, position = FIRST, 0
    for entry in entries:
        if entry.position != position + 1:
            findings.append(Finding("audit_missing", entry.desk, position + 1))
        elif entry.before != before:
            findings.append(Finding("audit_order", entry.desk, entry.position))
        if entry.hash != hash_of(entry):
            findings.append(Finding("audit_changed", entry.desk, entry.position))
        before, position = entry.hash, entry.position
    return findings
