"""The waiting list over a real store: who waits, how long, and where the keys lead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.ports.records import WaitingVisit
from tests.ui.house import NOW, add_visit, make_home, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.waiting.model import row_of, summary, waited
from ui.waiting.page import WaitingPage

ONE = WaitingVisit("v", "m", "LF340700-A-261123-007-N", "王**", 1, "示例花园办证", NOW)


@pytest.mark.parametrize(
    ("minutes", "right", "token"),
    [(0, "刚到", "text2"), (12, "等了 12 分钟", "text2"), (45, "等了 45 分钟", "warn")],
)
def test_a_row_says_number_and_wait(minutes, right, token):
    row = row_of(ONE, NOW + timedelta(minutes=minutes))
    assert row.title == "A 261123 007 N　王**"
    assert (row.right, row.token) == (right, token)
    assert right in row.spoken


def test_a_clock_that_stood_still_makes_no_negative_wait():
    assert waited(ONE, NOW - timedelta(minutes=3)) == 0


def test_summary():
    group = WaitingVisit("v", "m", ONE.number, "李**等 38 人", 38, None, NOW)
    assert summary([ONE, group]) == "2 批 39 人在等"
    assert summary([]) == "没有人在等"
    assert row_of(group, NOW).second == "内容保密"


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
    return [row.title for row in page.view.list.rows()]


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
        page.view.list.open_current()
    assert gone.args == [routes.ReceptionOf(visit=first.visit_number)]
    with qtbot.waitSignal(page.go) as gone:
        page.open_matter()
    assert gone.args == [routes.Matter(first.visit_number)]


def test_yesterdays_visits_do_not_wait(qtbot, page):
    add_visit(page._desk.at(datetime(2026, 11, 22, 9, 0, tzinfo=NOW.tzinfo)))
    page.call_next()
    qtbot.waitUntil(lambda: page.view.none.isVisible())
    assert shown(page) == []
