"""The inputs of the step that was chosen: their values, their errors, what changes when a ground does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.case.casefile import CaseFile
from app.domain.case.moves import Move
from app.errors import FieldError
from ui.forms.inputs import HOLDER, UNIT, FormField
from ui.forms.missing import error_words
from ui.step.fields import fields_of, first_values
from ui.step.form import StepForm, field_of
from ui.step.model import SIGNED, ground_words
from ui.step.view import StepView
from ui.widgets import Choice


class StepInputs(QObject):
    """Keeps the form in step with what stands in the view."""

    typed = Signal()
    """Something was changed by a person; the form has it."""

    def __init__(self, view: StepView, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._today = view, today
        self.form = StepForm()
        self.move: Move | None = None
        self.fields: tuple[FormField, ...] = ()
        self.found: tuple[FieldError, ...] = ()
        """What is wrong with the step as it stands."""
        self._first: dict[str, str] = {}
        """What stood in the inputs before anybody typed."""
        self._told: set[str] = set()
        """Inputs whose errors are told: F9 tells all."""
        self._case: CaseFile | None = None
        self._units: tuple[Choice, ...] = ()
        view.fields.typed.connect(self._edited)
        view.fields.left.connect(self._left)

    def begin(self, form: StepForm) -> None:
        """Another case; no step is chosen yet."""
        self.form, self.move, self.fields, self._first = form, None, (), {}
        self._told, self.found, self._case = set(), (), None
        self._view.show_mode("", "", "")
        self._view.fields.show_fields((), {}, {}, self._today())

    def forget(self) -> None:
        """The step was taken, or nothing can be done: what was typed is gone."""
        self.form = StepForm()

    def offer(self, case: CaseFile, units: tuple[Choice, ...]) -> None:
        """What the pickers offer, and what the case itself says."""
        self._case, self._units = case, units

    def choose(self, move: Move) -> None:
        """Take up a mode; what it asks as the one before did stays."""
        if self.move is None or self.move.mode.name != move.mode.name:
            self._told = set()
        self.move, self.form.mode = move, move.mode.name
        if self._case is not None:
            self._first = first_values(move, self._case)
            self.form.values = {**self._first, **self.form.values}
        self._lay()

    def _lay(self) -> None:
        assert self.move is not None
        ground = self.form.values.get("ground") or None
        self.fields = fields_of(self.move, ground)
        caption = SIGNED if self.move.second else self.move.mode.article
        self._view.show_mode(self.move.mode.name, caption, ground_words(self.move, ground))
        holders = [Choice(holder.unit, holder.unit) for holder in (self._case.holders if self._case else ())]
        offered = {UNIT: list(self._units), HOLDER: holders}
        self._view.fields.show_fields(self.fields, self.form.values, offered, self._today())

    @Slot()
    def _edited(self) -> None:
        ground = self.form.values.get("ground")
        self.form.values |= self._view.fields.values()
        if self.form.values.get("ground") != ground:
            asking = self._view.fields.focused()
            QTimer.singleShot(0, self, partial(self._ground_changed, asking))  # the picker is still at work
        self.typed.emit()

    def _ground_changed(self, asking: str) -> None:
        """Who left the ground by Enter goes on in the first field that it asks for."""
        if self.move is not None:
            held = self._view.fields.focused()
            self._lay()
            self._view.fields.go_on(asking, held)

    @Slot(str)
    def _left(self, key: str) -> None:
        if self.form.values.get(key):
            self._told.add(key)
            self.show_errors()

    def is_blank(self) -> bool:
        """Whether nothing was typed beside what stood there at first."""
        return not any(text and text != self._first.get(key) for key, text in self.form.values.items())

    def judge(self) -> bool:
        """Whether the step can be read as it stands; all its errors are told."""
        self.form.values |= self._view.fields.values()
        self._told = {field.key for field in self.fields}
        self.found = self.form.entry(self.fields).problems
        self.show_errors()
        return not self.found

    def refuse(self, errors: Iterable[FieldError]) -> list[FieldError]:
        """Tell what a service refused; answered is what belongs to no input."""
        self.found = tuple(errors)
        self.show_errors()
        return [error for error in self.found if field_of(error, self.fields) is None]

    def show_errors(self) -> None:
        shown: dict[str, str] = {}
        for error in self.found:
            key = field_of(error, self.fields)
            if key is not None and key in self._told:
                shown.setdefault(key, error_words(error, self.fields))
        self._view.fields.show_errors(shown)

    def mend_first(self) -> None:
        """The keys go to the first input that is wrong."""
        keys = [field_of(error, self.fields) for error in self.found]
        first = next((key for key in keys if key), None)
        if first is not None:
            self._view.fields.take_focus(first)
