"""The figures over a real store: tiles, tables and chart lead to rows that add up; keys, files, wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.domain.figures.indicators import Tally
from app.domain.rows.audit import AuditEntry
from app.domain.rows.visits import Visit
from app.services.figures.enter_figure import enter_figure
from app.services.figures.figures_page import read_first
from tests.ui.house import NOW, add_visit, make_home, settle, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.figures import model
from ui.figures.entered import ENTERED_COLUMNS, number_of
from ui.figures.page import FiguresPage
from ui.widgets import Text


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, look, tasks, home):
    bridge = Bridge()
    home.listen(bridge.announce)
    desk = sign_in(home)
    for day in (0, 30, 31):
        add_visit(desk.at(NOW - timedelta(days=day)), f"第{day}日（示例）")
    add_visit(desk.at(NOW - timedelta(days=365)))
    made = FiguresPage(workplace_of(desk, tasks, bridge, home))
    qtbot.addWidget(made.view)
    made.setParent(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    made.come(routes.Figures())
    settle(qtbot, tasks)
    yield made
    settle(qtbot, tasks)


def run(page, name: str) -> None:
    next(one for one in page.commands() if one.name == f"figures.{name}").run()


def words(page) -> dict[str, str]:
    return {one.title: one.number for one in model.tiles_of(page.shown)}


def test_the_year_is_shown_against_last_year(page):
    assert words(page)["来访"] == "3"
    assert page.shown.report.before["来访"] == Tally(1, 1)
    assert page.view.bar.days.text() == "2026-01-01 至 11-23"
    assert page.view.bar.compared.text() == "比 2025-01-01 至 11-23"
    assert "共登记群众来访3批3人次" in page.view.text.toPlainText()


def test_every_tile_has_rows_that_agree(page, qtbot, tasks):
    for at in range(1, 9):
        run(page, f"tile.{at}")
        settle(qtbot, tasks)
        rows = page.behind.shown
        assert rows.agrees, rows.figure
        assert rows.figure == ".".join(model.FIGURES[at - 1])
        assert "相符" in page.view.rows.foot.text()


def test_each_table_adds_up_and_its_cells_have_rows(page, qtbot, tasks):
    for key in "LSUKJX":
        run(page, f"table.{key}")
        table = page.view.focusWidget()
        assert table.rows.rowCount(), key
        table.choose(0)
        QTest.keyClick(table, Qt.Key.Key_Return)
        settle(qtbot, tasks)
        assert page.behind.shown.agrees
        assert page.view.focusWidget() is page.view.rows.table
        run(page, "back")
        assert page.view.focusWidget() is table
    assert page.view.first.foot.text() == "合计 3 批，与来访相符"


def test_a_sum_that_differs_says_by_how_much():
    cells = {"甲": Tally(2, 2), "乙": Tally(1, 5)}
    assert model.sum_words("类别", cells, "来访", Tally(3, 7)) == ("合计 3 批，与来访相符", True)
    said, agrees = model.sum_words("类别", cells, "来访", Tally(5, 9))
    assert (said, agrees) == ("合计 3 批，来访 5 批，差 2", False)
    said, agrees = model.sum_words("接访形式", cells, "来访", Tally(2, 2))
    assert agrees
    assert "多 1" in said


def test_the_chart_is_walked_and_opens_the_month(page, qtbot, tasks):
    chart = page.view.chart
    assert chart.words() == "11 月至 23 日：1，上年 1"
    run(page, "left")
    assert chart.words() == "10 月：2，上年 0"
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert (page.behind.shown.total.rows, page.behind.shown.agrees) == (2, True)


def test_a_row_opens_its_matter(page, qtbot, tasks):
    asked = []
    page.go.connect(asked.append)
    page.view.rows.table.choose(0)
    QTest.keyClick(page.view.rows.table, Qt.Key.Key_Return)
    (route,) = asked
    with page._desk.records.reading() as reads:
        assert [visit.number for visit in reads.find(Visit, number=route.number)] == [route.number]


def test_the_months_and_weeks_compare_to_the_same_day(page, qtbot, tasks):
    for name, start, last in (
        ("月报", "2026-11-01", ("2026-10-01", "2026-10-23")),
        ("周报", "2026-11-23", ("2026-11-16", "2026-11-16")),
        ("季报", "2026-10-01", ("2026-07-01", "2026-08-23")),
    ):
        page.period.choose(name)
        settle(qtbot, tasks)
        asked = page.shown.asked
        assert (asked.period.start.isoformat(), asked.period.end) == (start, NOW.date())
        assert (asked.last.start.isoformat(), asked.last.end.isoformat()) == last


def test_days_of_ones_own(page, qtbot, tasks):
    run(page, "free")
    bar = page.view.bar
    bar.start.set_value("2026-10-01")
    bar.end.set_value("2026-09-01")
    page.period.take_dates()
    settle(qtbot, tasks)
    assert page.shown.asked.period.start.isoformat() == "2026-01-01"
    bar.end.set_value("2026-10-31")
    page.period.take_dates()
    settle(qtbot, tasks)
    assert words(page)["来访"] == "2"


def test_heads_in_place_of_batches(page, qtbot, tasks):
    run(page, "unit")
    settle(qtbot, tasks)
    assert model.tiles_of(page.shown, True)[0].unit == "人次 3 批"
    assert page.view.chart_head.title.text() == "来访，人次"


def test_files_lie_in_the_folder_and_leave_a_trace(page, qtbot, tasks, home):
    out = []
    page.papers_out.connect(out.append)
    run(page, "export")
    run(page, "pdf")
    settle(qtbot, tasks)
    folder = home.home / "统计"
    names = sorted(one.name for one in folder.iterdir())
    assert names == ["通报 2026-01-01 至 2026-11-23.pdf", "通报 2026-01-01 至 2026-11-23.xlsx"]
    assert load_workbook(folder / names[1])["指标"]["B5"].value == 3
    with PdfDocument(folder / names[0]) as document:
        text = "".join(one.get_textpage().get_text_range() for one in document)
    assert "10 月" in text
    assert [one.folder for one in out] == [str(folder)] * 2
    run(page, "several")
    settle(qtbot, tasks)
    assert len(list(folder.iterdir())) == 12


def test_the_briefing_may_be_changed_before_it_is_copied(page):
    page.view.text.setPlainText("改过的通报。")
    run(page, "copy")
    assert QGuiApplication.clipboard().text() == "改过的通报。"


def test_the_wall_shows_the_same_and_esc_leaves_it(page):
    run(page, "wall")
    assert page.view.currentWidget() is page.view.wall
    assert "来访 3" in page.view.wall.accessibleDescription()
    assert page.step_back()
    assert page.view.currentWidget() is page.view.page


def test_an_empty_period_says_so(page, qtbot, tasks):
    run(page, "free")
    page.view.bar.start.set_value("2020-01-01")
    page.view.bar.end.set_value("2020-01-31")
    page.period.take_dates()
    settle(qtbot, tasks)
    assert page.view.none.text() == "这段时间没有来访。"
    assert (words(page)["来访"], words(page)["按期办结率"]) == ("0", "—")


def test_a_new_visit_is_counted_while_one_looks(page, qtbot, tasks):
    add_visit(page._desk, "新来的（示例）")
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.report.now["来访"].batches == 4)


def test_formulas_are_told(page):
    told = dict(page.reasons())
    assert "15日" in told["及时受理率"]
    assert len(told) == 8


def test_no_tile_cuts_its_lines(page):
    """The number, and both lines below it, stand whole under the title."""
    tile = page.view.tiles.tiles[0]
    assert tile.height() >= 112
    texts = [one for one in tile.findChildren(Text) if one.text()]
    assert all(one.height() >= one.sizeHint().height() - 1 for one in texts)


def test_entered_figures_stand_beside_with_their_source(page, qtbot, tasks):
    run(page, "table.N")
    assert page.view.second.foot.text().startswith("这几天没有录入的数字")
    period = page.shown.asked.period
    enter_figure(page._desk, "进京访", period.start, period.end, batches=81, heads=91, source="示例通报")
    page.look()
    settle(qtbot, tasks)
    (row,) = page.view.second.table.rows.filling.rows
    assert [column.cell(row).text for column in ENTERED_COLUMNS] == [
        "进京访",
        "81",
        "91",
        "",
        "示例通报",
    ]
    page.view.second.table.opened.emit(row)
    run(page, "table.S")
    assert page.view.second.heading.title.text() == "来访，按属地"


def sheet_of(page):
    sheet = page.entering.sheet
    assert sheet is not None
    return sheet, page.entering.fields


def test_a_figure_of_others_is_entered_in_the_window(page, qtbot, tasks):
    """赴省, 进京, national repeats: entered for the days on the screen with their source, put right later."""
    run(page, "enter")
    sheet, fields = sheet_of(page)
    fields["FIGURE"].set_value("重复（全国）")
    fields["--batches"].set_value("一百")
    sheet.asked.emit()
    assert "整数" in sheet.grid.error_text(1)
    fields["--batches"].set_value("１,230")
    sheet.asked.emit()
    settle(qtbot, tasks)
    assert sheet.grid.error_text(3)
    fields["--source"].set_value("国家信访信息系统 2026-11-23 导出")
    sheet.asked.emit()
    settle(qtbot, tasks)
    assert page.entering.sheet is None
    (row,) = page.view.second.table.rows.filling.rows
    assert (row[0], row[1]["批次"], row[1]["人次"]) == ("重复（全国）", 1230, None)
    page.view.second.table.opened.emit(row)
    sheet, fields = sheet_of(page)
    assert fields["FIGURE"].value() == "重复（全国）"
    fields["--batches"].set_value("1231")
    sheet.asked.emit()
    settle(qtbot, tasks)
    (row,) = page.view.second.table.rows.filling.rows
    assert row[1]["批次"] == 1231


def test_numbers_as_they_are_typed():
    typed = ("", " ", "12", "１２", "1,230", "1，230", "-1", "1.5", "甲")
    assert [number_of(one) for one in typed] == [None, None, 12, 12, 1230, 1230, *[False] * 3]


def test_one_desk_and_one_form_alone(page, qtbot, tasks):
    """工位, 形式: tiles, tables, rows and the text are those of the part, and the text says so."""
    bar = page.view.bar
    bar.desk.set_value("A")
    bar.narrowed.emit()
    settle(qtbot, tasks)
    assert (words(page)["来访"], page.behind.shown.agrees) == ("3", True)
    assert "只算 A 台登记的" in page.view.text.toPlainText()
    bar.form.set_value("联合接访")
    bar.narrowed.emit()
    settle(qtbot, tasks)
    assert (words(page)["来访"], page.behind.shown.total.rows) == ("0", 0)
    assert page.view.first.foot.text() == model.NO_VISITS
    assert page.view.wall.findChild(Text).text().endswith("只算 A 台登记、联合接访过的")
    bar.form.set_value("没有接访记录")
    bar.narrowed.emit()
    settle(qtbot, tasks)
    assert words(page)["来访"] == "3"
    for at in range(1, 9):
        run(page, f"tile.{at}")
        settle(qtbot, tasks)
        assert page.behind.shown.agrees
    run(page, "desk")
    assert page.view.focusWidget() is bar.desk


def test_the_first_figures_come_before_the_tables(page, qtbot, tasks):
    first = read_first(page._desk, page.period.again())
    page._show(first)
    assert words(page)["来访"] == "3"
    assert page.view.first.foot.text() == model.COUNTING
    run_names = {one.name for one in page.commands() if one.enabled}
    assert "figures.export" not in run_names
    page.look()
    settle(qtbot, tasks)
    assert page.view.first.foot.text() == "合计 3 批，与来访相符"
    assert page.shown.whole


def test_a_pack_for_the_national_system_goes_through_the_clipboard(page, qtbot, tasks):
    """Named people only with a purpose; the audit keeps it, the clipboard is cleared afterwards."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    (pack,) = (one for one in page.commands() if one.name == "figures.pack")
    assert (pack.enabled, pack.why_not) == (False, "只有带班领导和督办能复制")
    desk = page._desk
    page.packing._desk = replace(desk, staff=replace(desk.staff, roles=("督办",)))
    run(page, "pack")
    page.packing.sheet.asked.emit()
    settle(qtbot, tasks)
    assert page.packing.sheet.grid.error_text(0)
    assert clipboard.text() == ""
    page.packing.fields["--purpose"].set_value("录入国家系统")
    page.packing.sheet.asked.emit()
    settle(qtbot, tasks)
    lines = clipboard.text().splitlines()
    assert lines[0].split("\t")[:2] == ["姓名", "性别"]
    assert len(lines) == 4
    assert "第30日（示例）" in clipboard.text()
    with page._desk.records.reading() as reads:
        (entry,) = reads.find(AuditEntry, act="导出未脱敏")
    assert entry.purpose == "录入国家系统"
    page.packing.clear()
    assert clipboard.text() == ""


