"""The platform's printer drivers; Qt is loaded when a printer needs one, for it costs start-up time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.driver_printers import QtDrivers


class DriversWhenNeeded:
    """app.ports.printers.DriverPrinters."""

    def __init__(self) -> None:
        self._drivers: QtDrivers | None = None

    def names(self) -> list[str]:
        return self._built().names()

    def put(self, printer: str, title: str, pages: list[bytes], size: tuple[float, float]) -> None:
        self._built().put(printer, title, pages, size)

    def _built(self) -> QtDrivers:
        if self._drivers is None:
            from ui.driver_printers import QtDrivers  # start-up: Qt is for the window and for such printers

            self._drivers = QtDrivers()
        return self._drivers
