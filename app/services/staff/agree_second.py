"""A second administrator's consent to what gives somebody a leader's signature."""

from __future__ import annotations

from app.desk import Desk
from app.domain.roles import ADMINISTRATOR, SECURITY
from app.domain.rows.centre import Staff
from app.errors import NotAllowed
from app.ports.records import Writes

AGREED = "同意"
ADMINISTRATORS = frozenset({SECURITY, ADMINISTRATOR})


def agreed(desk: Desk, writes: Writes, second: Desk | None, login: str, what: str) -> None:
    """Audit the consent of ``second`` to what is done with an account; a lone administrator needs none.

    NotAllowed: second_person (nobody was named, and there is somebody), second_self, second_role.
    """
    me = desk.staff.login
    if second is None:
        if _others(writes, me, login):
            raise NotAllowed("second_person")
        writes.audit(me, AGREED, login, purpose=f"{what}（没有第二名管理员）")
        return
    other = second.staff.login
    if other in (me, login):
        raise NotAllowed("second_self")
    if other not in _others(writes, me, login):
        raise NotAllowed("second_role", login=other)
    writes.audit(other, AGREED, login, purpose=what)


def _others(writes: Writes, me: str, login: str) -> set[str]:
    """The administrators beside the one who acts and the account that it is about."""
    rows = writes.find(Staff, disabled=False)
    held = {row.login for row in rows if ADMINISTRATORS & set(row.roles)}
    return held - {me, login}
