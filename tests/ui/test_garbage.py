"""A widget that is left in a cycle ends on the window's thread, also while other threads allocate."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from home import Home
from tests.ui.house import CLERK
from ui.app import Program
from ui.garbage import GarbageCollector
from ui.placing import Placed
from ui.theme import Look


class Allocating:
    """A thread that makes cycles, as a worker does that reads rows and meets errors."""

    ROUNDS = 50
    """So many thousand objects: Python's own collector has run on the thread by then."""

    def __init__(self) -> None:
        self._well_on, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._make)

    def __enter__(self) -> Allocating:
        self._thread.start()
        assert self._well_on.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _make(self) -> None:
        made = 0
        while not self._over.wait(0.0005):
            for _ in range(1000):
                cycle: list[object] = []
                cycle.append(cycle)
            made += 1
            if made == self.ROUNDS:
                self._well_on.set()


class Holder:
    """A screen and its part hold each other."""

    def __init__(self) -> None:
        self.widget = QWidget()
        self.widget.holder = self  # type: ignore[attr-defined]


def dropped_widget() -> list[int]:
    """The thread on which a widget ended that nobody but a cycle holds; empty until then."""
    ended: list[int] = []
    weakref.finalize(Holder().widget, lambda: ended.append(threading.get_ident()))
    return ended


def enough() -> list[object]:
    """So many objects that a pass is due; some come from free lists and do not count."""
    return [[] for _ in range(5 * gc.get_threshold()[0])]


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python collects by itself, as in a program that was just started."""
    gc.collect()
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def collector(automatic: None, qapp: QApplication) -> Iterator[GarbageCollector]:
    made = GarbageCollector()
    made.start()
    yield made
    made.stop()


def test_a_widget_in_a_cycle_ends_on_the_windows_thread(collector: GarbageCollector, qtbot: QtBot) -> None:
    ended = dropped_widget()
    with Allocating():
        assert ended == []
        qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def test_the_open_program_collects_there(automatic: None, qtbot: QtBot, look: Look, real_home: Home) -> None:
    program = Program(real_home, look, CLERK)
    program.open(Placed(0, 0, 1440, 900))
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)  # all is loaded
    ended = dropped_widget()
    with Allocating():
        assert ended == []
        qtbot.waitUntil(lambda: bool(ended))
    program.shell.close()
    assert ended == [threading.get_ident()]
    assert gc.isenabled()
    program.shell.deleteLater()


def test_one_who_types_is_not_interrupted(collector: GarbageCollector) -> None:
    ended = dropped_widget()
    kept = enough()
    collector.put_off()
    collector.look()
    assert ended == []
    collector.look()
    assert ended == [threading.get_ident()]
    assert kept


def test_a_key_puts_it_off(program: Program, qtbot: QtBot) -> None:
    program.keys.stirred.emit()
    ended = dropped_widget()
    kept = enough()
    program.garbage.look()
    assert ended == []
    program.garbage.look()
    assert ended == [threading.get_ident()]
    assert kept


def test_nothing_is_collected_where_nothing_is_due(collector: GarbageCollector) -> None:
    ended = dropped_widget()
    gc.collect(0)
    ended = dropped_widget()
    collector.look()
    assert ended == []


def test_what_was_loaded_is_looked_at_no_more_until_it_stops(automatic: None, qapp: QApplication) -> None:
    collector = GarbageCollector()
    collector.start()
    collector.keep_loaded()
    frozen = gc.get_freeze_count()
    collector.stop()
    assert frozen > 10_000
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
