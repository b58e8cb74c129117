"""A running hub, the window at desk A, and a colleague at desk B of the same centre."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.case.show_record import show_record
from app.services.visits.amend_record import amend_record
from db.hub.door import Door
from db.hub.serving import serve
from db.hub.serving.serve import Running
from db.sync.link import DeskLink
from home import Home
from tests.ui.house import CLERK, PASSWORD, add_visit, settle, sign_in
from ui.app import Program
from ui.placing import Placed
from ui.theme import Look
from ui.window import Window

MINE, HERS = "13800001111", "13900002222"


class HubOnLoopback:
    """A hub that can be taken away and brought back at the same address."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.running: Running = serve.start("127.0.0.1:0", None, home)
        self.url = self.running.url

    def token(self, letter: str) -> str:
        return Door(self.home).token(letter, None)

    def stop(self) -> None:
        self.running.stop()

    def come_back(self) -> None:
        self.running = serve.start(self.url.removeprefix("http://"), None, self.home)


class Colleague:
    """The clerk at desk B, without a window."""

    def __init__(self, home: Path) -> None:
        self.house = Home(home)
        self.desk: Desk = sign_in(self.house)
        self.link: DeskLink = self.house.link(self.desk)

    def phone(self, number: str) -> str:
        """The telephone of the first person, as this desk has it."""
        shown = show_record(self.desk, number, unmask=True, purpose="核对联络")
        return str(shown.people[0].phone)


def change_phone(desk: Desk, number: str, phone: str) -> None:
    amend_record(desk, number, {"person": 0, "phone": phone})


def window_of(program: Program) -> Window:
    assert program.window is not None
    return program.window


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubOnLoopback]:
    made = HubOnLoopback(tmp_path / "hub")
    yield made
    made.stop()


@pytest.fixture
def home_a(hub: HubOnLoopback, home_folder: Path, tmp_path: Path) -> Iterator[Home]:
    """Desk A has joined the hub; its background sync has not begun."""
    shutil.copytree(home_folder, tmp_path / "A")
    home = Home(tmp_path / "A")
    home.link(sign_in(home)).join(hub.url, hub.token("A"))
    yield home
    home.close()


@pytest.fixture
def colleague(hub: HubOnLoopback, home_a: Home, tmp_path: Path) -> Iterator[Colleague]:
    """Desk B, made from the hub's snapshot."""
    folder = tmp_path / "B"
    folder.mkdir()
    house = Home(folder)
    house.enrolment.enrol(hub.url, hub.token("B"), CLERK, PASSWORD)
    house.close()
    made = Colleague(folder)
    yield made
    made.house.close()


@pytest.fixture
def disputed(home_a: Home, colleague: Colleague) -> str:
    """A visit whose telephone both desks changed before they synced; A's value is the one set aside."""
    desk = sign_in(home_a)
    number = add_visit(desk).visit_number
    link = home_a.link(desk)
    link.exchange()
    colleague.link.exchange()
    change_phone(desk, number, MINE)
    QTest.qWait(5)  # B's clock is the later one
    change_phone(colleague.desk, number, HERS)
    link.exchange()
    colleague.link.exchange()
    return number


@pytest.fixture
def open_window(
    qtbot: QtBot, look: Look, home_a: Home, wait: Callable[[Callable[[], bool]], None]
) -> Iterator[Callable[[], Program]]:
    """Opens the window at desk A for its clerk; its background sync has run once when it is given."""
    made: list[Program] = []

    def open_one() -> Program:
        program = Program(home_a, look, CLERK)
        made.append(program)
        program.open(Placed(0, 0, 1440, 900))
        program.shell.resize(1440, 900)
        program.door.signed_in.emit(sign_in(home_a))
        settle(qtbot, program.tasks)
        return program

    yield open_one
    for program in made:
        program.close()
        program.shell.hide()
        program.shell.deleteLater()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Let the window live until something is so."""

    def until(is_so: Callable[[], bool]) -> None:
        qtbot.waitUntil(is_so)

    return until
