"""Papers asked for from a matter: which one, its words by keys alone, and what happens to mistakes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.domain.rows.base import new_id
from app.domain.rows.papers import Document
from app.domain.rows.visits import Amendment, Person
from app.errors import Refused
from app.services.approvals.decide_request import approve_request, waiting_requests
from app.services.case.shown import ShownPaper
from app.services.handling.advance_matter import Pending, advance_matter
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import Registered
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.matter.page import MatterPage
from ui.matter.papers import detail_of, subject_of
from ui.tasks import Tasks
from ui.theme import Look


@pytest.fixture
def visit(desk: Desk) -> Registered:
    return add_visit(desk)


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk, visit: Registered) -> MatterPage:
    made = MatterPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    made.come(routes.Matter(visit.visit_number))
    settle(qtbot, tasks)
    return made


def ask(page: MatterPage, qtbot: QtBot, kind: str) -> None:
    """P, the kind's first letters, Enter."""
    next(one for one in page.commands() if one.name == "matter.issue").run()
    chooser = page.paper_keys.issuing.kind
    assert chooser is not None
    chooser.set_value(kind)
    qtbot.keyClick(chooser, Qt.Key.Key_Return)
    assert page.paper_keys.issuing.sheet is not None
    assert page.paper_keys.issuing.sheet.property("paper_kind") == kind


def issued(desk: Desk, kind: str) -> list[Document]:
    with desk.records.reading() as reads:
        return reads.find(Document, kind=kind)


def go(page: MatterPage, qtbot: QtBot, tasks: Tasks) -> None:
    """Enter in the last field."""
    qtbot.keyClick(page.paper_keys.issuing.fields["printer"], Qt.Key.Key_Return)
    settle(qtbot, tasks)


