"""The waiting list: call the next visitor into the reception, or open the matter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.domain.numbers import spoken
from app.events import Changes
from app.ports.records import WaitingVisit
from app.services.visits.list_waiting import list_waiting
from ui import routes
from ui.page import Command, Page
from ui.routes import Route
from ui.waiting.model import row_of, summary
from ui.waiting.view import WaitingView
from ui.workplace import Workplace

_SHOWN = ("visits", "voids", "steps", "receptions")
MINUTE = 60_000


class WaitingPage(Page):
    """Today's visits that nobody has taken up yet, the longest waiting first."""

    name = "waiting"
    title = "候访"
    tab = "register"
    view: WaitingView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._call = False
        self.view = WaitingView()
        self.view.list.opened.connect(self._open)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look)

    def commands(self) -> list[Command]:
        some = self.view.list.count() > 0
        may = self._desk.may("reception")
        return [
            Command(
                name="waiting.receive",
                text="请进接访",
                keys=("Alt+O",),
                run=self.receive,
                bar=True,
                primary=may,
                enabled=some and may,
                why_not="" if may else "接访由接谈员或带班领导做",
            ),
            Command(
                name="waiting.matter",
                text="看这件事",
                keys=("Alt+M",),
                run=self.open_matter,
                bar=True,
                primary=not may,
                enabled=some,
            ),
            Command(
                name="waiting.next", text="叫下一位", keys=("F12", "Ctrl+T"), run=self.call_next, bar=True
            ),
            Command(name="waiting.new", text="新来访", keys=("F2", "Ctrl+N"), run=self._new, bar=True),
            Command(name="waiting.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look),
        ]

    def enter(self, route: Route) -> None:
        self._call = isinstance(route, routes.Waiting) and route.call_next
        self._minute.start()
        self.look()

    def leave(self) -> None:
        self._minute.stop()

    @Slot()
    def look(self) -> None:
        """Read the list again."""
        self._tasks.run(partial(list_waiting, self._desk), self._found, latest="waiting")

    def receive(self) -> None:
        """Open the reception with the chosen visit."""
        one = self._chosen()
        if one is not None:
            self.go.emit(routes.ReceptionOf(visit=one.number))

    def open_matter(self) -> None:
        one = self._chosen()
        if one is not None:
            self.go.emit(routes.Matter(one.number))

    def call_next(self) -> None:
        """F12: say whose turn it is; the list is read first, so that nobody is called twice."""
        self._call = True
        self.look()

    def _chosen(self) -> WaitingVisit | None:
        found = self.view.list.current()
        return found if isinstance(found, WaitingVisit) else None

    def _found(self, rows: list[WaitingVisit]) -> None:
        now = self._desk.clock.now()
        self.view.list.show_rows([row_of(one, now) for one in rows])
        self.view.title.setText(f"候访　{summary(rows)}")
        self.view.show_empty(not rows)
        if rows:
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._call:
            self._say_next(rows)
        self._call = False
        self.commands_changed.emit()

    def _say_next(self, rows: list[WaitingVisit]) -> None:
        if not rows:
            self.notice.emit("warning", "没有人在等。")
            return
        self.view.list.choose(0)
        one = rows[0]
        self.notice.emit("good", f"请 {spoken(one.number)}，{one.name}。Enter 打开。")

    def _open(self, one: object) -> None:
        if self._desk.may("reception"):
            self.receive()
        else:
            self.open_matter()

    def _new(self) -> None:
        self.go.emit(routes.NewVisit())

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_SHOWN)

    def follow(self) -> None:
        self.look()
