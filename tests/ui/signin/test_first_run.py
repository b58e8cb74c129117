"""A machine without a store: three ways to begin, each mistake under its field, nothing left of a refusal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.services.staff.second_factor import bind_token
from db.hub import places
from db.hub.serving import serve
from home import Home
from tests.tokens import PIN, SoftToken
from tests.ui.house import NOW, PASSWORD, make_home, settle
from ui.signin import key_paper
from ui.signin.form import FirstRunForm
from ui.signin.page import SignInPage
from ui.tasks import Tasks
from ui.theme import Look

KEY = "CQX4-4TZB-EA6X-TMBG-BCPS-4YAE-75H4-RGTN"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "new")
    yield home
    home.close()


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, empty: Home) -> SignInPage:
    made = SignInPage(empty, tasks)
    qtbot.addWidget(made.view)
    made.view.resize(960, 600)
    made.view.show()
    made.begin(None)
    return made


def choose(qtbot: QtBot, page: SignInPage, digit: str) -> None:
    assert page.view.currentWidget() is page.first.choice
    qtbot.waitUntil(page.first.choice.list.hasFocus)
    qtbot.keyClicks(page.first.choice.list, digit)
    qtbot.keyClick(page.first.choice.list, Qt.Key.Key_Return)


def fill(card, **texts: str) -> None:
    for name, text in texts.items():
        card.named(name).setText(text)


def test_a_digit_chooses_and_esc_comes_back(qtbot: QtBot, page: SignInPage) -> None:
    first = page.first
    for digit, card, focus in (
        ("1", first.new, first.new.centre),
        ("2", first.join, first.join.url),
        ("3", first.restore, first.restore.file),
    ):
        choose(qtbot, page, digit)
        assert page.view.currentWidget() is card
        qtbot.waitUntil(focus.hasFocus)
        qtbot.keyClick(focus, Qt.Key.Key_Escape)
        assert page.view.currentWidget() is first.choice


@pytest.mark.parametrize("digit", ["2", "3"])
def test_what_is_not_filled_in_is_said_under_each_field(qtbot: QtBot, page: SignInPage, digit: str) -> None:
    choose(qtbot, page, digit)
    card = page.first.join if digit == "2" else page.first.restore
    card.asked.emit()
    asked = {field: line for field, line in card._lines.items() if field.isVisibleTo(card)}
    unsaid = [field.identifier for field, line in asked.items() if not line.text()]
    assert unsaid == (["firstjoin.certificate"] if digit == "2" else [])


def test_a_backup_of_who_has_a_token_asks_for_its_pin(
    qtbot: QtBot, tasks: Tasks, page: SignInPage, empty: Home, tmp_path: Path
) -> None:
    old = make_home(tmp_path / "old")
    old.vault._factor = empty.tokens = SoftToken().plug()  # type: ignore[assignment]
    bind_token(old.sign_in("guanli", PASSWORD, NOW), old.vault, old.keys, PASSWORD, PIN)
    file = tmp_path / "接访台.bak"
    old.backup(old.sign_in("guanli", PASSWORD, NOW, PIN), file)
    old.close()
    choose(qtbot, page, "3")
    card = page.first.restore
    card.file.setText(str(file))
    card.login.setText("guanli")
    for pin in (None, "0"):
        card.password.setText(PASSWORD)
        card.pin.setText(pin or "")
        card.asked.emit()
        qtbot.waitUntil(lambda: tasks.under_way == 0 and card.button.isEnabled())
        assert card.typed_pin() is not None
        assert not (empty.home / "keys.json").exists()
    card.password.setText(PASSWORD)
    card.pin.setText(PIN)
    with qtbot.waitSignal(page.first.made):
        card.asked.emit()
    assert (empty.home / "keys.json").exists()


def test_a_desk_is_restored_from_a_backup(
    qtbot: QtBot, tasks: Tasks, page: SignInPage, empty: Home, tmp_path: Path
) -> None:
    old = make_home(tmp_path / "old")
    file = tmp_path / "接访台.bak"
    old.backup(old.sign_in("guanli", PASSWORD, NOW), file)
    old.close()
    choose(qtbot, page, "3")
    card = page.first.restore
    for wrong, field in (
        ({"file": str(tmp_path / "没有.bak"), "login": "guanli", "password": PASSWORD}, card.file),
        ({"file": str(file), "login": "guanli", "password": "Falsch-2026"}, card.password),
        ({"file": str(file), "login": "zhaoxy", "password": PASSWORD}, card.login),
    ):
        fill(card, **wrong)
        card.asked.emit()
        settle(qtbot, tasks)
        assert card._lines[field].text(), wrong
        assert card.file.text() == wrong["file"]
        assert not empty.vault.exists()
    fill(card, file=f"'{file}'", login="guanli", password=PASSWORD)
    card.asked.emit()
    qtbot.waitUntil(lambda: page.view.currentWidget() is page.sign_in)
    assert page.sign_in.login.text() == "guanli"
    assert "系列" in page.sign_in.foot.text()
    assert empty.sign_in("guanli", PASSWORD).staff.login == "guanli"


def test_a_desk_is_made_from_the_centre(
    qtbot: QtBot, tasks: Tasks, page: SignInPage, empty: Home, tmp_path: Path
) -> None:
    running = serve.start("127.0.0.1:0", None, tmp_path / "hub")
    first = make_home(tmp_path / "first")

    def code(letter: str) -> str:
        with running.hub.storage.writing() as work:
            known = places.only_centre(work, None)
            return places.new_code(work, letter, known.id if known else None, running.hub.clock())

    try:
        desk = first.sign_in("guanli", PASSWORD)
        first.link(desk).join(running.url, code("A"), None, PASSWORD)
        first.link(desk).exchange()
        choose(qtbot, page, "2")
        card = page.first.join
        for wrong, field in (
            ({"url": "http://10.0.0.8:8470", "code": "AAAA-AAAA-AAAA-AAAA"}, card.url),
            ({"url": running.url, "code": "AAAA-AAAA-AAAA-AAAA"}, card.code),
        ):
            fill(card, **wrong, login="guanli", password=PASSWORD)
            card.asked.emit()
            settle(qtbot, tasks)
            assert card._lines[field].text(), wrong
            assert not empty.vault.exists()
        fill(card, code=code("B"), password="Falsch-2026")
        card.asked.emit()
        settle(qtbot, tasks)
        assert card._lines[card.password].text()
        fill(card, password=PASSWORD)
        card.asked.emit()
        qtbot.waitUntil(lambda: page.view.currentWidget() is page.sign_in)
        assert page.sign_in.caption.text().endswith("B 号窗口")
        assert empty.sign_in("guanli", PASSWORD).place.letter == "B"
    finally:
        first.close()
        empty.close()
        running.stop()


def test_a_printed_key_need_not_be_typed(
    qtbot: QtBot, page: SignInPage, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.create("示例市来访接待中心", "340700", "A", "guanli", PASSWORD)
    card = page.first.recovery
    page.first.new.login.setText("guanli")
    card.show_key(KEY)
    page.view.setCurrentWidget(card)
    printed: list[str] = []
    monkeypatch.setattr(key_paper, "paper_printer", lambda: None)
    card.paper.click()
    assert "没有可用的打印机" in card.error_text()
    assert not card.copied()
    monkeypatch.setattr(key_paper, "paper_printer", lambda: "激光")
    monkeypatch.setattr(key_paper, "print_key", lambda _p, _c, key, _d: printed.append(key) or True)
    card.paper.click()
    assert printed == [KEY.replace("BG-", "BG\n", 1) if "\n" in printed[0] else KEY]
    card.groups.setText("AAAA")
    assert not card.copied(), "what is typed must be right all the same"
    card.groups.clear()
    qtbot.keyClick(card.groups, Qt.Key.Key_Return)
    assert page.view.currentWidget() is page.sign_in
    assert card.key.text() == ""


def test_the_sheet_with_the_key_has_ink(look: Look) -> None:
    sheet = QImage(1240, 1754, QImage.Format.Format_RGB32)
    sheet.setDotsPerMeterX(5906)
    sheet.setDotsPerMeterY(5906)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    key_paper.draw_key(painter, QRectF(sheet.rect()), "示例市来访接待中心", KEY, date(2026, 11, 27))
    painter.end()
    dark = sum(sheet.pixelColor(x, y).lightness() < 128 for x in range(0, 1240, 4) for y in range(0, 1754, 4))
    assert dark > 300


def test_the_key_goes_to_no_printer_that_writes_files(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Microsoft Print to PDF", "OneNote", "激光"]
    monkeypatch.setattr(key_paper.QPrinterInfo, "availablePrinterNames", staticmethod(lambda: names))
    monkeypatch.setattr(key_paper.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: names[0]))
    assert key_paper.paper_printer() == "激光"
    names[:] = names[:2]
    assert key_paper.paper_printer() is None


@pytest.mark.parametrize(("typed", "cipher"), [(None, "AES-256-GCM"), ("gm", "SM4-GCM"), ("sm4", "SM4-GCM")])
def test_a_centre_chooses_its_algorithms(
    qtbot: QtBot, page: SignInPage, tasks: Tasks, empty: Home, typed: str | None, cipher: str
) -> None:
    choose(qtbot, page, "1")
    card = page.first.new
    assert card.suite.text() == "通用"
    fill(card, centre="示例市人民来访接待中心", code="铜陵市 340700", letter="b", login="guanli")
    fill(card, password=PASSWORD, again=PASSWORD)
    if typed is not None:
        card.suite.setFocus()
        card.suite.selectAll()
        qtbot.keyClicks(card.suite, typed)
        qtbot.keyClick(card.suite, Qt.Key.Key_Return)
        assert card.suite.text() == "国密（SM2、SM3、SM4）"
    card.asked.emit()
    qtbot.waitUntil(lambda: page.view.currentWidget() is page.first.recovery)
    held = json.loads((empty.home / "keys.json").read_text(encoding="utf-8"))
    assert held["recovery"]["cipher"] == cipher


def test_a_suite_that_is_not_in_the_list_is_said_under_it(
    qtbot: QtBot, page: SignInPage, tasks: Tasks, empty: Home
) -> None:
    choose(qtbot, page, "1")
    card = page.first.new
    fill(card, centre="示例", code="340700", letter="b", login="guanli", password=PASSWORD, again=PASSWORD)
    card.suite.setText("ZUC")
    card.asked.emit()
    settle(qtbot, tasks)
    assert "ZUC" in card.error_text()
    assert not empty.vault.exists()


def test_the_two_passwords_of_a_new_centre_are_alike() -> None:
    typed = FirstRunForm(
        centre="示例中心", code="340700", letter="A", login="guanli", first=PASSWORD, second=PASSWORD
    )
    assert typed.check() == []
    (wrong,) = replace(typed, second=f"{PASSWORD}2").check()
    assert (wrong.field, wrong.code) == ("again", "passwords_differ")


def test_fields_of_one_row_stand_in_line_whatever_is_said_under_one(qtbot: QtBot, page: SignInPage) -> None:
    choose(qtbot, page, "1")
    card = page.first.new
    for _ in range(2):
        qtbot.wait(30)
        for left, right in (
            (card.code, card.letter),
            (card.suite, card.login),
            (card.password, card.again),
        ):
            assert left.y() == right.y(), (left.identifier, right.identifier)
        card.asked.emit()
