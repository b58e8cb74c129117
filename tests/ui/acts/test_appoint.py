"""首接移交 and 指定查看人 over a real store: who is offered, what is stored, what the page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.audit import AuditEntry
from app.domain.rows.case import OWNER, READER, Appointment
from app.errors import NotAllowed
from app.services.case.appoint import hand_over, name_reader, who_may_be_named
from app.services.case.open_case import open_case
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from app.services.staff.manage_staff import NewStaff, add_staff
from app.services.visits.register_visit import register_visit
from home import Home
from tests.ui.acts.conftest import page_of
from tests.ui.acts.test_act_page import lines, open_sheet, press_f9, type_in
from tests.ui.house import CLERK, LEADER, NOW, PASSWORD, add_visit, settle, workplace_of
from ui import routes
from ui.acts.page import ActPage
from ui.bridge import Bridge
from ui.matter.page import MatterPage
from ui.matter.side import who_lines
from ui.matter.story import story_of
from ui.page import Command
from ui.tasks import Tasks
from ui.theme import Look

TAKER, TAKER_NAME = "sunjie", "孙洁（示例）"
KEEPER = "shenji"


@pytest.fixture(autouse=True)
def colleagues(leader_home: Home) -> None:
    """Beside the clerk and the leader an interviewer, and an auditor who handles nothing."""
    admin = leader_home.sign_in("guanli", PASSWORD, NOW)
    for login, name, role in ((TAKER, TAKER_NAME, "接谈员"), (KEEPER, "沈二（示例）", "审计员")):
        new = NewStaff(login=login, name=name, roles=(role,))
        add_staff(admin, leader_home.vault, leader_home.keys, new, PASSWORD)


@pytest.fixture
def matter(desk: Desk) -> str:
    return str(add_visit(desk.at(NOW - timedelta(days=2))).matter)


@pytest.fixture
def secret(desk: Desk) -> str:
    """A guarded case that the clerk registered."""
    people = [{"name": "王小明（示例）", "id_type": "无", "no_id_reason": "忘带", "phone": "13800000000",
               "address": "枞阳县示例镇样例村", "sex": "男"}]  # fmt: skip
    entry = {"people": people, "headcount": 1, "purpose": "揭发控告", "category": "纪检监察",
             "claim": "反映示例单位的事", "facts": "示例情况。"}  # fmt: skip
    return str(register_visit(desk.at(NOW - timedelta(days=2)), parse_visit(entry)).matter)


@pytest.fixture
def leader(leader_home: Home) -> Desk:
    return leader_home.sign_in(LEADER, PASSWORD, NOW)


@pytest.fixture
def as_leader(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, leader: Desk) -> ActPage:
    return page_of(qtbot, leader, tasks, bridge)


def case_of(desk: Desk, number: str) -> CaseFile:
    opened = open_case(desk, number)
    assert opened is not None
    return opened.case


def offered(page: ActPage, key: str) -> list[str]:
    assert page.facts is not None
    return [login for login, _ in page.facts.choices[key]]


def test_a_case_is_handed_to_a_colleague_who_handles(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "hand", matter)
    assert set(offered(page, "to")) == {TAKER, LEADER}, "neither who has it nor an auditor"
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["to"].property("state") == "error")
    type_in(qtbot, page, to=TAKER)
    assert f"经手 赵小雨（示例） → {TAKER_NAME}" in lines(page)
    assert TAKER_NAME in press_f9(qtbot, page)
    assert case_of(desk, matter).owner == TAKER
    opened = open_case(desk, matter)
    assert opened is not None
    moment = next(moment for moment in story_of(opened) if moment.what == "首接移交")
    assert (moment.detail, moment.by) == (f"交给{TAKER_NAME}经手", "赵小雨（示例）")
    assert TAKER_NAME in [line.text for line in who_lines(opened, NOW.date()) if line.label == "经手"]
    with desk.records.reading() as reads:
        assert [row.purpose for row in reads.find(AuditEntry, act="移交")] == [TAKER]


def test_who_took_it_over_meanwhile_is_a_sentence_at_the_field(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "hand", matter)
    type_in(qtbot, page, to=TAKER)
    hand_over(desk, matter, TAKER)
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["to"].property("state") == "error")
    assert [error.code for error in page.effect.errors] == ["owner_already"]
    assert page.form.values["to"] == TAKER, "nothing that was chosen is lost"


def test_of_a_guarded_case_only_who_may_read_it_is_offered(
    qtbot: QtBot, page: ActPage, secret: str, leader: Desk
) -> None:
    open_sheet(qtbot, page, "hand", secret)
    assert offered(page, "to") == [LEADER]
    name_reader(leader, secret, TAKER)
    open_sheet(qtbot, page, "hand", secret)
    page.read()
    settle(qtbot, page._tasks)
    assert set(offered(page, "to")) == {LEADER, TAKER}


def test_a_leader_names_who_reads_a_guarded_case(
    qtbot: QtBot, as_leader: ActPage, secret: str, desk: Desk, leader: Desk, leader_home: Home
) -> None:
    taker = leader_home.sign_in(TAKER, PASSWORD, NOW)
    shut = open_case(taker, secret)
    assert shut is not None
    assert not shut.readable
    open_sheet(qtbot, as_leader, "name", secret)
    assert offered(as_leader, "reader") == [TAKER], "the registrar and the leaders read it anyway"
    type_in(qtbot, as_leader, reader=TAKER)
    assert f"{TAKER_NAME}可以查看、办理这件保密的事" in lines(as_leader)
    assert "不能取消" in lines(as_leader)
    assert f"能查看的：赵小雨（示例）、{TAKER_NAME}、带班领导" in lines(as_leader)
    assert TAKER_NAME in press_f9(qtbot, as_leader)
    opened = open_case(taker, secret)
    assert opened is not None
    assert opened.readable
    moment = next(moment for moment in story_of(opened) if moment.what == "指定查看人")
    assert (moment.detail, moment.by) == (f"{TAKER_NAME}可以查看、办理", "李大为（示例）")
    assert TAKER_NAME in [line.text for line in who_lines(opened, NOW.date()) if line.label == "查看人"]


def test_who_is_no_leader_names_nobody(qtbot: QtBot, page: ActPage, secret: str) -> None:
    told: list[str] = []
    page.notice.connect(lambda _kind, text: told.append(text))
    with qtbot.waitSignal(page.leave_me):
        page.come(routes.Act("name", secret))
    assert told
    assert page.facts is None


def test_what_is_chosen_is_a_draft_that_goes_with_the_act(
    qtbot: QtBot, as_leader: ActPage, secret: str, leader: Desk
) -> None:
    open_sheet(qtbot, as_leader, "name", secret)
    type_in(qtbot, as_leader, reader=TAKER)
    as_leader.leave()
    qtbot.waitUntil(lambda: len(list_drafts(leader)) == 1)
    (draft,) = list_drafts(leader)
    as_leader.come(routes.ActDraft(draft_id=draft.id))
    settle(qtbot, as_leader._tasks)
    assert as_leader.form.values["reader"] == TAKER
    press_f9(qtbot, as_leader)
    assert not list_drafts(leader)


def keys_of(page: MatterPage) -> dict[str, Command]:
    return {
        command.name: command for command in page.commands() if command.name in ("matter.hand", "matter.name")
    }


@pytest.mark.parametrize(
    ("roles", "kind", "hand", "name"),
    [
        (("登记员",), "open", "移交由接谈员、带班领导和督办做", "查看人由带班领导指定"),
        (("接谈员",), "open", "", "查看人由带班领导指定"),
        (("带班领导",), "open", "", "不是保密事项，不用指定查看人"),
        (("带班领导",), "guarded", "", ""),
        (("带班领导",), "closed", "这件事现在是“已办结”，不用移交", "不是保密事项，不用指定查看人"),
        (("督办",), "shut", "这件事现在看不到", "这件事现在看不到"),
    ],
)
def test_each_key_is_on_where_it_may_be_done_and_else_says_why(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, matter: str, secret: str, desk: Desk,
    roles: tuple[str, ...], kind: str, hand: str, name: str,
) -> None:  # fmt: skip
    if kind == "closed":
        advance_matter(desk, parse_step({"matter": matter, "mode": "直接回复", "answer": "已答复（示例）"}))
    login = "biede" if kind == "shut" else CLERK
    sits = replace(desk, staff=replace(desk.staff, login=login, roles=roles))
    made = MatterPage(workplace_of(sits, tasks, bridge))
    qtbot.addWidget(made.view)
    made.come(routes.Matter(secret if kind in ("guarded", "shut") else matter))
    settle(qtbot, tasks)
    keys = keys_of(made)
    assert {short: (key.enabled, key.why_not) for short, key in keys.items()} == {
        "matter.hand": (not hand, hand),
        "matter.name": (not name, name),
    }


def test_the_list_of_people_is_as_guarded_as_the_case(secret: str, leader_home: Home) -> None:
    taker = leader_home.sign_in(TAKER, PASSWORD, NOW)
    for part in (OWNER, READER):
        with pytest.raises(NotAllowed):
            who_may_be_named(taker, secret, part)


def test_two_handovers_stand_in_the_order_of_time(matter: str, desk: Desk, leader: Desk) -> None:
    hand_over(desk.at(NOW - timedelta(days=1)), matter, TAKER)
    hand_over(leader, matter, LEADER)
    rows: tuple[Appointment, ...] = case_of(desk, matter).appointments
    assert [row.login for row in rows] == [TAKER, LEADER]
    assert case_of(desk, matter).owner == LEADER
