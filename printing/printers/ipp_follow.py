"""An IPP job followed to its end, or taken back: only the printer itself can prove that paper came out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from app.ports.printers import Handed
from printing.printers.driver import Stop
from printing.printers.ipp_client import IppClient
from printing.printers.limits import Limits
from printing.printers.reasons import blocking

WAITING, COMPLETED, ENDED = (3, 4), 9, (7, 8, 9)
"""Job states of RFC 8011 section 5.3.7: pending and held; completed; with canceled and aborted."""


@dataclass(frozen=True, slots=True)
class IppFollow:
    """One job at a printer or at a CUPS queue; ``device`` is the printer behind the queue, where it has one.

    CUPS 2.4 calls a job completed that its printer aborted at once (a jam): behind a queue the printer is
    asked itself, and where it cannot be asked, a person has to look.
    """

    client: IppClient
    limits: Limits
    number: int
    word: str
    """The 出单号 in the job's name."""
    queue: bool
    device: IppClient | None = None

    def to_the_end(self, stop: Stop) -> Handed:
        """Until it has ended, the limit is over, or it is wanted no more. Unavailable: nothing came out."""
        until = time.monotonic() + self.limits.whole
        while time.monotonic() < until and not stop():
            ended = self._ended()
            if ended is not None:
                return ended
            time.sleep(self.limits.pause)
        return self.taken_back("printer_withdrawn" if stop() else None)

    def taken_back(self, code: str | None) -> Handed:
        """Cancel the job and see that it is gone; it may have come out in the meantime.

        Only a job that had not begun, or that is blocked before and after, is sure to have left no paper.
        """
        blocked, begun = self._why(), self._state() not in WAITING
        until = time.monotonic() + self.limits.after
        while time.monotonic() < until:
            try:
                ended = self._ended(code or blocked or "printer_time_limit")
            except Unavailable:
                if begun and not (blocked and self._why()):
                    return Handed(False, str(self.number), "printer_midway")
                raise
            if ended is not None:
                return ended
            self._cancel()
            time.sleep(self.limits.pause)
        return Handed(False, str(self.number), "printer_cut_off_after")

    def _ended(self, code: str | None = None) -> Handed | None:
        """How the job ended; None while it has not, or while the printer cannot be asked."""
        state = self._state()
        if self.queue and state in ENDED:
            there = self._at_device()
            if there is None and state == COMPLETED:
                return Handed(False, str(self.number), "printer_spooled")
            state = state if there is None else there
        if state == COMPLETED:
            return Handed(True, str(self.number))
        if state in ENDED:
            raise Unavailable(code or self._why() or "printer_stopped_job", printer=self.client.name)
        return None

    def _state(self) -> int | None:
        """None where the printer cannot be asked."""
        try:
            return self.client.job(self.number)[0]
        except Unavailable:
            return None

    def _at_device(self) -> int | None:
        """The job's state as the printer behind the queue knows it; None where it cannot be asked."""
        if self.device is None:
            return None
        try:
            known = self.device.find(self.word)
        except Unavailable:
            return None
        return known[1] if known else None

    def _cancel(self) -> None:
        """At the queue, and at the printer behind it: CUPS does not always pass it on."""
        try:
            self.client.cancel(self.number)
            known = self.device.find(self.word) if self.device is not None else None
            if self.device is not None and known is not None and known[1] not in ENDED:
                self.device.cancel(known[0])
        except Unavailable:  # asked again with the next turn
            return

    def _why(self) -> str | None:
        """What the printer itself gives as its reason now: CUPS repeats what the last job told it."""
        try:
            facts = (self.device or self.client).printer()
        except Unavailable:
            return "printer_unreachable"
        return blocking(map(str, facts.get("printer-state-reasons", [])))


def device_behind(facts: dict[str, list[Any]], seconds: float) -> IppClient | None:
    """The IPP printer that a CUPS queue sends to; None for any other backend."""
    address = str(facts.get("device-uri", [""])[0])
    if urlsplit(address).scheme not in ("ipp", "ipps"):
        return None
    return IppClient(PrinterEntry(name="", address=address, papers=()), seconds)
