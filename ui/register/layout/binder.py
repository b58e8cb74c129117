"""Ties the fields of the screen to the keys of the form: typed goes out, filled in comes back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets import Narrative, Picker, TextField
from ui.widgets.check_box import CheckBox

Field = TextField | Narrative | CheckBox


class Binder(QObject):
    """The fields by key; signals carry keys only."""

    typed = Signal(str, object)
    """A person (or a screen reader) changed a field: key and value."""
    moved_on = Signal(str)
    """Enter was pressed in a field; the focus moves right after."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._ties: dict[str, _Tie] = {}
        self.filling = False

    def tie(self, key: str, field: Field) -> None:
        """From now on the field speaks for the key."""
        self.fields[key] = field
        field.setProperty("form_key", key)
        self._ties[key] = _Tie(self, key, field)

    def untie(self, keys: list[str]) -> None:
        """These fields are gone from the screen."""
        for key in keys:
            self.fields.pop(key, None)
            tie = self._ties.pop(key, None)
            if tie is not None:
                tie.deleteLater()

    def fill(self, key: str, value: Any) -> None:
        """Show a value of the form; nothing is sent back."""
        field = self.fields.get(key)
        if field is None:
            return
        was, self.filling = self.filling, True
        before = field.text() if isinstance(field, QLineEdit) else ""
        field.set_value(value)
        if isinstance(field, QLineEdit) and field.text() != before and not field.hasFocus():
            field.setCursorPosition(0)  # a long value is read from its beginning
        self.filling = was

    def key_of(self, widget: QWidget | None) -> str | None:
        """The key of a widget, or None."""
        key = None if widget is None else widget.property("form_key")
        return str(key) if key in self.fields and self.fields[key] is widget else None


class _Tie(QObject):
    """One field's changes, sent on under its key."""

    def __init__(self, binder: Binder, key: str, field: Field) -> None:
        super().__init__(field)
        self._binder = binder
        self._key = key
        self._field = field
        if isinstance(field, CheckBox):
            field.toggled.connect(self._changed)
        elif isinstance(field, TextField):
            field.textChanged.connect(self._changed)
            field.edited.connect(self._changed)
        else:
            field.edited.connect(self._changed)
        if not isinstance(field, Narrative):
            field.moved_on.connect(self._moved)

    @Slot()
    def _changed(self) -> None:
        if not self._binder.filling:
            self._binder.typed.emit(self._key, _value(self._field))

    @Slot()
    def _moved(self) -> None:
        self._binder.moved_on.emit(self._key)


def _value(field: Field) -> Any:
    """What stands in a field: text as typed, a chosen entry's value, or a tick."""
    if isinstance(field, CheckBox):
        return field.isChecked()
    if isinstance(field, Picker):
        return field.value() or field.typed()
    return field.toPlainText() if isinstance(field, Narrative) else field.text()
