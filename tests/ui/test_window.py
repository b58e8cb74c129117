"""The window over a real store: keys, tabs, Esc, overlays, lock, scan, look-up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.errors import NotAllowed
from app.services.desk.keep_draft import list_drafts
from app.services.staff.sign_in import read_settings
from tests.ui.house import PASSWORD, ROUTES, add_visit, settle
from ui import routes
from ui.acts.page import ActPage
from ui.app import Program
from ui.widgets.bars import SHAPES
from ui.widgets.droplist import Drop
from ui.widgets.picker import Picker
from ui.widgets.printed_words import PaperWords
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(program: Program) -> Window:
    assert program.window is not None
    return program.window


def press(
    qtbot: QtBot,
    program: Program,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    target = QApplication.focusWidget() or program.window
    qtbot.keyClick(target, key, modifier)
    program.keys.flush()
    settle(qtbot, program.tasks)


def test_it_opens_on_the_start_page_with_who_and_when(program: Program, window: Window) -> None:
    assert window.current.name == "start"
    assert "早上好" in window.current.view.greeting.text()
    assert [tab.tab.word for tab in window.header.tabs][:2] == ["登记", "联合接访"]
    assert QApplication.focusWidget() is window.current.view.begin


def test_f2_begins_a_visit_and_esc_comes_back(program: Program, window: Window, qtbot: QtBot) -> None:
    press(qtbot, program, Qt.Key.Key_F2)
    assert window.current.name == "register"
    press(qtbot, program, Qt.Key.Key_Escape)
    assert window.current.name == "start"


def test_f2_is_always_a_new_visit_and_the_tab_resumes_with_a_word(
    program: Program, window: Window, qtbot: QtBot, desk: Desk
) -> None:
    press(qtbot, program, Qt.Key.Key_F2)
    page = window.current
    page.form_view.focus_key("people[0].name")
    QApplication.focusWidget().insert("王小明（示例）")
    qtbot.waitUntil(lambda: len(list_drafts(desk)) == 1)
    press(qtbot, program, Qt.Key.Key_Escape)
    press(qtbot, program, Qt.Key.Key_1, CTRL)
    assert page.entry.form.people[0].name == "王小明（示例）"
    assert page.form_view.resumed.isVisible(), "a form that was begun earlier says so"
    press(qtbot, program, Qt.Key.Key_Escape)
    press(qtbot, program, Qt.Key.Key_F2)
    assert (page.entry.form.people[0].name, page.form_view.resumed.isVisible()) == ("", False)
    assert len(list_drafts(desk)) == 1, "what was typed stays as a draft"


def test_tabs_by_key(program: Program, window: Window, qtbot: QtBot) -> None:
    press(qtbot, program, Qt.Key.Key_2, CTRL)
    assert window.current.tab == "reception"
    press(qtbot, program, Qt.Key.Key_1, CTRL)
    assert window.current.name == "register"
    assert [tab.isChecked() for tab in window.header.tabs][:2] == [True, False]


def test_every_key_of_the_page_is_under_f1_and_in_the_list(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    press(qtbot, program, Qt.Key.Key_F1)
    assert window.key_sheet.isVisible()
    press(qtbot, program, Qt.Key.Key_Escape)
    assert not window.key_sheet.isVisible()
    press(qtbot, program, Qt.Key.Key_K, CTRL)
    assert window.command_list.isVisible()
    shown = {one.name for one in window.command_list._model.rows}
    assert {one.name for one in window.current.commands() if one.enabled} <= shown
    press(qtbot, program, Qt.Key.Key_F2)
    assert window.current.name == "start", "no key of the page acts under the list"


def test_the_command_list_filters_and_does(program: Program, window: Window, qtbot: QtBot) -> None:
    window.show_commands()
    window.command_list._typed.setText("设置")
    press(qtbot, program, Qt.Key.Key_Return)
    assert window.current.name == "settings"
    assert not window.command_list.isVisible()


def test_ctrl_k_wins_over_the_line_edits_own(program: Program, window: Window, qtbot: QtBot) -> None:
    window.header.search.setFocus()
    window.header.search.setText("王小明")
    window.header.search.setCursorPosition(0)
    press(qtbot, program, Qt.Key.Key_K, CTRL)
    assert window.command_list.isVisible()
    assert window.header.search.text() == "王小明"


def test_look_up_goes_live_and_enter_opens(
    program: Program, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    made = add_visit(desk)
    press(qtbot, program, Qt.Key.Key_F3)
    qtbot.keyClicks(window.header.search, "wxm")
    program.keys.flush()
    qtbot.waitUntil(lambda: window.current.name == "find" and window.current.view.list.count() == 1)
    assert window.header.search.hasFocus(), "the box keeps the keys while one types"
    press(qtbot, program, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current.name == "matter")
    settle(qtbot, program.tasks)
    assert made.visit_number in window.current.case_view.head.number.text()
    assert window.header.search.text() == ""


def test_a_scanned_slip_opens_its_matter(program: Program, window: Window, desk: Desk, qtbot: QtBot) -> None:
    made = add_visit(desk)
    program.keys.set_gap(5.0)
    qtbot.keyClicks(QApplication.focusWidget(), made.visit_number.replace("-", ""))
    press(qtbot, program, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current.name == "matter")


def test_a_qr_text_is_looked_up_by_its_query_code(
    program: Program, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    made = add_visit(desk)
    code = made.query_code.replace("-", "")
    program.keys.scanned.emit(f"HTTPS://XF.EXAMPLE.GOV.CN/Q/{code}/ABCDEF")
    qtbot.waitUntil(lambda: window.current.name == "matter")


def test_a_name_nobody_has_begins_a_visit_with_it(program: Program, window: Window, qtbot: QtBot) -> None:
    window.show_route(routes.Find("欧阳示例", open_only=True))
    settle(qtbot, program.tasks)
    asked: list[routes.Route] = []
    window.current.go.connect(asked.append)
    press(qtbot, program, Qt.Key.Key_F2)
    assert asked == [routes.NewVisit(name="欧阳示例")]


def test_the_scale_changes_live_and_is_kept(
    program: Program, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, program, Qt.Key.Key_Plus, CTRL)
    assert program.look.scale == 110
    assert desk.settings["缩放"] == 110
    press(qtbot, program, Qt.Key.Key_0, CTRL)
    assert desk.settings["缩放"] == 100


def test_the_lock_keeps_the_form_and_opens_by_password(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    window.show_route(routes.Registration())
    settle(qtbot, program.tasks)
    focused = window.focusWidget()
    press(qtbot, program, Qt.Key.Key_L, CTRL)
    assert program.shell.stack.currentWidget() is program.door.view
    lock = program.door.lock
    lock.password.setText("wrong")
    lock.asked.emit()
    settle(qtbot, program.tasks)
    assert lock.error_text() != ""
    assert program.shell.stack.currentWidget() is program.door.view
    lock.password.setText(PASSWORD)
    lock.asked.emit()
    settle(qtbot, program.tasks)
    assert program.shell.stack.currentWidget() is window
    assert window.current.name == "register"
    assert window.focusWidget() is focused
    assert lock.password.text() == ""


def test_an_idle_desk_locks_itself(program: Program, window: Window, qtbot: QtBot) -> None:
    assert program._idle.isActive()
    assert program._idle.interval() == 10 * 60_000
    program._idle.timeout.emit()
    assert program.shell.stack.currentWidget() is program.door.view


def test_a_locked_desk_takes_no_scan(program: Program, window: Window, qtbot: QtBot) -> None:
    program.lock()
    program.keys.scanned.emit("LF340700-A-261123-001-Z")
    settle(qtbot, program.tasks)
    assert window.current.name == "start"


def test_what_the_world_says_covers_nothing_and_esc_goes_on_meaning_back(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    press(qtbot, program, Qt.Key.Key_F2)
    before = window.stack.geometry()
    program.tasks.went_wrong.emit(NotAllowed("role_missing", login="zhaoxy"))
    assert "zhaoxy" in window.notice.text()
    assert window.stack.geometry() == before, "nothing moves"
    for part in (window.header, window.stack, window.bar):
        assert not window.notice.geometry().intersects(part.geometry()), "nothing to press or read is covered"
    press(qtbot, program, Qt.Key.Key_Escape)
    assert window.current is not None
    assert window.current.name == "start"
    assert window.notice.text() == "", "what was said of a page goes with it"


def test_a_warning_goes_by_itself(program: Program, window: Window, qtbot: QtBot) -> None:
    for kind, lasts in (("good", True), ("warning", True), ("error", False)):
        window.say(kind, "示例")
        assert window.notice._going.isActive() == lasts


def test_the_action_bar_has_at_most_six_buttons_and_one_primary(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    for name in ("start", "register", "reception", "find", "matter", "settings"):
        window.show_route(ROUTES[name])
        settle(qtbot, program.tasks)
        wanted = [one for one in window.current.commands() if one.bar]
        assert len(wanted) <= 6
        assert sum(one.primary for one in window.current.commands()) <= 1
        for one in wanted:
            assert one.keys, f"{one.name} has no key"
            assert window.bar.button(one.name) is not None


def test_closing_leaves_nothing_running(qtbot: QtBot, program: Program) -> None:
    program.close()
    assert program.tasks.under_way == 0


def test_dragged_narrow_it_folds_and_dragged_wide_it_unfolds(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    for width, small in ((1440, False), (1000, True), (960, True), (1440, False)):
        program.shell.resize(width, 700)
        qtbot.waitUntil(lambda width=width: program.shell.width() == width)
        assert window.header.commands.isVisible() is not small
        assert window.header.height() == (40 if small else 48)
        assert window.header.search.height() == (32 if small else 36)


def test_a_second_window_of_another_width_is_not_chased(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    wide = Window(program.look, program.keys, [])
    wide.setParent(program.shell)
    program.shell.resize(960, 700)
    qtbot.waitUntil(lambda: window.header.height() == 40)
    wide.resize(1440, 700)
    wide.fit()
    program.look.set_scale(110)
    assert window.header.height() < wide.header.height()


LISTS = {
    *("firstchoice.list", "start.list", "waiting.table", "ledger.table", "lists.table", "step.modes"),
    *("find.list", "sync.list"),
    *("matter.owed", "matter.timeline", "matter.papers", "record.timeline", "record.papers"),
    *("settings.printers", "settings.bindings", "commands.list", "matter.attachments", "step.attachments"),
    *("figures.first", "figures.second", "figures.rows", "import.columns", "import.rows", "import.batches"),
}  # fmt: skip
"""Every list of a page or of the window itself; one that drops from a field has no name of its own."""


def test_no_list_is_left_to_the_garbage_collector(program: Program, window: Window) -> None:
    """It runs on any thread, and what it destroys there takes the program with it."""
    for name in window._pages:
        assert window.page(name).name == name  # built now, if nobody opened it
    assert program.door.first.choice.list.model() is not None  # as above
    window.show_route(routes.Registration())
    category = window.current.view.findChild(Picker, "register.category")
    category.open_list()
    found = program.shell.findChildren(QAbstractItemView)
    views = [one for one in found if not isinstance(one, QHeaderView)]  # its table's part
    models = {view.objectName() or type(view).__name__: view.model() for view in views}
    assert set(models) == LISTS | {Drop.__name__}
    loose = [name for name, one in models.items() if one is None or one.parent() is None]
    assert loose == []


@pytest.fixture
def parts_before(qapp: QApplication) -> list[QWidget]:
    """What earlier tests left in the same process."""
    return qapp.allWidgets()


def test_every_part_has_its_place_in_the_window(parts_before: list[QWidget], program: Program) -> None:
    """One without a parent is Python's to end, on whichever thread drops it last."""
    made = [part for part in QApplication.allWidgets() if part not in parts_before]
    assert program.shell in made
    assert [part for part in made if part.parent() is None and part is not program.shell] == []


