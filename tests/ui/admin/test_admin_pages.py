"""管理 over a real store: sections by role, accounts, units, tables, backup, check, audit, all by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.rows.centre import Category, Staff
from app.errors import NotAllowed
from app.services.desk.read_administration import HUB, SAFETY, STAFF, read_administration
from app.services.staff.manage_staff import NewStaff, add_staff
from db.hub import places
from db.hub.serving import serve
from tests.ui.house import NOW, PASSWORD, make_home, workplace_of
from ui import routes
from ui.admin.audit_page import AuditPage
from ui.admin.consequences import Consequences
from ui.admin.model import roles_of
from ui.admin.page import AdminPage
from ui.admin.staff_page import StaffPage
from ui.admin.units_page import UnitsPage
from ui.bridge import Bridge

NEW = "Xin-2026-ren!"


def settled(qtbot, tasks) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    qtbot.wait(5)


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, look, tasks, home):
    """Makes a page for the administrator, or for who is named, over the one store."""

    def make(kind, route, login="guanli"):
        bridge = Bridge()
        home.listen(bridge.announce)
        page = kind(workplace_of(home.sign_in(login, PASSWORD, NOW), tasks, bridge, home))
        page.setParent(page.view)
        page.view.resize(1440, 720)
        qtbot.addWidget(page.view)
        page.view.show()
        page.come(route)
        settled(qtbot, tasks)
        return page

    yield make
    settled(qtbot, tasks)


def texts(page) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.view.findChildren(QLabel))


def type_into(field, text: str) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.set_value(text) if hasattr(field, "set_value") else field.setText(text)


def accounts(home) -> dict[str, Staff]:
    with home.store.reading() as reads:
        return {row.login: row for row in reads.find(Staff)}


def test_the_sections_say_what_is_missing(open_page):
    page = open_page(AdminPage, routes.Admin())
    rows = {row.key: row for row in page.view.list.rows()}
    assert rows[SAFETY].second == "还没有备份过"
    assert rows[SAFETY].right == "缺"
    assert len(rows) == 8


def test_a_section_that_is_not_ones_own_says_whose_it_is(open_page, home):
    desk = home.sign_in("guanli", PASSWORD, NOW)
    sections = {one.name: one for one in read_administration(desk)}
    assert sections[STAFF].allowed
    assert sections[SAFETY].owner == "系统管理员"


@pytest.mark.parametrize("role", ["系统管理员", "安全管理员"])
def test_who_may_stop_a_desk_or_let_one_join_comes_to_the_desks(qtbot, home, open_page, role):
    """A desk that was lost is stopped by the 安全管理员 alone, once the two are different people."""
    new = NewStaff(login="xitong", name="系统（示例）", roles=("系统管理员",))
    add_staff(home.sign_in("guanli", PASSWORD, NOW), home.vault, home.keys, new, PASSWORD)
    login = "xitong" if role == "系统管理员" else "guanli"
    assert home.sign_in(login, PASSWORD, NOW).staff.roles == (role,)
    page = open_page(AdminPage, routes.Admin(), login)
    page.view.list.choose([row.key for row in page.view.list.rows()].index(HUB))
    with qtbot.waitSignal(page.go) as went:
        page.view.list.open_current()
    assert went.args == [routes.Desks()]


def test_an_account_is_added_by_keys_and_mistakes_stand_beside_their_fields(qtbot, tasks, open_page, home):
    page = open_page(StaffPage, routes.StaffList())
    page.sheet.add()
    fields = page.sheet.fields
    for name, text in {
        "login": "xinren",
        "name": "新人（示例）",
        "roles": "登记、接谈",
        "password": "kurz",
    }.items():
        type_into(fields[name], text)
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert "xinren" not in accounts(home)
    assert page.sheet.sheet is not None
    assert fields["login"].value() == "xinren"
    type_into(fields["password"], NEW)
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert accounts(home)["xinren"].roles == ("登记员", "接谈员")
    assert page.sheet.sheet is None
    assert any(row["login"] == "xinren" for row in page.table.rows.filling.rows)


def test_an_account_is_stopped_only_when_agreed(qtbot, tasks, open_page, home):
    page = open_page(StaffPage, routes.StaffList())
    rows = [row["login"] for row in page.table.rows.filling.rows]
    login = next(one for one in rows if one != "guanli")
    page.table.choose(rows.index(login))
    page.ask_disable()
    settled(qtbot, tasks)
    page.sheet.consequences.agreed.emit()
    settled(qtbot, tasks)
    assert accounts(home)[login].disabled


def test_roles_are_changed_and_the_last_administrator_stays(qtbot, tasks, open_page, home):
    page = open_page(StaffPage, routes.StaffList())
    rows = [row["login"] for row in page.table.rows.filling.rows]
    page.table.choose(rows.index("guanli"))
    page.roles()
    type_into(page.sheet.fields["roles"], "登记员")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert "安全管理员" in accounts(home)["guanli"].roles


def test_units_without_a_named_head_come_first(open_page):
    page = open_page(UnitsPage, routes.UnitList())
    rows = page.table.rows.filling.rows
    assert len(rows) > 8
    assert "缺负责人" in page.view.head.text()


def test_a_table_is_looked_at_before_it_is_stored(qtbot, tasks, open_page, home, tmp_path):
    page = open_page(AdminPage, routes.Admin())
    file = tmp_path / "类别.csv"
    file.write_text("path\n示例类别/示例小类\n", encoding="utf-8")
    page.tables.try_file("categories", file)
    settled(qtbot, tasks)
    with home.store.reading() as reads:
        assert not reads.find(Category, path="示例类别/示例小类")
    assert isinstance(page.tables.consequences, Consequences)
    page.leave()
    assert page.tables.consequences is None, "by the mouse to another page: it does not lie over that one"
    page.tables.try_file("categories", file)
    settled(qtbot, tasks)
    page.tables.consequences.agreed.emit()
    settled(qtbot, tasks)
    with home.store.reading() as reads:
        assert reads.find(Category, path="示例类别/示例小类")


def test_a_wrong_table_is_a_sentence_and_nothing_is_asked(qtbot, tasks, open_page, tmp_path):
    page = open_page(AdminPage, routes.Admin())
    file = tmp_path / "错.csv"
    file.write_text("day,kind\n2027-02-30,休\n", encoding="utf-8")
    page.tables.try_file("calendar", file)
    settled(qtbot, tasks)
    assert page.tables.consequences is None
    assert "没有办成" in texts(page)


def test_a_backup_is_made_and_is_no_longer_missing(qtbot, tasks, open_page, tmp_path):
    page = open_page(AdminPage, routes.Admin())
    file = tmp_path / "备份.bak"
    page.backups.backup_to(file)
    settled(qtbot, tasks)
    assert file.stat().st_size > 10_000
    rows = {row.key: row for row in page.view.list.rows()}
    assert "没有备份" not in rows[SAFETY].second
    page.backups.backup_to(Path("/nicht/da/x.bak"))
    settled(qtbot, tasks)
    assert "没有办成" in texts(page)


def test_a_check_says_that_all_agrees(qtbot, tasks, open_page):
    page = open_page(AdminPage, routes.Admin())
    page.backups.check()
    settled(qtbot, tasks)
    assert "都相符" in texts(page)


def test_what_was_refused_is_named_in_words(home, open_page):
    home.sign_in("guanli", PASSWORD, NOW).note_refusal(NotAllowed("withheld"))
    page = open_page(AuditPage, routes.AuditList())
    (column,) = [column for column in page.columns if column.name == "record"]
    refused = [column.cell(row).text for row in page.table.rows.filling.rows if row.act == "无权"]
    assert refused == ["保密事项"]


def test_the_audit_is_read_filtered_and_noted(qtbot, tasks, open_page):
    page = open_page(AuditPage, routes.AuditList())
    first = len(page.table.rows.filling.rows)
    assert first
    page.ask()
    type_into(page.sheet.fields["what"], "查看审计")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert {row.act for row in page.table.rows.filling.rows} == {"查看审计"}
    page.ask()
    type_into(page.sheet.fields["start"], "不是日期")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.sheet.sheet is not None


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("登记、接谈", ("登记员", "接谈员")),
        ("督办，督办", ("督办",)),
        ("登记员 系统", ("登记员", "系统管理员")),
        ("厨师", ("厨师",)),
    ],
)
def test_roles_are_typed_short(typed, roles):
    assert roles_of(typed) == roles


def test_a_desk_joins_its_centre_and_a_wrong_code_stands_beside_its_field(
    qtbot, tasks, open_page, home, tmp_path
):
    running = serve.start("127.0.0.1:0", None, tmp_path / "hub")
    try:
        page = open_page(AdminPage, routes.Admin())
        page.joining.ask()
        fields = page.joining.fields
        typed = {"url": running.url, "code": "AAAA-AAAA-AAAA-AAAA", "password": PASSWORD}
        for name, text in typed.items():
            type_into(fields[name], text)
        page.joining.sheet.asked.emit()
        settled(qtbot, tasks)
        assert page.joining.sheet is not None
        with running.hub.storage.writing() as work:
            code = places.new_code(work, "A", None, running.hub.clock())
        type_into(fields["code"], code)
        said: list[str] = []
        page.joining.joined.connect(said.append)
        page.joining.sheet.asked.emit()
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        assert home.link(page._desk).state().hub == running.url
    finally:
        home.close()
        running.stop()
