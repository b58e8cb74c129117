"""Joins the sheet 办理 to its services: what may be done, the effect while one types, F9 takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.domain.attachments import MATTER
from app.domain.case.moves import Move
from app.domain.entries.step_entry import FIVE
from app.domain.rows.desk import Draft
from app.errors import JiefangtaiError, Refused
from app.services.case.open_case import NamedCase
from app.services.handling.advance_matter import advance_matter
from app.services.handling.preview_step import StepPreview
from app.words import sentence
from ui import routes
from ui.attachments.attaching import Attaching
from ui.forms.draft import Typed
from ui.forms.inputs import FormField, first_words
from ui.forms.missing import lacking_lines
from ui.forms.sheet import Sheet
from ui.forms.why import Reason
from ui.page import Command
from ui.routes import Route
from ui.step.commands import UNSEEN, is_unseen, step_commands
from ui.step.foretelling import Foretelling, StepAsked
from ui.step.form import StepForm
from ui.step.inputs import StepInputs
from ui.step.model import effect_lines, mode_row, strip_words, why_words
from ui.step.reading import StepRead, read_step
from ui.step.signing import Signing
from ui.step.view import StepView
from ui.step.words import changed_words, done_words, step_reasons
from ui.widgets.composing import commit_composing
from ui.workplace import Workplace


class StepPage(Sheet):
    """One step with one case; until a leader has signed where he must, nothing changes."""

    name = "step"
    title = "办理"
    verb = "办理"
    screen = "办理"
    view: StepView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = StepView()
        self.inputs = StepInputs(self.view, self._today, self)
        self.inputs.typed.connect(self._edited)
        self.view.back.connect(self._back)
        self.view.modes.opened.connect(self._mode_opened)
        self.attaching = Attaching(self._desk, self._tasks, workplace.house, self.view.attachments, self.view)
        self.attaching.announced.connect(self.notice)
        self.subject: NamedCase | None = None
        self.foretelling = Foretelling(self._desk, self._tasks, self._asked, self)
        self.foretelling.foretold.connect(self._foretold)
        self.foretelling.drawn.connect(self._drawn)
        self.signing = Signing(workplace, self.view.sign, self)
        self.signing.signed.connect(self._signed)
        self.signing.changed.connect(self.commands_changed)
        self.view.effect.seen.connect(self.commands_changed)

    @property
    def opened(self) -> NamedCase | None:
        return self.subject

    def _today(self) -> date:
        return self._desk.clock.now().date()

    # the ways in and out ----------------------------------------------------------------------

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.StepDraft) and route.draft_id != self.draft.id:
            self.open_draft(route.draft_id)
        elif isinstance(route, routes.Step) and route.number and route.number != self.form.number:
            self.draft.switch(keep=True)
            self._begin(StepForm(number=route.number))
        else:
            self.read()

    def is_worth_returning(self) -> bool:
        return bool(self.form.number)

    def leave(self) -> None:
        self.signing.shut()
        self.attaching.leave()
        super().leave()

    def step_back(self) -> bool:
        if self.signing.is_open:
            self.signing.shut()
            self.view.fields.take_focus()
            return True
        return self.view.show_steps() or super().step_back()

    def _begin(self, form: StepForm) -> None:
        self.subject = None  # what changed in the case before is no news to this form
        self.inputs.begin(form)
        self.foretelling.clear()
        self.signing.shut()
        self.view.effect.show_lines("办了以后", [])
        self.view.show_strip("")
        self.view.effect.show_paper(None)
        self.read()

    def read(self) -> None:
        if self.form.number:
            work = partial(read_step, self._desk, self.form.number)
            self._tasks.run(work, self._show, self.not_read, latest="step.possible")

    def _show(self, read: StepRead) -> None:
        before = self.subject.case if self.subject is not None else None
        if before is not None and self.view.fields.focused():
            commit_composing()  # the inputs are made anew below
        self.subject, self.signing.leaders = read.opened, read.leaders
        self.inputs.offer(self.subject.case, read.units)
        self.view.show_case(self.subject, self._today())
        self.attaching.show(self.subject, everything=False)
        allowed = self.allowed
        rows = [mode_row(place, move) for place, move in enumerate(allowed)]
        refused = [(move.mode.name, why_words(move)) for move in self.subject.moves if move.why is not None]
        self.view.show_moves(rows, refused)
        named = next((move for move in self.subject.moves if move.mode.name == self.form.mode), None)
        chosen = named if named is not None and named.why is None else None
        if chosen is not None:
            self._choose(chosen)
            if self.in_front and not self.view.is_worked_in():
                self.view.fields.take_focus()  # from another page: never on a button
        elif self.in_front:
            self.view.modes.setFocus(Qt.FocusReason.OtherFocusReason)
        now = self.subject.case
        if before is not None and before.matter.id == now.matter.id and before != now:
            self.notice.emit("warning", changed_words(named))
        self.commands_changed.emit()

    def attach(self) -> None:
        """Alt+J: files; of a 不放过 that one is writing about, its evidence."""
        name = self.view.fields.focused().removeprefix("checks.")
        self.attaching.choose(name if name in FIVE else MATTER)

    @property
    def allowed(self) -> list[Move]:
        """The modes that may be taken now."""
        return [move for move in self.subject.moves if move.why is None] if self.subject else []

    def forget(self) -> None:
        self.inputs.forget()

    # choosing a step and typing ---------------------------------------------------------------

    @Slot(object)
    def _mode_opened(self, move: Move) -> None:
        self._choose(move)
        self.view.fields.take_focus()

    def choose(self, name: str) -> None:
        """Take up a mode that may be taken; what both modes ask for stays."""
        for move in self.allowed:
            if move.mode.name == name:
                self._mode_opened(move)

    def _choose(self, move: Move) -> None:
        if self.move is None or self.move.mode.name != move.mode.name:
            self.signing.shut()
        self.inputs.choose(move)
        self.foretelling.look()

    @Slot()
    def _edited(self) -> None:
        self.draft.touch()
        self.foretelling.touch()
        self.commands_changed.emit()

    @property
    def form(self) -> StepForm:
        """The step as typed."""
        return self.inputs.form

    @property
    def move(self) -> Move | None:
        """The mode that was chosen."""
        return self.inputs.move

    @property
    def fields(self) -> tuple[FormField, ...]:
        return self.inputs.fields

    @property
    def preview(self) -> StepPreview | None:
        """What the step would come to, as it was read last."""
        return self.foretelling.preview

    def _asked(self) -> StepAsked | None:
        return (self.form, self.fields) if self.move is not None else None

    @Slot()
    def _foretold(self) -> None:
        preview = self.foretelling.preview
        assert preview is not None
        self.inputs.found = preview.errors
        lines = [*lacking_lines(preview.errors, self.fields), *effect_lines(preview, self._today())]
        self.view.effect.show_lines("批准以后" if preview.second else "办了以后", lines)
        self.view.show_strip(strip_words(self.form.mode, preview, self._today()))
        self.view.effect.show_paper(None)
        self.inputs.show_errors()
        self.commands_changed.emit()

    @Slot(object)
    def _drawn(self, picture: bytes | None) -> None:
        self.view.effect.show_paper(picture)
        self.commands_changed.emit()

    def reasons(self) -> list[Reason]:
        """F1: the article of the mode under the keys, each date, then why the other modes are barred."""
        if self.subject is None:
            return []
        row = self.view.modes.current() if self.view.modes.hasFocus() else None
        return step_reasons(self.subject, row if isinstance(row, Move) else self.move, self.preview)

    # what the form screen asks ----------------------------------------------------------------

    def typed(self) -> Typed:
        claim = self.subject.case.matter.claim or "" if self.subject is not None else ""
        return Typed(
            title=f"{self.form.mode or '办理'}　{claim}",
            words=first_words(self.fields, self.form.values),
            stopped_at=self.form.mode,
            form=self.form.kept(),
            blank=self.inputs.is_blank(),
        )

    def judge(self) -> bool:
        """What can be told without the store; the service tells the rest, all at once."""
        if self.move is None:
            self.notice.emit("warning", "先选要办的一步。")
            return False
        if is_unseen(self):
            self.notice.emit("warning", f"{UNSEEN}。")
            return False
        return self.inputs.judge() and (not self.signing.is_open or self.signing.is_filled())

    def mend_first(self) -> None:
        self.inputs.mend_first()

    def storing(self) -> Callable[[], Any]:
        entry = self.form.entry(self.fields)
        if self.signing.is_open:
            return self.signing.storing(entry, self.draft.id)
        return partial(advance_matter, self._desk, entry, draft_id=self.draft.id)

    def stored(self, done: Any) -> None:
        number, leader = self.form.number, self.signing.name
        self.signing.shut()
        self.inputs.forget()
        self.go.emit(routes.Matter(number))  # which puts the sentences of this page away
        self.notice.emit("good", done_words(done, leader))

    def refused(self, error: Refused) -> None:
        whole = self.inputs.refuse(error.errors)
        if whole:
            self.notice.emit("warning", sentence(whole[0].code, whole[0].facts))

    def _not_stored(self, error: JiefangtaiError) -> None:
        if self.signing.is_open and not isinstance(error, Refused):
            self.busy = False
            self.draft.touch()
            self.signing.not_signed(error)
            self.commands_changed.emit()
        else:
            super()._not_stored(error)

    def open_signing(self) -> None:
        """Alt+Q: the leader beside the clerk signs here; the paper has been seen."""
        self.foretelling.once_known(self._open_signing)

    def _open_signing(self) -> None:
        if not self.view.isVisible():
            return  # left or locked meanwhile
        if self.judge() and self.preview is not None and not self.preview.errors:
            self.signing.open()
            QTimer.singleShot(0, self._reveal_sign)  # once its room is laid out
        else:
            self.mend_first()

    @Slot()
    def _reveal_sign(self) -> None:
        self.view.reveal(self.view.sign)

    @Slot()
    def save(self) -> None:
        """F9; a leader signs the form as it was foretold: a letter typed just now is read and seen first."""
        if self.signing.is_open:
            self.foretelling.once_known(self._save_signed)
        else:
            super().save()

    def _save_signed(self) -> None:
        if self.signing.is_open:  # not put away meanwhile
            super().save()

    @Slot()
    def _signed(self) -> None:
        """Enter in the leader's password."""
        self.save()

    def reopen(self, draft: Draft) -> None:
        self._begin(StepForm.of(draft.form))

    def clear(self) -> None:
        self.inputs.forget()
        self.leave_me.emit()

    def commands(self) -> list[Command]:
        return step_commands(self)
