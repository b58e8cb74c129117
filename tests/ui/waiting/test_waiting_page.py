"""The waiting list over a real store: who waits, how long, and where the keys lead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.numbers import spoken
from app.ports.records import WaitingVisit
from tests.ui.house import NOW, add_visit, make_home, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.tables.columns import Cell
from ui.waiting.model import COLUMNS, WaitingRow, called_words, summary, waited
from ui.waiting.page import WaitingPage

ONE = WaitingVisit("v", "m", "LF340700-A-261123-007-N", "王**", 1, "示例花园办证", NOW)


def cells(row: WaitingRow) -> dict[str, Cell]:
    return {column.name: column.cell(row) for column in COLUMNS}


@pytest.mark.parametrize(
    ("minutes", "words", "chip"),
    [(0, "刚到", "plain"), (12, "等了 12 分钟", "plain"), (45, "等了 45 分钟", "due")],
)
def test_a_row_says_number_and_wait(minutes, words, chip):
    shown = cells(WaitingRow(ONE, NOW + timedelta(minutes=minutes)))
    assert (shown["number"].text, shown["who"].text) == ("A 261123 007 N", "王**")
    assert (shown["waited"].text, shown["waited"].chip) == (words, chip)


def test_a_clock_that_stood_still_makes_no_negative_wait():
    assert waited(ONE, NOW - timedelta(minutes=3)) == 0


def test_summary():
    group = WaitingVisit("v", "m", ONE.number, "李**等 38 人", 38, None, NOW)
    assert summary([ONE, group]) == "2 批 39 人在等"
    assert summary([]) == "没有人在等"
    assert cells(WaitingRow(group, NOW))["claim"].text == "内容保密"


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
        page.open_matter()
    assert gone.args == [routes.Matter(first.visit_number)]


def test_f12_calls_one_after_another_and_nobody_twice_unasked(qtbot, page):
    page.come(routes.Waiting())
    visits = [add_visit(page._desk, name) for name in ("王一（示例）", "李二（示例）")]
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    for _ in range(3):
        page.call_next()
        count = len(said)
        qtbot.waitUntil(lambda count=count: len(said) > count)
        qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    assert spoken(visits[0].visit_number) in said[0]
    assert spoken(visits[1].visit_number) in said[1]
    assert "都叫过了" in said[2]
    page.call_again()
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    assert spoken(visits[1].visit_number) in said[3]
    assert [called_words(row.call) for row in page.table.rows.filling.rows] == [
        "09:31 已叫",
        "09:31 叫过 2 次",
    ]


def test_yesterdays_visits_do_not_wait(qtbot, page):
    add_visit(page._desk.at(datetime(2026, 11, 22, 9, 0, tzinfo=NOW.tzinfo)))
    page.call_next()
    qtbot.waitUntil(lambda: page.view.none.isVisible())
    assert shown(page) == []
