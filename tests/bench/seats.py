"""Desks of one centre for the measurements of sync: what they send, how long they hold their store."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.desk import Desk
from app.domain.entries.visit_entry import parse_visit
from app.house import SimulationWanted
from app.services.sync.enrol_desk import enrol_empty, enrol_store
from app.services.visits.after_typing import FromForm
from app.services.visits.register_visit import register_visit
from db.store import Store
from db.sync.link import DeskLink
from db.training import PASSWORD, simulate
from home import Home
from tests.acceptance.hubs import HubProcess
from tests.bench.records import entry

FIRST = SimulationWanted(200)
"""What the first desk has when it joins."""
EACH = 10
"""The visits each desk saves and sends while all do."""
TICK = 0.005
BETWEEN_SAVES = 0.1


class Seat:
    """A signed-in desk with its link to the hub, counting the bytes of its messages."""

    def __init__(self, home: Path) -> None:
        self.house = Home(home)
        self.sent = self.received = 0

    def sit(self, login: str = "clerk") -> Seat:
        self.desk: Desk = self.house.sign_in(login, PASSWORD)
        self.link: DeskLink = self.house.link(self.desk)
        return self

    def count_bytes(self) -> None:
        hooks = self.link._hub()._client.event_hooks
        hooks["request"] = [self._request]
        hooks["response"] = [self._response]
        self.link._hub()._client.event_hooks = hooks

    def _request(self, request: httpx.Request) -> None:
        self.sent += int(request.headers.get("content-length", 0))

    def _response(self, response: httpx.Response) -> None:
        self.received += int(response.headers.get("content-length", 0))


class Held:
    """How long a save waits for the store's writer, in seconds, asked for again and again."""

    def __init__(self, store: Store) -> None:
        self.seconds: list[float] = []
        self._store, self._over = store, threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Held:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._over.wait(BETWEEN_SAVES):
            begun = time.perf_counter()
            self.seconds.append(self._store.on_writer(lambda _: time.perf_counter()) - begun)


@contextmanager
def ticking() -> Iterator[list[float]]:
    """What a thread that only wants a turn every few milliseconds, as the window's, had to wait for it."""
    late: list[float] = []
    over = threading.Event()

    def tick() -> None:
        while not over.is_set():
            begun = time.perf_counter()
            time.sleep(TICK)
            late.append(max(0.0, time.perf_counter() - begun - TICK))

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield late
    finally:
        over.set()
        thread.join()


@contextmanager
def hub_process(folder: Path, database: str | None = None) -> Iterator[HubProcess]:
    """A hub in a process of its own; over SQLite unless there is an address of a database."""
    hub = HubProcess(folder / "hub", database)
    try:
        yield hub
    finally:
        hub.stop()


def first_seat(folder: Path, hub: HubProcess, url: str, ca: Path | None = None) -> Seat:
    """Desk A, joined with what it has; its administrator is signed in."""
    seat = Seat(folder / "A")
    seat.house.home.mkdir()
    simulate(seat.house, FIRST)
    seat.sit("admin")
    enrol_store(seat.desk, seat.link, url, hub.token("A"), ca)
    return seat


def two_seats(folder: Path, hub: HubProcess, url: str) -> tuple[Seat, Seat]:
    """Desks A and B with the same rows; at A sits its administrator, at B a clerk."""
    first, second = first_seat(folder, hub, url), Seat(folder / "B")
    first.link.exchange()
    enrol_empty(second.house.enrolment, url, hub.token("B"), "clerk", PASSWORD)
    second.sit().link.exchange()
    return first, second


def more_seats(folder: Path, hub: HubProcess, count: int, ca: Path | None = None) -> list[Seat]:
    """Further desks, with all that the hub has."""
    made = []
    for letter in "DEFGHIJKLM"[:count]:
        seat = Seat(folder / letter)
        enrol_empty(seat.house.enrolment, hub.url, hub.token(letter), "clerk", PASSWORD, ca)
        seat.sit().link.exchange()
        made.append(seat)
    return made


def rounds(seats: list[Seat]) -> tuple[float, list[float]]:
    """Every desk saves a visit and exchanges, again and again, all at once: rounds per second, each round."""
    seen: list[float] = []

    def work(seat: Seat, first: int) -> None:
        for n in range(EACH):
            register_visit(seat.desk, parse_visit(entry(first + n)), FromForm())
            seen.append(timed(seat.link.exchange)[0])

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(seats)) as threads:
        for done in [threads.submit(work, one, 7000 + 100 * n) for n, one in enumerate(seats)]:
            done.result()
    return len(seen) / (time.perf_counter() - begun), seen


def spread(seconds: list[float]) -> dict[str, float]:
    """Median, p95 and longest, in milliseconds."""
    return {
        "median": round(statistics.median(seconds) * 1000, 1),
        "p95": round(p95(seconds) * 1000, 1),
        "max": round(max(seconds) * 1000, 1),
    }


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


def memory(what: str, pid: int | str = "self") -> float:
    """VmRSS or VmHWM (its peak) of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(what):
            return round(int(line.split()[1]) / 1024, 1)
    raise LookupError(what)


def timed(work: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = work()
    return time.perf_counter() - begun, answer
