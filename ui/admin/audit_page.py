"""审计: who did what, when, about what and why, refusals too; reading it is an entry of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.paging import Block, Order, PageAsked, block_of
from app.domain.rows.audit import AuditEntry
from app.errors import FieldError, Refused
from app.services.desk.read_audit import AuditWanted, read_audit
from ui.admin.model import audit_columns
from ui.admin.view import ListView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.widgets import TextField
from ui.widgets.asking import AskingBySheet
from ui.widgets.dates import read_date
from ui.workplace import Workplace

DAYS = 7
"""How far back the list begins with."""


class AuditPage(TablePage):
    """Read once per look: sorting and scrolling lie in memory."""

    name = "audit"
    title = "审计"
    columns = audit_columns()
    order = Order("at", descending=True)
    view: ListView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ListView(self.table, "每一次查看审计也记入审计。审计只加不改，断了、少了核对时查得出。")
        self.sheet = FilterSheet(self.view, self._today)
        self.sheet.wanted.connect(self._ask)
        self.wanted = AuditWanted(start=self._today - timedelta(days=DAYS - 1))
        self._rows: list[AuditEntry] | None = None

    @property
    def _today(self) -> date:
        return self._desk.clock.now().date()

    def commands(self) -> list[Command]:
        return [
            Command(name="audit.filter", text="查哪些", keys=("/", "Alt+F"), run=self.ask, bar=True,
                    primary=True),
            Command(name="audit.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.look, bar=True),
            *self.sorting(),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.look()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sheet.shut()

    def look(self) -> None:
        """Read anew what is asked for."""
        self._rows = None
        self.read_start()

    def ask(self) -> None:
        self.sheet.ask(self.wanted)

    @Slot(object)
    def _ask(self, wanted: AuditWanted) -> None:
        self.wanted = wanted
        self.look()

    def block(self, asked: PageAsked) -> Callable[[], Block[Any]]:
        return partial(self._block, asked)

    def _block(self, asked: PageAsked) -> Block[AuditEntry]:
        if self._rows is None:
            self._rows = read_audit(self._desk, self.wanted)
        return block_of(self._rows, asked, _when)

    def filled(self) -> None:
        rows = self._rows or []
        self.view.head.setText(f"{wanted_words(self.wanted)}，{len(rows)} 条")
        self.view.show_empty("" if rows else "没有符合的记录。按 / 换一个日期、账号或词。")


def _when(row: AuditEntry) -> tuple[Any, ...]:
    return row.at, row.id


def wanted_words(wanted: AuditWanted) -> str:
    """11-21 起，账号 clerk，含“导出”."""
    start = f"{wanted.start:%m-%d} 起" if wanted.start else "全部日期"
    end = f"到 {wanted.end:%m-%d}" if wanted.end else ""
    who = f"账号 {wanted.who}" if wanted.who else ""
    what = f"含“{wanted.what}”" if wanted.what else ""
    return "，".join(part for part in (start, end, who, what) if part)


class FilterSheet(AskingBySheet):
    """Days, account, a word; empty fields ask nothing."""

    wanted = Signal(object)

    def __init__(self, view: QWidget, today: date) -> None:
        super().__init__(view)
        self._today = today

    def ask(self, wanted: AuditWanted) -> None:
        days = {"start": wanted.start, "end": wanted.end}
        self.fields = {
            name: TextField(label, f"audit.{name}", hint)
            for name, label, hint in (
                ("start", "从哪天", "如 11-20，不写就从头"),
                ("end", "到哪天", "不写就到现在"),
                ("who", "账号", "如 clerk"),
                ("what", "含什么", "事、号码或理由里的词"),
            )
        }
        for name, day in days.items():
            self.fields[name].set_value(f"{day:%Y-%m-%d}" if day else None)
        self.fields["who"].set_value(wanted.who)
        self.fields["what"].set_value(wanted.what)
        sheet = self._open("查哪些审计", "查", ("从哪天", "到哪天", "账号", "含什么"), "audit.filter")
        sheet.asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        typed = {name: str(field.value() or "").strip() for name, field in self.fields.items()}
        days: dict[str, date | None] = {}
        for name in ("start", "end"):
            days[name] = read_date(typed[name], self._today) if typed[name] else None
            if typed[name] and days[name] is None:
                self._beside(Refused(FieldError(name, "bad_date")))
                return
        sheet.shut()
        self.wanted.emit(AuditWanted(**days, who=typed["who"] or None, what=typed["what"] or None))
