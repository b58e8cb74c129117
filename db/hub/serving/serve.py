"""Runs the hub: where it listens, over which database, with or without TLS; stops without losing anything."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from app.errors import FieldError, Refused, Unavailable
from app.ports.hub_options import LOG_DAYS, HubOptions
from app.version import VERSION
from db.exchange.this_machine import is_loopback
from db.hub import file_lock
from db.hub.hub import Hub
from db.hub.notices import Notices
from db.hub.postgres import PostgresStorage
from db.hub.serving import certificate, doorway
from db.hub.serving.journal import Journal
from db.hub.serving.metrics import Metrics
from db.hub.serving.observed import Watch
from db.hub.serving.web import make_app
from db.hub.sqlite import open_file
from db.hub.storage import Storage

START_SECONDS = 15.0
STOP_SECONDS = 5
KEEP_SECONDS = 75
"""How long an idle connection of a desk is kept; longer than its runner's rest."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Between two tries for a database that is away when the service begins."""
SHORTEST_TOKEN = 16


def open_storage(database: str | None, home: Path, *, is_serving: bool = False) -> Storage:
    """``sqlite:///FILE``, ``postgresql://…`` or None for HOME/hub/hub.db. Refused('hub_database_url')."""
    file = embedded_file(database, home)
    if file is not None:
        return open_file(file, home / "hub" / "hub.key", is_serving=is_serving)
    if database is not None and database.startswith(("postgresql://", "postgres://")):
        return PostgresStorage(database)
    raise Refused(FieldError("database", "hub_database_url"))


def embedded_file(database: str | None, home: Path) -> Path | None:
    """The file of an embedded database, None for another one."""
    if database is None:
        return home / "hub" / "hub.db"
    return Path(database.removeprefix("sqlite:///")) if database.startswith("sqlite:///") else None


def open_hub(database: str | None, home: Path, *, is_serving: bool = False) -> Hub:
    return Hub(open_storage(database, home, is_serving=is_serving))


class _Server(uvicorn.Server):
    """Lets waiting desks go before it waits for connections; SIGHUP reads the certificate again."""

    def __init__(self, config: uvicorn.Config, notices: Notices, watch: Watch, options: HubOptions) -> None:
        super().__init__(config)
        self.notices = notices
        self._watch = watch
        self._options = options

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.reload)

    def reload(self) -> None:
        """New connections get the certificate that lies there now; an unreadable one changes nothing."""
        if self.config.ssl is None:
            return
        try:
            certificate.load(self.config.ssl, self._options.tls_cert, self._options.tls_key)
        except Unavailable as error:
            self._watch.event("certificate_refused", code=error.code)
        else:
            self._watch.event("certificate_reloaded")

    def handle_exit(self, sig: int, frame: object) -> None:  # noqa: ARG002 - uvicorn's signature
        """Stop in order. Not uvicorn's own: it raises the signal again, before the database is closed."""
        self.notices.close()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def outlive_hangup() -> None:
    """A SIGHUP before the server runs would end the process: until then the certificate is read anyway."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything but the serving."""

    server: _Server
    hub: Hub
    bound: socket.socket
    url: str
    watch: Watch
    release: Callable[[], None]

    def run(self) -> None:
        """Serve on this thread until a signal or ``should_exit``; then close everything."""
        self.watch.event("started", version=VERSION)
        try:
            self.server.run([self.bound])
        finally:
            self.end()

    def end(self) -> None:
        """Close everything; twice does no harm."""
        self.server.notices.end()
        self.hub.close()
        self.release()
        self.watch.event("stopped")
        self.watch.journal.close()


@dataclass(slots=True)
class Running:
    """A hub in a thread of its own; ``stop`` finishes what was begun."""

    url: str
    hub: Hub
    _server: _Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop listening, answer what was asked, close the database; twice does no harm."""
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
    ready = prepared(HubOptions(listen, database, tls_cert, tls_key), home)
    thread = threading.Thread(target=ready.run, name="hub", daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not ready.server.started:
        if not thread.is_alive() or time.monotonic() > end:
            ready.end()
            raise Unavailable("hub_listen", listen=listen)
        time.sleep(0.005)
    return Running(ready.url, ready.hub, ready.server, thread)


def prepared(
    options: HubOptions, home: Path, patient: Callable[[Unavailable], None] | None = None
) -> Prepared:
    """Bind, open the database, make the server.

    ``patient`` is told each time that a PostgreSQL is away, and it is tried again; without, Unavailable.
    Unavailable: hub_needs_tls, hub_listen, hub_tls, hub_in_use, hub_database …
    Refused: hub_token_short, hub_log_short …
    """
    host, port = doorway.address(options.listen)
    secure = options.tls_cert is not None
    if not secure and not is_loopback(host):
        raise Unavailable("hub_needs_tls", listen=options.listen)
    if options.metrics_token is not None and len(options.metrics_token) < SHORTEST_TOKEN:
        raise Refused(FieldError("--metrics-token", "hub_token_short"))
    if options.log_days < LOG_DAYS:
        raise Refused(FieldError("--log-days", "hub_log_short", {"days": LOG_DAYS}))
    if secure:
        certificate.check(options.tls_cert, options.tls_key)
    journal = Journal(options.log or home / "hub" / "log", options.log_days)
    watch = Watch(journal, Metrics())
    bound = doorway.bind(host, port, options.listen)
    try:
        release = _held(options.database, home)
        try:
            hub = _opened(options.database, home, watch, patient)
            doorway.listen(bound, options.listen)
        except BaseException:
            release()
            raise
    except BaseException:
        bound.close()
        journal.close()
        raise
    notices = Notices(hub.storage)
    config = uvicorn.Config(
        make_app(hub, notices, watch, options.metrics_token),
        log_level="error",
        access_log=False,
        server_header=False,
        ssl_certfile=options.tls_cert,
        ssl_keyfile=options.tls_key,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
        h11_max_incomplete_event_size=64 * 1024,
        lifespan="on",
    )
    server = _Server(config, notices, watch, options)
    name = f"[{host}]" if ":" in host else host
    url = f"{'https' if secure else 'http'}://{name}:{bound.getsockname()[1]}"
    return Prepared(server, hub, bound, url, watch, release)


def _opened(
    database: str | None, home: Path, watch: Watch, patient: Callable[[Unavailable], None] | None
) -> Hub:
    """The hub; where ``patient`` a database that is away is tried again until it is there."""
    pause, was_away = FIRST_PAUSE, False
    while True:
        try:
            hub = open_hub(database, home, is_serving=True)
        except Unavailable as error:
            if patient is None or error.code != "hub_database":
                raise
            was_away = True
            watch.event("database_away", why=str(error.facts.get("why", "")))
            patient(error)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            if was_away:
                watch.event("database_back")
            return hub


def _held(database: str | None, home: Path) -> Callable[[], None]:
    """The lock of an embedded file; nothing to hold for a PostgreSQL."""
    file = embedded_file(database, home)
    if file is None:
        return _nothing
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return file_lock.hold(file)


def _nothing() -> None:
    """Nothing is held."""
