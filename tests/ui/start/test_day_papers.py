"""From the start page by keys: the day's report to the printer, and the reason of a number not used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.rows.centre import Gap
from app.domain.rows.papers import Document, PrintJob
from app.services.printing.print_paper import CONFIRMED
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui.bridge import Bridge
from ui.start.day_papers import DayPapers
from ui.start.page import StartPage
from ui.tasks import Tasks
from ui.theme import Look

Said = list[tuple[str, str]]


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> StartPage:
    made = StartPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    return made


@pytest.fixture
def said(page: StartPage) -> Said:
    found: Said = []
    page.notice.connect(lambda kind, text: found.append((kind, text)))
    page.papers_out.connect(lambda words: found.append((words.kind, words.text)))
    return found


def run(page: StartPage, name: str) -> None:
    next(one for one in page.commands() if one.name == name).run()


def enter(page: StartPage, qtbot: QtBot, tasks: Tasks, field: str) -> None:
    qtbot.keyClick(page.day_papers.fields[field], Qt.Key.Key_Return)
    settle(qtbot, tasks)


def test_the_report_of_today_goes_to_the_bound_printer(
    page: StartPage, said: Said, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_visit(desk)
    for words in ("日报存成了文件", "日报补打第 1 次存成了文件"):
        run(page, "start.daily")
        enter(page, qtbot, tasks, "printer")
        assert said[-1][0] == "good"
        assert words in said[-1][1]
    assert page.day_papers.sheet is None
    with desk.records.reading() as reads:
        (report,) = reads.find(Document, kind="日报")
        jobs = reads.find(PrintJob, document_id=report.id)
    assert [one.state for one in jobs] == [CONFIRMED] * 2


def test_a_day_that_has_not_come_is_said_beside_its_field(
    page: StartPage, said: Said, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    run(page, "start.daily")
    page.day_papers.fields["day"].set_value(NOW.date() + timedelta(days=1))
    enter(page, qtbot, tasks, "printer")
    assert page.day_papers.sheet is not None
    assert page.day_papers.fields["day"].hasFocus()
    page.day_papers.fields["day"].set_value("")
    enter(page, qtbot, tasks, "printer")
    assert page.day_papers.sheet is not None
    assert said == []


def test_a_gap_is_offered_and_explained(
    page: StartPage, said: Said, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    desk.records.write(lambda writes: writes.serial("信受-A-2026"))
    run(page, "start.gap")
    settle(qtbot, tasks)
    number = page.day_papers.fields["number"]
    assert number.placeholderText() == "还有 1 个没有说明"
    number.set_value("信受A〔2026〕1号")
    enter(page, qtbot, tasks, "reason")
    assert page.day_papers.fields["reason"].hasFocus(), "a reason is asked for"
    page.day_papers.fields["reason"].set_value("纸卡坏，作废重出")
    enter(page, qtbot, tasks, "reason")
    assert said == [("good", "已记下 信受A〔2026〕1号 的说明。")]
    with desk.records.reading() as reads:
        assert [one.reason for one in reads.find(Gap)] == ["纸卡坏，作废重出"]


def test_commands_are_for_those_who_may(page: StartPage, desk: Desk, tasks: Tasks) -> None:
    names = {one.name for one in page.commands()}
    assert {"start.daily", "start.gap"} <= names
    registrar = replace(desk, staff=replace(desk.staff, roles=("登记员",)))
    assert DayPapers(registrar, tasks, page.view).commands() == []
