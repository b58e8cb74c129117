"""Asks for what purpose a full certificate number is looked at; the purpose is audited."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from app.words import sentence
from ui.matter.form import PURPOSES, UnmaskForm
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.picker import Picker


class Unmasking(AskingBySheet):
    """No number without a purpose."""

    asked = Signal(str)
    """The purpose."""

    def ask(self) -> None:
        purposes = [Choice(purpose, purpose) for purpose in PURPOSES]
        self.fields = {"purpose": Picker("用途", "unmask.purpose", purposes, free=True)}
        title = "看完整证件号和电话，会记入审计"
        self._open(title, "显示", ("用途",), "unmask").asked.connect(self.go)

    @Slot()
    def go(self) -> None:
        """Tell the purpose, unless there is none."""
        form = UnmaskForm(purpose=self.fields["purpose"].value())
        for error in form.check():
            self._wrong(error.field, sentence(error.code, error.facts))
            return
        if self.sheet is not None:
            self.shut()
            self.asked.emit(str(form.purpose))
