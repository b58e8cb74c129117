"""Nothing of a case can be read before sign-in, behind the lock or after 换人登录 (issue 9, Today)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.entries.step_entry import parse_step
from app.services.handling.advance_matter import advance_matter
from home import Home
from tests.ui.house import CLAIM, CLERK, NOW, add_drafts, add_visit, every_screen, settle, sign_in
from ui import routes
from ui.admin.consequences import Consequences
from ui.app import Program
from ui.placing import Placed
from ui.theme import Look
from ui.widgets.ask import Question
from ui.widgets.fields import TextField
from ui.widgets.over import Over
from ui.widgets.paper_over import PaperOver
from ui.widgets.reading import Reading
from ui.widgets.sheet import FormSheet
from ui.window import Window

VISITOR = "王小明（示例）"
OF_A_CASE = re.compile(rf"{VISITOR}|王\*|示例花园|医保报销|枞阳|[LXJ]F\d{{6}}|\d+ ?[件批份人条]|市住建局")
"""What must not be read: people, claims, places, numbers of cases, counts of anything, units."""
WORDS = (
    "text",
    "toolTip",
    "accessibleName",
    "accessibleDescription",
    "statusTip",
    "whatsThis",
    "windowTitle",
)


def words_of(widget: QWidget) -> Iterator[str]:
    """Every string that a widget shows, says or would say."""
    for name in WORDS:
        read = getattr(widget, name, None)
        if callable(read):
            yield str(read())
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QAbstractSpinBox):
        yield widget.text()
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is not None:
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for row in range(model.rowCount()):
            for column in range(columns):
                yield str(model.data(model.index(row, column)) or "")


def all_widgets(*, shown: bool) -> Iterator[QWidget]:
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            if not shown or widget.isVisible():
                yield widget


def read_aloud(interface: QAccessibleInterface | None) -> Iterator[str]:
    """What a screen reader meets on its way through what is not hidden."""
    if interface is None or interface.state().invisible:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield interface.text(kind)
    for child in range(interface.childCount()):
        yield from read_aloud(interface.child(child))


def revealed(*, shown: bool) -> list[str]:
    """What tells of a case in any widget (with ``shown`` in those that can be seen), and read aloud."""
    words = [(widget.objectName(), text) for widget in all_widgets(shown=shown) for text in words_of(widget)]
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    words += [
        ("aloud", text) for top in tops for text in read_aloud(QAccessible.queryAccessibleInterface(top))
    ]
    return [f"{name}: {text}" for name, text in words if OF_A_CASE.search(text)]


def let_go() -> None:
    """What was handed to deleteLater is deleted, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def filled(real_home: Home) -> str:
    """A day with a matter on its way, a late one and drafts; a visit's number."""
    desk = sign_in(real_home)
    add_drafts(desk)
    made = add_visit(desk.at(NOW - timedelta(days=30)))
    for days, mode in ((20, "转送"), (19, "受理告知")):
        step = parse_step({"matter": made.matter, "mode": mode, "unit": "市住建局"})
        advance_matter(desk.at(NOW - timedelta(days=days)), step)
    add_visit(desk, claim=f"再次{CLAIM}")
    return str(made.visit_number)


@pytest.fixture
def at_door(qtbot: QtBot, look: Look, real_home: Home, filled: str) -> Iterator[Program]:
    """The program as it starts over that store; nobody is signed in."""
    let_go()
    made = Program(real_home, look, CLERK)
    made.open(Placed(0, 0, 1440, 900))
    settle(qtbot, made.tasks)
    yield made
    made.close()
    made.shell.hide()
    made.shell.deleteLater()


def test_before_sign_in_no_widget_knows_of_a_case(at_door: Program) -> None:
    assert revealed(shown=False) == []


def test_behind_the_lock_no_screen_can_be_read(
    at_door: Program, qtbot: QtBot, real_home: Home, filled: str
) -> None:
    """Each page, sheet and list in turn: locked over it nothing is seen; unlocked it is there again."""
    at_door.door.signed_in.emit(sign_in(real_home))
    settle(qtbot, at_door.tasks)
    window = at_door.window
    assert window is not None
    locked, telling = 0, set()
    for name, route in every_screen(filled).items():
        if route.page not in window._pages:
            continue
        window.show_route(route)
        settle(qtbot, at_door.tasks)
        if revealed(shown=True):
            telling.add(name)
        window.say("warning", f"{VISITOR} 的回执没有打出来")
        at_door.lock()
        settle(qtbot, at_door.tasks)
        assert revealed(shown=True) == [], name
        window.say("warning", f"{VISITOR} 的回执没有打出来")
        assert revealed(shown=True) == [], f"a notice over the lock, from {name}"
        at_door.door.unlocked.emit()
        locked += 1
    assert {"start", "matter", "find", "step", "ledger"} & telling, "the screens had nothing to hide"
    assert locked > 20


