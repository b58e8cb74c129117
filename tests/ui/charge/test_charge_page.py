"""The file of a 包案: who, what was noted, the plan day by day, counts, evidence; its keys open sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.desk import StoppedClock
from app.domain.entries.step_entry import parse_step
from app.domain.lists.kinds import DAILY, EVIDENCE, FIVE_BUNDLES, SLOTS, WEEKLY
from app.domain.rows.papers import Document
from app.services.case.open_case import open_case
from app.services.handling.advance_matter import advance_matter
from app.services.lists.keep_list import keep_list
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.charge.model import charge_file
from ui.charge.page import ChargePage
from ui.widgets import Text


def on(desk, days: int):
    return replace(desk, clock=StoppedClock(NOW + timedelta(days=days)))


@pytest.fixture
def number(desk):
    matter = add_visit(desk).matter
    data = {
        "reason": "初次来访，多个单位",
        "leader": "陈立（示例）",
        "title": "义安区副区长",
        "five": {FIVE_BUNDLES[0]: "赵十（示例）"},
        "plan": {DAILY: "每日 17:00", WEEKLY: "周三 09:00"},
        "until": "2026-12-31",
    }
    keep_list(desk, "包案", "add", matter, data)
    return matter


def note(desk, number: str, days: int, **data) -> None:
    keep_list(on(desk, days), "包案", "note", number, data)


def file_of(desk, number: str, days: int):
    return charge_file(open_case(desk, number).case, (NOW + timedelta(days=days)).date())


def test_meetings_held_missed_today_and_to_come(desk, number):
    note(desk, number, 1, item=DAILY, text="已联系7户")
    note(desk, number, 3, item=DAILY, text="已联系9户")
    file = file_of(desk, number, 4)
    marks = {day.day: (mark.shape, mark.words) for day, mark in file.plan[DAILY].items()}
    assert marks[24] == ("check", "已开")
    assert marks[25] == ("clock", "没有开")
    assert marks[26] == ("check", "已开")
    assert marks[27] == ("clock", "17:00")
    assert marks[30] == ("open", "17:00")
    assert file.todo == ("日调度 17:00",)
    assert file.days[0] == date(2026, 11, 24)


def test_the_statutory_date_stands_apart_from_the_meetings(desk, number):
    file = file_of(desk, number, 14)
    assert {mark.words for mark in file.plan["到期"].values()} == {"转送"}


def test_two_dates_of_one_day_stand_there_both(desk, number):
    step = {"matter": number, "mode": "交办", "unit": "市人社局", "term": "15日"}
    advance_matter(desk, parse_step(step))
    (mark,) = file_of(desk, number, 10).plan["到期"].values()
    assert set(mark.words.split("、")) == {"书面告知", "交办"}


def test_who_has_what_and_who_is_missing(desk, number):
    file = file_of(desk, number, 1)
    assert [(role, who) for role, who, _ in file.people] == [("包案领导", "陈立（示例） 义安区副区长")]
    assert file.five[0][:2] == (FIVE_BUNDLES[0], "赵十（示例）")
    assert file.five[1][1:] == ("没有定人", "还没有记")
    keep_list(desk, "首办", "add", number, {"reason": "示例", "slots": {SLOTS[0]: "陈立（示例）"}})
    people = file_of(desk, number, 1).people
    assert [mark.shape for _, _, mark in people] == ["check", "check", "warning", "warning", "warning"]


def test_the_last_count_of_each_measure(desk, number):
    for count in (10, 31):
        note(desk, number, 1, item="进展", measure="办出证", count=count, of=218)
    (one,) = file_of(desk, number, 2).measures
    assert (one.name, one.count, one.whole) == ("办出证", 31, 218)


def test_a_check_passes_only_with_its_evidence(desk, number):
    assert file_of(desk, number, 1).proved == 0
    note(desk, number, 1, item=EVIDENCE[0], text="核查表 218 户")
    file = file_of(desk, number, 1)
    assert file.proved == 1
    assert file.evidence[0][2] == "核查表 218 户"


def test_it_is_no_file_once_it_is_taken_off(desk, number):
    keep_list(desk, "包案", "end", number, {"result": "已化解"})
    assert file_of(desk, number, 1) is None


@pytest.fixture
def page(qtbot, look, tasks, bridge, real_home, desk, number):
    real_home.listen(bridge.announce)
    made = ChargePage(workplace_of(on(desk, 1), tasks, bridge, real_home))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    made.come(routes.Charge(number))
    settle(qtbot, tasks)
    yield made
    made.go_behind()
    settle(qtbot, tasks, 50)


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("charge.daily", f"list.note.包案.{DAILY}"),
        ("charge.five", "list.note.包案"),
        ("charge.weekly", f"list.note.包案.{WEEKLY}"),
        ("charge.count", "list.note.包案.进展"),
        ("charge.evidence2", f"list.note.包案.{EVIDENCE[1]}"),
        ("charge.people", "list.note.包案.换人"),
        ("charge.plan", "list.note.包案.改安排"),
        ("charge.end", "list.end.包案"),
    ],
)
def test_its_keys_open_sheets(qtbot, page, number, name, act):
    command = next(one for one in page.commands() if one.name == name)
    with qtbot.waitSignal(page.go) as went:
        command.run()
    assert went.args == [routes.Act(act, number)]


def test_it_follows_what_is_noted(qtbot, page, desk, number):
    note(desk, number, 1, item=EVIDENCE[0], text="核查表")
    qtbot.waitUntil(lambda: page.file is not None and page.file.proved == 1)
    assert page.view.evidence.head.title.text() == "五个不放过 1/5"


def test_p_puts_the_table_on_paper(qtbot, page, desk):
    with qtbot.waitSignal(page.papers_out) as told:
        page.print_table()
    assert "包案表" in told.args[0].text
    with desk.records.reading() as reads:
        assert [row.kind for row in reads.find(Document, kind="包案表")] == ["包案表"]


def test_a_case_that_is_not_in_charge_leads_back(qtbot, page, desk):
    other = add_visit(desk, "汪晓明（示例）").matter
    with qtbot.waitSignals([page.notice, page.leave_me]):
        page.enter(routes.Charge(other))
    settle(qtbot, page._tasks)


def test_the_days_share_the_room_and_their_names_stand_beside_them(qtbot, page):
    """The first day had moved to the middle of the panel."""
    for wide, high in ((960, 600), (1440, 820)):
        page.view.resize(wide, high)
        page.view.show()
        qtbot.wait(1)
        grid = page.view.plan.grid
        assert grid.cellRect(1, 1).x() - grid.cellRect(1, 0).x() < 120
        days = len(page.view._file.days) if wide > 960 else 5
        widths = {grid.cellRect(0, column).width() for column in range(1, days + 1)}
        assert max(widths) - min(widths) <= 24


@pytest.mark.parametrize("size", [(1440, 820), (1280, 640), (1110, 640)])
def test_no_cell_of_the_file_is_cut_where_its_words_wrap(qtbot, page, size):
    page.view.resize(*size)
    settle(qtbot, page._tasks, 50)
    wrapped = [one for one in page.view.findChildren(Text) if one.wordWrap() and one.isVisible()]
    assert wrapped
    for one in wrapped:
        assert one.height() >= one.heightForWidth(one.width()), one.text()
