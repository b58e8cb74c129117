"""Lays out the settings: a label, a field, and beside it the help, or what is wrong in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.settings import Declared
from ui.settings.model import OWN, PAPER, Group, choices, help_line, label
from ui.settings.preview import PreviewPane
from ui.settings.printers import PrintersPanel
from ui.theme import fix, px, space
from ui.widgets.basics import Heading, Panel, Text
from ui.widgets.choices import Choice
from ui.widgets.composing import use_input_method
from ui.widgets.fields import TextField
from ui.widgets.grid import ErrorLine
from ui.widgets.picker import Picker
from ui.widgets.scrolled import Scrolled

BESIDE = 1160
"""Width below which there is no room for the paper beside its settings and their sentences."""
TWO_LINES = 42
"""Height of a row: what is wrong may need two lines beside the field."""


class SettingRow(QWidget):
    """One setting; disabled where somebody else must change it."""

    def __init__(self, declared: Declared, value: Any, mine: bool) -> None:
        super().__init__()
        self.declared = declared
        line = QHBoxLayout(self)
        space(line, (0, 0, 0, 0), 8)
        name = Text(label(declared), "label")
        fix(name, width=128)
        self.field = self._made(declared)
        self.field.set_value(value)
        self.field.setCursorPosition(0)
        self.field.setEnabled(mine)
        self.field.setProperty("label_widget", name)
        name.setBuddy(self.field)
        fix(self.field, width=304)
        line.addWidget(name)
        line.addWidget(self.field)
        line.addSpacing(8)
        line.addLayout(self._beside(help_line(declared)), 1)
        fix(self, min_height=TWO_LINES)

    def typed(self) -> Any:
        return self.field.value()

    def wrong(self, sentence: str) -> None:
        self.field.set_error(True)
        self.help.hide()
        self.line.say(sentence, self.field)

    def right(self) -> None:
        self.field.set_error(False)
        self.line.clear()
        self.help.show()

    def _beside(self, words: str) -> QGridLayout:
        """Help and error share one place, so that nothing moves when a sentence comes (LOOK.md 8.2)."""
        self.help = Text(words, "caption", wrap=True)
        keeps = self.help.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.help.setSizePolicy(keeps)
        self.line = ErrorLine(0)
        place = QGridLayout()
        space(place)
        place.addWidget(self.help, 0, 0)
        place.addWidget(self.line, 0, 0)
        return place

    def _made(self, declared: Declared) -> TextField:
        offered = choices(declared)
        if offered:
            return Picker(
                label(declared),
                f"settings.{declared.key}",
                [Choice(value, words) for value, words in offered],
            )
        made = TextField(label(declared), f"settings.{declared.key}")
        use_input_method(made, declared.type is not int)
        return made


class SettingsView(Scrolled):
    """Groups one under the other."""

    def __init__(self, shown: Sequence[Group], value_of: Callable[[str], Any], may_share: bool) -> None:
        super().__init__("设置", "settings")
        self.rows: dict[str, SettingRow] = {}
        self.preview: PreviewPane | None = None
        self.printers = PrintersPanel()
        column = QVBoxLayout(self.inner)
        space(column, (16, 12, 16, 12), 12)
        for group in shown:
            panel = Panel((16, 10, 16, 14), 8)
            panel.body.addWidget(Heading(group.title, group.caption))
            rows = QVBoxLayout()
            space(rows, (0, 0, 0, 0), 2)
            for declared in group.members:
                row = SettingRow(declared, value_of(declared.key), may_share or not declared.shared)
                self.rows[declared.key] = row
                rows.addWidget(row)
            if group.title == PAPER and may_share:
                panel.body.addLayout(self._beside_preview(rows))
            else:
                panel.body.addLayout(rows)
            column.addWidget(panel)
            if group.title == OWN:
                column.addWidget(self.printers)
        column.addStretch(1)

    def reveal(self, panel: QWidget) -> None:
        """Scroll until a panel begins at the top, or the page ends."""
        self.verticalScrollBar().setValue(panel.y())

    def _beside_preview(self, rows: QVBoxLayout) -> QHBoxLayout:
        """What is printed at the left, the slip it makes at the right."""
        rows.addStretch(1)
        self.preview = PreviewPane()
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        line.addLayout(rows, 1)
        line.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.preview is not None:
            self.preview.setVisible(self.viewport().width() >= px(BESIDE))
