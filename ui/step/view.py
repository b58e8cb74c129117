"""Lays out the sheet 办理: what may be done, the fields of the chosen step, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from ui.attachments.view import AttachmentsPanel
from ui.forms.effect_view import EffectView
from ui.forms.fields_view import FieldsView
from ui.forms.sheet import SheetView
from ui.forms.sign_view import SignView
from ui.theme import narrow, space
from ui.widgets import Heading, Text, clear, rule
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList

PAPER = 352
"""Widest page beside the fields, in pixels at 100 %."""


class StepView(SheetView):
    """Three columns: modes, fields, effect with the place of a signature."""

    def __init__(self) -> None:
        super().__init__("办理", "step")
        self._chosen = False
        self.modes = RowList("现在能做的", "step.modes", height=52, most=24, keeps=True, wraps=True)
        left = self._modes = self.add_panel(3)
        space(left.body, (1, 10, 1, 14), 8)  # rows go from edge to edge, as in every list of a panel
        self.count = Heading("现在能做的", "")
        inside = self.count.layout()
        assert inside is not None
        space(inside, (15, 0, 15, 0), 8)
        left.body.addWidget(self.count)
        left.body.addWidget(self.modes)
        left.body.addWidget(rule())
        self._not_now = QVBoxLayout()
        space(self._not_now, (15, 0, 15, 0), 2)
        left.body.addLayout(self._not_now)
        left.body.addStretch(1)
        middle = self.add_panel(5)
        self.sign = SignView("当场签批", "看过纸再签，Esc 收起", "step")
        middle.body.addWidget(self.sign)
        self.mode = Heading("", "")
        middle.body.addWidget(self.mode)
        self.ground = Text("", "caption", wrap=True)
        self.ground.hide()
        middle.body.addWidget(self.ground)
        self.fields = FieldsView("step")
        middle.body.addWidget(self.fields)
        self.attachments = AttachmentsPanel(
            "step.attachments", caption="添加 Alt+J", empty="还没有附件，证据可以按 Alt+J 添加", most=3
        )
        self.attachments.hide()
        middle.body.addWidget(self.attachments)
        middle.body.addStretch(1)
        right = self.add_panel(4)
        self.effect = EffectView(right, "step", PAPER)
        right.body.addStretch(1)

    def is_worked_in(self) -> bool:
        """Whether the keys are in a part of the form: on no button, and not on another page."""
        holder = self.window().focusWidget()
        parts = (self.modes, self.sign, self.fields, self.attachments)
        return holder is not None and any(part is holder or part.isAncestorOf(holder) for part in parts)

    def show_moves(self, rows: Sequence[RowItem], not_now: Sequence[tuple[str, str]]) -> None:
        self.count.set_caption(f"{len(rows)} 步" if rows else "没有能做的，更正按 Esc 再按 G")
        self.modes.show_rows(rows)
        clear(self._not_now)
        if not_now:
            self._not_now.addWidget(Text("现在不能做，因为", "label"))
        for word, why in not_now:
            self._not_now.addWidget(Text(f"{word}　{why}", "caption", wrap=True))

    def show_mode(self, mode: str, caption: str, ground: str) -> None:
        """The chosen mode over its fields; empty before one is chosen."""
        self._chosen = bool(mode)
        self.mode.title.setText(mode)
        self.mode.set_caption(caption)
        self.ground.setText(ground)
        self.ground.setVisible(bool(ground))
        self._show_list()
        keys = [row.key for row in self.modes.rows()]
        if mode in keys:
            self.modes.choose(keys.index(mode))

    def show_steps(self) -> bool:
        """Where it is narrow the steps come back in place of the fields; False if they are there."""
        if not self._modes.isHidden():
            return False
        self._modes.show()
        self.reveal(self.modes)
        self.modes.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_list()

    def _show_list(self) -> None:
        """Steps, fields, effect one after another where it is narrow: with a step chosen the list goes."""
        self._modes.setVisible(not (narrow(self) and self._chosen))
