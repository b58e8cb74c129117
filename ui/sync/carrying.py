"""Sync by a file on a stick, where there is no network: written here, read at another desk, both ways."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import JiefangtaiError
from app.services.sync.courier import read_courier, write_courier
from app.words import sentence_of
from ui.workplace import Workplace

FILES = "带走的文件 (*.courier)"


class Carrying(QObject):
    """Asks for the file; what became of it is said in the notice bar."""

    announced = Signal(str, str)
    done = Signal()

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._view = view
        self._workplace = workplace

    def write(self) -> None:
        """Alt+W: what this desk could not send, and the newest rows it knows."""
        desk = self._workplace.desk
        name = f"{desk.place.letter}-{desk.clock.now():%Y%m%d-%H%M}.courier"
        path, _ = QFileDialog.getSaveFileName(
            self._view.window(), "写到 U 盘", str(Path.home() / name), FILES
        )
        if path:
            self.write_to(Path(path))

    def write_to(self, file: Path) -> None:
        self._workplace.tasks.run(partial(self._write, file), self._written, self._failed)

    def _write(self, file: Path) -> dict[str, Any]:
        desk = self._workplace.desk
        return write_courier(desk, self._workplace.house.link(desk), file)

    def _written(self, answer: dict[str, Any]) -> None:
        left = f"，还有 {answer['contents_left']} 份附件下次再带" if answer["contents_left"] else ""
        self.announced.emit(
            "good", f"写好了：没有送出的 {answer['operations']} 条，最近的 {answer['rows']} 条{left}。"
        )

    def read(self) -> None:
        """Alt+L: a file of another desk; twice does no harm."""
        path, _ = QFileDialog.getOpenFileName(self._view.window(), "读哪个文件", "", FILES)
        if path:
            self.read_from(Path(path))

    def read_from(self, file: Path) -> None:
        self._workplace.tasks.run(partial(self._read, file), self._came, self._failed)

    def _read(self, file: Path) -> dict[str, Any]:
        desk = self._workplace.desk
        return read_courier(desk, self._workplace.house.link(desk), file)

    def _came(self, answer: dict[str, Any]) -> None:
        self.announced.emit("good", f"读好了：{answer['from']} 台的 {answer['rows']} 条，已能看到。")
        self.done.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", sentence_of(error))
