"""Makes the driver, and the connection, that belong to a printer's address."""

from __future__ import annotations

from functools import partial

from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from app.ports.printers import DriverPrinters
from printing.printers.driver import Driver
from printing.printers.driver_printer import DriverPrinter
from printing.printers.limits import Limits
from printing.printers.roll_printer import RollPrinter
from printing.printers.sheet_printer import SheetPrinter
from printing.printers.transports import DeviceFile, Serial, Tcp, Transport


class NoDrivers:
    """A machine without printer drivers of its own."""

    def names(self) -> list[str]:
        return []

    def put(self, printer: str, title: str, pages: list[bytes], size: tuple[float, float]) -> None:
        raise Unavailable("printer_unreachable", printer=printer)


def make_driver(entry: PrinterEntry, limits: Limits, drivers: DriverPrinters | None) -> Driver:
    """The driver of an entry; without ``drivers`` a driver's printer is one that nobody has installed."""
    if entry.scheme in ("ipp", "ipps", "cups-raw"):
        return SheetPrinter(entry, limits, raw=entry.scheme == "cups-raw")
    if entry.scheme == "driver":
        return DriverPrinter(entry, drivers or NoDrivers())
    return RollPrinter(entry, partial(_open, entry, limits.answer), limits)


def _open(entry: PrinterEntry, seconds: float) -> Transport:
    if entry.scheme == "tcp":
        return Tcp(entry.host, entry.port, seconds)
    return Serial(entry.path, entry.baud, seconds) if entry.scheme == "serial" else DeviceFile(entry.path)
