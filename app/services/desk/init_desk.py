"""Make a centre's first desk: the administrator, the desk's public key, the reference tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app.domain.reference import CATEGORIES, DIVISIONS, days_off, units_for
from app.domain.roles import ADMINISTRATOR, SECURITY
from app.domain.rows.base import Row, new_id
from app.domain.rows.centre import Category, Desk, Division, Holiday, PersonKey, Staff, Unit
from app.domain.suites import GENERAL, NAMES
from app.domain.text.pinyin import initials
from app.errors import FieldError, Refused
from app.ports.records import Records, Writes
from app.services.staff.manage_staff import login_errors, password_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDesk:
    """What ``init`` was told."""

    centre: str
    code: str
    letter: str
    login: str
    suite: str = GENERAL
    """By which algorithms the centre signs and seals (app.domain.suites)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """The public half of a desk's signing key."""

    key_id: str
    public_key: str
    person: PersonKey | None = None
    """The administrator's own key, introduced by itself: it is the centre's first."""


def check_first_desk(first: FirstDesk, password: str) -> None:
    """Refused with all that is wrong.

    centre_missing, code_wrong, letter_wrong, suite_unknown; login_missing and the rules of passwords.
    """
    errors = [
        *_unless(first.centre.strip() != "", "centre", "centre_missing"),
        *_unless(re.fullmatch(r"[1-9][0-9]{5}", first.code) is not None, "code", "code_wrong"),
        *_unless(re.fullmatch(r"[A-Z]", first.letter) is not None, "desk", "letter_wrong"),
        *([] if first.suite in NAMES else [FieldError("suite", "suite_unknown", {"name": first.suite})]),
        *login_errors(first.login, "admin"),
        *password_errors(password, first.login),
    ]
    if errors:
        raise Refused(*errors)


def init_desk(records: Records, first: FirstDesk, key: PublicKey, at: datetime) -> None:
    """Write everything a fresh store holds (CLI.md, init) in one transaction."""

    def work(writes: Writes) -> None:
        writes.audit(first.login, "建库", first.letter)
        writes.add(
            Staff(id=new_id(), login=first.login, name=first.login, roles=(ADMINISTRATOR, SECURITY), at=at)
        )
        writes.add(
            Desk(
                id=new_id(),
                letter=first.letter,
                series=records.series(),
                key_id=key.key_id,
                public_key=key.public_key,
                at=at,
            )
        )
        writes.add(*[key.person] if key.person else [], *reference_rows(first.code))

    records.write(work)


def reference_rows(code: str) -> list[Row]:
    """Categories, divisions, days off of 2025 and 2026, and the units of a centre."""
    return [
        *(Category(id=new_id(), path=path, initials=initials(path)) for path in CATEGORIES),
        *(
            Division(id=new_id(), code=division, name=name, initials=initials(name))
            for division, name in DIVISIONS.items()
        ),
        *(
            Holiday(id=new_id(), day=holiday.day, kind=holiday.kind, name=holiday.name, source=holiday.source)
            for holiday in days_off()
        ),
        *(
            Unit(
                id=new_id(),
                name=unit.name,
                short=unit.short,
                kind=unit.kind,
                division=unit.division,
                initials=initials(unit.name),
            )
            for unit in units_for(code)
        ),
    ]


def _unless(right: bool, field: str, code: str) -> list[FieldError]:
    return [] if right else [FieldError(field, code)]
