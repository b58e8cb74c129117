"""What the tests of the window share: the bundled fonts, the look, tasks and the bridge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from printing.fonts import font_files
from ui.bridge import Bridge
from ui.tasks import Tasks
from ui.theme import Look
from ui.theme.tokens import LIGHT


@pytest.fixture(scope="session")
def fonts() -> dict[str, Path]:
    return font_files()


@pytest.fixture(scope="session")
def _one_look(qapp: QApplication, fonts: dict[str, Path]) -> Look:
    return Look(qapp, fonts, LIGHT)


@pytest.fixture
def look(_one_look: Look) -> Iterator[Look]:
    """The themed application, light at 100 %; put back after each test."""
    yield _one_look
    if _one_look.theme != LIGHT:
        _one_look.set_theme(LIGHT)
    if _one_look.scale != 100:
        _one_look.set_scale(100)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def bridge(qapp: QApplication) -> Bridge:
    return Bridge()


@pytest.fixture
def commit() -> Callable[[QWidget, str], None]:
    """Type Chinese as an input method does: composed, then committed."""

    def send(widget: QWidget, text: str) -> None:
        QApplication.sendEvent(widget, QInputMethodEvent("pinyin", []))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send
