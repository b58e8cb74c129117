"""Every kind of printer offers these methods to the desk's list of printers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.ports.printers import Handed, PrinterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A job as a driver is given it."""

    job: str
    name: str
    data: bytes
    paper: str


class Stop(Protocol):
    """Whether a job that is under way is wanted no more."""

    def __call__(self) -> bool: ...


class Driver(Protocol):
    """One printer. Its methods are called one at a time, state() never while a job is under way."""

    @property
    def form(self) -> str: ...

    def state(self) -> PrinterState:
        """How it is; a printer that cannot be reached is not ready, not an error."""
        ...

    def hand_over(self, work: Work, stop: Stop) -> Handed:
        """As Printers.hand_over."""
        ...

    def left_over(self, job: str) -> Handed:
        """As Printers.left_over."""
        ...
