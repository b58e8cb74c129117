"""A bad network between desks and hub: cuts at any byte, delays, sends requests a second time."""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

PIECE = 4_096
DECK = ("cut", "cut", "repeat", "plain")
"""What happens to connections, dealt in a chance order: few connections meet every kind of weather too."""
DELAY = 0.1
"""The chance of a piece to come late."""
FARTHEST_CUT = 9_000
TRIES = 100
RESET = struct.pack("ii", 1, 0)


class CuttingProxy:
    """Listens on loopback; hands every connection to one of the hubs. ``harsh`` is the weather."""

    def __init__(self, seed: int, *hubs: tuple[str, int]) -> None:
        self.hubs = list(hubs)
        self.harsh = False
        self.cuts = self.repeats = 0
        self._chance = random.Random(seed)
        self._deck: list[str] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._closing = False
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._begin(self._accept)

    def close(self) -> None:
        self._closing = True
        with suppress(OSError):  # already cut
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut_all()
        for thread in self._threads:
            thread.join()

    def cut_all(self) -> None:
        """Cut every connection now."""
        with self._lock:
            for one in self._open:
                _reset(one)

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._begin(lambda client=client: self._carry(client))  # type: ignore[misc]

    def _carry(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
            target = self._chance.choice(self.hubs)
        try:
            hub = socket.create_connection(target, 5)
        except OSError:
            self._end(client)
            return
        hub.settimeout(None)
        with self._lock:
            self._open.add(hub)
            weather = self._deal() if self.harsh else "plain"
            budget = self._chance.randrange(1, FARTHEST_CUT) if weather == "cut" else None
            repeated = bytearray() if weather == "repeat" else None
        left = [budget]
        back = self._begin(lambda: self._pump(hub, client, left, None))
        self._pump(client, hub, left, repeated)
        back.join()
        self._end(client, hub)
        if repeated:
            self._send_again(bytes(repeated))

    def _deal(self) -> str:
        if not self._deck:
            self._deck = self._chance.sample(DECK, len(DECK))
        return self._deck.pop()

    def _pump(
        self, source: socket.socket, sink: socket.socket, left: list[int | None], kept: bytearray | None
    ) -> None:
        """Carry bytes one way until an end closes or the connection's bytes are used up."""
        try:
            while data := source.recv(PIECE):
                if kept is not None:
                    kept += data
                with self._lock:
                    late = self.harsh and self._chance.random() < DELAY
                    sent = data if left[0] is None else data[: left[0]]
                    left[0] = None if left[0] is None else left[0] - len(sent)
                if late:
                    time.sleep(0.05)
                sink.sendall(sent)
                if len(sent) < len(data):
                    self.cuts += 1
                    break
        except OSError:
            pass  # an end was cut: the other is cut below
        _reset(source)
        _reset(sink)

    def _send_again(self, requests: bytes) -> None:
        """All that the client sent, once more and late, as a network with a memory does."""
        for _ in range(TRIES):
            with suppress(OSError), socket.create_connection(self.hubs[0], 5) as hub:
                hub.settimeout(2)
                hub.sendall(requests)
                self.repeats += 1
                while hub.recv(PIECE):
                    pass
                return
            if self._closing:
                return
            time.sleep(0.1)  # the hub is down just now

    def _end(self, *sockets: socket.socket) -> None:
        for one in sockets:
            with self._lock:
                self._open.discard(one)
                one.close()

    def _begin(self, job: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=job, daemon=True)
        with self._lock:
            self._threads.append(thread)
        thread.start()
        return thread


def _reset(one: socket.socket) -> None:
    """Cut: whoever reads from it or writes to it learns at once."""
    with suppress(OSError):  # already cut
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        one.shutdown(socket.SHUT_RDWR)
