"""Joins the start page to what waits for the person signed in: one list, each row with its key."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.desk import Desk
from app.domain.case import tiles
from app.domain.rows.desk import Draft
from app.events import OF_MATTERS, Changes
from app.services.approvals.read_answers import RequestAnswered
from app.services.desk.keep_draft import clear_old_drafts, discard_draft, read_draft
from app.services.desk.owned_cases import OwnedCase
from app.services.desk.read_today import AskedToSign, DueToday
from app.services.printing.print_queue import UnseenPaper
from app.services.printing.slips_owed import SlipOwed
from app.services.visits.list_hall import HallVisit
from app.services.visits.take_in import give_back
from ui import routes
from ui.page import Command, Page
from ui.routes import Route
from ui.start.day_papers import DayPapers
from ui.start.home import home_of
from ui.start.model import BEGIN, StartFacts, empty_words, ranked, read_start
from ui.start.rows import (
    KINDS,
    MOST,
    BackupMissing,
    Conflicts,
    Reminding,
    RosterMissing,
    Waits,
    due_reasons,
)
from ui.start.slip_rows import SlipRows
from ui.start.view import StartView
from ui.widgets.ask import Question
from ui.workplace import Workplace

_SHOWN = (
    *OF_MATTERS,
    "hall_acts",
    "drafts",
    "print_jobs",
    "roster",
    "staff",
    "holidays",
    "conflicts",
    "requests",
    "decisions",
    "audit",
)
_OF_MATTERS = DueToday | AskedToSign | RequestAnswered | SlipOwed | OwnedCase


class StartPage(Page):
    """What waits, in order of harm; nothing here is lost by looking elsewhere."""

    name = "start"
    title = "起始页"
    bar = False
    follows_behind = True  # the status bar counts drafts and papers on every page
    view: StartView
    counted = Signal(int, int)
    """Drafts and unconfirmed papers, for the status bar."""
    looked = Signal(object)
    """StartFacts, whenever they were read."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.facts: StartFacts | None = None
        self._waits: list[Waits] = []
        self._only, self._whole = "", False
        self._home = home_of(self._desk)
        self.view = StartView(self._home, roster=self._desk.may("roster"))
        self.day_papers = DayPapers(self._desk, self._tasks, self.view)
        self.day_papers.announced.connect(self.notice)
        self.day_papers.papers_out.connect(self.papers_out)
        self.slip_rows = SlipRows(self._desk, self._tasks, self.view)
        self.slip_rows.announced.connect(self.notice)
        self.slip_rows.papers_out.connect(self.papers_out)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(400)
        self._soon.timeout.connect(self.refresh)
        self.view.begin.clicked.connect(self._begin)
        self.view.list.opened.connect(self._open)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)

    def commands(self) -> list[Command]:
        may = self._desk.may("register")
        home = self._home
        commands = [
            Command(
                name="start.begin", text=home.word, keys=(home.key, "Ctrl+N"), run=self._begin, primary=True
            ),
            Command(
                name="start.waiting",
                text="候访，叫下一位",
                keys=("F12", "Ctrl+T"),
                run=self._call,
                enabled=may,
                why_not="候访由登记员叫号",
            ),
            Command(
                name="start.roster",
                text="带班表",
                keys=("Alt+B",),
                run=self._to_roster,
                enabled=self._desk.may("roster"),
                why_not="带班表由窗口和系统管理员看",
            ),
            Command(name="start.refresh", text="重新检查", keys=("F5", "Ctrl+R"), run=self.refresh),
        ]
        return [*commands, *self._on_row(), *self._filters(), *self.day_papers.commands()]

    def reasons(self) -> list[tuple[str, str]]:
        """F1: why the dates of the rows are what they are, the chosen one's first."""
        chosen = self.view.list.current()
        rows = sorted((row.data for row in self.view.list.rows()), key=lambda data: data is not chosen)
        dates = [data.owed if isinstance(data, Reminding) else data for data in rows]
        return due_reasons(date for date in dates if isinstance(date, DueToday))

    def _on_row(self) -> list[Command]:
        """What can be done with the chosen row beside opening it."""
        row = self.view.list.current()
        if isinstance(row, Draft):
            return [
                Command(name="start.discard", text="丢弃选中的草稿", keys=("Del",), run=self._ask_discard)
            ]
        if isinstance(row, DueToday):
            may = self._desk.may("step") and row.claim is not None
            return [
                Command(
                    name="start.handle", text="办理选中的", keys=("B",), run=self._handle, enabled=may,
                    why_not="办理由接谈员、带班领导和督办做",
                )
            ]  # fmt: skip
        return self.slip_rows.commands(row)

    def _filters(self) -> list[Command]:
        """1 … 6 show one kind alone, 0 all of them; a digit never acts."""
        waits = {waiting.kind for waiting in self._waits}
        commands = [
            Command(
                name=f"start.only.{kind}",
                text=f"只看{word}",
                keys=(str(n),),
                run=partial(self._show_only, kind),
            )
            for n, (kind, word) in enumerate(KINDS, start=1)
            if kind in waits or kind == self._only
        ]
        if self._whole or len(self._waits) > MOST:
            word = "只列最急的" if self._whole else "全部列出"
            commands.append(Command(name="start.whole", text=word, keys=("M", "Alt+M"), run=self._show_whole))
        if waits:
            commands.append(
                Command(name="start.only.all", text="看全部", keys=("0",), run=partial(self._show_only, ""))
            )
        return commands

    def _show_only(self, kind: str) -> None:
        self._only = "" if kind == self._only else kind
        self._show_waits()

    def _show_whole(self) -> None:
        """M: the rows behind the first ones too, and back."""
        self._whole = not self._whole
        self._show_waits()

    def enter(self, route: Route) -> None:
        self._only, self._whole = "", False
        self._tasks.run(partial(clear_old_drafts, self._desk))
        self.refresh()
        rows = self.view.list
        (rows if rows.count() else self.view.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.day_papers.shut()
        self.slip_rows.shut()

    def step_back(self) -> bool:
        return True

    @Slot()
    def refresh(self) -> None:
        self._tasks.run(partial(read_start, self._desk), self._show, latest="start")

    def _show(self, facts: StartFacts) -> None:
        was_empty = self.view.list.count() == 0
        self.facts = facts
        self._waits = ranked(facts, self._desk.staff.roles)
        self.view.show_facts(facts, self._desk.staff.name, self._desk.place.letter)
        self._show_waits()
        self.counted.emit(len(facts.today.drafts), facts.papers)
        self.looked.emit(facts)
        if self.in_front and was_empty and self._waits and self.view.begin.hasFocus():
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_waits(self) -> None:
        if self.facts is not None:
            empty = empty_words(self.facts, self._begins(), self.day_papers.may_report)
            self.view.show_waits(self._waits, self._only, empty, whole=self._whole)
            self.commands_changed.emit()

    def _begins(self) -> str:
        """Whose day begins with a visitor reads so; the others read what F2 does for them."""
        if isinstance(self._home.route, routes.NewVisit):
            return BEGIN
        find = "，查人查号按 F3" if self._desk.may("search") else ""
        return f"{self._home.word}按 {self._home.key}{find}。"

    @Slot()
    def _chosen(self) -> None:
        self.commands_changed.emit()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_SHOWN)

    def follow(self) -> None:
        self._soon.start()

    @Slot()
    def _begin(self) -> None:
        self.go.emit(self._home.route)

    def _to_roster(self) -> None:
        self.go.emit(routes.Roster())

    def _call(self) -> None:
        self.go.emit(routes.Waiting(call_next=True))

    @Slot(object)
    def _open(self, about: object) -> None:
        """Enter on a row: what it is about."""
        if isinstance(about, Draft):
            self.go.emit(routes.DRAFTS[about.screen](draft_id=about.id))
        elif isinstance(about, HallVisit):
            self.go.emit(routes.Waiting())
        elif isinstance(about, BackupMissing):
            if self._desk.may("backup"):
                self.go.emit(routes.Safety())
        elif isinstance(about, RosterMissing):
            self.go.emit(routes.Roster())
        elif isinstance(about, Conflicts):
            self.go.emit(routes.Sync())
        elif isinstance(about, Reminding):
            self.go.emit(routes.Ledger(tiles.REMIND))
        elif isinstance(about, AskedToSign):
            self.go.emit(routes.Approvals())
        elif isinstance(about, DueToday) and about.claim is None:
            self.notice.emit("warning", "这是保密事项，只有指定的人能打开。")
        elif record := _record_of(about):
            among = tuple(filter(None, (_record_of(row.data) for row in self.view.list.rows())))
            self.go.emit(routes.Matter(record, tuple(dict.fromkeys(among))))
        elif isinstance(about, UnseenPaper):
            self.notice.emit("warning", f"{about.kind}不属于哪一件事。纸出来了按 Y，没有出来按 R。")

    def _handle(self) -> None:
        """B: the sheet 办理 of the case whose date has come."""
        row = self.view.list.current()
        if isinstance(row, DueToday) and row.claim is not None:
            self.go.emit(routes.Step(row.number))
        elif row is not None:
            self._open(row)

    def _ask_discard(self) -> None:
        draft = self.view.list.current()
        if isinstance(draft, Draft):
            asked = Question(
                self.view,
                f"丢弃“{draft.title or '未填姓名'}”这份草稿？",
                "丢弃后找不回来。",
                "丢弃",
                "留着",
                "start.sure",
            )
            asked.setProperty("draft", draft.id)
            asked.agreed.connect(self._discard)

    @Slot()
    def _discard(self) -> None:
        asked = self.sender()
        draft: Any = asked.property("draft") if asked is not None else None
        if draft:
            self._tasks.run(partial(_throw_away, self._desk, str(draft)))


def _throw_away(desk: Desk, draft_id: str) -> None:
    """The draft is gone; visitors whom a reception had taken in wait again."""
    draft = read_draft(desk, draft_id)
    discard_draft(desk, draft_id)
    if draft is not None and draft.screen == "联合接访":
        give_back(desk, [str(number) for number in draft.form.get("visits") or ()])


def _record_of(about: object) -> str:
    """Number of the record that a row opens; a paper's own number is none."""
    if isinstance(about, UnseenPaper):
        return about.record
    return about.number if isinstance(about, _OF_MATTERS) else ""
