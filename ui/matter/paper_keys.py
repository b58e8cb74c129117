"""The keys of a matter's papers: R prints one again, P issues one; which paper they mean."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.papers.names import SLIP
from app.services.case.shown import HeldReception, ShownPaper, ShownRecord
from app.services.papers.papers_to_hand_out import PaperToHandOut
from ui.matter.issuing import Issuing
from ui.matter.reprinting import Reprinting
from ui.tasks import Tasks
from ui.widgets.rowlist import RowList


class PaperKeys(QObject):
    """Asks by small sheets over the page; ``record`` is what the page shows."""

    printed = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, tasks: Tasks, view: QWidget, listed: Callable[[], RowList], parent: QObject
    ) -> None:
        """``listed``: the list of papers that is on the screen."""
        super().__init__(parent)
        self._listed = listed
        self.record: ShownRecord | None = None
        self.to_hand_out: tuple[PaperToHandOut, ...] = ()
        """Papers that were never printed, or that a correction made wrong."""
        self.issuing = Issuing(desk, tasks, view)
        self.issuing.issued.connect(self.printed)
        self.issuing.refused.connect(self.refused)
        self.reprinting = Reprinting(desk, tasks, view)
        self.reprinting.printed.connect(self.printed)
        self.reprinting.failed.connect(self.failed)

    def shut(self) -> None:
        self.issuing.shut()
        self.reprinting.shut()

    @property
    def papers(self) -> tuple[ShownPaper, ...]:
        """The papers that were issued, as far as they may be seen here."""
        return self.record.papers if self.record is not None else ()

    def wanted(self) -> tuple[str, str] | None:
        """(kind, number) of the chosen paper; the slip of the newest visit where none has been issued."""
        if self.papers:
            chosen = self._marked() or self.papers[0]
            return chosen.kind, chosen.number
        record = self.record
        number = record.newest_visit if record is not None and not isinstance(record, HeldReception) else None
        return None if number is None else (SLIP, number)

    def ask_reprint(self) -> None:
        """R."""
        wanted = self.wanted()
        if wanted is not None:
            self.reprinting.ask(*wanted, again=bool(self.papers) and not self._waits(*wanted))

    def _waits(self, kind: str, number: str) -> bool:
        """Whether a paper comes out for the first time: it was never printed, or another takes its place."""
        return any((paper.kind, paper.number) == (kind, number) for paper in self.to_hand_out)

    def ask_issue(self) -> None:
        """P."""
        number = self.record.newest_visit if self.record is not None else None
        if number is not None:
            chosen = self._marked() if self.papers else None
            earlier = {paper.kind for paper in self.papers}
            self.issuing.ask(number, chosen, earlier, self.to_hand_out)

    def _marked(self) -> ShownPaper | None:
        """The paper on which the keys are."""
        marked = self._listed().current()
        return marked if isinstance(marked, ShownPaper) else None
