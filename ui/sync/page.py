"""Joins the sync page to the link: how it stands, keep or restore in one key, send again, take back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot

from app.errors import JiefangtaiError, Refused
from app.events import SYNC, Changes
from app.ports.link import Clash, Link
from app.services.sync.settle_conflicts import decide_conflict, undo_decision
from app.services.sync.sync_now import retry_set_aside, sync_now
from app.services.sync.sync_overview import ClashPage, Overview, sync_overview
from app.words import sentence_of
from ui import routes
from ui.page import Command, Page
from ui.routes import Route
from ui.sync import model
from ui.sync.carrying import Carrying
from ui.sync.view import SyncView
from ui.widgets.light import ALONE
from ui.workplace import Workplace


class SyncPage(Page):
    """Nothing here is urgent: the value that shows is in use until somebody says otherwise."""

    name = "sync"
    title = "同步"
    view: SyncView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self._busy = False
        self._settled: set[str] = set()  # ids given to a decision: a second key does not decide them again
        self._shown: Overview | None = None
        self._choose = ""
        self._undo: Clash | None = None
        self.view = SyncView()
        self.carrying = Carrying(self.view, workplace)
        self.carrying.announced.connect(self.notice)
        self.carrying.done.connect(self.look)
        self.view.list.opened.connect(self._open)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)

    def commands(self) -> list[Command]:
        commands = [*self._deciding(), *self._sending()]
        number = model.number_of(self.view.list.current())
        if self._desk.may("search"):
            commands.insert(
                min(2, len(commands)),
                Command(
                    name="sync.open", text="打开记录", keys=("Alt+O",),
                    run=self.open_record, bar=True, enabled=number is not None, why_not="没有选中的记录",
                ),
            )  # fmt: skip
        return commands

    def _deciding(self) -> list[Command]:
        if not self._desk.may("conflicts"):
            return []
        page = self._clash()
        can = page is not None and page.readable
        return [
            Command(
                name="sync.keep", text="保留现在的", keys=("K", "Alt+K"),
                run=self.keep, bar=True, primary=True, enabled=can, why_not="没有要核对的",
            ),
            Command(
                name="sync.restore", text="恢复没留下的", keys=("R", "Alt+R"),
                run=self.restore, bar=True, enabled=can, why_not="没有要核对的",
            ),
            Command(
                name="sync.undo", text="撤回刚才的核对", keys=("Ctrl+Shift+Z",),
                run=self.undo, bar=self._undo is not None, enabled=self._undo is not None,
                why_not="10 分钟内没有核对过",
            ),
        ]  # fmt: skip

    def _sending(self) -> list[Command]:
        if not self._desk.may("sync"):
            return [Command(name="sync.look", text="刷新", keys=("F5", "Ctrl+R"), run=self.look, bar=True)]
        overview = self._shown
        joined = overview is not None and overview.link.state != ALONE
        again = overview is not None and bool(overview.asides)
        return [
            *self._carrying(joined),
            Command(
                name="sync.retry", text="再送一次", keys=("S", "Alt+S"),
                run=self.retry, bar=again, enabled=again, why_not="没有被中心退下的",
            ),
            Command(
                name="sync.now", text="现在同步", keys=("F5", "Ctrl+R"),
                run=self.sync, bar=True, primary=not self._desk.may("conflicts"), enabled=joined,
                why_not="单机，没有加入中心",
            ),
        ]  # fmt: skip

    def _carrying(self, joined: bool) -> list[Command]:
        """A stick in place of the network; nobody joins by it."""
        if not self._desk.may("courier"):
            return []
        wanted = (
            ("write", "写带走的文件", "Alt+W", self.carrying.write),
            ("read", "读带来的文件", "Alt+L", self.carrying.read),
        )
        return [
            Command(
                name=f"sync.courier.{name}", text=text, keys=(key,), run=run, enabled=joined,
                why_not="先加入中心",
            )
            for name, text, key, run in wanted
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.look()
        lists = self._desk.may("conflicts")
        (self.view.list if lists else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _link_of(self) -> Link:
        """The desk's link to its hub; asked on a thread."""
        return self._workplace.house.link(self._desk)

    @Slot()
    def look(self) -> None:
        """Read it all again."""
        work = partial(sync_overview, self._desk, self._link_of)
        self._tasks.run(work, self._show, self._failed, latest="sync")

    def _show(self, overview: Overview) -> None:
        view, before = self.view, self._shown
        self._shown = overview
        view.state.show_state(model.head(overview), model.explained(overview), model.figures(overview))
        if before is None or (before.clashes, before.asides) != (overview.clashes, overview.asides):
            self._show_rows(overview)
        self.commands_changed.emit()

    def _show_rows(self, overview: Overview) -> None:
        """The chosen row stays chosen; where it is gone, the next one takes its place."""
        rows = self.view.list
        wanted = self._choose or model.key_of(rows.current())
        was_empty = rows.count() == 0
        nothing = model.NOTHING if self._desk.may("conflicts") else model.NOT_HERS
        self.view.show_list(model.rows(overview), model.title(overview), nothing)
        keys = [model.key_of(row.data) for row in rows.rows()]
        if wanted in keys:
            rows.choose(keys.index(wanted))
        self._choose = ""
        self._chosen()
        if was_empty and self._in_front:
            rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _chosen(self) -> None:
        today = self._desk.clock.now().date()
        self.view.detail.show_details(model.details(self.view.list.current(), today))
        self.commands_changed.emit()

    def _clash(self) -> ClashPage | None:
        chosen = self.view.list.current()
        return chosen if isinstance(chosen, ClashPage) else None

    def keep(self) -> None:
        """K: what shows stays."""
        self._decide(restore=False)

    def restore(self) -> None:
        """R: the other value comes back, here and on every desk."""
        self._decide(restore=True)

    def _decide(self, *, restore: bool) -> None:
        page = self._clash()
        if page is None or not page.readable or page.clash.id in self._settled:
            return
        self._settled.add(page.clash.id)
        work = partial(self._settle, page.clash.id, restore)
        done, failed = partial(self._decided, page, restore), partial(self._not_decided, page)
        self._tasks.run(work, done, failed)

    def _settle(self, id: str, restore: bool) -> Clash:
        return decide_conflict(self._desk, self._link_of(), id, restore)

    def _decided(self, page: ClashPage, restore: bool, settled: Clash) -> None:
        self._undo = settled
        self.commands_changed.emit()  # the key that the notice names is there when it is read
        word = "已恢复没留下的值" if restore else "已保留现在的值"
        where = f"{page.clash.number}　" if page.clash.number else ""
        self.notice.emit("good", f"{where}{page.field}：{word}。撤回按 Ctrl+Shift+Z。")
        self.look()

    def _not_decided(self, page: ClashPage, error: JiefangtaiError) -> None:
        self._settled.discard(page.clash.id)
        self._failed(error)

    def undo(self) -> None:
        """Ctrl+Shift+Z: the last decision of this window, within ten minutes."""
        settled = self._undo
        if settled is None or self._busy:
            return
        self._busy = True
        self._tasks.run(partial(self._take_back, settled), self._taken_back, self._failed)

    def _take_back(self, settled: Clash) -> Clash:
        return undo_decision(self._desk, self._link_of(), settled)

    def _taken_back(self, again: Clash) -> None:
        self._busy, self._undo = False, None
        self._settled.discard(again.id)
        self._choose = again.id
        self.notice.emit("good", "已撤回，又列在待核对里。")
        self.look()

    def retry(self) -> None:
        """S: what the hub set aside goes once more."""
        self._tasks.run(self._send_again, self._sent_again, self._failed)

    def _send_again(self) -> int:
        link = self._link_of()
        count = retry_set_aside(self._desk, link)["retried"]
        link.tell(self._desk.announce)
        link.nudge()
        return count

    def _sent_again(self, count: int) -> None:
        self.notice.emit("good", f"{count} 件已排上，连上中心就再送。")
        self.look()

    def sync(self) -> None:
        """F5: exchange now, also while it would still rest after the hub was away."""
        if self._busy:
            return
        self._busy = True
        self._tasks.run(self._exchange, self._exchanged, self._failed)

    def _exchange(self) -> dict[str, int]:
        return sync_now(self._desk, self._link_of())

    def _exchanged(self, done: dict[str, int]) -> None:
        self._busy = False
        self.notice.emit("good", f"已同步：送出 {done['pushed']} 条，取回 {done['pulled']} 条。")
        self.look()

    @Slot()
    def open_record(self) -> None:
        self._open(self.view.list.current())

    @Slot(object)
    def _open(self, data: object) -> None:
        number = model.number_of(data)
        if number is not None and self._desk.may("search"):
            self.go.emit(routes.Matter(number))

    def _failed(self, error: JiefangtaiError) -> None:
        self._busy = False
        self.notice.emit("warning", sentence_of(error))
        if isinstance(error, Refused):
            self.look()  # somebody else was quicker

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(SYNC) or not (changes.matters or changes.rows)

    def follow(self) -> None:
        self.look()
