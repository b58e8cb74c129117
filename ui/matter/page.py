"""Joins one matter's view to the record: its case, its papers, and the sheets that act on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.errors import JiefangtaiError
from app.events import OF_MATTERS, Changes
from app.services.case.open_case import NamedCase
from app.services.case.shown import HeldReception, ShownRecord
from app.services.handling.open_acts import OpenActs
from app.services.printing.print_paper import Printed
from app.words import sentence_of
from ui import routes
from ui.attachments.attaching import Attaching
from ui.forms.why import why_owed
from ui.matter import model
from ui.matter.case_view import CaseView
from ui.matter.commands import matter_commands
from ui.matter.filling import fill_case
from ui.matter.head import show_reception
from ui.matter.looking import Looking
from ui.matter.owed import OwedRow, all_reasons
from ui.matter.paper_keys import PaperKeys
from ui.matter.reading import MatterRead, read_matter
from ui.matter.record_view import RecordView
from ui.matter.side import pending_words
from ui.matter.story import Moment
from ui.matter.taking_back import TakingBack
from ui.matter.unmasking import Unmasking
from ui.page import Command, Page, Saving
from ui.routes import Route
from ui.widgets.printed_words import name_of, printed_words
from ui.widgets.reading import Reading
from ui.widgets.rowlist import RowList
from ui.widgets.stack import Stack
from ui.workplace import Workplace


class MatterPage(Page):
    """Shows the record of a number or query code; never a full number without a purpose."""

    name = "matter"
    title = "信访事项"
    view: Stack
    shown = Signal(str)
    """The number whose record is on the screen."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._number = ""
        self._among: tuple[str, ...] = ()
        """The list one came from."""
        self.record: ShownRecord | None = None
        self.opened: NamedCase | None = None
        self.acts = OpenActs()
        self.all_story, self.all_owed = False, False
        """Whether all that has happened (H), and all that was met (O), is shown."""
        self.view = Stack()
        self.case_view, self.record_view = CaseView(), RecordView()
        for face in (self.case_view, self.record_view):
            self.view.addWidget(face)
            face.papers.opened.connect(self._paper_chosen)
        self.case_view.head.settle.clicked.connect(self.settle)
        self.case_view.timeline.opened.connect(self._read_moment)
        self.case_view.owed.opened.connect(self._read_owed)
        panel = self.case_view.attachments
        self.attaching = Attaching(self._desk, self._tasks, workplace.house, panel, self.view)
        self.attaching.announced.connect(self.notice)
        self.case_view.dropped.connect(self.attaching.ask)
        self.looking = Looking(self._desk, self._tasks, self.view)
        self.looking.announced.connect(self.notice)
        keys = self.paper_keys = PaperKeys(self._desk, self._tasks, self.view, self._listed_papers, self)
        keys.printed.connect(self._printed)
        keys.refused.connect(self._not_issued)
        keys.failed.connect(self._failed)
        self.taking_back = TakingBack(self._desk, self._tasks, self.view, self)
        self.taking_back.announced.connect(self.notice)
        self.taking_back.failed.connect(self._failed)
        self.taking_back.go.connect(self.go)
        self.unmasking = Unmasking(self.view)
        self.unmasking.asked.connect(self._unmask)

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def case(self) -> CaseFile | None:
        """The case, where there is one that may be read here."""
        return self.opened.case if self.opened is not None and self.opened.readable else None

    @property
    def beside(self) -> tuple[str, str]:
        """Numbers before and after this one in the list one came from; empty at its ends."""
        if self._number not in self._among:
            return "", ""
        at = self._among.index(self._number)
        before = self._among[at - 1] if at else ""
        return before, self._among[at + 1] if at + 1 < len(self._among) else ""

    def commands(self) -> list[Command]:
        return matter_commands(self)

    def enter(self, route: Route) -> None:
        number = (route.number if isinstance(route, routes.Matter) else None) or self._number
        if self.opened is not None and number == self.opened.case.matter.number:
            number = self._number  # back from a sheet about the visit that is shown
        if number != self._number:
            self.record = self.paper_keys.record = None
            self.paper_keys.to_hand_out = ()
            self.opened, self.acts = None, OpenActs()
            self.all_story = self.all_owed = False
            self.attaching.show(None, everything=False)
        if isinstance(route, routes.Matter) and (route.among or number != self._number):
            self._among = route.among
        self._number = number
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        """A contradiction first, then what is owed, else what has happened."""
        face = self.view.currentWidget()
        if face is self.case_view and self.case is not None and self.case.contradictions:
            self.case_view.head.settle.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        owed = face is self.case_view and self.case_view.owed.rows.rowCount() > 0
        target = self.case_view.owed if owed else self._face().timeline
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _face(self) -> CaseView | RecordView:
        return self.record_view if self.view.currentWidget() is self.record_view else self.case_view

    def leave(self) -> None:
        """What was unmasked is masked again at the next look."""
        for asking in (self.paper_keys, self.unmasking):
            asking.shut()
        self.attaching.leave()

    def reasons(self) -> list[tuple[str, str]]:
        if self.opened is None:
            return []
        focused = self.case_view.owed.current()
        return all_reasons(self.opened.case, focused, self._desk.clock.now().date())

    @Slot()
    def refresh(self) -> None:
        if self._number:
            work = partial(read_matter, self._desk, self._number, None)
            self._tasks.run(work, self._show, self._failed, latest="matter")

    def _show(self, read: MatterRead) -> None:
        was_blank = self.record is None
        record, self.opened, self.acts = read.record, read.opened, read.acts
        self.record = self.paper_keys.record = record
        self.paper_keys.to_hand_out = read.papers
        if isinstance(record, HeldReception):
            self.view.setCurrentWidget(self.record_view)
            self._show_reception(record)
        elif self.opened is not None:
            self.view.setCurrentWidget(self.case_view)
            self._show_case(self.opened, record)
            self.looking.note(self._number)
        self.commands_changed.emit()
        if was_blank and self.in_front:
            self._take_focus()
        self.shown.emit(record.number)

    def _show_case(self, opened: NamedCase, record: ShownRecord) -> None:
        fill_case(
            self.case_view, opened, record, self._desk.clock.now().date(),
            papers=self.paper_keys.to_hand_out, all_story=self.all_story, all_owed=self.all_owed,
        )  # fmt: skip
        self.attaching.show(opened, everything=self.all_story)
        waits = pending_words(opened.case)
        self.saving_changed.emit(Saving("note" if waits else "", waits))

    def _show_reception(self, record: HeldReception) -> None:
        today, view = self._desk.clock.now().date(), self.record_view
        show_reception(view, record)
        story = [model.moment_row(moment, today) for moment in model.timeline(record)]
        view.show_lists(story, model.paper_rows(record, today))
        self.saving_changed.emit(Saving())

    def to_attachments(self) -> None:
        """F: the keys go to the list of attachments."""
        rows = self.case_view.attachments.rows
        if rows.isVisible():
            self.case_view.ensureWidgetVisible(rows)
            rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_story(self) -> None:
        """H: all that has happened, or the last of it again."""
        self.all_story = not self.all_story
        self._show_again()

    def turn_owed(self) -> None:
        """O: all that was met too, or the last of it again."""
        self.all_owed = not self.all_owed
        self._show_again()

    def _show_again(self) -> None:
        if self.opened is not None and self.record is not None:
            self._show_case(self.opened, self.record)
            self.commands_changed.emit()

    @Slot(object)
    def _read_moment(self, moment: Moment) -> None:
        Reading(self.view, moment.what, moment.words or moment.detail or moment.what)

    @Slot(object)
    def _read_owed(self, row: OwedRow) -> None:
        Reading(self.view, f"{row.owed.who} {row.owed.what}", why_owed(row.owed))

    def read_facts(self) -> None:
        """I: the narrative whole."""
        if self.case is not None and self.case.matter.facts:
            Reading(self.view, "情况", self.case.matter.facts)

    @Slot(object)
    def _failed(self, error: JiefangtaiError) -> None:
        if error.code == "withheld":
            self.looking.note(self._number)
        if self.record is None:
            self.leave_saying(sentence_of(error))
        else:
            self.notice.emit("warning", sentence_of(error))

    def concerns(self, changes: Changes) -> bool:
        matter = self.opened.case.matter.id if self.opened is not None else None
        if matter is not None and changes.matters:
            return changes.may_concern(matter)
        return changes.touch(*OF_MATTERS, "printings")

    def follow(self) -> None:
        self.refresh()

    # the ways from here -------------------------------------------------------------------------

    def handle(self) -> None:
        """B: the sheet 办理 for this case."""
        if self.case is not None:
            self.go.emit(routes.Step(self.case.matter.number))

    @Slot()
    def settle(self) -> None:
        """C: of two acts that contradict each other one is taken back."""
        if self.case is not None and self.case.contradictions:
            self.go.emit(routes.Act("amend", self.case.matter.number, chosen=routes.WRONG_STEP))

    def act(self, name: str) -> None:
        """T, Y, A, L, D: a sheet about this case."""
        if self.case is not None:
            self.go.emit(routes.Act(name, self.case.matter.number))

    def to_charge(self) -> None:
        """K: the file of its 包案."""
        if self.case is not None:
            self.go.emit(routes.Charge(self.case.matter.number))

    def come_again(self) -> None:
        """F4: the same people and matter once more."""
        number = self.record.newest_visit if self.record is not None else None
        if number is not None:
            self.go.emit(routes.ReturnVisit(number=number))

    def go_beside(self, number: str) -> None:
        """Alt+← →: the one before or after in the list one came from."""
        self.enter(routes.Matter(number, self._among))

    # papers -------------------------------------------------------------------------------------

    @Slot(object)
    def _paper_chosen(self, _paper: object) -> None:
        self.paper_keys.ask_reprint()

    @Slot(str)
    def _not_issued(self, words: str) -> None:
        self.notice.emit("warning", words)

    @property
    def is_registered(self) -> bool:
        """Whether a visit or a matter is shown, and no reception."""
        return self.record is not None and not isinstance(self.record, HeldReception)

    def _listed_papers(self) -> RowList:
        return self._face().papers

    @Slot(object)
    def _printed(self, printed: Printed) -> None:
        self.papers_out.emit(printed_words([printed], name_of(printed)))
        self.refresh()

    @Slot(str)
    def _unmask(self, purpose: str) -> None:
        work = partial(read_matter, self._desk, self._number, purpose)
        self._tasks.run(work, self._show, self._failed, latest="matter")
