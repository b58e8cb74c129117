"""The 督办台账 over a real store: tiles, what is owed next, what is hidden, where the keys lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk import StoppedClock
from app.domain.case import tiles
from app.domain.case.obligations import Obligation
from app.domain.case.tiles import Only
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import DAYS, Span, count
from app.domain.dates.ladder import owed
from app.domain.paging import Order, PageAsked
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter, Reminder, Step
from app.domain.rows.visits import Visit
from app.services.supervision.due_matters import DueItem
from app.services.supervision.list_ledger import LedgerRow, ledger_counts, list_ledger
from tests.ui.house import NOW, add_visit, make_home, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.ledger.explained import reasons_of
from ui.ledger.filters_view import FiltersView
from ui.ledger.model import COLUMNS, days_words
from ui.ledger.page import LedgerPage
from ui.tables.columns import Cell
from ui.theme import Look
from ui.widgets import Choice

TODAY = NOW.date()
COUNTED = count(date(2026, 11, 12), Span(15, DAYS), Calendar(), began="登记", rule="信访工作条例第22条")
OWED = Obligation(id="v:转送", what="转送", who="市信访局", kind="法定", counted=COUNTED, source="v")


MATTER = Matter(id="m", number="XF340700-A-261112-004-B", purpose="求决", status="已登记", opened_at=NOW)


def reminder(tier: int) -> Reminder:
    return Reminder(
        id=f"r{tier}", matter_id="m", duty_id=OWED.id, unit="市住建局", tier=tier, due=OWED.due,
        from_rank="", to_rank="", at=NOW, by="",
    )  # fmt: skip


def row_of(**over) -> LedgerRow:
    plain = LedgerRow(
        matter_id="m", number="XF340700-A-261112-004-B", on=date(2026, 11, 27), withheld=False,
        claim="拖欠工资（示例）", status="已登记", next=OWED, by_bureau=True,
    )  # fmt: skip
    return replace(plain, **over)


def cells(row: LedgerRow) -> dict[str, Cell]:
    return {column.name: column.cell(row) for column in COLUMNS}


@pytest.mark.parametrize(
    ("days", "words"), [(-5, "逾期 5 日"), (0, "今日到期"), (1, "还有 1 日"), (15, "还有 15 日")]
)
def test_days_are_said(days, words):
    assert days_words(days) == words


def test_what_the_bureau_owes_is_its_own_and_is_not_reminded():
    shown = cells(row_of())
    assert (shown["who"].text, shown["what"].text) == ("本中心", "转送并告知")
    assert (shown["due"].text, shown["left"].text, shown["left"].chip) == (
        "11-27 周五，暂定",
        "今日到期",
        "due",
    )
    assert shown["tiers"].text == "不催"


def test_a_units_reminders_and_what_is_late():
    one = replace(OWED, what="办结", who="市住建局")
    on = date(2026, 12, 2)
    item = DueItem(
        matter=MATTER, obligation=one, owed=owed(one.start, one.due, on, Calendar()), is_reminded=True,
        rungs=((15, date(2026, 11, 13)), (10, date(2026, 11, 17)), (5, date(2026, 11, 20))),
        reminders=(reminder(15), reminder(10)),
    )  # fmt: skip
    shown = cells(row_of(next=one, by_bureau=False, items=(item,), on=on))
    assert (shown["who"].text, shown["left"].text, shown["left"].chip) == ("市住建局", "逾期 5 日", "late")
    assert shown["tiers"].text == "15 催过，10 催过，5 今天要催"
    assert [shape for shape, _ in shown["tiers"].marks] == ["check", "check", "clock"]


def test_promises_are_told_apart_from_law():
    promise = replace(OWED, kind="承诺", what="承诺受理")
    (_, law), (_, kept) = reasons_of(row_of(others=(promise,)))
    assert "（法定）" in law
    assert "本局承诺，不算逾期" in kept


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, look, tasks, home):
    bridge = Bridge()
    home.listen(bridge.announce)
    made = LedgerPage(workplace_of(sign_in(home), tasks, bridge, home))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    yield made
    qtbot.wait(50)  # events of the last commit are still on their way
    qtbot.waitUntil(lambda: tasks.under_way == 0)


def later(desk, days: int):
    return replace(desk, clock=StoppedClock(NOW + timedelta(days=days)))


def numbers(desk, tile: str) -> list[str]:
    return [row.number for row in list_ledger(desk, tile, PageAsked(Order("due"))).rows]


def test_each_tile_counts_what_it_lists(home):
    desk = sign_in(home)
    for name in ("王小明（示例）", "汪晓明（示例）", "李样例（示例）"):
        add_visit(desk, name)
    for days in (0, 10, 14, 15, 16, 40):
        on = later(desk, days)
        counts = ledger_counts(on)
        for tile in tiles.TILES:
            assert counts[tile] == len(numbers(on, tile)), (days, tile)
    assert ledger_counts(later(desk, 15))[tiles.TODAY] == 3
    assert ledger_counts(later(desk, 16))[tiles.LATE] == 3
    assert ledger_counts(later(desk, 10))[tiles.FIVE] == 3


def test_blocks_go_through_the_whole_list_without_a_gap(home):
    desk = sign_in(home)
    for n in range(7):
        add_visit(later(desk, n), f"样例{n}（示例）")
    everything = numbers(desk, tiles.OPEN)
    for key in ("due", "number", "unit"):
        for descending in (False, True):
            order, seen, cursor = Order(key, descending), [], None
            while True:
                block = list_ledger(desk, tiles.OPEN, PageAsked(order, cursor, most=3))
                seen += [row.number for row in block.rows]
                cursor = block.last
                if block.ends:
                    break
            assert sorted(seen) == sorted(everything), (key, descending)
            assert seen == [row.number for row in list_ledger(desk, tiles.OPEN, PageAsked(order)).rows]


def test_a_contradicted_case_stands_first_and_among_those_to_be_settled(home):
    desk = sign_in(home)
    add_visit(desk, "王小明（示例）")
    second = add_visit(later(desk, 2), "汪晓明（示例）")

    def two_desks(writes) -> None:
        visit = writes.find(Visit, number=second.visit_number)[0]
        for n, mode in enumerate(("受理告知", "不予受理")):
            at = NOW + timedelta(days=3, minutes=n)
            writes.add(Step(id=new_id(), matter_id=visit.matter_id, mode=mode, at=at, by=f"clerk{n}"))

    desk.records.write(two_desks)
    assert numbers(desk, tiles.OPEN)[0] == second.matter
    assert numbers(desk, tiles.WAITING) == [second.matter]


def test_what_falls_due_is_listed_and_enter_opens_it(qtbot, page):
    page.come(routes.Ledger())
    qtbot.waitUntil(lambda: "15 日内没有到期的" in page.view.none.text())
    made = add_visit(page._desk)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    assert "信访工作条例第22条" in str(page.reasons())
    with qtbot.waitSignal(page.go) as went:
        page.table.open_current()
    assert went.args == [routes.Matter(made.matter)]


def test_a_guarded_case_shows_nothing_and_opens_for_nobody_else(qtbot, page, home):
    page.come(routes.Ledger())
    made = add_visit(page._desk)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    other = replace(page._desk, staff=replace(page._desk.staff, login="zhouning"))

    def guard(writes) -> None:
        matter = writes.find(Matter, number=made.matter)[0]
        writes.change(matter, purpose="揭发控告")

    page._desk.records.write(guard)
    (row,) = list_ledger(other, tiles.OPEN, PageAsked(Order("due"))).rows
    assert row.withheld
    shown = " ".join(cell.text for cell in cells(row).values())
    assert "保密事项" in shown
    for word in ("示例花园", "王", "市信访局", "不动产"):
        assert word not in shown + str(reasons_of(row))
    with qtbot.waitSignal(page.notice) as told:
        page.open_row(row)
    assert told.args == ["warning", "这是保密事项，只有指定的人能打开。"]


def test_e_saves_what_is_listed_as_a_sheet_and_says_where(qtbot, page, home):
    add_visit(sign_in(home))
    page.come(routes.Ledger(tiles.OPEN))
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    command = next(one for one in page.commands() if one.name == "ledger.save")
    assert command.enabled, command.why_not
    with qtbot.waitSignal(page.papers_out) as told:
        command.run()
    (file,) = home.home.joinpath("出单").iterdir()
    assert file.name == "督办台账 全部在办 2026-11-23.xlsx"
    assert told.args[0].folder == str(file.parent)


def test_nothing_is_saved_of_an_empty_list(qtbot, page):
    page.come(routes.Ledger(tiles.LATE))
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    command = next(one for one in page.commands() if one.name == "ledger.save")
    assert (command.enabled, command.why_not) == (False, "这里没有可导出的")


def test_a_filter_that_asks_leaves_every_filter_its_room(look: Look, qtbot: QtBot) -> None:
    """清除筛选 in a window of 1152: labels lay over the pickers and the views were cut off."""
    window = QWidget()
    window.resize(1152, 200)
    line = FiltersView()
    line.head.setText("15 日内，2 件")
    line.setParent(window)
    line.setGeometry(16, 0, 1120, 40)
    qtbot.addWidget(window)
    window.show()
    line.fold()
    assert line.views.isVisible()
    line.offer({"unit": [Choice("市住建局", "市住建局")]})
    line.show_only(Only(unit="市住建局"))
    qtbot.wait(10)
    seen = [one for one in line.findChildren(QWidget) if one.parent() is line and one.isVisible()]
    seen.sort(key=lambda one: one.x())
    assert all(left.geometry().right() < right.x() for left, right in pairwise(seen))
    assert seen[-1].geometry().right() < line.width()
    line.show_only(Only())
    assert line.views.isVisible()
