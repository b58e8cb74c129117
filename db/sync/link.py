"""This desk's link to its hub, as the services and the window use it: app.ports.link.Link."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import JiefangtaiError, NotAllowed, Unavailable
from app.events import Event, RowsPulled, SyncStateChanged
from app.ports.link import Aside, Clash, Exchanged, Left, LinkState
from db.cipher import Connection
from db.contents import FOLDER, SealedContents
from db.exchange.frame import Stale
from db.exchange.proofs import NOBODY, Voice
from db.exchange.wire import HeadAsked
from db.keys import FileVault
from db.mapping import CENTRE_ZONE
from db.persons import Person
from db.signing import signer_of
from db.store import Store, transaction
from db.sync import conflicts, courier, history, moving, state
from db.sync.contents import unsent
from db.sync.exchange import ExchangeCounts, exchange, wall_ms
from db.sync.http import HttpHub
from db.sync.joining import LET_IN_AGAIN, join_hub
from db.sync.listening import HubListener
from db.sync.retry import retry_all
from db.sync.runner import Runner
from db.sync.series import doubled, publish_keys, take_new_series

UNSET, ONLINE, OFFLINE, BUSY = "未设置", "已连接", "未连接", "正在同步"
AUDIT = "audit"
HISTORY_SECONDS = 2.0
"""How long a turn in the background fetches older rows before it looks for newer ones again."""


def nobody_speaks() -> Voice:
    """Nobody is signed in: nothing is signed."""
    return NOBODY


class DeskLink:
    """One store and its hub. One exchange at a time; any thread may ask for one."""

    def __init__(
        self,
        home: Path,
        store: Store,
        vault: FileVault,
        centre: bytes,
        letter: str,
        login: str,
        voice: Callable[[], Voice] = nobody_speaks,
    ) -> None:
        self._home = home
        self._store = store
        self._vault = vault
        self._centre = centre
        self._letter = letter
        self._login = login
        self._voice = voice
        """Who is signed in now."""
        self.wall = wall_ms
        """This machine's clock, held against the hub's."""
        self._contents = moving.Contents(store, SealedContents(home / FOLDER, centre))
        self._lock = threading.Lock()
        self._end: HttpHub | None = None
        self._word: str | None = None
        self._code: str | None = None
        self._top: int | None = None
        self._last_at: str | None = None
        self._sent = self._fetched = 0
        self._facts: dict[str, Any] = {}
        self._runner: Runner | None = None
        self._announce: Callable[[Event], None] = _nobody

    def state(self) -> LinkState:
        with self._store.reading() as reads:
            c = reads.connection
            url = state.get(c, state.URL)
            cursor = state.number(c, state.CURSOR)
            remembered = OFFLINE if state.get(c, state.LAST_CODE) else ONLINE
            return LinkState(
                (self._word or remembered) if url else UNSET,
                url,
                state.waiting(c),
                state.set_aside(c),
                state.conflicts(c),
                cursor,
                None if self._top is None else max(0, self._top - cursor),
                self._last_at or state.get(c, state.LAST_AT),
                self._code,
                self._sent,
                self._fetched,
                self._facts,
                state.history(c),
                len(unsent(c)) if url else 0,
                state.number(c, state.CLOCK),
            )

    def exchange(self) -> Exchanged:
        with self._lock:
            self._become(BUSY)
            try:
                told = exchange(
                    self._store, self._hub(), self._keeper(), self._went_back, self._voice(), self.wall
                )
                older = history.fill(self._store, self._hub(), stop=self._patience())
                done = self._finish(told, older.total())
            except JiefangtaiError as error:
                self._drop()
                self._remember(error.code)
                self._become(OFFLINE, error)
                raise
            self._become(ONLINE)
            if done.tables:
                self._announce(RowsPulled(done.tables))
            self._move_contents()
            return done

    def _move_contents(self) -> None:
        """Send and fetch attachments' contents; rows come first, and a cut here is no failed exchange."""
        came = self._contents.exchange(self._hub(), self._patience(), background=self._runner is not None)
        if came:
            self._announce(RowsPulled(("attachments",)))

    def fetch_content(self, name: str) -> bool:
        try:
            end = HttpHub(*self._address())  # a connection of its own: an exchange may be under way
        except Unavailable:
            return False
        try:
            return self._contents.fetch(end, name)
        finally:
            end.close()

    def _patience(self) -> Callable[[], bool]:
        """When to leave the history for the next turn: never but in the background."""
        runner, end = self._runner, time.monotonic() + HISTORY_SECONDS
        if runner is None:
            return lambda: False
        return lambda: runner.nudged or time.monotonic() >= end

    def _once(self) -> int:
        """One turn in the background; the history goes on at once."""
        done = self.exchange()
        if self._runner is not None and (self.state().history < 100 or self._contents.unfinished):
            self._runner.nudge()
        return done.cursor

    def _finish(self, told: ExchangeCounts, older: int) -> Exchanged:
        if told.pulled["desks"]:
            self._after_desks()
        now = datetime.now(CENTRE_ZONE).replace(microsecond=0).isoformat()
        self._store.on_writer(lambda c: state.put(c, state.LAST_AT, now))
        self._remember("")
        self._last_at = now
        with self._store.reading() as reads:
            c = reads.connection
            cursor = state.number(c, state.CURSOR)
            self._top = cursor
            pulled = sum(count for table, count in told.pulled.items() if table != AUDIT)
            self._sent += told.pushed
            pulled += older
            self._fetched += pulled
            return Exchanged(
                told.pushed,
                pulled,
                state.set_aside(c),
                state.conflicts(c),
                told.audit + told.pulled[AUDIT],
                cursor,
                tuple(sorted(table for table, count in told.pulled.items() if count)),
            )

    def _remember(self, code: str) -> None:
        """How the last exchange ended, for the next start of the program."""
        if self._store.on_writer(lambda c: state.get(c, state.LAST_CODE) or "") != code:
            self._store.on_writer(lambda c: state.put(c, state.LAST_CODE, code))

    def watch(self, told: Callable[[Exchanged], None]) -> None:
        done = threading.Event()

        def once() -> int:
            answer = self.exchange()
            told(answer)
            return answer.cursor

        runner = self._make_runner(once)
        runner.start()
        try:
            done.wait()
        finally:
            runner.stop()

    @property
    def runs(self) -> bool:
        """Whether it exchanges in the background."""
        return self._runner is not None

    def start(self, announce: Callable[[Event], None]) -> Callable[[], None]:
        self._announce = announce
        self._runner = self._make_runner(self._once)
        self._runner.start()
        return self._stop

    def tell(self, announce: Callable[[Event], None]) -> None:
        now = self.state()
        counts = (now.waiting, now.conflicts, now.set_aside)
        announce(SyncStateChanged(now.state, *counts, now.last_at, now.history))

    def nudge(self) -> None:
        if self._runner is not None:
            self._runner.nudge()

    def _stop(self) -> None:
        if self._runner is not None:
            self._runner.stop()
            self._runner = None
        self.close()

    def close(self) -> None:
        """Close the connection to the hub."""
        with self._lock:
            self._drop()

    def clashes(self, most: int | None = None) -> list[Clash]:
        with self._store.reading() as reads:
            return conflicts.open_clashes(reads, most)

    def settle(self, id: str, who: str, restore: bool) -> Clash:
        return conflicts.settle(self._store, id, who, restore)

    def reopen(self, settled: Clash, who: str) -> Clash:
        return conflicts.reopen(self._store, settled, who)

    def asides(self) -> list[Aside]:
        with self._store.reading() as reads:
            return conflicts.asides(reads.connection)

    def retry(self, leader: str | None = None) -> int:
        return self._store.on_writer(lambda connection: retry_all(connection, leader))

    def join(
        self, url: str, code: str, certificate: Path | None = None, password: str | None = None
    ) -> dict[str, Any]:
        person = self._voice().signer
        facts = join_hub(
            self._home,
            self._store,
            self._vault,
            url,
            code,
            certificate,
            person if isinstance(person, Person) else None,
            password,
        )
        done = self.exchange()
        return {**facts, "pushed": done.pushed, "pulled": done.pulled, "set_aside": done.set_aside}

    def leave(self, unheard: bool = False) -> Left:
        url, *_ = self._address()
        heard = self._part(unheard)
        self._stop()
        with self._lock:
            self._store.on_writer(_forget_hub)
            self._top, self._last_at = None, None
            self._become(UNSET)
        with self._store.reading() as reads:
            return Left(url, state.waiting(reads.connection), heard)

    def _part(self, unheard: bool) -> bool:
        """Send what waits and say goodbye; whether the hub has cut this desk off."""
        try:
            self.exchange()
            with self._lock:
                self._hub().leave()
        except NotAllowed as error:
            if error.code not in LET_IN_AGAIN:
                raise
        except Unavailable:
            if not unheard:
                raise
            return False
        return True

    def audit_head(self) -> tuple[int, str] | None:
        """Position and hash of the last entry that the hub has of this desk's audit.

        None where there is no hub, it does not answer, has none of it or is too old to be asked.
        """
        try:
            end = HttpHub(*self._address())  # a connection of its own: an exchange may be under way
        except JiefangtaiError:
            return None
        try:
            told = end.head(HeadAsked(self._store.series()))
        except (JiefangtaiError, Stale):
            return None
        finally:
            end.close()
        return (told.position, told.hash) if told.position > 0 else None

    def write_courier(self, file: Path) -> dict[str, Any]:
        signer = self._store.on_writer(signer_of)
        return courier.write(
            self._store, signer, self._centre_key(), self._letter, file, self._voice(), self._contents.sealed
        )

    def read_courier(self, file: Path) -> dict[str, Any]:
        done = courier.read(self._store, self._centre_key(), file, self._contents.sealed)
        self.nudge()
        return done

    def _centre_key(self) -> bytes:
        if self._keeper() is None:
            raise Unavailable("courier_other_keys")
        return self._centre

    def _make_runner(self, once: Callable[[], int]) -> Runner:
        return Runner(once, HubListener(self._address), self._failed)

    def _failed(self, error: JiefangtaiError) -> None:
        self._become(OFFLINE, error)

    def _address(self) -> tuple[str, str, str | None]:
        """Address, token, and the centre's own authority where one was given."""
        with self._store.reading() as reads:
            c = reads.connection
            url, token = state.get(c, state.URL), state.get(c, state.TOKEN)
            authority = state.get(c, state.CERTIFICATE)
        if url is None or token is None:
            raise Unavailable("hub_unset")
        return url, token, authority

    def _hub(self) -> HttpHub:
        if self._end is None:
            self._end = HttpHub(*self._address())
        return self._end

    def _drop(self) -> None:
        if self._end is not None:
            self._end.close()
            self._end = None

    def _keeper(self) -> FileVault | None:
        with self._store.reading() as reads:
            own = state.get(reads.connection, state.OWN_KEYS)
        return None if own else self._vault

    def _went_back(self) -> None:
        take_new_series(self._store, self._home, self._letter, self._login, "换号段")

    def _after_desks(self) -> None:
        publish_keys(self._store, self._home)
        signer = self._store.on_writer(signer_of)
        if self._store.on_writer(lambda c: doubled(c, self._store.series(), signer.key_id)):
            self._went_back()

    def _become(self, word: str, error: JiefangtaiError | None = None) -> None:
        code = None if error is None else error.code
        changed = (word, code) != (self._word, self._code) or word == ONLINE
        self._word, self._code = word, code
        self._facts = {} if error is None else error.facts
        if changed and self._announce is not _nobody:
            self.tell(self._announce)


def _forget_hub(connection: Connection) -> None:
    with transaction(connection):
        state.forget_hub(connection)


def _nobody(_event: Event) -> None:
    """Nobody listens."""
