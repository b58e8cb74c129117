"""Lays out a sheet about a matter: its fields at the left, what they come to and the paper at the right."""

from __future__ import annotations

from ui.forms.effect_view import EffectView
from ui.forms.fields_view import FieldsView
from ui.forms.sheet import SheetView
from ui.widgets import Heading

PAPER = 432
"""Widest page beside the fields, in pixels at 100 %."""


class ActView(SheetView):
    """The same for every act."""

    def __init__(self) -> None:
        super().__init__("", "act")
        left = self.add_panel(5)
        self.head = Heading("", "")
        left.body.addWidget(self.head)
        self.fields = FieldsView("act")
        left.body.addWidget(self.fields)
        left.body.addStretch(1)
        right = self.add_panel(4)
        self.effect = EffectView(right, "act", PAPER)
        right.body.addStretch(1)
