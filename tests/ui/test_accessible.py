"""Every widget that can have the keys has a Chinese name and an identifier; nothing is cut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from string import ascii_lowercase, digits

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from app.desk import Desk
from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.step_entry import parse_step
from app.services.handling.advance_matter import advance_matter
from app.services.incidents.note_incident import note_incident
from app.services.staff.manage_staff import NewStaff, add_staff
from app.settings import DECLARED
from home import Home
from tests.manual.supervision import put_on_lists
from tests.ui.house import CLERK, NOW, PASSWORD, add_drafts, add_visit, every_screen, rest
from ui.app import Program
from ui.page import Page
from ui.placing import Placed
from ui.theme import Look, px
from ui.widgets.over import Over
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker
from ui.window import Window

SIZES = [
    (1440, 900, 100), (1366, 768, 100), (1152, 720, 100), (960, 600, 100),
    (1440, 900, 125), (1440, 900, 150), (1440, 900, 200),
]  # fmt: skip
"""The scale rises: a label that shrinks keeps its old hint."""


OWN_WORK = ("登记员", "接谈员", "带班领导", "督办")
KEEPERS = {"admin", "staff", "units", "safety", "audit"}
"""Pages of who looks after the program; nobody else has them."""
CHARGED, EVERYBODY = "包案", "qianming"


def fill(desk: Desk) -> str:
    """A matter with something for every sheet: sent, accepted, in a leader's charge, an alert out."""
    add_drafts(desk)
    made = add_visit(desk.at(NOW - timedelta(days=5)))
    for days, step in (
        (4, {"mode": "转送", "unit": "市住建局"}),
        (3, {"mode": "受理告知", "unit": "市住建局"}),
        (2, {"mode": "交办", "unit": "市住建局", "term": "10日"}),
    ):
        advance_matter(desk.at(NOW - timedelta(days=days)), parse_step({"matter": made.matter, **step}))
    note_incident(desk, parse_incident({"matter": made.matter, "grave": True, **INCIDENT}))
    put_on_lists(desk, made.matter, made.matter)
    return str(made.visit_number)


INCIDENT = {"kind": "滞留滋事", "what": "接访结束后不离开（示例）", "measures": "劝导"}


@pytest.fixture(scope="module", params=["clerk", "keeper"])
def program(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    _one_look: Look,
    home_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Program]:
    """One program for all of this file: of who does the work of a centre, and of who keeps the program."""
    folder = tmp_path_factory.mktemp("full") / "home"
    shutil.copytree(home_folder, folder)
    home = Home(folder)
    admin = home.sign_in("guanli", PASSWORD, NOW)
    new = NewStaff(login=EVERYBODY, name="钱明（示例）", roles=OWN_WORK)
    add_staff(admin, home.vault, home.keys, new, PASSWORD)
    desk = home.sign_in(EVERYBODY, PASSWORD, NOW)
    number = fill(desk)
    program = Program(home, _one_look, CLERK)
    program.setProperty("number", number)
    program.open(Placed(0, 0, 1440, 900))
    program.shell.resize(1440, 900)
    program.door.signed_in.emit(desk if request.param == "clerk" else admin)
    rest(program.tasks)
    yield program
    program.close()
    program.shell.hide()
    program.shell.deleteLater()
    _one_look.set_scale(100)


def pages(program: Program) -> Iterator[tuple[Window, Page, str]]:
    """Each page, sheet, form of reception and list, brought to the front, and its name."""
    window = program.window
    assert window is not None
    for name, route in every_screen(str(program.property("number"))).items():
        if route.page not in window._pages:
            continue
        window.show_route(route)
        rest(program.tasks)
        assert window.current is not None
        if window.current.name == route.page:
            yield window, window.current, name
            window.current.leave()


def test_the_tables_of_this_file_come_by_every_screen(program: Program) -> None:
    """What is missing here has no name for readers and may be cut: no page, no sheet may be forgotten."""
    assert program.window is not None
    number = str(program.property("number"))
    has = set(program.window._pages)
    met = {name for _, _, name in pages(program)}
    wanted = {name for name, route in every_screen(number).items() if route.page in has}
    not_now = {name for name in wanted - met if name.startswith("act list.")}
    on_lists = {CHARGED, "首办", "积案", "预警"}
    assert wanted - met == not_now
    assert all(name.rpartition(".")[2] not in on_lists or ".add." in name for name in not_now), not_now


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
    for window, _page, name in pages(program):
        seen: dict[str, QWidget] = {}
        for one in stops(window):
            said = one.accessibleName()
            assert said, f"{name}: {type(one).__name__} {one.objectName()} has no name"
            assert re.search(r"[\u3400-\u9fff]", said), f"{said!r} is not Chinese"
            assert identifier(one), f"{name}: {said} has no identifier"
            assert seen.setdefault(identifier(one), one) is one, f"two {identifier(one)}"


def test_names_at_the_door(program: Program) -> None:
    for one in stops(program.door.view):
        assert one.accessibleName()
        assert identifier(one)


