"""The way of a case upright, for the reading column of a sheet: done, present, ahead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.path import AHEAD, DONE, NOW, Station
from ui.theme import space
from ui.widgets.basics import LINE, Icon, Text, name_widget
from ui.widgets.cards import clear

_SIGNS = {DONE: ("check", "acc"), NOW: ("present", "acc"), AHEAD: ("open", "text3")}


class PathColumn(QWidget):
    """One row for each station; read aloud as one sentence."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        space(self._rows, spacing=6)
        name_widget(self, "办到哪一步", identifier)

    def show_path(self, path: Sequence[Station]) -> None:
        clear(self._rows)
        for station in path:
            self._rows.addWidget(_row(station))
        spoken = "，".join(f"{station.word} {station.first}".strip() for station in path)
        self.setAccessibleDescription(spoken)


def _row(station: Station) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, spacing=8)
    shape, token = _SIGNS[station.state]
    row.addWidget(Icon(shape, token, line=LINE), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    space(words)
    kind = "strong" if station.state == NOW else "body" if station.state == DONE else "second"
    words.addWidget(Text(f"{station.word}　{station.first}".strip(), kind, wrap=True))
    if station.second and station.state != AHEAD:
        words.addWidget(Text(station.second, "caption", wrap=True))
    row.addLayout(words, 1)
    return made
