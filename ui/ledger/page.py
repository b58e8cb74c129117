"""Joins the 督办台账 to its rows: tiles and filters narrow, Enter opens the case, C reminds who owes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.desk import Desk
from app.domain.case import names, tiles
from app.domain.case.tiles import Only
from app.domain.paging import Block, Order, PageAsked
from app.domain.text.pinyin import initials
from app.events import Changes
from app.services.desk.keep_views import SavedView, read_views
from app.services.figures.export_ledger import LedgerAsked, save_ledger
from app.services.supervision.list_ledger import (
    LedgerFilters,
    LedgerRow,
    ledger_counts,
    ledger_filters,
    list_ledger,
)
from ui import routes
from ui.ledger.commands import ledger_commands
from ui.ledger.explained import facts_of, hints_of, points_of, reasons_of, reminded_lines
from ui.ledger.model import COLUMNS, head_words
from ui.ledger.reminding import Reminding
from ui.ledger.view import LedgerView
from ui.ledger.viewing import Viewing
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.widgets import Choice
from ui.workplace import Workplace

_CONCERNED = (
    *("visits", "voids", "steps", "withdrawals", "duties", "duty_replies", "receipts", "reminders"),
    *("requests", "decisions", "amendments", "visit_moves", "holidays", "settings", "units", "list_facts"),
)
_EMPTY = {
    tiles.LATE: "没有逾期的。",
    tiles.TODAY: "今天没有到期的。",
    tiles.FIVE: "5 日内没有到期的。",
    tiles.FIFTEEN: "15 日内没有到期的。",
    tiles.PROMISE: "没有超过本局承诺的。",
    tiles.REMIND: "今天要催的都催过了。",
    tiles.ANSWERED: "单位回复都看过了。",
    tiles.WAITING: "没有等批准的，也没有两台办得不一样的。",
    tiles.OPEN: "没有在办的事项。登记一件来访后，这里会列出来。",
}
_NARROWED = "这样筛选没有事项。Esc 清除筛选。"
_WHATS = (names.FINISH, names.NOTIFY, names.DUTY, names.FORWARD, names.REPORT, names.REVIEW_OPINION)
_NOTHING = Only()


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
        self.only = _NOTHING
        self.views: tuple[SavedView, ...] = ()
        self._narrowing = False
        """A filter was chosen: the keys stay in it."""
        self._each = False
        """Alt+C: after one reminder the next sheet opens."""
        self.view = LedgerView(self.table, tiles.SHOWN)
        self.view.show_tile(self.tile)
        self.view.tile_chosen.connect(self.choose_tile)
        self.view.filters.changed.connect(self._narrow)
        self.view.filters.clear_asked.connect(self.clear_filters)
        self.view.filters.view_chosen.connect(self.show_view)
        self.table.chosen.connect(self._show_detail)
        self.reminding = Reminding(self._desk, self._tasks, self.view)
        self.reminding.done.connect(self._reminded)
        self.reminding.refused.connect(self._not_reminded)
        self.reminding.given_up.connect(self._given_up)
        self.viewing = Viewing(self._desk, self._tasks, self.view)
        self.viewing.kept.connect(self._show_views)
        self.viewing.refused.connect(self._not_reminded)

    @property
    def desk(self) -> Desk:
        return self._desk

    def commands(self) -> list[Command]:
        return ledger_commands(self)

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.Ledger) and route.tile:
            self.tile = route.tile
            self.view.show_tile(self.tile)
            self.read_start()
        self._tasks.run(partial(ledger_filters, self._desk), self._offer, latest="ledger.filters")
        self._tasks.run(partial(read_views, self._desk), self._show_views, latest="ledger.views")
        self.look()

    def leave(self) -> None:
        self._each = False
        self.reminding.shut()
        self.viewing.shut()

    def step_back(self) -> bool:
        if self.only.asks_nothing:
            return False
        self.clear_filters()
        return True

    # what is listed -----------------------------------------------------------------------------

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

    def next_late(self) -> None:
        """F12: the next overdue case; the first one from another tile."""
        if self.tile == tiles.LATE and self.table.rows.rowCount() > 0:
            at = self.table.currentIndex().row() + 1
            self.table.choose(at % self.table.rows.rowCount())
        else:
            self.choose_tile(tiles.LATE)

    @Slot()
    def _narrow(self) -> None:
        self.only = self.view.filters.only()
        self._narrowing = True
        self.read_start()

    @Slot()
    def clear_filters(self) -> None:
        """Esc: all of the tile's cases again."""
        self.only = _NOTHING
        self.view.filters.show_only(self.only)
        self.read_start()

    def block(self, asked: PageAsked) -> Callable[[], Block[LedgerRow]]:
        return partial(list_ledger, self._desk, self.tile, asked, self.only)

    def same(self, row: LedgerRow) -> str:
        return row.matter_id

    def filled(self) -> None:
        empty = self.table.rows.rowCount() == 0
        self.view.head.setText(head_words(self.tile, self.table.rows.filling.total))
        nothing = _EMPTY[self.tile] if self.only.asks_nothing else _NARROWED
        self.view.show_empty(nothing if empty else "")
        self._show_detail()
        if not empty and self.in_front and not self._narrowing:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrowing = False
        if self._each and self.in_front:
            self._remind_next()

    def _offer(self, filters: LedgerFilters) -> None:
        self.view.filters.offer(
            {
                "unit": [Choice(name, name, letters, (short,)) for name, letters, short in filters.units],
                "what": [
                    Choice(what, what, initials(what)) for what in dict.fromkeys([*_WHATS, *filters.whats])
                ],
                "category": [Choice(name, name, initials(name)) for name in filters.categories],
                "place": [Choice(code, name, letters) for code, name, letters in filters.places],
                "kind": [Choice(kind, kind) for kind in (names.STATUTORY, names.SET_TERM)],
            }
        )

    # my views -----------------------------------------------------------------------------------

    @Slot(object)
    def _show_views(self, views: tuple[SavedView, ...]) -> None:
        self.views = views
        self.view.filters.offer_views([Choice(view.place, f"{view.place} {view.name}") for view in views])
        self.commands_changed.emit()

    @Slot(object)
    def show_view(self, place: int) -> None:
        """Alt+1…9: the ledger as it was kept."""
        view = next((view for view in self.views if view.place == place), None)
        if view is None:
            return
        self.tile, self.only = view.tile, view.only
        self.view.show_tile(self.tile)
        self.view.filters.show_only(self.only)
        self.view.filters.views.set_value(place)
        self.sort_by(view.order)

    def ask_view(self) -> None:
        """V."""
        self.viewing.ask(self.tile, self.only, self.table.rows.filling.order, self.views)

    # the ways from here -------------------------------------------------------------------------

    def open_row(self, row: LedgerRow) -> None:
        if row.withheld:
            self.notice.emit("warning", "这是保密事项，只有指定的人能打开。")
        else:
            among = tuple(listed.number for listed in self.table.rows.filling.rows if not listed.withheld)
            self.go.emit(routes.Matter(row.number, among))

    def note_reply(self) -> None:
        """A: the sheet for a unit's answer."""
        row = self.chosen_row()
        if row is not None and not row.withheld:
            self.go.emit(routes.Act("reply", row.number))

    def to_charge(self) -> None:
        """K: the file of the 包案."""
        row = self.chosen_row()
        if row is not None and row.charged:
            self.go.emit(routes.Charge(row.number))

    def save_sheet(self) -> None:
        """E: what the page lists as a sheet in the folder of papers."""
        asked = LedgerAsked(self.tile, self.only, self.table.rows.filling.order)
        self.keep_sheet(f"督办台账（{self.tile}）", partial(save_ledger, self._desk, asked))

    # reminding ----------------------------------------------------------------------------------

    def remind(self) -> None:
        """C: the reminder that is due for the chosen case."""
        row = self.chosen_row()
        if row is not None and row.reminding is not None:
            self.reminding.ask(row.number, row.reminding)

    def remind_each(self) -> None:
        """Alt+C: every reminder that is due today, one sheet after another."""
        self._each = True
        self.choose_tile(tiles.REMIND)

    def _remind_next(self) -> None:
        row = self.chosen_row()
        if row is None:
            self._each = False
        elif self.reminding.sheet is None and row.reminding is not None and not row.withheld:
            self.reminding.ask(row.number, row.reminding)

    @Slot(str)
    def _reminded(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    @Slot(str)
    def _not_reminded(self, words: str) -> None:
        self._each = False
        self.notice.emit("warning", words)

    @Slot()
    def _given_up(self) -> None:
        self._each = False

    # ---------------------------------------------------------------------------------------------

    def reasons(self) -> list[tuple[str, str]]:
        row = self.chosen_row()
        return reasons_of(row) if row else []

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_CONCERNED)

    @Slot()
    def _show_detail(self) -> None:
        row = self.chosen_row()
        if row is None:
            self.view.detail.show_case("", [], [], [], [])
        elif row.withheld:
            self.view.detail.show_case(f"{row.number}　{row.claim}", [], [], [], [])
        else:
            title = f"{row.number}　{row.claim}"
            detail = self.view.detail
            detail.show_case(title, facts_of(row), points_of(row), hints_of(row), reminded_lines(row))
        self.commands_changed.emit()

    def chosen_row(self) -> LedgerRow | None:
        """The case of the row with the bar."""
        row: Any = self.table.current()
        return row if isinstance(row, LedgerRow) else None
