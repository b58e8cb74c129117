"""Joins the file of a 包案 to its case: 调度, 五包, 会诊, 记数 and evidence by keys; 包案表 on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from app.domain.lists.kinds import CHARGE, DAILY, EVIDENCE, NEW_PEOPLE, NEW_PLAN, PROGRESS, WEEKLY
from app.domain.papers import names
from app.errors import JiefangtaiError
from app.events import OF_MATTERS, Changes
from app.services.case.open_case import NamedCase, open_case
from app.services.printing.bind_printers import bound_printer
from app.services.printing.print_paper import Printed, print_paper
from app.words import sentence_of
from ui import routes
from ui.charge.model import ChargeFile, charge_file
from ui.charge.view import ChargeView
from ui.forms.why import owed_reasons
from ui.page import Command, Page, Saving
from ui.routes import Route
from ui.widgets.printed_words import name_of, printed_words
from ui.workplace import Workplace

PAPER = names.CHARGE_TABLE


class ChargePage(Page):
    """One case in charge; every key opens a sheet, none acts alone."""

    name = "charge"
    title = "包案"
    view: ChargeView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ChargeView()
        self._number = ""
        self.file: ChargeFile | None = None

    def commands(self) -> list[Command]:
        there = self.file is not None
        return [
            self._note("charge.daily", "记今天的调度", "D", DAILY, primary=True),
            self._note("charge.five", "五包记一笔", "J", ""),
            self._note("charge.weekly", "会诊纪要", "M", WEEKLY),
            self._note("charge.count", "记数", "N", PROGRESS),
            Command(
                name="charge.paper", text="出包案表", keys=("P",), run=self.print_table, bar=True,
                enabled=there and self._desk.may("print"), why_not="没有包案",
            ),
            self._note("charge.people", "换人", "Alt+W", NEW_PEOPLE),
            self._note("charge.plan", "改安排", "Alt+A", NEW_PLAN, bar=False),
            *(
                self._note(f"charge.evidence{at}", f"挂凭据：{name}", f"Alt+{at}", name, bar=False)
                for at, name in enumerate(EVIDENCE, 1)
            ),
            Command(
                name="charge.end", text="销账", keys=("X",), run=partial(self._go_act, "end", ""),
                enabled=there, why_not="没有包案",
            ),
            Command(
                name="charge.matter", text="事项页", keys=("Alt+O",), run=self._to_matter, enabled=there,
                why_not="没有包案",
            ),
            Command(name="charge.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow),
        ]  # fmt: skip

    def reasons(self) -> list[tuple[str, str]]:
        return owed_reasons(self.file.owed) if self.file is not None else []

    def _note(
        self, name: str, text: str, key: str, item: str, *, primary: bool = False, bar: bool = True
    ) -> Command:
        return Command(
            name=name,
            text=text,
            keys=(key, f"Alt+{key}") if len(key) == 1 else (key,),
            run=partial(self._go_act, "note", item),
            bar=bar,
            primary=primary,
            enabled=self.file is not None,
            why_not="没有包案",
        )

    def enter(self, route: Route) -> None:
        number = (route.number if isinstance(route, routes.Charge) else "") or self._number
        if number != self._number:
            self.file = None
        self._number = number
        self.follow()

    def follow(self) -> None:
        if self._number:
            work = partial(open_case, self._desk, self._number)
            self._tasks.run(work, self._show, self._failed, latest="charge")

    def _show(self, opened: NamedCase | None) -> None:
        today = self._desk.clock.now().date()
        file = charge_file(opened.case, today) if opened is not None and opened.readable else None
        if file is None:
            self.file = None
            self.commands_changed.emit()
            self.leave_saying("这件事现在没有包案。在事项页按 Z 列入包案台账。")
            return
        self.file = file
        self.view.setProperty("today", today)
        self.view.show_file(file)
        todo = f"今日还要：{'，'.join(file.todo)}" if file.todo else ""
        self.saving_changed.emit(Saving("note" if todo else "", todo))
        self.commands_changed.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self.leave_saying(sentence_of(error))

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*OF_MATTERS, "list_facts")

    def _go_act(self, act: str, item: str) -> None:
        if self.file is not None:
            name = ".".join(part for part in ("list", act, CHARGE, item) if part)
            self.go.emit(routes.Act(name, self._number))

    def _to_matter(self) -> None:
        self.go.emit(routes.Matter(self._number))

    def print_table(self) -> None:
        """P: the 包案表 as it is now, to the printer of such papers."""
        if self.file is not None:
            bound = bound_printer(self._desk, PAPER)
            work = partial(print_paper, self._desk, self._number, PAPER, "a4", bound.printer, "再出一份")
            self._tasks.run(work, self._printed, self._failed)

    @Slot(object)
    def _printed(self, printed: Printed) -> None:
        self.papers_out.emit(printed_words([printed], name_of(printed)))
