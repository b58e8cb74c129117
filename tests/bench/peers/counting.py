"""A way to a server that counts the bytes that go through it, heads of requests included."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PIECE = 1 << 16


class CountingWay:
    """Listens on loopback and hands every connection on to a port of this machine."""

    def __init__(self, port: int) -> None:
        self.up = self.down = 0
        self._port = port
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._begin(self._accept)

    def close(self) -> None:
        with suppress(OSError):  # nobody waits any more
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join()

    def taken(self) -> tuple[int, int]:
        """Bytes up and down since it was asked last."""
        with self._lock:
            counted = self.up, self.down
            self.up = self.down = 0
        return counted

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._begin(self._carry, client)

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._port)) as server:
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = self._begin(self._pump, server, client, False)
            self._pump(client, server, True)
            back.join()

    def _pump(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with suppress(OSError):  # an end has hung up
            while data := source.recv(PIECE):
                with self._lock:
                    self.up += len(data) if up else 0
                    self.down += 0 if up else len(data)
                sink.sendall(data)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _begin(self, work: Callable[..., None], *given: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread
