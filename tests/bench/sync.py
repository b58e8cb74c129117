"""Sync: desk → hub (a process of its own, over HTTP on loopback) → second desk, over a bare executemany.

``python -m tests.bench.sync [VISITS …]`` prints one JSON object for each size; the bare
inserts are of the same rows, with the same indexes, in the same encrypted engine, in the same run.
Where PostgreSQL is installed, ten desks at once are measured at a hub over it too. ``hub_rounds`` is what the
hub does (tests.bench.capacity); ten whole desks in this one interpreter measure ten desks' own work under one
lock, as no centre has it.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.visits import Visit
from app.house import SimulationWanted
from app.services.sync.enrol_desk import enrol_empty
from app.services.visits.after_typing import FromForm
from app.services.visits.register_visit import register_visit
from db import capture, schema
from db.beside import Beside
from db.bulk import load_packed
from db.cipher import Connection
from db.packing import Batch, packed
from db.sync.runner import GATHER_SECONDS
from db.training import PASSWORD, simulation_for
from tests.acceptance.hubs import HubProcess
from tests.acceptance.postgres import Cluster, binaries
from tests.bench import capacity
from tests.bench.records import entry
from tests.bench.seats import (
    Held,
    Seat,
    first_seat,
    hub_process,
    memory,
    more_seats,
    p95,
    rounds,
    spread,
    ticking,
    timed,
    two_seats,
)

LATER = date(2024, 1, 2), date(2024, 12, 30)
"""The days of the many visits that come after the first desk joined."""
SAVES, ROUNDS, PATIENCE = 30, 20, 20.0
SERIOUS = 5_000
"""From this size on there are ten desks at once."""


def measure(visits: int) -> dict[str, Any]:
    """Push, pull, a new desk, save to other screen, idle round, memory; desks A, B and C of one centre."""
    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as folder, hub_process(Path(folder)) as hub:
        return _measure(Path(folder), hub, visits)


def _measure(folder: Path, hub: HubProcess, visits: int) -> dict[str, Any]:
    first, second = two_seats(folder, hub, hub.url)
    third = Seat(folder / "C")
    desks = [first.sit(), second, *more_seats(folder, hub, 8 if visits >= SERIOUS else 1)]
    alone, together = rounds(desks[:1]), rounds(desks)
    for one in desks[2:]:
        one.house.close()
    second.link.exchange()
    bare = fill(first, folder, visits)
    for one in (first.sit(), second):
        one.count_bytes()
    push_seconds, pushed = timed(lambda: first.link.exchange().pushed)
    before = memory("VmRSS")
    with Held(second.house.store) as held, ticking() as late:
        pull_seconds, pulled = timed(lambda: second.link.exchange().pulled)
    grown = memory("VmHWM") - before
    copy_seconds, _ = timed(lambda: shutil.copyfile(folder / "A" / "store.db", folder / "copy.db"))
    usable, _ = timed(lambda: enrol_empty(third.house.enrolment, hub.url, hub.token("C"), "clerk", PASSWORD))
    rest, _ = timed(lambda: third.sit().link.exchange())
    idle = [timed(second.link.exchange)[0] for _ in range(ROUNDS)]
    seen = _other_screen(first, second)
    answer = {
        "visits": visits,
        "rows": {"pushed": pushed, "pulled": pulled, "bare": bare[1]},
        "push_over_bare_executemany": round(pushed / push_seconds / (bare[1] / bare[0]), 3),
        "pull_over_bare_executemany": round(pulled / pull_seconds / (bare[1] / bare[0]), 3),
        "usable_over_bare_inserts": round(usable / bare[0], 2),
        "filled_over_bare_inserts": round((usable + rest) / bare[0], 2),
        "filled_over_file_copy": round((usable + rest) / copy_seconds, 1),
        "seconds": {
            "bare": round(bare[0], 2),
            "push": round(push_seconds, 2),
            "pull": round(pull_seconds, 2),
            "usable": round(usable, 2),
            "filled": round(usable + rest, 2),
            "file_copy": round(copy_seconds, 3),
        },
        "bytes_per_visit": {
            "push": round(first.sent / visits),
            "pull": round(second.received / visits),
        },
        "writer_held_ms": spread(held.seconds),
        "window_waits_ms": spread(late),
        "idle_round_ms": round(statistics.median(idle) * 1000, 1),
        "save_to_other_screen_ms": {
            "median": round(statistics.median(seen) * 1000),
            "p95": round(p95(seen) * 1000),
        },
        "whole_desks_in_one_process": {
            "desks": len(desks),
            "p95_over_one_desk": round(p95(together[1]) / p95(alone[1]), 1),
            "rounds_per_s": round(together[0], 1),
            "one_desk_rounds_per_s": round(alone[0], 1),
            "p95_ms": round(p95(together[1]) * 1000),
        },
        "whole_desks_in_one_process_postgres": _desks_over_postgres(visits),
        "hub_rounds": _hub_rounds(visits),
        "memory_mb": {
            "hub_peak": memory("VmHWM", hub._process.pid if hub._process else "self"),
            "desk_pull_growth": round(max(0.0, grown), 1),
        },
    }
    for one in (first, second, third):
        one.house.close()
    return answer


def _hub_rounds(visits: int) -> dict[str, dict[str, Any]]:
    """What the hub does alone, over both databases; a small run only tries the measurement."""
    if visits < SERIOUS:
        return {capacity.EMBEDDED: capacity.measure(capacity.EMBEDDED, 2, 4)}
    kinds = (capacity.EMBEDDED, *((capacity.POSTGRES,) if binaries() else ()))
    return {kind: capacity.measure(kind) for kind in kinds}


def _desks_over_postgres(visits: int) -> dict[str, float] | None:
    """As many desks at a hub over PostgreSQL, which hold no more than the first one had; None without it."""
    if visits < SERIOUS or binaries() is None:
        return None
    cluster = Cluster().found()
    try:
        cluster.do("CREATE DATABASE hub")
        with (
            tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as folder,
            hub_process(Path(folder), cluster.url("hub")) as hub,
        ):
            return _rounds_of_new_desks(Path(folder), hub)
    finally:
        cluster.close()


def _rounds_of_new_desks(folder: Path, hub: HubProcess) -> dict[str, float]:
    first = first_seat(folder, hub, hub.url)
    desks = [first.sit(), *more_seats(folder, hub, 9)]
    try:
        alone, together = rounds(desks[:1]), rounds(desks)
    finally:
        for one in desks:
            one.house.close()
    return {
        "desks": len(desks),
        "rounds_per_s": round(together[0], 1),
        "one_desk_rounds_per_s": round(alone[0], 1),
        "p95_ms": round(p95(together[1]) * 1000),
    }


def fill(seat: Seat, folder: Path, visits: int) -> tuple[float, int]:
    """Load the many visits into a desk's store while nobody has it open; the bare insert of the same."""
    wanted = SimulationWanted(visits, 2, *LATER)
    series, key = seat.sit().desk, seat.house.keys.store
    simulation, again = simulation_for(series, wanted), simulation_for(series, wanted)
    bare = _bare(folder / "bare.db", key, packed(again.batches(), None))
    seat.house.close()
    beside = Beside(simulation)
    load_packed(seat.house.home / "store.db", key, beside.batches(), beside.last_serials)
    return bare


