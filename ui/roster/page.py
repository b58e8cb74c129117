"""Joins the roster page to its services: a month at a time, a day filled in, a table pasted."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from app.domain.text.pinyin import readings
from app.errors import JiefangtaiError, Refused
from app.events import Changes
from app.services.reference.keep_roster import RosterImport, change_duty, paste_roster
from app.services.reference.read_roster import DutyDay, MonthOfDuty, read_roster
from app.words import sentence
from ui.page import Command, Page
from ui.roster.duty_sheet import DutySheet
from ui.roster.model import (
    cells,
    days_words,
    error_lines,
    leaders_words,
    missing_words,
    next_month,
    paste_words,
    title,
)
from ui.roster.view import RosterView
from ui.routes import Route
from ui.widgets import Choice
from ui.widgets.ask import Question
from ui.workplace import Workplace

NOT_YOURS = "由系统管理员排班"


class RosterPage(Page):
    """Everybody at a window reads it; the 系统管理员 fills it in."""

    name = "roster"
    title = "带班表"
    view: RosterView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._may = self._desk.may("tables")
        self.view = RosterView(may_edit=self._may)
        self.month: MonthOfDuty | None = None
        self._first = self._desk.clock.now().date().replace(day=1)
        self._day = self._desk.clock.now().date()
        self.sheet = DutySheet(self.view)
        self.sheet.settled.connect(self._settled)
        grid = self.view.grid
        grid.opened.connect(self._open)
        grid.cleared.connect(self._clear)
        grid.turned.connect(self.turn)

    def commands(self) -> list[Command]:
        return [
            Command(
                name="roster.fill", text="填这一天", keys=("Alt+N",), run=self.fill, bar=True,
                primary=self._may, enabled=self._may, why_not=NOT_YOURS,
            ),
            Command(
                name="roster.paste", text="贴入表格", keys=("Ctrl+V",), run=self.paste, bar=self._may,
                enabled=self._may, why_not=NOT_YOURS,
            ),
            Command(
                name="roster.before", text="上个月", keys=("PgUp", "Alt+Left"), run=partial(self.turn, -1),
                bar=True,
            ),
            Command(
                name="roster.after", text="下个月", keys=("PgDown", "Alt+Right"), run=partial(self.turn, 1),
                bar=True,
            ),
            Command(name="roster.now", text="回到本月", keys=("Home", "Alt+D"), run=self.to_today),
            Command(name="roster.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.follow()
        self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sheet.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("roster", "staff", "holidays")

    @Slot()
    def follow(self) -> None:
        self._tasks.run(partial(read_roster, self._desk, self._first), self._show, latest="roster.month")

    def _show(self, month: MonthOfDuty) -> None:
        self.month = month
        today = self._desk.clock.now().date()
        self.view.show_month(title(month), missing_words(month, today), leaders_words(month))
        self.view.grid.show_cells(cells(month, today), self._day)

    @Slot(int)
    def turn(self, step: int) -> None:
        """PgUp, PgDn, or an arrow past the end: the month before or after."""
        self._keep_day()
        self._first = next_month(self._first, step)
        self.follow()

    def to_today(self) -> None:
        self._day = self._desk.clock.now().date()
        self._first = self._day.replace(day=1)
        self.follow()

    def _keep_day(self) -> None:
        self._day = self.view.grid.chosen() or self._day

    def fill(self) -> None:
        day = self.view.grid.chosen()
        if day is not None:
            self._open(day)

    @Slot(object)
    def _open(self, day: date) -> None:
        duty_day = self._duty_of(day)
        if duty_day is None:
            return
        if not self._may:
            self.notice.emit("warning", f"{NOT_YOURS}。要换人的，请告诉他。")
            return
        self._keep_day()
        self.sheet.ask(duty_day, [_choice(name) for name in self.month.leaders] if self.month else [])

    def _duty_of(self, day: date) -> DutyDay | None:
        return (
            next((duty_day for duty_day in self.month.days if duty_day.day == day), None)
            if self.month
            else None
        )

    @Slot(object)
    def _clear(self, day: date) -> None:
        duty_day = self._duty_of(day)
        if self._may and duty_day is not None and duty_day.duty:
            self._settled(day, [])

    @Slot(object, object)
    def _settled(self, day: date, duty: list[tuple[str, str]]) -> None:
        self._day = day
        self._tasks.run(partial(change_duty, self._desk, day, duty), self._kept)

    def _kept(self, done: RosterImport) -> None:
        """The page hears of the change by its event, as every other desk does."""
        others = "、".join(str(warning.facts["leader"]) for warning in done.warnings)
        if others:
            self.notice.emit("warning", sentence("roster_leader_unknown", {"leader": others}))
        else:
            self.notice.emit("good", "带班表已存，各台马上看见。")
        self.follow()

    def paste(self) -> None:
        """Ctrl+V: what the table in the clipboard would do, asked before it is done."""
        text = QGuiApplication.clipboard().text()
        work = partial(paste_roster, self._desk, text, self._first, check=True)
        self._tasks.run(work, partial(self._planned, text), self._not_read)

    def _planned(self, text: str, planned: RosterImport) -> None:
        self.view.show_report([])
        asked = Question(self.view, days_words(planned), paste_words(planned), "贴入", "不贴", "roster.sure")
        asked.agreed.connect(partial(self._agree, text))

    def _agree(self, text: str) -> None:
        self._tasks.run(partial(paste_roster, self._desk, text, self._first), self._kept)

    def _not_read(self, error: JiefangtaiError) -> None:
        if isinstance(error, Refused):
            self.view.show_report(error_lines(error.errors))
            self.notice.emit("warning", "表格没有贴上，要改的写在右边。")
        else:
            self._tasks.went_wrong.emit(error)


def _choice(name: str) -> Choice:
    pinyin = readings(name)
    return Choice(name, name, pinyin.initials[0] if pinyin.initials else "", tuple(pinyin.full))
