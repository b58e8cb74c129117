"""Importing a reference table: which file, what it would change, stored when it is agreed to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import JiefangtaiError
from app.services.reference.import_tables import TableImport, import_table
from ui.admin.consequences import Weighing
from ui.admin.model import dates_words, import_words, refused_words
from ui.admin.reference_model import SEEN_BY_ALL, moved_lines
from ui.workplace import Workplace

TABLES = {"units": "单位表", "categories": "内容分类", "calendar": "放假和调休", "divisions": "行政区划"}
SHEETS = "表格 (*.xlsx *.csv *.xls *.et)"
STORED = "改了立即生效，每一改进审计；别的台同步以后也看得到。"


class TableActs(Weighing):
    """``reported`` with a title and lines for the panel; ``done`` when a table has changed."""

    reported = Signal(str, object)
    done = Signal()
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace
        self._table, self._file = "", Path()

    def ask_file(self, table: str) -> None:
        """Alt+I: which file; nothing is stored before it was looked at."""
        path, _ = QFileDialog.getOpenFileName(self._view.window(), f"导入{TABLES[table]}", "", SHEETS)
        if path:
            self.try_file(table, Path(path))

    def try_file(self, table: str, file: Path) -> None:
        self._table, self._file = table, file
        work = partial(import_table, self._workplace.desk, table, file, check=True)
        self._workplace.tasks.run(work, self._tried, self._failed)

    def _tried(self, done: TableImport) -> None:
        counted = done.as_json()
        if not counted["new"] and not counted["changed"]:
            self.announced.emit("warning", "表里的内容和库里一样，没有要改的。")
            return
        rows = (
            f"第 {verdict['row']} 行　{verdict['key']}　{verdict['verdict']}"
            for verdict in counted["verdicts"]
        )
        dates = counted.get("dates")
        moved = moved_lines(dates) if dates is not None else []
        lines = [f"{self._file.name}：{import_words(counted)}。", *moved, *rows, SEEN_BY_ALL]
        self.weigh(f"导入{TABLES[self._table]}", lines, "存下", self._import, "admin.import")

    @Slot()
    def _import(self) -> None:
        work = partial(import_table, self._workplace.desk, self._table, self._file)
        self._workplace.tasks.run(work, self._imported, self._failed)

    def _imported(self, done: TableImport) -> None:
        counted = done.as_json()
        dates = dates_words(counted.get("dates", ()))
        self.reported.emit(TABLES[self._table], [f"存好了：{import_words(counted)}。", *dates, STORED])
        self.done.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self.reported.emit("没有办成", refused_words(error))
