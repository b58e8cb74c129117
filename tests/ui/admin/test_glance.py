"""The right half of 管理 holds what the chosen section holds, and looking at it leaves no trace."""

from __future__ import annotations

from app.domain.rows.audit import AuditEntry
from app.services.desk.read_administration import AUDIT, STAFF, read_administration
from app.services.staff.manage_staff import NewStaff, add_staff
from tests.ui.admin.test_admin_pages import home, open_page, settled, texts  # noqa: F401 - fixtures
from tests.ui.house import NOW, PASSWORD
from ui import routes
from ui.admin.glance import MOST, cut, glance
from ui.admin.page import AdminPage
from ui.widgets.row_item import RowItem


def test_every_section_has_something_to_show_and_nothing_is_written(home):  # noqa: F811
    desk = home.sign_in("guanli", PASSWORD, NOW)
    with desk.records.reading() as reads:
        before = reads.count(AuditEntry)
    for section in read_administration(desk):
        rows = glance(desk, home, section)
        assert rows, section.name
        assert all(row.title and row.second for row in rows), section.name
    with desk.records.reading() as reads:
        assert reads.count(AuditEntry) == before


def test_who_may_not_look_after_a_section_reads_who_does(home):  # noqa: F811
    admin = home.sign_in("guanli", PASSWORD, NOW)
    new = NewStaff(login="shenji", name="沈二（示例）", roles=("审计员",))
    add_staff(admin, home.vault, home.keys, new, PASSWORD)
    desk = home.sign_in("shenji", PASSWORD, NOW)
    by_name = {section.name: section for section in read_administration(desk)}
    assert [row.second for row in glance(desk, home, by_name[STAFF])] == ["安全管理员，请找他"]
    assert "Enter 打开" in glance(desk, home, by_name[AUDIT])[0].second


def test_a_long_section_says_how_much_is_left():
    rows = [RowItem(title=str(n)) for n in range(MOST + 3)]
    shown, rest = cut(rows)
    assert (len(shown), rest) == (MOST, "还有 3 行，Enter 打开")
    assert cut(rows[:MOST]) == (tuple(rows[:MOST]), "")


def test_the_chosen_section_stands_at_the_right(qtbot, tasks, open_page):  # noqa: F811
    page = open_page(AdminPage, routes.Admin())
    assert page.view.head.title.text() == STAFF
    assert "guanli，系统管理员、安全管理员" in texts(page)
    page.view.list.choose(2)
    settled(qtbot, tasks)
    assert page.view.head.title.text() == "单位和负责人"
    assert "没有经办、分管、主要负责人" in texts(page)
