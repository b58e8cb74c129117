"""The start page over the real store: drafts, unconfirmed papers, what is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.rows.papers import PrintJob
from app.services.desk.keep_draft import list_drafts
from app.services.printing.print_paper import print_paper
from tests.ui.house import NOW, add_drafts, add_leader, add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
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


def test_drafts_come_first_with_who_words_field_and_age(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_drafts(desk)
    add_leader(desk)
    with qtbot.waitSignal(page.counted) as counted:
        page.come(routes.Start())
    assert counted.args == [3, 0]
    first = page.view.drafts.rows.rows()[0]
    assert (first.title, first.middle, first.right) == ("王小明（示例）", "停在“情况”", "14 分钟前")
    assert first.second.startswith("去年十二月购入")
    assert "李大为（示例）" in page.view.today.text()
    assert page.view.drafts.rows.hasFocus()


def test_enter_goes_on_with_the_chosen_draft(page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks) -> None:
    add_drafts(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    qtbot.keyClick(page.view.drafts.rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.go) as go:
        qtbot.keyClick(page.view.drafts.rows, Qt.Key.Key_Return)
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
    rows = page.view.slips.rows
    assert [one.title for one in rows.rows()] == [made.visit_number]
    assert "1 张未确认出纸" in page.view.slips.title.text()
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    page.refresh()
    settle(qtbot, tasks)
    assert page.view.slips.isHidden()


def test_what_is_due_today_and_overdue_is_counted(
    look: Look, qtbot: QtBot, tasks: Tasks, bridge: Bridge, desk: Desk
) -> None:
    made = add_visit(desk)
    for days, title in ((15, "1 件今日到期"), (18, "1 件逾期")):
        page = StartPage(workplace_of(desk.at(NOW + timedelta(days=days)), tasks, bridge))
        qtbot.addWidget(page.view)
        page.come(routes.Start())
        settle(qtbot, tasks)
        row = page.view.due.rows.rows()[0]
        assert row.title == title
        assert row.data.startswith("XF340700")
    assert made.matter == row.data


class _Unseen:
    """As a printer leaves it that took the job and says nothing more."""

    def __init__(self, job: str) -> None:
        self._job = job

    def __call__(self, writes: object) -> None:
        row = writes.get(PrintJob, self._job)  # type: ignore[attr-defined]
        writes.change(row, state="sent", ended_at=None)  # type: ignore[attr-defined]
