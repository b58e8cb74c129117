"""Where the day of each role begins: what the start page's one blue button leads to; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.roles import ADMINISTRATOR, AUDITOR, CLERK, INTERVIEWER, LEADER, SECURITY, SUPERVISOR
from ui import routes
from ui.routes import Route


@dataclass(frozen=True, slots=True)
class Home:
    """The first thing an account can do here."""

    word: str
    key: str
    route: Route


_FIRST = {
    CLERK: Home("开始登记", "F2", routes.NewVisit()),
    INTERVIEWER: Home("开始登记", "F2", routes.NewVisit()),
    LEADER: Home("开始接访", "F2", routes.Reception()),
    SUPERVISOR: Home("督办台账", "F2", routes.Ledger()),
    ADMINISTRATOR: Home("管理", "F2", routes.Admin()),
    SECURITY: Home("管理", "F2", routes.Admin()),
    AUDITOR: Home("看审计", "F2", routes.AuditList()),
}
"""The most frequent work first: of several roles the first one counts."""
_REST = Home("看本机怎样", "F2", routes.Settings())
"""An account without a role of this program: a newer desk gave it one."""


def home_of(desk: Desk) -> Home:
    """By the roles of who is signed in."""
    return next((home for role, home in _FIRST.items() if role in desk.staff.roles), _REST)
