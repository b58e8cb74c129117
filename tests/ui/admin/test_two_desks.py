"""Changes of another desk come through a real hub into the open window: no restart, no F5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.desk import Desk
from app.domain.rows.centre import Staff
from app.services.reference.change_category import add_category, rename_category
from app.services.reference.change_day import set_day
from app.services.reference.change_division import add_division
from app.services.reference.change_unit import add_unit, switch_unit
from app.services.reference.keep_roster import change_duty
from app.services.staff.manage_staff import change_roles
from db.hub.door import Door
from db.hub.serving.serve import start
from home import Home
from tests.ui.house import CLERK, PASSWORD, make_home, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.inside import build_window
from ui.keyboard import KeyWatch
from ui.window import Window


def rows_of(home: Home, kind):
    with home.store.reading() as reads:
        return reads.find(kind)


@dataclass
class Desks:
    """Desk A, whose administrator changes something, and the window of desk B."""

    here: Desk
    window: Window

    def page(self, route: routes.Route):
        self.window.show_route(route)
        return self.window.page(route.page)


@pytest.fixture
def desks(qtbot, look, tasks, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desks]:
    """The window of B is the administrator's, or of the login that is asked for."""
    login = getattr(request, "param", "guanli")
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    door = Door(tmp_path / "hub")
    home, other = make_home(tmp_path / "A"), Home(tmp_path / "B")
    try:
        here = home.sign_in("guanli", PASSWORD)
        home.link(here).join(running.url, door.token("A", None))
        home.link(here).exchange()
        other.enrolment.enrol(running.url, door.token("B", None), login, PASSWORD)
        there = other.sign_in(login, PASSWORD)
        other.link(there).exchange()
        assert any(row.login == CLERK for row in rows_of(other, Staff))
        bridge = Bridge()
        other.listen(bridge.announce)
        window, _ = build_window(workplace_of(there, tasks, bridge, other), look, KeyWatch())
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        home.keep_in_sync(here)
        other.keep_in_sync(there)
        yield Desks(here, window)
        settle(qtbot, tasks)
    finally:
        home.close()
        other.close()
        running.stop()


def test_the_pages_of_administration_follow(qtbot, tasks, desks):
    """Each page is in front while another desk changes what it shows."""

    def listed(page, name):
        return lambda: name in [getattr(row, "name", getattr(row, "path", "")) for row in shown(page)]

    def shown(page):
        return page.table.rows.filling.rows

    page = desks.page(routes.UnitList())
    add_unit(desks.here, {"name": "市水利局", "kind": "部门"})
    qtbot.waitUntil(listed(page, "市水利局"))
    page = desks.page(routes.Categories())
    rename_category(desks.here, "民政", "民政事务")
    qtbot.waitUntil(listed(page, "民政事务"))
    page = desks.page(routes.Divisions())
    add_division(desks.here, "341181", "天长市")
    qtbot.waitUntil(listed(page, "天长市"))
    page = desks.page(routes.Calendar(2026))
    set_day(desks.here, "2026-12-04", "休", "防汛调休", "示例府办〔2026〕7号")
    qtbot.waitUntil(listed(page, "防汛调休"))
    page = desks.page(routes.StaffList())
    change_roles(desks.here, CLERK, ("登记员", "督办"))
    qtbot.waitUntil(lambda: ["登记员", "督办"] in [row["roles"] for row in shown(page)])
    settle(qtbot, tasks)
    today = desks.here.clock.now().date()
    page = desks.page(routes.Roster())
    change_duty(desks.here, today, [("全天", "李大为（示例）")])
    qtbot.waitUntil(lambda: any("李大为（示例）" in cell.spoken for cell in page.view.grid._cells))
    settle(qtbot, tasks)


@pytest.mark.parametrize("desks", [CLERK], indirect=True)
def test_registration_offers_what_another_desk_added_and_keeps_what_is_typed(qtbot, tasks, desks):
    page = desks.page(routes.Registration())
    settle(qtbot, tasks)
    page.entry.set("claim", "已经写了一半的诉求")
    add_unit(desks.here, {"name": "市水利局", "kind": "部门"})
    add_category(desks.here, "水利")
    pickers = page.form_view.matter.pickers
    qtbot.waitUntil(lambda: "市水利局" in [choice.value for choice in pickers["units"]._all])
    qtbot.waitUntil(lambda: "水利" in [choice.value for choice in pickers["category"]._all])
    assert page.entry.form.claim == "已经写了一半的诉求"
    desks.window.show_route(routes.Start())
    switch_unit(desks.here, "市水利局", disabled=True)
    qtbot.waitUntil(lambda: "市水利局" not in [choice.value for choice in pickers["units"]._all])
    settle(qtbot, tasks)
