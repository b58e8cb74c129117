"""Keeps the form and the screen alike, and the form's draft on disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.domain.entries.understood import UnderstoodLine
from app.domain.terms import JOINT_FORM, TALK_FORM
from app.services.case.show_record import RecordShown, show_record
from app.services.case.shown import HeldReception
from app.services.visits.take_in import give_back, take_in
from ui.reception.form import ReceptionForm, minute
from ui.reception.model import side_groups, understood_rows, unfinished
from ui.reception.stopwatch import Stopwatch
from ui.reception.tables import Tables
from ui.reception.telling import Telling
from ui.reception.view import ReceptionView
from ui.tasks import Tasks
from ui.widgets import Choice

ROOMS = {JOINT_FORM: "联合接访室", TALK_FORM: "接谈室"}
"""Where a reception is mostly held, by its form."""


class Binder(QObject):
    """The form of the reception under way; edits go into it at once, and from it into the draft."""

    not_a_visit = Signal(str)
    elsewhere = Signal(str, str)
    """Number of a visit whose visitor a colleague has in already, and the colleague's name."""
    too_late = Signal(str)
    """Number of a visit that came only after the reception had begun with others."""
    touched = Signal()
    """The form has changed: its draft is to be written."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self.form = ReceptionForm()
        self.tables: Tables | None = None
        self.watch = Stopwatch(desk.clock.now())
        self._names: dict[str, str] = {}
        self._may_suggest = False
        self.view = ReceptionView(self.minute, self._units)
        view = self.view
        for signal in (view.head.edited, view.log.edited, view.foot.edited):
            signal.connect(self._edited)
        view.log.line_left.connect(self._show_understood)
        view.head.visit_chosen.connect(self.add_visit)
        view.head.form_chosen.connect(self.choose_form)
        self.telling = Telling(view.foot, self)
        view.foot.case_changed.connect(self._case_chosen)
        view.head.visit_removed.connect(self._remove_visit)
        view.head.batches_done.connect(view.go_on)
        view.seats.done.connect(view.go_to_log)
        view.head.pause.connect(self.pause)
        view.seats.added.connect(self._add_seat)
        view.seats.toggled.connect(self._toggle_seat)
        view.seats.removed.connect(self._remove_seat)

    def begin(self, form: str = JOINT_FORM) -> None:
        """A blank form as of now, with what the desk knows."""
        now = self._desk.clock.now()
        self._may_suggest = True
        blank = ReceptionForm(
            started_at=now.isoformat(),
            form=form,
            room=ROOMS.get(form),
            recorder=self._desk.staff.name,
            contact=self._desk.settings["值班联络"] or None,
        )
        self.fill(blank)

    @Slot(str)
    def choose_form(self, form: str) -> None:
        """接谈, 带班接访, 约访, 下访 or 联合接访: what is typed stays."""
        self.read()
        self.form.form, self.form.room = form, ROOMS.get(form)
        self._may_suggest = True
        self._show_form()
        if self.tables is not None:
            self.take_tables(self.tables)
        self._touch()

    @Slot(object)
    def _case_chosen(self, visit: object) -> None:
        self.tell(str(visit) if visit else None)

    def tell(self, visit: str | None) -> None:
        """The foot shows the words for this visit, for None those for all; what was there is kept."""
        self.read()
        self.telling.show(self.form, visit)
        self._show_understood()

    def next_case(self) -> None:
        """Alt+C: all, then one visit after the other."""
        self.tell(self.telling.next(self.form))

    def put_off(self) -> None:
        """改日继续 for every visit."""
        self.read()
        self.form.put_off()
        self.telling.show(self.form, self.telling.visit)

    def _show_form(self) -> None:
        self.view.show_form(self.form.form, seated=bool(self.form.seats))

    def fill(self, form: ReceptionForm) -> None:
        """Show a whole form."""
        self.form = form
        began = datetime.fromisoformat(form.started_at) if form.started_at else self._desk.clock.now()
        self.watch = Stopwatch(began)
        view = self.view
        view.show_ended(False)
        view.head.leader.set_value(form.leader)
        view.head.recorder.set_value(form.recorder)
        view.head.lead.set_value(form.lead)
        view.head.ask_reason(bool(form.roster_reason))
        view.head.reason.set_value(form.roster_reason)
        view.foot.error.clear()
        view.log.show_lines(form.lines)
        self._show_form()
        view.side.show_groups([])
        self._show_visits()
        self.telling.show(form, None)
        self.show_seats()
        self.show_clock()
        for number in form.visits:
            self._tasks.run(partial(show_record, self._desk, number), self._heard_before)

    def _heard_before(self, record: RecordShown) -> None:
        """A visit of a draft that is opened again."""
        if record.number not in self.form.visits:
            return  # taken off, or another form came, before it was read
        self._name(record)
        self._show_visits()
        if record.number == self.form.visits[0]:
            self._show_side(record)

    def _name(self, record: RecordShown) -> None:
        """What its chip says: its place in the day and how many people came."""
        if not isinstance(record, HeldReception) and record.visit is not None:
            self._names[record.number] = f"{_place(record.number)}，{record.visit.line.headcount} 人"

    def take_tables(self, tables: Tables) -> None:
        """Fresh rules, units and waiting list."""
        self.tables = tables
        head = self.view.head
        head.offer(tables.visit_choices())
        head.lead.set_choices(tables.unit_choices())
        head.leader.set_choices(tables.leaders())
        if self.form.lead is None:
            self.form.lead = tables.bureau()
            head.lead.set_value(self.form.lead)
        self._suggest_leader(tables.on_duty())
        self.show_seats()

    def _suggest_leader(self, on_duty: Sequence[str]) -> None:
        """The one who is on duty today, once; typing replaces the name."""
        leader = self.view.head.leader
        if self._may_suggest and self.form.needs_leader and not leader.typed() and len(on_duty) == 1:
            self._may_suggest = False
            leader.set_value(on_duty[0])
            self.form.leader = on_duty[0]
            if leader.hasFocus():
                leader.selectAll()

    def read(self) -> ReceptionForm:
        """The form as the screen stands."""
        view, form = self.view, self.form
        form.leader = view.head.leader.value()
        form.recorder = view.head.recorder.value()
        form.lead = view.head.lead.value() or view.head.lead.typed() or None
        form.roster_reason = view.head.reason.value()
        form.lines = view.log.lines()
        self.telling.read(form)
        return form

    def understood(self) -> list[UnderstoodLine]:
        """The written lines as the reception would take them."""
        texts = [line.text for line in self.form.written()]
        return self.tables.understand(texts) if self.tables else []

    def show_seats(self) -> None:
        self._show_form()
        self.view.seats.show_seats(self.form.lead, self.form.seats)
        self._show_understood()

    def sign_in(self) -> None:
        """签到 F6: everyone not yet here has come now."""
        for seat in self.form.seats:
            seat.arrived = seat.arrived or self.minute()
        self._seats_changed()

    def minute(self) -> str:
        return minute(self._desk.clock.now())

    @Slot()
    def pause(self) -> None:
        self.watch.toggle(self._desk.clock.now())
        self.show_clock()

    @Slot()
    def show_clock(self) -> None:
        text = self.watch.text(self._desk.clock.now())
        self.view.head.show_clock(text, self.watch.running, minute(self.watch.began))

    @Slot(str)
    def add_visit(self, number: str) -> None:
        self._tasks.run(partial(show_record, self._desk, number), self._visit_found)

    def _visit_found(self, record: RecordShown) -> None:
        number = record.number
        visit = None if isinstance(record, HeldReception) else record.visit
        if visit is None:
            self.not_a_visit.emit(number)
            return
        if number not in self.form.visits:
            if not self._begins_with(visit.line.arrived_at):
                self.too_late.emit(number)
                return
            self.form.visits.append(number)
            self._tasks.run(partial(take_in, self._desk, number), partial(self._taken_in, number))
        before = unfinished(record)
        if before is not None and self.form.continues is None:
            self.form.continues = before.number
        self._name(record)
        self._show_visits()
        self._show_side(record)
        self._touch()
        leader = self.view.head.leader
        if self.form.needs_leader and not leader.typed():
            leader.setFocus()
        else:
            self.view.go_on()

    def _begins_with(self, arrived: datetime) -> bool:
        """Whether the reception can hear who came then; the clock begins with the first visitor."""
        form = self.read()
        before = form.started_at
        heard = form.begins_with(arrived, self._desk.clock.now())
        if form.started_at and form.started_at != before:
            self.watch = Stopwatch(datetime.fromisoformat(form.started_at))
            self.show_clock()
        return heard

    def _taken_in(self, number: str, colleague: str | None) -> None:
        if colleague:
            self.elsewhere.emit(number, colleague)

    @Slot(str)
    def _remove_visit(self, number: str) -> None:
        self.read()
        self.form.remove_visit(number)
        self._tasks.run(partial(give_back, self._desk, [number]))
        self._show_visits()
        self.view.head.visits.setFocus(Qt.FocusReason.OtherFocusReason)  # its chip is gone
        self._touch()

    def _show_visits(self) -> None:
        """The batches; of several each with the number that lines name it by (#2)."""
        visits = self.form.visits
        several = len(visits) > 1
        words = [self._names.get(visit) or _place(visit) for visit in visits]
        named = [
            (visit, f"#{place} {name}" if several else name)
            for place, (visit, name) in enumerate(zip(visits, words, strict=True), start=1)
        ]
        self.view.head.show_visits(named)
        self.view.foot.offer_cases(named)
        self.view.log.show_several(several)
        if self.telling.visit is not None and self.telling.visit not in visits:
            self.telling.show(self.form, None)

    def _touch(self) -> None:
        self.touched.emit()

    def _show_side(self, record: RecordShown) -> None:
        self.view.side.show_groups(side_groups(record))

    @Slot(str)
    def _add_seat(self, unit: str) -> None:
        self.form.add_seat(unit, self.minute())
        self._seats_changed()
        self.view.seats.take_focus()

    @Slot(str)
    def _toggle_seat(self, unit: str) -> None:
        self.form.toggle_seat(unit, self.minute())
        self._seats_changed()

    @Slot(str, str, str)
    def name_seat(self, unit: str, person: str, title: str) -> None:
        """Who has come for a unit; empty words take the name off."""
        seat = self.form.seat(unit)
        if seat is not None:
            seat.person, seat.title = person or None, title or None
            self._seats_changed()
            self.view.seats.take_focus()

    @Slot(str)
    def _remove_seat(self, unit: str) -> None:
        self.form.remove_seat(unit)
        self._seats_changed()
        self.view.seats.take_focus()

    def _seats_changed(self) -> None:
        self.show_seats()
        self._touch()

    @Slot()
    def _edited(self) -> None:
        self.read()
        self._ask_reason()
        self._show_understood()
        self._touch()

    def _ask_reason(self) -> None:
        """Why somebody leads who is not on the roster of the day, or has not the role."""
        if self.tables is not None:
            leader = self.form.leader if self.form.needs_leader else None
            self.view.head.ask_reason(bool(self.form.roster_reason) or self.tables.is_another(leader))

    @Slot()
    def _show_understood(self) -> None:
        rows = self.understood()
        if self.tables is not None:
            self.view.log.understand(understood_rows(rows))
        self.telling.show_made(self.form, rows)

    def _units(self, typed: str) -> list[Choice]:
        return self.tables.find_units(typed) if self.tables else []


def _place(number: str) -> str:
    """A visit's place in the day: the digits that are read out of its number."""
    return number.split("-")[-2]
