"""The page of the sheets about a matter, over a real store."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.ui.house import workplace_of
from ui.acts.page import ActPage
from ui.bridge import Bridge
from ui.tasks import Tasks
from ui.theme import Look


def page_of(qtbot: QtBot, desk: Desk, tasks: Tasks, bridge: Bridge) -> ActPage:
    """Shown for who is signed in at the desk."""
    made = ActPage(workplace_of(desk, tasks, bridge))
    made.setParent(made.view)
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> ActPage:
    return page_of(qtbot, desk, tasks, bridge)
