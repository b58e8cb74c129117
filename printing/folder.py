"""The printer that is always there: papers as files in the desk's folder."""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

from app.domain.papers.sizes import PAPER_SIZES
from app.errors import Unavailable
from app.ports.printers import FOLDER, Handed, PrinterState

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class PdfFolder:
    """Writes each job whole or not at all; a second job of the same name gets a number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = threading.Lock()

    def states(self) -> list[PrinterState]:
        return [PrinterState(FOLDER, FOLDER, True, True, (), PAPER_SIZES)]

    def form(self, printer: str) -> str:
        if printer != FOLDER:
            raise Unavailable("printer_unknown", printer=printer)
        return "pdf"

    def in_lane(self, printer: str, work: Callable[[], None]) -> None:
        """Done when this returns."""
        self.form(printer)
        with self._one_at_a_time:
            work()

    def settle(self, seconds: float) -> bool:
        return seconds >= 0

    def withdraw(self, printer: str, job: str) -> None:
        """A file is written at once: there is never one to withdraw."""

    def left_over(self, printer: str, job: str) -> Handed:
        """The program ended while the file was being written."""
        self.form(printer)
        return Handed(False, "", "printer_unsure")

    def hand_over(self, printer: str, job: str, name: str, data: bytes, paper: str) -> Handed:
        """``detail`` is the path of the file; it lies on disk when this returns."""
        self.form(printer)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._free(_UNSAFE.sub("_", f"{name} {paper}"))
            partial = target.with_suffix(".part")
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError as error:
            code = "disk_full" if error.errno == errno.ENOSPC else "folder_not_writable"
            raise Unavailable(code, folder=str(self._folder)) from error
        return Handed(True, str(target))

    def _free(self, stem: str) -> Path:
        target, times = self._folder / f"{stem}.pdf", 1
        while target.exists():
            times += 1
            target = self._folder / f"{stem} ({times}).pdf"
        return target
