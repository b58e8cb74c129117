"""Runs the hub: where it listens, over which database, with or without TLS; stops without losing anything."""

from __future__ import annotations

import ipaddress
import signal
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from app.errors import FieldError, Refused, Unavailable
from db.hub.hub import Hub
from db.hub.notices import Notices
from db.hub.postgres import PostgresStorage
from db.hub.sqlite import open_file
from db.hub.storage import Storage
from db.hub.web import make_app

START_SECONDS = 15.0
STOP_SECONDS = 5
BACKLOG = 2048
"""Desks that may wait at the door; from the moment the address is told."""
KEEP_SECONDS = 75
"""How long an idle connection of a desk is kept; longer than its runner's rest."""


def open_storage(database: str | None, home: Path) -> Storage:
    """``sqlite:///FILE``, ``postgresql://…`` or None for HOME/hub/hub.db. Refused('hub_database_url')."""
    key = home / "hub" / "hub.key"
    if database is None:
        return open_file(home / "hub" / "hub.db", key)
    if database.startswith("sqlite:///"):
        return open_file(Path(database.removeprefix("sqlite:///")), key)
    if database.startswith(("postgresql://", "postgres://")):
        return PostgresStorage(database)
    raise Refused(FieldError("database", "hub_database_url"))


def open_hub(database: str | None, home: Path) -> Hub:
    return Hub(open_storage(database, home))


class _Server(uvicorn.Server):
    """Lets waiting desks go before it waits for their connections."""

    notices: Notices | None = None

    def handle_exit(self, sig: int, frame: object) -> None:  # noqa: ARG002 - uvicorn's signature
        """Stop in order. Not uvicorn's own: it raises the signal again, before the database is closed."""
        if self.notices is not None:
            self.notices.close()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


@dataclass(slots=True)
class Running:
    """A hub in a thread of its own; ``stop`` finishes what was begun."""

    url: str
    hub: Hub
    _server: _Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop listening, answer what was asked, close the database; twice does no harm."""
        if self._server.notices is not None:
            self._server.notices.close()
        self._server.should_exit = True
        self._thread.join()
        self.hub.close()


def start(
    listen: str,
    database: str | None,
    home: Path,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
) -> Running:
    """Start in a thread and return when it listens. ``listen`` is host:port; port 0 takes a free one.

    Unavailable: hub_needs_tls, hub_listen, hub_tls, hub_database …
    """
    server, hub, bound, url = _prepared(listen, database, home, tls_cert, tls_key)
    thread = threading.Thread(target=server.run, args=([bound],), name="hub", daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            hub.close()
            raise Unavailable("hub_listen", listen=listen)
        time.sleep(0.005)
    return Running(url, hub, server, thread)


def run(server: _Server, hub: Hub, bound: socket.socket) -> None:
    """Serve on this thread until a signal."""
    try:
        server.run([bound])
    finally:
        hub.close()


def prepared(
    listen: str, database: str | None, home: Path, tls_cert: Path | None, tls_key: Path | None
) -> tuple[_Server, Hub, socket.socket, str]:
    """Everything but the serving; the address it will be reached at comes last."""
    return _prepared(listen, database, home, tls_cert, tls_key)


def _prepared(
    listen: str, database: str | None, home: Path, tls_cert: Path | None, tls_key: Path | None
) -> tuple[_Server, Hub, socket.socket, str]:
    host, port = _address(listen)
    secure = tls_cert is not None
    if not secure and not is_loopback(host):
        raise Unavailable("hub_needs_tls", listen=listen)
    if secure:
        _check_tls(tls_cert, tls_key)
    bound = _bind(host, port, listen)
    try:
        hub = open_hub(database, home)
    except BaseException:
        bound.close()
        raise
    notices = Notices(hub.storage.shared())
    config = uvicorn.Config(
        make_app(hub, notices),
        log_level="error",
        access_log=False,
        server_header=False,
        ssl_certfile=tls_cert,
        ssl_keyfile=tls_key,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
        h11_max_incomplete_event_size=64 * 1024,
        lifespan="on",
    )
    server = _Server(config)
    server.notices = notices
    name = f"[{host}]" if ":" in host else host
    return server, hub, bound, f"{'https' if secure else 'http'}://{name}:{bound.getsockname()[1]}"


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise Refused(FieldError("listen", "hub_listen_form", {"listen": listen}))
    return host, int(port)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_tls(cert: Path | None, key: Path | None) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(str(cert), str(key) if key else None)
    except (OSError, ssl.SSLError) as error:
        raise Unavailable("hub_tls") from error


def _bind(host: str, port: int, listen: str) -> socket.socket:
    """A listening socket. It names its protocol: asyncio sets TCP_NODELAY only on what such a socket accepts,
    and without it every answer waits 40 ms for an acknowledgement."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        raise Unavailable("hub_listen", listen=listen) from error
    return bound
