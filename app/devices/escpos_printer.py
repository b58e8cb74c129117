"""A thermal printer of our own, with faults to switch on: for tests, the demo and training."""

from __future__ import annotations

import socketserver
import threading
from collections import deque
from typing import Any

from PIL import Image

from app.devices.escpos_reader import CLEAR, LIVE, EscposReader, Step

PAPER_NEAR_END, PAPER_OUT, COVER_OPEN, OFFLINE, SILENT = (
    *("paper-near-end", "paper-out", "cover-open"),
    *("offline", "silent"),
)
_BLOCKING = frozenset({PAPER_OUT, COVER_OPEN, OFFLINE})
_CLEARED = b"\x37\x25\x00"


class EscposPrinter:
    """Its state and its paper. ``slips`` are the pieces that were cut, ``torn`` what hangs at the cutter."""

    def __init__(self, dots: int = 576, room: int = 4_000_000) -> None:
        self.dots = dots
        self.slips: list[Image.Image] = []
        self.faults: set[str] = set()
        self.paper_left: int | None = None
        """Lines until the paper runs out; None for a full roll."""
        self.cut_off_after: int | None = None
        """Bytes after which the connection breaks."""
        self._room = room
        self._rows: list[bytes] = []
        self._steps: deque[Step] = deque()
        self._held = b""
        self._owed = b""
        self._reader = EscposReader()
        self._guard = threading.RLock()
        self._server: _Server | None = None

    @property
    def port(self) -> int:
        return int(self._server.server_address[1]) if self._server else 0

    @property
    def torn(self) -> int:
        """Lines printed and not yet cut."""
        return len(self._rows)

    def start(self, port: int = 0) -> None:
        """Listen on the loopback address."""
        self._server = _Server(("127.0.0.1", port), _Talk)
        self._server.printer = self
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="escpos-printer")
        thread.start()
        self._server.thread = thread

    def stop(self) -> None:
        """Switch it off: connections break, what was in the buffer is lost, the paper stays."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            self._forget()
            server.hang_up()
            server.server_close()
            server.thread.join()
            self._forget()

    def hang_up(self) -> None:
        """Break every connection; the printer stays on."""
        if self._server is not None:
            self._server.hang_up()

    def fault(self, *names: str) -> None:
        with self._guard:
            self.faults |= set(names)

    def mend(self) -> None:
        """New paper, cover closed, online: it goes on with what its buffer holds."""
        with self._guard:
            self.faults.clear()
            self.paper_left = None
            self.cut_off_after = None
            self._run()

    def take(self, data: bytes) -> bytes:
        """Bytes from a connection; what it answers to them, and to those before that it has got to now."""
        with self._guard:
            data, self._held = _held_back(self._held + data)
            answers = self._live_answers(data)
            if CLEAR in data:
                data = data.rpartition(CLEAR)[2]
                self._forget()
                answers += _CLEARED
            self._steps.extend(self._reader.take(data))
            self._run()
            answers, self._owed = answers + self._owed, b""
            return b"" if SILENT in self.faults else answers

    def full(self) -> bool:
        """Whether its buffer takes no more: it stops reading."""
        with self._guard:
            return sum(len(step.dots) for step in self._steps) + self._reader.waiting > self._room

    def _run(self) -> None:
        """Print what may be printed; the answers to GS r that fall due are owed."""
        while self._steps and not self.faults & _BLOCKING:
            step = self._steps.popleft()
            if step.what == "row":
                self._burn(step.dots)
            elif step.what == "feed":
                self._rows += [b""] * step.lines
            elif step.what == "cut":
                self._cut()
            elif step.what == "ask":
                self._owed += b"\x03" if self._near_end() else b"\x00"

    def _burn(self, dots: bytes) -> None:
        self._rows.append(dots)
        if self.paper_left is not None:
            self.paper_left -= 1
            if self.paper_left <= 0:
                self.faults.add(PAPER_OUT)

    def _cut(self) -> None:
        if not self._rows:
            return
        width = self.dots // 8
        raw = b"".join(row[:width].ljust(width, b"\0") for row in self._rows)
        burnt = Image.frombytes("1", (width * 8, len(self._rows)), raw)
        self.slips.append(burnt.point(lambda dot: 0 if dot else 255))
        self._rows = []

    def _forget(self) -> None:
        with self._guard:
            self._steps.clear()
            self._reader.forget()
            self._held = self._owed = b""

    def _live_answers(self, data: bytes) -> bytes:
        """DLE EOT is answered on arrival, wherever it stands: in a picture too, as real printers do."""
        answers = {
            1: 0x12 | (0x08 if self.faults & _BLOCKING else 0),
            2: 0x12 | self._cause_bits(),
            4: 0x12 | self._paper_bits(),
        }
        replies, place = b"", data.find(LIVE)
        while place >= 0:
            asked = data[place + 2] if place + 2 < len(data) else 0
            if asked in answers:
                replies += bytes([answers[asked]])
            place = data.find(LIVE, place + 1)
        return replies

    def _cause_bits(self) -> int:
        return (0x04 if COVER_OPEN in self.faults else 0) | (0x20 if PAPER_OUT in self.faults else 0)

    def _paper_bits(self) -> int:
        return (0x0C if self._near_end() else 0) | (0x60 if PAPER_OUT in self.faults else 0)

    def _near_end(self) -> bool:
        return bool(self.faults & {PAPER_NEAR_END, PAPER_OUT})

    def breaks_off(self, received: int) -> bool:
        """Whether the connection breaks now."""
        with self._guard:
            if self.cut_off_after is None or received < self.cut_off_after:
                return False
            self.cut_off_after = None
            return True


def _held_back(data: bytes) -> tuple[bytes, bytes]:
    """The bytes to look at now, and a last few that may begin a live command of the next bytes."""
    for length in range(min(len(CLEAR) - 1, len(data)), 0, -1):
        if data[-length:] in (CLEAR[:length], LIVE[:length]):
            return data[:-length], data[-length:]
    return data, b""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    printer: EscposPrinter
    thread: threading.Thread

    def __init__(self, address: tuple[str, int], handler: type[socketserver.BaseRequestHandler]) -> None:
        self.talks: set[Any] = set()
        super().__init__(address, handler)

    def hang_up(self) -> None:
        for request in list(self.talks):
            request.close()


class _Talk(socketserver.BaseRequestHandler):
    """One connection; a real printer takes one at a time, ours takes any."""

    server: _Server

    def handle(self) -> None:
        self.server.talks.add(self.request)
        try:
            self._listen()
        except OSError:  # the other side hung up, or the printer was switched off
            return
        finally:
            self.server.talks.discard(self.request)

    def _listen(self) -> None:
        received = 0
        self.request.settimeout(0.05)
        while True:
            if self.server.printer.full():
                threading.Event().wait(0.01)
                continue
            try:
                data = self.request.recv(1024)
            except TimeoutError:
                data = None
            if data == b"":
                return
            data = data or b""
            received += len(data)
            answers = self.server.printer.take(data)
            if self.server.printer.breaks_off(received):
                return
            if answers:
                self.request.sendall(answers)
