"""The registration page: joins form and view to drafts, hints, saving and the slip."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from app.desk import Desk
from app.domain.numbers import spoken
from app.services.papers.preview_slip import SlipPreview
from app.services.visits.recall_visit import Recalled, recall_visit
from app.services.visits.register_visit import Registered
from ui import routes
from ui.page import Command, Page, Saving
from ui.register.actions import entry_commands, saved_commands
from ui.register.drafting import Drafting
from ui.register.entry import Entry
from ui.register.fields import group_of
from ui.register.form import RegisterForm
from ui.register.grouping import Grouping
from ui.register.hinting import Hinting
from ui.register.preview_view import PreviewView
from ui.register.recall import return_visit
from ui.register.saved_view import SavedFacts, SavedView
from ui.register.slip import Slip
from ui.register.storing import Storing
from ui.register.tables import read_tables
from ui.register.view import RegisterView
from ui.routes import Route
from ui.workplace import Workplace


class RegisterPage(Page):
    """One visitor after another: typed, saved, slip, next."""

    name = "register"
    title = "登记"
    tab = "register"

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        desk, tasks, bridge = workplace.desk, workplace.tasks, workplace.bridge
        self.form_view, self.saved_view = RegisterView(), SavedView()
        self.view = self.stack = QStackedWidget()
        self.stack.addWidget(self.form_view)
        self.stack.addWidget(self.saved_view)
        self.preview_view = PreviewView()
        self.stack.addWidget(self.preview_view)
        self.entry = Entry(self.form_view, desk.clock.now, partial(usual_contact, desk))
        self.drafting = Drafting(desk, tasks, self.entry)
        self.hinting = Hinting(desk, tasks, self.entry)
        self.slip = Slip(desk, tasks, self.saved_view)
        self.storing = Storing(desk, tasks, self.entry, self.drafting)
        self.grouping = Grouping(self.entry)
        self._tiny = False
        self._connect()
        bridge.happened.connect(self.hinting.on_event)
        bridge.happened.connect(self.slip.on_event)
        tasks.run(partial(read_tables, desk), self._know)
        self.entry.start(RegisterForm(), fresh=True)
        self.hinting.again()

    def _connect(self) -> None:
        entry, slip = self.entry, self.slip
        entry.typed.connect(self.drafting.touch)
        entry.typed.connect(self.hinting.ask)
        entry.errors_changed.connect(self.errors_changed)
        self.drafting.saving.connect(self.saving_changed)
        self.form_view.resized.connect(self._resized)
        self.form_view.acted.connect(self.hinting.act)
        self.form_view.fold_asked.connect(self.open_group)
        self.storing.busy_changed.connect(self.commands_changed)
        self.storing.stored.connect(self._stored)
        self.storing.previewed.connect(self._show_preview)
        self.storing.lacking.connect(self._ask_glyphs)
        self.hinting.said.connect(self.notice)
        self.hinting.joined.connect(self._to_what_is_new)
        self.saved_view.acted.connect(self._paper_acted)
        slip.settled.connect(self.new_visitor)
        slip.taken_back.connect(self._taken_back)
        slip.said.connect(self.notice)

    @property
    def saved(self) -> bool:
        """Whether the number of a saved visit is on the screen."""
        return self.stack.currentWidget() is self.saved_view

    # what the window asks -------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return saved_commands(self) if self.saved else entry_commands(self)

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.VisitDraft):
            self.drafting.open(route.draft_id, self._draft_opened)
        elif isinstance(route, routes.ReturnVisit):
            self._recall(route.number)
        elif isinstance(route, routes.NewVisit):
            self.new_visitor()
            if route.name:
                self.entry.set("people[0].name", route.name)
                self.form_view.focus_key("people[0].id_number")
        elif self.saved:
            self.saved_view.focus_first()
        else:
            self.form_view.focus_key(self.form_view.last_key or "people[0].id_number")
        self.form_view.arrange()
        self.saved_view.arrange()

    def leave(self) -> None:
        if not self.saved:
            self.drafting.flush()

    def step_back(self) -> bool:
        if self.stack.currentWidget() is self.preview_view:
            self.stack.setCurrentWidget(self.form_view)
            self.form_view.focus_key(self.form_view.last_key or "people[0].id_number")
            return True
        return self.saved and self.saved_view.close_printers()

    def mend_next(self) -> None:
        self.entry.mend_next()

    def reasons(self) -> list[tuple[str, str]]:
        return self.hinting.reasons()

    # commands -----------------------------------------------------------------------------------

    @Slot()
    def new_visitor(self) -> None:
        """F2: an empty form; what was typed stays as a draft."""
        self._show(RegisterForm(), fresh=True)

    @Slot()
    def save(self) -> None:
        """F9."""
        if not self.saved:
            self.storing.save()

    @Slot()
    def preview(self) -> None:
        """F8: the slip as it would be; again puts it away."""
        if self.stack.currentWidget() is self.preview_view:
            self.step_back()
        else:
            self.storing.preview()

    @Slot(object)
    def _show_preview(self, preview: SlipPreview) -> None:
        self.stack.setCurrentWidget(self.preview_view)
        self.preview_view.show_slip(preview)

    @Slot(str)
    def _ask_glyphs(self, characters: str) -> None:
        self.slip.glyphs.ask(characters, self.storing.preview)

    @Slot()
    def return_visit(self) -> None:
        """F4: the matter of the hint, else of the visit saved last."""
        number = self.hinting.number_at_hand() or self.slip.number
        if number:
            self._recall(number)
        else:
            self.notice.emit("warning", "还没有查到上次来访。先填证件号或姓名，或按 F3 查找后按 F4。")

    @Slot(str)
    def open_group(self, name: str) -> None:
        """Alt+1, Alt+2, Alt+3: the first field of a group."""
        key = next(one for one in self.entry.form.order() if group_of(one) == name)
        self.form_view.focus_key(key)

    @Slot()
    def call_next(self) -> None:
        """F12: the waiting list, its first visitor chosen."""
        self.go.emit(routes.Waiting(call_next=True))

    # saving -------------------------------------------------------------------------------------

    @Slot(object)
    def _stored(self, done: Registered) -> None:
        self.saving_changed.emit(Saving())
        form = self.entry.form
        self.saved_view.show_saved(
            SavedFacts(
                at=f"{self._desk.clock.now():%H:%M:%S}",
                spoken=spoken(done.visit_number),
                number=done.visit_number,
                query_code=done.query_code,
                opinion=form.opinion or "没有填，回执会写明",
                due=self.entry.due,
                contact=form.contact or "没有填，回执会写明",
            )
        )
        self.stack.setCurrentWidget(self.saved_view)
        self.bar = False
        self.errors_changed.emit(0)
        self.commands_changed.emit()
        self.saved_view.arrange()
        self.saved_view.focus_first()
        self.slip.issue(done.visit_number)

    # showing a form -----------------------------------------------------------------------------

    def _show(self, form: RegisterForm, fresh: bool, key: str = "people[0].id_number") -> None:
        self.drafting.switch(keep=not self.saved)
        self.stack.setCurrentWidget(self.form_view)
        self.bar = True
        self.entry.start(form, fresh)
        self.hinting.again()
        self.saving_changed.emit(Saving())
        self.commands_changed.emit()
        self.form_view.focus_key(key)

    def _recall(self, number: str) -> None:
        self._tasks.run(partial(recall_visit, self._desk, number), self._recalled)

    def _recalled(self, found: Recalled) -> None:
        self._show(return_visit(found, self.entry.tables), fresh=True)
        self._to_what_is_new()
        self.entry.typed.emit()

    @Slot()
    def _resized(self) -> None:
        if self._tiny != self.form_view.tiny:
            self._tiny = self.form_view.tiny
            self.commands_changed.emit()

    @Slot()
    def _to_what_is_new(self) -> None:
        self.form_view.focus_key("facts")

    def _draft_opened(self, form: RegisterForm, key: str) -> None:
        self._show(form, fresh=False, key=key or "people[0].id_number")

    def _know(self, read: Any) -> None:
        tables, rules = read
        self.entry.know(tables, rules)

    @Slot(str)
    def _paper_acted(self, name: str) -> None:
        acts = {"seen": self.slip.confirm, "again": self.slip.again, "other": self.slip.ask_printer}
        acts["glyph"] = self.slip.give_glyph
        acts.get(name, self.slip.later)()

    @Slot(str)
    def _taken_back(self, number: str) -> None:
        if self.saved:  # what was typed is there again; later on the next visitor's form stays
            self._show(self.entry.form, fresh=False, key="claim")
            self.entry.typed.emit()


def usual_contact(desk: Desk) -> str:
    """联络方式 where nothing else is said: the duty room, else the clerk and the centre's telephone."""
    phone = desk.settings["联系电话"]
    return desk.settings["值班联络"] or (f"{desk.staff.name} {phone}" if phone else "")