def read_the_facts(window: Window) -> None:
    Reading(window.window(), "情况", f"{VISITOR} {CLAIM}")


def look_at_the_paper(window: Window) -> None:
    page = BytesIO()
    Image.new("L", (8, 8)).save(page, "PNG")
    PaperOver(window.window(), f"{VISITOR} 的回执", [page.getvalue()])


def ask_first(window: Window) -> None:
    Question(window.window(), f"{VISITOR} 不来了吗？", CLAIM, "不来了", "还来", "lock.question")


def say_what_moves(window: Window) -> None:
    Consequences(window.window(), f"{VISITOR} 的期限", [CLAIM], "存下", "lock.consequences")


def ask_by_a_sheet(window: Window) -> None:
    FormSheet(
        window.window(),
        f"{VISITOR} 的证件",
        "存下",
        [("诉求", TextField("诉求", "lock.claim"))],
        "lock.sheet",
    )


@pytest.mark.parametrize(
    "lay", [read_the_facts, look_at_the_paper, ask_first, say_what_moves, ask_by_a_sheet]
)
@pytest.mark.parametrize("left", ["locked", "another signs in"])
def test_what_lies_over_a_page_does_not_lie_over_the_door(
    at_door: Program, qtbot: QtBot, real_home: Home, lay: Callable[[Window], None], left: str
) -> None:
    """It could be read there, and agreed to, by whoever comes along."""
    at_door.door.signed_in.emit(sign_in(real_home))
    settle(qtbot, at_door.tasks)
    window = at_door.window
    assert window is not None
    window.show_route(routes.Start())
    settle(qtbot, at_door.tasks)
    focused = window.focusWidget()
    lay(window)
    assert at_door.shell.findChild(Over, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None
    if left == "locked":
        at_door.lock()
    else:
        at_door.door.someone_else.emit()
    settle(qtbot, at_door.tasks)
    assert [one for one in at_door.shell.findChildren(Over) if one.isVisible()] == []
    assert revealed(shown=True) == []
    if left == "locked":
        at_door.door.unlocked.emit()
        assert window.focusWidget() is focused


def test_after_another_person_is_asked_in_nothing_is_left(
    at_door: Program, qtbot: QtBot, real_home: Home, filled: str
) -> None:
    at_door.door.signed_in.emit(sign_in(real_home))
    assert at_door.window is not None
    for route in (routes.Start(), routes.Find("王小明"), routes.Matter(filled)):
        at_door.window.show_route(route)
        settle(qtbot, at_door.tasks)
    at_door.lock()
    at_door.door.someone_else.emit()
    settle(qtbot, at_door.tasks)
    let_go()
    assert revealed(shown=False) == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of every dialog
@pytest.mark.parametrize("begin", ["lock", "someone else"])
def test_what_lies_over_the_window_goes_with_the_lock(
    at_door: Program, qtbot: QtBot, real_home: Home, begin: str
) -> None:
    """A file dialog left open would save a case's paper for who stands at a locked desk."""
    at_door.door.signed_in.emit(sign_in(real_home))
    settle(qtbot, at_door.tasks)
    window = at_door.window
    assert window is not None
    QToolTip.showText(window.mapToGlobal(window.rect().center()), f"{VISITOR} 的来信", window)
    dialog = QFileDialog(window, "另存附件")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile(f"{VISITOR} 的来信.pdf")
    during: list[list[str]] = []

    def leave() -> None:
        at_door.lock()
        if begin == "someone else":
            at_door.door.someone_else.emit()
        during.append(revealed(shown=True))

    QTimer.singleShot(50, leave)
    QTimer.singleShot(5_000, dialog.reject)  # the test ends also where the lock leaves it open
    answer = dialog.exec()
    assert answer == QDialog.DialogCode.Rejected
    assert during == [[]]
    assert not QToolTip.isVisible()
