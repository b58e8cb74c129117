"""A stick in place of the network: who may, and what is said where the desk has joined no centre."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desk import Desk
from home import Home
from tests.ui.house import settle, workplace_of
from ui.bridge import Bridge
from ui.sync.page import SyncPage
from ui.tasks import Tasks
from ui.theme import Look


def test_a_desk_alone_has_nothing_to_carry(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk, real_home: Home, tmp_path: Path
) -> None:
    page = SyncPage(workplace_of(desk, tasks, bridge, real_home))
    qtbot.addWidget(page.view)
    commands = {one.name: one for one in page.commands()}
    assert not commands["sync.courier.write"].enabled
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    page.carrying.write_to(tmp_path / "a.courier")
    settle(qtbot, tasks)
    assert "没有加入汇聚点" in said[-1]
    bad = tmp_path / "b.courier"
    bad.write_bytes(b"nothing of ours")
    page.carrying.read_from(bad)
    settle(qtbot, tasks)
    assert len(said) == 2
    assert not (tmp_path / "a.courier").exists()
