"""Joins 审批 to its services: the request is read whole, then signed with F9 or sent back with its reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.errors import JiefangtaiError, Refused
from app.events import Changes
from app.services.handling.decide_request import approve_request, refuse_request
from app.services.handling.read_requests import RequestShown, ToSign, read_request, requests_to_sign
from app.words import sentence
from ui import routes
from ui.approvals.model import against, change_words, head_words, row_of
from ui.approvals.view import ApprovalsView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

NO_PAPER = "这一步不出纸。"
NOT_YET = "现在还出不了纸，原因写在中间。"


class ApprovalsPage(Page):
    """A leader signs what others ask for, never his own; each request by itself."""

    name = "approvals"
    title = "审批"
    tab = "approvals"
    view: ApprovalsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ApprovalsView()
        self.shown: RequestShown | None = None
        self._busy = False
        self.view.list.opened.connect(self._opened)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)
        self.view.reason.edited.connect(self.commands_changed)

    def commands(self) -> list[Command]:
        shown = self.shown
        ready = shown is not None and not against(shown) and not self._busy
        return [
            Command(
                name="approvals.approve",
                text="批准",
                keys=("F9", "Ctrl+Return"),
                run=self.approve,
                bar=True,
                primary=True,
                enabled=ready,
                why_not="先看为什么现在批不了" if shown else "没有等你批的",
                icon="seal",
            ),
            Command(
                name="approvals.refuse",
                text="退回",
                keys=("Alt+T",),
                run=self.refuse,
                bar=True,
                enabled=shown is not None and not self._busy,
                why_not="没有等你批的",
                icon="undo",
            ),
            Command(
                name="approvals.open",
                text="打开整件",
                keys=("Alt+O",),
                run=self.open_case,
                bar=True,
                enabled=shown is not None,
                why_not="没有等你批的",
            ),
            Command(name="approvals.next", text="下一件", keys=("F12",), run=self.next, bar=True),
            Command(name="approvals.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look),
        ]

    def enter(self, route: Route) -> None:
        self.look()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def look(self) -> None:
        """Read the inbox again."""
        self._tasks.run(partial(requests_to_sign, self._desk), self._listed, latest="approvals.list")

    def follow(self) -> None:
        self.look()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("requests", "decisions", "steps", "withdrawals", "visits")

    def _listed(self, items: tuple[ToSign, ...]) -> None:
        now = self._desk.clock.now()
        self.view.list.show_rows([row_of(item, now) for item in items])
        self.view.show_inbox(len(items))
        if not items:
            self._show(None)
        else:
            self._read(self._current())

    def _current(self) -> ToSign | None:
        row = self.view.list.current()
        return row if isinstance(row, ToSign) else None

    @Slot(object)
    def _opened(self, _item: Any) -> None:
        self.view.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _chosen(self) -> None:
        self._read(self._current())

    def _read(self, item: ToSign | None) -> None:
        if item is not None:
            work = partial(read_request, self._desk, item, picture=False)
            self._tasks.run(work, self._show, self._failed, latest="approvals.request")
            self._tasks.run(partial(read_request, self._desk, item), self._draw, latest="approvals.paper")

    def _draw(self, shown: RequestShown) -> None:
        """The paper, once it is drawn, if its request is still the one that is shown."""
        if self.shown is not None and self.shown.item.request.id == shown.item.request.id:
            preview = shown.preview
            picture = preview.picture if preview else None
            self.view.show_paper(picture, NOT_YET if preview and preview.paper else NO_PAPER)

    def _show(self, shown: RequestShown | None) -> None:
        other = self.shown is None or shown is None or self.shown.item.request.id != shown.item.request.id
        self.shown = shown
        self.view.reason.setEnabled(shown is not None)
        if other:
            self.view.reason.set_value("")
            self.view.show_paper(None, "")
        if shown is None:
            self.view.show_request("", [])
            self.view.show_paper(None, "")
            self.view.against.clear()
            self.view.account.setText("")
        else:
            self._show_request(shown)
        self.commands_changed.emit()

    def _show_request(self, shown: RequestShown) -> None:
        item, preview = shown.item, shown.preview
        changes = [change_words(pair) for pair in preview.moved] if preview else []
        status = [f"{preview.status[0]} → {preview.status[1]}"] if preview else [item.status]
        self.view.show_request(
            head_words(shown),
            [
                ("诉求", [item.claim] if item.claim else []),
                ("理由和依据", [shown.ground] if shown.ground else []),
                ("送批人写的", [f"{label}：{words}" for label, words in shown.words]),
                ("批准以后", [*status, *(words for words in changes if words)]),
            ],
        )
        why = against(shown)
        if why:
            self.view.against.say(why)
        else:
            self.view.against.clear()
        self.view.account.setText(
            f"以 {self._desk.staff.name} 的账号批准，送批人 {item.asked_by}。批准以前期限和状态都不变。"
        )

    @Slot()
    def approve(self) -> None:
        if self.shown is not None and not self._busy:
            self._act(partial(approve_request, self._desk, self.shown.item.request.id), "已批准")

    @Slot()
    def refuse(self) -> None:
        """Alt+T goes to the reason; with one written it sends the request back."""
        reason = self.view.reason.value()
        if self.shown is None or self._busy:
            return
        if reason is None:
            self.view.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.notice.emit("warning", "写明为什么退回，再按 Alt+T。")
            return
        self._act(partial(refuse_request, self._desk, self.shown.item.request.id, reason), "已退回")

    def _act(self, work: partial[Any], word: str) -> None:
        assert self.shown is not None
        item = self.shown.item
        self._busy = True
        self.commands_changed.emit()
        done = partial(self._done, f"{word}：{item.request.mode}，{item.number}。")
        self._tasks.run(work, done, self._failed)

    def _done(self, words: str, _answer: Any) -> None:
        self._busy = False
        self.view.reason.set_value("")
        self.notice.emit("good", words)
        self.look()

    def _failed(self, error: JiefangtaiError) -> None:
        self._busy = False
        first = error.errors[0] if isinstance(error, Refused) and error.errors else error
        self.notice.emit("warning", sentence(first.code, first.facts))
        self.look()

    @Slot()
    def open_case(self) -> None:
        if self.shown is not None:
            self.go.emit(routes.Matter(self.shown.item.number))

    @Slot()
    def next(self) -> None:
        """F12: the next request, round and round."""
        count = self.view.list.count()
        if count:
            self.view.list.choose((self.view.list.currentIndex().row() + 1) % count)
