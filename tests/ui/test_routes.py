"""Routes: going back never begins anew what was begun; events reach the page in front that is concerned."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.events import Changes, MatterAdvanced, SettingsChanged
from tests.ui.house import ROUTES, every_screen, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.page import Page
from ui.routes import Route
from ui.tasks import Tasks


class Watching(Page):
    """A page about one matter."""

    name = "matter"

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.view = QWidget()
        self.read = 0

    def concerns(self, changes: Changes) -> bool:
        return changes.may_concern("m1")

    def follow(self) -> None:
        self.read += 1


@pytest.mark.parametrize(
    ("route", "again"),
    [
        (routes.NewVisit(name="王示例"), routes.Registration()),
        (routes.ReturnVisit(number="n"), routes.Registration()),
        (routes.VisitDraft(draft_id="d"), routes.Registration()),
        (routes.ReceptionOf(visit="n"), routes.Reception()),
        (routes.Waiting(call_next=True), routes.Waiting()),
        (routes.Find("wxm", open_only=True), routes.Find()),
        (routes.Matter("n"), routes.Matter("n")),
    ],
)
def test_the_way_back_begins_nothing(route: Route, again: Route) -> None:
    assert route.again() == again
    assert again.page == route.page


def test_only_the_page_in_front_follows_and_only_what_concerns_it(
    qtbot: QtBot, tasks: Tasks, bridge: Bridge, desk: Desk
) -> None:
    page = Watching(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(page.view)
    bridge.announce(MatterAdvanced("m1"))
    settle(qtbot, tasks)
    assert page.read == 0, "behind, it will read when it comes to the front"
    page.come(routes.Matter("n"))
    for event in (MatterAdvanced("m1"), MatterAdvanced("m2"), SettingsChanged(("配色",))):
        bridge.announce(event)
    settle(qtbot, tasks)
    assert page.read == 1
    page.go_behind()
    bridge.announce(MatterAdvanced("m1"))
    settle(qtbot, tasks)
    assert page.read == 1


def every_route(of: type[Route] = Route) -> set[str]:
    return {kind.page for kind in of.__subclasses__()} | {
        page for kind in of.__subclasses__() for page in every_route(kind)
    }


def test_the_tables_of_the_tests_know_every_route() -> None:
    """Names for readers, keys with Alt, roles, cut labels: all go by this table."""
    assert every_route() == set(ROUTES)
    assert {route.page for route in every_screen("XF").values()} == set(ROUTES)
