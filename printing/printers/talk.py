"""A conversation with a thermal printer: questions, answers, silence."""

from __future__ import annotations

import time

from printing.printers.status import (
    ASK_CAUSE,
    ASK_PAPER,
    ASK_PRINTER,
    ASK_WHEN_DONE,
    CLEAR,
    CLEARED,
    Status,
    is_answer_in_turn,
    is_live_answer,
)
from printing.printers.transports import Transport


class Talk:
    """Sorts what comes back: live answers, the answer in turn, the word that the buffer is clear.

    Picture data may hold the bytes of a question by chance, and printers answer that too: what has come
    unasked is thrown away before each question.
    """

    def __init__(self, way: Transport, seconds: float) -> None:
        self._way = way
        self._seconds = seconds
        self._live: list[int] = []
        self._waits_for_turn = False
        self.done: int | None = None
        """The answer to GS r: everything before it has been printed."""

    def status(self) -> Status | None:
        """The answers to the three questions; None for silence. A fault is asked about twice."""
        first = self._status()
        return self._status() if first is not None and first.fault else first

    def _status(self) -> Status | None:
        answers = []
        for question in (ASK_PRINTER, ASK_CAUSE, ASK_PAPER):
            answer = self._ask(question)
            if answer is None:
                return None
            answers.append(answer)
        return Status(*answers)

    def ask_when_done(self) -> None:
        """Have the printer answer when it has come this far; ``done`` is set by a later listen()."""
        self.listen(0)
        self._waits_for_turn = True
        self._way.write(ASK_WHEN_DONE, self._seconds)

    def clear(self) -> bool:
        """Have it forget what it has not printed; whether it says that it did."""
        self._waits_for_turn = False
        self._way.write(CLEAR, self._seconds)
        heard, until = b"", time.monotonic() + self._seconds
        while CLEARED not in heard and time.monotonic() < until:
            came = self._way.read(self._seconds)
            if not came:
                return False
            heard += came
        return CLEARED in heard

    def listen(self, seconds: float) -> None:
        """Take all that has come, waiting for the first byte at most so long."""
        came = self._way.read(seconds)
        while came:
            self._sort(came)
            came = self._way.read(0)

    def _sort(self, came: bytes) -> None:
        for byte in came:
            if is_live_answer(byte):
                self._live.append(byte)
            elif self._waits_for_turn and is_answer_in_turn(byte):
                self.done = byte

    def _ask(self, question: bytes) -> int | None:
        self.listen(0)
        self._live.clear()
        self._way.write(question, self._seconds)
        until = time.monotonic() + self._seconds
        while not self._live and time.monotonic() < until:
            before = time.monotonic()
            self.listen(until - before)
            if not self._live and time.monotonic() - before < 0.0005:
                return None  # a way that never says anything does not wait either
        return self._live[0] if self._live else None
