"""Who may see full numbers: a 登记员 of what she registered today, the others with a purpose or on paper."""

from __future__ import annotations

from collections.abc import Iterable

from app.desk import Desk
from app.domain.roles import INTERVIEWER, LEADER, SUPERVISOR
from app.domain.rows.base import made_at
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.ports.clock import CENTRE_TIME

SEEN_IN_FULL = "查看完整证件号"
"""The act as the audit has it."""


def sees_all_numbers(desk: Desk) -> bool:
    """Whether a role covers every visit's numbers, not only those of the own day."""
    return not {INTERVIEWER, LEADER, SUPERVISOR}.isdisjoint(desk.staff.roles)


def may_unmask(desk: Desk, visits: Iterable[Visit]) -> bool:
    """Whether who sits at the desk may see the numbers of these visits in full."""
    return sees_all_numbers(desk) or all(
        visit.clerk == desk.staff.login and _of_today(desk, visit) for visit in visits
    )


def require_full_numbers(desk: Desk, visits: Iterable[Visit]) -> None:
    """NotAllowed: role_missing, unmask_own_day."""
    desk.require("unmask")
    if not may_unmask(desk, visits):
        raise NotAllowed("unmask_own_day", login=desk.staff.login)


def _of_today(desk: Desk, visit: Visit) -> bool:
    """Registered today, by the desk's clock or, where another time stood in for it, by the machine's."""
    today = desk.clock.now().date()
    return today in (visit.registered_at.date(), made_at(visit.id).astimezone(CENTRE_TIME).date())
