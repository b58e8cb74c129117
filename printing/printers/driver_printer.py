"""A printer behind the platform's own driver (Windows, USB): pages as pictures, and no answer to wait for."""

from __future__ import annotations

import io

import pypdfium2

from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from app.ports.printers import DriverPrinters, Handed, PrinterState
from printing.printers.driver import Stop, Work
from printing.printers.media import MILLIMETRES

DPI = 300


class DriverPrinter:
    """Lays the PDF's pages out as pictures for the port; a driver's OK proves nothing."""

    form = "pdf"

    def __init__(self, entry: PrinterEntry, drivers: DriverPrinters) -> None:
        self._entry = entry
        self._drivers = drivers

    def state(self) -> PrinterState:
        """Ready for all we know where the platform lists it; it never answers."""
        entry = self._entry
        known = entry.path in self._drivers.names()
        return PrinterState(
            entry.name, entry.kind, known, False, () if known else ("没有装驱动",), entry.papers
        )

    def hand_over(self, work: Work, stop: Stop) -> Handed:
        if self._entry.path not in self._drivers.names():
            raise Unavailable("printer_unreachable", printer=self._entry.name)
        title = f"{work.name}"
        self._drivers.put(self._entry.path, title, _pictures(work.data), MILLIMETRES[work.paper])
        return Handed(False, "", "printer_spooled")

    def left_over(self, job: str) -> Handed:
        return Handed(False, "", "printer_unsure")


def _pictures(pdf: bytes) -> list[bytes]:
    """PNG pages at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(page) for page in document]
    finally:
        document.close()


def _png(page: pypdfium2.PdfPage) -> bytes:
    out = io.BytesIO()
    page.render(scale=DPI / 72, grayscale=True).to_pil().save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()
