"""kill -9 of a hub while a desk syncs, of the desk's sync, of courier files, of hub backup and restore."""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from collections import Counter
from pathlib import Path
from typing import Any

from app.domain.rows.visits import Visit
from app.ports.hub_options import HubOptions
from db.hub.serving import serve
from home import Home
from tests.attack.desks import VISIT, Place, made
from tests.attack.forked import FAULT, answered, fork, killed, wait
from tests.attack.hub_files import attack_backup, attack_restore
from tests.cli.conftest import ADMIN
from tests.cli.within import Within

LONGEST = 1.2
"""Seconds after which the end comes at the latest."""
START_SECONDS = 60.0


class KilledHub:
    """A hub in a process of its own that is started again after each kill."""

    def __init__(self, home: Path, log: Path) -> None:
        self.call = Within(home)
        self._log = log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self._pid = 0

    def start(self) -> None:
        self._pid = fork(self._serve, self._log)
        end = time.monotonic() + START_SECONDS
        host, _, port = self.address.partition(":")
        while time.monotonic() < end:
            try:
                socket.create_connection((host, int(port)), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError(self._log.read_text())

    def _serve(self) -> int:
        serve.prepared(HubOptions(self.address), self.call.home).run()
        return 0

    def end(self, how: signal.Signals) -> int:
        os.kill(self._pid, how)
        return wait(self._pid)

    def code(self, letter: str) -> str:
        return str(self.call("hub", "token", "--desk", letter).answer["code"])


def attack_by_hub_kills(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the calls ended, by who was killed; and what must not have happened."""
    rng, ends, wrong = random.Random(seed), Counter[str](), list[str]()
    log, place = folder / "child.log", made(folder / "desk")
    hub = KilledHub(folder / "hub", folder / "hub.log")
    code = hub.code("A")
    hub.start()
    url = f"http://{hub.address}"
    joined = answered(lambda: place.call("enrol", url, code, login="admin").code, log)
    wrong += [] if joined == 0 else [f"enrol: {joined} {log.read_text()[-400:]}"]
    for number in range(count):
        answered(lambda: place.call("register", "--json", "-", login="clerk", json_in=VISIT).code, log)
        if number % 2:
            ends[f"sync {killed(lambda: _sync(place.call), rng.uniform(0, LONGEST), log)}"] += 1
            continue
        syncing = fork(lambda: _sync(place.call), log)
        time.sleep(rng.uniform(0, LONGEST))
        hub.end(signal.SIGKILL)
        ends[f"hub, and the desk says {(said := wait(syncing))}"] += 1
        if said == FAULT:
            wrong.append(f"hub {number}: {log.read_text()[-400:]}")
        hub.start()
    wrong += _courier(place, hub, folder, count, rng, ends)
    wrong += attack_backup(hub.call, folder, count, rng, ends)
    ended = hub.end(signal.SIGTERM)
    wrong += [] if ended == 0 else [f"the hub's clean stop: {ended}"]
    left = sorted(file.name for file in (folder / "hub" / "hub").iterdir() if file.is_file())
    wrong += [] if left == ["hub.db", "hub.db.lock", "hub.key"] else [f"left by a clean stop: {left}"]
    checked = answered(lambda: hub.call("hub", "check").answer, log)
    wrong += [] if checked and checked.get("ok") else [f"hub check: {checked}"]
    wrong += attack_restore(hub.call, folder, count, rng, ends)
    return ends, wrong


def _sync(call: Within) -> int:
    return call("sync", login="clerk").code


def _courier(
    place: Place, hub: KilledHub, folder: Path, count: int, rng: random.Random, ends: Counter[str]
) -> list[str]:
    """A second desk takes everything from the hub; files go from the first to it, both ends killed."""
    log, wrong = folder / "child.log", list[str]()
    other, code = Within(folder / "other" / "home"), hub.code("B")
    url = f"http://{hub.address}"
    synced = answered(lambda: _sync(place.call), log)
    joined = answered(lambda: other("enrol", url, code, login="admin").code, log)
    if (synced, joined) != (0, 0):
        return [f"sync and enrol at the end: {synced} {joined} {log.read_text()[-400:]}"]
    for number in range(count):
        answered(lambda: place.call("register", "--json", "-", login="clerk", json_in=VISIT).code, log)
        file = folder / f"{number}.jft"
        written = lambda file=file: place.call("courier", "write", str(file), login="host").code  # noqa: E731
        taken = lambda file=file: other("courier", "read", str(file), login="host").code  # noqa: E731
        ends[f"courier write {killed(written, rng.uniform(0, LONGEST), log)}"] += 1
        if not file.exists() and (code := answered(written, log)) != 0:
            wrong.append(f"courier write {number}: {code} {log.read_text()[-400:]}")
        ends[f"courier read {killed(taken, rng.uniform(0, LONGEST), log)}"] += 1
        if (code := answered(taken, log)) != 0:
            wrong.append(f"courier read {number}: {code} {log.read_text()[-400:]}")
    for call in (place.call, other):
        answered(lambda call=call: _sync(call), log)
        answered(lambda call=call: _sync(call), log)
        checked = answered(lambda call=call: call("check", login="admin").answer, log)
        wrong += [] if checked and checked["ok"] else [f"check of {call.home.parent.name}: {checked}"]
    answered(lambda: _sync(other), log)
    counted = [answered(lambda call=call: _visits(call.home), log) for call in (place.call, other)]
    wrong += [] if counted[0] == counted[1] else [f"visits at the two desks: {counted}"]
    ends["visits at both desks"] = counted[0] or 0
    return wrong


def _visits(home: Path) -> Any:
    house = Home(home)
    desk = house.sign_in("admin", ADMIN)
    try:
        with desk.records.reading() as reads:
            return reads.count(Visit)
    finally:
        house.close()
