"""A second process that makes the batches of a simulation while this one inserts them."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, Queue
from threading import Thread
from typing import Any

from app.services.desk.simulate_visits import Simulated, Simulation
from db.packing import Batch, packed

AHEAD = 8
"""Batches made before they are asked for: making goes on while a commit is written."""
LEAVE_EACH = 3
"""Inserting takes less than making: with two processors both are done at once when a third is moved over."""


@dataclass(slots=True)
class Beside:
    """The batches of a simulation made elsewhere; ``counts`` and ``serials`` are known after the last one."""

    simulation: Simulation
    counts: Simulated = field(default_factory=lambda: Simulated(0, 0, 0, 0, 0))
    serials: dict[str, int] = field(default_factory=dict)

    def last_serials(self) -> dict[str, int]:
        """Last serial used of every series, for the store's own counters."""
        return self.serials

    def batches(self) -> Generator[Batch, None, None]:
        """Batch by batch: the other process is never more than AHEAD before. EOFError if it ended early."""
        context = get_context("spawn")  # a fork would take the threads' locks along
        ours, theirs = context.Pipe(duplex=False)
        helper = context.Process(target=_make, args=(self.simulation, theirs), daemon=True)
        helper.start()
        theirs.close()
        arrived: Queue[bytes] = Queue(AHEAD)
        reader = Thread(target=_read, args=(ours, arrived), name="simulation")
        reader.start()
        try:
            while isinstance(made := _next(arrived), Batch):
                yield made
            self.counts, self.serials = made
        finally:
            helper.terminate()
            helper.join()
            helper.close()
            _empty(arrived, reader)
            ours.close()


def _read(come: Connection, arrived: Queue[bytes]) -> None:
    try:
        while True:
            arrived.put(come.recv_bytes())
    except EOFError:
        arrived.put(b"")


def _next(arrived: Queue[bytes]) -> Any:
    if not (made := arrived.get()):
        raise EOFError("the process that makes the batches ended early")
    return pickle.loads(made)


def _empty(arrived: Queue[bytes], reader: Thread) -> None:
    """Let a reader that waits for room come to its end."""
    while reader.is_alive():
        with suppress(Empty):
            arrived.get(timeout=0.05)


def _make(simulation: Simulation, out: Connection) -> None:
    gc.disable()  # rows make no cycles, and looking for them takes a tenth of the time
    for batch in packed(simulation.batches(), simulation.clerk, LEAVE_EACH):
        out.send(batch)
    out.send((simulation.totals(), simulation.serials()))
