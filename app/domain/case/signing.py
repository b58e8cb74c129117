"""Second signatures (提级说"不"): which acts wait for a 带班领导, and who may sign them (CASE.md 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.domain.entries.entry import Problems
from app.domain.roles import LEADER
from app.domain.rows.case import Request
from app.domain.rows.centre import Staff

STEP, WITHDRAW, VOID, AMEND, REISSUE = "办理", "撤销", "作废", "更正", "换发"
"""Acts that may wait for a signature."""
OF_STEP = frozenset({WITHDRAW, REISSUE})
"""Acts on a step that was taken: they go with it through joins and splits."""


def may_sign(request: Request, login: str, roles: Iterable[str], leaders: Collection[str]) -> bool:
    """A 带班领导, never the author of the request; where one leader is asked, that leader.

    ``leaders``: logins of the accounts in use that are 带班领导. A request to one who is none any more
    (disabled, another role) waits for every leader: nobody else could ever settle it.
    """
    asked = request.send_to if request.send_to in leaders else None
    return LEADER in roles and request.by != login and asked in (None, login)


def leader_logins(staff: Iterable[Staff]) -> frozenset[str]:
    """Who may be asked to sign: the accounts in use that are 带班领导."""
    return frozenset(person.login for person in staff if LEADER in person.roles and not person.disabled)


def check_send_to(send_to: str, staff: Iterable[Staff], own: str, problems: Problems) -> None:
    """A leader of this centre, and another person than who asks (两人规则)."""
    account = next((person for person in staff if person.login == send_to), None)
    if account is None:
        problems.add("send_to", "approver_unknown", approver=send_to)
    elif LEADER not in account.roles:
        problems.add("send_to", "approver_not_leader", approver=send_to)
    elif account.login == own:
        problems.add("send_to", "approver_is_self", approver=send_to)