def test_an_alert_is_written_and_goes_to_the_printer(
    page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    said: list[tuple[str, str]] = []
    page.papers_out.connect(lambda words: said.append((words.kind, words.text)))
    ask(page, qtbot, "预警单")
    fields = page.paper_keys.issuing.fields
    fields["level"].set_value("重大")
    fields["text"].set_value("38 人计划于 12 月 1 日集体来访")
    fields["to"].set_value("市委、市政府")
    go(page, qtbot, tasks)
    assert page.paper_keys.issuing.sheet is None
    assert said[-1][0] == "good"
    assert said[-1][1].startswith("预警单存成了文件，在 /")
    assert ".pdf" in said[-1][1]
    (document,) = issued(desk, "预警单")
    words = str(document.content)
    assert "重大" in words
    assert "38 人计划" in words
    assert "相关单位" not in words


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    ask(page, qtbot, "移交案例报告")
    fields = page.paper_keys.issuing.fields
    fields["cause"].set_value("监管没有跟上")
    go(page, qtbot, tasks)
    sheet = page.paper_keys.issuing.sheet
    assert sheet is not None
    assert fields["advice"].hasFocus()
    assert fields["cause"].value() == "监管没有跟上"
    assert issued(desk, "移交案例报告") == []
    fields["advice"].set_value("立项核查")
    go(page, qtbot, tasks)
    assert [one.number for one in issued(desk, "移交案例报告")] == ["信案A〔2026〕1号"]


def test_a_receipt_without_a_paper_to_prove_is_said_and_left(
    page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    said: list[tuple[str, str]] = []
    page.notice.connect(lambda kind, text: said.append((kind, text)))
    ask(page, qtbot, "送达回证")
    go(page, qtbot, tasks)
    assert page.paper_keys.issuing.sheet is None
    assert said == [("warning", "这份文书还缺要送达的文书。补上以后再出。")]


def test_a_receipt_proves_the_chosen_paper(page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks) -> None:
    ask(page, qtbot, "预警单")
    page.paper_keys.issuing.fields["level"].set_value("一般")
    page.paper_keys.issuing.fields["text"].set_value("有人约定再来")
    go(page, qtbot, tasks)
    page.refresh()
    settle(qtbot, tasks)
    ask(page, qtbot, "送达回证")
    page.paper_keys.issuing.fields["way"].set_value("当面")
    go(page, qtbot, tasks)
    (receipt,) = issued(desk, "送达回证")
    assert "预警单（信警A〔2026〕1号）" in str(receipt.content)
    assert "当面" in str(receipt.content)


def test_the_registration_form_once_more_asks_why(
    page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    ask(page, qtbot, "来访登记表")
    assert "reason" not in page.paper_keys.issuing.fields
    go(page, qtbot, tasks)
    page.refresh()
    settle(qtbot, tasks)
    ask(page, qtbot, "来访登记表")
    assert page.paper_keys.issuing.fields["reason"].value() == "来访人遗失"
    go(page, qtbot, tasks)
    assert len(issued(desk, "来访登记表")) == 1
    qtbot.waitUntil(lambda: any("补打 1 次" in one.right for one in page.case_view.papers.rows()))


def test_what_a_step_drew_up_and_what_a_correction_made_wrong_stands_first(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    advance_matter(desk, parse_step({"matter": visit.matter, "mode": "转送", "unit": "市住建局"}))
    hand_out(page, qtbot, tasks, "转送告知单", "还没有出")
    amend_record(desk, visit.visit_number, {"person": 0, "name": "黄小明（示例）", "reason": "写错姓"})
    hand_out(page, qtbot, tasks, "转送告知单", "要换发")
    old, new = issued(desk, "转送告知单")
    assert new.replaces == old.id
    assert "黄小明" in str(new.content)
    rows = [row.right for row in page.case_view.papers.rows()]
    assert any(row.startswith("已换发") for row in rows)
    assert page.paper_keys.to_hand_out == ()


def hand_out(page: MatterPage, qtbot: QtBot, tasks: Tasks, kind: str, word: str) -> None:
    """P and Enter, again and again: no letter is typed."""
    page.refresh()
    settle(qtbot, tasks)
    assert any(word in row.right for row in page.case_view.papers.rows() if row.title == kind)
    next(command for command in page.commands() if command.name == "matter.issue").run()
    issuing = page.paper_keys.issuing
    qtbot.keyClick(issuing.fields["kind"], Qt.Key.Key_Return)
    assert "reason" not in issuing.fields
    go(page, qtbot, tasks)
    assert issuing.sheet is None


def test_words_of_a_paper() -> None:
    assert detail_of("来访登记表", {}) is None
    assert detail_of("送达回证", {"way": None, "time": " "}) == {}
    alert = detail_of("预警单", {"level": "一般", "text": "有人约定再来", "to": "市委，市政府、某局"})
    assert alert == {"level": "一般", "text": "有人约定再来", "to": ["市委", "市政府", "某局"]}
    with pytest.raises(Refused):
        detail_of("预警单", {"level": "可怕", "text": "x"})


def paper(kind: str, number: str) -> ShownPaper:
    return ShownPaper(kind=kind, number=number, unit=None, at=NOW, by="", is_replaced=False, prints=())


@pytest.mark.parametrize(
    ("kind", "chosen", "number"),
    [
        ("送达回证", paper("受理告知书", "信受A〔2026〕1号"), "信受A〔2026〕1号"),
        ("送达回证", paper("来访回执", "LF…"), "事项"),
        ("送达回证", None, "事项"),
        ("预警单", paper("受理告知书", "信受A〔2026〕1号"), "事项"),
    ],
)
def test_whose_delivery_is_proved(kind: str, chosen: ShownPaper | None, number: str) -> None:
    assert subject_of(kind, "事项", chosen) == number


def test_new_words_of_a_letter_that_a_leader_signed_elsewhere_are_sent_to_him(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    """The letter came from another desk after this one had corrected the name: nobody signed that name."""
    leader = replace(desk, staff=replace(desk.staff, id="x", login="liju", roles=("带班领导",)))
    desk.records.write(lambda writes: writes.add(leader.staff))
    step = {"matter": visit.matter, "mode": "不予受理", "ground": "not_remit", "body": "示例省局"}
    asked = advance_matter(desk, parse_step(step))
    assert isinstance(asked, Pending)
    approve_request(leader, asked.request.id)
    with desk.records.reading() as reads:
        person = reads.find(Person)[0]
    row = Amendment(
        id=new_id(), matter_id=asked.request.matter_id, table=Person.TABLE, row_id=person.id, field="name",
        old=person.name, new="汪小明（示例）", at=desk.clock.now(), by="biede",
    )  # fmt: skip
    desk.records.write(lambda writes: (writes.change(person, name="汪小明（示例）"), writes.add(row)))
    refused: list[str] = []
    page.paper_keys.issuing.refused.connect(refused.append)
    page.refresh()
    settle(qtbot, tasks)
    next(one for one in page.commands() if one.name == "matter.issue").run()
    settle(qtbot, tasks)
    chooser = page.paper_keys.issuing.kind
    assert chooser is not None
    assert chooser.value().kind == "不予受理告知书"
    qtbot.keyClick(chooser, Qt.Key.Key_Return)
    go(page, qtbot, tasks)
    assert refused == ["已把换发送带班领导批准：更正改了他签过的字。他批了就有新的一份，再出纸。"]
    assert len(issued(desk, "不予受理告知书")) == 1
    (waiting,) = waiting_requests(leader)
    assert waiting.request.act == "换发"
