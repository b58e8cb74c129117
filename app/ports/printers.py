"""This port lists the desk's printers, reads their state and hands them jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.value import Value

FOLDER = "文件夹"
"""The printer that is always there: it leaves the paper as a file."""


class PrinterState(Value, frozen=True):
    """A printer as the status bar and the settings screen show it."""

    name: str
    kind: str
    """文件夹, 打印机 (IPP) or 小票机 (ESC/POS)."""
    ready: bool
    answers: bool
    """Whether the printer itself said so; a silent one is never called ready for certain."""
    reasons: tuple[str, ...] = ()
    """缺纸, 卡纸, 盖子开着, 没有连上 …"""
    papers: tuple[str, ...] = ()
    """Papers it takes: a4, a5, a5-large, 80mm, 58mm."""


class Handed(Value, frozen=True):
    """What became of a job that was handed over."""

    proven: bool
    """The device proved that paper came out, or the file is on disk; False means a person has to look."""
    detail: str
    """Where the file is, or the printer's own job number."""
    note: str | None = None
    """Code of what the printer said that leaves it open whether the paper is whole."""


class FoundPrinter(Value, frozen=True):
    """A printer that the machine has and that could be added."""

    name: str
    """Without spaces, as the list of printers has it."""
    address: str
    papers: tuple[str, ...]
    shown: str
    """What its owner called it."""


class Printers(Protocol):
    def of_this_machine(self) -> tuple[FoundPrinter, ...]:
        """The printers of this machine, in the list or not; takes a moment and never raises."""
        ...

    def states(self) -> list[PrinterState]: ...

    def form(self, printer: str) -> str:
        """What to lay out for it: pdf or escpos. Unavailable('printer_unknown')."""
        ...

    def in_lane(self, printer: str, work: Callable[[], None]) -> None:
        """Do ``work`` in the printer's own lane, after what waits there; no lane waits for another.

        Returns at once, for the folder when the work is done.
        """
        ...

    def settle(self, seconds: float) -> bool:
        """Wait until nothing is under way in any lane; False if that took longer."""
        ...

    def hand_over(self, printer: str, job: str, name: str, data: bytes, paper: str) -> Handed:
        """Give it the bytes under a job id and a visible name (never a person's); called in its lane.

        Takes no longer than the time limits of the settings. Unavailable means that no whole paper came out
        and none will: printer_unknown, printer_unreachable, printer_paper_out, printer_cover_open,
        printer_jammed, printer_wrong_media, printer_time_limit, disk_full … (app/words/paper.py).
        """
        ...

    def withdraw(self, printer: str, job: str) -> None:
        """Have a job that is under way stopped as soon as the printer lets us; it ends as failed."""
        ...

    def left_over(self, printer: str, job: str) -> Handed:
        """What became of a job of an earlier start; one that still waits at the printer is cancelled there.

        Unavailable as in hand_over where it is certain that nothing came out; Handed(False, …) where nobody
        can say.
        """
        ...


class DriverPrinters(Protocol):
    """Printers that only the platform's own driver can reach (Windows, USB): pictures of pages, no answer."""

    def names(self) -> list[str]:
        """The printers that the platform knows."""
        ...

    def put(self, printer: str, title: str, pages: list[bytes], size: tuple[float, float]) -> None:
        """Hand PNG pages of a size in millimetres to the driver. Unavailable('printer_unreachable')."""
        ...