@pytest.mark.parametrize("name", ["start", "register", "waiting", "reception", "matter", "settings"])
def test_looking_up_from_any_page_and_back(
    program: Program, window: Window, desk: Desk, qtbot: QtBot, name: str
) -> None:
    """The box keeps the keys, ↓ goes to the hits also before they are there, Esc goes back into the page."""
    made = add_visit(desk)
    window.show_route(routes.Matter(made.visit_number) if name == "matter" else ROUTES[name])
    settle(qtbot, program.tasks)
    press(qtbot, program, Qt.Key.Key_F3)
    qtbot.keyClicks(window.header.search, "wang xiao")
    program.keys.flush()
    assert window.header.search.text() == "wang xiao"
    assert window.header.search.hasFocus()
    qtbot.keyClick(window.header.search, Qt.Key.Key_Down)
    qtbot.waitUntil(window.page("find").view.list.hasFocus)
    press(qtbot, program, Qt.Key.Key_Escape)
    assert window.current is not None
    assert window.current.name == name
    assert window.header.search.text() == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.current.view.isAncestorOf(focused), f"the keys are at {focused.objectName()}"


class _Strays(QObject):
    """Notes every part that is shown as a window of its own."""

    def __init__(self, shell: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._shell = shell

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self._shell:
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_becomes_a_window_of_its_own(program: Program, window: Window, qtbot: QtBot) -> None:
    """It would flash up and take the keys: buttons of a page that is left at once were shown too late."""
    strays = _Strays(program.shell)
    QApplication.instance().installEventFilter(strays)
    for name in ("find", "register", "waiting", "start", "matter", "reception", "settings", "start"):
        window.show_route(ROUTES[name])
    settle(qtbot, program.tasks)
    QApplication.instance().removeEventFilter(strays)
    assert strays.seen == []
    assert QApplication.activeWindow() is program.shell


def test_what_a_sheet_has_done_is_said_on_the_page_it_leads_to(
    program: Program, desk: Desk, qtbot: QtBot
) -> None:
    window = program.window
    assert window is not None
    made = add_visit(desk)
    window.show_route(routes.Matter(made.matter))
    window.show_route(routes.Act("rate", made.matter))
    settle(qtbot, program.tasks)
    page = window.current
    assert isinstance(page, ActPage)
    page.view.fields.inputs["bureau.value"].set_value("满意")
    page.view.fields.inputs["bureau.value"].edited.emit()
    page.save()
    qtbot.waitUntil(lambda: window.current is not page)
    settle(qtbot, program.tasks)
    assert window.notice.isVisible()
    assert "评价已记下" in window.notice.text()
    window.go_back()
    assert window.current is window.page("start"), "a sheet that was stored is not gone back to"


def test_alt_home_opens_the_folder_of_the_papers_that_became_files(
    program: Program, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """文书存成了文件 says where; its button and Alt+Home lead there; before that the key says why not."""
    opened: list[str] = []
    can = [True]

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return can[0]

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window.open_folder()
    assert window.notice.text() == "这次登录还没有文书存成文件。"
    page = window.current
    assert page is not None
    page.papers_out.emit(PaperWords("good", f"回执存成了文件，在 {tmp_path}，还没有打印。", str(tmp_path)))
    assert window.notice.folder.isVisible()
    window.notice.folder.click()
    press(qtbot, program, Qt.Key.Key_Home, ALT)
    assert opened == [str(tmp_path)] * 2
    can[0] = False
    window.open_folder()
    assert window.notice.text() == f"这台电脑打不开文件夹，请自己打开 {tmp_path}。"


def test_at_200_on_a_small_screen_the_whole_window_stays_on_it(program: Program, qtbot: QtBot) -> None:
    """The screen says its free area, the scale follows; 640×400 at that scale lies on it."""
    program.shell.screen_changed.connect(program.fit_scale)
    program.look.set_scale(200)
    screen = QRect(0, 28, 1280, 692)
    program.shell.screen_changed.emit(screen)
    settle(qtbot, program.tasks)
    assert program.look.scale == 150
    program.shell.resize(screen.size())
    settle(qtbot, program.tasks)
    assert program.shell.minimumSizeHint().height() <= screen.height()
    assert program.shell.height() <= screen.height()
    assert read_settings(program.desk.records)["缩放"] == 200, "what was asked for is kept"


def test_every_notice_of_a_page_is_of_a_kind_that_the_bar_knows() -> None:
    """Another kind would end in the fault dialog instead of its sentence."""
    said = re.compile(r"""\b(?:notice|announced)\.(?:emit|say)\(\s*"(\w+)",""")
    sources = sorted((Path(__file__).parents[2] / "ui").rglob("*.py"))
    found = {(path.name, kind) for path in sources for kind in said.findall(path.read_text("utf-8"))}
    assert len(found) > 20
    assert [one for one in sorted(found) if one[1] not in SHAPES] == []
