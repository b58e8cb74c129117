"""Accounts: add, list, disable, change roles and passwords (安全管理员; one's own password: anyone)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.desk import Desk, MachineClock
from app.domain import logins, passwords
from app.domain.logins import folded
from app.domain.roles import ADMINISTRATOR, LEADER, ROLES, SECURITY, separation_errors
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.domain.value import Value
from app.errors import FieldError, NotAllowed, Refused
from app.events import StaffChanged
from app.ports.records import Records, Writes
from app.ports.vault import Keys, Vault
from app.services.staff.agree_second import agreed
from app.services.staff.introduce_person import person_key
from app.services.staff.sign_in import find_staff
from app.settings import Settings


class NewStaff(Value, frozen=True, kw_only=True):
    """An account to be made."""

    login: str
    name: str
    roles: tuple[str, ...]


def add_staff(
    desk: Desk, vault: Vault, keys: Keys, new: NewStaff, password: str, second: Desk | None = None
) -> dict[str, Any]:
    """Make an account; it works at once, and the window asks for a new password at its first sign-in.

    ``second``: the desk of a second administrator who agrees; a 带班领导 needs one.
    Refused: login_missing, login_long, login_letters, login_taken, login_alike, name_missing, role_unknown,
    roles_missing, the rules of role separation, the rules of passwords: all at once, nothing stored.
    NotAllowed: second_person and as in ``agreed``.
    """
    desk.require("staff")
    new = replace(new, login=folded(new.login))
    errors = [*_wrong_names(new), *_wrong_roles(new.roles)]
    errors += password_errors(password, new.login, new.name, desk.settings)

    def work(writes: Writes) -> Staff:
        wrong = [*errors, *_taken(writes, new.login), *_mixed(writes, new.login, new.roles)]
        if wrong:
            raise Refused(*wrong)
        if LEADER in new.roles:
            agreed(desk, writes, second, new.login, "新增带班领导")
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
        writes.audit(desk.staff.login, "新增人员", new.login, purpose="、".join(new.roles))
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


def change_roles(
    desk: Desk, login: str, roles: tuple[str, ...], second: Desk | None = None
) -> dict[str, Any]:
    """Give an account other roles; who becomes 带班领导 needs a second administrator.

    Refused: not_found, role_unknown, roles_missing, role separation. NotAllowed as in ``agreed``.
    """
    desk.require("staff")
    errors = _wrong_roles(roles)

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        wrong = [*errors, *_mixed(writes, login, roles)]
        if wrong:
            raise Refused(*wrong)
        if LEADER in set(roles) - set(row.roles):
            agreed(desk, writes, second, row.login, "新增带班领导")
        changed = writes.change(row, roles=roles)
        _part_roles(desk, writes, changed)
        _keep_security(writes)
        writes.audit(desk.staff.login, "更改角色", login, purpose=_moved(row.roles, roles))
        return changed

    row = desk.records.write(work)
    desk.announce(StaffChanged(login))
    return as_json(row)


def change_password(
    desk: Desk,
    vault: Vault,
    keys: Keys,
    login: str,
    password: str,
    second: Desk | None = None,
    *,
    without_token: bool = False,
) -> dict[str, Any]:
    """Set a new password: one's own (and then it need not be changed again), or another's by 安全管理员.

    Who sets a 带班领导's needs a second administrator: with it he could sign in the leader's name.
    ``without_token``: the token of the account is taken off; 安全管理员 alone.
    Refused: staff_unknown, the rules of passwords, password_used. NotAllowed as in ``agreed``.
    """
    login = vault.meant(login)
    own = login == desk.staff.login
    if not own or without_token:
        desk.require("staff")
    history = desk.settings["密码历史"]
    used = vault.was_used(login, password, keys, history)
    label = vault.token_of(login)
    if without_token and label is None:
        raise Refused(FieldError("login", "token_none", {"login": login}))

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        if row.disabled:
            raise NotAllowed("account_disabled", login=login)
        errors = password_errors(password, login, row.name, desk.settings)
        if used:
            errors.append(FieldError("password", "password_used", {"count": history}))
        if errors:
            raise Refused(*errors)
        if not own and LEADER in row.roles:
            agreed(desk, writes, second, login, "重设带班领导密码")
        changed = writes.change(row, must_change_password=not own)
        writes.audit(desk.staff.login, "更改密码", login)
        if without_token:
            writes.audit(desk.staff.login, "取下令牌", login, purpose=label)
        vault.admit(login, password, keys, keep_token=not without_token)
        if not own:
            _add_key(writes, vault, keys, login, desk.clock.now())
        return changed

    return as_json(desk.records.write(work))


def recover_account(records: Records, vault: Vault, keys: Keys, login: str, password: str) -> dict[str, Any]:
    """Set an account's password by the recovery key (which gave ``keys``); audited under the account.

    A token of the account is taken off: it may be lost with the password.

    Refused: staff_unknown and the rules of passwords. NotAllowed('account_disabled').
    """
    login = vault.meant(login)

    def work(writes: Writes) -> Staff:
        row = _known(writes, login)
        if row.disabled:
            raise NotAllowed("account_disabled", login=login)
        if errors := password_errors(password, login, row.name):
            raise Refused(*errors)
        writes.audit(login, "恢复密钥重设密码", login)
        vault.admit(login, password, keys, keep_token=False)
        _add_key(writes, vault, keys, login, MachineClock().now())
        return row

    return as_json(records.write(work))


def _add_key(writes: Writes, vault: Vault, keys: Keys, login: str, at: datetime) -> None:
    """The account's new signing key, introduced by the one who made it."""
    row = person_key(vault, keys, login, at)
    if row is not None:
        writes.add(row)


def password_errors(
    password: str, login: str, name: str = "", settings: Settings | None = None
) -> list[FieldError]:
    """What is wrong with a new password, as errors of the field ``password``."""
    without = settings is not None and bool(settings["密码不含账号"])
    wrong = passwords.wrong_with(password, login, name, without_login=without)
    return [FieldError("password", code, dict(facts)) for code, facts in wrong]


def login_errors(login: str, field: str = "login") -> list[FieldError]:
    """What is wrong with a new sign-in name."""
    code = logins.wrong_with(login)
    return [FieldError(field, code, {"most": logins.LONGEST})] if code else []


def _taken(writes: Writes, login: str) -> list[FieldError]:
    """Whether the name is another account's, or looks like it."""
    if find_staff(writes, login):
        return [FieldError("login", "login_taken", {"login": login})]
    other = logins.looking_like(login, (row.login for row in writes.find(Staff)))
    return [FieldError("login", "login_alike", {"login": login, "other": other})] if other else []


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
    errors = login_errors(new.login)
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
                kept = tuple(held for held in row.roles if held != role)
                writes.change(row, roles=kept)
                writes.audit(desk.staff.login, "更改角色", row.login, purpose=_moved(row.roles, kept))


def _moved(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    return f"{'、'.join(before)} → {'、'.join(after)}"


def _keep_security(writes: Writes) -> None:
    """A centre without a 安全管理员 could never manage its accounts again."""
    if not any(SECURITY in row.roles for row in writes.find(Staff, disabled=False)):
        raise Refused(FieldError("roles", "last_security"))
