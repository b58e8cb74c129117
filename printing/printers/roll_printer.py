"""A thermal printer: asked how it is before and after, given the roll's bytes, never believed when silent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from app.ports.printers import Handed, PrinterState
from printing.escpos import STRIP
from printing.printers.driver import Stop, Work
from printing.printers.limits import Limits
from printing.printers.reasons import NEAR_END, WORDS
from printing.printers.status import out_in_turn
from printing.printers.talk import Talk
from printing.printers.transports import Transport

Open = Callable[[], Transport]
SILENT = "printer_silent"
RESYNC = bytes(STRIP * 72 + 8)
"""Nothing, as long as the longest picture command: it fills up one that an earlier slip broke off in."""
SLOWEST = 20_000
"""Bytes a second that a slow head burns: an answer in turn later than that will not come."""


class RollPrinter:
    """ESC/POS over one of the transports; each job and each question is a connection of its own."""

    form = "escpos"

    def __init__(self, entry: PrinterEntry, open_way: Open, limits: Limits) -> None:
        self._entry = entry
        self._open = open_way
        self._limits = limits
        self._broken = True
        """Whether the last slip may have ended inside a command; not known after a start."""

    def state(self) -> PrinterState:
        """A printer that can be reached but says nothing is ready for all we know: answers=False."""
        try:
            with self._way() as way:
                status = self._talk(way).status()
        except Unavailable as error:
            return self._state_now(False, False, (WORDS[error.code],))
        except OSError:
            return self._state_now(False, False, (WORDS["printer_unreachable"],))
        if status is None:
            return self._state_now(True, False)
        if status.fault:
            return self._state_now(False, True, (WORDS[status.fault],))
        return self._state_now(True, True, (NEAR_END,) if status.near_end else ())

    def hand_over(self, work: Work, stop: Stop) -> Handed:
        """As Printers.hand_over. The cut comes last: a job that was broken off is no whole slip."""
        with self._way() as way:
            talk = self._talk(way)
            try:
                status = talk.status()
            except OSError as error:
                raise self._not("printer_unreachable") from error
            if status is not None and status.fault:
                raise self._not(status.fault)
            data = RESYNC + work.data if self._broken else work.data
            self._broken = True
            try:
                way.write(data, self._limits.whole)
            except OSError as error:
                code = self._broken_off(talk, error, status is not None)
                way.drop()
                raise self._not(code) from error
            if status is None:
                return Handed(False, "", SILENT)
            patience = min(self._limits.whole, self._limits.answer + len(work.data) / SLOWEST)
            handed = self._followed(way, talk, stop, patience)
            self._broken = not handed.proven
            return handed

    def left_over(self, job: str) -> Handed:
        """Nobody can ask a roll what became of an old job: a person has to look."""
        return Handed(False, "", "printer_unsure")

    def _broken_off(self, talk: Talk, error: OSError, answers: bool) -> str:
        """Why not all of it went out; what the printer holds is cleared where it listens."""
        if not isinstance(error, TimeoutError):
            return "printer_cut_off"
        try:
            status = talk.status() if answers else None
            if answers:
                talk.clear()
        except OSError:  # no more of our bytes get through
            return "printer_time_limit"
        return (status.fault if status else None) or "printer_time_limit"

    def _followed(self, way: Transport, talk: Talk, stop: Stop, patience: float) -> Handed:
        """Wait for the answer that comes in its turn after the data; look for faults in between."""
        try:
            return self._proof(way, talk, stop, patience)
        except OSError:  # all of it went out, but nobody can say whether it arrived
            way.drop()
            return Handed(False, "", "printer_cut_off_after")

    def _proof(self, way: Transport, talk: Talk, stop: Stop, patience: float) -> Handed:
        talk.ask_when_done()
        until = time.monotonic() + patience
        fault, status = False, None
        while time.monotonic() < until and not (fault or stop()):
            talk.listen(self._limits.pause)
            status = None if talk.done is not None else talk.status()
            if talk.done is not None:
                return _proof(talk.done)
            fault = status is not None and status.fault is not None
        if (fault or stop()) and talk.clear():
            return Handed(False, "", "printer_midway")
        if status is None or fault:
            way.drop()
        return Handed(False, "", "printer_midway" if fault or stop() else None if status else SILENT)

    def _talk(self, way: Transport) -> Talk:
        return Talk(way, self._limits.answer / 3)

    @contextmanager
    def _way(self) -> Iterator[Transport]:
        try:
            way = self._open()
        except OSError as error:
            raise self._not("printer_unreachable") from error
        try:
            yield way
        finally:
            way.close()

    def _state_now(self, ready: bool, answers: bool, reasons: tuple[str, ...] = ()) -> PrinterState:
        entry = self._entry
        return PrinterState(entry.name, entry.kind, ready, answers, reasons, entry.papers)

    def _not(self, code: str) -> Unavailable:
        return Unavailable(code, printer=self._entry.name)


def _proof(done: int) -> Handed:
    """It has printed everything; paper that ran out just then leaves the end of the slip open."""
    return Handed(False, "", "printer_midway") if out_in_turn(done) else Handed(True, "")
