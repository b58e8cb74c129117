"""A case as the page shows it: its way, who owes what, what has happened; nothing of a guarded one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.case.names import OFFICE
from app.domain.entries.reply_entry import RatingEntry
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.matters import Step
from app.domain.rows.visits import Visit
from app.errors import Refused
from app.ports.records import Writes
from app.services.approvals.decide_request import refuse_request
from app.services.case.open_case import NamedCase, open_case
from app.services.handling.advance_matter import Pending, advance_matter
from app.services.handling.rate_matter import rate_matters
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit
from app.services.visits.register_visit import register_visit
from app.services.visits.undo_move import last_move
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.forms.path import path_of
from ui.matter.case_view import PEOPLE_HEADS, CaseHead
from ui.matter.owed import COLUMNS, left, owed_rows
from ui.matter.page import MatterPage
from ui.matter.side import notice_lines, who_lines
from ui.matter.story import story_of
from ui.page import Command
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.ask import Question

TODAY = NOW.date()


def on(desk: Desk, days: int) -> Desk:
    return desk.at(NOW - timedelta(days=days))


@pytest.fixture
def number(desk: Desk) -> str:
    """Registered 20 days ago, forwarded, accepted ten days ago; yesterday the visitor came again."""
    visit = add_visit(on(desk, 20)).visit_number
    for days, mode in ((19, "转送"), (10, "受理告知")):
        advance_matter(on(desk, days), parse_step({"visit": visit, "mode": mode, "unit": "市住建局"}))
    again = {
        "people": [{"name": "王小明（示例）", "id_type": "无", "no_id_reason": "忘带", "phone": "13800000000",
                    "address": "枞阳县示例镇样例村", "sex": "男"}],
        "matter": visit, "headcount": 1, "facts": "今天来问测绘分图做到哪一步了。",
        "oral_notices": {"opinion": "转市住建局核查", "contact": "值班室 0562-0000000"},
    }  # fmt: skip
    register_visit(on(desk, 1), parse_visit(again))
    return visit


@pytest.fixture
def opened(desk: Desk, number: str) -> NamedCase:
    found = open_case(desk, number)
    assert found is not None
    return found


def test_the_way_says_how_far_it_is_and_whose_rights_come(opened: NamedCase) -> None:
    path = path_of(opened, TODAY)
    states = {
        "登记": "done",
        "转交": "done",
        "受理": "now",
        "办结": "ahead",
        "复查": "ahead",
        "复核": "ahead",
        "评价": "ahead",
    }
    assert {one.word: one.state for one in path} == states
    assert path[1].second == "市住建局"
    assert path[2].second == "第 10 日，共 60 日"
    assert path[3].first == "2027-01-12 前"
    assert path[4].second == "来访人的权利"
    assert (path[6].first, path[6].second) == ("来访人的权利", "信访部门")


def test_open_obligations_come_first_promises_behind_what_binds(opened: NamedCase) -> None:
    rows = owed_rows(opened.case, TODAY)
    assert [(row.owed.what, left(row).text) for row in rows[:2]] == [
        ("办结", "还有 50 日，暂定"),
        ("承诺办理", "承诺今日到"),
    ]
    counted = next(column for column in COLUMNS if column.name == "counted")
    assert counted.cell(rows[0]).text == "11-13 次日起 60 日，条例第34条"
    assert all(row.owed.met_at is not None for row in rows[2:])
    assert left(rows[2]).shape == "check"


def test_late_is_solid_for_what_binds_and_amber_for_a_promise(opened: NamedCase) -> None:
    later = owed_rows(opened.case, TODAY + timedelta(days=60))
    by_kind = {row.owed.kind: left(row) for row in later if row.owed.met_at is None}
    assert (by_kind["法定"].text, by_kind["法定"].chip) == ("逾期 10 日", "late")
    assert (by_kind["承诺"].text, by_kind["承诺"].chip, by_kind["承诺"].token) == (
        "超承诺 60 日",
        "plain",
        "warn",
    )


def test_a_return_visits_new_words_can_be_read(opened: NamedCase) -> None:
    again = next(one for one in story_of(opened) if one.what == "第 2 次来访")
    assert "今天来问测绘分图做到哪一步了。" in again.words
    assert again.detail.split("，")[2] == "今天来问测绘分图做到哪一步了。", (
        "before what is cut where it is narrow"
    )
    assert str(opened.case.matter.claim) in again.words


def test_papers_fold_into_the_act_that_made_them(opened: NamedCase) -> None:
    story = story_of(opened)
    assert {one.what for one in story} == {"三个告知（口头）", "第 2 次来访", "受理告知", "转送", "首次来访"}
    forwarded = next(one for one in story if one.what == "转送")
    assert "出了转送告知单" in forwarded.detail
    assert not any(one.what.startswith("出纸") for one in story)


def test_who_has_it_and_what_was_told(opened: NamedCase) -> None:
    who = {line.label: line.text for line in who_lines(opened, TODAY)}
    assert who["首接"].startswith("赵小雨（示例）")
    assert who["主办"].startswith("市住建局")
    told = notice_lines(opened, TODAY)
    assert told[0].shape == "check"
    assert told[1].text == "转市住建局核查"


def test_each_rating_stands_at_the_right_and_in_the_story(desk: Desk, number: str) -> None:
    entries = [RatingEntry(matter=number, whom=OFFICE, value="满意", remark="等得不久（示例）")]
    rate_matters(desk, entries)
    opened = open_case(desk, number)
    assert opened is not None
    said = [line.text for line in notice_lines(opened, TODAY)]
    assert f"{OFFICE} 满意" in said
    rated = next(one for one in story_of(opened) if one.what == "评价：满意")
    assert "等得不久（示例）" in rated.detail


def test_of_a_guarded_case_others_see_that_it_is_there(desk: Desk) -> None:
    people = [{"name": "王小明（示例）", "id_type": "无", "no_id_reason": "忘带", "phone": "13800000000",
               "address": "枞阳县示例镇样例村", "sex": "男"}]  # fmt: skip
    secret = {"people": people, "headcount": 1, "purpose": "揭发控告", "category": "纪检监察",
              "units": ["市住建局"], "claim": "反映示例单位的事",
              "facts": "示例情况。", "confidential": True}  # fmt: skip
    number = register_visit(desk, parse_visit(secret)).visit_number
    other = replace(desk, staff=replace(desk.staff, login="biede", roles=("登记员",)))
    found = open_case(other, number)
    assert found is not None
    assert not found.readable
    said = str(found)
    for word in ("示例单位", "示例情况", "市住建局", "纪检监察"):
        assert word not in said
    mine = open_case(desk, number)
    assert mine is not None
    assert mine.case.matter.claim == "反映示例单位的事"


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk, number: str) -> MatterPage:
    made = MatterPage(workplace_of(desk, tasks, bridge))
    made.setParent(made.view)
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    made.come(routes.Matter(number))
    settle(qtbot, tasks)
    return made


def test_the_keys_begin_with_what_is_owed_and_f1_says_why_of_that_row(page: MatterPage, qtbot: QtBot) -> None:
    assert QApplication.focusWidget() is page.case_view.owed
    qtbot.keyClick(page.case_view.owed, Qt.Key.Key_Down)
    row = page.case_view.owed.current()
    head, why = page.reasons()[0]
    assert head == f"{row.owed.who} {row.owed.what}"
    assert why.startswith(f"起算：{row.owed.start.isoformat()}")


def test_enter_reads_a_moment_whole_and_esc_comes_back(page: MatterPage, qtbot: QtBot) -> None:
    page.case_view.timeline.choose(0)
    page.case_view.timeline.open_current()
    reading = QApplication.focusWidget()
    assert reading is not None
    assert "今天来问测绘分图做到哪一步了。" in reading.text()
    qtbot.keyClick(reading, Qt.Key.Key_Escape)
    assert not reading.isVisible()


def command(page: MatterPage, name: str) -> Command:
    return next(one for one in page.commands() if one.name == name)


def test_o_shows_all_that_was_met_and_back(page: MatterPage) -> None:
    before = page.case_view.owed.rows.rowCount()
    command(page, "matter.owed").run()
    assert page.case_view.owed.rows.rowCount() >= before
    assert command(page, "matter.owed").text == "只看还欠着的"
    assert not page.all_story, "H is for what has happened, O for what is owed"


@pytest.mark.parametrize(("width", "height"), [(1440, 800), (960, 600), (720, 450)])
def test_nothing_scrolls_sideways_and_rows_are_whole(
    page: MatterPage, qtbot: QtBot, width: int, height: int
) -> None:
    page.view.resize(width, height)
    qtbot.wait(10)
    owed = page.case_view.owed
    assert owed.horizontalHeader().length() <= owed.viewport().width()
    assert owed.verticalHeader().length() <= owed.viewport().height()
    qtbot.waitUntil(lambda: page.case_view.inner.width() <= page.case_view.viewport().width())


def test_alt_arrows_go_along_the_list_one_came_from(
    page: MatterPage, qtbot: QtBot, tasks: Tasks, desk: Desk, number: str
) -> None:
    other = add_visit(desk, "李四（示例）").visit_number
    page.come(routes.Matter(number, (number, other)))
    settle(qtbot, tasks)
    assert not command(page, "matter.before").enabled
    command(page, "matter.after").run()
    settle(qtbot, tasks)
    assert page.opened is not None
    assert page.opened.number == other
    assert not command(page, "matter.after").enabled
    page.come(routes.Matter(page.opened.case.matter.number))
    settle(qtbot, tasks)
    assert command(page, "matter.before").enabled, "back from a sheet the list is still there"


def test_what_waits_for_a_signature_and_what_became_of_it_is_said(
    page: MatterPage, qtbot: QtBot, tasks: Tasks, desk: Desk, number: str
) -> None:
    said: list[str] = []
    page.saving_changed.connect(lambda state: said.append(state.text))
    step = {"matter": page.record.matter.row.number, "mode": "不再受理", "ground": "reviewed",
            "review": {"body": "示例省局", "number": "示复〔2026〕1号", "date": "2026-10-01"}}  # fmt: skip
    with pytest.raises(Refused):
        advance_matter(desk, parse_step(step))  # accepted already
    fresh = add_visit(desk, "李四（示例）")
    asked = advance_matter(
        desk,
        parse_step({"matter": fresh.matter, "mode": "不予受理", "ground": "not_remit", "body": "示例省局"}),
    )
    assert isinstance(asked, Pending)
    page.come(routes.Matter(fresh.visit_number))
    settle(qtbot, tasks)
    assert said[-1] == "1 项待批：不予受理"
    leader = replace(desk, staff=replace(desk.staff, id="x", login="liju", roles=("带班领导",)))
    desk.records.write(lambda writes: writes.add(leader.staff))
    refuse_request(leader.at(NOW + timedelta(minutes=5)), asked.request.id, "再核一遍管辖")
    page.refresh()
    settle(qtbot, tasks)
    assert said[-1] == ""
    top = page.case_view.timeline.rows()[0]
    assert top.title == "不予受理，退回"
    assert "再核一遍管辖" in top.second


def contradict(desk: Desk, number: str) -> None:
    """Another desk refused what this one took on."""

    def at_another_desk(writes: Writes) -> None:
        visit = writes.find(Visit, number=number)[0]
        at = NOW - timedelta(days=10, minutes=-3)
        writes.add(Step(id=new_id(), matter_id=visit.matter_id, mode="不予受理", at=at, by="biede"))

    desk.records.write(at_another_desk)


def test_what_two_desks_did_against_each_other_stands_on_top(
    desk: Desk, number: str, page: MatterPage, qtbot: QtBot, tasks: Tasks
) -> None:
    """Above the claim; the dates of both stay."""
    assert not page.case_view.head.clash.isVisible()

    assert page.opened is not None
    before = {row.id for row in page.opened.case.obligations if row.met_at is None}
    contradict(desk, number)
    page.refresh()
    settle(qtbot, tasks)
    head = page.case_view.head
    assert head.clash.isVisible()
    assert head.clash.text() == "两台办得不一样：受理告知、不予受理。核对后撤销其中一步。"
    assert head.clash.y() < head.claim.y()
    assert before <= {row.id for row in page.opened.case.obligations if row.met_at is None}


def test_a_contradiction_has_a_key_and_the_keys_of_the_page(
    desk: Desk, number: str, page: MatterPage, qtbot: QtBot, tasks: Tasks
) -> None:
    """LOOK2: 核对 Enter; C from elsewhere. It opens 更正 with 办错的一步 chosen."""
    settles = next(command for command in page.commands() if command.name == "matter.settle")
    assert not settles.enabled
    contradict(desk, number)
    page.refresh()
    settle(qtbot, tasks)
    page.view.show()
    page._take_focus()
    head = page.case_view.head
    assert page.view.window().focusWidget() is head.settle
    asked = []
    page.go.connect(asked.append)
    qtbot.keyClick(head.settle, Qt.Key.Key_Return)
    next(command for command in page.commands() if command.name == "matter.settle").run()
    wanted = routes.Act("amend", page.opened.case.matter.number, chosen=routes.WRONG_STEP)
    assert asked == [wanted, wanted]


def test_f1_explains_every_date_in_full(page: MatterPage) -> None:
    reasons = page.reasons()
    assert len(reasons) > 2
    for what, why in reasons:
        assert "怎么数" in why or "起算" not in why, what
        assert len(why.splitlines()) > 1, what


def test_people_stand_in_a_table(qtbot: QtBot, look: Look) -> None:
    """A head for each column, and each column in one line, however long a name is."""
    head = CaseHead()
    qtbot.addWidget(head)
    rows = [("陈*（示例）", "男，340602********9137", "138****0002", "杜集区"),
            ("欧阳**（示例）（代表）", "无", "不详", "枞阳县示例镇")]  # fmt: skip
    head.show_people(rows)
    head.resize(1000, 300)
    head.show()
    cells = [*PEOPLE_HEADS, *(cell for row in rows for cell in row)]
    placed = {label.text(): label.x() for label in head.findChildren(QLabel) if label.text() in cells}
    assert set(placed) == set(cells)
    for column, title in enumerate(PEOPLE_HEADS):
        assert {placed[row[column]] for row in rows} == {placed[title]}


def test_u_takes_back_what_waits_for_a_signature(
    page: MatterPage, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    fresh = add_visit(desk, "李四（示例）")
    step = {"matter": fresh.matter, "mode": "不予受理", "ground": "not_remit", "body": "示例省局"}
    asked = advance_matter(desk, parse_step(step))
    assert isinstance(asked, Pending)
    page.come(routes.Matter(fresh.visit_number))
    settle(qtbot, tasks)
    recall = command(page, "matter.recall")
    assert recall.keys[0] == "U"
    recall.run()
    question = page.view.window().findChild(Question)
    qtbot.keyClick(question.no, Qt.Key.Key_Y)
    settle(qtbot, tasks)
    page.refresh()
    settle(qtbot, tasks)
    assert page.case is not None
    assert page.case.pending == ()
    assert "收回送批：不予受理" in [row.title for row in page.case_view.timeline.rows()]
    assert not command(page, "matter.recall").enabled
    assert isinstance(advance_matter(desk, parse_step(step)), Pending), "it may be asked for again"


def test_ctrl_shift_z_undoes_the_move_of_a_visit_within_ten_minutes(
    page: MatterPage, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    first, second = add_visit(desk, "李四（示例）"), add_visit(desk, "吴六（示例）")
    join_visit(desk, MoveWanted(visit=second.visit_number, matter=first.matter))
    page.come(routes.Matter(first.matter))
    settle(qtbot, tasks)
    undo = command(page, "matter.undo")
    assert (undo.keys, undo.text) == (("Ctrl+Shift+Z",), "撤回刚才的并案")
    with qtbot.waitSignal(page.go) as went:
        undo.run()
    assert went.args == [routes.Matter(second.matter)]
    settle(qtbot, tasks)
    page.come(routes.Matter(second.matter))
    settle(qtbot, tasks)
    assert page.case is not None
    assert [visit.number for visit in page.case.visits] == [second.visit_number]
    with qtbot.waitSignal(page.go):
        command(page, "matter.undo").run()  # the split is a move too
    settle(qtbot, tasks)
    page.come(routes.Matter(first.matter))
    settle(qtbot, tasks)
    assert page.case is not None
    assert len(page.case.visits) == 2
    assert last_move(page.case, desk.staff.login, desk.clock.now() + timedelta(minutes=11)) is None
    assert last_move(page.case, "biede", desk.clock.now()) is None


def test_ctrl_shift_z_puts_corrected_fields_back_within_ten_minutes(
    page: MatterPage, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    visit = add_visit(desk, "李四（示例）")
    amend_record(desk, visit.visit_number, {"headcount": 36, "reason": "数错了"})
    page.come(routes.Matter(visit.matter))
    settle(qtbot, tasks)
    undo = command(page, "matter.undo")
    assert (undo.text, undo.enabled) == ("撤回刚才的更正", True)
    with qtbot.waitSignal(page.notice) as said:
        undo.run()
    assert said.args[0] == "good"
    page.refresh()
    settle(qtbot, tasks)
    assert page.case is not None
    assert page.case.visits[-1].headcount == 1
    assert not command(page, "matter.undo").enabled