def _bare(path: Path, key: bytes, batches: Iterator[Batch]) -> tuple[float, int]:
    schema.create(path, key, "A")
    connection = schema.open_current(path, key)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        capture.drop(connection)
        seconds, rows = 0.0, 0
        for batch in batches:
            rows += batch.rows
            seconds += timed(lambda batch=batch: _insert(connection, batch))[0]
        return seconds, rows
    finally:
        connection.close()


def _insert(connection: Connection, batch: Batch) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, values in batch.inserts:
        connection.executemany(sql, values)
    connection.execute("COMMIT")


def _other_screen(first: Seat, second: Seat) -> list[float]:
    """From the commit at one desk until the other desk's store has the visit, both in the background.

    Nobody saves again within the 50 ms in which a desk gathers what is saved (``runner.GATHER_SECONDS``), so
    the saves stand apart.
    """
    stops = [one.link.start(_nobody) for one in (first, second)]
    time.sleep(1.0)
    seen = []
    try:
        for n in range(SAVES):
            done = register_visit(first.desk, parse_visit(entry(5000 + n)), FromForm())
            begun = time.perf_counter()
            first.link.nudge()
            if not _arrived(second.desk, done.visit_id, begun + PATIENCE):
                raise TimeoutError("the visit did not come to the other desk")
            seen.append(time.perf_counter() - begun)
            time.sleep(4 * GATHER_SECONDS)
    finally:
        for stop in stops:
            stop()
    return seen


def _arrived(desk: Desk, visit: str, end: float) -> bool:
    pause = threading.Event()
    while time.perf_counter() < end:
        with desk.records.reading() as reads:
            if reads.get(Visit, visit) is not None:
                return True
        pause.wait(0.003)
    return False


def _nobody(_event: object) -> None:
    """What a window would show."""


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or [10_000]:
        sys.stdout.write(json.dumps(measure(size), indent=2) + "\n")
