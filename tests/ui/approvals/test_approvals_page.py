"""审批 over a real store: the count in the tab, the paper before the signature, the password once more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.case.signing import AMEND
from app.domain.entries.step_entry import parse_step
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.rows.matters import Step
from app.domain.rows.visits import Amendment
from app.events import Changes
from app.services.approvals.decide_request import approve_request, waiting_requests
from app.services.desk.read_today import read_today
from app.services.handling.advance_matter import advance_matter
from app.services.visits.amend_record import amend_record
from tests.ui.house import LEADER, NOW, PASSWORD, add_visit, settle, sign_in, workplace_of
from ui import routes
from ui.approvals.model import change_words, check_lines
from ui.approvals.page import ApprovalsPage
from ui.start.model import ranked, read_start
from ui.widgets.paper_over import PaperOver


@pytest.fixture
def clerk(leader_home):
    return sign_in(leader_home)


@pytest.fixture
def number(clerk) -> str:
    made = add_visit(clerk)
    ask(clerk, made.matter)
    return made.matter


def ask(clerk, number: str) -> None:
    step = {"matter": number, "mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
    advance_matter(clerk, parse_step(step))


@pytest.fixture
def page(qtbot, look, tasks, leader_home, leader_bridge, clerk, number):
    leader = leader_home.sign_in(LEADER, PASSWORD, NOW)
    made = ApprovalsPage(workplace_of(leader, tasks, leader_bridge, leader_home))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    made.come(routes.Approvals())
    qtbot.waitUntil(lambda: made.shown is not None)
    yield made
    settle(qtbot, tasks)


def command(page, name: str):
    return next(one for one in page.commands() if one.name == name)


def steps(page) -> list[Step]:
    with page._desk.records.reading() as reads:
        return reads.find(Step, mode="不予受理")


def test_how_many_wait_is_told_for_the_tab(qtbot, page):
    with qtbot.waitSignal(page.count_changed) as told:
        page.look()
    assert told.args == [1]
    settle(qtbot, page._tasks)


def test_nothing_is_signed_before_its_paper_was_seen(qtbot, page):
    page.view.resize(960, 560)
    settle(qtbot, page._tasks)
    qtbot.waitUntil(lambda: page.view.paper.shows_paper)
    approve = command(page, "approvals.approve")
    assert not approve.enabled
    assert "F8" in approve.why_not
    page.approve()
    assert not steps(page)
    command(page, "approvals.paper").run()
    assert command(page, "approvals.approve").enabled
    page.approve()
    qtbot.waitUntil(lambda: bool(steps(page)))


def test_the_letter_with_the_right_name_is_seen_before_its_correction_is_signed(qtbot, page, clerk, number):
    qtbot.waitUntil(lambda: command(page, "approvals.approve").enabled)
    page.approve()
    qtbot.waitUntil(lambda: bool(steps(page)))
    settle(qtbot, page._tasks)
    amend_record(clerk, number, {"person": 0, "name": "汪小明（示例）"})
    page.view.resize(960, 560)
    page.look()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.item.request.act == AMEND)
    qtbot.waitUntil(lambda: page.view.paper.shows_paper)
    changes = change_words(page.shown, NOW.date())
    assert any(line.startswith("改字　不予受理告知书 信不受A") for line in changes), changes
    assert "F8" in command(page, "approvals.approve").why_not
    command(page, "approvals.paper").run()
    page.approve()
    qtbot.waitUntil(lambda: page.shown is None)
    with page._desk.records.reading() as reads:
        assert [row.new for row in reads.find(Amendment)] == ["汪小明（示例）"]


def twice_signed(clerk, leader) -> str:
    """不予受理, and once more when he came again: two letters that the leader signed."""
    matter = None
    for minutes in (40, 20):
        at = NOW - timedelta(minutes=minutes)
        matter = add_visit(clerk.at(at), "钱某（示例）", matter=matter).matter
        ask(clerk.at(at + timedelta(minutes=5)), matter)
        pending = next(row for row in waiting_requests(leader) if row.number == matter)
        approve_request(leader.at(at + timedelta(minutes=10)), pending.request.id)
    return matter


def test_of_several_letters_each_is_seen_before_their_correction_is_signed(qtbot, page, clerk):
    number = twice_signed(clerk, page._desk)
    amend_record(clerk, number, {"claim": "另一句诉求（示例）"})
    page.view.resize(960, 560)
    page.look()
    qtbot.waitUntil(lambda: page.view.list.count() == 2)
    page.next()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.item.request.act == AMEND)
    qtbot.waitUntil(lambda: len(page.view.paper.pictures) == 2)
    assert "2 份" in command(page, "approvals.approve").why_not
    command(page, "approvals.paper").run()
    (over,) = page.view.window().findChildren(PaperOver)
    assert "第 1 份，共 2 份" in over._head.title.text()
    assert not command(page, "approvals.approve").enabled, "the second has not been seen"
    QTest.keyClick(over, Qt.Key.Key_F8)
    assert "第 2 份，共 2 份" in over._head.title.text()
    assert command(page, "approvals.approve").enabled
    QTest.keyClick(over, Qt.Key.Key_F8)
    assert over.isHidden()
    page.approve()
    settle(qtbot, page._tasks)
    with page._desk.records.reading() as reads:
        assert [row.new for row in reads.find(Amendment, field="claim")] == ["另一句诉求（示例）"]


def test_the_password_once_more_where_the_last_is_older_than_five_minutes(
    qtbot, page, leader_home, monkeypatch
):
    qtbot.waitUntil(lambda: command(page, "approvals.approve").enabled)
    monkeypatch.setattr(type(leader_home), "password_age", lambda _self: 301.0)
    page.approve()
    assert page.view.sign.is_open
    assert not steps(page)
    page.view.sign.password.set_value("falsch-2026")
    page.approve()
    qtbot.waitUntil(lambda: page.view.sign.password.property("state") == "error")
    assert not steps(page)
    assert leader_home.vault.wrong_tries("liju") == 1
    page.view.sign.password.set_value(PASSWORD)
    page.approve()
    qtbot.waitUntil(lambda: bool(steps(page)))
    qtbot.waitUntil(lambda: not page.view.sign.is_open)


def test_the_author_sees_what_became_of_it(qtbot, page, clerk, number):
    assert not read_today(clerk).answers
    page.view.reason.set_value("再核一遍管辖")
    page.refuse()
    qtbot.waitUntil(lambda: len(read_today(clerk).answers) == 1)
    (answer,) = read_today(clerk).answers
    assert (answer.number, answer.approved, answer.reason) == (number, False, "再核一遍管辖")
    rows = [one.row for one in ranked(read_start(clerk), clerk.staff.roles)]
    assert any(row.title == "退回：不予受理" and "再核一遍管辖" in row.second for row in rows)
    ask(clerk.at(NOW + timedelta(minutes=5)), number)
    assert not read_today(clerk.at(NOW + timedelta(minutes=6))).answers, "asked again: it waits no longer"


def test_an_answer_leaves_the_list_after_its_week(qtbot, page, clerk):
    page.view.reason.set_value("再核")
    page.refuse()
    qtbot.waitUntil(lambda: len(read_today(clerk).answers) == 1)
    assert not read_today(clerk.at(NOW + timedelta(days=8))).answers


def test_what_was_checked_stands_on_the_page_with_its_date_and_its_state(qtbot, page):
    seen = {one.code: one for one in check_lines(page.shown)}
    assert seen["in_time"].spoken == "好"
    assert "12-08" in seen["in_time"].why
    assert seen["body_named"].why == "示例市自然资源局"
    drawn = page.view.findChild(QWidget, "approvals.check.in_time")
    assert drawn is not None
    assert seen["in_time"].what in drawn.accessibleName()


def test_h_shows_what_was_decided_and_opens_its_case(qtbot, page, number):
    page.view.reason.set_value("再核一遍管辖")
    page.refuse()
    qtbot.waitUntil(lambda: page.view.list.count() == 0)
    command(page, "approvals.past").run()
    qtbot.waitUntil(lambda: page.view.list.count() == 1)
    (row,) = page.view.list.rows()
    assert row.title == "已退回：不予受理"
    assert not command(page, "approvals.approve").enabled
    with qtbot.waitSignal(page.go) as went:
        command(page, "approvals.open").run()
    assert went.args == [routes.Matter(number)]
    assert page.step_back(), "Esc leads back to what waits"
    settle(qtbot, page._tasks)
    assert not page.past


def test_without_a_request_nothing_asks_for_a_reason(qtbot, page):
    """The empty inbox has its sentence: no field, no frame for a paper."""
    page.view.show()
    assert page.view.reason.isVisible()
    page.view.show_inbox(0)
    page._show(None)
    assert not page.view.reason.isVisible()
    assert not page.view._paper.isVisible()
    assert page.view.none.isVisible()


def test_where_nothing_waits_it_says_who_leads_today(qtbot, page):
    """LOOK2 approvals, empty: the week's decided ones and who is on duty; a changed roster is followed."""
    page.view.reason.set_value("缺一份材料（示例）")
    command(page, "approvals.refuse").run()
    qtbot.waitUntil(page.view.none.isVisible)
    settle(qtbot, page._tasks)
    assert page.view.none.text().endswith("先到期的在上。今日没有排带班领导。")
    assert page.view.week.text().startswith("本周批过 0，退回 1")
    half = Roster(id=new_id(), day=NOW.date(), part="上午", leader="李大为（示例）")
    page._desk.records.write(lambda writes: writes.add(half))
    assert page.concerns(Changes(frozenset({"roster"})))
    page.follow()
    settle(qtbot, page._tasks)
    assert page.view.none.text().endswith("先到期的在上。今日带班：上午 李大为（示例），下午没有排。")


def test_after_the_last_one_the_keys_stay_on_the_page(qtbot, page):
    """They went to the first tab of the window: one more Enter left the page."""
    frame = QWidget()
    qtbot.addWidget(frame)
    row = QVBoxLayout(frame)
    tab = QPushButton("登记")
    row.addWidget(tab)
    row.addWidget(page.view)
    frame.show()
    page.view.reason.setFocus()
    page.view.reason.set_value("缺一份材料（示例）")
    command(page, "approvals.refuse").run()
    qtbot.waitUntil(page.view.none.isVisible)
    focused = frame.focusWidget()
    page.view.setParent(None)  # each is taken away by itself
    assert focused is page.view
