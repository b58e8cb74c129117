"""The start page over the real store: drafts, unconfirmed papers, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.papers.names import DAILY, SLIP
from app.domain.rows.papers import PrintJob
from app.events import VisitRegistered
from app.ports.printers import FOLDER
from app.services.desk.keep_draft import list_drafts
from app.services.desk.read_today import read_today
from app.services.handling.advance_matter import Pending, advance_matter
from app.services.printing.print_paper import print_daily, print_paper
from app.services.printing.slips_owed import slips_owed
from app.services.visits.register_visit import register_visit
from tests.ui.house import CLAIM, NOW, add_drafts, add_leader, add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.start.model import StartFacts, empty_words, ranked
from ui.start.page import StartPage
from ui.tasks import Tasks
from ui.theme import Look


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> StartPage:
    made = StartPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    return made


def titles(page: StartPage) -> list[str]:
    return [one.title for one in page.view.list.rows()]


def test_drafts_say_who_words_field_and_age(page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks) -> None:
    add_drafts(desk)
    add_leader(desk)
    with qtbot.waitSignal(page.counted) as counted:
        page.come(routes.Start())
    assert counted.args == [3, 0]
    first = page.view.list.rows()[0]
    assert (first.title, first.middle, first.right) == ("王小明（示例）", "草稿", "14 分钟前")
    assert first.second.startswith("去年十二月购入")
    assert "停在“情况”" in first.second
    assert "李大为（示例）" in page.view.today.text()
    assert page.view.list.hasFocus()


def test_enter_goes_on_with_the_chosen_draft(page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks) -> None:
    add_drafts(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    qtbot.keyClick(page.view.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.go) as go:
        qtbot.keyClick(page.view.list, Qt.Key.Key_Return)
    assert go.args == [routes.VisitDraft(draft_id=list_drafts(desk)[1].id)]


def test_a_draft_is_thrown_away_only_after_asking(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_drafts(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    page._ask_discard()
    question = next(one for one in page.view.window().children() if one.objectName() == "start.sure")
    assert question.no.hasFocus()
    qtbot.keyClick(question.no, Qt.Key.Key_Escape)
    settle(qtbot, tasks)
    assert len(list_drafts(desk)) == 3
    page._ask_discard()
    question = [one for one in page.view.window().children() if one.objectName() == "start.sure"][-1]
    question.yes.click()
    settle(qtbot, tasks)
    assert len(list_drafts(desk)) == 2


def test_a_paper_nobody_saw_is_listed_until_somebody_did(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    made = add_visit(desk)
    printed = print_paper(desk, made.visit_number, "来访回执", "a5", desk.printers.states()[0].name)
    desk.records.write(_Unseen(printed.job.id))
    page.come(routes.Start())
    settle(qtbot, tasks)
    assert titles(page) == [f"{made.visit_number} 来访回执没有确认出纸"]
    names = {one.name: one for one in page.commands()}
    assert names["start.reprint"].keys[0] == "R"
    names["start.seen"].run()
    settle(qtbot, tasks)
    page.refresh()
    settle(qtbot, tasks)
    assert titles(page) == []


def test_enter_on_a_paper_opens_what_it_belongs_to_and_never_its_own_number(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    made = add_visit(desk)
    step = {"visit": made.visit_number, "mode": "转送", "unit": "市住建局"}
    taken = advance_matter(desk, parse_step(step))
    assert not isinstance(taken, Pending)
    (paper,) = taken.documents
    jobs = [
        print_paper(desk, paper.number, paper.kind, "a4", FOLDER).job,
        print_paper(desk, made.visit_number, SLIP, "a5", FOLDER).job,
        print_daily(desk, NOW.date(), "a4", FOLDER).job,
    ]
    for job in jobs:
        desk.records.write(_Unseen(job.id))
    page.come(routes.Start())
    settle(qtbot, tasks)
    rows = page.view.list.rows()
    went: list[object] = []
    said: list[str] = []
    page.go.connect(went.append)
    page.notice.connect(lambda _kind, words: said.append(words))
    for place in range(len(rows)):
        page.view.list.choose(place)
        page.view.list.open_current()
    assert [row.data.kind for row in rows] == [DAILY, SLIP, paper.kind]
    assert [route.number for route in went] == [made.visit_number] * 2  # type: ignore[attr-defined]
    assert went[0].among == (made.visit_number,)  # type: ignore[attr-defined]
    assert said == ["日报不属于哪一件事。纸出来了按 Y，没有出来按 R。"]


def test_a_visit_without_its_slip_is_listed_and_r_issues_it(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    made = add_visit(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    assert titles(page) == [f"{made.visit_number} 回执还没有出"]
    next(one for one in page.commands() if one.name == "start.reprint").run()
    qtbot.waitUntil(lambda: slips_owed(desk) == [])


def test_the_ranks_are_late_waiting_due_then_papers_and_drafts(
    look: Look, qtbot: QtBot, tasks: Tasks, bridge: Bridge, desk: Desk
) -> None:
    first = add_visit(desk.at(NOW - timedelta(days=18)))
    second = add_visit(desk.at(NOW - timedelta(days=15)), "李二（示例）", "要求落实示例厂退休待遇")
    add_visit(desk.at(NOW - timedelta(minutes=42)), "冯五（示例）", "反映示例小区夜间噪声扰民")
    add_drafts(desk)
    page = StartPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(page.view)
    page.come(routes.Start())
    settle(qtbot, tasks)
    found = titles(page)
    assert found[0].startswith("逾期 3 日　要求尽快办理")
    assert [one.partition("　")[0] for one in found[1:3]] == ["已等 42 分钟", "今日到期"]
    assert found[3].endswith("回执还没有出")
    assert "草稿" in page.view.list.rows()[4].middle
    with qtbot.waitSignal(page.go) as go:
        page.view.list.open_current()
    assert go.args == [routes.Matter(first.matter)]
    assert second.matter in page.view.list.rows()[2].second


def test_a_digit_shows_one_kind_alone_and_zero_all(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_drafts(desk)
    add_visit(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    keys = {one.keys[0]: one for one in page.commands() if one.name.startswith("start.only")}
    assert sorted(keys) == ["0", "5", "6"]
    keys["6"].run()
    assert {one.middle for one in page.view.list.rows()} == {"草稿"}
    assert page.view.waits.title.text() == "草稿 3 件"
    next(one for one in page.commands() if one.name == "start.only.all").run()
    assert len(page.view.list.rows()) == 4


def test_the_first_day_says_three_things_to_begin_with(page: StartPage, qtbot: QtBot, tasks: Tasks) -> None:
    page.come(routes.Start())
    settle(qtbot, tasks)
    said = " ".join(one.text() for one in page.view.empty.findChildren(QLabel))
    assert "第一天" in said
    assert "试打" in said
    assert page.view.list.isHidden()
    assert page.view.begin.hasFocus()


def test_an_empty_list_says_so_and_what_was_done(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    made = add_visit(desk)
    print_paper(desk, made.visit_number, "来访回执", "a5", FOLDER)
    page.come(routes.Start())
    settle(qtbot, tasks)
    said = " ".join(one.text() for one in page.view.empty.findChildren(QLabel))
    assert "没有等你办的" in said
    assert "今天到了 1 批 1 人次" in said
    assert "接下来：12-08 周二到期，" in said
    assert "转送，市信访局。看台账按 Ctrl+3。" in said
    assert "出今天的日报按 D。" in said
    assert page.view.hall.text() == "到 1 批 候 1 批 谈 0 批 走 0 批"


def test_the_next_date_says_when_nobody_works_on_it(desk: Desk) -> None:
    """LOOK2 today-empty: 周末不上班，今天还可以办; a guarded case shows nothing of itself."""
    add_visit(desk.at(NOW - timedelta(days=10)))
    facts = StartFacts(read_today(desk), (), ())
    words = empty_words(facts)
    assert [line for line in words if "接下来" in line] == [
        f"接下来：11-28 周六到期（那天不上班，今天还可以办），{CLAIM}，转送，市信访局。看台账按 Ctrl+3。"
    ]
    assert facts.today.next_due is not None
    hidden = replace(facts.today.next_due, claim=None, unit=None)
    shut = replace(facts, today=replace(facts.today, next_due=hidden))
    assert [line for line in empty_words(shut) if "接下来" in line] == [
        "接下来：11-28 周六到期（那天不上班，今天还可以办），保密事项，转送。看台账按 Ctrl+3。"
    ]
    assert not [line for line in empty_words(shut, daily=True) if "日报" in line], "nobody came today"


def test_rows_that_come_in_stand_there_without_a_key(page: StartPage, desk: Desk, qtbot: QtBot) -> None:
    """What another desk, or another page, wrote: the page follows while it is in front."""
    page.come(routes.Start())
    qtbot.waitUntil(lambda: page.facts is not None)
    assert titles(page) == []
    late = add_visit(desk.at(NOW - timedelta(days=20)))
    page._workplace.bridge.happened.emit(VisitRegistered(late.visit_id, late.matter_id))
    qtbot.waitUntil(lambda: any(title.startswith("逾期 5 日") for title in titles(page)))
    assert page.view.list.isVisible()


def test_the_hall_adds_up_and_holds_against_four_same_weekdays(desk: Desk) -> None:
    for week in range(1, 5):
        add_visit(desk.at(NOW - timedelta(weeks=week)))
        assert bool(read_today(desk).hall.usual) == (week == 4), "no mean of fewer days than four"
    add_visit(desk)
    hall = read_today(desk).hall
    assert (hall.batches, hall.people, hall.waiting) == (1, 1, 1)
    assert hall.hours == {9: 1}
    assert hall.usual == {9: 1.0}


def test_a_guarded_matter_that_is_late_shows_nothing_of_itself(desk: Desk) -> None:
    people = [{"name": "王小明（示例）", "id_type": "无", "no_id_reason": "忘带", "phone": "13800000000",
               "address": "枞阳县示例镇样例村", "sex": "男"}]  # fmt: skip
    secret = {"people": people, "headcount": 1, "purpose": "揭发控告", "category": "纪检监察",
              "units": [], "claim": "反映示例单位的事", "facts": "示例情况。",
              "confidential": True}  # fmt: skip
    register_visit(desk.at(NOW - timedelta(days=18)), parse_visit(secret))
    other = replace(desk, staff=replace(desk.staff, login="biede", roles=("接谈员",)))
    waits = ranked(StartFacts(read_today(other), (), ()), other.staff.roles)
    assert waits[0].row.title == "逾期 3 日　保密事项"
    assert "示例单位" not in str([one.row.spoken for one in waits])


class _Unseen:
    """As a printer leaves it that took the job and says nothing more."""

    def __init__(self, job: str) -> None:
        self._job = job

    def __call__(self, writes: object) -> None:
        row = writes.get(PrintJob, self._job)  # type: ignore[attr-defined]
        writes.change(row, state="sent", ended_at=None)  # type: ignore[attr-defined]


def test_m_lists_what_stands_behind_the_first_rows(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    for _ in range(4):
        add_drafts(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    assert len(page.view.list.rows()) == 9
    assert page.view.more.text() == "还有 3 件，全部列出 M"
    next(one for one in page.commands() if "M" in one.keys).run()
    assert len(page.view.list.rows()) == 12
    assert page.view.more.isHidden()
    qtbot.waitUntil(lambda: page.view.list.height() >= 12 * 52)  # the page scrolls, the list does not
    next(one for one in page.commands() if "M" in one.keys).run()
    assert len(page.view.list.rows()) == 9
