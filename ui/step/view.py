"""Lays out the sheet 办理: what may be done, the fields of the chosen step, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.forms.effect_view import EffectView
from ui.forms.fields_view import FieldsView
from ui.forms.sheet import SheetView
from ui.forms.sign_view import SignView
from ui.theme import fix, narrow, space
from ui.widgets import Heading, Text, clear, rule
from ui.widgets.rowlist import RowItem, RowList
from ui.widgets.scroll import scrolling

PAPER = 300


class StepView(SheetView):
    """Three columns: modes, fields, effect with the place of a signature."""

    def __init__(self) -> None:
        super().__init__("办理", "step")
        self.modes = RowList("现在能做的", "step.modes", height=52, most=9, keeps=True)
        left = self.add_panel(3)
        self.count = Heading("现在能做的", "")
        left.body.addWidget(self.count)
        left.body.addWidget(self.modes)
        left.body.addWidget(rule())
        self._not_now = QVBoxLayout()
        space(self._not_now, spacing=2)
        held = QWidget()
        held.setLayout(self._not_now)
        self._why_not = scrolling(held)
        left.body.addWidget(self._why_not, 1)
        middle = self.add_panel(4)
        self.mode = Heading("", "")
        middle.body.addWidget(self.mode)
        self.fields = FieldsView("step")
        middle.body.addWidget(self.fields)
        middle.body.addStretch(1)
        right = self.add_panel(4)
        self.effect = EffectView(right, "step", PAPER)
        self.sign = SignView("当场签批", "看过上面的纸再签，Esc 收起", "step")
        right.body.addWidget(self.sign)
        right.body.addStretch(1)

    def show_moves(self, rows: Sequence[RowItem], not_now: Sequence[tuple[str, str]]) -> None:
        self.count.set_caption(f"{len(rows)} 步" if rows else "没有能做的，更正按 Esc 再按 G")
        self.modes.show_rows(rows)
        clear(self._not_now)
        if not_now:
            self._not_now.addWidget(Text("现在不能做，因为", "label"))
        for word, why in not_now:
            self._not_now.addWidget(Text(f"{word}　{why}", "caption", wrap=True))
        self._not_now.addStretch(1)

    def show_chosen(self, mode: str) -> None:
        """Mark the mode whose fields are shown."""
        keys = [row.key for row in self.modes.rows()]
        if mode in keys:
            self.modes.choose(keys.index(mode))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fix(self._why_not, min_height=160 if narrow(self) else 60)
