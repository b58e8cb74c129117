"""The bench's timer counts the turns of the window's own event loop, until it is told to end."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.bench.stall import Lateness


def test_the_timer_turns_until_it_is_over(qapp: QApplication) -> None:
    turns: list[int] = []

    def is_over() -> bool:
        turns.append(1)
        return len(turns) == 5

    late = Lateness(qapp).until(is_over)
    assert len(turns) == 5
    assert set(late) == {"median", "p95", "max"}
    assert 0 <= late["median"] <= late["max"]
