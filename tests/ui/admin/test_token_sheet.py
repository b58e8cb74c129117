"""A token in the window: bound by a sheet, asked for by the drill, taken off with a new password."""

from __future__ import annotations

import pytest

from tests.tokens import PIN, SoftToken
from tests.ui.admin.test_admin_pages import open_page, settled  # noqa: F401 - fixtures
from tests.ui.house import CLERK, NOW, PASSWORD, make_home
from ui import routes
from ui.admin.model import staff_columns
from ui.admin.page import AdminPage
from ui.admin.safety_page import SafetyPage
from ui.admin.staff_page import StaffPage

NEW = "Xin-2026-ren!"


@pytest.fixture
def token(monkeypatch) -> SoftToken:
    made = SoftToken()
    monkeypatch.setattr("home.Pkcs11Tokens", lambda: made)
    return made


@pytest.fixture
def home(tmp_path, token):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


def by_name(page, name):
    return next(one for one in page.commands() if one.name == name)


def bound(qtbot, tasks, page) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    page.notice.connect(lambda tone, words: said.append((tone, words)))
    by_name(page, "admin.token").run()
    settled(qtbot, tasks)
    if page.token.sheet is not None:
        page.token.fields["password"].setText(PASSWORD)
        page.token.fields["pin"].setText(PIN)
        page.token.sheet.asked.emit()
        settled(qtbot, tasks)
    return said


def test_ones_own_account_is_bound(qtbot, tasks, open_page, home, token):  # noqa: F811
    """What is wrong stands beside its field."""
    page = open_page(AdminPage, routes.Admin())
    assert bound(qtbot, tasks, page)[0][0] == "warning", "nothing is plugged in"
    token.plug()
    by_name(page, "admin.token").run()
    settled(qtbot, tasks)
    fields = page.token.fields
    assert fields["token"].value() == "示例KEY"
    for password, pin, wrong in ((PASSWORD, "0", "pin"), ("Falsch-2026", PIN, "password")):
        fields["password"].setText(password)
        fields["pin"].setText(pin)
        page.token.sheet.asked.emit()
        settled(qtbot, tasks)
        assert fields[wrong].property("state") == "error", wrong
    assert home.vault.token_of("guanli") is None
    page.token.shut()
    assert bound(qtbot, tasks, page)[-1][0] == "good"
    assert home.vault.token_of("guanli") == "示例KEY"
    assert "示例KEY" in bound(qtbot, tasks, page)[-1][1], "it is said which one is bound"


def test_a_drill_asks_for_the_pin(qtbot, tasks, open_page, home, token, tmp_path):  # noqa: F811
    token.plug()
    page = open_page(AdminPage, routes.Admin())
    bound(qtbot, tasks, page)
    file = tmp_path / "b.bak"
    home.backup(page._desk, file)
    home.sign_in("guanli", PASSWORD, NOW, PIN)
    page = SafetyPage(page._workplace)
    page.setParent(page.view)
    qtbot.addWidget(page.view)
    page.acts.drill()
    fields = page.acts.fields
    fields["file"].setText(str(file))
    fields["password"].setText(PASSWORD)
    fields["pin"].setText("0")
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert fields["pin"].property("state") == "error"
    fields["pin"].setText(PIN)
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.acts.sheet is None


def test_the_list_shows_who_has_one_and_takes_it_off(qtbot, tasks, open_page, home, token):  # noqa: F811
    token.plug()
    bound(qtbot, tasks, open_page(AdminPage, routes.Admin(), CLERK))
    page = open_page(StaffPage, routes.StaffList())
    state = staff_columns()[-1]
    rows = {row["login"]: row for row in page._rows}
    assert state.cell(rows[CLERK]).text == "在用，有令牌"
    assert state.cell(rows["guanli"]).text == "在用"
    page.sheet.token_off(rows[CLERK])
    page.sheet.fields["password"].setText(NEW)
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert home.vault.token_of(CLERK) is None
    assert home.vault.unlock(CLERK, NEW)
