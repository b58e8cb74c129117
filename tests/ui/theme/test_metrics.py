"""Sizes follow the scale: room inside a widget too, and no screen sets any by itself."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ui
from ui.theme import Look, pad
from ui.theme.metrics import apply_again

BARE = re.compile(r"\.(setContentsMargins|setIndent)\((?!0, 0, 0, 0\))")


def test_the_room_inside_a_widget_grows_with_the_scale(look: Look, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    label = QLabel("还没有")
    QVBoxLayout(place).addWidget(label)
    pad(label, 16, 8, 16, 4)
    look.set_scale(150)
    apply_again(place)
    found = label.contentsMargins()
    assert (found.left(), found.top(), found.right(), found.bottom()) == (24, 12, 24, 6)


def test_no_screen_gives_a_bare_number_of_pixels_as_room() -> None:
    folder = Path(ui.__file__).parent
    files = [file for file in folder.rglob("*.py") if file.name != "metrics.py"]
    bare = [str(file.relative_to(folder)) for file in files if BARE.search(file.read_text(encoding="utf-8"))]
    assert bare == []
