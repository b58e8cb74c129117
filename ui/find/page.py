"""Joins the look-up box to the search: live, with reasons; Enter opens, F4 begins a return visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.errors import JiefangtaiError, Refused
from app.services.visits.find_records import FoundRecord, FoundRecords, find_records
from app.words import sentence_of
from ui import routes
from ui.find.form import FindForm
from ui.find.model import name_for_new, row_of, summary
from ui.find.view import FindView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

REST = 60
"""Milliseconds after the last key before the search begins."""
SHOWN = 50


class FindPage(Page):
    """Shows what the look-up box asks for; the box keeps the keys until ↓ or Enter."""

    name = "find"
    title = "查找"
    view: FindView
    shown = Signal(str)
    """A search was answered; tests and the demo wait for it."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._text = ""
        self._open_first = False
        self._to_list = False
        self.view = FindView()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._search)
        self.view.list.opened.connect(self._open)
        self.view.new.clicked.connect(self._new)

    def commands(self) -> list[Command]:
        may = self._desk.may("register")
        listed = not self.view.list.isHidden()
        hit = self.view.list.current() if listed else None
        again = may and isinstance(hit, FoundRecord) and hit.kind != "联合接访"
        opens = Command(
            name="find.open",
            text="打开",
            keys=("Alt+O",),
            run=self.view.list.open_current,
            bar=True,
            primary=listed,
            enabled=listed,
            why_not="没有找到的",
        )
        back = Command(
            name="find.again",
            text="同一事再访",
            keys=("F4", "Ctrl+Y"),
            run=self._again,
            bar=True,
            enabled=again,
            why_not="选中一件再访的事项",
        )
        new = Command(
            name="find.visit",
            text="新来访",
            keys=("F2", "Ctrl+N"),
            run=self._new,
            bar=True,
            primary=not listed,
            enabled=may,
        )
        return [opens, back, new]

    def enter(self, route: Route) -> None:
        asked = route if isinstance(route, routes.Find) else routes.Find()
        text = self._text if asked.text is None else FindForm(asked.text).wanted
        self._open_first, self._to_list = asked.open_only, asked.to_list
        if asked.to_list and text == self._text and self.view.list.count():
            self._to_list = False
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if asked.open_only and text == self._text and not self._rest.isActive():
            self._settle()
            return
        self._text = text
        if asked.open_only or asked.to_list:
            self._search()
        else:
            self._rest.start()
        if asked.text is None:
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        return False

    def _search(self) -> None:
        self._rest.stop()
        if not self._text:
            self.view.show_none("输入要找的内容", None)
            self.commands_changed.emit()
            return
        work = partial(find_records, self._desk, self._text, SHOWN)
        self._tasks.run(work, partial(self._show_records, self._text), self._failed, latest="find")

    def _show_records(self, text: str, records: FoundRecords) -> None:
        today = self._desk.clock.now().date()
        self.view.list.show_rows([row_of(hit, today) for hit in records.hits])
        if records.hits:
            self.view.list.choose(0)
            self.view.show_list(summary(records, text))
        else:
            self.view.show_none(
                summary(records, text), name_for_new(text) if self._desk.may("register") else None
            )
        self.commands_changed.emit()
        self.shown.emit(text)
        if self._open_first:
            self._settle()
        elif self._to_list and records.hits:
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_list = False

    def _failed(self, error: JiefangtaiError) -> None:
        if isinstance(error, Refused):
            self.view.show_none(sentence_of(error), None)
            self.commands_changed.emit()
        else:
            self._tasks.went_wrong.emit(error)

    def _settle(self) -> None:
        """Enter in the box: the only hit, or an exact number, opens; else the list has the keys."""
        self._open_first = False
        rows = self.view.list.rows()
        if len(rows) == 1:
            self.view.list.open_current()
        elif rows:
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.view.new.isHidden():
            self.view.new.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _open(self, hit: FoundRecord) -> None:
        among = tuple(row.data.number for row in self.view.list.rows() if isinstance(row.data, FoundRecord))
        self.go.emit(routes.Matter(hit.number, among))

    @Slot()
    def _again(self) -> None:
        hit = self.view.list.current()
        if isinstance(hit, FoundRecord):
            self.go.emit(routes.ReturnVisit(number=hit.number))

    @Slot()
    def _new(self) -> None:
        name = name_for_new(self._text) if self.view.list.isHidden() else None
        self.go.emit(routes.NewVisit(name=name or ""))
