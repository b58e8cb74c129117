"""One matter over the real store: timeline, dates, reprint, unmasking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.step_entry import parse_step
from app.domain.rows.audit import AuditEntry
from app.domain.rows.papers import Printing
from app.ports.printers import FOLDER
from app.services.handling.advance_matter import advance_matter
from app.services.handling.give_notices import give_notices
from app.services.printing.print_paper import print_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import Registered
from tests.ui.house import add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.matter.page import MatterPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.reading import Reading


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


def spoken(page: MatterPage) -> str:
    """All that the head panel says."""
    head = page.case_view.head
    return f"{head.number.text()} {head.status.text()} {head.left.text()} {head.claim.text()} {head.people()}"


def test_shows_state_dates_and_masked_people(page: MatterPage) -> None:
    said = spoken(page)
    assert "已登记" in said
    assert "还有 15 日" in said
    assert "138****0000" in said
    assert "13800000000" not in said
    assert "王小明" not in said
    assert page.case_view.timeline.rows()[-1].title == "首次来访"


def test_the_timeline_names_people_and_fields_as_people_do(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    """No account, no column, no code: those are for programs."""
    amend_record(desk, visit.visit_number, {"person": 0, "phone": None, "absent": {"phone": "不愿提供"}})
    amend_record(desk, visit.visit_number, {"place": "340706", "claim": "示例花园 3 幢办证"})
    print_paper(desk, visit.visit_number, "来访回执", "a5", FOLDER)
    page.refresh()
    settle(qtbot, tasks)
    rows = page.case_view.timeline.rows()
    assert {one.middle for one in rows} == {"赵小雨（示例）"}, [one.spoken for one in rows]
    corrected = {one.title: one.second for one in rows if one.title.startswith("更正")}
    assert set(corrected) == {"更正 电话", "更正 属地", "更正 诉求"}
    assert corrected["更正 属地"] == "枞阳县 → 义安区"
    assert "不愿提供" in spoken(page)
    assert "zhaoxy" not in "".join(one.spoken for one in rows)


def test_f1_gives_the_derivation_of_each_date(page: MatterPage) -> None:
    reasons = page.reasons()
    assert reasons[0][0] == "市信访局 转送"
    assert "次日起算" in reasons[0][1]


def test_a_return_visit_is_asked_of_the_register_page(
    page: MatterPage, visit: Registered, qtbot: QtBot
) -> None:
    again = next(one for one in page.commands() if one.name == "matter.again")
    with qtbot.waitSignal(page.go) as go:
        again.run()
    assert go.args == [routes.ReturnVisit(number=visit.visit_number)]


def test_a_reprint_asks_its_reason_and_is_counted(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    print_paper(desk, visit.visit_number, "来访回执", "a5", desk.printers.states()[0].name)
    page.refresh()
    settle(qtbot, tasks)
    page.paper_keys.ask_reprint()
    page.paper_keys.reprinting.reason.setText("")
    page.paper_keys.reprinting.sheet.asked.emit()
    assert page.paper_keys.reprinting.sheet is not None, "no reason, no paper"
    page.paper_keys.reprinting.reason.set_value("来访人遗失")
    page.paper_keys.reprinting.fields["paper"].set_value("a5")
    page.paper_keys.reprinting.sheet.asked.emit()
    qtbot.waitUntil(lambda: any("补打 1 次" in one.right for one in page.case_view.papers.rows()))
    assert "补打" not in "".join(one.title for one in page.case_view.timeline.rows()), "prints fold"


def test_one_key_takes_the_reason_and_reprints_on_the_bound_printer(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    print_paper(desk, visit.visit_number, "来访回执", "a5", FOLDER)
    page.refresh()
    settle(qtbot, tasks)
    page.paper_keys.ask_reprint()
    assert page.paper_keys.reprinting.reason is not None
    qtbot.keyClick(page.paper_keys.reprinting.reason, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: any("补打 1 次" in one.right for one in page.case_view.papers.rows()))
    with desk.records.reading() as reads:
        assert [one.reason for one in reads.find(Printing)] == [None, "打印不清"]
    assert page.paper_keys.reprinting.sheet is None


def test_a_slip_that_was_replaced_says_so(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    print_paper(desk, visit.visit_number, "来访回执", "a5", FOLDER)
    told = {"opinion": "转办", "contact": "值班室", "told": "口头"}
    give_notices(desk, parse_notice({"visit": visit.visit_number, **told}))
    print_paper(desk, visit.visit_number, "来访回执", "a5", FOLDER)
    page.refresh()
    settle(qtbot, tasks)
    slips = [row.right for row in page.case_view.papers.rows() if row.title == "来访回执"]
    assert sorted("已换发" in words for words in slips) == [False, True]


def test_the_full_number_needs_a_purpose_which_is_audited(
    page: MatterPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    page.unmasking.ask()
    page.unmasking.sheet.asked.emit()
    assert page.unmasking.sheet is not None
    page.unmasking.fields["purpose"].set_value("核对证件")
    page.unmasking.sheet.asked.emit()
    settle(qtbot, tasks)
    assert "13800000000" in spoken(page)
    with desk.records.reading() as reads:
        entries = reads.find(AuditEntry, act="查看完整证件号")
    assert [one.purpose for one in entries] == ["核对证件"]
    page.leave()
    page.come(routes.Matter(page._number))
    settle(qtbot, tasks)
    assert "13800000000" not in spoken(page)


def test_a_number_nobody_has_is_said_and_left(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk
) -> None:
    page = MatterPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(page.view)
    said: list[tuple[str, str]] = []
    page.notice.connect(lambda kind, text: said.append((kind, text)))
    with qtbot.waitSignal(page.leave_me):
        page.come(routes.Matter("LF340700-A-261123-999-X"))
    assert "LF340700-A-261123-999-X" in said[0][1]


def test_the_matters_number_stands_once(page: MatterPage) -> None:
    number = page.record.matter.row.number
    head = page.case_view.head
    assert (head.number.text() + head.line.text()).count(number) == 1


def test_each_look_is_in_the_audit_once_and_q_tells_who_looked(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    page.refresh()
    settle(qtbot, tasks)
    readers = next(one for one in page.commands() if one.name == "matter.readers")
    assert readers.keys == ("Q", "Alt+Q")
    readers.run()
    settle(qtbot, tasks)
    shown = page.view.window().findChildren(Reading)[-1]
    assert "赵小雨（示例）　看过　A 台" in shown.text()
    assert "次" not in shown.text()
    shown.shut()
    other = add_visit(desk, "李小明（示例）", "另一件示例")
    for number in (visit.visit_number, other.visit_number, visit.visit_number):
        page.come(routes.Matter(number))
        settle(qtbot, tasks)
    with desk.records.reading() as reads:
        assert [row.act for row in reads.find(AuditEntry, record=visit.matter)].count("查看事项") == 2


def test_a_closed_matters_first_key_is_the_next_visit(
    page: MatterPage, desk: Desk, visit: Registered, qtbot: QtBot, tasks: Tasks
) -> None:
    def primary() -> list[str]:
        return [one.name for one in page.commands() if one.bar and one.primary]

    assert primary() == ["matter.step"]
    step = {"matter": visit.matter, "mode": "存", "ground": "no_substance"}
    advance_matter(desk, parse_step(step))
    page.refresh()
    settle(qtbot, tasks)
    assert not page.case.is_open
    assert primary() == ["matter.again"]
