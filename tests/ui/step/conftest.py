"""The sheet 办理 alone, over a real store; signed in is somebody who may take every step."""

from __future__ import annotations

import pytest

from tests.ui.house import sign_in, workplace_of
from ui.step.page import StepPage


@pytest.fixture
def page(qtbot, look, tasks, leader_home, leader_bridge):
    made = StepPage(workplace_of(sign_in(leader_home), tasks, leader_bridge, leader_home))
    made.setParent(made.view)  # what it hears of later ends with its view, as in the window
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    yield made
    qtbot.wait(50)  # events of the last commit are still on their way
    qtbot.waitUntil(lambda: tasks.under_way == 0)
