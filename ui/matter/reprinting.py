"""Asks why a paper is printed again, on which paper and printer; then it goes there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.errors import FieldError, JiefangtaiError, Refused
from app.ports.printers import FOLDER
from app.services.approvals.ask_reissue import issue_or_ask
from app.services.handling.advance_matter import Pending
from app.services.printing.bind_printers import bound_printer, list_printers
from app.services.printing.print_paper import Printed, print_paper
from app.words import sentence
from ui.matter.form import PAPERS, REPRINT_REASONS, ReprintForm
from ui.matter.reason import ReasonPicker
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.picker import Picker


class Reprinting(AskingBySheet):
    """A paper that was issued asks its reason; the first print of a slip asks none."""

    printed = Signal(object)
    failed = Signal(object)
    """JiefangtaiError."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._wanted = "", ""
        self.reason: ReasonPicker | None = None

    def ask(self, kind: str, number: str, *, again: bool) -> None:
        """``again``: it has been issued."""
        self._wanted = kind, number
        bound = bound_printer(self._desk, kind)
        names = [*(state.name for state in list_printers(self._desk)), FOLDER]
        paper = Picker("纸张", "reprint.paper", [Choice(key, word) for key, word in PAPERS.items()])
        printer = Picker("打印机", "reprint.printer", [Choice(name, name) for name in names])
        paper.set_value(bound.paper)
        printer.set_value(bound.printer)
        self.fields = {"paper": paper, "printer": printer}
        labels = ["纸张", "打印"]
        self.reason = None
        if again:
            self.reason = ReasonPicker(REPRINT_REASONS)
            self.reason.set_value(REPRINT_REASONS[0])
            self.reason.picked.connect(self.go)
            self.fields = {"reason": self.reason, **self.fields}
            labels.insert(0, "原因")
        word = "补打" if again else "出纸"
        self._open(f"{word} {kind}", word, labels, "reprint").asked.connect(self.go)

    @Slot()
    def go(self) -> None:
        """Print, unless something is missing."""
        reason = self.reason.value() if self.reason is not None else REPRINT_REASONS[0]
        paper, printer = self.fields["paper"].value(), self.fields["printer"].value()
        form = ReprintForm(reason=reason, paper=paper, printer=printer)
        errors: list[FieldError] = form.check()
        for error in reversed(errors):
            self._wrong(error.field, sentence(error.code, error.facts))
        if errors or self.sheet is None:
            return
        kind, number = self._wanted
        given_reason = form.reason if self.reason is not None else None
        work = partial(
            print_paper, self._desk, number, kind, str(form.paper), str(form.printer), given_reason
        )
        self.shut()
        self._tasks.run(partial(issue_or_ask, self._desk, work), self._done, self._not_done)

    def _done(self, printed: Printed | Pending) -> None:
        if isinstance(printed, Pending):
            self.failed.emit(Refused(FieldError("number", "letter_sent_to_sign")))
            return
        self.printed.emit(printed)

    def _not_done(self, error: JiefangtaiError) -> None:
        self.failed.emit(error)
