"""The waiting list: call the next visitor into the reception, or open the matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.desk import Desk
from app.domain.numbers import spoken
from app.domain.paging import Asked, Block, Cursor, Order, block_of
from app.events import Changes
from app.services.visits.list_waiting import list_waiting
from ui import routes
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.waiting.model import COLUMNS, Call, WaitingRow, next_to_call, sort_key, summary
from ui.waiting.view import WaitingView
from ui.workplace import Workplace

_SHOWN = ("visits", "voids", "steps", "receptions")
MINUTE = 60_000


class WaitingPage(TablePage):
    """Today's visits that nobody has taken up yet, the longest waiting first."""

    name = "waiting"
    title = "候访"
    label = "候访名单"
    tab = "register"
    columns = COLUMNS
    order = Order("at")
    view: WaitingView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._call = False
        self._calls: dict[str, Call] = {}
        """By visit; who has been called at this window since it was opened."""
        self.view = WaitingView(self.table)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look)

    def commands(self) -> list[Command]:
        some = self.table.rows.rowCount() > 0
        may = self._desk.may("reception")
        return [
            Command(
                name="waiting.receive",
                text="请进接访",
                keys=("Alt+O",),
                run=self.receive,
                bar=True,
                primary=may,
                enabled=some and may,
                why_not="没有人在等" if may else "接访由接谈员或带班领导做",
            ),
            Command(
                name="waiting.matter",
                text="看这件事",
                keys=("Alt+M",),
                run=self.open_matter,
                bar=True,
                primary=not may,
                enabled=some,
                why_not="没有人在等",
            ),
            Command(
                name="waiting.next", text="叫下一位", keys=("F12", "Ctrl+T"), run=self.call_next, bar=True
            ),
            Command(
                name="waiting.again",
                text="再叫这一位",
                keys=("Alt+R",),
                run=self.call_again,
                bar=True,
                enabled=some,
                why_not="没有人在等",
            ),
            Command(name="waiting.new", text="新来访", keys=("F2", "Ctrl+N"), run=self._new, bar=True),
            Command(name="waiting.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look),
            *self.sorting(),
        ]

    def enter(self, route: Route) -> None:
        self._call = isinstance(route, routes.Waiting) and route.call_next
        self._minute.start()
        self.look()

    def leave(self) -> None:
        self._minute.stop()

    @Slot()
    def look(self) -> None:
        """Read the list again."""
        self.follow()

    def block(self, asked: Asked) -> Callable[[], Block[WaitingRow]]:
        return partial(_read, self._desk, dict(self._calls), asked)

    def same(self, row: WaitingRow) -> str:
        return row.visit.visit_id

    def open_row(self, row: WaitingRow) -> None:
        if self._desk.may("reception"):
            self.receive()
        else:
            self.open_matter()

    def receive(self) -> None:
        """Open the reception with the chosen visit."""
        row = self._chosen()
        if row is not None:
            self.go.emit(routes.ReceptionOf(visit=row.visit.number))

    def open_matter(self) -> None:
        row = self._chosen()
        if row is not None:
            self.go.emit(routes.Matter(row.visit.number))

    def call_next(self) -> None:
        """F12: the one who has waited longest of those not called; the list is read first."""
        self._call = True
        self.look()

    def call_again(self) -> None:
        """Alt+R: the chosen visitor did not hear it."""
        row = self._chosen()
        if row is not None:
            self._call_out(row)

    def _chosen(self) -> WaitingRow | None:
        row: WaitingRow | None = self.table.current()
        return row

    def filled(self) -> None:
        rows = self._rows()
        self.view.title.setText(f"候访　{summary([row.visit for row in rows])}")
        self.view.show_empty(not rows)
        if rows and self.in_front:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._call:
            self._call = False
            self._call_first(rows)

    def _rows(self) -> list[WaitingRow]:
        rows: list[WaitingRow] = self.table.rows.filling.rows
        return rows

    def _call_first(self, rows: list[WaitingRow]) -> None:
        row = next_to_call(rows)
        if not rows:
            self.notice.emit("warning", "没有人在等。")
        elif row is None:
            self.notice.emit("warning", "在等的都叫过了。选中一位按 Alt+R 再叫。")
        else:
            self.table.choose(rows.index(row))
            self._call_out(row)

    def _call_out(self, row: WaitingRow) -> None:
        """Say whose turn it is, and remember that it was said."""
        visit, before = row.visit, self._calls.get(row.visit.visit_id)
        self._calls[visit.visit_id] = Call(self._desk.clock.now(), before.times + 1 if before else 1)
        self.notice.emit(
            "good", f"请 {spoken(visit.number)}，{visit.name}。Enter 打开，没有来按 F12 叫下一位。"
        )
        self.look()

    def _new(self) -> None:
        self.go.emit(routes.NewVisit())

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_SHOWN)


def _read(desk: Desk, calls: dict[str, Call], asked: Asked) -> Block[WaitingRow]:
    now: datetime = desk.clock.now()
    rows = [WaitingRow(one, now, calls.get(one.visit_id)) for one in list_waiting(desk)]
    return block_of(rows, replace(asked, most=max(asked.most, len(rows))), partial(_key, asked.order.key))


def _key(key: str, row: Any) -> Cursor:
    return sort_key(row, key)
