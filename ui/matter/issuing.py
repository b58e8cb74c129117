"""Asks for a paper of the matter: which one, its words, paper and printer; then it goes to the printer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.entries.paper_detail import DETAILED
from app.errors import JiefangtaiError, Refused
from app.ports.printers import FOLDER
from app.services.approvals.ask_reissue import issue_or_ask
from app.services.case.shown import ShownPaper
from app.services.handling.advance_matter import Pending
from app.services.papers.papers_to_hand_out import PaperToHandOut
from app.services.printing.bind_printers import bound_printer, list_printers
from app.services.printing.print_paper import Printed, print_paper
from app.words import sentence
from ui.matter.form import REPRINT_REASONS
from ui.matter.papers import ASKABLE, PAPERS, PaperField, detail_of, fields_of, subject_of
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker

MISSING = {"reason": "reprint_reason_missing", "paper": "paper_missing", "printer": "printer_missing"}


class Issuing(AskingBySheet):
    """One at a time; the sheet stays with what was typed until the paper is on its way."""

    issued = Signal(object)
    """Printed."""
    refused = Signal(str)
    """A sentence about what no field of the sheet can mend."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._number = ""
        self._chosen: ShownPaper | None = None
        self._earlier: frozenset[str] = frozenset()
        self._waiting: PaperToHandOut | None = None
        """The paper that waited to be handed out and was chosen; it has its words already."""
        self.kind: Picker | None = None

    def ask(
        self,
        number: str,
        chosen: ShownPaper | None,
        earlier: Collection[str] = frozenset(),
        waiting: Sequence[PaperToHandOut] = (),
    ) -> None:
        """Which paper; ``chosen`` is the document whose delivery a 送达回证 would prove.

        Of the kinds in ``earlier`` there is a paper already: once more may be a reprint, which asks why.
        What is ``waiting`` to be handed out stands first, and the first of it is chosen.
        """
        self._number, self._chosen, self._earlier = number, chosen, frozenset(earlier)
        first = [Choice(paper, f"{paper.kind}　{paper.number}　{_why(paper)}") for paper in waiting]
        kinds = [kind for kind in ASKABLE if kind not in {paper.kind for paper in waiting if paper.replaces}]
        choices = [*first, *(Choice(kind, kind) for kind in kinds)]
        self.kind = Picker("文种", "issue.kind", choices)
        self.kind.set_value(waiting[0] if waiting else None)
        self.fields = {"kind": self.kind}
        self._open("出哪一种文书", "下一步", ("文种",), "issue.which").asked.connect(self._kind_chosen)

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self.kind.value() if self.kind is not None else None
        if kind is None:
            if self.sheet is not None and self.kind is not None:
                self.sheet.wrong(self.kind, sentence("paper_kind_missing", {}))
            return
        self.shut()
        self._waiting = kind if isinstance(kind, PaperToHandOut) else None
        self._ask_words(self._waiting.kind if self._waiting is not None else str(kind))

    def _ask_words(self, kind: str) -> None:
        asked = fields_of(kind) if self._waiting is None else ()
        self.fields = {field.key: _field(field) for field in asked}
        if kind not in DETAILED and kind in self._earlier and self._waiting is None:
            self.fields["reason"] = _reason()
        labels = {field.key: field.label for field in asked}
        bound = bound_printer(self._desk, kind)
        names = [*(state.name for state in list_printers(self._desk)), FOLDER]
        paper = Picker("纸张", "issue.paper", [Choice(key, word) for key, word in PAPERS.items()])
        printer = Picker("打印机", "issue.printer", [Choice(name, name) for name in names])
        paper.set_value(bound.paper)
        printer.set_value(bound.printer)
        self.fields |= {"paper": paper, "printer": printer}
        labels |= {"reason": "原因", "paper": "纸张", "printer": "打印"}
        sheet = self._open(f"出{kind}", "出纸", [labels[key] for key in self.fields], "issue")
        sheet.setProperty("paper_kind", kind)
        sheet.asked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        if self.sheet is None or self.sheet.property("under_way"):
            return
        kind = str(self.sheet.property("paper_kind"))
        typed = {key: field.value() for key, field in self.fields.items()}
        paper, printer, reason = typed.pop("paper"), typed.pop("printer"), typed.pop("reason", None)
        chosen = {
            "paper": paper,
            "printer": printer,
            **({"reason": reason} if "reason" in self.fields else {}),
        }
        for key, code in MISSING.items():
            if key in chosen and not chosen[key]:
                self.sheet.wrong(self.fields[key], sentence(code, {}))
                return
        try:
            detail = detail_of(kind, typed) if self._waiting is None else None
        except Refused as refused:
            self._failed(refused)
            return
        waiting = self._waiting
        number = waiting.number if waiting is not None else subject_of(kind, self._number, self._chosen)
        self.sheet.setProperty("under_way", True)
        work = partial(print_paper, self._desk, number, kind, str(paper), str(printer), reason, detail=detail)
        self._tasks.run(partial(issue_or_ask, self._desk, work), self._done, self._failed)

    def _done(self, printed: Printed | Pending) -> None:
        self.shut()
        if isinstance(printed, Pending):
            self.refused.emit(sentence("letter_sent_to_sign", {}))
            return
        self.issued.emit(printed)

    def _failed(self, error: JiefangtaiError) -> None:
        """Beside the field it is about; what no field can mend is said, and the sheet goes."""
        if self.sheet is not None:
            self.sheet.setProperty("under_way", False)
        if words := self._beside(error):
            self.shut()
            self.refused.emit(words)


def _why(paper: PaperToHandOut) -> str:
    return "换发" if paper.replaces else "还没有出"


def _reason() -> Picker:
    made = Picker("原因", "issue.reason", [Choice(reason, reason) for reason in REPRINT_REASONS], free=True)
    made.set_value(REPRINT_REASONS[0])
    return made


def _field(field: PaperField) -> TextField:
    name = f"issue.{field.key}"
    if field.offered:
        return Picker(
            field.label, name, [Choice(each, each) for each in field.offered], placeholder=field.hint
        )
    return TextField(field.label, name, field.hint)
