"""Hints and the first date in one line, for windows too small for a column beside the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.register.hints.cards import Card
from ui.theme import set_mark, space
from ui.widgets import Button, DateLine, Text, clear, name_widget

_SHORT = {"person": "同一人", "matter": "同一件事", "way": "法定途径"}


class HintStrip(QFrame):
    """同一人 关联 Alt+L · 同一件事 并案 Alt+J · 转送 12-08 周二."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "panel", "true")
        name_widget(self, "提示", "register.strip")
        self._row = QHBoxLayout(self)
        space(self._row, (12, 4, 12, 4), 8)
        self._cards: tuple[Card, ...] = ()
        self._dates: tuple[DateLine, ...] = ()
        self._names: dict[QPushButton, str] = {}

    def show_cards(self, cards: Sequence[Card]) -> None:
        if tuple(cards) != self._cards:
            self._cards = tuple(cards)
            self._build()

    def show_dates(self, lines: Sequence[DateLine]) -> None:
        if tuple(lines) != self._dates:
            self._dates = tuple(lines)
            self._build()

    def _build(self) -> None:
        clear(self._row)
        self._names = {}
        for card in self._cards:
            act = card.acts[0]
            button = Button(
                f"{_SHORT[card.kind]} {act.text}", f"register.strip.{act.name}", key=act.key, kind="small"
            )
            self._names[button] = act.name
            button.clicked.connect(self._pressed)
            self._row.addWidget(button)
        self._row.addStretch(1)
        for line in self._dates[:1]:
            self._row.addWidget(Text(f"{line.what} {line.day}", "caption-strong"))

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.acted.emit(self._names[sender])
