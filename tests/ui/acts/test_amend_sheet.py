"""The sheet 更正 over a real store: old beside new, what it comes to before F9, one thing at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.domain.rows.case import Request, VisitMove, Withdrawal
from app.domain.rows.visits import Amendment, Person, Void
from app.errors import NotAllowed
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from app.services.papers.issue_paper import issue_paper
from tests.ui.acts.test_act_page import lines, open_sheet, press_f9, type_in
from tests.ui.house import NOW, add_visit, settle
from ui import routes
from ui.acts.page import ActPage


@pytest.fixture
def visit(desk: Desk) -> str:
    """Registered two days ago, forwarded yesterday, its slip in the visitor's hands."""
    made = add_visit(desk.at(NOW - timedelta(days=2)))
    issue_paper(desk.at(NOW - timedelta(days=2)), made.visit_number)
    step = {"matter": made.matter, "mode": "转送", "unit": "市住建局"}
    advance_matter(desk.at(NOW - timedelta(days=1)), parse_step(step))
    return made.visit_number


def test_a_headcount_corrected_shows_old_and_new_and_the_slip_to_be_replaced(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    assert [error.field for error in page.effect.errors] == ["what"]
    type_in(qtbot, page, what="v0")
    made = page.view.fields.inputs["v0.headcount"]
    type_in(qtbot, page, **{"v0.headcount": "36"})
    assert "<s>" in page.view.fields._old["v0.headcount"][0].text()
    assert "换发 来访回执" in lines(page)
    assert "人次 +35" in lines(page)
    assert "批准 不要批准" in lines(page)
    type_in(qtbot, page, reason="数错了")
    said = press_f9(qtbot, page)
    assert "换发来访回执" in said
    with desk.records.reading() as reads:
        (row,) = reads.find(Amendment)
    assert (row.field, row.old, row.new, row.reason) == ("headcount", "1", "36", "数错了")
    assert list_drafts(desk) == []
    assert made is not None


def test_who_keeps_away_is_named_later_and_then_acts_no_more(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="v0")
    type_in(qtbot, page, **{"v0.interest": desk.staff.login, "v0.urgent": "是", "reason": "是他的亲戚"})
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        rows = {row.field: row.new for row in reads.find(Amendment)}
    assert rows == {"interest": f'["{desk.staff.login}"]', "urgent": "是"}
    with pytest.raises(NotAllowed, match="has_interest"):
        advance_matter(desk, parse_step({"visit": visit, "mode": "受理告知"}))


def test_nothing_changed_is_told_and_a_wrong_value_stands_at_its_input(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="v0")
    said: list[str] = []
    page.notice.connect(lambda _kind, text: said.append(text))
    page.save()
    settle(qtbot, page._tasks)
    assert {error.code for error in page.effect.errors} == {"nothing_amended"}
    assert not page.busy
    type_in(qtbot, page, **{"v0.headcount": "0", "v0.units": "不存在的局"})
    page.save()
    inputs = page.view.fields.inputs
    qtbot.waitUntil(lambda: inputs["v0.headcount"].property("state") == "error")
    assert inputs["v0.units"].property("state") == "error"
    with desk.records.reading() as reads:
        assert not reads.find(Amendment)


def test_an_arrival_corrected_shows_the_dates_that_move(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="v0")
    day = (NOW - timedelta(days=5)).strftime("%Y-%m-%d 09:00")
    type_in(qtbot, page, **{"v0.arrived_at": day})
    assert "到" not in str(page.effect.errors)
    assert "统计 按信访日期" in lines(page)


def test_a_wrong_step_is_taken_back_and_another_taken_at_once(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="step")
    step = page.facts.more.steps[0][0]  # type: ignore[union-attr]
    type_in(qtbot, page, step=step, how="another", reason="单位选错")
    assert "作废 转送告知单" in lines(page)
    assert "新的 市信访局　转送" in lines(page)
    moved = dict(page.effect.reasons)
    assert "当天不算（民法典第201条）\n依据：信访工作条例第22条" in moved["市信访局 转送"]
    assert "（原来的）" in "".join(moved), "what is no longer owed is explained, too"
    assert page.reasons()[: len(moved)] == list(page.effect.reasons), "F1 says first what moves"
    with qtbot.waitSignal(page.go) as went:
        page.save()
    assert isinstance(went.args[0], routes.Step), "换成另一步: the sheet 办理 comes next"
    settle(qtbot, page._tasks)
    with desk.records.reading() as reads:
        (row,) = reads.find(Withdrawal)
    assert row.step_id == step


def test_a_visit_is_joined_and_brought_back(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    other = add_visit(desk.at(NOW - timedelta(days=1)), claim="另一件（示例）")
    open_sheet(qtbot, page, "amend", other.visit_number)
    type_in(qtbot, page, what="join")
    assert page.effect.errors[0].field == "matter"
    type_in(qtbot, page, matter=visit, reason="同一件事")
    assert "状态 已登记 → 办理中" in lines(page)
    said = press_f9(qtbot, page)
    assert "归到" in said
    open_sheet(qtbot, page, "amend", other.visit_number)
    type_in(qtbot, page, what="split", visit=other.visit_number)
    assert other.matter in press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert [move.act for move in reads.find(VisitMove)] == ["并案", "拆分"]


def test_a_whole_visit_is_voided_by_a_leaders_signature(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    page.choose("what", "void")
    settle(qtbot, page._tasks)
    type_in(qtbot, page, reason="重复登记")
    assert "批准 要带班领导批准" in lines(page)
    (save, *_) = page.commands()
    assert (save.text, save.icon) == ("送带班领导批准", "seal")
    assert "已送带班领导批准" in press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert not reads.find(Void)
        (request,) = reads.find(Request)
    assert request.act == "作废"


def test_a_person_is_never_shown_in_full(
    qtbot: QtBot,
    page: ActPage,
    visit: str,
    desk: Desk,
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="p0")
    shown = [label.text() for label, _, _ in page.view.fields._old.values()]
    with desk.records.reading() as reads:
        (person,) = reads.find(Person)
    for secret in (person.name, person.phone, person.id_number):
        assert not any(secret and secret in text for text in shown)
    type_in(qtbot, page, **{"p0.phone": "13900001234"})
    assert "13900001234" not in lines(page)
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert reads.find(Person)[0].phone == "13900001234"


def test_letters_choose_and_enter_goes_on_in_what_was_asked_for_then(
    qtbot: QtBot, page: ActPage, visit: str
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    chooser = page.view.fields.inputs["what"]
    QTest.keyClicks(chooser, "lfr")
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.fields.focused() == "p0.name")
    assert page.form.values["what"] == "p0"
