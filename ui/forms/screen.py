"""A page with one form at a time: typed, kept as a draft, judged, stored by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.domain.rows.desk import Draft
from app.errors import JiefangtaiError, Refused
from app.events import DraftDiscarded, Event
from ui.forms.draft import FormDraft, Typed
from ui.page import Page
from ui.workplace import Workplace


class FormScreen(Page):
    """Base of registration, reception and sheets; a subclass says what its form is and what becomes of it.

    Its part: ``typed`` (what a draft keeps), ``judge`` and ``mend_first`` (errors), ``storing`` (the
    service), ``stored`` and ``refused`` (what is shown then), ``reopen`` and ``clear`` (another form).
    """

    screen: str = ""
    """The name that drafts of this page carry."""
    kept_word: str = "草稿"

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.busy = False
        """The form is on its way to the store."""
        self.draft = FormDraft(workplace.desk, workplace.tasks, self.screen, self.typed, self.kept_word, self)
        self.draft.saving.connect(self.saving_changed)
        workplace.bridge.happened.connect(self._draft_gone)

    # what a subclass says -------------------------------------------------------------------

    def typed(self) -> Typed:
        """The form as a draft keeps it."""
        raise NotImplementedError

    def judge(self) -> bool:
        """Tell every error; True if there is none."""
        raise NotImplementedError

    def mend_first(self) -> None:
        """Give the keys to the first field that is wrong."""
        raise NotImplementedError

    def storing(self) -> Callable[[], Any]:
        """The service call that stores the form and deletes its draft, for a thread."""
        raise NotImplementedError

    def stored(self, done: Any) -> None:
        """The form became a record; the draft is gone with it."""
        raise NotImplementedError

    def refused(self, error: Refused) -> None:
        """Errors that only storing could find; they are told like any other."""
        raise NotImplementedError

    def reopen(self, draft: Draft) -> None:
        """Show a kept form."""
        raise NotImplementedError

    def clear(self) -> None:
        """An empty form; the draft of the one before is not this page's concern any more."""
        raise NotImplementedError

    # what is the same for all ---------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """F9: judged, then stored once no draft is on its way."""
        if self.busy:
            return
        if not self.judge():
            self.mend_first()
            return
        self.busy = True
        self.commands_changed.emit()
        self.draft.finish(partial(self._store, self.storing()))  # as it stood when F9 was pressed

    def open_draft(self, draft_id: str) -> None:
        """Show a kept draft; the form that is open keeps its own. Nothing happens if it is open already."""
        if draft_id != self.draft.id:
            self.draft.open(draft_id, self._show_draft)

    def _show_draft(self, row: Draft) -> None:
        self.draft.switch(keep=True)
        self.reopen(row)
        self.draft.adopt(row)

    def _store(self, work: Callable[[], Any]) -> None:
        self._tasks.run(work, self._stored, self._not_stored)

    def _stored(self, done: Any) -> None:
        self.busy = False
        self.draft.switch(keep=False)
        self.stored(done)
        self.commands_changed.emit()

    def _not_stored(self, error: JiefangtaiError) -> None:
        self.busy = False
        self.commands_changed.emit()
        self.draft.touch()
        if isinstance(error, Refused):
            self.refused(error)
            self.mend_first()
        else:
            self._tasks.went_wrong.emit(error)

    @Slot(object)
    def _draft_gone(self, event: Event) -> None:
        """The open form's draft was thrown away on the start page: the form goes, nothing brings it back."""
        mine = isinstance(event, DraftDiscarded) and event.draft_id == self.draft.id
        if mine and not self.busy:
            self.draft.switch(keep=False)
            self.clear()
