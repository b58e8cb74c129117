"""F9 and F8: the visit goes to the store, or its slip is shown before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.errors import JiefangtaiError, Refused
from app.services.papers.preview_slip import preview_slip
from app.services.visits.after_typing import FromForm, SamePerson
from app.services.visits.register_visit import Registered, register_visit
from ui.register.drafting import Drafting
from ui.register.entry import Entry
from ui.register.form import RegisterForm
from ui.register.glyphs import characters_of
from ui.tasks import Tasks


class Storing(QObject):
    """Saves one visit at a time; its draft goes in the same transaction."""

    busy_changed = Signal()
    stored = Signal(object)
    """Registered."""
    previewed = Signal(object)
    """SlipPreview."""
    lacking = Signal(str)
    """Characters no font has, which stopped the preview."""

    def __init__(self, desk: Desk, tasks: Tasks, entry: Entry, drafting: Drafting) -> None:
        super().__init__(entry)
        self._desk = desk
        self._tasks = tasks
        self._entry = entry
        self._drafting = drafting
        self.busy = False

    @Slot()
    def save(self) -> None:
        """Everything is checked, then stored in one transaction."""
        if self.busy:
            return
        if not self._entry.complete():
            self._entry.mend_first()
            return
        self.busy = True
        self.busy_changed.emit()
        self._drafting.finish(self._save_now)

    @Slot()
    def preview(self) -> None:
        """The slip as it would be; nothing is stored."""
        if not self._entry.complete():
            self._entry.mend_first()
            return
        work = partial(preview_slip, self._desk, self._entry.entry())
        self._tasks.run(work, self.previewed.emit, self._not_previewed, latest="register.preview")

    def _save_now(self) -> None:
        handed = FromForm(draft_id=self._drafting.id, same_people=_linked(self._entry.form))
        work = partial(register_visit, self._desk, self._entry.entry(), handed)
        self._tasks.run(work, self._done, self._failed)

    def _done(self, done: Registered) -> None:
        self.busy = False
        self._drafting.ended()
        self.stored.emit(done)

    def _failed(self, error: JiefangtaiError) -> None:
        self.busy = False
        self.busy_changed.emit()
        self._drafting.touch()
        self._not_shown(error)

    def _not_previewed(self, error: JiefangtaiError) -> None:
        characters = characters_of(error)
        if characters:
            self.lacking.emit(characters)
        else:
            self._not_shown(error)

    def _not_shown(self, error: JiefangtaiError) -> None:
        if isinstance(error, Refused):
            self._entry.refused(error.errors)
            self._entry.mend_first()
        else:
            self._tasks.went_wrong.emit(error)


def _linked(form: RegisterForm) -> tuple[SamePerson, ...]:
    people = [form.people[row] for row in form.filled_rows()]
    return tuple(
        SamePerson(position=place, person_id=one.linked, why=tuple(one.linked_why))
        for place, one in enumerate(people)
        if one.linked
    )
