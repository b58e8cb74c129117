"""The draft behind the form: written within 300 ms of the last key, gone in the breath the visit is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.desk import Draft
from app.services.desk.keep_draft import DraftForm, keep_draft, read_draft
from ui.page import Saving
from ui.register.entry import Entry
from ui.register.fields import label_of
from ui.register.form import RegisterForm
from ui.tasks import Tasks
from ui.widgets import DraftSaver

SCREEN = "登记"
_LOOK_AGAIN = 10


class Drafting(QObject):
    """Each form has its own draft; several may be open at once."""

    saving = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, entry: Entry) -> None:
        super().__init__(entry)
        self._desk = desk
        self._tasks = tasks
        self._entry = entry
        self.id = new_id()
        self._begun = False
        self._left: list[DraftForm] = []
        """Of forms that were left while a write was on its way."""
        self._then: Callable[[], None] | None = None
        self._saver = DraftSaver(tasks, self._collect, partial(_keep, desk), parent=self)
        self._saver.saving.connect(self.saving)
        self._wait = QTimer(self)
        self._wait.setInterval(_LOOK_AGAIN)
        self._wait.timeout.connect(self._go_on)

    @property
    def waiting(self) -> bool:
        """Something typed is not on disk yet."""
        return self._saver.waiting or bool(self._left)

    def switch(self, keep: bool) -> None:
        """Another form comes: what was typed into this one is written, and a new draft begins.

        ``keep``: False for a form that became a visit.
        """
        if keep and (self._begun or not self._entry.form.is_blank()):
            self._left.append(self._collect())
        self.id = new_id()
        self._begun = False
        self._saver.stop()
        self._wait.start()
        self._go_on()

    @Slot()
    def touch(self) -> None:
        """Something was typed; a form with nothing in it leaves no draft."""
        if self._begun or not self._entry.form.is_blank():
            self._begun = True
            self._saver.touch()

    @Slot()
    def flush(self) -> None:
        """Write at once: Ctrl+S, another form, another page."""
        if self._begun or not self._entry.form.is_blank():
            self._begun = True
            self._saver.flush()

    def finish(self, then: Callable[[], None]) -> None:
        """No draft is written any more; ``then`` is called once none is on its way."""
        self._then = then
        self._saver.stop()
        self.saving.emit(Saving("saving", "正在保存…"))
        self._wait.start()
        self._go_on()

    def ended(self) -> None:
        """The visit is stored and its draft went with it."""
        self.switch(keep=False)

    def open(self, draft_id: str, opened: Callable[[RegisterForm, str], None]) -> None:
        """Show a kept draft again, with the caret's field; the one that is open stays as it is."""
        if draft_id == self.id:
            return
        self._tasks.run(partial(read_draft, self._desk, draft_id), partial(self._opened, opened))

    def _opened(self, opened: Callable[[RegisterForm, str], None], row: Draft | None) -> None:
        if row is None:
            return
        opened(RegisterForm.from_draft(row.form.get("fields", {})), str(row.form.get("focus", "")))
        self.id, self._begun = row.id, True
        self.saving.emit(Saving("saved", f"草稿已存 {row.changed_at:%H:%M:%S}"))

    def _collect(self) -> DraftForm:
        entry = self._entry
        key = entry.view.last_key or ""
        return DraftForm(
            id=self.id,
            screen=SCREEN,
            title=entry.form.title(),
            words=entry.form.first_words(),
            stopped_at=label_of(key) if key else "",
            form={"fields": entry.form.as_draft(), "focus": key},
        )

    @Slot()
    def _go_on(self) -> None:
        """Once no write is on its way: the drafts of forms left behind, then what waits for the quiet."""
        if self._saver.busy:
            return
        self._wait.stop()
        left, self._left = self._left, []
        for draft in left:
            self._tasks.run(partial(_keep, self._desk, draft))
        then, self._then = self._then, None
        if then is not None:
            then()


def _keep(desk: Desk, draft: DraftForm) -> datetime:
    return keep_draft(desk, draft).changed_at
