"""The window: head, work, actions, status; it is given its pages and knows no service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import routes
from ui.actions import KeyActions
from ui.header import Header, Tab
from ui.keyboard import KeyWatch
from ui.keys import own_commands, tab_commands
from ui.overlay import CommandList, KeySheet
from ui.page import Command, Page, Saving
from ui.page_list import PageList
from ui.placing import LEAST
from ui.routes import Route
from ui.theme import Look, px, set_mark
from ui.widgets.bars import ActionBar, NoticeBar
from ui.widgets.composing import commit_composing
from ui.widgets.printed_words import PaperWords
from ui.widgets.stack import Stack
from ui.widgets.status import StatusBar

NARROW = 1100


@dataclass(slots=True)
class _Kept:
    """What the bars show for a page while another one is in front."""

    saving: Saving = field(default_factory=Saving)
    errors: int = 0


class Window(QWidget):
    """Holds the pages; keys, bars and overlays are the same for all of them."""

    lock_asked = Signal()
    look_up = Signal(str)
    """A text of the look-up box or of a scanner, as it changes; the find page answers."""

    def __init__(self, look: Look, keys: KeyWatch, tabs: Sequence[Tab]) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._look = look
        self.keys = keys
        self._pages = PageList(self)
        self._pages.built.connect(self._take)
        self._kept: dict[str, _Kept] = {}
        self._trail: list[Route] = []
        self._current: Page | None = None
        self._at: Route = routes.Start()
        self._tabs = list(tabs)
        self._folder = ""
        self._actions = KeyActions(self, keys)
        self.header = Header(tabs)
        self.notice = NoticeBar(self)
        self.stack = Stack()
        self.bar = ActionBar()
        self.status = StatusBar()
        self._lay_out()
        self.key_sheet = KeySheet(self)
        self.command_list = CommandList(self)
        self._own = own_commands(self, look)
        self._connect()

    @property
    def current(self) -> Page | None:
        return self._current

    def page(self, name: str) -> Page:
        """The page, built now if need be. KeyError: the account has none of that name."""
        page = self._pages.get(name)
        if page is None:
            raise KeyError(name)
        return page

    def add_page(self, page: Page) -> None:
        """Take a page that is there from the beginning."""
        self._pages.put(page)

    def add_later(self, name: str, make: Callable[[], Page]) -> None:
        """Take a page that is built when it is first shown: most of them are not opened on most days."""
        self._pages.put_later(name, make)

    @Slot(object)
    def _take(self, page: Page) -> None:
        """Its signals go to the bars as long as it is in front."""
        page.setParent(self)
        self._kept[page.name] = _Kept()
        self.stack.addWidget(page.view)
        page.commands_changed.connect(self._commands_changed)
        page.saving_changed.connect(self._saving_changed)
        page.errors_changed.connect(self._errors_changed)
        page.go.connect(self.show_route)
        page.leave_me.connect(self.go_back)
        page.notice.connect(self.notice.say)
        page.papers_out.connect(self._papers_out)
        page.count_changed.connect(self._count_changed)
        page.wake()

    @Slot(object)
    def show_route(self, route: Route) -> None:
        """Bring a page to the front and give it its route. A page that the account has not is not shown."""
        page = self._pages.get(route.page)
        if page is None:
            return
        commit_composing()  # before the page that is left writes its draft
        before = self._current
        if before is not None and before is not page:
            before.go_behind()
            kept = [earlier for earlier in self._trail if earlier.page != before.name]
            self._trail = [*kept, *([self._at.again()] if before.is_worth_returning() else [])]
            self.notice.hide()
        self._current, self._at = page, route
        self.stack.setCurrentWidget(page.view)
        self.stack.updateGeometry()
        self.header.show_current(page.tab)
        self.header.search.setPlaceholderText(page.search_hint)
        self.bar.setVisible(page.bar)
        self._show_kept(page)
        if route.page != routes.Find.page:
            self.header.search.clear()
        page.come(route)
        self._show_commands()

    @Slot()
    def go_back(self) -> None:
        """To the page before, else to the start page."""
        while self._trail:
            route = self._trail.pop()
            if route.page in self._pages and route.page != self._at.page:
                trail = list(self._trail)
                self.show_route(route)
                self._trail = trail
                return
        self.show_route(routes.Start())

    def say(self, kind: str, sentence: str) -> None:
        """Into the notice bar: kind good, warning or error."""
        self.notice.say(kind, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Bars and controls for the width there is."""
        small = self.width() < px(NARROW)
        for bar in (self.header, self.bar, self.status):
            bar.make_small(small)
        self._look.set_small(small)
        self.notice.cover(self.width(), self.height(), self.status.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST[0]), px(LEAST[1]))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.stack, self.bar, self.status):
            column.addWidget(part, 1 if part is self.stack else 0)

    def _connect(self) -> None:
        self._look.changed.connect(self.fit)
        self.header.tab_asked.connect(self.show_route)
        self.header.commands_asked.connect(self.show_commands)
        self.header.keys_asked.connect(self.show_keys)
        self.header.search.edited.connect(self._search_typed)
        self.header.search.entered.connect(self._search_entered)
        self.header.search.down.connect(self._search_down)
        self.status.sync.clicked.connect(self.to_sync)
        self.notice.folder.clicked.connect(self.open_folder)
        self.bar.mend.connect(self.mend)
        self.bar.pressed.connect(self._bar_pressed)
        self.command_list.asked.connect(self._run)
        self.keys.scanned.connect(self._scanned)
        self.keys.unbound.connect(self._unbound)

    def own_commands(self) -> list[Command]:
        """The keys that work on every page; nobody is offered to look up who may not."""
        finds = routes.Find.page in self._pages
        return [command for command in self._own if finds or command.name != "window.find"]

    def all_commands(self) -> list[Command]:
        """The page's first: its keys win."""
        page = self._current.commands() if self._current is not None else []
        return [*page, *tab_commands(self, self._tabs), *self.own_commands()]

    @Slot()
    def show_keys(self) -> None:
        if self._covered():
            return
        reasons = self._current.reasons() if self._current is not None else []
        self.key_sheet.show_keys(self.all_commands(), reasons)

    @Slot()
    def show_commands(self) -> None:
        if not self._covered():
            self.command_list.show_commands(self.all_commands())

    def _covered(self) -> bool:
        """Whether an overlay is open; its key shuts it again."""
        opened = [cover for cover in (self.key_sheet, self.command_list) if not cover.isHidden()]
        for cover in opened:
            cover.shut()
        return bool(opened)

    @Slot()
    def _commands_changed(self) -> None:
        if self.sender() is self._current:
            self._show_commands()

    def _show_commands(self) -> None:
        """Keys and buttons of the page in front."""
        if self._current is None:
            return
        self.bar.setVisible(self._current.bar)
        self.bar.show_commands(self._current.commands())
        self._actions.show(self.all_commands())

    @Slot(object)
    def _run(self, command: Command) -> None:
        command.run()

    @Slot(str)
    def _bar_pressed(self, name: str) -> None:
        if self._current is not None:
            for command in self._current.commands():
                if command.name == name and command.enabled:
                    commit_composing()  # a click leaves the field as little as a key does
                    command.run()
                    return

    @Slot(object)
    def _saving_changed(self, state: Saving) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self._kept[page.name].saving = state
            if page is self._current:
                self.bar.show_saving(state)

    @Slot(int)
    def _errors_changed(self, count: int) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self._kept[page.name].errors = count
            if page is self._current:
                self.bar.show_errors(count)

    @Slot(int)
    def _count_changed(self, count: int) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self.header.show_count(page.tab, count)

    def _show_kept(self, page: Page) -> None:
        kept = self._kept[page.name]
        self.bar.show_saving(kept.saving)
        self.bar.show_errors(kept.errors)

    @Slot()
    def mend(self) -> None:
        if self._current is not None:
            self._current.mend_next()

    @Slot()
    def step_back(self) -> None:
        if self._covered():
            return
        if self._current is not None and not self._current.step_back():
            self.go_back()

    @Slot()
    def lock(self) -> None:
        self.lock_asked.emit()

    def to_start(self) -> None:
        self.show_route(routes.Start())

    def to_settings(self) -> None:
        self.show_route(routes.Settings())

    @Slot()
    def to_sync(self) -> None:
        self.show_route(routes.Sync())

    def to_search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    @Slot()
    def _search_typed(self) -> None:
        self.look_up.emit(self.header.search.text())

    @Slot(str)
    def _search_entered(self, text: str) -> None:
        if text:
            self.show_route(routes.Find(text, open_only=True))

    @Slot()
    def _search_down(self) -> None:
        self.show_route(routes.Find(self.header.search.text().strip(), to_list=True))

    @Slot(object)
    def _papers_out(self, words: PaperWords) -> None:
        self._folder = words.folder or self._folder
        self.notice.say(words.kind, words.text, words.folder)

    @Slot()
    def open_folder(self) -> None:
        """Alt+Home: the folder of the papers that were kept as files last."""
        if not self._folder:
            self.notice.say("warning", "这次登录还没有文书存成文件。")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)):
            self.notice.say("error", f"这台电脑打不开文件夹，请自己打开 {self._folder}。")

    @Slot(object)
    def _unbound(self, pressed: QKeySequence) -> None:
        """A key of a command that cannot be done now says why; one that means nothing here says nothing."""
        if not self.isVisible():
            return
        for command in self.all_commands():
            if not command.enabled and any(QKeySequence(key) == pressed for key in command.keys):
                why = command.why_not or f"现在不能“{command.text}”"
                self.notice.say("warning", f"{why.rstrip('。')}。")
                return

    @Slot(str)
    def _scanned(self, text: str) -> None:
        if not self.isVisible():
            return
        if self._current is None or not self._current.scanned(text):
            self.show_route(routes.Find(text, open_only=True))
