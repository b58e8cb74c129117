"""Chinese typed through fcitx5: which of Qt's input plug-ins the program asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.app import speak_chinese
from ui.input_method import prepare_input
from ui.theme import Look
from ui.widgets.composing import use_input_method
from ui.widgets.fields import TextField
from ui.widgets.password import PasswordField

RUNNING = Path("/proc/self/comm").read_text(encoding="utf-8").strip()
"""This test's own process stands for a running fcitx5."""


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    for name in ("compose", "ibus"):
        (folder / f"lib{name}platforminputcontextplugin.so").touch()
    return tmp_path


@pytest.mark.parametrize("session", [{}, {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}])
def test_a_session_of_fcitx_types_through_its_ibus_side(plugins: Path, session: dict[str, str]) -> None:
    environment = dict(session)
    prepare_input(environment, plugins, RUNNING)
    assert environment == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("modules", "asked"),
    [("wayland;fcitx", "wayland;fcitx;ibus"), ("wayland;fcitx;ibus", "wayland;fcitx;ibus")],
)
def test_the_list_of_newer_sessions_gets_ibus(plugins: Path, modules: str, asked: str) -> None:
    environment = {"QT_IM_MODULES": modules}
    prepare_input(environment, plugins, RUNNING)
    assert environment["QT_IM_MODULES"] == asked


def test_a_plug_in_of_fcitx_is_used_where_there_is_one(plugins: Path) -> None:
    (plugins / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    prepare_input(environment, plugins, RUNNING)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_another_input_method_is_left_alone(plugins: Path) -> None:
    environment = {"QT_IM_MODULE": "simple"}
    prepare_input(environment, plugins, RUNNING)
    assert environment["QT_IM_MODULE"] == "simple"


def test_without_fcitx5_the_session_stands(plugins: Path) -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    prepare_input(environment, plugins, "no program of this name")
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_dialogs_of_the_platform_speak_chinese(qapp: QApplication) -> None:
    before = QCoreApplication.translate("QPlatformTheme", "Cancel")
    speak_chinese(qapp)
    (words,) = qapp.findChildren(QTranslator)
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    finally:
        qapp.removeTranslator(words)
        words.setParent(None)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == before


@pytest.mark.parametrize(("on", "welcome"), [(True, True), (False, False)])
def test_a_number_field_asks_for_no_method_when_the_focus_comes(
    look: Look, qtbot: QtBot, on: bool, welcome: bool
) -> None:
    """Qt asks the field itself, and a plain QLineEdit says yes whatever its attribute says."""
    field = TextField("电话", "phone")
    qtbot.addWidget(field)
    use_input_method(field, on)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, query)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is welcome


def test_no_method_composes_a_password(look: Look, qtbot: QtBot) -> None:
    field = PasswordField("密码", "password")
    qtbot.addWidget(field)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, query)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is False
