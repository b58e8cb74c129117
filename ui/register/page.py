"""The registration page: joins form and view to drafts, hints, saving and the slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from app.desk import Desk
from app.domain.entries.visit_entry import VisitEntry
from app.domain.numbers import spoken
from app.domain.rows.desk import Draft
from app.errors import JiefangtaiError, Refused
from app.events import Changes
from app.services.papers.preview_slip import SlipPreview, preview_slip
from app.services.visits.after_typing import FromForm
from app.services.visits.read_saved import SavedVisit, read_saved
from app.services.visits.recall_visit import Recalled, recall_visit
from app.services.visits.register_visit import Registered, register_visit
from app.words.visits import also_words
from ui import routes
from ui.forms.draft import Typed
from ui.forms.screen import FormScreen
from ui.page import Command, Saving
from ui.register.actions import entry_commands, saved_commands
from ui.register.entry.entry import Entry
from ui.register.entry.fields import MORE, group_of, label_of
from ui.register.entry.form import RegisterForm
from ui.register.entry.grouping import Grouping
from ui.register.entry.recall import return_visit
from ui.register.entry.tables import read_tables
from ui.register.hints.hinting import Hinting
from ui.register.layout.view import RegisterView
from ui.register.paper.glyphs import characters_of
from ui.register.paper.preview_view import PreviewView
from ui.register.paper.saved_view import SavedFacts, SavedView
from ui.register.paper.slip import Slip
from ui.routes import Route
from ui.workplace import Workplace

FIRST = "people[0].id_number"
"""Where a registration begins."""


class RegisterPage(FormScreen):
    """One visitor after another: typed, saved, slip, next."""

    name = "register"
    screen = "登记"
    title = "登记"
    tab = "register"
    follows_behind = True  # its pickers are read once, not at each coming

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.form_view, self.saved_view = RegisterView(), SavedView()
        desk, tasks, bridge = workplace.desk, workplace.tasks, workplace.bridge
        self.view = self.stack = QStackedWidget()
        self.stack.addWidget(self.form_view)
        self.stack.addWidget(self.saved_view)
        self.preview_view = PreviewView()
        self.stack.addWidget(self.preview_view)
        self.entry = Entry(self.form_view, desk.clock.now, partial(usual_contact, desk))
        self.hinting = Hinting(desk, tasks, self.entry)
        self.slip = Slip(desk, tasks, self.saved_view)
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
        entry.typed.connect(self.draft.touch)
        entry.typed.connect(self.hinting.ask)
        entry.errors_changed.connect(self.errors_changed)
        self.form_view.resized.connect(self._resized)
        self.form_view.acted.connect(self.hinting.act)
        self.form_view.fold_asked.connect(self.open_group)
        self.form_view.matter.more.clicked.connect(self._open_more)
        self.hinting.announced.connect(self.notice)
        self.hinting.joined.connect(self._to_what_is_new)
        self.saved_view.acted.connect(self._paper_acted)
        slip.settled.connect(self.new_visitor)
        slip.taken_back.connect(self._taken_back)
        slip.announced.connect(self.notice)

    @property
    def saved(self) -> bool:
        """Whether the number of a saved visit is on the screen."""
        return self.stack.currentWidget() is self.saved_view

    # what the window asks -------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return saved_commands(self) if self.saved else entry_commands(self)

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.VisitDraft):
            self.open_draft(route.draft_id)
        elif isinstance(route, routes.ReturnVisit):
            self._recall(route.number)
        elif isinstance(route, routes.NewVisit):
            self.new_visitor()
            if route.name:
                self.entry.set("people[0].name", route.name)
                self.form_view.focus_key(FIRST)
        elif self.saved:
            self.saved_view.focus_first()
        else:
            if self.draft.begun:
                self.form_view.show_resumed(resumed_words(self.entry.form, ""))
            self.form_view.focus_key(self.form_view.last_key or FIRST)
        self.form_view.arrange()
        self.saved_view.arrange()

    def leave(self) -> None:
        if not self.saved:
            self.draft.flush()

    def step_back(self) -> bool:
        if self.stack.currentWidget() is self.preview_view:
            self.stack.setCurrentWidget(self.form_view)
            self.form_view.focus_key(self.form_view.last_key or FIRST)
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
    def preview(self) -> None:
        """F8: the slip as it would be; again puts it away."""
        if self.stack.currentWidget() is self.preview_view:
            self.step_back()
        elif self.judge():
            work = partial(preview_slip, self._desk, self.entry.entry())
            self._tasks.run(work, self._show_preview, self._not_previewed, latest="register.preview")
        else:
            self.mend_first()

    def _not_previewed(self, error: JiefangtaiError) -> None:
        if characters := characters_of(error):
            self.slip.glyphs.ask(characters, self.preview)
        elif isinstance(error, Refused):
            self.refused(error)
            self.mend_first()
        else:
            self._tasks.went_wrong.emit(error)

    def _show_preview(self, preview: SlipPreview) -> None:
        self.stack.setCurrentWidget(self.preview_view)
        self.preview_view.show_slip(preview)

    @Slot()
    def return_visit(self) -> None:
        """F4: the matter of the hint, else of the visit saved last."""
        number = self.hinting.number_at_hand() or self.slip.number
        if number:
            again = partial(self._recall, number, None if self.saved else self.entry.form)
            if not self.saved and self.hinting.other_number():
                self.hinting.ask_same(again)
            else:
                again()
        else:
            self.notice.emit("warning", "还没有查到上次来访。先填证件号或姓名，或按 F3 查找后按 F4。")

    @Slot(str)
    def open_group(self, name: str) -> None:
        """Alt+1, Alt+2, Alt+3: the first field of a group."""
        key = next(key for key in self.entry.form.order() if group_of(key) == name)
        self.form_view.focus_key(key)

    @Slot()
    def _open_more(self) -> None:
        self.open_group(MORE)

    @Slot()
    def call_next(self) -> None:
        """F12: the waiting list, its first visitor chosen."""
        self.go.emit(routes.Waiting(call_next=True))

    # saving -------------------------------------------------------------------------------------

    def typed(self) -> Typed:
        form, key = self.entry.form, self.form_view.last_key or ""
        return Typed(
            title=form.title(),
            words=form.first_words(),
            stopped_at=label_of(key) if key else "",
            form={"fields": form.as_draft(), "focus": key},
            blank=form.is_blank(),
        )

    def judge(self) -> bool:
        return self.entry.complete()

    def mend_first(self) -> None:
        self.entry.mend_first()

    def storing(self) -> Callable[[], tuple[Registered, SavedVisit]]:
        handed = FromForm(draft_id=self.draft.id, same_people=self.entry.form.same_people())
        return partial(_register, self._desk, self.entry.entry(), handed)

    def refused(self, error: Refused) -> None:
        self.entry.refused(error.errors)

    def stored(self, done: tuple[Registered, SavedVisit]) -> None:
        registered, saved = done
        self.saving_changed.emit(Saving())
        self.saved_view.show_saved(
            SavedFacts(
                at=f"{self._desk.clock.now():%H:%M:%S}",
                spoken=spoken(registered.visit_number),
                number=registered.visit_number,
                query_code=registered.query_code,
                **stored_words(saved),
            )
        )
        self.stack.setCurrentWidget(self.saved_view)
        self.bar = False
        self.errors_changed.emit(0)
        self.saved_view.arrange()
        self.saved_view.focus_first()
        self.slip.issue(registered.visit_number)

    # showing a form -----------------------------------------------------------------------------

    def _show(self, form: RegisterForm, fresh: bool, key: str = FIRST) -> None:
        self.draft.switch(keep=not self.saved)
        self._put(form, fresh, key)

    def _put(self, form: RegisterForm, fresh: bool, key: str = FIRST) -> None:
        self.stack.setCurrentWidget(self.form_view)
        self.bar = True
        self.entry.start(form, fresh)
        self.form_view.show_resumed("")
        self.hinting.again()
        self.saving_changed.emit(Saving())
        self.commands_changed.emit()
        self.form_view.focus_key(key)

    def _recall(self, number: str, typed: RegisterForm | None = None) -> None:
        """``typed``: the open form is what found the visit; it becomes the return visit."""
        self._tasks.run(partial(recall_visit, self._desk, number), partial(self._recalled, typed))

    def _recalled(self, typed: RegisterForm | None, recalled: Recalled) -> None:
        if typed is not None and typed is self.entry.form:  # one draft goes on: no half form is left behind
            self._put(return_visit(recalled, self.entry.tables, typed), fresh=True)
        else:
            self._show(return_visit(recalled, self.entry.tables), fresh=True)
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

    def reopen(self, draft: Draft) -> None:
        form = RegisterForm.from_draft(draft.form.get("fields", {}))
        self._put(form, fresh=False, key=str(draft.form.get("focus") or FIRST))
        self.form_view.show_resumed(resumed_words(form, f"{draft.changed_at:%m-%d %H:%M} "))

    def clear(self) -> None:
        self._put(RegisterForm(), fresh=True)

    def _know(self, read: Any) -> None:
        tables, rules = read
        self.entry.know(tables, rules)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("units", "categories", "divisions", "holidays", "staff", "settings")

    def follow(self) -> None:
        """Another desk, or 管理 at this one, changed what the pickers offer and the form is judged by."""
        self._tasks.run(partial(read_tables, self._desk), self._know_anew, latest="register.tables")

    def _know_anew(self, read: Any) -> None:
        self.entry.know_anew(*read)

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


def stored_words(saved: SavedVisit) -> dict[str, str]:
    """The saved screen's facts, as the store has them."""
    nothing, before = "没有告知，回执会写明；补告知在事项页按 T", "（上次告知的）" if saved.carried else ""
    return {
        "who": saved.masked_name if saved.headcount > 1 else f"{saved.masked_name}，1 人",
        "claim": saved.claim or "没有写诉求",
        "also": also_words(saved.visit),
        "opinion": f"{saved.opinion}{before}" if saved.opinion else nothing,
        "due": f"{saved.due.isoformat()} 前告知" if saved.due else nothing,
        "contact": saved.contact or nothing,
    }


def _register(desk: Desk, entry: VisitEntry, handed: FromForm) -> tuple[Registered, SavedVisit]:
    registered = register_visit(desk, entry, handed)
    return registered, read_saved(desk, registered.visit_number)


def resumed_words(form: RegisterForm, when: str) -> str:
    """What the strip over a form says that was begun earlier."""
    return f"接着填{when}没有保存的：{form.title()}。新来访按 F2，这份留作草稿。"


def usual_contact(desk: Desk) -> str:
    """联络方式 where nothing else is said: the duty room, else the clerk and the centre's telephone."""
    phone = desk.settings["联系电话"]
    return desk.settings["值班联络"] or (f"{desk.staff.name} {phone}" if phone else "")
