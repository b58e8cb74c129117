"""Accounts: add, list, disable, change roles and passwords (安全管理员; one's own password: anyone)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk, MachineClock
from app.domain.passwords import wrong_with
from app.domain.roles import ADMINISTRATOR, ROLES, SECURITY, separation_errors
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.errors import FieldError, NotAllowed, Refused
from app.events import StaffChanged
from app.ports.records import Records, Writes
from app.ports.vault import Keys, Vault
from app.services.desk.introduce_person import person_key
from app.services.desk.sign_in import find_staff


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """An account to be made."""

    login: str
    name: str
    roles: tuple[str, ...]


def add_staff(desk: Desk, vault: Vault, keys: Keys, new: NewStaff, password: str) -> dict[str, Any]:
    """Make an account; it works at once, and the window asks for a new password at its first sign-in.

    Refused: login_missing, login_taken, name_missing, role_unknown, roles_missing, the rules of
    role separation, the rules of passwords: all at once, nothing stored.
    """
    desk.require("staff")
    errors = [*_wrong_names(new), *_wrong_roles(new.roles), *password_errors(password, new.login)]

    def work(writes: Writes) -> Staff:
        taken = (
            [FieldError("login", "login_taken", {"login": new.login})]
            if find_staff(writes, new.login)
            else []
        )
        wrong = [*errors, *taken, *_mixed(writes, new.login, new.roles)]
        if wrong:
            raise Refused(*wrong)
        row = Staff(
            id=new_id(),
            login=new.login,
            name=new.name,
            roles=new.roles,
            must_change_password=True,
            at=desk.clock.now(),
        )
        writes.add(row)
        _part_roles(desk, writes, row)
        writes.audit(desk.staff.login, "新增人员", new.login)
        vault.admit(new.login, password, keys)  # last: what the file cannot take, the store does not keep
        _add_key(writes, vault, keys, new.login, row.at)
        return row

    row = desk.records.write(work)
    desk.announce(StaffChanged(row.login))
    return as_json(row)


def list_staff(desk: Desk) -> list[dict[str, Any]]:
    """Every account of the centre, in the order in which they were made."""
    desk.require("staff")
    with desk.records.reading() as reads:
        return [as_json(row) for row in reads.find(Staff)]


def disable_staff(desk: Desk, vault: Vault, login: str) -> dict[str, Any]:
    """Close an account for good: it signs in nowhere. Refused: not_found, staff_self, last_security."""
    desk.require("staff")

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        if row.login == desk.staff.login:
            raise Refused(FieldError("login", "staff_self"))
        changed = writes.change(row, disabled=True)
        _keep_security(writes)
        writes.audit(desk.staff.login, "停用人员", login)
        vault.dismiss(login)
        return changed

    row = desk.records.write(work)
    desk.announce(StaffChanged(login))
    return as_json(row)


def change_roles(desk: Desk, login: str, roles: tuple[str, ...]) -> dict[str, Any]:
    """Give an account other roles. Refused: not_found, role_unknown, roles_missing, role separation."""
    desk.require("staff")
    errors = _wrong_roles(roles)

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        wrong = [*errors, *_mixed(writes, login, roles)]
        if wrong:
            raise Refused(*wrong)
        changed = writes.change(row, roles=roles)
        _part_roles(desk, writes, changed)
        _keep_security(writes)
        writes.audit(desk.staff.login, "更改角色", login)
        return changed

    row = desk.records.write(work)
    desk.announce(StaffChanged(login))
    return as_json(row)


def change_password(desk: Desk, vault: Vault, keys: Keys, login: str, password: str) -> dict[str, Any]:
    """Set a new password: one's own (and then it need not be changed again), or another's by 安全管理员."""
    own = login == desk.staff.login
    if not own:
        desk.require("staff")
    errors = password_errors(password, login)

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        if row.disabled:
            raise NotAllowed("account_disabled", login=login)
        if errors:
            raise Refused(*errors)
        changed = writes.change(row, must_change_password=not own)
        writes.audit(desk.staff.login, "更改密码", login)
        vault.admit(login, password, keys)
        if not own:
            _add_key(writes, vault, keys, login, desk.clock.now())
        return changed

    return as_json(desk.records.write(work))


def recover_account(records: Records, vault: Vault, keys: Keys, login: str, password: str) -> dict[str, Any]:
    """Set an account's password by the recovery key (which gave ``keys``); audited under the account.

    Refused: staff_unknown and the rules of passwords. NotAllowed('account_disabled').
    """
    errors = password_errors(password, login)

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        if row.disabled:
            raise NotAllowed("account_disabled", login=login)
        if errors:
            raise Refused(*errors)
        writes.audit(login, "恢复密钥重设密码", login)
        vault.admit(login, password, keys)
        _add_key(writes, vault, keys, login, MachineClock().now())
        return row

    return as_json(records.write(work))


def _add_key(writes: Writes, vault: Vault, keys: Keys, login: str, at: datetime) -> None:
    """The account's new signing key, introduced by the one who made it."""
    row = person_key(vault, keys, login, at)
    if row is not None:
        writes.add(row)


def password_errors(password: str, login: str) -> list[FieldError]:
    """What is wrong with a new password, as errors of the field ``password``."""
    return [FieldError("password", code, dict(facts)) for code, facts in wrong_with(password, login)]


def as_json(row: Staff) -> dict[str, Any]:
    """An account as the command line shows it."""
    return {
        "login": row.login,
        "name": row.name,
        "roles": list(row.roles),
        "disabled": row.disabled,
        "must_change_password": row.must_change_password,
    }


def _known(writes: Writes, login: str) -> Staff:
    row = find_staff(writes, login)
    if row is None:
        raise Refused(FieldError("login", "staff_unknown", {"login": login}))
    return row


def _wrong_names(new: NewStaff) -> list[FieldError]:
    errors = []
    if not new.login or new.login != new.login.strip() or any(one.isspace() for one in new.login):
        errors.append(FieldError("login", "login_missing"))
    if not new.name.strip():
        errors.append(FieldError("name", "name_missing"))
    return errors


def _wrong_roles(roles: tuple[str, ...]) -> list[FieldError]:
    if not roles:
        return [FieldError("roles", "roles_missing")]
    return [
        FieldError(f"roles[{place}]", "role_unknown", {"role": role, "roles": "、".join(ROLES)})
        for place, role in enumerate(roles)
        if role not in ROLES
    ]


def _mixed(writes: Writes, login: str, roles: tuple[str, ...]) -> list[FieldError]:
    others = {row.login: row.roles for row in writes.find(Staff, disabled=False) if row.login != login}
    return [FieldError("roles", code, facts) for code, facts in separation_errors(roles, others)]


def _part_roles(desk: Desk, writes: Writes, newcomer: Staff) -> None:
    """The first administrator hands over whichever of the two roles a second one takes up."""
    for role in {ADMINISTRATOR, SECURITY} & set(newcomer.roles):
        for row in writes.find(Staff, disabled=False):
            if row.id != newcomer.id and {ADMINISTRATOR, SECURITY} <= set(row.roles):
                writes.change(row, roles=tuple(one for one in row.roles if one != role))
                writes.audit(desk.staff.login, "更改角色", row.login)


def _keep_security(writes: Writes) -> None:
    """A centre without a 安全管理员 could never manage its accounts again."""
    if not any(SECURITY in row.roles for row in writes.find(Staff, disabled=False)):
        raise Refused(FieldError("roles", "last_security"))
