"""Joins the lists of cases to their rows: tiles choose the kind; 记一笔, 列入, 销账 by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.domain.lists.columns import PARTS
from app.domain.lists.kinds import CHARGE, KINDS, PUT_ON, ListKind
from app.domain.paging import Block, Order, PageAsked
from app.events import Changes
from app.services.lists.list_files import note_words
from app.services.lists.read_list import ListedCase, list_block, list_kinds
from app.services.lists.save_list import save_list
from ui import routes
from ui.lists.adding import Adding
from ui.lists.model import COLUMNS, head_words
from ui.lists.view import ListsView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.workplace import Workplace

_CONCERNED = ("list_facts", "visits", "voids", "steps", "withdrawals", "amendments", "visit_moves")
SECRET, NO_ENTRY, ENDED = "保密事项由指定的人办", "这里没有事项", "已经销账"


class ListsPage(TablePage):
    """One row an entry, the newest first; open ones, or with O those taken off too."""

    name = "lists"
    title = "各种台账"
    label = "台账"
    tab = "ledger"
    columns = COLUMNS
    order = Order("at", descending=True)
    view: ListsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.kind: ListKind = next(iter(KINDS.values()))
        self.only_open = True
        self._counts: dict[str, int] = {}
        self.view = ListsView(self.table, [(kind.name, kind.title) for kind in KINDS.values()])
        self.view.tile_chosen.connect(self.choose_kind)
        self.table.chosen.connect(self._show_entry)
        self.adding = Adding(self.view)
        self.adding.chosen.connect(self._add)

    def commands(self) -> list[Command]:
        row = self.chosen_row()
        readable = row is not None and not row.withheld
        runs = readable and row is not None and row.entry.is_open
        why = NO_ENTRY if row is None else SECRET if not readable else ENDED
        charged = runs and self.kind.name == CHARGE
        return [
            Command(
                name="lists.note", text="记一笔", keys=("J", "Alt+J"), run=self.note, bar=True, primary=runs,
                enabled=runs, why_not=why,
            ),
            Command(
                name="lists.open", text="打开包案" if charged else "打开事项", keys=("Alt+O",),
                run=self.table.open_current, bar=True, primary=not runs, enabled=readable, why_not=why,
            ),
            Command(name="lists.add", text="列入", keys=("N", "Alt+N"), run=self.ask_add, bar=True),
            Command(
                name="lists.end", text="销账", keys=("X", "Alt+X"), run=self.end, bar=True, enabled=runs,
                why_not=why,
            ),
            Command(name="lists.save", text="导出表格", keys=("E",), run=self.save_sheet, bar=True),
            Command(
                name="lists.all", text="连已销账的" if self.only_open else "只看在账的", keys=("O",),
                run=self.turn_all, bar=True,
            ),
            Command(
                name="lists.matter", text="打开事项页", keys=("M",), run=self.open_matter, enabled=readable,
                why_not=why,
            ),
            *(
                Command(
                    name=f"lists.kind.{at}.show", text=kind.title, keys=(f"{at}",),
                    run=partial(self.choose_kind, kind.name),
                )
                for at, kind in enumerate(KINDS.values(), 1)
            ),
            Command(name="lists.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look),
            *self.sorting(),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.CaseLists) and route.kind in KINDS:
            self.kind = KINDS[route.kind]
        self.view.show_tile(self.kind.name)
        self.look()

    def leave(self) -> None:
        self.adding.shut()

    @Slot()
    def look(self) -> None:
        """Read counts and rows again."""
        self.follow()

    def follow(self) -> None:
        self._tasks.run(partial(list_kinds, self._desk), self._show_counts, latest="lists.counts")
        super().follow()

    @Slot(object)
    def _show_counts(self, counts: dict[str, int]) -> None:
        """The first rows do not wait for the counts: these follow."""
        self._counts = counts
        self.view.show_counts(counts)
        self._show_head()

    def _show_head(self) -> None:
        total = self._counts.get(self.kind.name) if self.only_open else None
        self.view.head.setText(head_words(self.kind, self.only_open, total))

    @Slot(str)
    def choose_kind(self, kind: str) -> None:
        self.kind = KINDS[kind]
        self.view.show_tile(kind)
        self.read_start()

    def turn_all(self) -> None:
        """O: what was taken off too, or what stands on the list alone."""
        self.only_open = not self.only_open
        self.read_start()

    def block(self, asked: PageAsked) -> Callable[[], Block[ListedCase]]:
        return partial(list_block, self._desk, self.kind.name, self.only_open, asked, counted=False)

    def same(self, row: ListedCase) -> str:
        return row.entry.id

    def filled(self) -> None:
        empty = self.table.rows.rowCount() == 0
        self._show_head()
        self.view.rate.setText(f"{self.kind.rate}：{self.kind.formula}")
        nothing = f"{self.kind.title}台账上没有事项。按 N 列入一件，或在事项页按 Z。"
        self.view.show_empty(nothing if empty else "")
        self._show_entry()
        if not empty and self.in_front:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_entry(self) -> None:
        row = self.chosen_row()
        if row is None or row.withheld:
            self.view.show_entry(row.case.matter.number if row else "", [], [])
        else:
            title = f"{row.case.matter.number}　{row.case.matter.claim or ''}"
            self.view.show_entry(
                title, facts_of(row), [note_words(note) for note in reversed(row.entry.notes)]
            )
        self.commands_changed.emit()

    def open_row(self, row: ListedCase) -> None:
        if row.withheld:
            self.notice.emit("warning", "这是保密事项，只有指定的人能打开。")
        elif row.kind.name == CHARGE and row.entry.is_open:
            self.go.emit(routes.Charge(row.case.matter.number))
        else:
            self.open_matter()

    def open_matter(self) -> None:
        """M: the matter's page, with the way along the list."""
        row = self.chosen_row()
        if row is not None and not row.withheld:
            rows = self.table.rows.filling.rows
            among = tuple(listed.case.matter.number for listed in rows if not listed.withheld)
            self.go.emit(routes.Matter(row.case.matter.number, among))

    # acts ---------------------------------------------------------------------------------------

    def note(self) -> None:
        """J."""
        self._act("note")

    def end(self) -> None:
        """X."""
        self._act("end")

    def _act(self, act: str) -> None:
        row = self.chosen_row()
        if row is not None and not row.withheld and row.entry.is_open:
            self.go.emit(routes.Act(f"list.{act}.{self.kind.name}", row.case.matter.number))

    def ask_add(self) -> None:
        """N."""
        self.adding.ask(self.kind.title)

    @Slot(str)
    def _add(self, number: str) -> None:
        self.go.emit(routes.Act(f"list.add.{self.kind.name}", number))

    def save_sheet(self) -> None:
        """E: the list as a sheet in the folder of papers."""
        save = partial(save_list, self._desk, kind=self.kind.name, only_open=self.only_open)
        self.keep_sheet(f"{self.kind.title}台账", save)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_CONCERNED)

    def chosen_row(self) -> ListedCase | None:
        """The entry of the row with the bar."""
        row: Any = self.table.current()
        return row if isinstance(row, ListedCase) else None


def facts_of(row: ListedCase) -> list[tuple[str, str]]:
    """The columns of an entry as they are now."""
    facts = []
    for column in row.kind.columns(PUT_ON):
        value = row.entry.values.get(column.key)
        if value in (None, ""):
            continue
        if column.sort == PARTS:
            value = "，".join(f"{part} {text}" for part, text in dict(value).items())
        facts.append((column.title, str(value)))
    return facts
