"""The roster page over a real store: a month by keys, a day filled in, a table pasted, read by a clerk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.domain.rows.centre import Roster
from app.services.reference.read_roster import read_roster
from tests.ui.house import NOW, PASSWORD, make_home, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.roster.grid import MonthGrid
from ui.roster.page import RosterPage
from ui.theme.tokens import THEMES
from ui.widgets.ask import Question


def page_of(qtbot, tasks, home, desk) -> RosterPage:
    bridge = Bridge()
    home.listen(bridge.announce)
    made = RosterPage(workplace_of(desk, tasks, bridge))
    made.setParent(made.view)
    made.view.resize(1440, 720)
    qtbot.addWidget(made.view)
    made.view.show()
    made.come(routes.Roster())
    settled(qtbot, tasks)
    return made


def settled(qtbot, tasks) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    qtbot.wait(5)


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, look, tasks, home):
    made = page_of(qtbot, tasks, home, home.sign_in("guanli", PASSWORD, NOW))
    yield made
    settled(qtbot, tasks)


def duty(page, day) -> tuple:
    month = read_roster(page._desk, day)
    return next(one.duty for one in month.days if one.day == day)


def test_arrows_move_and_turn_the_month(qtbot, tasks, page):
    grid = page.view.grid
    assert grid.chosen() == date(2026, 11, 23)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    settled(qtbot, tasks)
    assert grid.chosen() == date(2026, 12, 24)  # a week on from the 24th is another month
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    settled(qtbot, tasks)
    assert grid.chosen() == date(2026, 11, 24)
    assert page.view.head.title.text() == "排班，2026 年 11 月"
    page.to_today()
    settled(qtbot, tasks)
    assert grid.chosen() == date(2026, 11, 23)


def test_a_day_is_filled_in_by_halves_and_taken_off(qtbot, tasks, page):
    grid = page.view.grid
    QTest.keyClick(grid, Qt.Key.Key_Return)
    sheet = page.sheet
    sheet.fields["全天"].setText("李局（示例）")
    sheet.fields["上午"].setText("王局（示例）")
    sheet.sheet.button.click()
    assert sheet.sheet is not None  # both is one too many
    sheet.fields["全天"].setText("")
    sheet.fields["下午"].setText("李局（示例）、孙局（示例）")
    sheet.sheet.button.click()
    settled(qtbot, tasks)
    day = date(2026, 11, 23)
    assert duty(page, day) == (("上午", "王局（示例）"), ("下午", "李局（示例）"), ("下午", "孙局（示例）"))
    assert grid.cell().lines == ("上 王局（示例）", "下 李局（示例）、孙局（示例）")
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    settled(qtbot, tasks)
    assert duty(page, day) == ()


def test_a_table_is_pasted_after_it_was_looked_at(qtbot, tasks, page):
    QGuiApplication.clipboard().setText("11月24日\t李局（示例）\n11月25日\t王局（示例）\n")
    page.paste()
    settled(qtbot, tasks)
    (asked,) = page.view.window().findChildren(Question)
    assert duty(page, date(2026, 11, 24)) == ()
    asked.yes.click()
    settled(qtbot, tasks)
    assert duty(page, date(2026, 11, 25)) == (("全天", "王局（示例）"),)
    QGuiApplication.clipboard().setText("下周一\t李局\n11月26日\t王局\n")
    page.paste()
    settled(qtbot, tasks)
    assert duty(page, date(2026, 11, 26)) == ()
    assert page.view._report.count() > 0


def test_a_clerk_reads_it_and_changes_nothing(qtbot, look, tasks, home):
    page = page_of(qtbot, tasks, home, sign_in(home))
    commands = {one.name: one for one in page.commands()}
    assert not commands["roster.fill"].enabled
    assert not commands["roster.paste"].enabled
    with qtbot.waitSignal(page.notice) as said:
        page.view.grid.opened.emit(date(2026, 11, 23))
    assert "系统管理员" in said.args[1]
    page.view.grid.cleared.emit(date(2026, 11, 23))
    settled(qtbot, tasks)
    with page._desk.records.reading() as reads:
        assert reads.find(Roster) == []


def test_a_long_name_goes_on_below_and_is_never_cut(qtbot, tasks, page, monkeypatch):
    """Seven days share the width: a name of ten letters, or one that ends （示例）, has two lines."""
    shown = []
    monkeypatch.setattr(
        MonthGrid, "_fit", lambda _self, painter, text, wide: shown.append((painter, text, wide)) or text
    )
    cells = [replace(one, lines=("阿卜杜热合曼·买买提",), missing=False) for one in page.view.grid._cells]
    page.view.grid.show_cells(cells, NOW.date())
    page.view.grid.resize(7 * 112 + 36, 26 + 6 * 72)
    page.view.grid.grab()
    assert not [text for _, text, _ in shown if "·" in text]


@pytest.mark.parametrize("theme", THEMES)
def test_a_rest_day_is_told_from_a_working_day_in_every_theme(qtbot, page, look, theme):
    """In high contrast both grounds are black: its edge is dashed there."""
    look.set_theme(theme)
    grid = page.view.findChild(MonthGrid)
    shown = grid.grab().toImage()
    cells = [
        cell for cell in grid._cells if not cell.missing and cell.day != grid.chosen() and not cell.today
    ]

    def drawn(cell) -> tuple[set[str], str]:
        """The colours along the upper edge, and that of the ground."""
        where = grid._rect(cell.day)
        along = range(where.left() + 20, where.right() - 20)
        edge = {shown.pixelColor(x, where.top() + 1).name() for x in along}
        return edge, shown.pixelColor(where.right() - 6, where.bottom() - 6).name()

    rest = next(cell for cell in cells if cell.rest)
    work = next(cell for cell in cells if not cell.rest)
    assert drawn(rest) != drawn(work)
