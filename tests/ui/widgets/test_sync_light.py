"""The status bar says what waits for the hub, and nothing of the kind where there is none."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.theme import Look
from ui.widgets.status import StatusBar


@pytest.mark.parametrize(
    ("state", "said"),
    [("未设置", "单机，未加入中心"), ("已连接", "待同步 12"), ("未连接", "未连接，待同步 12")],
)
def test_what_waits_is_said_only_where_there_is_a_hub(
    look: Look, qtbot: QtBot, state: str, said: str
) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_sync(state, 12)
    shown = [one for one in (bar._sync, bar._sync_plain) if not one.isHidden()]
    assert [one.text() for one in shown] == [said]
