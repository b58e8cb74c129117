"""The start page's one blue button leads somewhere for every role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.desk import Desk
from app.domain.roles import ROLES
from ui import routes
from ui.start.home import home_of

EXPECTED = {
    "登记员": routes.NewVisit(),
    "接谈员": routes.NewVisit(),
    "带班领导": routes.Reception(),
    "督办": routes.Ledger(),
    "系统管理员": routes.Admin(),
    "安全管理员": routes.Admin(),
    "审计员": routes.AuditList(),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_home(desk: Desk, role: str) -> None:
    alone = replace(desk, staff=replace(desk.staff, roles=(role,)))
    home = home_of(alone)
    assert home.word
    assert home.route == EXPECTED[role]
    assert alone.may("due") or not isinstance(home.route, routes.Ledger)
