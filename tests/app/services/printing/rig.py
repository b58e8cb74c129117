"""A desk with a thermal printer of our own, and what its tests ask of slips and jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.desk import Desk
from app.devices.escpos_printer import EscposPrinter
from app.domain.rows.papers import PrintJob
from app.services.printing.print_paper import Printed, print_paper
from app.settings import Settings
from printing.printers.desk_printers import DeskPrinters
from printing.printers.limits import Limits
from tests.printing.printers.conftest import SHORT

ROLL = "小票机"


class PrintingDesk:
    """The clerk's desk over a device; the machine can be restarted."""

    def __init__(self, front: Any, device: EscposPrinter, limits: Limits = SHORT, **settings: Any) -> None:
        self.front, self.device = front, device
        text = f"{ROLL} tcp://127.0.0.1:{device.port} 58mm,80mm；备用 tcp://127.0.0.1:1 80mm"
        self.settings = Settings({"打印机": text, "出单有效秒": 300, **settings})
        self.printers = DeskPrinters(self.settings, front.home, limits=limits)
        self.desk: Desk = replace(
            front.desk(), settings=self.settings, printers=self.printers, announce=front.events.append
        )

    def print(self, number: str, printer: str = ROLL, paper: str = "58mm") -> Printed:
        return print_paper(self.desk, number, "回执", paper, printer, "没有出纸")

    def settled(self, printed: Printed) -> PrintJob:
        """The job when the lanes are empty."""
        assert self.printers.settle(30)
        return self.job(printed)

    def job(self, printed: Printed) -> PrintJob:
        return self.front.one(PrintJob, id=printed.job.id)

    def slips_of(self, printed: Printed) -> int:
        """How many pieces of paper hold the whole of this printing."""
        whole = roll_of(printed.issued.data)
        return sum(slip.tobytes().endswith(whole) for slip in self.device.slips)


def roll_of(data: bytes) -> bytes:
    """The dots that these bytes burn."""
    private = EscposPrinter()
    private.take(data)
    (slip,) = private.slips
    return slip.tobytes()
