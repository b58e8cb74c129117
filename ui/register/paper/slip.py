"""After saving: the slip goes to its printer, is asked for again, or the visit is taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.domain.print_jobs import OPEN
from app.domain.rows.papers import PrintJob
from app.errors import JiefangtaiError, Refused
from app.events import Event, PrintJobChanged
from app.ports.printers import FOLDER, PrinterState
from app.services.handling.advance_matter import Pending
from app.services.printing.bind_printers import bound_printer, fitting_paper
from app.services.printing.print_paper import (
    CONFIRMED,
    QUEUED,
    SENT,
    Printed,
    as_printed,
    confirm_job,
    job_facts,
    print_paper,
)
from app.services.printing.print_queue import look_at_job
from app.services.visits.void_visit import VisitTakenBack, void_visit
from app.words import sentence
from ui.register.paper.glyphs import Glyphs, characters_of
from ui.register.paper.saved_view import PaperFacts, SavedView
from ui.tasks import Tasks
from ui.widgets.printer_words import OTHER_PRINTER, printer_choices

KIND = "回执"
NEXT = "先接下一位"
"""The first button while there can be no paper."""
REPRINT, TAKEN_BACK = "没有出纸", "登记有误，当场撤回"


class Slip(QObject):
    """The paper of the visit that was saved last."""

    settled = Signal()
    """The clerk is done with the paper: the next visitor."""
    taken_back = Signal(str)
    """The number that was taken back."""
    announced = Signal(str, str)
    """kind and sentence for the notice bar."""

    def __init__(self, desk: Desk, tasks: Tasks, view: SavedView) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._view = view
        self.number = ""
        self._printed: Printed | None = None
        self._printers: tuple[PrinterState, ...] = ()
        self._lacking = ""
        self.glyphs = Glyphs(desk, tasks, view)
        view.printer_chosen.connect(self._other_chosen)

    def issue(self, number: str) -> None:
        """A visit was saved: its slip goes to the desk's printer, or to the folder."""
        self.number = number
        self._printed = None
        self._lacking = ""
        facts = PaperFacts(title="回执正在出", question="登记已经保存，出纸不影响登记。", first=NEXT)
        self._view.show_paper(facts)
        self._print(None, None)

    def confirm(self) -> None:
        """Enter: 已出纸, next visitor."""
        printed = self._printed
        if printed is not None and printed.job.state == SENT:
            self._tasks.run(partial(confirm_job, self._desk, printed.job.id), None)
        self.settled.emit()

    def again(self) -> None:
        """R: the same slip once more, counted and marked."""
        self._print(self._printed.job.printer if self._printed else None, REPRINT)

    def give_glyph(self) -> None:
        """G: a picture of the character that no font has; then the slip goes to the printer."""
        if self._lacking:
            self.glyphs.ask(self._lacking, partial(self._print, None, None))

    def later(self) -> None:
        """L: the job stays in the list of unconfirmed slips."""
        self.announced.emit("good", f"{self.number} 的回执留待补打，起始页里有它，按 R 补打。")
        self.settled.emit()

    def ask_printer(self) -> None:
        """O: another printer."""
        self._tasks.run(self._desk.printers.states, self._offer)

    def take_back(self) -> None:
        """Ctrl+Shift+Z within ten minutes."""
        if self.number:
            work = partial(void_visit, self._desk, self.number, TAKEN_BACK)
            self._tasks.run(work, self._gone, self._not_gone)

    @Slot(str)
    def _other_chosen(self, name: str) -> None:
        self._print(name, OTHER_PRINTER if self._printed else None)

    def _offer(self, states: list[PrinterState]) -> None:
        self._printers = tuple(states)
        self._view.ask_printer(printer_choices(states))

    def _print(self, printer: str | None, reason: str | None) -> None:
        work = partial(_printing, self._desk, self.number, printer, reason)
        self._tasks.run(work, self._came, self._refused, latest="register.slip")

    def _came(self, printed: Printed) -> None:
        self._lacking = ""
        self._printed = printed
        self._view.show_paper(paper_facts(printed))
        if printed.job.state in OPEN:
            self._look()  # its events may have come before the job itself

    @Slot(object)
    def on_event(self, event: Event) -> None:
        """The queue moved a job on: if it is the one on the panel, the panel says so."""
        shown = self._printed
        if isinstance(event, PrintJobChanged) and shown is not None and event.job_id == shown.job.id:
            self._look()

    def _look(self) -> None:
        if self._printed is not None:
            work = partial(look_at_job, self._desk, self._printed.job.id)
            self._tasks.run(work, self._moved, latest="register.slip.job")

    def _moved(self, job: PrintJob) -> None:
        if self._printed is not None and self._printed.job.id == job.id and self._printed.job != job:
            self._printed = as_printed(job, self._printed.issued)
            self._view.show_paper(paper_facts(self._printed))

    def _refused(self, error: JiefangtaiError) -> None:
        self._lacking = characters_of(error)
        self._view.show_paper(
            PaperFacts(
                title="回执没有出",
                question="登记已经保存，不受影响。起始页的“回执还没有出”里有它。",
                first=NEXT,
                detail=_words(error),
                kind="error",
                glyph=bool(self._lacking),
            )
        )

    def _gone(self, answer: VisitTakenBack | Pending) -> None:
        if isinstance(answer, Pending):
            self.announced.emit("good", f"{self.number} 保存已过十分钟或已在办理，作废已送带班领导批。")
            return
        number, self.number = self.number, ""
        self.announced.emit("good", f"{number} 已撤回，号码不再使用。")
        self.taken_back.emit(answer.visit.number)

    def _not_gone(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", _words(error))


def paper_facts(printed: Printed) -> PaperFacts:
    """What is known of the paper, one question, and what the printer said."""
    job = printed.job
    times = f"（补打第 {printed.issued.printing.times} 次）" if printed.issued.printing.times else ""
    if printed.problem is not None:
        return PaperFacts(
            title=f"已保存，{job.printer}没有出纸{times}",
            question="看一眼打印机，再选下面一项。",
            first=NEXT,
            detail=sentence(printed.problem, dict(printed.facts or {})),
            kind="error",
        )
    if job.printer == FOLDER:
        return PaperFacts(
            title=f"回执已存成文件{times}",
            question="文件可以随时打印；有打印机就按 O 改用。",
            first="下一位",
            detail=f"存在 {job.detail}",
        )
    if job.state == CONFIRMED:
        return PaperFacts(title=f"回执已打出{times}", question=f"{job.printer}报告打完了，请取纸。")
    if job.state == QUEUED:
        return PaperFacts(
            title=f"回执在等{job.printer}{times}",
            question="前面还有一张没有打完。",
            first=NEXT,
            detail="等得太久会自动作废，不会过后再打出来。",
        )
    return _sent_facts(printed, times)


def _sent_facts(printed: Printed, times: str) -> PaperFacts:
    job = printed.job
    code = job.detail if job.detail and job.detail.startswith("printer_") else None
    return PaperFacts(
        title=f"回执已发往{job.printer}{times}",
        question="请看一眼：纸出来了吗？",
        detail=sentence(code, job_facts(job)) if code else "没有确认的会记入“未确认出纸”，列到当天结束。",
        kind="error" if code else "caption",
    )


def _printing(desk: Desk, number: str, printer: str | None, reason: str | None) -> Printed:
    """To the printer that slips are bound to, or to another one on its own paper."""
    chosen = printer or bound_printer(desk, KIND).printer
    return print_paper(desk, number, KIND, fitting_paper(desk, KIND, chosen), chosen, reason)


def _words(error: JiefangtaiError) -> str:
    if isinstance(error, Refused):
        return " ".join(sentence(wrong.code, wrong.facts) for wrong in error.errors)
    return sentence(error.code, error.facts)
