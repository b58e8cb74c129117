"""What the services ask of the desk's printers: which there are, how they are, and to take a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

FOLDER = "文件夹"
"""The printer that is always there: it leaves the paper as a file."""


@dataclass(frozen=True, slots=True)
class PrinterState:
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


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a job that was handed over."""

    proven: bool
    """The device proved that paper came out, or the file is on disk; False means a person has to look."""
    detail: str
    """Where the file is, or the printer's own job number."""


class Printers(Protocol):
    def states(self) -> list[PrinterState]: ...

    def form(self, printer: str) -> str:
        """What to lay out for it: pdf or escpos. Unavailable('printer_unknown')."""
        ...

    def hand_over(self, printer: str, job: str, name: str, data: bytes, paper: str) -> Handed:
        """Give it the bytes under a job id and a visible name (never a person's).

        Unavailable(printer_unknown | printer_unreachable | printer_paper_out | printer_cover_open |
        printer_jammed | printer_wrong_media | printer_no_answer | disk_full …).
        """
        ...
