"""Every widget that can have the keys has a Chinese name and an identifier; nothing is cut."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.ui.house import add_drafts, add_visit, settle
from ui.app import Program

PAGES = ("start", "register", "reception", "find", "matter", "settings")


@pytest.fixture
def full(program: Program, desk: Desk, qtbot: QtBot) -> Program:
    add_drafts(desk)
    made = add_visit(desk)
    window = program.window
    assert window is not None
    window.show_page("matter", made.visit_number)
    settle(qtbot, program.tasks)
    window.show_page("find", {"text": "王"})
    settle(qtbot, program.tasks, 120)
    return program


def stops(root: QWidget) -> list[QWidget]:
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_names_and_identifiers(full: Program, name: str, qtbot: QtBot) -> None:
    window = full.window
    assert window is not None
    window.show_page(name)
    settle(qtbot, full.tasks)
    seen: dict[str, QWidget] = {}
    for one in stops(window):
        said = one.accessibleName()
        assert said, f"{type(one).__name__} {one.objectName()} has no name"
        assert re.search(r"[\u3400-\u9fff]", said), f"{said!r} is not Chinese"
        assert one.accessibleIdentifier(), f"{said} has no identifier"
        assert seen.setdefault(one.accessibleIdentifier(), one) is one, f"two {one.accessibleIdentifier()}"


def test_names_at_the_door(full: Program) -> None:
    for one in stops(full.door.view):
        assert one.accessibleName()
        assert one.accessibleIdentifier()


@pytest.mark.parametrize("name", ["start", "find", "matter", "settings"])
def test_tab_goes_through_all_stops_and_comes_round(full: Program, name: str, qtbot: QtBot) -> None:
    window = full.window
    assert window is not None
    window.show_page(name)
    settle(qtbot, full.tasks)
    view = window.current.view
    wanted = [one for one in stops(view) if one.isVisible() and one.isEnabled()]
    met = []
    for _ in range(len(stops(window)) + 2):
        focused = window.focusWidget()
        if focused is not None and view.isAncestorOf(focused) and focused not in met:
            met.append(focused)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert set(met) == set(wanted)
    tops = [one.mapTo(view, one.rect().topLeft()).y() for one in met]
    if name == "settings":
        assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1440, 900, 100), (1366, 768, 100), (960, 600, 100), (1440, 900, 150), (1440, 900, 200)],
)
@pytest.mark.parametrize("name", ["start", "find", "matter", "settings"])
def test_no_label_is_cut_and_nothing_scrolls_sideways(
    full: Program, name: str, width: int, height: int, scale: int, qtbot: QtBot
) -> None:
    window = full.window
    assert window is not None
    full.look.set_scale(scale)
    full.shell.resize(width, height)
    window.show_page(name)
    settle(qtbot, full.tasks, 40)
    assert (full.shell.width(), full.shell.height()) == (width, height), (
        "the window asks for more than there is"
    )
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, f"cut: {label.text()}"
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), f"cut: {button.text()}"
    for area in window.findChildren(QScrollArea):
        assert not area.horizontalScrollBar().isVisible()
