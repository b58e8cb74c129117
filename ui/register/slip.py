"""After saving: the slip goes to its printer, is asked for again, or the visit is taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.errors import JiefangtaiError, Refused
from app.ports.printers import FOLDER, PrinterState
from app.services.print_paper import CONFIRMED, FAILED, Printed, confirm_job, print_paper
from app.services.void_visit import void_visit
from app.words import sentence
from ui.register.saved_view import PaperFacts, SavedView
from ui.tasks import Tasks
from ui.widgets import Choice

KIND = "回执"
REPRINT, OTHER_PRINTER, TAKEN_BACK = "没有出纸", "换打印机", "登记有误，当场撤回"
_KINDS = {"小票机": "小票机", "打印机": "打印机", FOLDER: "文件夹"}


class Slip(QObject):
    """The paper of the visit that was saved last."""

    settled = Signal()
    """The clerk is done with the paper: the next visitor."""
    taken_back = Signal(str)
    """The number that was taken back."""
    said = Signal(str, str)
    """kind and sentence for the notice bar."""

    def __init__(self, desk: Desk, tasks: Tasks, view: SavedView) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._view = view
        self.number = ""
        self._printed: Printed | None = None
        self._printers: tuple[PrinterState, ...] = ()
        view.printer_chosen.connect(self._other_chosen)

    @property
    def paper_path(self) -> str:
        """Where the slip lies when it went to the folder; empty otherwise."""
        printed = self._printed
        return (printed.job.detail or "") if printed and printed.job.printer == FOLDER else ""

    def issue(self, number: str) -> None:
        """A visit was saved: its slip goes to the desk's printer, or to the folder."""
        self.number = number
        self._printed = None
        self._view.show_paper(PaperFacts(title="回执正在出", question="登记已经保存，出纸不影响登记。"))
        self._print(None, None)

    def confirm(self) -> None:
        """Enter: 已出纸, next visitor."""
        printed = self._printed
        if printed is not None and printed.job.state not in (CONFIRMED, FAILED):
            self._tasks.run(partial(confirm_job, self._desk, printed.job.id), None)
        self.settled.emit()

    def again(self) -> None:
        """R: the same slip once more, counted and marked."""
        self._print(self._printed.job.printer if self._printed else None, REPRINT)

    def later(self) -> None:
        """L: the job stays in the list of unconfirmed slips."""
        self.said.emit("good", f"{self.number} 的回执留待补打，查到这件来访按 R 即可。")
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
        choices = [Choice(one.name, f"{one.name}（{_said_state(one)}）") for one in states]
        self._view.ask_printer(choices)

    def _print(self, printer: str | None, reason: str | None) -> None:
        work = partial(_printing, self._desk, self.number, printer, reason)
        self._tasks.run(work, self._came, self._refused, latest="register.slip")

    def _came(self, printed: Printed) -> None:
        self._printed = printed
        self._view.show_paper(paper_facts(printed))

    def _refused(self, error: JiefangtaiError) -> None:
        self._view.show_paper(
            PaperFacts(
                title="回执没有出", question="登记已经保存，不受影响。", detail=_words(error), kind="error"
            )
        )

    def _gone(self, answer: dict[str, object]) -> None:
        number, self.number = self.number, ""
        self.said.emit("good", f"{number} 已撤回，号码不再使用。")
        self.taken_back.emit(str(answer["visit_number"]))

    def _not_gone(self, error: JiefangtaiError) -> None:
        self.said.emit("warning", _words(error))


def paper_facts(printed: Printed) -> PaperFacts:
    """One question; what the printer said; where the file lies."""
    job = printed.job
    times = f"（补打第 {printed.issued.printing.times} 次）" if printed.issued.printing.times else ""
    if job.state == FAILED:
        why = sentence(printed.problem, dict(printed.facts or {})) if printed.problem else ""
        return PaperFacts(
            title=f"已保存，{job.printer}没有出纸",
            question="换纸或开机后按 R 重打，登记不受影响。",
            detail=why,
            kind="error",
        )
    if job.printer == FOLDER:
        return PaperFacts(
            title=f"回执已存成文件{times}",
            question="本台没有接打印机，文件可以随时打印。",
            detail=f"存在 {job.detail}",
        )
    return PaperFacts(
        title=f"回执已发往{job.printer}{times}",
        question="请看一眼：纸出来了吗？",
        detail="5 分钟内没有确认，这一张自动停打，并记入“未确认出纸”。",
    )


def _printing(desk: Desk, number: str, printer: str | None, reason: str | None) -> Printed:
    chosen = printer or usual_printer(desk)
    state = next((one for one in desk.printers.states() if one.name == chosen), None)
    paper = desk.settings["回执纸张"]
    if state is not None and state.papers and paper not in state.papers:
        paper = state.papers[0]
    return print_paper(desk, number, KIND, paper, chosen, reason)


def usual_printer(desk: Desk) -> str:
    """The desk's bound printer that is there, else the folder."""
    states = desk.printers.states()
    bound = next((one for one in states if one.kind == "小票机" and one.ready), None)
    bound = bound or next((one for one in states if one.kind == "打印机" and one.ready), None)
    return bound.name if bound else FOLDER


def _said_state(state: PrinterState) -> str:
    if state.reasons:
        return "、".join(state.reasons)
    return "就绪" if state.ready else "没有回音"


def _words(error: JiefangtaiError) -> str:
    if isinstance(error, Refused):
        return " ".join(sentence(one.code, one.facts) for one in error.errors)
    return sentence(error.code, error.facts)
