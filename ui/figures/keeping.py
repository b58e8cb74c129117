"""Takes the figures out of the window as files: one report, or those of the week, month, quarter and year."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import JiefangtaiError
from app.services.figures.keep_reports import REPORTS, keep_report, keep_reports
from app.services.figures.report_figures import Report
from app.words import sentence_of
from ui.widgets.printed_words import PaperWords
from ui.workplace import Workplace

FOLDER = "统计"
"""Below the desk's home."""


class Keeping(QObject):
    """Writes on a thread; says where the files lie."""

    papers_out = Signal(object)
    announced = Signal(str, str)

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def keep(self, report: Report, suffix: str) -> None:
        """The report on the screen as .xlsx, .pdf or .ofd."""
        work = partial(keep_report, self._workplace.desk, report, self._folder, suffix)
        self._workplace.tasks.run(work, self._kept, self._failed)

    def keep_all(self) -> None:
        """Weekly, monthly, quarterly, yearly and annual report of today, each as XLSX and PDF."""
        self._workplace.tasks.run(self._write_all, self._kept, self._failed)

    def _write_all(self) -> tuple[Path, ...]:
        desk = self._workplace.desk
        link = self._workplace.house.link(desk).state()
        return keep_reports(desk, REPORTS, desk.clock.now().date(), self._folder, link)

    @property
    def _folder(self) -> Path:
        return self._workplace.house.home / FOLDER

    def _kept(self, written: Path | tuple[Path, ...]) -> None:
        files = written if isinstance(written, tuple) else (written,)
        what = str(files[0]) if len(files) == 1 else f"{len(files)} 个文件，在 {files[0].parent}"
        self.papers_out.emit(PaperWords("good", f"已存：{what}。导出已记入审计。", str(files[0].parent)))

    def _failed(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", sentence_of(error))
