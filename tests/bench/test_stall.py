"""The bench's timer counts the turns of the window's own event loop, until it is told to end."""

from __future__ import annotations

import time

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


def test_each_turn_is_measured_from_the_one_before(qapp: QApplication, monkeypatch) -> None:
    """Ten turns of 8 ms are 3 ms late each: measured from the start the last would be 75 ms late."""
    moments = iter(range(11))
    monkeypatch.setattr(time, "perf_counter", lambda: next(moments) * 0.008)
    turns: list[int] = []

    def is_over() -> bool:
        turns.append(1)
        return len(turns) == 10

    late = Lateness(qapp).until(is_over)
    assert all(2.9 < late[key] < 3.1 for key in ("median", "p95", "max")), late
