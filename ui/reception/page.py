"""Joins the leader's screen to the services: lines understood as they are typed, F9 makes everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.domain.entries.reception_entry import parse_reception
from app.domain.numbers import spoken
from app.domain.rows.desk import Draft
from app.domain.terms import RECEPTION_FORMS, TALK_FORM
from app.errors import FieldError, Refused
from app.events import Changes
from app.services.printing.print_paper import Printed
from app.services.receptions.hold_reception import ReceptionHeld, hold_reception
from app.words import sentence
from ui import routes
from ui.forms.draft import Typed
from ui.forms.screen import FormScreen
from ui.forms.why import why_counted
from ui.page import Command
from ui.reception.attending import Attending
from ui.reception.binder import Binder
from ui.reception.form import ReceptionForm, likely_result, results, will_make
from ui.reception.print_papers import print_papers
from ui.reception.tables import read_tables
from ui.reception.tell import error_sentence
from ui.routes import Route
from ui.widgets.ask import Question
from ui.widgets.printed_words import printed_words
from ui.workplace import Workplace


class ReceptionPage(FormScreen):
    """One joint reception at a time; a draft holds it through locks, crashes and other screens."""

    name = "reception"
    screen = "联合接访"
    kept_word = "记录"
    title = "联合接访"
    tab = "reception"
    search_hint = "找批次 / 号码 / 拼音首字母"

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._held: ReceptionHeld | None = None
        self._begun = False
        self._wrong: tuple[FieldError, ...] = ()
        self._confirmed: tuple[str, ...] = ()
        self._binder = Binder(workplace.desk, workplace.tasks, self)
        self._binder.touched.connect(self.draft.touch)
        self._binder.touched.connect(self._can_more)
        self._offered = (False, False, True)
        """Whether units have come, several batches are heard, units are asked for: what keys hang on."""
        self._attending = Attending(self._binder.view)
        self._attending.named.connect(self._binder.name_seat)
        self._screen = self._binder.view
        self.view = self._screen
        self._binder.not_a_visit.connect(self._not_a_visit)
        self._binder.elsewhere.connect(self._is_elsewhere)
        self._binder.too_late.connect(self._is_too_late)
        for typed in (self._screen.head.edited, self._screen.log.edited, self._screen.foot.edited):
            typed.connect(self._mending)
        self._screen.ended.print_all.clicked.connect(self.print_all)
        self._screen.ended.next.clicked.connect(self.begin)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._binder.show_clock)

    def commands(self) -> list[Command]:
        if self._screen.is_ended():
            return [
                Command(
                    name="reception.begin", text="下一场", keys=("F2", "Ctrl+N"), run=self.begin, bar=True,
                )
            ]  # fmt: skip
        binder = self._binder
        add, seated = self._add_unit, binder.form.is_joint or bool(binder.form.seats)
        return [
            Command(
                name="reception.end", text="结束并出文书", keys=("F9", "Ctrl+Return"), run=self.save,
                bar=True, primary=True,
            ),
            Command(name="reception.add", text="加单位", keys=("Ctrl+D",), run=add, bar=seated, icon="plus"),
            Command(
                name="reception.sign_in", text="签到", keys=("F6", "Ctrl+J"), run=binder.sign_in, bar=seated,
                enabled=bool(binder.form.seats), why_not="还没有单位到场，按 Ctrl+D 加",
            ),
            Command(name="reception.later", text="改日继续", keys=("F4",), run=self.continue_later, bar=True),
            Command(name="reception.keep", text="存草稿", keys=("Ctrl+S",), run=self.draft.flush, bar=True),
            Command(
                name="reception.person", text="写参会人", keys=("Alt+P",), run=self.ask_person,
                enabled=bool(binder.form.seats), why_not="还没有单位到场，按 Ctrl+D 加",
            ),
            *self._to_parts(),
            Command(name="reception.pause", text="暂停或继续", keys=("F5", "Ctrl+R"), run=binder.pause),
            Command(name="reception.batch", text="加批次", keys=("F7", "Ctrl+G"), run=self._focus_visits),
            Command(
                name="reception.case", text="换一批写告知", keys=("Alt+C",), run=binder.next_case,
                enabled=len(binder.form.visits) > 1, why_not="只有一批，三个告知写一份就行",
            ),
            Command(name="reception.form", text="换接访形式", keys=("Alt+F",), run=self._to_form),
            Command(name="reception.begin", text="新的接访", keys=("F2", "Ctrl+N"), run=self.begin),
            *(
                Command(
                    name=f"reception.form.{form}", text=f"形式：{form}", run=partial(binder.choose_form, form)
                )
                for form in RECEPTION_FORMS
            ),
        ]  # fmt: skip

    def _add_unit(self) -> None:
        """Ctrl+D: also where the form does not ask for units."""
        self._screen.seats.show()
        self._screen.seats.take_focus()

    def _to_form(self) -> None:
        """Alt+F: the five forms in a list."""
        form = self._screen.head.form
        form.setFocus(Qt.FocusReason.ShortcutFocusReason)
        form.open_list()

    def _to_parts(self) -> list[Command]:
        """Alt+1 … Alt+4."""
        return [
            Command(
                name=f"reception.part{n}", text=f"到{word}", keys=(f"Alt+{n}",), run=partial(self._to, word)
            )
            for n, word in enumerate(self._screen.parts(), start=1)
        ]

    def _to(self, word: str) -> None:
        part = self._screen.parts()[word]
        if part is self._screen.seats.add:
            self._add_unit()  # the line of units is there also where the form asks for none
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _can_more(self) -> None:
        """With the first unit and the second batch there are keys that had nothing to do before."""
        form = self._binder.form
        offered = (bool(form.seats), len(form.visits) > 1, form.is_joint)
        if offered != self._offered:
            self._offered = offered
            self.commands_changed.emit()

    def ask_person(self) -> None:
        """Alt+P: who has come for the unit with the keys, else for the one that came last."""
        unit = self._screen.seats.unit_at_hand()
        seat = self._binder.form.seat(unit) if unit else None
        if seat is not None:
            self._attending.ask(seat)

    def enter(self, route: Route) -> None:
        """Go on where we were, open a draft, or begin with a visit."""
        if isinstance(route, routes.ReceptionDraft):
            self.open_draft(route.draft_id)
        elif self._held is not None or not self._begun or _asks_new(route):
            self.begin()
        if isinstance(route, routes.ReceptionOf):
            if route.form:
                self._binder.choose_form(route.form)
            self._binder.add_visit(route.visit)
            if route.form == TALK_FORM:
                self._screen.log.take_focus()
        self._refresh_tables()

    def leave(self) -> None:
        if self._held is None:
            self.draft.flush()

    def reasons(self) -> list[tuple[str, str]]:
        lines = self._binder.understood()
        return [
            (f"{reading.unit} {reading.line.duty}", why_counted(reading.counted))
            for reading in lines
            if reading.counted
        ]

    def mend_next(self) -> None:
        self._screen.foot.opinion.setFocus()

    @Slot()
    def _mending(self) -> None:
        """What was wrong is being put right: F9 looks again."""
        self._wrong = ()
        if not self._screen.foot.error.isHidden():
            self._screen.foot.error.clear()
            self.errors_changed.emit(0)

    @Slot()
    def begin(self) -> None:
        """A new reception, as of now; one under way stays as a draft."""
        self.draft.switch(keep=self._held is None)
        self.clear()

    def clear(self) -> None:
        self._held, self._begun, self._confirmed = None, True, ()
        self._binder.begin()
        self._tick.start()
        self.errors_changed.emit(0)
        self.commands_changed.emit()
        self._refresh_tables()
        self._focus_visits()

    def typed(self) -> Typed:
        form = self._binder.read()
        return Typed(
            title=form.title(),
            words=form.first_words(),
            stopped_at="记录" if form.written() else "批次",
            form=form.as_draft(),
            blank=form.is_blank(),
        )

    def judge(self) -> bool:
        """F9 asks only what a person must decide; the rest is the service's."""
        form = self._binder.read()
        leader = self._screen.head.leader.typed() if form.needs_leader else ""
        if leader and leader.isascii():
            self._wrong = (FieldError("leader", "leader_letters", {"typed": leader}),)
            self._screen.foot.error.say(sentence("leader_letters", {"typed": leader}))
            self.errors_changed.emit(1)
            return False
        if all(results(form, self._binder.understood()).values()) and (form.visits or self._result()):
            self._screen.foot.error.clear()
            return True
        self._screen.foot.error.say(sentence("reception_unsettled", {}))
        self.errors_changed.emit(1)
        return False

    def _result(self) -> str | None:
        return self._binder.read().result or likely_result(will_make(self._binder.understood()))

    def mend_first(self) -> None:
        if self._wrong:
            self._screen.field_of(self._wrong[0].field).setFocus()
        else:
            self._screen.log.take_focus()

    def storing(self) -> Callable[[], ReceptionHeld]:
        form = self._binder.read()
        facts = form.as_json() | {"result": self._result(), "confirm": list(self._confirmed)}
        if len(form.visits) > 1:
            facts["results"] = results(form, self._binder.understood())
        return partial(hold_reception, self._desk, parse_reception(facts), draft_id=self.draft.id)

    def continue_later(self) -> None:
        """改日继续: ends today without complete notices; the next reception carries the open lines."""
        self._binder.put_off()
        self.save()

    def stored(self, done: ReceptionHeld) -> None:
        held = self._held = done
        self._tick.stop()
        ended = self._screen.ended
        ended.show_held(held.as_json(), f"{self._desk.clock.now():%H:%M:%S}")
        self._screen.show_ended(True)
        ended.take_focus()
        self.errors_changed.emit(0)

    def refused(self, error: Refused) -> None:
        self._wrong = error.errors
        first = error.errors[0]
        self._screen.foot.error.say(error_sentence(first))
        self.errors_changed.emit(len(error.errors))
        if any(wrong.field == "roster_reason" for wrong in error.errors):
            self._screen.head.ask_reason(True)
        questions = tuple(dict.fromkeys(wrong.code for wrong in error.errors))
        if all(code.startswith("confirm_") for code in questions):
            self._ask(error_sentence(first), questions)

    def _ask(self, what: str, questions: tuple[str, ...]) -> None:
        """A closed case is taken up again only by who says so."""
        question = Question(
            self.view,
            what,
            "确认后本场接访照常结束，这件事重新办理。",
            "重新办理",
            "再看看",
            "reception.sure",
        )
        question.agreed.connect(partial(self._agree, questions))

    def _agree(self, questions: tuple[str, ...]) -> None:
        self._confirmed = questions
        self.save()

    @Slot()
    def print_all(self) -> None:
        """Every document of the reception, one after another."""
        if self._held is not None:
            self._screen.ended.print_all.setEnabled(False)
            self._tasks.run(partial(print_papers, self._desk, self._held), self._printed)

    def _printed(self, printed: Sequence[Printed]) -> None:
        ended, words = self._screen.ended, printed_words(printed)
        ended.show_papers(words)
        if words.kind == "good":
            self.papers_out.emit(words)
        else:
            ended.print_all.setEnabled(True)
        ended.next.setFocus()

    def reopen(self, draft: Draft) -> None:
        self._held, self._begun, self._confirmed = None, True, ()
        self._binder.fill(ReceptionForm.from_draft(draft.form))
        self._tick.start()
        self.commands_changed.emit()
        self._screen.log.take_focus()

    @Slot(str)
    def _not_a_visit(self, number: str) -> None:
        self.notice.emit("warning", sentence("not_found", {"number": number}))

    @Slot(str, str)
    def _is_elsewhere(self, number: str, colleague: str) -> None:
        self.notice.emit("warning", f"{spoken(number)} 正由{colleague}接谈。不是换人的，请把这一批移开。")

    @Slot(str)
    def _is_too_late(self, number: str) -> None:
        words = f"{spoken(number)} 到的时候这一场已经开始，不能并进来。按 F9 结束这一场，再按 F2 另接。"
        self.notice.emit("warning", words)

    def _focus_visits(self) -> None:
        self._screen.head.visits.setFocus()

    def _refresh_tables(self) -> None:
        work = partial(read_tables, self._desk)
        self._tasks.run(work, self._binder.take_tables, latest="reception.tables")

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("visits", "receptions", "hall_acts", "units", "roster", "staff", "holidays")

    def follow(self) -> None:
        self._refresh_tables()


def _asks_new(route: Route) -> bool:
    """A reception of a named form begins anew; what is open stays as a draft."""
    return isinstance(route, routes.ReceptionOf) and bool(route.form)
