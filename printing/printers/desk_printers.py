"""The Printers port: the printers of this desk's settings, each in its own lane, and the folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.domain.printers import PRINTERS, PrinterEntry, parse_printers
from app.errors import Unavailable
from app.ports.printers import FOLDER, DriverPrinters, FoundPrinter, Handed, PrinterState
from app.settings import Settings
from printing.folder import PdfFolder
from printing.printers.driver import Driver, Work
from printing.printers.lanes import Lanes
from printing.printers.limits import Limits, limits_of

FRESH = 2.0
"""Seconds for which the states last asked for are told again."""
PATIENCE = 1.5
"""Seconds that states() waits for the slowest printer."""


@dataclass(slots=True)
class _Device:
    """A printer, whether it is at work, and how it was last."""

    entry: PrinterEntry
    driver: Driver
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: PrinterState | None = None


class DeskPrinters:
    """Follows the settings: a change of the list is in force with the next call."""

    def __init__(
        self,
        settings: Settings,
        home: Path,
        drivers: DriverPrinters | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._settings = settings
        self._home = home
        self._drivers = drivers
        self._limits = limits
        self._lanes = Lanes()
        self._guard = threading.RLock()
        self._listed: tuple[str, Limits] | None = None
        self._devices: dict[str, _Device] = {}
        self._unwanted: set[str] = set()
        self._states: tuple[float, list[PrinterState]] | None = None

    def follow(self, settings: Settings) -> None:
        """Another person has signed in: the settings in force are these."""
        with self._guard:
            self._settings = settings

    def states(self) -> list[PrinterState]:
        """Every printer at once, none waited for longer than a moment; the folder last."""
        with self._guard:
            if self._states and time.monotonic() - self._states[0] < FRESH and self._known():
                return list(self._states[1])
            devices = list(self._current().values())
        states = [*_ask_all(devices), *self._folder().states()]
        with self._guard:
            self._states = (time.monotonic(), states)
        return list(states)

    def of_this_machine(self) -> tuple[FoundPrinter, ...]:
        from printing.printers.queues import find_printers  # start-up: asked for when a printer is added

        return find_printers(self._drivers.names if self._drivers is not None else list)

    def form(self, printer: str) -> str:
        return self._folder().form(printer) if printer == FOLDER else self._device(printer).driver.form

    def in_lane(self, printer: str, work: Callable[[], None]) -> None:
        if printer == FOLDER:
            self._folder().in_lane(printer, work)
        else:
            self._device(printer)
            self._lanes.put(printer, work)

    def settle(self, seconds: float) -> bool:
        return self._lanes.settle(seconds)

    def hand_over(self, printer: str, job: str, name: str, data: bytes, paper: str) -> Handed:
        if printer == FOLDER:
            return self._folder().hand_over(printer, job, name, data, paper)
        device = self._device(printer)
        if paper not in device.entry.papers:
            raise Unavailable("printer_wrong_media", printer=printer, paper=paper)
        with device.lock:
            try:
                if job in self._unwanted:
                    raise Unavailable("printer_withdrawn", printer=printer)
                work = Work(job=job, name=name, data=data, paper=paper)
                return device.driver.hand_over(work, partial(self._is_unwanted, job))
            finally:
                self._unwanted.discard(job)
                self._states = None

    def withdraw(self, printer: str, job: str) -> None:
        if printer != FOLDER:
            self._unwanted.add(job)

    def left_over(self, printer: str, job: str) -> Handed:
        if printer == FOLDER:
            return self._folder().left_over(printer, job)
        device = self._device(printer)
        with device.lock:
            return device.driver.left_over(job)

    def close(self) -> None:
        """Wait for the jobs that are at a printer; none takes longer than its limit."""
        self._lanes.close()

    def _is_unwanted(self, job: str) -> bool:
        return job in self._unwanted

    def _device(self, printer: str) -> _Device:
        with self._guard:
            device = self._current().get(printer)
        if device is None:
            raise Unavailable("printer_unknown", printer=printer)
        return device

    def _known(self) -> bool:
        return self._listed == self._wanted()

    def _wanted(self) -> tuple[str, Limits]:
        return self._settings[PRINTERS], self._limits or limits_of(self._settings)

    def _current(self) -> dict[str, _Device]:
        """The printers of the settings; those whose entry is unchanged are kept, with their locks."""
        if not self._known():
            text, limits = self._listed = self._wanted()
            self._devices = {
                entry.name: _Device(entry, _driver(entry, limits, self._drivers))
                for entry in parse_printers(text)
            }
            self._states = None
        return self._devices

    def _folder(self) -> PdfFolder:
        return PdfFolder(Path(self._settings["出纸文件夹"] or self._home / "出单"))


def _driver(entry: PrinterEntry, limits: Limits, drivers: DriverPrinters | None) -> Driver:
    from printing.printers.make import make_driver  # start-up: HTTP, serial lines and PDFium load in 0.1 s

    return make_driver(entry, limits, drivers)


def _ask_all(devices: list[_Device]) -> list[PrinterState]:
    """Side by side; one that takes too long is told as not reached, until its answer comes."""
    if not devices:
        return []
    pool = ThreadPoolExecutor(len(devices), thread_name_prefix="jiefangtai-printer-state")
    futures = [pool.submit(_ask, device) for device in devices]
    wait(futures, timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    return [
        future.result() if future.done() else _slow(device)
        for device, future in zip(devices, futures, strict=True)
    ]


def _ask(device: _Device) -> PrinterState:
    """How it is; while it prints, how it was, as a second connection would disturb it."""
    if not device.lock.acquire(blocking=False):
        before = device.last or _slow(device)
        return replace(before, ready=True, reasons=("正在打印",))
    try:
        device.last = device.driver.state()
    finally:
        device.lock.release()
    return device.last


def _slow(device: _Device) -> PrinterState:
    entry = device.entry
    return PrinterState(entry.name, entry.kind, False, False, ("没有回音",), entry.papers)
