"""A test leaves behind neither a running thread nor a log line that someone should have read."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import pytest

PATIENCE = 30.0
"""Seconds a thread that was told to stop may take to be gone."""
_KEPT = ("pydevd", "execnet", "QThread")
"""Threads of the test runner itself."""


@pytest.fixture(autouse=True)
def no_thread_is_left_running() -> Iterator[None]:
    """Fails the test that started a thread and did not end it."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + PATIENCE
    while (left := _left(before)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left, f"left running: {[thread.name for thread in left]}"


@pytest.fixture(autouse=True)
def no_warning_is_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails on a log line at WARNING or above; ``logs_expected`` marks the tests that provoke one."""
    yield
    if request.node.get_closest_marker("logs_expected") is None:
        for when in ("setup", "call"):
            loud = [one for one in caplog.get_records(when) if one.levelno >= logging.WARNING]
            assert not loud, [one.getMessage() for one in loud]


def _left(before: set[threading.Thread]) -> list[threading.Thread]:
    """New threads, but for workers that a pool of a whole file of tests takes on meanwhile."""
    pooled = tuple(name for name in ("jiefangtai",) if any(one.name.startswith(name) for one in before))
    now = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    return [thread for thread in now if not thread.name.startswith((*_KEPT, *pooled))]
