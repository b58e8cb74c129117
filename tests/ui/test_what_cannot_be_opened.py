"""A record that is not there or not for who asks: the window goes back and says why, on the page it shows."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.house import settle
from ui import routes
from ui.app import Program
from ui.routes import Route

NOWHERE = "XF340700-A-261123-999-0"


@pytest.mark.parametrize(
    "route",
    [routes.Matter(NOWHERE), routes.Step(NOWHERE), routes.Act("tell", NOWHERE), routes.Charge(NOWHERE)],
    ids=["matter", "step", "act", "charge"],
)
def test_the_sentence_stands_after_the_window_has_gone_back(
    program: Program, qtbot: QtBot, route: Route
) -> None:
    assert program.window is not None
    program.window.show_route(route)
    settle(qtbot, program.tasks)
    assert program.window.current.name == "start"
    assert not program.window.notice.isHidden()
    assert "没有找到" in program.window.notice.text()
