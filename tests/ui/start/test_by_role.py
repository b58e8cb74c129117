"""The start page by role: a 督办 reminds first, a leader signs first; B opens the sheet of a due date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.desk import StoppedClock
from app.domain.case import tiles
from app.domain.entries.step_entry import parse_step
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.rows.matters import Matter
from app.services.desk.read_today import AskedToSign, DueToday
from app.services.handling.advance_matter import advance_matter
from app.services.staff.manage_staff import NewStaff, add_staff
from tests.ui.house import NOW, PASSWORD, add_visit, make_home, settle, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.start.model import empty_words, read_start, roster_lines
from ui.start.page import StartPage
from ui.start.rows import BackupMissing, Conflicts, Reminding, RosterMissing
from ui.widgets.basics import KeyCap

LATER = NOW + timedelta(days=11)
"""Four days before the unit's fifteen are over: the letter of the last tier is owed."""


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    admin = made.sign_in("guanli", PASSWORD, NOW)
    for login, role in (("duban", "督办"), ("liju", "带班领导")):
        add_staff(
            admin,
            made.vault,
            made.keys,
            NewStaff(login=login, name=f"{role}（示例）", roles=(role,)),
            PASSWORD,
        )
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, look, tasks, home):
    def opened(login: str, moment=NOW) -> StartPage:
        desk = home.sign_in(login, PASSWORD, moment)
        desk = type(desk)(
            **{**{name: getattr(desk, name) for name in desk.__slots__}, "clock": StoppedClock(moment)}
        )
        page = StartPage(workplace_of(desk, tasks, Bridge(), home))
        qtbot.addWidget(page.view)
        page.view.resize(1440, 800)
        page.view.show()
        page.come(routes.Start())
        settle(qtbot, tasks)
        return page

    return opened


def test_a_supervisors_first_rows_are_todays_reminders(qtbot, home, open_page):
    clerk = sign_in(home)
    number = add_visit(clerk).matter
    advance_matter(clerk, parse_step({"matter": number, "mode": "转送", "unit": "市住建局"}))
    page = open_page("duban", LATER)
    first = page.view.list.rows()[0]
    assert isinstance(first.data, Reminding)
    assert first.title.startswith("今天要催")
    assert (first.does, "市住建局" in first.second) == ("催办 Enter", True)
    with qtbot.waitSignal(page.go) as went:
        page.view.list.open_current()
    assert went.args == [routes.Ledger(tiles.REMIND)]
    others = open_page("liju", LATER).view.list.rows()
    assert not [row for row in others if isinstance(row.data, Reminding)]


