"""Joins the 督办台账 to its rows: tiles filter, Enter opens the case, C reminds who owes next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.domain.case import tiles
from app.domain.paging import Asked, Block, Order
from app.events import Changes
from app.services.handling.list_ledger import LedgerRow, ledger_counts, list_ledger
from ui import routes
from ui.ledger.model import COLUMNS, head_words, reasons_of, reminded_lines
from ui.ledger.view import LedgerView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.workplace import Workplace

_CONCERNED = (
    *("visits", "voids", "steps", "withdrawals", "duties", "duty_replies", "receipts", "reminders"),
    *("requests", "decisions", "amendments", "visit_moves", "holidays", "settings"),
)
_EMPTY = {
    tiles.LATE: "没有逾期的。",
    tiles.TODAY: "今天没有到期的。",
    tiles.FIVE: "5 日内没有到期的。",
    tiles.FIFTEEN: "15 日内没有到期的。",
    tiles.PROMISE: "没有超过本局承诺的。",
    tiles.WAITING: "没有等批准的，也没有两台办得不一样的。",
    tiles.OPEN: "没有在办的事项。登记一件来访后，这里会列出来。",
}


class LedgerPage(TablePage):
    """One row a case; what is owed next stands first, contradicted cases before all others."""

    name = "ledger"
    title = "督办台账"
    label = "督办台账"
    tab = "ledger"
    columns = COLUMNS
    order = Order("due")
    view: LedgerView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.tile = tiles.FIFTEEN
        self.view = LedgerView(self.table, tiles.TILES)
        self.view.show_tile(self.tile)
        self.view.tile_chosen.connect(self.choose_tile)
        self.table.chosen.connect(self._show_detail)

    def commands(self) -> list[Command]:
        row = self._chosen()
        opens = Command(
            name="ledger.open",
            text="打开事项",
            keys=("Alt+O",),
            run=self.table.open_current,
            bar=True,
            primary=True,
            enabled=row is not None and not row.withheld,
            why_not="保密事项由指定的人打开" if row else "这里没有事项",
        )
        return [
            opens,
            *(
                Command(
                    name=f"ledger.tile.{at}.show",
                    text=word,
                    keys=(f"Alt+{at}",),
                    run=partial(self.choose_tile, word),
                )
                for at, word in enumerate(tiles.TILES, 1)
            ),
            Command(
                name="ledger.late",
                text="下一件逾期",
                keys=("F12",),
                run=partial(self.choose_tile, tiles.LATE),
                bar=True,
            ),
            Command(
                name="ledger.figures",
                text="统计",
                keys=("Alt+T",),
                run=partial(self.go.emit, routes.Figures()),
                bar=True,
            ),
            Command(
                name="ledger.import",
                text="导入旧台账",
                keys=("Alt+I",),
                run=partial(self.go.emit, routes.Import()),
                bar=True,
            ),
            Command(name="ledger.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look, bar=True),
            *self.sorting(),
        ]

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.Ledger) and route.tile:
            self.tile = route.tile
            self.view.show_tile(self.tile)
            self.read_start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Read counts and rows again."""
        self.follow()

    def follow(self) -> None:
        self._tasks.run(partial(ledger_counts, self._desk), self.view.show_counts, latest="ledger.counts")
        super().follow()

    @Slot(str)
    def choose_tile(self, word: str) -> None:
        self.tile = word
        self.view.show_tile(word)
        self.read_start()

    def block(self, asked: Asked) -> Callable[[], Block[LedgerRow]]:
        return partial(list_ledger, self._desk, self.tile, asked)

    def same(self, row: LedgerRow) -> str:
        return row.matter_id

    def open_row(self, row: LedgerRow) -> None:
        if row.withheld:
            self.notice.emit("warning", "这是保密事项，只有指定的人能打开。")
        else:
            rows = self.table.rows.filling.rows
            among = tuple(one.number for one in rows if not one.withheld)
            self.go.emit(routes.Matter(row.number, among))

    def filled(self) -> None:
        empty = self.table.rows.rowCount() == 0
        self.view.head.setText(head_words(self.tile, self.table.rows.filling.total))
        self.view.show_empty(_EMPTY[self.tile] if empty else "")
        self._show_detail()
        if not empty and self.in_front:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reasons(self) -> list[tuple[str, str]]:
        row = self._chosen()
        return reasons_of(row) if row else []

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_CONCERNED)

    @Slot()
    def _show_detail(self) -> None:
        row = self._chosen()
        if row is None:
            self.view.detail.show_case("", [], [])
        else:
            self.view.detail.show_case(
                f"{row.number}　{row.claim}", reasons_of(row), [] if row.withheld else reminded_lines(row)
            )
        self.commands_changed.emit()

    def _chosen(self) -> LedgerRow | None:
        row: Any = self.table.current()
        return row if isinstance(row, LedgerRow) else None
