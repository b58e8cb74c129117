"""Joins a sheet about a matter to its services: what is typed is a draft, its effect is live, F9 acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.rows.desk import Draft
from app.errors import FieldError, Refused
from app.services.case.open_case import NamedCase
from app.words import sentence
from ui import routes
from ui.acts.act import Act, ActFacts, Effect, Stored
from ui.acts.alert import SignAlert
from ui.acts.amend import Amend
from ui.acts.appoint import HandOver, NameReader
from ui.acts.commands import act_commands
from ui.acts.deliver import Deliver
from ui.acts.form import ActForm, field_of
from ui.acts.incident import NoteIncident
from ui.acts.keep import LISTS, Keep
from ui.acts.rate import Rate
from ui.acts.receive import Receive
from ui.acts.reply import Reply
from ui.acts.tell import Tell
from ui.acts.view import ActView
from ui.forms.draft import Typed
from ui.forms.effect import counted_words, open_first
from ui.forms.inputs import FormField, first_words
from ui.forms.missing import error_words, missing_lines
from ui.forms.sheet import CHANGED_MEANWHILE, Sheet, both_changed
from ui.forms.why import Reason, with_others
from ui.page import Command
from ui.routes import Route
from ui.widgets.composing import commit_composing
from ui.workplace import Workplace

PAUSE = 150
"""Milliseconds after the last key until the effect is read again."""
_RECORDED: tuple[Act, ...] = (Tell(), Rate(), Reply(), Receive(), Deliver(), NoteIncident(), SignAlert())
_ALL: tuple[Act, ...] = (*_RECORDED, Amend(), HandOver(), NameReader())
ACTS: dict[str, Act] = {act.name: act for act in _ALL}


def act_of(name: str) -> Act:
    """The sheet of a name; those of the lists say kind, act and item in it. KeyError."""
    return Keep.of(name) if name.split(".")[0] == LISTS else ACTS[name]


class ActPage(Sheet):
    """One act about one matter at a time."""

    name = "act"
    title = "事项"
    verb = "事项"
    screen = "事项"
    view: ActView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        self.form = ActForm()
        self.facts: ActFacts | None = None
        super().__init__(workplace, parent)
        self.view = ActView()
        self.view.back.connect(self._back)
        self.view.fields.typed.connect(self._edited)
        self.view.fields.left.connect(self._left)
        self.fields: tuple[FormField, ...] = ()
        self.effect = Effect()
        self._judged = ActForm()
        """The form that the effect is of."""
        self._told: set[str] = set()
        """Inputs whose errors are told: F9 tells all."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._look)

    @property
    def act(self) -> Act:
        """The sheet that is open."""
        return act_of(self.form.act)

    @property
    def opened(self) -> NamedCase | None:
        return self.facts.opened if self.facts is not None else None

    # the ways in and out ----------------------------------------------------------------------

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.ActDraft) and route.draft_id != self.draft.id:
            self.open_draft(route.draft_id)
        elif isinstance(route, routes.Act) and route.number:
            if (route.act, route.number) != (self.form.act, self.form.number):
                self.draft.switch(keep=True)
                values = {"what": route.chosen} if route.chosen else {}
                self._begin(ActForm(route.act, route.number, values))
            else:
                self.read()
        elif self.form.number:
            self.read()

    def is_worth_returning(self) -> bool:
        return bool(self.form.number)

    def _begin(self, form: ActForm) -> None:
        self.form, self.facts, self.fields, self.effect = form, None, (), Effect()
        self._told = set()
        self.view.verb.setText(self.act.verb)
        self.view.head.title.setText(self.act.verb)
        self.view.fields.show_fields((), {}, {}, self._desk.clock.now().date())
        self.view.effect.show_lines("", [])
        self.view.show_strip("")
        self.view.effect.show_paper(None)
        self.read()

    def read(self) -> None:
        work = partial(self.act.read, self._desk, self.form.number)
        self._tasks.run(work, self._show, self.not_read, latest="act.read")

    def _show(self, facts: ActFacts) -> None:
        earlier, self.facts = self.facts, facts
        if earlier is not None and self.view.fields.focused():
            commit_composing()  # the inputs are made anew below
        stood = dict(self.form.first)
        both = self.form.read_anew(facts.first)
        self.view.show_case(facts.opened, self._desk.clock.now().date())
        self._lay_fields()
        held = self.view.fields.isAncestorOf(self.view.focusWidget() or self.view)
        if self.in_front and (earlier is None or not held):
            self.view.fields.take_focus()
        if both:
            self.notice.emit("warning", both_changed(both, self.fields, facts.first))
        elif (stood and stood != facts.first) or (earlier and earlier.opened.case != facts.opened.case):
            self.notice.emit("warning", CHANGED_MEANWHILE)
        self._look()
        self.commands_changed.emit()

    def forget(self) -> None:
        self.form = ActForm()

    # typing -----------------------------------------------------------------------------------

    def _lay_fields(self) -> None:
        if self.facts is not None:
            self.fields = self.act.fields(self.facts, self.form.values)
            self.view.fields.show_fields(self.fields, self.form.values, {}, self._desk.clock.now().date())

    @Slot()
    def _edited(self) -> None:
        self.form.values |= self.view.fields.values()
        if self.facts is not None and self.act.fields(self.facts, self.form.values) != self.fields:
            asking = self.view.fields.focused()
            QTimer.singleShot(0, partial(self._others_asked, asking))  # the picker is still at work
        self.draft.touch()
        self._rest.start()

    def _others_asked(self, asking: str) -> None:
        """A choice in ``asking`` asks for other fields; who left it by Enter goes on in the first one."""
        held = self.view.fields.focused()
        self._lay_fields()
        self.view.fields.go_on(asking, held)

    @Slot(str)
    def _left(self, key: str) -> None:
        if self.form.values.get(key):
            self._told.add(key)
            self._show_errors()

    @Slot()
    def _look(self) -> None:
        """Read what the act would come to; its paper follows, for it takes longer."""
        self._ask(picture=False)

    def _ask(self, *, picture: bool) -> None:
        if self.facts is not None and self.form.act:
            asked = ActForm.of(self.form.kept())
            work = partial(self.act.effect, self._desk, self.facts, asked.values, picture=picture)
            then = partial(self._drawn if picture else self._shown, asked)
            self._tasks.run(work, then, latest="act.paper" if picture else "act.effect")

    def _shown(self, asked: ActForm, effect: Effect) -> None:
        if asked != self.form:
            return  # something was typed meanwhile: its answer is on the way
        self.effect, self._judged = effect, asked
        lines = effect.lines or missing_lines(effect.errors, self.fields)
        self.view.effect.show_lines("记下以后", lines)
        self.view.show_strip(counted_words(lines, second=effect.second))
        if not effect.draws or effect.errors:
            self.view.effect.show_paper(None)
        self._show_errors()
        self.commands_changed.emit()
        if effect.draws and not effect.errors:
            self._ask(picture=True)

    def _drawn(self, asked: ActForm, effect: Effect) -> None:
        if asked == self.form:
            self.view.effect.show_paper(effect.picture)
            self.commands_changed.emit()

    def _show_errors(self) -> None:
        shown: dict[str, str] = {}
        for error in self.effect.errors:
            key = field_of(error, self.fields)
            if key is not None and key in self._told and self._is_judged(key):
                shown.setdefault(key, error_words(error, self.fields))
        self.view.fields.show_errors(shown)
        self.errors_changed.emit(len(shown))

    def _is_judged(self, key: str) -> bool:
        """Whether the field still holds what its error is about."""
        return self._judged.values.get(key, "") == self.form.values.get(key, "")

    def mend_next(self) -> None:
        self.mend_first()

    def reasons(self) -> list[Reason]:
        """F1: why the dates that the act brings are these, then those that are owed anyway."""
        if self.facts is None:
            return []
        return with_others(self.effect.reasons, open_first(self.facts.opened.case.in_sight))

    # what the form screen asks ----------------------------------------------------------------

    def typed(self) -> Typed:
        claim = self.facts.opened.case.matter.claim or "" if self.facts is not None else ""
        first = self.facts.first if self.facts is not None else {}
        return Typed(
            title=f"{self.act.verb if self.form.act else ''}　{claim}",
            words=first_words(self.fields, self.form.values),
            stopped_at=self.act.verb if self.form.act else "",
            form=self.form.kept(),
            blank=not self.form.says_more_than(first),
        )

    def judge(self) -> bool:
        """What is wrong as the page knows it; the service tells the rest, all at once."""
        if self.facts is None:
            return False
        self.form.values |= self.view.fields.values()
        self._told = {field.key for field in self.fields}
        self._show_errors()
        return self._judged != self.form or not self.effect.errors

    def mend_first(self) -> None:
        keys = [field_of(error, self.fields) for error in self.effect.errors]
        first = next((key for key in keys if key), None)
        if first is not None:
            self.view.fields.take_focus(first)

    def storing(self) -> Callable[[], Any]:
        assert self.facts is not None
        return partial(
            _store, self.act, self._desk, self.facts, dict(self.form.values), draft_id=self.draft.id
        )

    def stored(self, done: Any) -> None:
        stored = done if isinstance(done, Stored) else Stored(str(done))
        number, returns = stored.number or self.form.number, self.act.returns
        self.form, self.facts = ActForm(), None
        if returns:
            self.leave_me.emit()
        else:
            self.go.emit(routes.Step(number) if stored.handle else routes.Matter(number))
        self.notice.emit("good", stored.words)  # another page puts the sentences of the one before away

    def refused(self, error: Refused) -> None:
        self.effect = Effect(errors=error.errors, lines=self.effect.lines)
        self._judged = ActForm.of(self.form.kept())
        self._told = {field.key for field in self.fields}
        self._show_errors()
        whole = [wrong for wrong in error.errors if field_of(wrong, self.fields) is None]
        if whole:
            self.notice.emit("warning", sentence(whole[0].code, whole[0].facts))

    def reopen(self, draft: Draft) -> None:
        self._begin(ActForm.of(draft.form))

    def clear(self) -> None:
        self.form, self.facts = ActForm(), None
        self.leave_me.emit()

    def choose(self, key: str, value: str) -> None:
        """A key of the act that chooses in a field."""
        if self.facts is not None:
            self.form.values[key] = value
            self._lay_fields()
            self.view.fields.take_focus(key)
            self.draft.touch()
            self._look()

    def commands(self) -> list[Command]:
        return act_commands(self)


def _store(act: Act, desk: Any, facts: ActFacts, values: dict[str, str], draft_id: str) -> str | Stored:
    """Errors that the effect knows are told together, before anything is stored."""
    errors: tuple[FieldError, ...] = act.effect(desk, facts, values, picture=False).errors
    if errors:
        raise Refused(*errors)
    return act.store(desk, facts, values, draft_id)
