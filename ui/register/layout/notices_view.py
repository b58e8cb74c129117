"""The strip of the three notices: 工作意见, 办理时限, 联络方式, and whether they were told."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.register.entry.fields import NOTICE_LABELS, identifier_of
from ui.register.layout.binder import Binder, Field
from ui.theme import space
from ui.widgets import Choice, Heading, Icon, Picker, Text, TextField
from ui.widgets.check_box import CheckBox

_NAMES = {"opinion": "1 工作意见", "due": "2 办理时限", "contact": "3 联络方式"}


class NoticesView(QWidget):
    """Labels above the fields, a tick for each that is filled."""

    def __init__(self, binder: Binder) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column, spacing=4)
        self.heading = Heading("三个告知")
        self.state = Text("", "caption")
        self.heading.add_left(self.state)
        self.told = CheckBox(NOTICE_LABELS["told"], identifier_of("told"), "Alt+K")
        self.heading.add_right(self.told)
        column.addWidget(self.heading)
        self.opinion = Picker(NOTICE_LABELS["opinion"], identifier_of("opinion"), free=True)
        self.due = TextField(NOTICE_LABELS["due"], identifier_of("due"))
        self.due.setReadOnly(True)
        self.contact = TextField(NOTICE_LABELS["contact"], identifier_of("contact"))
        self._ticks: dict[str, Icon] = {}
        column.addLayout(self._columns())
        ties: dict[str, Field] = {
            "opinion": self.opinion,
            "due": self.due,
            "contact": self.contact,
            "told": self.told,
        }
        for key, field in ties.items():
            binder.tie(key, field)

    def _columns(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setProperty("px_across", 16)
        grid.setProperty("px_down", 4)
        space(grid)
        for column, (key, field) in enumerate(
            {"opinion": self.opinion, "due": self.due, "contact": self.contact}.items()
        ):
            head = QHBoxLayout()
            space(head, spacing=6)
            self._ticks[key] = Icon("open", "text3")
            label = Text(_NAMES[key], "label")
            label.setBuddy(field)
            field.setProperty("label_widget", label)
            head.addWidget(self._ticks[key])
            head.addWidget(label, 1)
            grid.addLayout(head, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def show_state(self, opinion: bool, due: bool, contact: bool, is_told: bool) -> None:
        """Ticks and the words beside the title."""
        for key, filled in {"opinion": opinion, "due": due, "contact": contact}.items():
            self._ticks[key].set("check" if filled else "open", "ok" if filled else "text3")
        count = opinion + due + contact
        told_words = "已口头告知" if is_told else "待口头告知"
        self.state.setText(f"已填 {count} 项，{told_words}" if count else "还没有填")

    def offer_opinions(self, unit: str, spot: bool = True) -> None:
        """What is usually told, first what follows from the unit."""
        texts = [f"转送{unit}", f"交办{unit}"] if unit else []
        texts += ["转送责任单位", "当场答复"] if spot else []
        texts += ["引导到有权处理的机关"]
        self.opinion.set_choices([Choice(text, text) for text in texts])
