"""A line of the minutes: nothing is drawn beside a line that is not understood yet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.reception.log_line import Bar, LogLine
from ui.reception.model import Understood
from ui.theme import Look, colours
from ui.theme.tokens import THEMES


@pytest.mark.parametrize("name", list(THEMES))
def test_an_empty_line_has_no_bar_that_looks_like_a_caret(look: Look, qtbot: QtBot, name: str) -> None:
    look.set_theme(name)
    made = LogLine("reception.line.1", lambda _typed: [])
    qtbot.addWidget(made)
    made.resize(900, 40)
    made.show()
    bar = made.findChild(Bar)
    middle = (1, bar.height() // 2)
    for what, drawn in ((Understood("line", ""), False), (Understood("acc", "市住建局"), True)):
        made.understand(what)
        colour = bar.grab().toImage().pixelColor(*middle)
        edge = QColor(getattr(colours(), what.token))
        assert (colour == edge) is drawn, (colour.name(), edge.name())
