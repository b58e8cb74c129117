"""The planned backup in a quiet moment and before closing; and what other desks change, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.rows.base import new_id
from app.domain.rows.centre import Setting, Staff
from app.events import RowsPulled
from app.services.desk.keep_backups import plan_backups
from home import Home
from tests.ui.house import CLERK, NOW, PASSWORD, settle, sign_in
from ui import routes
from ui.app import Program


@pytest.fixture
def place(tmp_path: Path, real_home: Home) -> Path:
    made = tmp_path / "盘"
    made.mkdir()
    plan_backups(real_home.sign_in("guanli", PASSWORD, NOW), str(made), "", 1)
    real_home.sign_in(CLERK, PASSWORD, NOW)
    return made


def test_a_quiet_moment_makes_the_backup_once(
    place: Path, program: Program, real_home: Home, qtbot: QtBot
) -> None:
    program.quiet.follow(sign_in(real_home))
    program.quiet.now()
    settle(qtbot, program.tasks)
    assert [file.name for file in place.iterdir()] == ["接访台-A-2026-11-23.bak"]
    program.quiet.now()
    settle(qtbot, program.tasks)
    assert len(list(place.iterdir())) == 1
    assert not program.quiet.holds_closing()


def test_closing_waits_for_the_days_backup(
    place: Path, program: Program, real_home: Home, qtbot: QtBot
) -> None:
    program.quiet.follow(sign_in(real_home))
    assert program.quiet.holds_closing()
    assert not program.quiet.holds_closing(), "who closes a second time goes"
    with qtbot.waitSignal(program.shell.closing):
        pass
    assert len(list(place.glob("*.bak"))) == 1


def test_a_place_that_is_gone_is_said_and_keeps_nobody(
    place: Path, program: Program, real_home: Home, qtbot: QtBot
) -> None:
    place.rmdir()
    program.quiet.follow(sign_in(real_home))
    said: list[str] = []
    program.quiet.announced.connect(lambda _kind, words: said.append(words))
    assert program.quiet.holds_closing()
    with qtbot.waitSignal(program.shell.closing):
        pass
    assert any("没有备份成" in words for words in said)


def test_a_setting_of_another_desk_is_in_force_and_shown(
    program: Program, real_home: Home, qtbot: QtBot
) -> None:
    program.window.show_route(routes.Settings())
    settle(qtbot, program.tasks)
    row = Setting(id=new_id(), key="接待地址", value={"value": "示例路 1 号"})
    real_home.store.write(lambda writes: writes.add(row))
    program.bridge.announce(RowsPulled(("settings",)))
    settle(qtbot, program.tasks)
    assert program.desk.settings["接待地址"] == "示例路 1 号"
    assert program.window.current.view.rows["接待地址"].field.value() == "示例路 1 号"


def test_roles_that_another_desk_gave_are_there_without_a_restart(
    program: Program, real_home: Home, qtbot: QtBot
) -> None:
    assert not program.desk.may("approve")

    def promote(writes) -> None:
        (row,) = writes.find(Staff, login=CLERK)
        writes.change(row, roles=("登记员", "带班领导"))

    real_home.store.write(promote)
    program.bridge.announce(RowsPulled(("staff",)))
    settle(qtbot, program.tasks)
    assert program.desk.may("approve")
    program.window.show_route(routes.Approvals())
    settle(qtbot, program.tasks)
    assert program.window.current.name == "approvals"


def test_a_stopped_account_is_at_the_door(program: Program, real_home: Home, qtbot: QtBot) -> None:
    def stop(writes) -> None:
        (row,) = writes.find(Staff, login=CLERK)
        writes.change(row, disabled=True)

    real_home.store.write(stop)
    program.bridge.announce(RowsPulled(("staff",)))
    settle(qtbot, program.tasks)
    assert program.shell.stack.currentWidget() is program.door.view