def test_tab_goes_through_all_stops_from_above_downwards(program: Program) -> None:
    for window, page, name in pages(program):
        if page.name in {"register", "reception"}:  # their own tests know the order of talk
            continue
        view = page.view
        wanted = [one for one in stops(view) if one.isVisible() and one.isEnabled()]
        met: list[QWidget] = []
        for _ in range(len(stops(window)) + 2):
            focused = window.focusWidget()
            if focused is not None and focused in wanted and focused not in met:
                met.append(focused)
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert set(met) == set(wanted), name
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
    for window, page, name in pages(program):
        assert (program.shell.width(), program.shell.height()) == (width, height)
        wants = page.view.minimumSizeHint()
        if wants.width() > page.view.width() or wants.height() > page.view.height():
            wrong.append(f"{name} wants {wants} and has {page.view.size()}")
        wrong += [f"{name} cuts {one}" for one in cut(window)]
        wrong += [f"{name} is wider than its place: {one.objectName()}" for one in too_wide(window)]
    assert wrong == [], "\n".join(wrong)


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
    fields = [
        one.placeholderText() or one.text()
        for one in window.findChildren(QLineEdit)
        if one.isVisible() and hint_room(one) < one.fontMetrics().horizontalAdvance(shown_in(one))
    ]
    return labels + buttons + fields


def shown_in(field: QLineEdit) -> str:
    """The hint of an empty field, the words of a choice; what a person typed may be longer than its field."""
    if not field.text():
        return field.placeholderText()
    return field.text() if isinstance(field, Picker) and field.value() is not None else ""


def hint_room(field: QLineEdit) -> int:
    """Pixels for a hint: the field without its border, its padding and what stands at its right end."""
    margins = field.textMargins()
    return field.width() - 2 * px(9) - 2 - margins.left() - margins.right()


def needed(button: QAbstractButton) -> int:
    """The text itself and the box or icon before it."""
    words = button.fontMetrics().horizontalAdvance(button.text())
    return words + (px(24) if isinstance(button, QCheckBox) or not button.icon().isNull() else 0)


NO_KEY = {"收起"}
"""A notice goes by itself; no key is spent on it."""
KEY = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d{1,2}|[A-Z0-9,+\-/↑↓←→]|Enter|Esc|Home|End|PgUp|PgDn|Del|Space|Backspace)"
)


def test_every_button_says_its_key(program: Program) -> None:
    """LOOK.md 4: a button carries its key in its own text; tabs, tiles and segments are chosen otherwise."""
    wrong: set[str] = set()
    for window, _page, name in pages(program):
        for one in window.findChildren(QPushButton):
            words = one.text().split()
            if not one.isVisible() or not words or words[0] in NO_KEY or one.isCheckable():
                continue
            if not any(KEY.fullmatch(word) for word in words[-3:]):
                wrong.add(f"{name}: {one.objectName()} {one.text()}")
    assert wrong == set(), "\n".join(sorted(wrong))


NUMBERS = {
    *(f"register.{key}" for key in ("id_number", "phone", "birth", "headcount", "concerned", "arrived_at")),
    *("register.organisation.code", "register.guardian.phone", "register.proxy.phone"),
    *("step.days", "step.hearing_days"),
    *(f"act.{key}" for key in ("count", "of", "households", "people", "solved")),
    *(f"settings.{one.key}" for one in DECLARED if one.type is int),
}
"""Fields of which only numbers are expected; a date is typed as 周五 or 今, too, and is none of them."""


def typed_in(window: Window) -> list[QLineEdit | QTextEdit]:
    found: list[QLineEdit | QTextEdit] = [*window.findChildren(QLineEdit), *window.findChildren(QTextEdit)]
    return [one for one in found if one.isEnabled() and not one.isReadOnly()]


def test_input_methods_are_off_in_numbers_and_passwords_and_on_in_words(program: Program) -> None:
    wrong: set[str] = set()
    for window, _page, _name in pages(program):
        for one in typed_in(window):
            number = one.objectName() in NUMBERS and not isinstance(one, Picker)
            wanted = not number and not isinstance(one, PasswordField)
            if bool(one.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)) != wanted:
                wrong.add(f"{one.objectName()} should be {'on' if wanted else 'off'}")
    assert wrong == set()


def test_no_key_with_alt_types_into_a_field_of_any_page_or_sheet(program: Program) -> None:
    """Bound and usable keys act, and are left out; whatever else Alt is held with writes nothing."""
    seen: set[QWidget] = set()
    wrong: list[str] = []
    for window, _page, name in pages(program):
        bound = {key for one in window.all_commands() if one.enabled for key in one.keys}
        free = [sign for sign in ascii_lowercase + digits if f"Alt+{sign.upper()}" not in bound]
        for one in typed_in(window):
            if not one.isVisible() or one in seen:
                continue
            seen.add(one)
            one.setFocus()
            before = words_in(one)
            for sign in free:
                QTest.keyClick(one, sign, Qt.KeyboardModifier.AltModifier)
            program.keys.flush()
            if words_in(one) != before:
                wrong.append(f"{name}: {one.objectName()} was given {words_in(one)}")
    assert len(seen) > 10
    assert wrong == []


def words_in(field: QLineEdit | QTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


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
    sheet.lift(sheet)
    told = list(heard(QAccessible.queryAccessibleInterface(program.shell)))
    sheet.shut()
    sheet.deleteLater()
    assert sheet in told, f"nothing over {over} can be heard"
