"""Stopping an account, or its leading, says first what hangs on it; nothing is done before F9."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import PersonKey, Roster
from app.services.staff.staff_holdings import StaffHoldings
from tests.ui.admin.test_admin_pages import accounts, home, open_page, settled, type_into  # noqa: F401 - fixtures
from tests.ui.admin.test_unit_sheet import press
from tests.ui.house import CLERK, NOW, add_visit, sign_in
from ui import routes
from ui.admin.staff_page import StaffPage
from ui.admin.staff_words import holdings_lines, no_leader_lines

NOTHING = {"to_sign": 0, "asked": 0, "duty_days": (), "first_hand": 0, "charges": 0, "other_leaders": 1}


def held(**over) -> StaffHoldings:
    return StaffHoldings(name="李局（示例）", **(NOTHING | over))


def test_each_thing_has_its_sentence_and_who_takes_it_on() -> None:
    assert holdings_lines(held()) == ["他手里没有没办完的事。"]
    assert "别的带班领导都能批" in holdings_lines(held(to_sign=2))[0]
    assert "请先加一名带班领导" in holdings_lines(held(to_sign=2, other_leaders=0))[0]
    days = tuple(date(2026, 12, day) for day in range(1, 11))
    assert "12-01、12-02" in holdings_lines(held(duty_days=days))[0]
    assert "等 10 天" in holdings_lines(held(duty_days=days))[0]
    assert len(holdings_lines(held(asked=1, first_hand=1, charges=1, duty_days=days, to_sign=1))) == 5


def test_who_stays_at_another_work_keeps_his_own_cases() -> None:
    assert no_leader_lines(held(asked=3, first_hand=2)) == ["没有送他批的，也没有排他带班。"]
    assert "Alt+W" in no_leader_lines(held(charges=1))[0]


def test_an_account_is_stopped_after_what_hangs_on_it_was_said(qtbot, tasks, open_page, home):  # noqa: F811
    add_visit(sign_in(home))
    duty = Roster(id=new_id(), day=NOW.date(), leader="赵小雨（示例）")
    home.store.write(lambda writes: writes.add(duty))
    page = open_page(StaffPage, routes.StaffList())
    page.table.choose([row["login"] for row in page.table.rows.filling.rows].index(CLERK))
    press(page, "staff.disable")
    settled(qtbot, tasks)
    lines = page.sheet.consequences.accessibleDescription()
    assert "1 件事项是他首接负责的" in lines
    assert f"{NOW:%m-%d}" in lines
    assert not accounts(home)[CLERK].disabled
    qtbot.keyClick(page.sheet.consequences.area, Qt.Key.Key_F9)
    settled(qtbot, tasks)
    assert accounts(home)[CLERK].disabled
    assert page.sheet.consequences is None


def test_a_leader_loses_his_role_only_after_f9(qtbot, tasks, open_page, home):  # noqa: F811
    with home.store.reading() as reads:
        row = next(row for row in reads.find(type(accounts(home)[CLERK])) if row.login == CLERK)
    home.store.write(lambda writes: writes.change(row, roles=("带班领导",)))
    page = open_page(StaffPage, routes.StaffList())
    page.table.choose([row["login"] for row in page.table.rows.filling.rows].index(CLERK))
    press(page, "staff.roles")
    type_into(page.sheet.fields["roles"], "督办")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert accounts(home)[CLERK].roles == ("带班领导",)
    page.leave()
    assert page.sheet.consequences is None, "by the mouse to another page: it does not lie over that one"
    press(page, "staff.roles")
    type_into(page.sheet.fields["roles"], "督办")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    qtbot.keyClick(page.sheet.consequences.area, Qt.Key.Key_F9)
    settled(qtbot, tasks)
    assert accounts(home)[CLERK].roles == ("督办",)


def test_a_key_is_confirmed_as_its_persons(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(StaffPage, routes.StaffList())
    page.table.choose([row["login"] for row in page.table.rows.filling.rows].index(CLERK))
    press(page, "staff.confirm")
    assert "确是本人设的密码" in page.sheet.consequences.accessibleDescription()
    qtbot.keyClick(page.sheet.consequences.area, Qt.Key.Key_F9)
    settled(qtbot, tasks)
    with home.store.reading() as reads:
        newest = reads.find(PersonKey, login=CLERK, newest_first=True, limit=1)[0]
        assert reads.find(AuditEntry, act="确认本人密钥", record=CLERK)
    assert newest.by == "guanli"
