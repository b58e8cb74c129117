"""The window on a disk that takes nothing: it opens, shows what is there, and says why nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from db import schema
from home import Home
from tests.ui.house import ROUTES, settle, sign_in
from ui.app import Program
from ui.placing import Placed
from ui.theme import Look


@pytest.fixture
def full(qtbot: QtBot, look: Look, real_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The clerk signs in after the disk has become full."""

    def refuse(*_: object, **__: object) -> None:
        raise Unavailable("disk_full")

    monkeypatch.setattr(schema, "open_current", refuse)
    for module in (
        "db.access.tries",
        "db.access.key_file",
        "db.home.heads",
        "db.home.place",
        "db.access.signing",
    ):
        monkeypatch.setattr(f"{module}.write_json", refuse)
    made = Program(real_home, look, None)
    made.open(Placed(0, 0, 1440, 900))
    made.door.signed_in.emit(sign_in(real_home))
    settle(qtbot, made.tasks)
    yield made
    made.close()
    made.shell.hide()
    made.shell.deleteLater()


def test_it_opens_and_every_page_can_be_looked_at(full: Program, qtbot: QtBot) -> None:
    assert full.window is not None
    for route in ROUTES.values():
        full.window.show_route(route)
        settle(qtbot, full.tasks)
        assert full.window.current.view.isVisible()


def test_a_write_is_told_why_it_is_none(full: Program, qtbot: QtBot) -> None:
    window, desk = full.window, full.desk
    assert window is not None
    assert desk is not None
    full.tasks.run(lambda: desk.records.write(lambda writes: writes.audit(desk.staff.login, "试")))
    settle(qtbot, full.tasks)
    assert "磁盘满了" in window.notice.text()
