"""The waiting list: call the next visitor in, hold, bring back, hand on, mark as left; or open the matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.desk import Desk
from app.domain.hall import BACK, CALLED, HANDED, HELD, LEFT
from app.domain.numbers import spoken
from app.domain.paging import Block, Cursor, Order, PageAsked, block_of
from app.domain.terms import TALK_FORM
from app.events import Changes
from app.services.reference.read_tables import read_colleagues
from app.services.visits.list_hall import HallVisit, list_hall
from app.services.visits.note_hall import HallNoted, note_hall
from ui import routes
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.waiting.handing import Handing
from ui.waiting.model import COLUMNS, WaitingRow, next_to_call, sort_key, summary
from ui.waiting.view import WaitingView
from ui.widgets import Choice
from ui.workplace import Workplace

_SHOWN = ("visits", "voids", "steps", "receptions", "received_visits", "hall_acts")
MINUTE = 60_000
NOBODY = "没有人在等"


class WaitingPage(TablePage):
    """Today's visits that nobody has taken up yet, the longest waiting first; on demand all of today."""

    name = "waiting"
    title = "候访"
    label = "候访名单"
    tab = "register"
    columns = COLUMNS
    order = Order("at")
    view: WaitingView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._call = False
        self._all = False
        self._hall: list[HallVisit] = []
        self._colleagues: list[Choice] = []
        self.view = WaitingView(self.table)
        self.handing = Handing(self.view)
        self.handing.settled.connect(self._settled)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look)
        self.table.selectionModel().currentChanged.connect(self._row_changed)

    def commands(self) -> list[Command]:
        some = self.table.rows.rowCount() > 0
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
                why_not=NOBODY if may else "接访由接谈员或带班领导做",
            ),
            Command(
                name="waiting.talk",
                text="接谈",
                keys=("Alt+I",),
                run=self.talk,
                bar=may,
                enabled=some and may,
                why_not=NOBODY if may else "接谈由接谈员或带班领导做",
            ),
            Command(
                name="waiting.matter",
                text="看这件事",
                keys=("Alt+M",),
                run=self.open_matter,
                bar=not may,
                primary=not may,
                enabled=some,
                why_not=NOBODY,
            ),
            Command(
                name="waiting.next", text="叫下一位", keys=("F12", "Ctrl+T"), run=self.call_next, bar=True
            ),
            self._act("again", "再叫这一位", "Alt+R", CALLED, bar=False),
            self._act("hold", "暂缓", "Alt+H", HELD),
            self._act("back", "请回来", "Alt+B", BACK, bar=False),
            self._act("hand", "转交", "Alt+T", HANDED),
            self._act("left", "已离开", "Alt+X", LEFT),
            Command(
                name="waiting.all",
                text="只看在等的" if self._all else "看今天全部",
                keys=("Alt+A",),
                run=self._show_all,
            ),
            Command(name="waiting.new", text="新来访", keys=("F2", "Ctrl+N"), run=self._new),
            Command(name="waiting.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look),
            *self.sorting(),
        ]

    def _act(self, name: str, text: str, key: str, act: str, *, bar: bool = True) -> Command:
        """A key that does something with the chosen visitor; the reason beside it where it may not."""
        row = self._chosen()
        why = NOBODY
        if row is not None:
            why = "保密事项，由能看的人叫" if not row.visit.may_act else f"这一位现在不能“{text}”"
        allowed = row is not None and row.visit.may_act and row.visit.state.allows(act)
        return Command(
            name=f"waiting.{name}",
            text=text,
            keys=(key,),
            run=partial(self._do, act),
            bar=bar,
            enabled=allowed,
            why_not=why,
        )

    def enter(self, route: Route) -> None:
        self._call = isinstance(route, routes.Waiting) and route.call_next
        self._minute.start()
        self._tasks.run(partial(_colleagues, self._desk), self._take_colleagues)
        self.look()

    def leave(self) -> None:
        self._minute.stop()
        self.handing.shut()

    def _take_colleagues(self, colleagues: list[Choice]) -> None:
        self._colleagues = colleagues

    @Slot()
    def look(self) -> None:
        """Read the list again."""
        self.follow()

    @Slot()
    def _row_changed(self) -> None:
        self.commands_changed.emit()

    def block(self, asked: PageAsked) -> Callable[[], Block[WaitingRow]]:
        return partial(self._read_hall, self._desk, asked)

    def _read_hall(self, desk: Desk, asked: PageAsked) -> Block[WaitingRow]:
        """On a thread: everybody of today; the list shows those who wait, or all."""
        now: datetime = desk.clock.now()
        hall = list_hall(desk)
        self._hall = hall
        rows = [WaitingRow(visit, now) for visit in hall if self._all or visit.waits]
        return block_of(rows, replace(asked, most=max(asked.most, len(rows))), partial(_key, asked.order.key))

    def same(self, row: WaitingRow) -> str:
        return row.visit.visit_id

    def open_row(self, row: WaitingRow) -> None:
        if self._desk.may("reception") and row.visit.waits:
            self.receive()
        else:
            self.open_matter()

    def receive(self) -> None:
        """Open the reception with the chosen visit; the wait ends when the reception has it."""
        row = self._chosen()
        if row is not None:
            self.go.emit(routes.ReceptionOf(visit=row.visit.number))

    def talk(self) -> None:
        """接谈: a plain interview with the chosen visitor, the minutes ready to be typed."""
        row = self._chosen()
        if row is not None:
            self.go.emit(routes.ReceptionOf(visit=row.visit.number, form=TALK_FORM))

    def open_matter(self) -> None:
        row = self._chosen()
        if row is not None:
            self.go.emit(routes.Matter(row.visit.number))

    def call_next(self) -> None:
        """F12: the one who has waited longest of those not called; the list is read first."""
        self._call = True
        self.look()

    def _do(self, act: str) -> None:
        row = self._chosen()
        if row is None:
            return
        number = row.visit.number
        if act == HANDED:
            self.handing.ask_whom(number, spoken(number), self._colleagues)
        elif act == HELD:
            self.handing.ask_why(number, spoken(number))
        else:
            self._note(number, act)

    def _show_all(self) -> None:
        self._all = not self._all
        self.view.show_which(every=self._all)
        self.look()

    def _chosen(self) -> WaitingRow | None:
        row: WaitingRow | None = self.table.current()
        return row

    def filled(self) -> None:
        rows = self._rows()
        self.view.title.setText(f"候访　{summary(self._hall)}")
        self.view.show_empty(not rows)
        if rows and self.in_front:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._call:
            self._call = False
            self._call_first(rows)

    def _rows(self) -> list[WaitingRow]:
        rows: list[WaitingRow] = self.table.rows.filling.rows
        return rows

    def _call_first(self, rows: list[WaitingRow]) -> None:
        row = next_to_call(rows, self._desk.staff.login)
        if not any(row.visit.waits for row in rows):
            self.notice.emit("warning", "没有人在等。")
        elif row is None:
            self.notice.emit("warning", "在等的都叫过了，或者暂缓、转交了。选中一位按 Alt+R 再叫。")
        else:
            self.table.choose(rows.index(row))
            self._note(row.visit.number, CALLED)

    @Slot(str, str, str, str)
    def _settled(self, number: str, act: str, to: str, reason: str) -> None:
        self._note(number, act, to, reason)

    def _note(self, number: str, act: str, to: str = "", reason: str = "") -> None:
        work = partial(note_hall, self._desk, number, act, to=to or None, reason=reason or None)
        self._tasks.run(work, self._noted)

    def _noted(self, noted: HallNoted) -> None:
        """Say what was kept; the list is read again by its event."""
        name = next((visit.name for visit in self._hall if visit.number == noted.number), "")
        number = spoken(noted.number)
        words = {
            CALLED: f"请 {number}，{name}。Enter 打开，没有来按 F12 叫下一位。",
            HELD: f"{number} 暂缓，叫号时跳过。请回来按 Alt+B。",
            BACK: f"{number} 回到候访。",
            HANDED: f"{number} 已转交。",
            LEFT: f"{number} 记为已离开。看今天全部按 Alt+A，可以请回来。",
        }
        self.notice.emit("good", words[noted.act.act])
        self.look()

    def _new(self) -> None:
        self.go.emit(routes.NewVisit())

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_SHOWN)


def _colleagues(desk: Desk) -> list[Choice]:
    """Who else can take a visitor over, by name and sound."""
    return [
        Choice(colleague.login, colleague.name, colleague.initials, colleague.sounds)
        for colleague in read_colleagues(desk)
    ]


def _key(key: str, row: Any) -> Cursor:
    return sort_key(row, key)
