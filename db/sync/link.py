"""This desk's link to its hub, as the services and the window use it: app.ports.link.Link."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import JiefangtaiError, Unavailable
from app.events import Event, RowsPulled
from app.ports.link import Aside, Clash, Exchanged, Left, LinkState
from db.access.keys import FileVault
from db.access.persons import Person
from db.contents import FOLDER, SealedContents
from db.exchange.codes import fresh_code, hashed_code
from db.exchange.frame import Stale
from db.exchange.orders import CODE, STOP
from db.exchange.proofs import NOBODY, Voice
from db.exchange.wire import HeadAsked
from db.store import Store
from db.sync import conflicts, history, moving, state
from db.sync.address import address_of
from db.sync.courier_files import CourierFiles
from db.sync.exchange import exchange, wall_ms
from db.sync.leaving import forget_hub, part
from db.sync.ordering import order
from db.sync.retry import retry_all
from db.sync.series import DeskSeries
from db.sync.standing import BUSY, OFFLINE, ONLINE, Standing

if TYPE_CHECKING:  # start-up: httpx and asyncio take 4 MB and 45 ms; they are for desks that have a hub
    from db.sync.http import HttpHub
    from db.sync.runner import Runner

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
        self._voice = voice
        """Who is signed in now."""
        self.wall = wall_ms
        """This machine's clock, held against the hub's."""
        sealed = SealedContents(home / FOLDER, centre)
        self._contents = moving.Contents(store, sealed)
        self._courier = CourierFiles(store, centre, letter, lambda: self._voice(), sealed)
        self._series = DeskSeries(store, home, letter, login)
        self._standing = Standing(store)
        self._lock = threading.Lock()
        self._end: HttpHub | None = None
        self._runner: Runner | None = None

    def state(self) -> LinkState:
        return self._standing.state()

    def tell(self, announce: Callable[[Event], None]) -> None:
        self._standing.tell(announce)

    def exchange(self) -> Exchanged:
        with self._lock:
            self._standing.become(BUSY)
            try:
                done = self._exchange_rows()
            except JiefangtaiError as error:
                self._drop()
                self._standing.note_failed(error)
                raise
            self._standing.become(ONLINE)
            if done.tables:
                self._standing.announce(RowsPulled(done.tables))
            self._move_contents()
            return done

    def _exchange_rows(self) -> Exchanged:
        renew = self._series.renew
        counts = exchange(self._store, self._hub(), self._keeper(), renew, self._voice(), self.wall)
        older = history.fill(self._store, self._hub(), stop=self._patience())
        if counts.pulled["desks"]:
            self._series.follow_desks()
        return self._standing.note_done(counts, older.total())

    def _move_contents(self) -> None:
        """Send and fetch attachments' contents; rows come first, and a cut here is no failed exchange."""
        came = self._contents.exchange(self._hub(), self._patience(), background=self._runner is not None)
        if came:
            self._standing.announce(RowsPulled(("attachments",)))

    def fetch_content(self, name: str) -> bool:
        try:
            end = self._own_connection()
        except Unavailable:
            return False
        try:
            return self._contents.fetch(end, name)
        finally:
            end.close()

    def give_code(self, letter: str) -> str:
        code = fresh_code()
        self._order(CODE, letter, hashed_code(code))
        return code

    def stop_desk(self, letter: str) -> int:
        return self._order(STOP, letter)

    def _order(self, kind: str, letter: str, code: str = "") -> int:
        end = self._own_connection()
        try:
            return order(end, self._voice(), kind, letter, self.wall() - 1000 * self.state().clock, code)
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

    def watch(self, report: Callable[[Exchanged], None]) -> None:
        done = threading.Event()

        def once() -> int:
            answer = self.exchange()
            report(answer)
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
        self._standing.announce_to(announce)
        self._runner = self._make_runner(self._once)
        self._runner.start()
        return self._stop

    def nudge(self) -> None:
        if self._runner is not None:
            self._runner.nudge()

    def _make_runner(self, once: Callable[[], int]) -> Runner:
        from db.sync.listening import HubListener  # start-up: as above
        from db.sync.runner import Runner

        listener = HubListener(lambda: address_of(self._store))
        return Runner(once, listener, lambda error: self._standing.become(OFFLINE, error))

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
        from db.sync.joining import Joiner, join_hub  # start-up: as above

        signer = self._voice().signer
        person = signer if isinstance(signer, Person) else None
        joiner = Joiner(person, password, partial(self._vault.prove, centre=self._centre))
        facts = join_hub(self._home, self._store, self._vault, url, code, certificate, joiner)
        try:
            done = self.exchange()
        except Unavailable as error:
            if error.code != "hub_unreachable":
                raise
            done = Exchanged(0, 0, 0, 0, 0, 0)  # joined all the same: the rest goes when the hub answers
        return {**facts, "pushed": done.pushed, "pulled": done.pulled, "set_aside": done.set_aside}

    def leave(self, unheard: bool = False) -> Left:
        url = address_of(self._store).url
        heard = part(self.exchange, self._say_goodbye, unheard=unheard)
        self._stop()
        with self._lock:
            self._store.on_writer(forget_hub)
            self._standing.note_left()
        with self._store.reading() as reads:
            return Left(url, state.waiting(reads.connection), heard)

    def _say_goodbye(self) -> None:
        with self._lock:
            self._hub().leave()

    def audit_head(self) -> tuple[int, str] | None:
        """Position and hash of the last entry that the hub has of this desk's audit.

        None where there is no hub, it does not answer, has none of it or is too old to be asked.
        """
        try:
            end = self._own_connection()
        except JiefangtaiError:
            return None
        try:
            head = end.head(HeadAsked(self._store.series()))
        except (JiefangtaiError, Stale):
            return None
        finally:
            end.close()
        return (head.position, head.hash) if head.position > 0 else None

    def write_courier(self, file: Path) -> dict[str, Any]:
        return self._courier.write(file)

    def read_courier(self, file: Path) -> dict[str, Any]:
        done = self._courier.read(file)
        self.nudge()
        return done

    def _own_connection(self) -> HttpHub:
        """One beside the exchange, which may be under way. Unavailable('hub_unset')."""
        address = address_of(self._store)
        from db.sync.http import HttpHub  # start-up: as above

        return HttpHub(*address)

    def _hub(self) -> HttpHub:
        if self._end is None:
            self._end = self._own_connection()
        return self._end

    def _drop(self) -> None:
        if self._end is not None:
            self._end.close()
            self._end = None

    def _keeper(self) -> FileVault | None:
        with self._store.reading() as reads:
            return None if state.keeps_own_keys(reads.connection) else self._vault
