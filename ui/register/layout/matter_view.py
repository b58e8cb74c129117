"""The panel about the matter: how many, what for, where, which kind, which unit, what they ask."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.numbers import spoken
from app.domain.terms import GROUP_FROM, PURPOSES
from ui.register.entry.fields import CLAIM_LENGTH, MATTER_LABELS, identifier_of
from ui.register.entry.tables import Tables
from ui.register.layout.binder import Binder, Field
from ui.theme import px, space
from ui.widgets import Button, Choice, FormGrid, Heading, Narrative, Picker, Tag, TextField
from ui.widgets.check_box import CheckBox

SHORTEST = 56
_PURPOSES = [
    Choice(purpose, purpose, hint)
    for purpose, hint in zip(PURPOSES, ("ss", "qj", "yjjy", "jfkg", "qt"), strict=True)
]


class Facts(Narrative):
    """情况: takes the room that is left, and never asks for more than three lines."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(SHORTEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(SHORTEST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.refresh_look()


class MatterView(QWidget):
    """来访事项; only 情况 grows with the window."""

    def __init__(self, binder: Binder) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column, spacing=4)
        self.heading = Heading("来访事项")
        self.joined = Tag()
        self.heading.add_left(self.joined)
        self.written = CheckBox("已交书面材料", identifier_of("written"), "Alt+W")
        self.more = Button("更多项", "register.more_fields", key="Alt+4", kind="small", shape="plus")
        self.heading.add_right(self.written)
        self.heading.add_right(self.more)
        column.addWidget(self.heading)
        self.grid = FormGrid(3)
        column.addWidget(self.grid, 1)
        self.headcount = TextField(MATTER_LABELS["headcount"], identifier_of("headcount"))
        self.claim = TextField(MATTER_LABELS["claim"], identifier_of("claim"))
        self.facts = Facts(MATTER_LABELS["facts"], identifier_of("facts"))
        self.pickers = {
            key: Picker(MATTER_LABELS[key], identifier_of(key))
            for key in ("purpose", "place", "category", "units")
        }
        self.pickers["purpose"].set_choices(_PURPOSES)
        self._lay_out()
        ties: dict[str, Field] = {"headcount": self.headcount, "claim": self.claim, "facts": self.facts}
        ties |= {"written": self.written, **self.pickers}
        for key, field in ties.items():
            binder.tie(key, field)

    def _lay_out(self) -> None:
        of = self.pickers
        self.grid.put(0, 0, 1, "人数", self.headcount)
        self.grid.put(0, 1, 1, "目的", of["purpose"])
        self.grid.put(0, 2, 1, "属地", of["place"])
        self.grid.put(1, 0, 2, "类别", of["category"])
        self.grid.put(1, 2, 1, "单位", of["units"])
        self.grid.put(2, 0, 3, "诉求", self.claim)
        self.grid.put(3, 0, 3, "情况", self.facts, top=True)
        self.grid.grow(3)

    def offer(self, tables: Tables) -> None:
        """Fill the pickers from the reference tables."""
        self.pickers["place"].set_choices(tables.places())
        self.pickers["category"].set_choices(tables.kinds())
        self.pickers["units"].set_choices(tables.offices())

    def show_heads(self, heads: int | None) -> None:
        """人，个访 or 人，集体访."""
        kind = "集体访" if (heads or 0) >= GROUP_FROM else "个访"
        self.headcount.set_remark(f"人，{kind}")

    def show_length(self, length: int) -> None:
        """25 / 60 字; over the length it turns amber and blocks nothing."""
        over = length > CLAIM_LENGTH
        self.claim.set_remark(
            f"{length} / {CLAIM_LENGTH} 字", "warning" if over else "", "warn" if over else "text3"
        )

    def show_joined(self, number: str, times: int) -> None:
        """Which matter this visit continues."""
        words = f"并入 {spoken(number)}，第 {times} 次" if number else ""
        self.joined.set(words, "plain", "link")
