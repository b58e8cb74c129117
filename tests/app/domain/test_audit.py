"""The audit chain: whatever is changed, taken out or moved is found (DESIGN.md section 2)."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit import FIRST, ChainKey, entry_hash, verify_chain
from app.domain.rows.audit import AuditEntry

AT = datetime(2026, 11, 23, 9, 31, tzinfo=timezone(timedelta(hours=8)))


def key_of(secret: bytes) -> ChainKey:
    return ChainKey("hmac1", secret[-4:].hex(), lambda entry: hmac.digest(secret, entry, "sha256").hex())


KEY, OTHER = key_of(bytes(32)), key_of(bytes(31) + b"x")


def chain(length: int, key: ChainKey | None = None, keyed_from: int = 1) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    before = FIRST
    for position in range(1, length + 1):
        told = {
            "desk": "A",
            "position": position,
            "at": AT + timedelta(minutes=position),
            "who": "jie",
            "act": "登记",
            "record": f"LF-{position}",
            "purpose": None,
            "success": True,
        }
        after = entry_hash(before, **told, key=key if position >= keyed_from else None)
        entries.append(AuditEntry(id=str(position), before=before, hash=after, **told))
        before = after
    return entries


def codes(entries: list[AuditEntry]) -> list[tuple[str, int]]:
    return [(finding.code, finding.position) for finding in verify_chain(entries)]


@given(st.integers(0, 12))
def test_a_whole_chain_has_no_findings(length):
    assert codes(chain(length)) == []


@pytest.mark.parametrize(
    "change",
    [{"who": "liu"}, {"act": "查看"}, {"record": None}, {"purpose": "x"}, {"success": False}, {"at": AT},
     {"before": FIRST}],
)  # fmt: skip
def test_any_changed_field_is_found(change):
    entries = chain(5)
    entries[2] = replace(entries[2], **change)
    assert ("audit_changed", 3) in codes(entries)


def test_a_row_changed_together_with_its_hash_breaks_the_next_link():
    entries = chain(5)
    forged = replace(entries[2], who="liu")
    names = ("desk", "position", "at", "who", "act", "record", "purpose", "success")
    told = {name: getattr(forged, name) for name in names}
    entries[2] = replace(forged, hash=entry_hash(forged.before, **told))
    assert codes(entries) == [("audit_order", 4)]


@given(st.integers(0, 4))
def test_a_missing_row_is_found_wherever_others_follow(place):
    entries = chain(6)
    del entries[place]
    assert ("audit_missing", place + 1) in codes(entries)


@given(st.integers(0, 5), st.integers(0, 5))
def test_rows_that_changed_places_are_found(one, other):
    entries = chain(6)
    entries[one], entries[other] = (
        replace(entries[other], position=one + 1),
        replace(entries[one], position=other + 1),
    )
    assert (codes(entries) == []) == (one == other)


def test_the_moment_counts_and_not_its_offset():
    [entry] = chain(1)
    elsewhere = replace(entry, at=entry.at.astimezone(UTC))
    assert codes([elsewhere]) == []


@pytest.mark.parametrize("keyed_from", [1, 3, 6])
def test_a_keyed_chain_is_whole_with_its_key_and_linked_without(keyed_from):
    entries = chain(5, KEY, keyed_from)
    assert (
        verify_chain(entries, KEY, is_own=True) == verify_chain(entries) == verify_chain(entries, OTHER) == []
    )


def rewritten(entries: list[AuditEntry], key: ChainKey | None) -> list[AuditEntry]:
    """The third entry changed, it and all that follow hashed anew, so that every link holds."""
    names = ("desk", "position", "at", "who", "act", "record", "purpose", "success")
    new, before = list(entries[:2]), entries[1].hash
    for entry in entries[2:]:
        forged = replace(entry, who="liu", before=before)
        told = {name: getattr(forged, name) for name in names}
        new.append(replace(forged, hash=entry_hash(before, **told, key=key)))
        before = new[-1].hash
    return new


@pytest.mark.parametrize("key", [None, OTHER])
def test_who_has_not_the_key_cannot_hash_the_own_chain_anew(key):
    found = verify_chain(rewritten(chain(5, KEY), key), KEY, is_own=True)
    assert [(finding.code, finding.position) for finding in found] == [
        ("audit_changed", position) for position in (3, 4, 5)
    ]


def test_a_copy_elsewhere_cannot_go_back_to_hashes_without_a_key():
    assert [finding.position for finding in verify_chain(rewritten(chain(5, KEY), None))] == [3, 4, 5]


@pytest.mark.parametrize("change", [{"who": "liu"}, {"success": False}, {"at": AT}, {"before": FIRST}])
def test_any_changed_field_of_a_keyed_entry_is_found(change):
    entries = chain(5, KEY)
    entries[2] = replace(entries[2], **change)
    assert any(finding.code == "audit_changed" for finding in verify_chain(entries, KEY, is_own=True))
