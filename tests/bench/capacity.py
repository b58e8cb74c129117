"""The hub's own speed: ten desks send visits and read the others', without a desk's work in between.

``python -m tests.bench.capacity [embedded] [postgres]`` prints one JSON object for each. The visits are
registered and signed before the clock starts; then each desk says hello, pushes one and pulls, in one
message (db.sync.at_once), again and again, over HTTPS. The hub believes nothing: it unpacks, checks
signatures and types, judges, commits durably and answers. What a client does with an answer is to find out
where to go on.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from app.domain.entries.visit_entry import parse_visit
from app.services.visits.after_typing import FromForm
from app.services.visits.register_visit import register_visit
from db import boots
from db.cipher import Connection
from db.exchange import frame, slim
from db.exchange.frame import MEDIA_TYPE
from db.exchange.proofs import Voice
from db.exchange.wire import SCHEMA, Hello, Page, Pull, Push, Pushed, Round
from db.sync import state
from db.sync.address import address_of
from db.sync.hello import compose
from db.sync.push import next_batch
from tests.acceptance.authority import issue
from tests.acceptance.hubs import HubProcess
from tests.acceptance.postgres import Cluster
from tests.bench.records import entry
from tests.bench.seats import Seat, first_seat, more_seats, spread

DESKS, EACH = 10, 60
"""The desks, and the rounds of each of them."""
EMBEDDED, POSTGRES = "embedded", "postgres"
TICK = os.sysconf("SC_CLK_TCK")


class _Head(msgspec.Struct, array_like=True):
    """The first fields of a page: where to go on."""

    epoch: int
    upto: int


class _Answer(msgspec.Struct, array_like=True):
    """What a desk must know of the hub's answer (Rounded)."""

    welcome: msgspec.Raw
    pushed: Pushed | None
    page: _Head | None


class Client:
    """A desk's end of the wire with all that it will say ready."""

    def __init__(self, seat: Seat, first: int, count: int) -> None:
        self._url, self._token, self._authority = address_of(seat.house.store)
        self._hello, self._cursor, self._mine = seat.house.store.on_writer(_standing)
        self._pushes = list(_signed(seat, first, count))
        self._way: http.client.HTTPSConnection | None = None
        self.rounds: list[float] = []

    def open(self) -> None:
        host, _, port = self._url.partition("//")[2].partition(":")
        trusted = ssl.create_default_context(cadata=self._authority)
        self._way = http.client.HTTPSConnection(host, int(port), context=trusted, timeout=30)
        self._ask("hello", frame.pack(self._hello))

    def play(self, all_of: int) -> None:
        """So many rounds; each visit must be taken, none set aside."""
        for push in self._pushes[:all_of]:
            begun = time.perf_counter()
            asked = Round(self._hello, push, Pull(self._cursor, self._mine, SCHEMA, small=slim.FORM))
            raw = zstandard.ZstdDecompressor().decompress(self._ask("round", frame.pack(asked))[1:])
            answer = msgspec.msgpack.decode(raw, type=_Answer)
            if answer.pushed is None or not answer.pushed.runs:
                raise ValueError(f"the hub did not take a visit: {answer.pushed}")
            self._cursor = self._pulled() if answer.page is None else answer.page.upto
            self.rounds.append(time.perf_counter() - begun)
        del self._pushes[:all_of]

    def _pulled(self) -> int:
        """Where a page ends that was more than a round."""
        asked = Pull(self._cursor, self._mine, SCHEMA, small=slim.FORM)
        return slim.unpack(self._ask("pull", frame.pack(asked)), Page).upto

    def close(self) -> None:
        if self._way is not None:
            self._way.close()

    def _ask(self, what: str, body: bytes) -> bytes:
        assert self._way is not None
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": MEDIA_TYPE}
        self._way.request("POST", f"/sync/1/{what}", body, headers)
        answer = self._way.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise ValueError(f"{what}: {answer.status}")
        return content


def _standing(connection: Connection) -> tuple[Hello, int, list[tuple[str, int]]]:
    """What the desk says in its hello, where it goes on, which rows are its own."""
    hello, cursor = compose(connection, ""), state.number(connection, state.CURSOR)
    return hello, cursor, boots.own_below(connection)


def _signed(seat: Seat, first: int, count: int) -> Iterator[Push]:
    """Visits as a desk sends each after its save, signed by who registered it."""
    voice: Voice = seat.link._voice()
    sent = 0
    for n in range(first, first + count):
        register_visit(seat.desk, parse_visit(entry(n)), FromForm())
        push = seat.house.store.on_writer(partial(next_batch, after=sent, voice=voice))
        assert push is not None
        sent = push.seq[-1]
        yield push


def measure(kind: str, desks: int = DESKS, each: int = EACH) -> dict[str, Any]:
    """Rounds a second of one hub process over an embedded store or over PostgreSQL, and what they cost it."""
    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as name, _database(kind) as database:
        folder = Path(name)
        papers = issue(folder / "papers", "hub", "127.0.0.1")
        hub = HubProcess(folder / "hub", database, "--tls-cert", papers.cert, "--tls-key", papers.key)
        try:
            return _measure(_clients(folder, hub, papers.ca, desks, each), hub, each)
        finally:
            hub.stop()


@contextmanager
def _database(kind: str) -> Iterator[str | None]:
    if kind == EMBEDDED:
        yield None
        return
    cluster = Cluster().found()
    try:
        cluster.do("CREATE DATABASE hub")
        yield cluster.url("hub")
    finally:
        cluster.close()


def _clients(folder: Path, hub: HubProcess, ca: Path, desks: int, each: int) -> list[Client]:
    first = first_seat(folder, hub, hub.url, ca)
    first.link.exchange()
    seats = [first.sit(), *more_seats(folder, hub, desks - 1, ca)]
    clients = []
    for n, seat in enumerate(seats):
        seat.link.exchange()
        clients.append(Client(seat, 1000 * n, each + each // 4))
        seat.house.close()
    return clients


def _measure(clients: list[Client], hub: HubProcess, each: int) -> dict[str, Any]:
    process = hub._process
    assert process is not None
    with ThreadPoolExecutor(len(clients)) as threads:
        for done in [threads.submit(one.open) for one in clients]:
            done.result()
        _play(threads, clients, each // 4)  # warm
        for one in clients:
            one.rounds.clear()
        at_hub, here, begun = computing(process.pid), time.process_time(), time.perf_counter()
        _play(threads, clients, each)
        seconds = time.perf_counter() - begun
        spent, spent_here = computing(process.pid) - at_hub, time.process_time() - here
    rounds = [seen for one in clients for seen in one.rounds]
    for one in clients:
        one.close()
    return {
        "desks": len(clients),
        "rounds_per_s": round(len(rounds) / seconds, 1),
        "hub_cpu_ms_per_round": round(1000 * spent / len(rounds), 2),
        "clients_cpu_ms_per_round": round(1000 * spent_here / len(rounds), 2),
        "round_ms": spread(rounds),
    }


def _play(threads: ThreadPoolExecutor, clients: list[Client], each: int) -> None:
    for done in [threads.submit(one.play, each) for one in clients]:
        done.result()


def computing(pid: int) -> float:
    """Seconds of processor time of a process, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


if __name__ == "__main__":
    for kind in sys.argv[1:] or [EMBEDDED, POSTGRES]:
        sys.stdout.write(json.dumps({kind: measure(kind)}) + "\n")
