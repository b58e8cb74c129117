"""From the start page: the day's report to a printer, and why a number was not used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.papers.names import DAILY
from app.errors import JiefangtaiError
from app.ports.printers import FOLDER
from app.services.papers.explain_gap import GapNoted, explain_gap, list_gaps
from app.services.printing.bind_printers import bound_printer, list_printers
from app.services.printing.print_paper import Printed, print_daily
from app.words import sentence
from ui.page import Command
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.datebox import DateBox
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker
from ui.widgets.printed_words import name_of, printed_words

T = TypeVar("T")
KIND = DAILY
SHEETS = {"a4": "A4", "a5": "A5"}


class DayPapers(AskingBySheet):
    """One sheet at a time; it stays with what was typed until the work is done."""

    announced = Signal(str, str)
    """kind and sentence for the notice bar."""
    papers_out = Signal(object)
    """PaperWords."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks

    @property
    def may_report(self) -> bool:
        """Whether who is signed in prints the report of a day."""
        return self._desk.may("report") and self._desk.may("print")

    def commands(self) -> list[Command]:
        """For those who may."""
        commands = []
        if self.may_report:
            commands.append(
                Command(name="start.daily", text="出日报", keys=("D", "Alt+D"), run=self.ask_daily)
            )
        if self._desk.may("gaps"):
            commands.append(Command(name="start.gap", text="说明空号", keys=("G", "Alt+G"), run=self.ask_gap))
        return commands

    def ask_daily(self) -> None:
        bound = bound_printer(self._desk, KIND)
        names = [*(state.name for state in list_printers(self._desk)), FOLDER]
        day = DateBox("日期", "daily.day", self._today)
        day.set_value(self._today())
        paper = Picker("纸张", "daily.paper", [Choice(key, word) for key, word in SHEETS.items()])
        paper.set_value(bound.paper if bound.paper in SHEETS else "a4")
        printer = Picker("打印机", "daily.printer", [Choice(name, name) for name in names])
        printer.set_value(bound.printer)
        self.fields = {"day": day, "paper": paper, "printer": printer}
        self._open("出日报", "出纸", ("日期", "纸张", "打印"), "daily").asked.connect(self._print)

    def ask_gap(self) -> None:
        """The numbers nobody has explained are offered first."""
        work = partial(list_gaps, self._desk, self._today().year)
        self._tasks.run(work, self._ask_reason, latest="start.gap")

    def _ask_reason(self, gaps: Sequence[GapNoted]) -> None:
        unexplained = [Choice(gap.number, gap.number) for gap in gaps if gap.reason is None]
        hint = "照纸上的样子写文号或编号" if not unexplained else f"还有 {len(unexplained)} 个没有说明"
        number = Picker("编号", "gap.number", unexplained, placeholder=hint, free=True)
        reason = TextField("原因", "gap.reason", "为什么没有用，例如“纸卡坏，作废重出”")
        self.fields = {"number": number, "reason": reason}
        self._open("说明空号，会记入审计", "记下", ("编号", "原因"), "gap").asked.connect(self._explain)

    def _today(self) -> date:
        return self._desk.clock.now().date()

    @Slot()
    def _print(self) -> None:
        day, paper, printer = (self.fields[key].value() for key in ("day", "paper", "printer"))
        for key, value in (("day", day), ("paper", paper), ("printer", printer)):
            if value is None:
                self._wrong(key, sentence(f"{key}_missing", {}))
                return
        self._begin(partial(print_daily, self._desk, day, paper, printer), self._printed)

    def _printed(self, printed: Printed) -> None:
        self.shut()
        self.papers_out.emit(printed_words([printed], name_of(printed)))

    @Slot()
    def _explain(self) -> None:
        number, reason = (str(self.fields[key].value() or "") for key in ("number", "reason"))
        self._begin(partial(explain_gap, self._desk, number, reason), self._explained)

    def _explained(self, noted: GapNoted) -> None:
        self.shut()
        self.announced.emit("good", f"已记下 {noted.number} 的说明。")

    def _begin(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self.sheet is not None and not self.sheet.property("under_way"):
            self.sheet.setProperty("under_way", True)
            self._tasks.run(work, done, self._failed)

    def _failed(self, error: JiefangtaiError) -> None:
        """Beside the field it is about, else in the notice bar."""
        if self.sheet is not None:
            self.sheet.setProperty("under_way", False)
        if words := self._beside(error):
            self.shut()
            self.announced.emit("warning", words)
