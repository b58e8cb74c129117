"""A part of a page asks by one sheet of fields at a time, and shows errors beside their fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.errors import JiefangtaiError, Refused
from app.words import sentence, sentence_of
from ui.widgets.fields import TextField
from ui.widgets.grid import LABEL
from ui.widgets.sheet import FormSheet


class AskingBySheet(QObject):
    """Over the window of ``view``; the fields' names are those of the errors a service answers with."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.sheet: FormSheet | None = None
        self.fields: dict[str, TextField] = {}

    def shut(self) -> None:
        if self.sheet is not None:
            self.sheet.shut()

    def _open(
        self, title: str, button: str, labels: Sequence[str], name: str, wide: int = LABEL
    ) -> FormSheet:
        """A sheet of the fields as they are now, a label each, so wide."""
        shown = list(zip(labels, self.fields.values(), strict=True))
        self.sheet = FormSheet(self._view, title, button, shown, name, wide)
        self.sheet.gone.connect(self._gone)
        return self.sheet

    def _wrong(self, key: str, words: str) -> None:
        if self.sheet is not None:
            self.sheet.wrong(self.fields[key], words)

    def _beside(self, error: JiefangtaiError) -> str | None:
        """Put what went wrong beside its fields, the first one last; a sentence if no field can mend it."""
        errors = error.errors if isinstance(error, Refused) else ()
        mended = [wrong for wrong in errors if wrong.field in self.fields and self.sheet is not None]
        for wrong in reversed(mended):
            self._wrong(wrong.field, sentence(wrong.code, wrong.facts))
        if mended:
            return None
        return sentence_of(error)

    @Slot()
    def _gone(self) -> None:
        if self.sender() is self.sheet:
            self.sheet = None
