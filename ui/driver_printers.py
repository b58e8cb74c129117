"""Printers behind the platform's own driver (Windows, USB), through Qt: pictures of pages, no answer."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import Unavailable


class QtDrivers:
    """app.ports.printers.DriverPrinters. Untried on real devices: see the guide."""

    def names(self) -> list[str]:
        """None without a window: on the command line Qt's printing has no application to belong to."""
        return list(QPrinterInfo.availablePrinterNames()) if QGuiApplication.instance() else []

    def put(self, printer: str, title: str, pages: list[bytes], size: tuple[float, float]) -> None:
        """Full page, no scaling beyond the page's own size. Unavailable('printer_unreachable')."""
        device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
        device.setDocName(title)
        paint(device, printer, pages, size)


def paint(device: QPrinter, printer: str, pages: list[bytes], size: tuple[float, float]) -> None:
    """Each picture on a whole sheet of the size (mm). Unavailable('printer_unreachable')."""
    sheet = QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter)
    device.setFullPage(True)
    device.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not painter.begin(device):
        raise Unavailable("printer_unreachable", printer=printer)
    try:
        for place, page in enumerate(pages):
            if place and not device.newPage():
                raise Unavailable("printer_unreachable", printer=printer)
            whole = device.pageLayout().fullRectPixels(device.resolution())
            painter.drawImage(QRectF(whole), QImage.fromData(page))
    finally:
        painter.end()
