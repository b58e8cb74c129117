"""A thermal printer of our own, and rolls to print on it."""

from __future__ import annotations

from PIL import Image, ImageDraw

from app.devices.escpos_printer import EscposPrinter
from app.domain.printers import PrinterEntry
from app.domain.rows.base import new_id
from printing.escpos import to_escpos
from printing.printers.driver import Work
from printing.printers.limits import Limits
from printing.printers.make import make_driver

SHORT = Limits(answer=1.5, whole=2.5, after=1.5, pause=0.02)
"""Short for a printer, long for a machine that does other things as well."""


def roll(rows: int = 700, mark: int = 0) -> Image.Image:
    """A one-bit picture that differs with its mark."""
    image = Image.new("1", (576, rows), 1)
    pen = ImageDraw.Draw(image)
    for bit in range(16):
        if mark >> bit & 1:
            pen.rectangle((bit * 32, 40, bit * 32 + 20, rows - 40), fill=0)
    pen.line((0, 0, 575, rows - 1), fill=0, width=3)
    return image


def work(image: Image.Image) -> Work:
    return Work(job=new_id(), name="回执 示例", data=to_escpos(image), paper="80mm")


def driver(device: EscposPrinter, limits: Limits = SHORT):
    entry = PrinterEntry(name="小票机", address=f"tcp://127.0.0.1:{device.port}", papers=("80mm",))
    return make_driver(entry, limits, None)


def never() -> bool:
    return False
