"""A second process that makes the batches of a simulation while this one inserts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection

from app.services.simulate_visits import Simulation, Told
from db.packing import Batch, packed


@dataclass(slots=True)
class Beside:
    """The batches of a simulation made elsewhere; ``told`` and ``serials`` are known after the last one."""

    simulation: Simulation
    told: Told = field(default_factory=lambda: Told(0, 0, 0, 0, 0))
    serials: dict[str, int] = field(default_factory=dict)

    def last_serials(self) -> dict[str, int]:
        """Last serial used of every series, for the store's own counters."""
        return self.serials

    def batches(self) -> Iterator[Batch]:
        """Batch by batch: the other process is never more than one ahead. EOFError if it ended early."""
        context = get_context("spawn")  # a fork would take the threads' locks along
        ours, theirs = context.Pipe(duplex=False)
        helper = context.Process(target=_make, args=(self.simulation, theirs), daemon=True)
        helper.start()
        theirs.close()
        try:
            while isinstance(made := ours.recv(), Batch):
                yield made
            self.told, self.serials = made
        finally:
            ours.close()
            helper.terminate()
            helper.join()
            helper.close()


def _make(simulation: Simulation, out: Connection) -> None:
    for batch in packed(simulation.batches(), simulation.clerk):
        out.send(batch)
    out.send((simulation.told(), simulation.serials()))