def test_a_leaders_request_leads_to_his_inbox(qtbot, home, open_page):
    clerk = sign_in(home)
    number = add_visit(clerk).matter
    step = {"matter": number, "mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
    advance_matter(clerk, parse_step(step))
    page = open_page("liju", NOW + timedelta(minutes=5))
    first = page.view.list.rows()[0]
    assert isinstance(first.data, AskedToSign)
    assert first.does == "审批 Enter"
    with qtbot.waitSignal(page.go) as went:
        page.view.list.open_current()
    assert went.args == [routes.Approvals()]


def test_b_opens_the_sheet_for_a_date_that_has_come(qtbot, home, open_page):
    number = add_visit(sign_in(home)).matter
    page = open_page("duban", NOW + timedelta(days=16))
    rows = page.view.list.rows()
    page.view.list.choose(next(at for at, row in enumerate(rows) if isinstance(row.data, DueToday)))
    handle = next(one for one in page.commands() if one.name == "start.handle")
    assert handle.keys == ("B",)
    with qtbot.waitSignal(page.go) as went:
        handle.run()
    assert went.args == [routes.Step(number)]


def test_a_date_of_a_guarded_case_says_who_may_open_it(qtbot, home, open_page):
    """LOOK2 A11: no key on 保密事项 works, and none is promised."""
    clerk = sign_in(home)
    made = add_visit(clerk)
    (matter,) = clerk.records.write(lambda writes: writes.find(Matter, number=made.matter))
    clerk.records.write(lambda writes: writes.change(matter, purpose="揭发控告"))
    page = open_page("duban", NOW + timedelta(days=16))
    at = next(at for at, row in enumerate(page.view.list.rows()) if isinstance(row.data, DueToday))
    page.view.list.choose(at)
    assert page.view.list.rows()[at].does == ""
    went = []
    page.go.connect(went.append)
    for act in (
        page.view.list.open_current,
        next(one for one in page.commands() if one.name == "start.handle").run,
    ):
        with qtbot.waitSignal(page.notice) as told:
            act()
        assert told.args == ["warning", "这是保密事项，只有指定的人能打开。"]
    assert not went


@pytest.mark.parametrize(
    ("login", "words"), [("duban", "督办台账按 F2，查人查号按 F3。"), ("guanli", "管理按 F2。")]
)
def test_an_empty_list_and_the_first_day_promise_of_f2_what_f2_does(home, open_page, login, words):
    page = open_page(login)
    first = empty_words(page.facts, page._begins())
    assert any(words in line for line in first)
    assert not any("登记第一件来访" in line for line in first)
    add_visit(sign_in(home))
    page = open_page(login)
    assert words in empty_words(page.facts, page._begins())[-1]


def test_who_may_not_see_the_roster_reads_no_key_for_it(home, open_page):
    add_staff(
        home.sign_in("guanli", PASSWORD, NOW),
        home.vault,
        home.keys,
        NewStaff(login="shenji", name="审计（示例）", roles=("审计员",)),
        PASSWORD,
    )
    for login, promised in (("duban", True), ("shenji", False)):
        view = open_page(login).view
        said = [label.text() for label in view.roster.findChildren(QLabel)]
        assert ("带班表 Alt+B" in said) == promised


def test_the_roster_says_who_leads_and_which_day_nobody_does(home):
    desk = sign_in(home)
    days = [NOW.date(), NOW.date() + timedelta(days=1)]
    desk.records.write(
        lambda writes: writes.add(*(Roster(id=new_id(), day=day, leader="李大为（示例）") for day in days))
    )
    lines = roster_lines(read_start(desk).today)
    assert lines == [("全天", "李大为（示例）", False), ("下一次", "11-25 周三还没有排", True)]


def test_the_last_backup_stands_among_the_devices(home):
    devices = {one.name: one for one in read_start(sign_in(home)).devices}
    assert (devices["备份"].state, devices["备份"].good) == ("还没有备份过", False)


def test_nobody_is_asked_to_sign_what_he_sent_himself(home, open_page):
    leader = home.sign_in("liju", PASSWORD, NOW)
    step = {"mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
    advance_matter(leader, parse_step(step | {"matter": add_visit(leader).matter}))
    rows = open_page("liju", NOW + timedelta(minutes=5)).view.list.rows()
    assert not [row for row in rows if isinstance(row.data, AskedToSign)]


def test_who_keeps_the_roster_is_led_to_the_day_that_nobody_leads(qtbot, home, open_page):
    page = open_page("guanli")
    rows = page.view.list.rows()
    at = next(place for place, row in enumerate(rows) if isinstance(row.data, RosterMissing))
    page.view.list.choose(at)
    with qtbot.waitSignal(page.go) as went:
        page.view.list.open_current()
    assert went.args == [routes.Roster()]
    others = open_page("duban").view.list.rows()
    assert not [row for row in others if isinstance(row.data, RosterMissing)]


def test_the_keys_at_the_right_are_those_of_the_role(home, open_page):
    def keys(login: str) -> list[str]:
        return [one.text() for one in open_page(login).view.findChildren(KeyCap)]

    assert keys("zhaoxy") == ["F2", "F3", "F4", "F9", "F12", "Ctrl+L"]
    for login in ("duban", "liju"):
        shown = keys(login)
        assert shown[0] == "F2"
        assert not {"F4", "F9", "F12"} & set(shown), "they register nobody"


def test_a_row_names_its_kind_of_date_once(home, open_page):
    clerk = sign_in(home)
    add_visit(clerk)
    rows = open_page("liju", NOW + timedelta(days=20)).view.list.rows()
    assert {row.middle for row in rows if isinstance(row.data, DueToday)} <= {"法定期限", "限期", "承诺"}


@pytest.mark.parametrize("login", ["zhaoxy", "guanli"])
def test_a_backup_that_was_not_kept_and_what_two_desks_wrote_stand_behind_the_rest(
    qtbot, home, open_page, login
):
    """Both are rows, and Enter leads to where they are mended; who keeps no backup is told whom to tell."""
    page = open_page(login)
    today = replace(page.facts.today, conflicts=2, backup_missing="昨天的备份没有做成")
    page._show(replace(page.facts, today=today))
    rows = page.view.list.rows()
    backup = next(row for row in rows if isinstance(row.data, BackupMissing))
    clash = next(row for row in rows if isinstance(row.data, Conflicts))
    assert (backup.title, clash.title) == ("昨天的备份没有做成", "2 处两台写得不一样")
    assert ("请告诉系统管理员" in backup.second) == (login != "guanli")
    assert rows.index(backup) < rows.index(clash) == len(rows) - 1
    went: list[object] = []
    page.go.connect(went.append)
    for row in (backup, clash):
        page.view.list.choose(rows.index(row))
        page.view.list.open_current()
    assert went == ([routes.Safety()] if login == "guanli" else []) + [routes.Sync()]
