"""The effects of an act stand before its key: F9 does it, Esc does not, many lines scroll in a low window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.admin.consequences import Consequences


@pytest.fixture
def over(qtbot, look):
    window = QWidget()
    window.resize(960, 500)
    qtbot.addWidget(window)
    window.show()
    return window


def shown(over, count):
    lines = [f"XF340700-A-261123-{n:03}-J 转送：2026-12-08 → 2026-12-09" for n in range(count)]
    return Consequences(over, "2026-11-26 周四：休息", lines, "存下", "day.keep")


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_its_key_does_it(qtbot, over, key, modifier):
    asked = shown(over, 2)
    with qtbot.waitSignals([asked.agreed, asked.gone]):
        qtbot.keyClick(asked.area, key, modifier)
    assert asked.isHidden()


def test_enter_and_esc_do_nothing_of_it(qtbot, over):
    asked = shown(over, 2)
    agreed = []
    asked.agreed.connect(lambda: agreed.append(1))
    qtbot.keyClick(asked.area, Qt.Key.Key_Return)
    assert asked.isVisible()
    qtbot.keyClick(asked.area, Qt.Key.Key_Escape)
    assert asked.isHidden()
    assert not agreed


def test_many_lines_scroll_and_the_buttons_stay_in_sight(qtbot, over):
    asked = shown(over, 60)
    assert asked.rect().contains(asked.do.geometry())
    assert over.rect().contains(asked.geometry())
    bar = asked.area.verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(asked.area, Qt.Key.Key_Down)
    assert bar.value() > 0
