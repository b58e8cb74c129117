"""Roles × pages × commands as one table (CLI.md, who may do what): what each role finds in its window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.entries.step_entry import parse_step
from app.domain.roles import ADMINISTRATOR, AUDITOR, CLERK, INTERVIEWER, LEADER, ROLES, SECURITY, SUPERVISOR
from app.services.handling.advance_matter import advance_matter
from app.services.staff.manage_staff import NewStaff, add_staff
from home import Home
from tests.ui.house import NOW, PASSWORD, ROUTES, add_visit, make_home, settle, sign_in
from tests.ui.role_table import EVERYBODY, HANDS, KEEPERS, OF_A_ROW, WINDOW, off, usable
from ui import routes
from ui.bridge import Bridge
from ui.inside import build_window
from ui.keyboard import KeyWatch
from ui.page import Command
from ui.tasks import Tasks
from ui.theme import Look
from ui.window import Window
from ui.workplace import Workplace

LOGINS = {
    CLERK: "dengji",
    INTERVIEWER: "jietan",
    LEADER: "daiban",
    SUPERVISOR: "duban",
    AUDITOR: "shenji",
    ADMINISTRATOR: "xitong",
    SECURITY: "guanli",
}
"""In the order in which they are made: the first administrator hands over 系统管理员 to the second."""
PAGES = {
    "start": EVERYBODY,
    "register": WINDOW,
    "waiting": WINDOW,
    "reception": HANDS,
    "act": WINDOW,
    "step": HANDS,
    "approvals": frozenset({LEADER}),
    "ledger": HANDS,
    "figures": HANDS,
    "import": HANDS,
    "lists": HANDS,
    "charge": HANDS,
    "admin": KEEPERS,
    "staff": frozenset({SECURITY}),
    "units": frozenset({ADMINISTRATOR}),
    "safety": frozenset({ADMINISTRATOR}),
    "tables": frozenset({ADMINISTRATOR}),
    "categories": frozenset({ADMINISTRATOR}),
    "divisions": frozenset({ADMINISTRATOR}),
    "calendar": frozenset({ADMINISTRATOR}),
    "desks": frozenset({ADMINISTRATOR, SECURITY}),
    "audit": KEEPERS,
    "find": WINDOW,
    "matter": WINDOW,
    "roster": WINDOW | {ADMINISTRATOR},
    "settings": EVERYBODY,
    "sync": EVERYBODY,
}
"""Page to the roles that have it; a page that is not there is reached by no key, tab or route."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An account of each role; an accepted matter with an open duty, and a request that waits."""
    made = tmp_path_factory.mktemp("roles") / "home"
    home = make_home(made)
    admin = home.sign_in("guanli", PASSWORD, NOW)
    for role, login in LOGINS.items():
        if role != SECURITY:
            add_staff(admin, home.vault, home.keys, NewStaff(login=login, name=role, roles=(role,)), PASSWORD)
    clerk = sign_in(home)
    visit = add_visit(clerk.at(NOW - timedelta(days=5)))
    for days, step in (
        (4, {"mode": "转送", "unit": "市住建局"}),
        (3, {"mode": "受理告知", "unit": "市住建局"}),
        (2, {"mode": "交办", "unit": "市住建局", "term": "10日"}),
    ):
        advance_matter(clerk.at(NOW - timedelta(days=days)), parse_step({"matter": visit.matter, **step}))
    other = add_visit(clerk, "吴六（示例）", "加装电梯的费用分摊")
    refusal = {"matter": other.matter, "mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
    advance_matter(clerk, parse_step(refusal))
    (made / "number").write_text(visit.visit_number, encoding="utf-8")
    home.close()
    return made


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(qtbot: QtBot, look: Look, tasks: Tasks, folder: Path, role: str) -> Iterator[Window]:
    home, bridge, keys = Home(folder), Bridge(), KeyWatch()
    desk = home.sign_in(LOGINS[role], PASSWORD, NOW)
    made, _start = build_window(Workplace(desk, tasks, bridge, home), look, keys)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    settle(qtbot, tasks)
    yield made
    settle(qtbot, tasks)
    home.close()


def wide_route(page: str, number: str) -> routes.Route:
    """The way to a page where it has something to do."""
    ways: dict[str, routes.Route] = {
        "matter": routes.Matter(number),
        "act": routes.Act("tell", number),
        "step": routes.Step(number),
    }
    return ways.get(page) or ROUTES[page]


def test_each_role_has_its_pages_and_no_other(window: Window, role: str) -> None:
    wanted = {page for page, roles in PAGES.items() if role in roles}
    assert set(window._pages) == wanted
    tabs = {one.tab.name for one in window.header.tabs}
    assert tabs == {name for name in ("register", "reception", "ledger", "approvals") if name in wanted}
    finds = "find" in wanted
    assert window.header.search.isVisible() == finds, "a box that answers nothing is not there"
    assert finds == any(one.name == "window.find" for one in window.all_commands())


def test_each_role_finds_its_commands_and_no_other(
    window: Window, role: str, folder: Path, qtbot: QtBot, tasks: Tasks
) -> None:
    """Every command of every page; what is off says why."""
    number = (folder / "number").read_text(encoding="utf-8")
    commands: dict[str, Command] = {}
    for page in ROUTES:
        window.show_route(wide_route(page, number))
        settle(qtbot, tasks)
        if window.current is not None and window.current.name == page:
            if page == "step":
                window.current.choose("继续协调")
                settle(qtbot, tasks)
            if page == "approvals":
                qtbot.waitUntil(lambda: window.current.view.paper.shows_paper)
            commands |= {command.name: command for command in window.current.commands()}
    commands = {name: command for name, command in commands.items() if not name.startswith(OF_A_ROW)}
    assert {name for name, command in commands.items() if command.enabled} == usable(role)
    assert {name for name, command in commands.items() if not command.enabled} == off(role)
    silent = {name for name, command in commands.items() if not (command.enabled or command.why_not)}
    assert silent == set(), "off, and does not say why"


def test_the_table_knows_every_page() -> None:
    assert set(ROUTES) <= set(PAGES)
