"""Wraps the centre key and a person's signing key under an account's password, and opens them by it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from app.ports.second_factor import SecondFactor
from db.access import persons, wraps
from db.access.past_passwords import PAST, PastPassword, past_of, sealed_past
from db.access.persons import Person
from db.access.second_factor import TOKEN, Bound, mixed, secret_at
from db.access.wraps import Cost
from db.suites.suite import suite_of


def open_wrap(
    wrap: dict[str, Any] | None,
    login: str,
    password: str,
    pin: str | None,
    factor: SecondFactor | None,
    cost: Cost,
) -> tuple[bytes, bytes | None] | None:
    """The centre key and the person's, or None; an unknown name takes as long as a wrong password."""
    if wrap is None:
        wraps.stretched(password, bytes(wraps.SALT_BYTES), cost)
        return None
    key = wraps.stretched_for(password, wrap)
    if TOKEN in wrap:
        key = mixed(key, secret_at(factor, wrap[TOKEN], pin, key))
    centre = wraps.unseal(key, wrap, _purpose(login))
    if centre is None:
        return None
    kept = wrap.get("person")
    return centre, wraps.unseal(key, kept, _person_purpose(login)) if isinstance(kept, dict) else None


def new_wrap(
    login: str,
    password: str,
    centre: bytes,
    person: bytes,
    by: Person,
    past: Sequence[PastPassword] = (),
    bound: Bound | None = None,
    before: dict[str, Any] | None = None,
    *,
    cost: Cost,
) -> dict[str, Any]:
    """An account's wrap, signed ``by`` who made it; ``before`` is the wrap that this one replaces."""
    salt = os.urandom(wraps.SALT_BYTES)
    key = suite_of(centre).tag + wraps.stretched(password, salt, cost)
    now, sealing = past_of(key, salt, cost), mixed(key, bound.secret) if bound else key
    wrap = wraps.password_wrap(sealing, salt, cost, centre, _purpose(login)) | {
        **({TOKEN: bound.facts} if bound else {}),
        "person": wraps.seal(sealing, person, _person_purpose(login)),
        PAST: sealed_past([now, *past], login, centre),
        "public": persons.public_of(person),
        "door": persons.public_of(persons.derived(sealing, persons.DOOR)),
    }
    return persons.with_proof(login, wrap, by, before)


def door_key(
    password: str, wrap: dict[str, Any], factor: SecondFactor | None = None, pin: str | None = None
) -> bytes:
    """The private key that a password gives with salt and cost of a wrap, and with the token it names.

    NotAllowed and Unavailable as db.access.second_factor.secret_at.
    """
    key = wraps.stretched_for(password, wrap)
    if TOKEN in wrap:
        key = mixed(key, secret_at(factor, wrap[TOKEN], pin, key))
    return persons.derived(key, persons.DOOR)


def _purpose(login: str) -> str:
    return f"centre key for {login}"


def _person_purpose(login: str) -> str:
    return f"person key of {login}"
