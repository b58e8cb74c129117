"""Joins 审批 to its services: the request is read whole, then signed with F9 or sent back with its reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.desk import Desk
from app.errors import JiefangtaiError, NotAllowed
from app.events import Changes
from app.services.approvals.decide_request import ActDone, approve_request, refuse_request
from app.services.approvals.read_requests import (
    Decided,
    DecidedRequest,
    RequestShown,
    ToSign,
    decided_requests,
    decided_this_week,
    read_request,
    requests_to_sign,
)
from app.services.approvals.sign_on_the_spot import prove_password
from app.services.reference.read_tables import DayTables, read_day_tables
from app.words import sentence_of
from ui import routes
from ui.approvals.commands import approvals_commands, why_not_signed
from ui.approvals.model import (
    against,
    change_words,
    check_lines,
    head_words,
    past_parts,
    past_row,
    row_of,
    sign_reasons,
)
from ui.approvals.view import ApprovalsView
from ui.page import Command, Page
from ui.routes import Route
from ui.widgets.duty_words import duty_words
from ui.workplace import Workplace

NO_PAPER = "这一步不出纸。"
Inbox = tuple[tuple[ToSign, ...], Decided, tuple[DecidedRequest, ...], DayTables]
"""What waits, how many were decided this week, those decided last, and who leads today."""
FRESH = 300
"""Seconds for which a password holds for a signature (LOOK2)."""
CHECKED = "程序替你核对了，红的批不了"
NOT_YET = "现在还出不了纸，原因写在中间。"


class ApprovalsPage(Page):
    """A leader signs what others ask for, never his own; each request by itself."""

    name = "approvals"
    title = "审批"
    tab = "approvals"
    follows_behind = True  # its tab says how many wait
    view: ApprovalsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ApprovalsView()
        self.shown: RequestShown | None = None
        self.busy = False
        self.past = False
        """Whether the list shows what was decided (H) in place of what waits."""
        self.decided = 0
        self.view.paper.seen.connect(self.commands_changed)
        self.view.sign.entered.connect(self.approve)
        self.view.list.opened.connect(self._opened)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)
        self.view.reason.edited.connect(self.commands_changed)

    def commands(self) -> list[Command]:
        return approvals_commands(self)

    def wake(self) -> None:
        self.look()

    def leave(self) -> None:
        self.view.sign.shut()

    def step_back(self) -> bool:
        if self.view.sign.is_open:
            self.view.sign.shut()
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.past:
            self.turn_past()
            return True
        return super().step_back()

    def enter(self, route: Route) -> None:
        self.past = False
        self.look()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def look(self) -> None:
        """Read the inbox again."""
        self._tasks.run(partial(_inbox, self._desk), self._listed, latest="approvals.list")

    def follow(self) -> None:
        self.look()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("requests", "decisions", "steps", "withdrawals", "visits", "staff", "roster")

    @Slot()
    def turn_past(self) -> None:
        """H: what was decided lately, or what waits again."""
        self.past = not self.past
        self.look()

    def _listed(self, read: Inbox) -> None:
        items, week, past, day = read
        self.decided = len(past)
        self.count_changed.emit(len(items))
        self.view.week.setText(f"本周批过 {week.signed}，退回 {week.sent_back}　看批过的 H")
        now = self._desk.clock.now()
        rows = (
            [past_row(request, now) for request in past]
            if self.past
            else [row_of(item, now) for item in items]
        )
        held = self.view.window().focusWidget()
        here = held is not None and self.view.isAncestorOf(held)
        self.view.list.show_rows(rows)
        self.view.show_inbox(len(rows), self.past, duty_words(day))
        self._chosen()
        if here and not rows:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # never on a tab, where Enter leaves the page

    def reasons(self) -> list[tuple[str, str]]:
        rows = [row.data for row in self.view.list.rows()]
        return sign_reasons(self.shown, [row for row in rows if isinstance(row, ToSign)])

    def _current(self) -> ToSign | None:
        row = self.view.list.current()
        return row if isinstance(row, ToSign) else None

    @property
    def number(self) -> str:
        """Of the matter that the chosen row is about; empty without one."""
        row = self.view.list.current()
        return row.number if isinstance(row, ToSign | DecidedRequest) else ""

    @Slot(object)
    def _opened(self, _item: Any) -> None:
        self.view.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _chosen(self) -> None:
        item, row = self._current(), self.view.list.current()
        if item is not None:
            self._read(item)
            return
        self._show(None)
        if isinstance(row, DecidedRequest):
            self.view.show_request(f"{row.request.mode}　{row.number}", past_parts(row))
        self.commands_changed.emit()

    def _read(self, item: ToSign | None) -> None:
        if item is not None:
            work = partial(read_request, self._desk, item, picture=False)
            self._tasks.run(work, self._show, self._failed, latest="approvals.request")
            self._tasks.run(partial(read_request, self._desk, item), self._draw, latest="approvals.paper")

    def _draw(self, shown: RequestShown) -> None:
        """The paper, once it is drawn, if its request is still the one that is shown."""
        if self.shown is not None and self.shown.item.request.id == shown.item.request.id:
            self.view.show_papers(shown.pictures, NOT_YET if shown.makes_paper else NO_PAPER)
            self.commands_changed.emit()

    def _show(self, shown: RequestShown | None) -> None:
        if shown is not None and shown.item != self._current():
            return  # another row was chosen meanwhile
        other = self.shown is None or shown is None or self.shown.item.request.id != shown.item.request.id
        self.shown = shown
        self.view.reason.setEnabled(shown is not None)
        self.view.show_acts(shown is not None)
        if other:
            self.view.reason.set_value("")
            self.view.sign.shut()
            self.view.show_papers((), "")
        if shown is None:
            self.view.show_request("", [])
            self.view.show_papers((), "")
            self.view.against.clear()
            self.view.account.setText("")
        else:
            self._show_request(shown)
        self.commands_changed.emit()

    def _show_request(self, shown: RequestShown) -> None:
        item = shown.item
        self.view.show_request(
            head_words(shown),
            [
                ("诉求", [item.claim] if item.claim else []),
                ("理由和依据", [shown.ground] if shown.ground else []),
                ("送批人写的", [f"{label}：{words}" for label, words in shown.words]),
                (CHECKED, check_lines(shown)),
                ("批准以后", change_words(shown, self._desk.clock.now().date())),
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
        """F9; the password once more where the last one is older than five minutes."""
        if self.shown is None or self.busy or why_not_signed(self):
            return
        sign, request = self.view.sign, self.shown.item.request.id
        if not sign.is_open and self._workplace.house.password_age() > FRESH:
            token = self._workplace.house.vault.token_of(self._desk.staff.login)
            words = "离上次输密码超过 5 分钟，批准前再输一次你自己的密码。"
            sign.open((), "", words, pin=token is not None)
            return
        work = partial(approve_request, self._desk, request)
        if sign.is_open:
            if not sign.is_filled("你"):
                return
            secrets = (sign.password.text(), sign.typed_pin())
            work = partial(_prove_and_approve, self._workplace, *secrets, request)
        self._act(work, "已批准")

    @Slot()
    def refuse(self) -> None:
        """Alt+T goes to the reason; with one written it sends the request back."""
        reason = self.view.reason.value()
        if self.shown is None or self.busy:
            return
        if reason is None:
            self.view.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.notice.emit("warning", "写明为什么退回，再按 Alt+T。")
            return
        self._act(partial(refuse_request, self._desk, self.shown.item.request.id, reason), "已退回")

    def _act(self, work: partial[Any], word: str) -> None:
        assert self.shown is not None
        item = self.shown.item
        self.busy = True
        self.commands_changed.emit()
        done = partial(self._done, f"{word}：{item.request.mode}，{item.number}。")
        self._tasks.run(work, done, self._not_done)

    def _not_done(self, error: JiefangtaiError) -> None:
        of_token = error.code.startswith("token_")
        if self.view.sign.is_open and (isinstance(error, NotAllowed) or of_token):
            self.busy = False
            self.view.sign.refuse(error)
            self.commands_changed.emit()
        else:
            self._failed(error)

    def _done(self, words: str, _answer: Any) -> None:
        self.busy = False
        self.view.reason.set_value("")
        self.view.sign.shut()
        self.notice.emit("good", words)
        self.look()

    def _failed(self, error: JiefangtaiError) -> None:
        self.busy = False
        self.notice.emit("warning", sentence_of(error))
        self.look()

    @Slot()
    def open_case(self) -> None:
        if self.number:
            self.go.emit(routes.Matter(self.number))

    @Slot()
    def next(self) -> None:
        """F12: the next request, round and round."""
        count = self.view.list.count()
        if count:
            self.view.list.choose((self.view.list.currentIndex().row() + 1) % count)


def _inbox(desk: Desk) -> Inbox:
    return requests_to_sign(desk), decided_this_week(desk), decided_requests(desk), read_day_tables(desk)


def _prove_and_approve(place: Workplace, password: str, pin: str | None, request_id: str) -> ActDone:
    prove_password(place.house, place.desk, password, pin)
    return approve_request(place.desk, request_id)
