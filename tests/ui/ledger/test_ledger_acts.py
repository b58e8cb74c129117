"""The ledger's keys over a real store: reminders by a sheet, filters, my views, what the pane explains."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk import Desk, StoppedClock
from app.domain.case import tiles
from app.domain.case.tiles import Only
from app.domain.entries.step_entry import parse_step
from app.domain.paging import Order, PageAsked
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Reminder, Step
from app.domain.rows.papers import Document
from app.services.desk.keep_views import read_views
from app.services.handling.advance_matter import advance_matter
from app.services.supervision.list_ledger import list_ledger
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.ledger.explained import facts_of, hints_of, points_of, reminded_lines
from ui.ledger.model import reminding_word
from ui.ledger.page import LedgerPage


def on(desk: Desk, days: int) -> Desk:
    return replace(desk, clock=StoppedClock(NOW + timedelta(days=days)))


def accepted(desk: Desk, claim: str = "要求办证（示例）", unit: str = "市住建局") -> str:
    """Routed at once and accepted the next day: 办结 is due on 2027-01-23."""
    matter = add_visit(desk, claim=claim).matter
    advance_matter(on(desk, 0), parse_step({"matter": matter, "mode": "转送", "unit": unit}))
    advance_matter(on(desk, 1), parse_step({"matter": matter, "mode": "受理告知", "unit": unit}))
    return matter


DUE = 61
"""Days from the registration to the date of 办结."""


def row(desk: Desk, days: int, tile: str = tiles.OPEN):
    return list_ledger(on(desk, days), tile, PageAsked(Order("due"))).rows[0]


@pytest.fixture
def open_page(qtbot, look, tasks, bridge, real_home, desk):
    real_home.listen(bridge.announce)
    pages = []

    def opened(days: int) -> LedgerPage:
        page = LedgerPage(workplace_of(on(desk, days), tasks, bridge))
        qtbot.addWidget(page.view)
        page.view.resize(1440, 820)
        page.view.show()
        page.come(routes.Ledger(tiles.OPEN))
        settle(qtbot, tasks)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.go_behind()
    settle(qtbot, tasks, 50)


def press(qtbot, page, name: str) -> None:
    command = next(one for one in page.commands() if one.name == name)
    assert command.enabled, command.why_not
    command.run()
    settle(qtbot, page._tasks)


def answer(qtbot, page, **values: str) -> None:
    for key, value in values.items():
        page.reminding.fields[f"--{key}"].set_value(value)
    page.reminding.sheet.asked.emit()
    settle(qtbot, page._tasks)


def all_of(desk: Desk, kind):
    with desk.records.reading() as reads:
        return reads.find(kind)


@pytest.mark.parametrize(("before", "word"), [(15, "催经办"), (10, "催分管"), (5, "函"), (-1, "函")])
def test_the_key_names_what_it_will_do(desk, before, word):
    accepted(desk)
    assert reminding_word(row(desk, DUE - before).reminding) == word


def test_c_draws_up_the_letter_by_a_sheet(qtbot, desk, open_page):
    accepted(desk)
    page = open_page(DUE - 10)
    command = next(one for one in page.commands() if one.name == "ledger.remind")
    assert (command.text, command.primary) == ("催办：催分管", True)
    press(qtbot, page, "ledger.remind")
    assert "局分管领导 → 单位分管负责人" in page.reminding.sheet.accessibleName()
    assert not all_of(desk, Reminder)
    with qtbot.waitSignal(page.notice) as told:
        answer(qtbot, page)
    assert "催办单" in told.args[1]
    (reminder,) = all_of(desk, Reminder)
    assert (reminder.tier, reminder.unit) == (10, "市住建局")
    assert [one.kind for one in all_of(desk, Document) if one.kind == "催办单"] == ["催办单"]


def test_a_second_one_of_the_tier_asks_why(qtbot, desk, open_page):
    matter = accepted(desk)
    send_reminder(on(desk, DUE - 10), matter, ReminderWanted(tier=10))
    page = open_page(DUE - 9)
    press(qtbot, page, "ledger.remind")
    answer(qtbot, page)
    assert page.reminding.sheet is not None
    assert len(all_of(desk, Reminder)) == 1
    answer(qtbot, page, reason="没有回音")
    assert [one.reason for one in all_of(desk, Reminder)] == [None, "没有回音"]


def test_not_sending_asks_why_and_is_kept(qtbot, desk, open_page):
    accepted(desk)
    page = open_page(DUE - 15)
    press(qtbot, page, "ledger.remind")
    answer(qtbot, page, skip="不发")
    assert not all_of(desk, Reminder)
    answer(qtbot, page, reason="昨天刚通过电话")
    (reminder,) = all_of(desk, Reminder)
    assert (reminder.tier, reminder.went_out, reminder.reason) == (15, False, "昨天刚通过电话")
    assert reminded_lines(row(desk, DUE - 15))[0][1:] == ("没有催经办", "昨天刚通过电话")


def test_enter_sends_the_letter_that_is_due_and_only_leaving_it_out_asks_why(qtbot, desk, open_page):
    accepted(desk)
    page = open_page(DUE - 10)
    press(qtbot, page, "ledger.remind")
    QTest.keyClick(page.reminding.fields["--skip"], Qt.Key.Key_Return)
    settle(qtbot, page._tasks)
    assert page.reminding.sheet is None
    assert [reminder.tier for reminder in all_of(desk, Reminder)] == [10]


def test_who_asks_again_by_enter_is_asked_why_first(qtbot, desk, open_page):
    matter = accepted(desk)
    send_reminder(on(desk, DUE - 10), matter, ReminderWanted(tier=10))
    page = open_page(DUE - 9)
    press(qtbot, page, "ledger.remind")
    QTest.keyClick(page.reminding.fields["--skip"], Qt.Key.Key_Return)
    settle(qtbot, page._tasks)
    assert page.reminding.sheet is not None
    assert len(all_of(desk, Reminder)) == 1


def test_who_reminds_whom_is_read_whole(qtbot, desk, open_page):
    """The ranks stand at the end of the title: a line that was too long was cut there."""
    accepted(desk)
    page = open_page(DUE - 10)
    press(qtbot, page, "ledger.remind")
    title = page.reminding.sheet.title
    assert title.heightForWidth(title.width()) <= title.height()
    assert title.width() <= page.reminding.sheet.width()


def test_what_the_centre_owes_is_not_reminded_of(qtbot, desk, open_page):
    add_visit(desk)
    page = open_page(12)
    command = next(one for one in page.commands() if one.name == "ledger.remind")
    assert (command.enabled, command.primary) == (False, False)
    assert "本中心" in hints_of(row(desk, 12))[0]


def test_after_the_letter_it_goes_to_the_leader(qtbot, desk, open_page):
    matter = accepted(desk)
    send_reminder(on(desk, DUE - 5), matter, ReminderWanted(tier=5))
    page = open_page(DUE + 2)
    assert reminding_word(page.chosen_row().reminding) == "报带班领导"
    press(qtbot, page, "ledger.remind")
    page.reminding.sheet.asked.emit()
    assert page.reminding.sheet is not None  # nothing was written yet
    page.reminding.fields["result"].set_value("单位没有回音，请领导约谈")
    page.reminding.sheet.asked.emit()
    settle(qtbot, page._tasks)
    (step,) = [one for one in all_of(desk, Step) if one.mode == "督办"]
    assert (step.unit, step.detail["result"]) == ("市住建局", "报带班领导：单位没有回音，请领导约谈")


def test_one_after_another_until_none_is_owed(qtbot, desk, open_page):
    for claim in ("第一件（示例）", "第二件（示例）"):
        accepted(desk, claim)
    page = open_page(DUE - 10)
    press(qtbot, page, "ledger.each")
    assert page.tile == tiles.REMIND
    answer(qtbot, page)
    settle(qtbot, page._tasks)
    assert page.reminding.sheet is not None
    answer(qtbot, page)
    settle(qtbot, page._tasks)
    assert page.reminding.sheet is None
    assert page.view.none.text() == "今天要催的都催过了。"
    assert len(all_of(desk, Reminder)) == 2


def test_leaving_the_sheet_stops_the_row_of_them(qtbot, desk, open_page):
    accepted(desk)
    page = open_page(DUE - 10)
    press(qtbot, page, "ledger.each")
    page.reminding.shut()
    page.look()
    settle(qtbot, page._tasks)
    assert page.reminding.sheet is None
    assert not all_of(desk, Reminder)


def test_filters_narrow_and_esc_clears_them(qtbot, desk, open_page):
    accepted(desk, "住建的（示例）")
    accepted(desk, "公安的（示例）", "市公安局")
    page = open_page(2)
    assert page.table.rows.rowCount() == 2
    unit = page.view.filters.pickers["unit"]
    unit.set_value("市公安局")
    unit.chosen.emit("市公安局")
    settle(qtbot, page._tasks)
    assert [one.claim for one in page.table.rows.filling.rows] == ["公安的（示例）"]
    assert page.step_back()
    settle(qtbot, page._tasks)
    assert page.table.rows.rowCount() == 2
    assert not page.step_back()


def test_a_unit_is_found_by_its_initials(qtbot, desk, open_page):
    accepted(desk)
    page = open_page(2)
    unit = page.view.filters.pickers["unit"]
    unit.setFocus()
    qtbot.keyClicks(unit, "sgaj")
    qtbot.keyClick(unit, "\r")
    assert unit.value() == "市公安局"


def test_a_view_is_kept_for_this_person_and_comes_by_its_number(qtbot, desk, open_page):
    accepted(desk, "住建的（示例）")
    accepted(desk, "公安的（示例）", "市公安局")
    page = open_page(2)
    page.view.filters.pickers["unit"].set_value("市公安局")
    page.view.filters.changed.emit()
    settle(qtbot, page._tasks)
    press(qtbot, page, "ledger.keep")
    page.viewing.fields["name"].set_value("公安的")
    page.viewing.sheet.asked.emit()
    settle(qtbot, page._tasks)
    (view,) = read_views(desk)
    assert (view.place, view.name, view.tile, view.only) == (1, "公安的", tiles.OPEN, Only(unit="市公安局"))
    page.clear_filters()
    page.choose_tile(tiles.LATE)
    settle(qtbot, page._tasks)
    press(qtbot, page, "ledger.view.1.show")
    assert (page.tile, page.only.unit) == (tiles.OPEN, "市公安局")
    assert [one.claim for one in page.table.rows.filling.rows] == ["公安的（示例）"]
    other = replace(desk, staff=replace(desk.staff, login="zhouning"))
    assert read_views(other) == ()


def test_a_view_without_a_name_is_refused_at_its_field(qtbot, desk, open_page):
    page = open_page(2)
    press(qtbot, page, "ledger.keep")
    page.viewing.sheet.asked.emit()
    settle(qtbot, page._tasks)
    assert page.viewing.sheet is not None
    assert read_views(desk) == ()


def test_the_pane_explains_the_date(desk):
    accepted(desk)
    found = {line.label: line.words for line in facts_of(row(desk, DUE - 5))}
    assert found["起算"] == "2026-11-24 受理，当日不计入（民法典第201条）"
    assert found["规则"] == "办结 60 日（条例第34条）"
    assert "2027-01-23" in found["法定"]
    assert found["单位"] == "市住建局没有登记主要负责人，请管理员在单位表里补上"


def test_who_is_named_is_told(desk):
    def named(writes) -> None:
        unit = next(one for one in writes.find(Unit) if one.name == "市住建局")
        writes.change(unit, contacts={"主要负责人": {"name": "孙立（示例）"}})

    desk.records.write(named)
    accepted(desk)
    shown = row(desk, DUE - 5)
    assert "单位" not in {line.label for line in facts_of(shown)}
    assert "孙立（示例）" in hints_of(shown)[0]


def test_the_line_of_dates_holds_start_reminders_date_and_today(desk):
    matter = accepted(desk)
    send_reminder(on(desk, DUE - 15), matter, ReminderWanted(tier=15))
    points = points_of(row(desk, DUE + 3))
    assert [point.kind for point in points] == ["start", "past", "ahead", "ahead", "late", "today"]
    assert points[-1].words == "逾期 3 日"
    assert [point.day for point in points] == sorted(point.day for point in points)


def test_a_letter_a_day_is_never_a_day_of_rest(desk):
    accepted(desk)
    for point in points_of(row(desk, 3)):
        if point.words in ("催经办", "催分管", "督办函"):
            assert datetime(point.day.year, point.day.month, point.day.day).weekday() < 5
