"""Group visits: F7 to the batch grid and back, one row per representative, five at most (条例第20条)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.words import sentence
from ui.register.entry.entry import Entry
from ui.register.entry.fields import parse_key, person_key


class Grouping(QObject):
    """What the grid's keys do to the form."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self._entry = entry
        self._view = entry.view
        entry.typed.connect(self._no_sixth)
        self._view.binder.moved_on.connect(self._row_ended)
        self._view.head.group.clicked.connect(self.toggle)
        self._view.head.more.clicked.connect(self.add)

    @Slot()
    def toggle(self) -> None:
        """F7."""
        form = self._entry.form
        form.turn_group()
        self._entry.show_all()
        at = sum(not person.is_blank() for person in form.people) if form.group else 0
        self._view.focus_key(person_key(min(at, len(form.people) - 1), "name"))
        self._entry.typed.emit()

    @Slot()
    def add(self) -> None:
        """Alt+D: a row for one more representative; a sixth is refused with its sentence."""
        if not self._entry.form.group:
            self.toggle()
        elif self._add_row():
            self._view.focus_key(person_key(len(self._entry.form.people) - 1, "name"))
        else:
            self._view.reps.say_full(sentence("sixth_representative"))

    @Slot(str)
    def _row_ended(self, key: str) -> None:
        """Enter at the end of the last representative's row opens the next one, up to five."""
        form, parsed = self._entry.form, parse_key(key)
        last = len(form.people) - 1
        if form.group and (parsed.row, parsed.part) == (last, "address") and form.people[last].name:
            self._add_row()

    def _add_row(self) -> bool:
        added = self._entry.form.add_person()
        if added:
            self._entry.show_all()
            self._entry.typed.emit()
        return added

    @Slot()
    def _no_sixth(self) -> None:
        self._view.reps.say_full("")
