"""Joins one matter's view to the record, to reprinting and to looking at a full number for a purpose."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.errors import FieldError, JiefangtaiError, Refused
from app.events import OF_MATTERS, Changes
from app.ports.printers import FOLDER
from app.services.case.open_case import OpenedCase, open_case
from app.services.case.show_record import show_record
from app.services.printing.bind_printers import bound_printer, list_printers
from app.services.printing.print_paper import Printed, print_paper
from app.words import sentence
from ui import routes
from ui.matter import model
from ui.matter.attaching import Attaching
from ui.matter.case_view import CaseView
from ui.matter.form import PAPERS, PURPOSES, REPRINT_REASONS, ReprintForm, UnmaskForm
from ui.matter.head import head_of, show_head
from ui.matter.issuing import Issuing
from ui.matter.owed import OwedRow, met_words, owed_rows
from ui.matter.reason import ReasonPicker
from ui.matter.record_view import RecordView
from ui.matter.side import duty_lines, told_lines, who_lines
from ui.matter.story import SHOWN, Moment, story_of
from ui.page import Command, Page
from ui.routes import Route
from ui.widgets.basics import name_widget
from ui.widgets.choices import Choice
from ui.widgets.picker import Picker
from ui.widgets.printed_words import name_of, printed_words
from ui.widgets.reading import Reading
from ui.widgets.sheet import FormSheet
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
        self._record: dict[str, Any] = {}
        self._sheet: FormSheet | None = None
        self._reason: Picker | None = None
        self._paper: Picker | None = None
        self._printer: Picker | None = None
        self._purpose: Picker | None = None
        self._opened: OpenedCase | None = None
        self._everything = False
        """Whether all that was met and all that has happened is shown (O, H)."""
        self.view = Stack()
        self.case_view, self.record_view = CaseView(), RecordView()
        for face in (self.case_view, self.record_view):
            self.view.addWidget(face)
            face.papers.opened.connect(self._paper_chosen)
        self.case_view.timeline.opened.connect(self._read_moment)
        self.case_view.owed.opened.connect(self._read_owed)
        panel = self.case_view.attachments
        self.attaching = Attaching(self._desk, self._tasks, workplace.house, panel, self.view)
        self.attaching.said.connect(self.notice)
        self.case_view.dropped.connect(self.attaching.ask)
        self.issuing = Issuing(self._desk, self._tasks, self.view)
        self.issuing.issued.connect(self._reprinted)
        self.issuing.refused.connect(self._not_issued)

    def commands(self) -> list[Command]:
        matter = bool(self._record.get("matter"))
        again = matter and self._desk.may("register") and model.visit_number(self._record) is not None
        papers = self._desk.may("print") and self._paper_wanted() is not None
        word = "补打" if self._record.get("documents") else "出回执"
        unmask = matter and self._desk.may("unmask")
        handles = self._opened is not None and self._desk.may("step")
        return [
            Command(
                name="matter.step",
                text="办理",
                keys=("B", "Alt+B"),
                run=self._handle,
                bar=True,
                primary=handles,
                enabled=handles,
                why_not="办理由接谈员、带班领导和督办做",
            ),
            Command(
                name="matter.again",
                text="同一事再访",
                keys=("F4", "Ctrl+Y"),
                run=self._again,
                bar=True,
                primary=not handles,
                enabled=again,
            ),
            Command(
                name="matter.reprint",
                text=word,
                keys=("R", "Alt+R"),
                run=self._ask_reprint,
                bar=True,
                enabled=papers,
            ),
            Command(
                name="matter.issue",
                text="出文书",
                keys=("P", "Alt+P"),
                run=self._ask_issue,
                bar=True,
                enabled=matter and self._desk.may("print") and model.visit_number(self._record) is not None,
            ),
            Command(
                name="matter.unmask",
                text="看完整证件号",
                keys=("Alt+M",),
                run=self._ask_purpose,
                bar=True,
                enabled=unmask,
            ),
            Command(
                name="matter.all",
                text="只看最近的" if self._everything else "全部经过和义务",
                keys=("H", "Alt+H", "O", "Alt+O"),
                run=self._turn_everything,
                bar=True,
                enabled=self._opened is not None,
            ),
            Command(
                name="matter.facts",
                text="看情况全文",
                keys=("I", "Alt+I"),
                run=self._read_facts,
                enabled=bool(self._opened and self._opened.case.matter.facts),
                why_not="没有写情况",
            ),
            Command(
                name="matter.attach",
                text="添加附件",
                keys=("J", "Alt+J"),
                run=self.attaching.choose,
                enabled=self.attaching.can_attach(),
                why_not="这件事的附件不归你看",
            ),
            Command(
                name="matter.paste",
                text="粘贴图片做附件",
                keys=("Ctrl+V",),
                run=self.attaching.paste,
                enabled=self.attaching.can_attach(),
                why_not="这件事的附件不归你看",
            ),
            Command(
                name="matter.attachments",
                text="到附件，Enter 打开",
                keys=("L", "Alt+L"),
                run=self._to_attachments,
                enabled=self.attaching.can_attach(),
                why_not="这件事的附件不归你看",
            ),
            Command(name="matter.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.refresh),
        ]

    def enter(self, route: Route) -> None:
        number = (route.number if isinstance(route, routes.Matter) else None) or self._number
        if number != self._number:
            self._record, self._opened, self._everything = {}, None, False
            self.attaching.show(None, everything=False)
        self._number = number
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        """What is owed first, else what has happened."""
        face = self.view.currentWidget()
        owed = face is self.case_view and self.case_view.owed.rows.rowCount() > 0
        target = self.case_view.owed if owed else self._face().timeline
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _face(self) -> CaseView | RecordView:
        return self.record_view if self.view.currentWidget() is self.record_view else self.case_view

    def leave(self) -> None:
        """What was unmasked is masked again at the next look."""
        if self._sheet is not None:
            self._sheet.shut()
        self.issuing.shut()
        self.attaching.leave()

    def reasons(self) -> list[tuple[str, str]]:
        if self._opened is None:
            return model.reasons(self._record, self._desk.clock.now().date())
        focused = self.case_view.owed.current()
        rows = owed_rows(self._opened.case, self._desk.clock.now().date(), everything=True)
        first = [row for row in rows if isinstance(focused, OwedRow) and row.owed.id == focused.owed.id]
        ordered = [*first, *(row for row in rows if row not in first)]
        return [(f"{row.owed.who} {row.owed.what}", row.owed.derivation) for row in ordered]

    @Slot()
    def refresh(self) -> None:
        if self._number:
            work = partial(_read, self._desk, self._number, None)
            self._tasks.run(work, self._show, self._failed, latest="matter")

    def _show(self, read: tuple[dict[str, Any], OpenedCase | None]) -> None:
        was_blank = not self._record
        self._record, self._opened = read
        if self._opened is None:
            self.view.setCurrentWidget(self.record_view)
            self._show_record(self._record)
        else:
            self.view.setCurrentWidget(self.case_view)
            self._show_case(self._opened)
        self.commands_changed.emit()
        if was_blank and self.in_front:
            self._take_focus()
        self.shown.emit(str(self._record["number"]))

    def _show_case(self, opened: OpenedCase) -> None:
        case, today, view = opened.case, self._desk.clock.now().date(), self.case_view
        show_head(view.head, opened, model.person_rows(self._record), today)
        view.show_owed(owed_rows(case, today, self._everything), met_words(case))
        story = story_of(opened)
        shown = story if self._everything else story[:SHOWN]
        view.show_story([one.row(today) for one in shown], len(story))
        view.who.show_lines(who_lines(opened, today))
        view.duties.show_lines(duty_lines(opened, today))
        view.told.show_lines(told_lines(opened, today))
        view.show_papers(model.paper_rows(self._record, today) if opened.readable else [])
        self.attaching.show(opened, everything=self._everything)
        name_widget(view, f"信访事项 {opened.number}", "matter")

    def _to_attachments(self) -> None:
        """L: the keys go to the list of attachments."""
        rows = self.case_view.attachments.rows
        if rows.isVisible():
            self.case_view.ensureWidgetVisible(rows)
            rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_everything(self) -> None:
        """H, O: all that has happened and all that was met, or the last of them again."""
        self._everything = not self._everything
        if self._opened is not None:
            self._show_case(self._opened)
            self.commands_changed.emit()

    @Slot(object)
    def _read_moment(self, moment: Moment) -> None:
        Reading(self.view.window(), moment.what, moment.words or moment.detail or moment.what)

    @Slot(object)
    def _read_owed(self, row: OwedRow) -> None:
        Reading(self.view.window(), f"{row.owed.who} {row.owed.what}", row.owed.derivation)

    def _read_facts(self) -> None:
        if self._opened is not None and self._opened.case.matter.facts:
            Reading(self.view.window(), "情况", self._opened.case.matter.facts)

    def _show_record(self, record: dict[str, Any]) -> None:
        today = self._desk.clock.now().date()
        view = self.record_view
        view.show_record(head_of(record), model.person_lines(record), model.state_tag(record, today))
        view.show_lists(
            [model.moment_row(one, today) for one in model.timeline(record)],
            model.date_lines(record, today),
            model.paper_rows(record, today),
        )

    def _failed(self, error: JiefangtaiError) -> None:
        first = error.errors[0] if isinstance(error, Refused) else error
        self.notice.emit("warning", sentence(first.code, first.facts))
        if not self._record:
            self.leave_me.emit()

    def concerns(self, changes: Changes) -> bool:
        matter = self._opened.case.matter.id if self._opened is not None else None
        if matter is not None and changes.matters:
            return changes.may_concern(matter)
        return changes.touch(*OF_MATTERS, "printings")

    def follow(self) -> None:
        self.refresh()

    def _handle(self) -> None:
        """B: the sheet 办理 for this case."""
        if self._opened is not None:
            self.go.emit(routes.Step(self._opened.case.matter.number))

    def _again(self) -> None:
        number = model.visit_number(self._record)
        if number is not None:
            self.go.emit(routes.ReturnVisit(number=number))

    @Slot(object)
    def _paper_chosen(self, _paper: object) -> None:
        self._ask_reprint()

    def _ask_reprint(self) -> None:
        wanted = self._paper_wanted()
        if wanted is None:
            return
        bound = bound_printer(self._desk, wanted[0])
        names = [*(one.name for one in list_printers(self._desk)), FOLDER]
        self._reason = ReasonPicker(REPRINT_REASONS)
        self._reason.picked.connect(self._reprint)
        self._paper = Picker("纸张", "reprint.paper", [Choice(key, word) for key, word in PAPERS.items()])
        self._printer = Picker("打印机", "reprint.printer", [Choice(one, one) for one in names])
        self._reason.set_value(REPRINT_REASONS[0])
        self._paper.set_value(bound.paper)
        self._printer.set_value(bound.printer)
        fields = [("纸张", self._paper), ("打印", self._printer)]
        again = bool(self._record.get("documents"))
        if again:
            fields.insert(0, ("原因", self._reason))
        word = "补打" if again else "出纸"
        self._sheet = FormSheet(self.view.window(), f"{word} {wanted[0]}", word, fields, "reprint")
        self._sheet.asked.connect(self._reprint)
        self._sheet.gone.connect(self._sheet_gone)

    def _ask_issue(self) -> None:
        documents = self._record.get("documents") or []
        chosen = self._face().papers.current() if documents else None
        number = model.visit_number(self._record)
        if number is not None:
            self.issuing.ask(number, chosen, {str(one["kind"]) for one in documents})

    @Slot(str)
    def _not_issued(self, words: str) -> None:
        self.notice.emit("warning", words)

    def _paper_wanted(self) -> tuple[str, str] | None:
        """(kind, number) of the chosen paper; the slip of the newest visit where none has been issued."""
        documents = self._record.get("documents") or []
        if documents:
            chosen = self._face().papers.current() or documents[0]
            return str(chosen["kind"]), str(chosen["number"])
        number = model.visit_number(self._record)
        return None if number is None or not self._record.get("matter") else (model.SLIP, number)

    @Slot()
    def _reprint(self) -> None:
        assert self._reason is not None
        assert self._paper is not None
        assert self._printer is not None
        form = ReprintForm(
            reason=self._reason.value(), paper=self._paper.value(), printer=self._printer.value()
        )
        fields = {"reason": self._reason, "paper": self._paper, "printer": self._printer}
        if self._said(form.check(), fields) or self._sheet is None:
            return
        wanted = self._paper_wanted()
        if wanted is None:
            return
        reason = form.reason if self._record.get("documents") else None
        kind, number = wanted
        work = partial(print_paper, self._desk, number, kind, str(form.paper), str(form.printer), reason)
        self._sheet.shut()
        self._tasks.run(work, self._reprinted, self._failed)

    @Slot(object)
    def _reprinted(self, printed: Printed) -> None:
        self.papers_out.emit(printed_words([printed], name_of(printed)))
        self.refresh()

    def _ask_purpose(self) -> None:
        self._purpose = Picker("用途", "unmask.purpose", [Choice(one, one) for one in PURPOSES], free=True)
        self._sheet = FormSheet(
            self.view.window(), "看完整证件号和电话，会记入审计", "显示", (("用途", self._purpose),), "unmask"
        )
        self._sheet.asked.connect(self._unmask)
        self._sheet.gone.connect(self._sheet_gone)

    @Slot()
    def _unmask(self) -> None:
        assert self._purpose is not None
        form = UnmaskForm(purpose=self._purpose.value())
        if self._said(form.check(), {"purpose": self._purpose}) or self._sheet is None:
            return
        self._sheet.shut()
        work = partial(_read, self._desk, self._number, form.purpose)
        self._tasks.run(work, self._show, self._failed, latest="matter")

    def _said(self, errors: list[FieldError], fields: dict[str, Picker]) -> bool:
        for error in reversed(errors):
            if self._sheet is not None:
                self._sheet.wrong(fields[error.field], sentence(error.code, error.facts))
        return bool(errors)

    @Slot()
    def _sheet_gone(self) -> None:
        self._sheet = None


def _read(desk: Desk, number: str, purpose: str | None) -> tuple[dict[str, Any], OpenedCase | None]:
    """The record with its people and papers, and the case; on a thread. A purpose shows numbers in full."""
    record = show_record(desk, number, unmask=purpose is not None, purpose=purpose)
    return record, open_case(desk, number)
