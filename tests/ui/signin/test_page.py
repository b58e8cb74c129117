"""The door over the real house: wrong passwords, lock-out, first password, first start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from home import Home
from tests.tokens import PIN, SoftToken
from tests.ui.house import CLERK, GIVEN, PASSWORD, make_home, settle
from ui.signin.page import SignInPage
from ui.tasks import Tasks
from ui.theme import Look


@pytest.fixture
def door(qtbot: QtBot, look: Look, tasks: Tasks, real_home: Home) -> SignInPage:
    return shown(qtbot, SignInPage(real_home, tasks))


def shown(qtbot: QtBot, page: SignInPage) -> SignInPage:
    qtbot.addWidget(page.view)
    page.view.resize(960, 600)
    page.view.show()
    page.begin(CLERK)
    return page


def enter(qtbot: QtBot, page: SignInPage, tasks: Tasks, text: str) -> None:
    field = page.sign_in.password
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, tasks)


def test_the_right_password_gives_a_desk(door: SignInPage, qtbot: QtBot, tasks: Tasks) -> None:
    assert door.sign_in.password.hasFocus()
    assert door.sign_in.caption.text() == "示例市人民来访接待中心，A 号窗口"
    with qtbot.waitSignal(door.signed_in) as signed:
        enter(qtbot, door, tasks, PASSWORD)
    assert signed.args[0].staff.login == CLERK
    assert door.sign_in.password.text() == ""


def test_a_wrong_password_says_how_often_one_may_still_try_and_then_locks(
    door: SignInPage, qtbot: QtBot, tasks: Tasks
) -> None:
    for left in (4, 3, 2, 1):
        enter(qtbot, door, tasks, "wrong-Pass1")
        assert f"{left} 次" in door.sign_in.error_text()
        assert door.sign_in.password.property("state") == "error"
    enter(qtbot, door, tasks, "wrong-Pass1")
    assert "分钟" in door.sign_in.error_text()
    enter(qtbot, door, tasks, PASSWORD)
    assert "分钟" in door.sign_in.error_text()


def test_typing_takes_the_mark_away(door: SignInPage, qtbot: QtBot, tasks: Tasks) -> None:
    enter(qtbot, door, tasks, "wrong-Pass1")
    qtbot.keyClicks(door.sign_in.password, "S")
    assert door.sign_in.error_text() == ""
    assert door.sign_in.password.property("state") == ""


def test_caps_lock_is_named(door: SignInPage) -> None:
    field, shift = door.sign_in.password, Qt.KeyboardModifier.ShiftModifier
    for text, modifier, named in (
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", shift, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("a", shift, True),
        ("b", Qt.KeyboardModifier.NoModifier, False),
    ):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text)
        QApplication.sendEvent(field, press)
        assert ("大写锁定已打开" in door.sign_in.foot.text()) is named


def test_empty_fields_are_said_at_once(door: SignInPage, qtbot: QtBot, tasks: Tasks) -> None:
    door.sign_in.login.clear()
    enter(qtbot, door, tasks, "")
    assert door.sign_in.error_text() != ""
    assert door.sign_in.login.hasFocus()


def test_the_first_sign_in_asks_for_a_password_of_ones_own(
    qtbot: QtBot, look: Look, tasks: Tasks, tmp_path: Path
) -> None:
    home = make_home(tmp_path / "home", ready=False)
    page = shown(qtbot, SignInPage(home, tasks))
    with qtbot.assertNotEmitted(page.signed_in):
        enter(qtbot, page, tasks, GIVEN)
    card = page.new_password
    assert page.view.currentWidget() is card
    for first, second, word in (
        ("short", "short", "8"),
        (GIVEN, GIVEN, "用过"),
        ("Example-2027", "Example-2028", "不一样"),
    ):
        card.password.setText(first)
        card.again.setText(second)
        card.asked.emit()
        settle(qtbot, tasks)
        assert word in card.error_text()
    card.again.setText("Example-2027")
    with qtbot.waitSignal(page.signed_in) as signed:
        card.asked.emit()
    assert signed.args[0].staff.must_change_password is False
    home.close()
    again = home.sign_in(CLERK, "Example-2027")
    assert again.staff.must_change_password is False
    home.close()


def choose(qtbot: QtBot, page: SignInPage, digit: str) -> None:
    """New, join or restore by its digit; Enter goes on."""
    assert page.view.currentWidget() is page.first.choice
    qtbot.waitUntil(page.first.choice.list.hasFocus)
    qtbot.keyClicks(page.first.choice.list, digit)
    qtbot.keyClick(page.first.choice.list, Qt.Key.Key_Return)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "new")
    yield home
    home.close()


def test_a_new_machine_makes_its_store_and_shows_the_recovery_key_once(
    qtbot: QtBot, look: Look, tasks: Tasks, empty: Home
) -> None:
    page = shown(qtbot, SignInPage(empty, tasks))
    choose(qtbot, page, "1")
    card = page.first.new
    assert page.view.currentWidget() is card
    qtbot.waitUntil(card.centre.hasFocus)
    card.asked.emit()
    settle(qtbot, tasks)
    wrong = {field.identifier.partition(".")[2] for field, line in card._lines.items() if line.text()}
    assert wrong == {"centre", "code", "letter", "login", "password"}, "each says it under itself"
    assert not empty.vault.exists()
    for field, text in (
        (card.centre, "示例市人民来访接待中心"),
        (card.code, "铜陵市 340700"),
        (card.letter, "b"),
        (card.login, "guanli"),
        (card.password, PASSWORD),
        (card.again, PASSWORD),
    ):
        field.setText(text)
    qtbot.keyClick(card.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.currentWidget() is page.first.recovery)
    key = page.first.recovery.key.text()
    assert empty.vault.recover(key)
    field = QApplication.focusWidget()
    assert field is page.first.recovery.groups
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.view.currentWidget() is page.first.recovery, "the habitual Enter does not send it away"
    assert page.first.recovery.error_text() != ""
    last = key.replace("\n", "-").split("-")[4:]
    qtbot.keyClicks(field, " ".join(last).lower())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.view.currentWidget() is page.sign_in
    assert page.first.recovery.key.text() == ""
    assert page.sign_in.login.text() == "guanli"
    assert page.sign_in.caption.text().endswith("B 号窗口")


def test_while_the_password_is_checked_typing_lands_nowhere(qtbot: QtBot, door: SignInPage) -> None:
    card = door.sign_in
    card.login.setText(CLERK)
    card.password.setText("Falsch-2026")
    card.password.setFocus()
    qtbot.keyClick(card.password, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is card.password
    qtbot.keyClicks(focused, "geheim")
    assert card.login.text() == CLERK
    qtbot.waitUntil(lambda: card.button.isEnabled())
    assert not card.password.isReadOnly()


def test_another_person_types_her_own_account(door: SignInPage) -> None:
    """换人登录: the account of the one before is gone, so that no try is counted against it."""
    door.begin(CLERK)
    door.begin()
    assert door.sign_in.login.text() == ""
    assert QApplication.focusWidget() is door.sign_in.login


@pytest.fixture
def token() -> SoftToken:
    return SoftToken().plug()


@pytest.fixture
def token_door(
    qtbot: QtBot, look: Look, tasks: Tasks, tmp_path: Path, token: SoftToken
) -> Iterator[SignInPage]:
    """The door of a home whose clerk has bound a token."""
    make_home(tmp_path / "token").close()
    home = Home(tmp_path / "token")
    home.tokens = token
    home.sign_in(CLERK, PASSWORD)
    home.vault.bind_token(home.keys, PASSWORD, PIN)
    yield shown(qtbot, SignInPage(home, tasks))
    home.close()


def test_the_pin_is_asked_for_only_of_an_account_that_has_a_token(
    token_door: SignInPage, qtbot: QtBot, tasks: Tasks, token: SoftToken
) -> None:
    card = token_door.sign_in
    assert not card.pin.isVisible()
    enter(qtbot, token_door, tasks, PASSWORD)
    assert card.pin.isVisible()
    assert card.pin.hasFocus()
    assert "示例KEY" in card.foot.text()
    assert card.error_text() == ""
    qtbot.keyClick(card.pin, Qt.Key.Key_Return)
    assert "PIN" in card.error_text()
    for typed, said in (("0", "4 次"), (PIN, "")):
        card.pin.clear()
        qtbot.keyClicks(card.pin, typed)
        if said:
            qtbot.keyClick(card.pin, Qt.Key.Key_Return)
            settle(qtbot, tasks)
            assert said in card.error_text()
            assert card.pin.property("state") == "error"
    with qtbot.waitSignal(token_door.signed_in):
        qtbot.keyClick(card.pin, Qt.Key.Key_Return)
    assert card.password.text() == card.pin.text() == ""
    assert not card.pin.isVisible()


def test_another_account_is_not_asked_for_the_pin(token_door: SignInPage, qtbot: QtBot, tasks: Tasks) -> None:
    card = token_door.sign_in
    enter(qtbot, token_door, tasks, PASSWORD)
    qtbot.keyClicks(card.pin, PIN)
    card.login.clear()
    qtbot.keyClicks(card.login, "guanli")
    assert not card.pin.isVisible()
    assert card.pin.text() == ""
    with qtbot.waitSignal(token_door.signed_in) as signed:
        enter(qtbot, token_door, tasks, PASSWORD)
    assert signed.args[0].staff.login == "guanli"


def test_the_lock_asks_for_it_too(
    token_door: SignInPage, qtbot: QtBot, tasks: Tasks, token: SoftToken
) -> None:
    door = token_door
    enter(qtbot, door, tasks, PASSWORD)
    qtbot.keyClicks(door.sign_in.pin, PIN)
    with qtbot.waitSignal(door.signed_in) as signed:
        qtbot.keyClick(door.sign_in.pin, Qt.Key.Key_Return)
    door.lock_for(signed.args[0])
    lock = door.lock
    assert not lock.pin.isVisible()
    qtbot.keyClicks(lock.password, PASSWORD)
    qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert lock.pin.isVisible()
    plugged = dict(token.plugged)
    token.plugged.clear()
    qtbot.keyClicks(lock.pin, PIN)
    qtbot.keyClick(lock.pin, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert "没有找到令牌" in lock.error_text()
    token.plugged.update(plugged)
    with qtbot.waitSignal(door.unlocked):
        qtbot.keyClick(lock.pin, Qt.Key.Key_Return)
