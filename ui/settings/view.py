"""Lays out the settings: a label, a field, the help beside it, the error under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.settings import Declared
from ui.settings.model import Group, choices, help_line, label
from ui.theme import fix, set_mark, space
from ui.widgets.basics import Heading, Panel, Text, name_widget
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.grid import ErrorLine
from ui.widgets.picker import Picker


class SettingRow(QWidget):
    """One setting; disabled where somebody else must change it."""

    def __init__(self, one: Declared, value: Any, mine: bool) -> None:
        super().__init__()
        self.declared = one
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 2)
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        name = Text(label(one), "label")
        fix(name, width=128)
        self.field = self._made(one)
        self.field.set_value(value)
        self.field.setEnabled(mine)
        self.field.setProperty("label_widget", name)
        name.setBuddy(self.field)
        fix(self.field, width=304)
        line.addWidget(name)
        line.addWidget(self.field)
        line.addSpacing(8)
        line.addWidget(Text(help_line(one), "caption", wrap=True), 1)
        self.line = ErrorLine(136)
        column.addLayout(line)
        column.addWidget(self.line)

    def typed(self) -> Any:
        return self.field.value()

    def wrong(self, sentence: str) -> None:
        self.field.set_error(True)
        self.line.say(sentence, self.field)

    def right(self) -> None:
        self.field.set_error(False)
        self.line.clear()

    def _made(self, one: Declared) -> TextField:
        offered = choices(one)
        if offered:
            return Picker(
                label(one), f"settings.{one.key}", [Choice(value, words) for value, words in offered]
            )
        return TextField(label(one), f"settings.{one.key}")


class SettingsView(QScrollArea):
    """Groups one under the other."""

    def __init__(self, shown: Sequence[Group], value_of: Callable[[str], Any], may_share: bool) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        name_widget(self, "设置", "settings")
        inner = QWidget()
        set_mark(inner, "ground", "win")
        self.setWidget(inner)
        self.rows: dict[str, SettingRow] = {}
        column = QVBoxLayout(inner)
        space(column, (16, 12, 16, 12), 12)
        for group in shown:
            panel = Panel((16, 10, 16, 14), 8)
            panel.body.addWidget(Heading(group.title, group.caption))
            for one in group.members:
                row = SettingRow(one, value_of(one.key), may_share or not one.shared)
                self.rows[one.key] = row
                panel.body.addWidget(row)
            column.addWidget(panel)
        column.addStretch(1)
