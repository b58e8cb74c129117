"""Let an account in: the password has opened the store, now the account itself is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.logins import login_as_known
from app.domain.rows.centre import Setting, Staff
from app.domain.rows.desk import DeviceSetting
from app.errors import NotAllowed
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Records, Writes
from app.ports.vault import COUNT_DAMAGED
from app.settings import Settings

NO_ACCOUNT = "（没有这个账号）"
SIGN_IN, UNLOCK = "登录", "解锁屏幕"


def sign_in(
    records: Records,
    login: str,
    wrong_tries: Sequence[tuple[str, float]] = (),
    act: str = SIGN_IN,
) -> Staff:
    """The account's row, with the sign-in audited, and every wrong try before it with its moment.

    NotAllowed: account_unknown (its password opens the store, but this centre has no such account any
    more) or account_disabled; both are audited too.
    """

    def work(writes: Writes) -> Staff | str:
        audit_wrong_tries(writes, wrong_tries)
        staff = find_staff(writes, login)
        refused = "account_unknown" if staff is None else "account_disabled" if staff.disabled else None
        writes.audit(login, act, purpose=refused, success=refused is None)
        return refused or staff  # type: ignore[return-value]  # no staff is always refused

    answer = records.write(work)
    if isinstance(answer, str):
        raise NotAllowed(answer, login=login)
    return answer


def look_in(records: Records, login: str) -> Staff:
    """The account's row, where the disk takes no audit any more: to look, as every write will be refused.

    NotAllowed: account_unknown, account_disabled.
    """
    with records.reading() as reads:
        staff = find_staff(reads, login)
    if staff is None or staff.disabled:
        raise NotAllowed("account_unknown" if staff is None else "account_disabled", login=login)
    return staff


def audit_wrong_tries(writes: Writes, wrong_tries: Sequence[tuple[str, float]]) -> None:
    """Account and moment of each; nobody could write into the store before a right password opened it."""
    for name, at in wrong_tries:
        moment = datetime.fromtimestamp(at, CENTRE_TIME).replace(microsecond=0)
        purpose = f"密码错于 {moment:%Y-%m-%d %H:%M:%S}"
        if name == COUNT_DAMAGED:
            purpose = f"tries.json 读不出来，{moment:%Y-%m-%d %H:%M:%S} 起重新计数"
        writes.audit(name or NO_ACCOUNT, SIGN_IN, purpose=purpose, success=False)


def find_staff(reads: Reads, login: str) -> Staff | None:
    """The account that a typed name means; of two made on two offline desks, the older."""
    accounts = reads.find(Staff, login=login, limit=1)
    if not accounts and (meant := login_as_known(login, (row.login for row in reads.find(Staff)))) != login:
        accounts = reads.find(Staff, login=meant, limit=1)
    return accounts[0] if accounts else None


def read_settings(records: Records) -> Settings:
    """The settings in force: the centre's and this desk's over the declared defaults."""
    with records.reading() as reads:
        rows: list[Setting | DeviceSetting] = [*reads.find(Setting), *reads.find(DeviceSetting)]
    return Settings.of_rows(rows)
