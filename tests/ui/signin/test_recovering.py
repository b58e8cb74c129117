"""All passwords forgotten: by the recovery key one account gets a new one, each mistake under its field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from home import Home
from tests.ui.house import PASSWORD, settle
from ui.signin.page import SignInPage
from ui.tasks import Tasks
from ui.theme import Look

NEW = "Huan-2026-xin!"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Home, str]]:
    """A closed store and its recovery key."""
    home = Home(tmp_path / "home")
    key = home.create("示例市人民来访接待中心", "340700", "A", "admin", PASSWORD)
    home.close()
    yield home, key
    home.close()


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, made: tuple[Home, str]) -> SignInPage:
    door = SignInPage(made[0], tasks)
    qtbot.addWidget(door.view)
    door.view.resize(960, 600)
    door.view.show()
    door.begin("admin")
    return door


def fill(page: SignInPage, key: str, first: str, second: str, login: str = "admin") -> None:
    card = page.recovering.card
    for field, text in (
        (card.login, login), (card.key, key), (card.password, first), (card.again, second)
    ):  # fmt: skip
        field.setText(text)
    card.asked.emit()


def test_the_key_from_the_paper_lets_the_administrator_in_again(
    qtbot: QtBot, page: SignInPage, tasks: Tasks, made: tuple[Home, str]
) -> None:
    qtbot.mouseClick(page.sign_in.forgotten, Qt.MouseButton.LeftButton)
    card = page.recovering.card
    assert page.view.currentWidget() is card
    assert card.login.text() == "admin"
    fill(page, made[1].lower().replace("-", " "), NEW, NEW)
    settle(qtbot, tasks)
    assert page.view.currentWidget() is page.sign_in
    assert page.sign_in.foot.text() == "密码重设好了，用新密码登录。"
    assert [field.text() for field in (card.key, card.password, card.again)] == ["", "", ""]
    page.sign_in.password.setText(NEW)
    with qtbot.waitSignal(page.signed_in):
        page.sign_in.asked.emit()


def test_each_mistake_stands_under_its_field_and_changes_nothing(
    qtbot: QtBot, page: SignInPage, tasks: Tasks, made: tuple[Home, str]
) -> None:
    page.sign_in.forgotten.click()
    card, key = page.recovering.card, made[1]
    wrong = key[:-1] + ("A" if key[-1] != "A" else "B")
    for words, marked in (
        ((key, NEW, "other"), card.again),
        ((key, "short", "short"), card.password),
        (("", NEW, NEW), card.key),
        ((wrong, NEW, NEW), card.key),
        ((key, NEW, NEW, "nobody"), card.login),
        ((key, NEW, NEW, ""), card.login),
    ):
        fill(page, *words)
        settle(qtbot, tasks)
        assert marked.property("state") == "error", words
        assert card.error_text()
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert page.view.currentWidget() is page.sign_in
    assert not card.key.text()
    made[0].close()
    assert made[0].sign_in("admin", PASSWORD).staff.login == "admin"
