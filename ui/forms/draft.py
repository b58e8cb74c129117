"""The draft behind a form: written within 300 ms of the last key, deleted with what the form became."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desk import Desk
from app.domain.masks import mask_numbers
from app.domain.rows.base import new_id
from app.domain.rows.desk import Draft
from app.services.desk.keep_draft import DraftForm, keep_draft, read_draft
from ui.page import Saving
from ui.tasks import Tasks
from ui.widgets import DraftSaver

_LOOK_AGAIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form gives to be kept, and how the start page names it."""

    title: str
    words: str
    stopped_at: str
    form: dict[str, Any] = field(default_factory=dict)
    blank: bool = False
    """Nothing worth keeping: a form that has no draft yet gets none."""


class FormDraft(QObject):
    """The draft of the form that is open; several forms may have theirs, one after the other."""

    saving = Signal(object)
    """ui.page.Saving."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        screen: str,
        collect: Callable[[], Typed],
        word: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._screen = screen
        self._collect = collect
        self.id = new_id()
        self._begun = False
        self._left: list[DraftForm] = []
        """Of forms that were left while a write was on its way."""
        self._then: Callable[[], None] | None = None
        self._saver = DraftSaver(tasks, self._row, partial(_keep, desk), word, self)
        self._saver.saving.connect(self.saving)
        self._wait = QTimer(self)
        self._wait.setInterval(_LOOK_AGAIN)
        self._wait.timeout.connect(self._go_on)

    @property
    def begun(self) -> bool:
        """Whether this form has a draft on disk, or one on its way there."""
        return self._begun

    @property
    def waiting(self) -> bool:
        """Something typed is not on disk yet."""
        return self._saver.waiting or bool(self._left)

    def switch(self, keep: bool) -> None:
        """Another form comes: what was typed into this one is written, and a new draft begins.

        ``keep``: False for a form that became a record or was thrown away.
        """
        if keep and self._wanted():
            self._left.append(self._row())
        self.id = new_id()
        self._begun = False
        self._saver.stop()
        self._wait.start()
        self._go_on()

    @Slot()
    def touch(self) -> None:
        """Something was typed; a form with nothing in it leaves no draft."""
        if self._wanted():
            self._begun = True
            self._saver.touch()

    @Slot()
    def flush(self) -> None:
        """Write at once: Ctrl+S, another form, another page."""
        if self._wanted():
            self._begun = True
            self._saver.flush()

    def finish(self, then: Callable[[], None]) -> None:
        """No draft is written any more; ``then`` is called once none is on its way."""
        self._then = then
        self._saver.stop()
        self.saving.emit(Saving("saving", "正在保存…"))
        self._wait.start()
        self._go_on()

    def open(self, draft_id: str, opened: Callable[[Draft], None]) -> None:
        """Read a kept draft; ``opened`` is called with it and shows it, then ``adopt`` it."""
        self._tasks.run(partial(read_draft, self._desk, draft_id), partial(self._opened, opened))

    def adopt(self, row: Draft) -> None:
        """The form on the screen is this draft's from now on."""
        self.id, self._begun = row.id, True
        self.saving.emit(Saving("saved", f"草稿已存 {row.changed_at:%H:%M:%S}"))

    def _opened(self, opened: Callable[[Draft], None], row: Draft | None) -> None:
        if row is not None:
            opened(row)

    def _wanted(self) -> bool:
        return self._begun or not self._collect().blank

    def _row(self) -> DraftForm:
        typed = self._collect()
        return DraftForm(
            id=self.id,
            screen=self._screen,
            title=mask_numbers(typed.title),  # a list of drafts lies open on the desk
            words=mask_numbers(typed.words),
            stopped_at=typed.stopped_at,
            form=typed.form,
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
