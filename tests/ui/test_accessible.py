"""Every widget that can have the keys has a Chinese name and an identifier; nothing is cut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QScrollArea, QWidget

from home import Home
from tests.ui.house import CLERK, ROUTES, add_drafts, add_visit, rest, sign_in
from ui import routes
from ui.app import Program
from ui.page import Page
from ui.placing import Placed
from ui.theme import Look, px
from ui.widgets.over import Over
from ui.window import Window

SIZES = [(1440, 900, 100), (1366, 768, 100), (960, 600, 100), (1440, 900, 150), (1440, 900, 200)]


@pytest.fixture(scope="module")
def program(
    qapp: QApplication, _one_look: Look, home_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """One program for all of this file, with drafts, a visit, and every page entered once."""
    folder = tmp_path_factory.mktemp("full") / "home"
    shutil.copytree(home_folder, folder)
    home = Home(folder)
    desk = sign_in(home)
    add_drafts(desk)
    made = add_visit(desk)
    program = Program(home, _one_look, CLERK)
    program.open(Placed(0, 0, 1440, 900))
    program.shell.resize(1440, 900)
    program.door.signed_in.emit(desk)
    rest(program.tasks)
    assert program.window is not None
    program.window.show_route(routes.Matter(made.visit_number))
    rest(program.tasks)
    program.window.show_route(routes.Find("王"))
    rest(program.tasks, 0.15)
    yield program
    program.close()
    program.shell.hide()
    program.shell.deleteLater()
    _one_look.set_scale(100)


def pages(program: Program) -> Iterator[tuple[Window, Page]]:
    """Each page, brought to the front."""
    window = program.window
    assert window is not None
    for name in (
        "start",
        "register",
        "waiting",
        "reception",
        "find",
        "matter",
        "sync",
        "settings",
        "figures",
        "import",
    ):
        window.show_route(ROUTES[name])
        rest(program.tasks)
        assert window.current is not None
        yield window, window.current


def stops(root: QWidget) -> list[QWidget]:
    """What Tab can reach; Qt's own inner parts have names beginning with qt_."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.objectName().startswith("qt_")
    ]


def identifier(widget: QWidget) -> str:
    """What tells it apart for readers; before Qt 6.9 they take the object name."""
    if hasattr(widget, "accessibleIdentifier"):
        return widget.accessibleIdentifier()
    return widget.objectName()


def test_names_and_identifiers(program: Program) -> None:
    for window, page in pages(program):
        seen: dict[str, QWidget] = {}
        for one in stops(window):
            said = one.accessibleName()
            assert said, f"{page.name}: {type(one).__name__} {one.objectName()} has no name"
            assert re.search(r"[\u3400-\u9fff]", said), f"{said!r} is not Chinese"
            assert identifier(one), f"{page.name}: {said} has no identifier"
            assert seen.setdefault(identifier(one), one) is one, f"two {identifier(one)}"


def test_names_at_the_door(program: Program) -> None:
    for one in stops(program.door.view):
        assert one.accessibleName()
        assert identifier(one)


def test_tab_goes_through_all_stops_from_above_downwards(program: Program) -> None:
    for window, page in pages(program):
        if page.name in {"register", "reception"}:  # their own tests know the order of talk
            continue
        view = page.view
        wanted = [one for one in stops(view) if one.isVisible() and one.isEnabled()]
        met: list[QWidget] = []
        for _ in range(len(stops(window)) + 2):
            focused = window.focusWidget()
            if focused is not None and view.isAncestorOf(focused) and focused not in met:
                met.append(focused)
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert set(met) == set(wanted), page.name
        if page.name == "settings":
            tops = [one.mapTo(view.widget(), one.rect().topLeft()).y() for one in met]
            assert tops == sorted(tops)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_no_label_is_cut_and_nothing_scrolls_sideways(
    program: Program, width: int, height: int, scale: int
) -> None:
    program.look.set_scale(scale)
    program.shell.resize(width, height)
    wrong: list[str] = []
    for window, page in pages(program):
        assert (program.shell.width(), program.shell.height()) == (width, height)
        wants = page.view.minimumSizeHint()
        if wants.width() > page.view.width() or wants.height() > page.view.height():
            wrong.append(f"{page.name} wants {wants} and has {page.view.size()}")
        wrong += [f"{page.name} cuts {one}" for one in cut(window)]
        wrong += [f"{page.name} is wider than its place: {one.objectName()}" for one in too_wide(window)]
    assert wrong == []


def too_wide(window: Window) -> list[QScrollArea]:
    """Scrolling areas whose content does not fit across, scroll bar or not."""
    return [
        one
        for one in window.findChildren(QScrollArea)
        if one.isVisible() and one.widget() is not None and one.widget().width() > one.viewport().width()
    ]


def cut(window: Window) -> list[str]:
    """Texts that have less room than they need."""
    labels = [
        one.text()
        for one in window.findChildren(QLabel)
        if one.isVisible() and one.text() and not one.wordWrap() and one.width() < one.sizeHint().width() - 1
    ]
    buttons = [
        one.text()
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.text() and one.width() < needed(one)
    ]
    return labels + buttons


def needed(button: QAbstractButton) -> int:
    """The text itself and the box or icon before it."""
    words = button.fontMetrics().horizontalAdvance(button.text())
    return words + (px(24) if isinstance(button, QCheckBox) or not button.icon().isNull() else 0)


def heard(told: QAccessibleInterface) -> Iterator[QObject]:
    """What a screen reader is told of, from one thing down."""
    yield told.object()
    for place in range(told.childCount()):
        child = told.child(place)
        if child is not None:
            yield from heard(child)


@pytest.mark.parametrize("over", ["shell", "window"])
def test_what_lies_over_the_window_is_told_to_a_screen_reader(program: Program, over: str) -> None:
    """Sheets, papers and lists that open are children of the shell or of the window within it."""
    sheet = Over(getattr(program, over), "会出的纸", "paper")
    sheet.lift()
    told = list(heard(QAccessible.queryAccessibleInterface(program.shell)))
    sheet.shut()
    sheet.deleteLater()
    assert sheet in told, f"nothing over {over} can be heard"
