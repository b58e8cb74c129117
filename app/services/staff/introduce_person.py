"""Introduce a person's signing key to the centre: by its row every desk knows who signed (安全管理员)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.centre import PersonKey
from app.errors import FieldError, Refused, Unavailable
from app.ports.records import Reads, Records, Writes
from app.ports.vault import Keys, Vault
from app.services.staff.sign_in import find_staff


def person_key(vault: Vault, keys: Keys, login: str, at: datetime) -> PersonKey | None:
    """The row that introduces an account's key, signed by whoever unlocked ``keys``; None without a key."""
    public, signature = vault.public_key(login), vault.introduce(keys, login, at.isoformat())
    if public is None or signature is None:
        return None
    return PersonKey(id=new_id(), login=login, public_key=public, by=keys.login, signature=signature, at=at)


def newest_key(reads: Reads, login: str) -> PersonKey | None:
    """The account's key as the centre knows it."""
    keys = reads.find(PersonKey, login=login, newest_first=True, limit=1)
    return keys[0] if keys else None


def announce_own_key(records: Records, vault: Vault, keys: Keys, at: datetime) -> None:
    """At a sign-in: write the account's key down if the centre does not know it; nobody has introduced it.

    A store that takes nothing more is no reason to keep anybody out: the next sign-in tries again.
    """
    try:
        with records.reading() as reads:
            known = newest_key(reads, keys.login)
        row = person_key(vault, keys, keys.login, at)
        if row is not None and (known is None or known.public_key != row.public_key):
            records.write(lambda writes: _add(writes, row, keys.login))
    except Unavailable:
        return


def introduce_person(desk: Desk, vault: Vault, keys: Keys, login: str) -> dict[str, Any]:
    """Say that an account's key is its own. Refused: staff_unknown, key_missing (it never signed in here)."""
    desk.require("staff")
    row = person_key(vault, keys, login, desk.clock.now())

    def work(writes: Writes) -> None:
        if find_staff(writes, login) is None:
            raise Refused(FieldError("login", "staff_unknown", {"login": login}))
        if row is None:
            raise Refused(FieldError("login", "key_missing", {"login": login}))
        _add(writes, row, desk.staff.login)

    desk.records.write(work)
    return {"login": login, "key": (row.public_key if row else "")[:16], "by": desk.staff.login}


def _add(writes: Writes, row: PersonKey, by: str) -> None:
    writes.add(row)
    writes.audit(by, "登记本人密钥" if by == row.login else "确认本人密钥", row.login)
