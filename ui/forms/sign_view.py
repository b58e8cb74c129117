"""Draws the place of a second signature: whose account, the password, what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot

from ui.theme import set_mark
from ui.widgets.basics import Heading, Panel, Text, name_widget
from ui.widgets.choices import Choice
from ui.widgets.grid import FormGrid
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker

CAPS = "大写锁定已打开。"
WHO, PASSWORD = "who", "password"


class SignView(Panel):
    """A leader signs at the clerk's desk; ``who`` is hidden where only the password is asked again."""

    entered = Signal()
    """Enter in the password."""

    def __init__(self, title: str, caption: str, identifier: str) -> None:
        super().__init__((12, 8, 12, 8), 6)
        name_widget(self, title, f"{identifier}.sign")
        set_mark(self, "panel", "sheet")
        self.body.addWidget(Heading(title, caption))
        self.who = Picker("带班领导", f"{identifier}.sign.who")
        self.password = PasswordField("密码", f"{identifier}.sign.password")
        self.password.stays = True
        self._grid = FormGrid(1)
        self._grid.put(0, 0, 1, "账号", self.who)
        self._grid.put(1, 0, 1, "密码", self.password)
        self.body.addWidget(self._grid)
        self.words = Text("", "caption", wrap=True)
        self.body.addWidget(self.words)
        self.password.moved_on.connect(self.entered)
        self.password.caps.connect(self._caps_seen)
        self.hide()

    def open(self, leaders: Sequence[Choice], first: str, words: str) -> None:
        """Show it with the leaders who may sign; without any only the password is asked."""
        self.who.set_choices(leaders)
        self._grid.show_row(0, bool(leaders))
        if leaders:
            self.who.set_value(first or None)
        self.words.setText(words)
        self.password.clear()
        self.wrong({})
        self.show()
        target = self.password if first or not leaders else self.who
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Nothing of a password stays behind."""
        self.password.clear()
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def wrong(self, sentences: dict[str, str]) -> None:
        """By ``who`` and ``password``; a wrong password is emptied and has the keys."""
        fields = {WHO: self.who, PASSWORD: self.password}
        self._grid.show_errors({fields[key]: text for key, text in sentences.items()}, list(fields.values()))
        if sentences:
            field = fields[next(iter(sentences))]
            if field is self.password:
                self.password.clear()
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _caps_seen(self, on: bool) -> None:
        self.password.set_remark(CAPS if on else "")
