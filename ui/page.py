"""A page offers commands to the window, and asks it by signals for messages and other pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.value import Value
from app.events import Changes, Event
from ui.routes import Route
from ui.tasks import Tasks
from ui.workplace import Workplace


class Command(Value, frozen=True, kw_only=True):
    """Something a key does on a page; all of them stand in the command list (Ctrl+K) and under F1."""

    name: str
    """Identifier, e.g. register.save; the button's accessible identifier too."""
    text: str
    """A verb as the button says it, without the key: 保存并出单."""
    keys: tuple[str, ...] = ()
    """Portable Qt key sequences, the shown one first: ("F9", "Ctrl+Return")."""
    run: Callable[[], None]
    bar: bool = False
    """Whether it has a button in the action bar (at most six)."""
    primary: bool = False
    """The one primary button, leftmost."""
    enabled: bool = True
    icon: str | None = None
    why_not: str = ""
    """The reason shown beside a disabled button."""


class Saving(Value, frozen=True):
    """What the right end of the action bar says."""

    kind: str = ""
    """"" (nothing), saved, saving, error or note."""
    text: str = ""


class Page(QObject):
    """A screen as the window holds it: base class of every ``page.py``.

    The page builds its view in __init__ and never knows another page: it asks the window by signals.
    It never opens the store: services read and write for it.
    """

    commands_changed = Signal()
    """commands() has other members or states: the window rebuilds keys and buttons."""
    saving_changed = Signal(object)
    """Saving: the right end of the action bar."""
    errors_changed = Signal(int)
    """How many fields need mending: 「n 处需要改正 Alt+E」 in the action bar."""
    go = Signal(object)
    """A ui.routes.Route: show another page, or this one otherwise."""
    leave_me = Signal()
    """Back to where we came from."""
    notice = Signal(str, str)
    """kind (good, warning, error) and a sentence for the notice bar."""

    count_changed = Signal(int)
    """How many rows wait here: stands in the page's tab."""

    papers_out = Signal(object)
    """ui.widgets.printed_words.PaperWords: what became of papers, with the folder of those kept as files."""

    name: str = ""
    """Key of the page: start, register, waiting, reception, find, matter, settings."""
    title: str = ""
    tab: str = ""
    """Which header tab is current: register, reception or ledger; "" for none."""
    search_hint: str = "找人 / 扫码 / 号码 / 拼音首字母"
    bar: bool = True
    """Whether the page has an action bar."""

    follows_behind: bool = False
    """Whether the page reads anew at once while another one is in front."""

    view: QWidget

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._in_front = False
        workplace.bridge.happened.connect(self._heard)

    @property
    def _desk(self) -> Desk:
        return self._workplace.desk

    @property
    def _tasks(self) -> Tasks:
        return self._workplace.tasks

    @property
    def in_front(self) -> bool:
        """Whether this is the page that the window shows."""
        return self._in_front

    def come(self, route: Route) -> None:
        """The window brings the page to the front; ``route`` leads here."""
        self._in_front = True
        self.enter(route)

    def go_behind(self) -> None:
        """Another page comes, or the desk is locked."""
        self.leave()
        self._in_front = False

    def wake(self) -> None:
        """The window holds the page now: read what is shown elsewhere, such as the count in its tab."""

    def concerns(self, changes: Changes) -> bool:
        """Whether what the page shows may be other than what is stored now."""
        return False

    def follow(self) -> None:
        """Read anew what is shown: something that concerns the page has changed."""

    @Slot(object)
    def _heard(self, event: Event) -> None:
        if (self._in_front or self.follows_behind) and self.concerns(event.changes):
            self.follow()

    def commands(self) -> list[Command]:
        """All commands of the page in its present state."""
        return []

    def enter(self, route: Route) -> None:
        """Shown: read what is to be seen, and put the focus where work begins."""

    def leave(self) -> None:
        """About to be hidden; a form writes its draft at once."""

    def leave_saying(self, words: str) -> None:
        """Back to where we came from, then why: a change of the page puts earlier sentences away."""
        self.leave_me.emit()
        self.notice.emit("warning", words)

    def step_back(self) -> bool:
        """Esc: take one step back inside the page; False if there is none (the window then goes back)."""
        return False

    def is_worth_returning(self) -> bool:
        """Whether Esc from another page may lead here again; not to a sheet that was stored."""
        return True

    def mend_next(self) -> None:
        """Alt+E: put the focus on the next field that needs mending."""

    def scanned(self, text: str) -> bool:
        """A scan arrived; True if the page has used it (else the window looks it up)."""
        return False

    def reasons(self) -> list[tuple[str, str]]:
        """For F1: (what, why) lines of the present screen, such as date derivations."""
        return []
