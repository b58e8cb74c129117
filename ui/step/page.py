"""Joins the sheet 办理 to its services: what may be done, the effect while one types, F9 takes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.desk import Desk
from app.domain.case.moves import Move
from app.domain.rows.desk import Draft
from app.errors import FieldError, JiefangtaiError, Refused
from app.services.desk.read_tables import read_units
from app.services.handling.advance_matter import Pending, Possible, advance_matter, possible_steps
from app.services.handling.preview_step import StepPreview, preview_step
from app.words import sentence
from ui import routes
from ui.forms.draft import Typed
from ui.forms.sheet import Sheet
from ui.page import Command
from ui.routes import Route
from ui.step.fields import HOLDER, UNIT, StepField, fields_of
from ui.step.form import StepForm, field_of
from ui.step.model import article_words, effect_lines, owed_lines, why_words
from ui.step.view import StepView
from ui.widgets import Choice, Text, clear
from ui.widgets.rowlist import RowItem
from ui.workplace import Workplace

PAUSE = 150
"""Milliseconds after the last key until the effect is read again."""
KEYS = "123456789"
SIGNED = "要批准"


class StepPage(Sheet):
    """One step with one case; until a leader has signed where he must, nothing changes."""

    name = "step"
    title = "办理"
    verb = "办理"
    screen = "办理"
    view: StepView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        self.form = StepForm()
        super().__init__(workplace, parent)
        self.view = StepView()
        self.view.back.connect(self._back)
        self.view.modes.opened.connect(self._mode_opened)
        self.view.typed.connect(self._edited)
        self.possible: Possible | None = None
        self.move: Move | None = None
        self.fields: tuple[StepField, ...] = ()
        self.preview: StepPreview | None = None
        self._units: tuple[Choice, ...] = ()
        self._found: tuple[FieldError, ...] = ()
        """What is wrong with the step as it stands."""
        self._told: set[str] = set()
        """Inputs whose errors are told: F9 tells all."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._look)
        self.view.left.connect(self._left)

    # the ways in and out ----------------------------------------------------------------------

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.StepDraft):
            self.open_draft(route.draft_id)
        elif isinstance(route, routes.Step) and route.number and route.number != self.form.number:
            self.draft.switch(keep=True)
            self._begin(StepForm(number=route.number))
        else:
            self._read()

    def _begin(self, form: StepForm) -> None:
        self.form, self.move, self.fields, self.preview = form, None, (), None
        self._told, self._found = set(), ()
        self.view.show_fields((), {}, {}, self._desk.clock.now().date())
        self.view.show_effect("办了以后", [])
        self.view.show_paper(None)
        self._read()

    def _read(self) -> None:
        if self.form.number:
            work = partial(_possible, self._desk, self.form.number)
            self._tasks.run(work, self._show, self._not_read, latest="step.possible")

    def _show(self, read: tuple[Possible, tuple[Choice, ...]]) -> None:
        self.possible, self._units = read
        case = self.possible.case
        owed = owed_lines(case.running)
        brief = f"{case.status}　{owed[0][0]} {owed[0][1]}" if owed else case.status
        self.view.show_about(case.matter.number, case.matter.claim or "", brief)
        clear(self.view.reading)
        self.view.reading.addWidget(Text(f"现在：{case.status}", "label", wrap=True))
        self.view.reading.addWidget(Text(f"还欠着的 {len(owed)} 项", "label"))
        for head, what in owed:
            self.view.reading.addWidget(Text(head, "body", wrap=True))
            self.view.reading.addWidget(Text(what, "caption", wrap=True))
        self.view.reading.addStretch(1)
        allowed = [move for move in self.possible.moves if move.why is None]
        rows = [self._row(place, move) for place, move in enumerate(allowed)]
        refused = [(move.mode.name, why_words(move)) for move in self.possible.moves if move.why is not None]
        self.view.show_moves(rows, refused)
        chosen = next((move for move in allowed if move.mode.name == self.form.mode), None)
        if chosen is not None:
            self._choose(chosen)
        else:
            self.view.modes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands_changed.emit()

    def _row(self, place: int, move: Move) -> RowItem:
        key = f"Alt+{KEYS[place]}　" if place < len(KEYS) else ""
        return RowItem(
            title=f"{move.mode.name}　{SIGNED}" if move.second else move.mode.name,
            second=f"{key}{article_words(move)}",
            shape="seal" if move.second else "forward",
            data=move,
            key=move.mode.name,
        )

    def _not_read(self, error: JiefangtaiError) -> None:
        first = error.errors[0] if isinstance(error, Refused) and error.errors else error
        self.notice.emit("warning", sentence(first.code, first.facts))
        self.form = StepForm()
        self.leave_me.emit()

    # choosing a step and typing ---------------------------------------------------------------

    @Slot(object)
    def _mode_opened(self, move: Move) -> None:
        self._choose(move)
        first = next(iter(self.view.inputs.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, name: str) -> None:
        """Take up a mode that may be taken; what both modes ask for stays."""
        for move in self.possible.moves if self.possible else ():
            if move.mode.name == name and move.why is None:
                self._mode_opened(move)

    def _choose(self, move: Move) -> None:
        if self.move is None or self.move.mode.name != move.mode.name:
            self._told = set()
        self.move, self.form.mode = move, move.mode.name
        self.view.show_chosen(move.mode.name)
        self.view.mode.title.setText(move.mode.name)
        self.view.mode.set_caption(SIGNED if move.second else move.mode.article)
        self._lay_fields()
        self._look()

    def _lay_fields(self) -> None:
        assert self.move is not None
        self.fields = fields_of(self.move, self.form.values.get("ground") or None)
        holders = [
            Choice(one.unit, one.unit) for one in (self.possible.case.holders if self.possible else ())
        ]
        offered = {UNIT: list(self._units), HOLDER: holders}
        self.view.show_fields(self.fields, self.form.values, offered, self._desk.clock.now().date())

    @Slot()
    def _edited(self) -> None:
        ground = self.form.values.get("ground")
        self.form.values |= self.view.values(self.fields)
        if self.form.values.get("ground") != ground:
            QTimer.singleShot(0, self._ground_changed)  # the picker that said so is still at work
        self.draft.touch()
        self._rest.start()
        self.commands_changed.emit()

    @Slot()
    def _ground_changed(self) -> None:
        if self.move is not None:
            self._lay_fields()
            field = self.view.inputs.get("ground")
            if field is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _left(self, key: str) -> None:
        if self.form.values.get(key):
            self._told.add(key)
            self._show_errors()

    @Slot()
    def _look(self) -> None:
        """Read what the step would come to; its paper follows, for it takes longer."""
        if self.move is not None:
            self._ask(self._previewed, picture=False)

    def _ask(self, then: Callable[[StepForm, StepPreview], None], *, picture: bool) -> None:
        asked = StepForm.of(self.form.kept())
        work = partial(preview_step, self._desk, asked.entry(self.fields), picture=picture)
        latest = "step.paper" if picture else "step.preview"
        self._tasks.run(work, partial(then, asked), latest=latest)

    def _previewed(self, asked: StepForm, preview: StepPreview) -> None:
        if asked != self.form:
            return  # something was typed meanwhile: its answer is on the way
        self.preview, self._found = preview, preview.errors
        title = "批准以后" if preview.second else "办了以后"
        self.view.show_effect(title, effect_lines(preview))
        self.view.show_paper(None)
        self._show_errors()
        self.commands_changed.emit()
        if preview.paper and not preview.errors:
            self._ask(self._drawn, picture=True)

    def _drawn(self, asked: StepForm, preview: StepPreview) -> None:
        if asked == self.form:
            self.view.show_paper(preview.picture)

    def _show_errors(self) -> None:
        shown: dict[str, str] = {}
        for error in self._found:
            key = field_of(error, self.fields)
            if key is not None and key in self._told:
                shown.setdefault(key, sentence(error.code, error.facts))
        self.view.show_errors(shown)

    # what the form screen asks ----------------------------------------------------------------

    def typed(self) -> Typed:
        words = next((value for value in self.form.values.values() if value), "")
        return Typed(
            title=f"{self.form.mode or '办理'}　{self.form.number}",
            words=words,
            stopped_at=self.form.mode,
            form=self.form.kept(),
            blank=not any(self.form.values.values()),
        )

    def judge(self) -> bool:
        """What can be told without the store; the service tells the rest, all at once."""
        if self.move is None:
            self.notice.emit("warning", "先选要办的一步。")
            return False
        self.form.values |= self.view.values(self.fields)
        self._told = {one.key for one in self.fields}
        self._found = self.form.entry(self.fields).problems
        self._show_errors()
        return not self._found

    def mend_first(self) -> None:
        keys = [field_of(error, self.fields) for error in self._found]
        field = self.view.inputs.get(next((key for key in keys if key), ""))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def storing(self) -> Callable[[], Any]:
        return partial(advance_matter, self._desk, self.form.entry(self.fields))

    def stored(self, done: Any) -> None:
        number = self.form.number
        if isinstance(done, Pending):
            self.notice.emit("good", f"{done.request.mode}已送带班领导批准。批准以前期限和状态都不变。")
        else:
            papers = "、".join(f"{one.kind} {one.number}" for one in done.documents)
            out = f"文书 {papers}，按 P 出纸。" if papers else ""
            self.notice.emit("good", f"已办：{done.step.mode}。{out}")
        self.form = StepForm()
        self.go.emit(routes.Matter(number))

    def refused(self, error: Refused) -> None:
        self._found = error.errors
        self._show_errors()
        whole = [one for one in error.errors if field_of(one, self.fields) is None]
        if whole:
            self.notice.emit("warning", sentence(whole[0].code, whole[0].facts))

    def reopen(self, draft: Draft) -> None:
        self._begin(StepForm.of(draft.form))

    def clear(self) -> None:
        self.form = StepForm()
        self.leave_me.emit()

    def commands(self) -> list[Command]:
        allowed = [move for move in self.possible.moves if move.why is None] if self.possible else []
        second = self.preview.second if self.preview else bool(self.move and self.move.second)
        choose = [
            Command(
                name=f"step.choose.{place}",
                text=move.mode.name,
                keys=(f"Alt+{KEYS[place]}",),
                run=partial(self.choose, move.mode.name),
            )
            for place, move in enumerate(allowed[: len(KEYS)])
        ]
        return [
            Command(
                name="step.save",
                text="送带班领导批准" if second else f"办{self.form.mode}" if self.form.mode else "办理",
                keys=("F9", "Ctrl+Return"),
                run=self.save,
                bar=True,
                primary=True,
                enabled=self.move is not None and not self.busy,
                why_not="先选要办的一步",
                icon="seal" if second else None,
            ),
            *choose,
        ]


def _possible(desk: Desk, number: str) -> tuple[Possible, tuple[Choice, ...]]:
    """What may be done, and the units that may be chosen."""
    units = read_units(desk)
    return possible_steps(desk, number), tuple(Choice(one.name, one.name, one.initials) for one in units)
