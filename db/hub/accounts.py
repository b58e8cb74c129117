"""The accounts of a centre as the hub's own rows have them, and who of them speaks in a message."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.roles import SECURITY
from app.domain.rows.centre import PersonKey, Staff
from db.access.persons import RECOVERER
from db.exchange.frame import Value
from db.exchange.scope import known_roles
from db.exchange.speaking import Speaking, keys_of, signed_fields
from db.exchange.wire import Push
from db.hub.account_wraps import RECOVERY, read_wrap
from db.hub.places import Caller, Centre
from db.hub.records import Names, decoded
from db.hub.storage import Work


@dataclass(frozen=True, slots=True)
class Accounts:
    """Roles, keys and introductions; never changed, only read anew."""

    roles: dict[str, tuple[str, ...]]
    keys: dict[str, str]
    introductions: frozenset[tuple[str, ...]]


def read_accounts(work: Work, centre: int, names: Names) -> Accounts:
    """The accounts as the rows of a centre have them now."""
    known = _rows(work, centre, PersonKey.TABLE, names)
    return Accounts(
        known_roles(_rows(work, centre, Staff.TABLE, names)),
        keys_of(known),
        frozenset(signed_fields(row) for row in known),
    )


def speaking_by(
    work: Work, centre: Centre, accounts: Accounts, push: Push | None = None, caller: Caller | None = None
) -> Speaking:
    """Who speaks, by these accounts; the recovery key counts as a 安全管理员's."""
    roles, keys = dict(accounts.roles), dict(accounts.keys)
    recovery = read_wrap(work, centre.id, RECOVERY)
    if recovery is not None and isinstance(recovery.get("public"), str):
        roles[RECOVERER], keys[RECOVERER] = (SECURITY,), recovery["public"]
    desk, admitted = (caller.letter, caller.admitted) if caller else ("", None)
    return Speaking(roles, keys, set(accounts.introductions), push, centre.code, desk, admitted)


def speaking_of(
    work: Work, centre: Centre, push: Push | None = None, caller: Caller | None = None
) -> Speaking:
    """Who speaks, by the accounts as they are now."""
    return speaking_by(work, centre, read_accounts(work, centre.id, Names(work)), push, caller)


def _rows(work: Work, centre: int, table: str, names: Names) -> list[dict[str, Value]]:
    """The rows of a small table in the order in which they came."""
    rows = work.all(
        "SELECT shape, body FROM rows WHERE centre = ? AND tbl = ? ORDER BY born_rev", (centre, table)
    )
    return [decoded(names, shape, body) for shape, body in rows]