def test_the_wall_says_which_desk_is_missing_and_cuts_no_word(page, qtbot, look):
    wall = page.view.wall
    page.turn_wall()
    words = "B 台 11-23 10:39 后的没有合进来"
    wall.show_missing(words)
    assert wall.missing.text() == words
    for scale in (100, 125, 150):
        look.set_scale(scale)
        page.view.window().resize(1440, 768)  # what the bars leave of 900
        qtbot.wait(1)
        wall._fit()
        qtbot.wait(1)
        for title, number, unit, _ in wall._parts:
            for text in (title, number, unit):
                assert text.isHidden() or text.width() >= text.sizeHint().width(), text.text()
                assert text.isHidden() or text.height() >= text.sizeHint().height(), text.text()
    page.turn_wall()


def test_a_warning_and_the_filters_do_not_push_the_page_out(page, qtbot, look):
    """At 125 % of 1440 they stood in one line, and the tiles went over the edge."""
    bar = page.view.bar
    look.set_scale(125)
    page.view.window().resize(1440, 768)
    bar.show_missing("B 台 11-23 10:39 后的没有合进来")
    qtbot.wait(1)
    assert bar.minimumSizeHint().width() <= 1440 - 2 * 20
    bar.show_missing("")
    assert not bar._second.count()


def test_the_tiles_are_of_one_width_wherever_their_words_allow_it(page):
    tiles = page.view.tiles
    most = max(one.needs() for one in tiles.tiles)
    gaps = 7 * 8
    tiles.fit(8 * most + gaps)
    assert {one.minimumWidth() for one in tiles.tiles} == {most}
    tiles.fit(8 * most + gaps + 80)
    assert {one.minimumWidth() for one in tiles.tiles} == {most}, "else nothing becomes narrower"
    tiles.resize(8 * most + gaps + 80, tiles.sizeHint().height())
    tiles.layout().activate()
    assert {one.width() for one in tiles.tiles} == {most + 10}
    tiles.fit(8 * most + gaps - 8)
    assert all(one.minimumWidth() >= one.needs() for one in tiles.tiles), "else no word is cut"
    rated = tiles.tiles[7]
    assert "责任单位" in rated.accessibleDescription()
    assert rated.accessibleDescription().count("参评率") == 2, "of the units it is read aloud"
