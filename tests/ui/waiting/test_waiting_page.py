"""The waiting list over a real store: who waits, how long, and where the keys lead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.hall import GONE, TALKS, HallState
from app.domain.numbers import spoken
from app.ports.records import WaitingVisit
from app.services.visits.list_hall import HallVisit
from tests.ui.house import NOW, add_visit, make_home, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.tables.columns import Cell
from ui.waiting.model import COLUMNS, WaitingRow, done_words, next_to_call, summary, waited
from ui.waiting.page import WaitingPage


def visit(name="王**", heads=1, claim="示例花园办证", minutes=0, **more) -> HallVisit:
    came = NOW + timedelta(minutes=minutes)
    row = WaitingVisit(f"v{minutes}", "m", "LF340700-A-261123-007-N", name, heads, claim, came)
    return HallVisit(row, HallState(**more), by_name="赵接谈", to_name=more.get("to_whom") or "")


def cells(row: WaitingRow) -> dict[str, Cell]:
    return {column.name: column.cell(row) for column in COLUMNS}


@pytest.mark.parametrize(
    ("minutes", "words", "chip"),
    [(0, "刚到", "plain"), (12, "等了 12 分钟", "plain"), (45, "等了 45 分钟", "due")],
)
def test_a_row_says_number_and_wait(minutes, words, chip):
    shown = cells(WaitingRow(visit(), NOW + timedelta(minutes=minutes)))
    assert (shown["number"].text, shown["who"].text) == ("A 261123 007 N", "王**")
    assert (shown["waited"].text, shown["waited"].chip) == (words, chip)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, ""),
        ({"calls": 1, "called_at": NOW}, "09:31 已叫"),
        ({"calls": 2, "called_at": NOW, "to_whom": "法律咨询室"}, "转 法律咨询室，09:31 叫过 2 次"),
        ({"held": True, "reason": "等同伴", "calls": 1, "called_at": NOW}, "暂缓：等同伴"),
        ({"where": TALKS}, "赵接谈在谈"),
        ({"where": GONE}, "已离开"),
        ({"where": GONE, "taken_up": True}, "已接谈或办理"),
    ],
)
def test_a_row_says_what_was_done(state, words):
    assert done_words(visit(**state)) == words


def test_a_clock_that_stood_still_makes_no_negative_wait():
    assert waited(visit(), NOW - timedelta(minutes=3)) == 0


def test_the_line_above_says_how_many_wait_talk_and_have_gone():
    rows = [visit(), visit("李**等 38 人", 38, None), visit(held=True), visit(where=TALKS), visit(where=GONE)]
    assert summary(rows) == "3 批 40 人在等（1 批暂缓），1 批在谈，1 批已走"
    assert summary([]) == "没有人在等"
    assert cells(WaitingRow(rows[1], NOW))["claim"].text == "内容保密"


def test_the_next_is_one_handed_to_me_else_the_longest_waiting_that_is_free():
    rows = [
        visit(minutes=0, held=True),
        visit(minutes=1, calls=1, called_at=NOW),
        visit(minutes=2, to_whom="other"),
        visit(minutes=3),
        visit(minutes=4, to_whom="me"),
    ]
    line = [WaitingRow(row, NOW) for row in rows]
    assert next_to_call(line, "me").visit.visit_id == "v4"
    assert next_to_call(line, "third").visit.visit_id == "v3"
    assert next_to_call(line[:3], "third") is None


@pytest.fixture
def page(qtbot, look, tasks, tmp_path):
    home = make_home(tmp_path / "home")
    bridge = Bridge()
    home.listen(bridge.announce)
    made = WaitingPage(workplace_of(sign_in(home), tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.show()
    yield made
    qtbot.wait(50)  # events of the last commit are still on their way
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    home.close()


def shown(page: WaitingPage) -> list[str]:
    return [f"{row.visit.number} {row.visit.name}" for row in page.table.rows.filling.rows]


def states(page: WaitingPage) -> list[str]:
    return [done_words(row.visit) for row in page.table.rows.filling.rows]


def press(qtbot, page: WaitingPage, name: str) -> None:
    """The command of that name, and until the list was read again."""
    command = next(one for one in page.commands() if one.name == f"waiting.{name}")
    assert command.enabled, command.why_not
    command.run()
    qtbot.wait(20)
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    qtbot.wait(5)


def test_todays_visits_wait_until_called(qtbot, page):
    page.come(routes.Waiting())
    qtbot.waitUntil(lambda: page.view.none.isVisible())
    first = add_visit(page._desk)
    add_visit(page._desk, "汪晓明（示例）", "反映示例小区夜间噪声扰民")
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    assert "王" in shown(page)[0]
    assert "小明" not in "".join(shown(page))
    with qtbot.waitSignal(page.notice) as said:
        page.call_next()
    assert said.args[0] == "good"
    with qtbot.waitSignal(page.go) as gone:
        page.table.open_current()
    assert gone.args == [routes.ReceptionOf(visit=first.visit_number)]
    with qtbot.waitSignal(page.go) as gone:
        page.talk()
    assert gone.args == [routes.ReceptionOf(visit=first.visit_number, form="接谈")]
    with qtbot.waitSignal(page.go) as gone:
        page.open_matter()
    assert gone.args == [routes.Matter(first.visit_number)]


def test_f12_calls_one_after_another_and_nobody_twice_unasked(qtbot, page):
    page.come(routes.Waiting())
    visits = [add_visit(page._desk, name) for name in ("王一（示例）", "李二（示例）")]
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    for _ in range(3):
        press(qtbot, page, "next")
    assert spoken(visits[0].visit_number) in said[0]
    assert spoken(visits[1].visit_number) in said[1]
    assert "都叫过了" in said[2]
    press(qtbot, page, "again")
    assert spoken(visits[1].visit_number) in said[3]
    assert states(page) == ["09:31 已叫", "09:31 叫过 2 次"]


def test_a_visitor_is_held_brought_back_handed_on_and_marked_as_left(qtbot, page):
    page.come(routes.Waiting())
    add_visit(page._desk, "王一（示例）")
    add_visit(page._desk, "李二（示例）")
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    press(qtbot, page, "hold")
    page.handing.fields["reason"].setText("等同伴")
    page.handing.sheet.button.click()
    qtbot.waitUntil(lambda: states(page)[0] == "暂缓：等同伴")
    press(qtbot, page, "next")
    assert states(page) == ["暂缓：等同伴", "09:31 已叫"]
    page.table.choose(0)
    press(qtbot, page, "back")
    assert states(page)[0] == ""
    press(qtbot, page, "hand")
    page.handing.sheet.button.click()
    assert page.handing.sheet is not None  # nobody is named yet
    page.handing.fields["to"].setText("法律咨询室")
    page.handing.sheet.button.click()
    qtbot.waitUntil(lambda: states(page)[0] == "转 法律咨询室")
    press(qtbot, page, "left")
    assert len(shown(page)) == 1
    assert "1 批已走" in page.view.title.text()
    press(qtbot, page, "all")
    assert states(page)[0] == "已离开"
    page.table.choose(0)
    press(qtbot, page, "back")
    press(qtbot, page, "all")
    assert len(shown(page)) == 2


def test_yesterdays_visits_do_not_wait(qtbot, page):
    add_visit(page._desk.at(datetime(2026, 11, 22, 9, 0, tzinfo=NOW.tzinfo)))
    page.call_next()
    qtbot.waitUntil(lambda: page.view.none.isVisible())
    assert shown(page) == []
