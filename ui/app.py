"""Builds the application and its door from a house, lets clerks in, and joins what is behind it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QRect, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.desk import Desk
from app.errors import JiefangtaiError
from app.events import OWN, Event, RowsPulled, SettingsChanged, StaffChanged, SyncStateChanged
from app.house import House
from app.services.desk.follow_others import Followed, follow_others
from app.words import sentence_of
from ui import routes
from ui.accessible import mend_accessibility
from ui.bridge import Bridge
from ui.garbage import GarbageCollector
from ui.input_method import prepare_input
from ui.keyboard import KeyWatch
from ui.memory import give_back
from ui.papers_ahead import PapersAhead
from ui.placing import Placed, keep_place, largest_scale, place_for, read_place
from ui.quiet_backup import QuietBackup
from ui.shell import Shell
from ui.signin.page import SignInPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.composing import commit_composing
from ui.workplace import Workplace

if TYPE_CHECKING:  # start-up: two thirds of what there is to load is not needed at the door
    from ui.start.model import StartFacts
    from ui.window import Window

DOOR_DRAWN_MS = 150
"""By then the door has been drawn: the rest is loaded while the clerk types the password."""


class Program(QObject):
    """The running window: door, then pages of a signed-in desk, until it is closed."""

    ready = Signal()
    """The window of a signed-in desk can be used."""

    def __init__(self, house: House, look: Look, login: str | None = None) -> None:
        super().__init__()
        self._house = house
        self._login = login
        self.look = look
        self.tasks = Tasks(self)
        self.bridge = Bridge(self)
        self.garbage = GarbageCollector(self)
        self.keys = KeyWatch(self)
        self.shell = Shell()
        self.door = SignInPage(house, self.tasks, self)
        self.quiet = QuietBackup(house, self.tasks, self)
        self.papers = PapersAhead(self.tasks, self)
        self.window: Window | None = None
        self.desk: Desk | None = None
        self._begun = datetime.now(UTC)
        self._clock = QTimer(self)
        self._idle = QTimer(self)
        self._inside = QTimer(self)
        self._join()

    def open(self, placed: Placed | None = None) -> None:
        """Show the door: as the window was left, or at a given place."""
        self.garbage.start()
        self.shell.stack.addWidget(self.door.view)
        if placed is None:
            screens = [screen.availableGeometry() for screen in QApplication.screens()]
            placed = place_for(read_place(self._house.home), screens)
            self.shell.screen_changed.connect(self.fit_scale)
        self.shell.setGeometry(placed.rect)
        self.keys.install()
        self.door.begin(self._login)
        if placed.filling:
            self.shell.showMaximized()
        else:
            self.shell.show()
        self._inside.start(DOOR_DRAWN_MS)

    @Slot(QRect)
    def fit_scale(self, screen: QRect) -> None:
        """No scale larger than the free area of the screen has room for."""
        self.look.set_most(largest_scale(screen))

    @Slot()
    def close(self) -> None:
        """Write drafts, wait for what is under way, close the store."""
        if self.window is not None and self.window.current is not None:
            self.window.current.go_behind()
        self._clock.stop()
        self._idle.stop()
        self._inside.stop()
        self.papers.stop()
        self.quiet.stop()
        self.keys.uninstall()
        self._keep_place()
        self.tasks.close()
        self._house.close()
        self.garbage.stop()

    def _keep_place(self) -> None:
        if self._house.vault.exists():
            at = self.shell.normalGeometry()
            placed = Placed(at.left(), at.top(), at.width(), at.height(), self.shell.isMaximized())
            keep_place(self._house.home, placed)

    def _join(self) -> None:
        listen = getattr(self._house, "listen", None)
        if listen is not None:
            listen(self.bridge.announce)
        self.tasks.went_wrong.connect(self._went_wrong)
        self.bridge.happened.connect(self._happened)
        self.door.signed_in.connect(self._signed_in)
        self.door.unlocked.connect(self._unlocked)
        self.door.someone_else.connect(self._someone_else)
        self.shell.closing.connect(self.close)
        self.shell.holds_closing = self._holds_closing
        self.quiet.announced.connect(self._say)
        self.quiet.may_close.connect(self.shell.close)
        self.keys.stirred.connect(self.quiet.stirred)
        self.keys.stirred.connect(self.papers.stirred)
        self.look.changed.connect(self._keep_scale)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._inside.setSingleShot(True)
        self._inside.timeout.connect(self._load_inside)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.keys.stirred.connect(self._stirred)
        self.keys.stirred.connect(self.garbage.put_off)

    @Slot()
    def _load_inside(self) -> None:
        self.tasks.run(partial(import_module, "ui.inside"), self._loaded)

    def _loaded(self, _inside: object) -> None:
        if self.window is None:  # what is shown inside is built anew for each person
            self.garbage.keep_loaded()

    @Slot(object)
    def _signed_in(self, desk: Desk) -> None:
        self.desk = desk
        self.tasks.on_refusal = desk.note_refusal
        self.look.set_theme(desk.settings["配色"])
        self.look.set_scale(desk.settings["缩放"])
        self._put_away()
        from ui.inside import build_window  # start-up: as above

        workplace = Workplace(desk, self.tasks, self.bridge, self._house)
        window, start = build_window(workplace, self.look, self.keys)
        start.counted.connect(self._counted)
        start.looked.connect(self._looked)
        window.lock_asked.connect(self.lock)
        window.look_up.connect(self._look_up)
        self.window = window
        self.shell.bring_back(window)
        self._tick()
        self._clock.start()
        self._stirred()
        window.show_route(routes.Start())
        if desk.may("print"):
            from app.services.printing.print_queue import take_up_jobs  # start-up: as above

            self.tasks.run(partial(take_up_jobs, desk, self._begun))
        self.tasks.run(partial(self._house.keep_in_sync, desk))
        self.tasks.idle.connect(self._let_go, Qt.ConnectionType.SingleShotConnection)
        self.papers.follow(desk)
        self.quiet.follow(desk)
        self.ready.emit()

    @Slot()
    def _let_go(self) -> None:
        """Give back what the first page took."""
        if self.desk is not None:
            self.tasks.run(self.desk.let_go, lambda _: give_back())

    def _holds_closing(self) -> bool:
        """The day's backup first, unless the whole session ends."""
        app = QApplication.instance()
        ending = isinstance(app, QApplication) and app.isSavingSession()
        return not ending and self.quiet.holds_closing()

    @Slot(str, str)
    def _say(self, kind: str, words: str) -> None:
        if self.window is not None:
            self.window.say(kind, words)

    def _put_away(self) -> None:
        if self.window is not None:
            if self.window.current is not None:
                self.window.current.go_behind()
            self.shell.close_what_lies_over()
            self.shell.stack.removeWidget(self.window)
            self.window.deleteLater()
            self.window = None

    @Slot()
    def lock(self) -> None:
        """The form stays as it is behind the card."""
        if self.desk is None or self.window is None or self.shell.stack.currentWidget() is not self.window:
            return
        commit_composing()
        if self.window.current is not None:
            self.window.current.leave()
        self._idle.stop()
        self.shell.hold_back(self.window)
        self.door.lock_for(self.desk)

    @Slot()
    def _unlocked(self) -> None:
        if self.window is None:
            return
        self.shell.bring_back(self.window)
        self._stirred()

    @Slot()
    def _someone_else(self) -> None:
        """Another clerk signs in; the first one's drafts wait for her."""
        self._put_away()
        self.desk = None
        self.papers.stop()
        self.quiet.stop()
        self.door.begin()

    @Slot()
    def _stirred(self) -> None:
        if (
            self.desk is not None
            and self.window is not None
            and self.shell.stack.currentWidget() is self.window
        ):
            self._idle.start(int(self.desk.settings["闲置锁屏分钟"]) * 60_000)

    @Slot()
    def _tick(self) -> None:
        if self.window is not None and self.desk is not None:
            now: datetime = self.desk.clock.now()
            self.window.status.show_time(f"{now:%H:%M}")

    @Slot(int, int)
    def _counted(self, drafts: int, slips: int) -> None:
        if self.window is not None:
            self.window.status.show_counts(drafts, slips)

    @Slot(object)
    def _looked(self, facts: StartFacts) -> None:
        if self.window is not None:
            from ui.widgets.status import Device  # start-up: as above

            devices = [Device(printer.name, printer.state, printer.good) for printer in facts.printers]
            self.window.status.show_devices(devices)

    @Slot(str)
    def _look_up(self, text: str) -> None:
        if self.window is not None and (text.strip() or self._finding()):
            self.window.show_route(routes.Find(text))

    def _finding(self) -> bool:
        return (
            self.window is not None and self.window.current is not None and self.window.current.name == "find"
        )

    @Slot(object)
    def _happened(self, event: Event) -> None:
        if self.window is None or self.desk is None:
            return
        if isinstance(event, SyncStateChanged):
            self._show_sync(event)
        elif self.window.status.sync.joined and not event.changes.tables <= OWN:
            self.tasks.run(self._count_waiting, latest="waiting for the hub")
        if isinstance(event, SettingsChanged) and "闲置锁屏分钟" in event.keys:
            self._stirred()
        if isinstance(event, RowsPulled | StaffChanged) and event.changes.touch("settings", "staff"):
            self.tasks.run(partial(follow_others, self.desk), self._followed, latest="others")

    def _followed(self, followed: Followed) -> None:
        """Settings of other desks are in force; with other roles the window is built anew, with them."""
        if followed.settings:
            self.bridge.announce(SettingsChanged(followed.settings))
        if followed.staff is None or self.desk is None:
            return
        if followed.staff.disabled:
            self._someone_else()
            return
        self._signed_in(replace(self.desk, staff=followed.staff))
        self._say("warning", f"您的角色改成了{'、'.join(followed.staff.roles)}，窗口跟着改了。")

    def _show_sync(self, event: SyncStateChanged) -> None:
        if self.window is not None and self.desk is not None:
            from ui.widgets.light import facts_of  # start-up: as above

            self.window.status.sync.show_facts(facts_of(event, self.desk.clock.now().date()))

    def _count_waiting(self) -> None:
        """With the hub away nothing else says how many wait; on a thread."""
        if self.desk is not None:
            self._house.link(self.desk).tell(self.bridge.announce)

    @Slot(object)
    def _went_wrong(self, error: JiefangtaiError) -> None:
        if self.window is not None:
            self.window.say("warning", sentence_of(error))

    @Slot()
    def _keep_scale(self) -> None:
        """Ctrl + and − hold for this desk also tomorrow."""
        if self.desk is not None and self.desk.settings["缩放"] != self.look.scale_wanted:
            from app.services.desk.change_setting import change_setting  # start-up: as above

            self.tasks.run(partial(change_setting, self.desk, "缩放", self.look.scale_wanted), latest="scale")


def speak_chinese(app: QApplication) -> None:
    """Qt's own words too, of file dialogs and the menus of fields; they lie beside Qt."""
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def open_window(house: House, login: str | None, fonts: dict[str, Path]) -> int:
    """Run the window until it is closed; Qt's exit code. ``fonts``: printing.fonts.font_files()."""
    prepare_input()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("接访台")
    speak_chinese(app)
    mend_accessibility()
    look = Look(app, fonts)
    program = Program(house, look, login)
    program.open()
    return app.exec()
