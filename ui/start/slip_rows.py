"""A paper's row on the start page: print it again, hand it to another printer, say that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.rows.papers import PrintJob
from app.errors import JiefangtaiError
from app.ports.printers import PrinterState
from app.services.printing.bind_printers import bound_printer, fitting_paper
from app.services.printing.print_paper import Printed, confirm_job, print_paper
from app.services.printing.print_queue import UnseenPaper
from app.services.printing.slips_owed import SLIP, SlipOwed
from app.words import sentence
from ui.page import Command
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.picker import Picker
from ui.widgets.printed_words import name_of, printed_words
from ui.widgets.printer_words import OTHER_PRINTER, printer_choices

REPRINT_REASON = "没有出纸"
Row = UnseenPaper | SlipOwed


class SlipRows(AskingBySheet):
    """The sheet keeps to the row it was opened on, whatever the list does meanwhile."""

    announced = Signal(str, str)
    """kind and sentence for the notice bar."""
    papers_out = Signal(object)
    """PaperWords."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._row: Row | None = None

    def commands(self, row: object) -> list[Command]:
        """What can be done with the chosen row; nothing where it is about no paper."""
        if not isinstance(row, Row):
            return []
        word = f"补打选中的{row.kind}" if isinstance(row, UnseenPaper) else "出选中的回执"
        again, other = partial(self._again, row), partial(self._ask_printer, row)
        commands = [
            Command(name="start.reprint", text=word, keys=("R", "Alt+R"), run=again),
            Command(name="start.other", text=OTHER_PRINTER, keys=("O", "Alt+O"), run=other),
        ]
        if isinstance(row, UnseenPaper):
            seen = partial(self._confirm, row)
            commands.append(Command(name="start.seen", text="已出纸", keys=("Y", "Alt+Y"), run=seen))
        return commands

    def _confirm(self, row: UnseenPaper) -> None:
        """Y: the sheet is there."""
        self._tasks.run(partial(confirm_job, self._desk, row.job.id), self._confirmed)

    def _confirmed(self, _job: PrintJob) -> None:
        self.announced.emit("good", "已记下：纸出来了。")

    def _again(self, row: Row) -> None:
        """R: once more where it was sent; a slip that was never built goes where slips are bound to."""
        if isinstance(row, UnseenPaper):
            job = row.job
            work = partial(
                print_paper, self._desk, row.number, row.kind, job.paper, job.printer, REPRINT_REASON
            )
        else:
            work = partial(_first_print, self._desk, row.number)
        self._tasks.run(work, self._printed)

    def _ask_printer(self, row: Row) -> None:
        """O: which printer instead, each with how it is."""
        self._row = row
        self._tasks.run(self._desk.printers.states, self._offer, latest="start.printers")

    def _offer(self, states: Sequence[PrinterState]) -> None:
        if self._row is None or self.sheet is not None:
            return
        printer = Picker("打印机", "slip.printer", printer_choices(states))
        self.fields = {"printer": printer}
        title = f"{self._row.number} {OTHER_PRINTER}"
        self._open(title, "出纸", ("打印机",), "slip").asked.connect(self._hand_over)

    @Slot()
    def _hand_over(self) -> None:
        printer = self.fields["printer"].value()
        if printer is None:
            self._wrong("printer", sentence("printer_missing", {}))
        elif self._row is not None and self.sheet is not None:
            self.shut()
            work = partial(_print_at, self._desk, self._row, str(printer))
            self._tasks.run(work, self._printed, self._failed)

    def _printed(self, printed: Printed) -> None:
        self.papers_out.emit(printed_words([printed], name_of(printed)))

    def _failed(self, error: JiefangtaiError) -> None:
        if words := self._beside(error):
            self.announced.emit("warning", words)


def _first_print(desk: Desk, number: str) -> Printed:
    """A slip that was never issued, to the printer that slips are bound to."""
    bound = bound_printer(desk, SLIP)
    return print_paper(desk, number, SLIP, bound.paper, bound.printer)


def _print_at(desk: Desk, row: Row, printer: str) -> Printed:
    """On this printer's own paper; a paper that was issued comes again with its reason."""
    kind, reason = (row.kind, OTHER_PRINTER) if isinstance(row, UnseenPaper) else (SLIP, None)
    return print_paper(desk, row.number, kind, fitting_paper(desk, kind, printer), printer, reason)
