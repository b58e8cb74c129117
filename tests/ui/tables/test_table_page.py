"""A table of a million rows: blocks come as one scrolls, from either end, and no more than are looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.paging import Block, Order, PageAsked, block_of
from tests.ui.house import settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.ledger.model import COLUMNS as LEDGER
from ui.lists.model import COLUMNS as LISTS
from ui.routes import Route
from ui.tables.columns import CASE_NUMBER, SHORT_NUMBER, Cell, Column, columns_for, shortened, widths
from ui.tables.page import TablePage
from ui.tasks import Tasks
from ui.theme import Look

MILLION = 1_000_000


def number(row: int) -> Cell:
    return Cell(f"{row:07d}")


def words(row: int) -> Cell:
    return Cell(f"示例诉求 {row}", chip="late" if row % 3 == 0 else "plain")


class Numbers(TablePage):
    """The numbers below a million: a list that is in no memory."""

    name = "numbers"
    title = "号码"
    order = Order("number")
    columns = (
        Column(name="number", title="号码", cell=number, wide=120, sort="number", rank=0),
        Column(name="words", title="诉求", cell=words, wide=240, share=1),
        Column(name="more", title="更多", cell=words, wide=400, share=1, rank=2),
    )

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.view = self.table
        self.read: list[int] = []

    def enter(self, route: Route) -> None:  # noqa: ARG002 - one list, one route
        self.read_start()

    def block(self, asked: PageAsked) -> Callable[[], Block[int]]:
        return partial(self._block, asked)

    def _block(self, asked: PageAsked) -> Block[int]:
        forward = asked.order.descending == asked.before
        if asked.cursor is None:
            start = 0 if forward else MILLION - 1
        else:
            start = asked.cursor[0] + (1 if forward else -1)
        step = 1 if forward else -1
        rows = [n for n in range(start, start + step * asked.most, step) if 0 <= n < MILLION]
        self.read.append(len(rows))
        ends = not rows or rows[-1] in ((MILLION - 1) if forward else 0,)
        rows.sort(reverse=asked.order.descending)
        edges = ((rows[0],), (rows[-1],)) if rows else (None, None)
        return Block(tuple(rows), *edges, ends, MILLION)


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> Numbers:
    made = Numbers(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(900, 600)
    made.view.show()
    made.come(routes.Find())
    settle(qtbot, tasks)
    return made


def scroll(page: Numbers, to: int, qtbot: QtBot, tasks: Tasks) -> None:
    page.table.verticalScrollBar().setValue(to)
    settle(qtbot, tasks)


def test_it_begins_with_one_block_and_knows_how_many_there_are(page: Numbers) -> None:
    assert sum(page.read) == 100
    assert page.table.rows.filling.total == MILLION
    assert page.table.current() == 0


def test_it_fills_as_it_scrolls_and_reads_no_more(page: Numbers, qtbot: QtBot, tasks: Tasks) -> None:
    for _ in range(10):
        scroll(page, page.table.verticalScrollBar().maximum(), qtbot, tasks)
    assert 1000 <= page.table.rows.rowCount() <= 1300
    assert max(page.read) == 100
    assert [page.table.rows.filling.rows[n] for n in (0, 500, 999)] == [0, 500, 999]


def test_end_goes_to_the_last_row_without_those_between(page: Numbers, qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_End)
    settle(qtbot, tasks)
    assert page.table.current() == MILLION - 1
    assert sum(page.read) <= 300
    scroll(page, 0, qtbot, tasks)
    rows = page.table.rows.filling.rows
    assert rows == list(range(MILLION - len(rows), MILLION)), "the rows before came, in order, without a gap"
    assert len(rows) > 100
    assert page.table.current() == MILLION - 1
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    settle(qtbot, tasks)
    assert page.table.current() == 0


def test_a_head_that_is_pressed_sorts_and_turns(page: Numbers, qtbot: QtBot, tasks: Tasks) -> None:
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(qtbot, tasks)
    assert page.table.current() == MILLION - 1
    assert page.table.rows.headerData(0, Qt.Orientation.Horizontal) == "号码 ↓"
    names = [one.name for one in page.sorting()]
    assert names == ["numbers.sort.number"]
    page.sorting()[0].run()
    settle(qtbot, tasks)
    assert page.table.current() == 0


def test_after_a_change_the_chosen_row_is_still_chosen(page: Numbers, qtbot: QtBot, tasks: Tasks) -> None:
    scroll(page, page.table.verticalScrollBar().maximum(), qtbot, tasks)
    page.table.choose(150)
    page.follow()
    settle(qtbot, tasks)
    assert page.table.current() == 150
    assert page.table.rows.rowCount() >= 200


def test_enter_opens_and_a_reader_hears_column_and_value(page: Numbers, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.table.opened) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [0]
    index = page.table.rows.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "号码 0000000"


def test_narrow_tables_lose_columns_but_never_the_first_rank() -> None:
    assert [one.name for one in columns_for(Numbers.columns, 900)] == ["number", "words", "more"]
    assert [one.name for one in columns_for(Numbers.columns, 500)] == ["number", "words"]
    assert [one.name for one in columns_for(Numbers.columns, 50)] == ["number"]
    assert sum(widths(Numbers.columns, 1000)) == 1000


def test_nothing_scrolls_sideways(page: Numbers, qtbot: QtBot) -> None:
    for width in (300, 500, 1400):
        page.view.resize(width, 600)
        qtbot.wait(10)
        assert page.table.horizontalHeader().length() <= page.table.viewport().width()
        assert isinstance(page.view, QWidget)


@pytest.mark.parametrize("descending", [False, True])
def test_a_list_in_memory_gives_the_same_blocks(descending: bool) -> None:
    rows, order, found = list(range(250)), Order("n", descending), []
    asked: PageAsked | None = PageAsked(order, most=100)
    while asked is not None:
        block = block_of(rows, asked, lambda row: (row,))
        found += block.rows
        asked = None if block.ends else PageAsked(order, block.last, most=100)
    assert found == sorted(rows, reverse=descending)
    last = block_of(rows, PageAsked(order, before=True, most=10), lambda row: (row,))
    before = block_of(rows, PageAsked(order, last.first, before=True, most=10), lambda row: (row,))
    assert [*before.rows, *last.rows] == found[-20:]


@pytest.mark.parametrize("columns", [LEDGER, LISTS], ids=["督办台账", "台账"])
def test_a_number_is_short_before_a_column_is_left_out(columns: tuple[Column, ...]) -> None:
    """号码 took more room than 诉求: the centre's code is the same in every row."""
    whole = sum(column.wide for column in columns)
    assert columns_for(columns, whole) == columns
    shown = columns_for(columns, whole - 1)
    assert [one.name for one in shown] == [one.name for one in columns]
    assert (shown[0].wide, shown[0].longest) == (112, SHORT_NUMBER)
    assert shortened(CASE_NUMBER) == SHORT_NUMBER
