"""Draws the fields of a sheet one under another, and tells which was typed in and which was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.forms.inputs import CHOICE, DAY, HOLDER, UNIT, WHOLE, WORDS, FormField, typed_value
from ui.theme import fix, space
from ui.widgets.basics import Text
from ui.widgets.cards import clear
from ui.widgets.choices import Choice
from ui.widgets.composing import use_input_method
from ui.widgets.datebox import DateBox
from ui.widgets.fields import Narrative, TextField
from ui.widgets.grid import FormGrid, room_for
from ui.widgets.picker import Picker

LABEL, NARRATIVE, TALLEST, OLD = 88, 78, 130, 168
Input = TextField | Narrative


class FieldsView(QWidget):
    """Inputs by key; made anew whenever other fields are asked for."""

    typed = Signal()
    """A field was changed."""
    left = Signal(str)
    """The keys have left the field of this key."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        self._identifier = identifier
        self.inputs: dict[str, Input] = {}
        self._fields: tuple[FormField, ...] = ()
        self._grid: FormGrid | None = None
        self._old: dict[str, tuple[Text, str, str]] = {}
        """By key: the label, what is on record, what the input said at first."""
        self._form = QVBoxLayout(self)
        space(self._form)

    def show_fields(
        self,
        fields: Sequence[FormField],
        values: Mapping[str, str],
        offered: Mapping[str, Sequence[Choice]],
        today: date,
    ) -> None:
        """Make the inputs anew; what was typed into one that stays is kept in ``values``, the caret with it.

        Words in a picker that are no entry yet are no value: they are taken over as they stand.
        ``offered``: what pickers of a kind or of a key offer beside their own choices.
        """
        held, caret = self.focused(), self._caret()
        half = {
            key: made.typed()
            for key, made in self.inputs.items()
            if isinstance(made, Picker) and made.unknown()
        }
        clear(self._form)
        self.inputs, self._fields, self._old = {}, tuple(fields), {}
        self._grid = FormGrid(1, room_for((field.label for field in fields), LABEL))
        for row, field in enumerate(fields):
            made = self._made(field, offered, today)
            made.set_value(values.get(field.key, ""))
            if isinstance(made, Picker) and field.key in half and not made.value():
                made.put_text(half[field.key])
            self.inputs[field.key] = made
            self._put(row, field, made)
            made.edited.connect(self.typed)
            made.edited.connect(self._strike)
            made.left.connect(self._left)
            if isinstance(made, Picker):
                made.chosen.connect(self._chosen)
            if field.stands:
                made.setReadOnly(True)
                if isinstance(made, TextField):
                    made.set_remark("自动")
        self._form.addWidget(self._grid)
        self._form.addStretch(1)
        self._order()
        if held in self.inputs:
            made = self.inputs[held]
            self._go_on(made, caret)
            if held in half and isinstance(made, Picker):
                made.open_list(half[held])

    def _order(self) -> None:
        """Inputs made anew stand where the view does: after the last comes the action bar, not the tabs."""
        before: QWidget | None = self.previousInFocusChain()
        while before is not None and (
            self.isAncestorOf(before) or not before.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            before = before.previousInFocusChain() if before is not self else None
        for made in self.inputs.values():
            if before is not None:
                QWidget.setTabOrder(before, made)
            before = made

    def _caret(self) -> int:
        """Where the caret stands in the field that has the keys."""
        made = self.inputs.get(self.focused())
        if isinstance(made, Narrative):
            return made.textCursor().position()
        return made.cursorPosition() if made is not None else 0

    def _go_on(self, made: Input, caret: int) -> None:
        """Typing goes on where it was; nothing is selected that the next key would write over."""
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(made, Narrative):
            cursor = made.textCursor()
            cursor.setPosition(min(caret, len(made.toPlainText())))
            made.setTextCursor(cursor)
        else:
            made.deselect()
            made.setCursorPosition(caret)

    def _put(self, row: int, field: FormField, made: Input) -> None:
        assert self._grid is not None
        if field.old is None:
            self._grid.put(row, 0, 1, field.label, made, top=field.kind == WORDS)
            return
        old = Text("", "second", wrap=True)
        old.setTextFormat(Qt.TextFormat.RichText)
        fix(old, width=OLD)
        label = self._grid.put(row, 0, 1, field.label, old, made, stretch=(0, 1))
        if label is not None:
            label.setBuddy(made)
        self._old[field.key] = (old, field.old, field.first)
        self._say_old(field.key)

    @Slot()
    def _strike(self) -> None:
        for key in self._old:
            self._say_old(key)

    def _say_old(self, key: str) -> None:
        """原来 38 人; struck through where the input says something else now."""
        label, text, at_first = self._old[key]
        changed = key in self.inputs and str(self.inputs[key].value() or "") != at_first
        shown = escape(text)
        label.setText(f"原来 <s>{shown}</s>" if changed else f"原来 {shown}")
        label.setAccessibleName(f"原来 {text}{'，已改' if changed else ''}")

    def set_value(self, key: str, value: str) -> None:
        """Fill in by the program; nothing is told."""
        if key in self.inputs:
            self.inputs[key].set_value(value)

    def values(self) -> dict[str, str]:
        """What stands in the inputs."""
        return {field.key: typed_value(field.kind, self.inputs[field.key].value()) for field in self._fields}

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """The sentences of wrong inputs; others are right."""
        if self._grid is None:
            return
        sentences: dict[QWidget, str] = {
            self.inputs[key]: words for key, words in errors.items() if key in self.inputs
        }
        self._grid.show_errors(sentences, list(self.inputs.values()))

    def focused(self) -> str:
        """The key of the field that has the keys, or will when the window comes to the front again."""
        holder = self.window().focusWidget()
        return next((key for key, made in self.inputs.items() if made is holder), "")

    def after(self, key: str) -> str:
        """The key of the field below one that can be typed in; the same key where there is none."""
        keys = list(self.inputs)
        below = keys[keys.index(key) + 1 :] if key in keys else []
        return next((other for other in below if not self.inputs[other].isReadOnly()), key)

    def go_on(self, asking: str, held: str) -> None:
        """A choice in ``asking`` made the fields anew: who left it by Enter goes on in the one below."""
        keys = list(self.inputs)
        if asking not in keys:
            return  # nobody was in a field: the keys are left where they are
        stays = held in keys and keys.index(held) <= keys.index(asking)
        self.take_focus(held if stays else self.after(asking))

    def take_focus(self, key: str = "") -> None:
        """The keys go to a field; without a key to the first one that can be typed in."""
        wanted = self.inputs.get(key) or next(
            (made for made in self.inputs.values() if not made.isReadOnly()), None
        )
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, field: FormField, offered: Mapping[str, Sequence[Choice]], today: date) -> Input:
        identifier = f"{self._identifier}.{field.key}"
        if field.kind == WORDS:
            narrative = Narrative(field.label, identifier, field.hint)
            fix(narrative, min_height=NARRATIVE, max_height=TALLEST)
            return narrative
        if field.kind == DAY:
            return DateBox(field.label, identifier, lambda: today, field.hint)
        if field.kind in (UNIT, HOLDER):
            return Picker(field.label, identifier, list(offered.get(field.kind, ())), placeholder=field.hint)
        if field.kind == CHOICE:
            beside = field.beside or ("",) * len(field.choices)
            choices = [
                Choice(value, words, hint) for (value, words), hint in zip(field.choices, beside, strict=True)
            ]
            return Picker(
                field.label, identifier, [*choices, *offered.get(field.key, ())], placeholder=field.hint
            )
        made = TextField(field.label, identifier, field.hint)
        use_input_method(made, field.kind != WHOLE)
        return made

    @Slot()
    def _left(self) -> None:
        for key, made in self.inputs.items():
            if made is self.sender():
                self.left.emit(key)

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.typed.emit()
