"""``python -m tests.bench.peers [VISITS]``: one JSON object; what could not be compared goes to stderr."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.peers import installed, ours
from tests.bench.peers.counting import CountingWay

VISITS = 10_000
PATIENCE = 60.0
WHY = {
    "PouchDB": "one document a visit, no index beside its key, nothing encrypted, nothing judged or audited",
    "Anki": "one note a visit, in Rust, nothing encrypted or judged; of two values the later wins unseen",
}
"""Where a peer is ahead of us, and why."""


def main(visits: int) -> None:
    with tempfile.TemporaryDirectory(prefix="jiefangtai-peers-") as name:
        folder = Path(name)
        lines = folder / "visits.jsonl"
        told: dict[str, Any] = {"visits": visits, "load": os.getloadavg()[0]}
        told["ours"] = ours.measure(folder / "ours", visits, lines)
        told["json_bytes_per_visit"] = round(lines.stat().st_size / visits)
        peers: list[tuple[str, Callable[[Path, Path], dict[str, Any]]]] = [
            ("PouchDB", _pouch),
            ("Anki", _anki),
        ]
        for peer, measure in peers:
            (folder / peer).mkdir()
            try:
                told[peer] = measure(folder / peer, lines)
            except installed.NotHere as error:
                sys.stderr.write(f"{error}\n")
        told["they_win"] = {
            peer: won for peer in WHY if peer in told and (won := ahead(told["ours"], told[peer], peer))
        }
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def ahead(mine: dict[str, Any], theirs: dict[str, Any], peer: str) -> dict[str, Any]:
    """By how much a peer is ahead of us, where it is."""
    found = {
        name: round(theirs[name] / mine[name], 1)
        for name in ("push_visits_per_s", "pull_visits_per_s")
        if theirs[name] > mine[name]
    }
    found |= {
        name: round(theirs[name] / mine[name], 2)
        for name in ("push_bytes_per_visit", "pull_bytes_per_visit")
        if theirs[name] < mine[name]
    }
    return found | {"why": WHY[peer]} if found else {}


def figures(push: dict[str, Any], pull: dict[str, Any]) -> dict[str, Any]:
    """Visits a second and bytes a visit of two exchanges: seconds, visits, bytes."""
    return {
        f"{name}_{what}": figure
        for name, told in (("push", push), ("pull", pull))
        for what, figure in (
            ("visits_per_s", round(told["visits"] / told["seconds"])),
            ("bytes_per_visit", round(told["bytes"] / told["visits"])),
        )
    }


def _pouch(folder: Path, lines: Path) -> dict[str, Any]:
    node = installed.pouch()

    def run(what: str, given: str) -> dict[str, Any]:
        return _asked(["node", "pouch.js", what, given, str(folder)], node)

    (folder / "hub").mkdir()
    port = _free_port()
    with _served(["node", "pouch.js", "serve", str(port), str(folder / "hub")], port, node, {}) as way:
        run("load", str(lines))
        return figures(*(_counted(way, lambda what=what: run(what, way.url)) for what in ("push", "pull")))


def _anki(folder: Path, lines: Path) -> dict[str, Any]:
    python = installed.anki()
    script = str(installed.HERE / "anki_desk.py")

    def run(what: str, given: str, desk: str) -> dict[str, Any]:
        return _asked([str(python), script, what, given, str(folder / f"{desk}.anki2")], folder)

    port = _free_port()
    settings = {"SYNC_USER1": "desk:desk", "SYNC_BASE": str(folder / "hub"), "SYNC_HOST": "127.0.0.1"}
    settings |= {"SYNC_PORT": str(port), "RUST_LOG": "error"}
    with _served([str(python), "-m", "anki.syncserver"], port, folder, settings) as way:
        run("begin", way.url + "/", "a")
        run("join", way.url + "/", "b")
        run("load", str(lines), "a")
        way.taken()
        push = _counted(way, lambda: run("push", way.url + "/", "a"))
        return figures(push, _counted(way, lambda: run("pull", way.url + "/", "b")))


def _counted(way: CountingWay, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    way.taken()
    told = work()
    return told | {"bytes": sum(way.taken())}


def _asked(command: list[str], folder: Path) -> dict[str, Any]:
    """What a peer's client says of its exchange."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {}
    return found


@contextmanager
def _served(command: list[str], port: int, folder: Path, settings: dict[str, str]) -> Iterator[CountingWay]:
    """A peer's server while it runs, and the way to it."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=log, stderr=log)
    try:
        _until_listening(port, process)
        way = CountingWay(port)
        yield way
        way.close()
    finally:
        process.terminate()
        process.wait()


def _until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS)
